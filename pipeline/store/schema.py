"""The shape of the database: one description of every table and column, and all that is printed from it."""

from pipeline.store.column import Column, Table
from pipeline.store.statistic import statistics
from pipeline.store.tables import TABLES
from pipeline.store.views import VIEWS, View

# Raised when a column or a table changes; an older database is rebuilt from its sources.
SCHEMA_VERSION = 6
# "WATH": says in the file's header that a database is ours.
APPLICATION_ID = 0x57415448

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "TABLES", "VIEWS", "Column", "Table", "View", "ddl", "markdown"]


def ddl() -> list[str]:
    """The statements that make an empty database, in order."""
    tables = [statement for table in TABLES.values() for statement in table.sql()]
    views = [view.sql() for view in VIEWS.values()]
    return [
        *tables,
        *views,
        *statistics(),
        f"PRAGMA user_version = {SCHEMA_VERSION}",
        f"PRAGMA application_id = {APPLICATION_ID}",
    ]


def markdown() -> str:
    """The tables and their columns as the README prints them."""
    parts = []
    for table in TABLES.values():
        rows = [
            f"| `{column.name}` | {column.type} | {_description(column)} | {column.title_ar} |"
            for column in table.columns
        ]
        parts.append(
            f"### {table.name} · {table.title_ar}\n\n{table.description}\n\n"
            "| Column | Type | What it holds | بالعربية |\n| --- | --- | --- | --- |\n" + "\n".join(rows)
        )
    views = [f"| `{view.name}` | {view.table.description} |" for view in VIEWS.values()]
    parts.append(
        "### Views\n\nThe same rows with their sentence and document, current documents only; of sentences "
        "and what was read in them, the body only.\n\n"
        "| View | What it holds |\n| --- | --- |\n" + "\n".join(views)
    )
    return "\n\n".join(parts) + "\n"


def _description(column: Column) -> str:
    choices = f" ({', '.join(map(str, column.choices))})" if column.choices and column.type == "TEXT" else ""
    points = f" → `{column.references}`" if column.references else ""
    return (column.description + choices + points).replace("|", "\\|")
