"""The content of a database as text, by primary key: two builds of one corpus give the same."""

from sqlite_utils import Database

from pipeline.store.schema import TABLES

# When a run was made and what failed in it belongs to the run, not to the corpus.
APART = frozenset({"runs", "failures"})
# Where a corpus stands beside its database says nothing of what it holds.
_LOCAL = {"sources": frozenset({"place", "lexicon"})}


def dump(db: Database) -> str:
    """The rows of every table but runs and failures, as SQL."""
    lines = []
    for name, table in TABLES.items():
        if name in APART:
            continue
        columns = [column for column in table.names if column not in _LOCAL.get(name, ())]
        values = " || ', ' || ".join(f"quote({column})" for column in columns)
        key = ", ".join(table.key if name not in _LOCAL else columns)
        lines.append(f"-- {name}: {', '.join(columns)}")
        lines.extend(
            f"INSERT INTO {name} VALUES ({row[0]});"
            for row in db.execute(f"SELECT {values} FROM {name} ORDER BY {key}")
        )
    return "\n".join(lines) + "\n"
