"""How a value was reached: the words, the sentence, the rule, what it leaned on and what was made of it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.explain import date, fact, figure, mention
from pipeline.explain.part import uses, whereabouts
from pipeline.store.opening import open_database
from pipeline.store.schema import TABLES

_TELL = {"dates": date.tell, "figures": figure.tell, "mentions": mention.tell, "facts": fact.tell}
_TABLES = tuple(_TELL)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one row, as labelled lines in the order in which they are told."""

    id: str
    table: str
    parts: tuple[tuple[str, str], ...]


def explain(path: Path, row_id: str) -> Explanation:
    """Tell how a date, figure, mention or fact came about.

    `explain(db, "9e24f8a4ee8aae9e.2095-2104.figure")` -> «22 مستشفى», 22 hospital, the rule, its sentence ...
    """
    with closing(open_database(path, create=False).conn) as db:
        db.row_factory = sqlite3.Row
        for table in _TABLES:
            row = db.execute(f"SELECT * FROM {table} WHERE id = ?", [row_id]).fetchone()
            if row:
                told = (*_TELL[table](db, row), *date.inferred(path, table, row))
                parts = (*told, *whereabouts(db, row), *uses(db, table, row_id))
                return Explanation(row_id, table, tuple((label, text) for label, text in parts if text))
        if other := _elsewhere(db, row_id):
            raise UsageError(
                f"{row_id} stands in the table {other}, whose rows are not explained",
                f"those of {', '.join(_TABLES)} are",
            )
        near = _near(db, row_id)
    raise UsageError(
        f"no row has the id {row_id}", f"near it: {', '.join(near)}" if near else "ids stand in `findings`"
    )


def _elsewhere(db: sqlite3.Connection, row_id: str) -> str | None:
    """The table of a row of which nothing more is known than it says itself."""
    tables = (table for table, shape in TABLES.items() if "id" in shape.names and table not in _TABLES)
    found = (table for table in tables if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]).fetchone())
    return next(found, None)


def _near(db: sqlite3.Connection, row_id: str) -> list[str]:
    """Ids that begin so, or else those of the same document that look alike."""
    document = row_id.split(".", maxsplit=1)[0]
    ids = [
        row[0]
        for table in _TABLES
        for row in db.execute(f"SELECT id FROM {table} WHERE substr(id, 1, ?) = ?", [len(document), document])
    ]
    return [other for other in ids if other.startswith(row_id)][:3] or get_close_matches(row_id, ids, 3)
