"""What SQLite is told of its indexes: how many rows share a value, so that it always chooses as on a large database.

Measuring (ANALYZE) would make the choice lean on what happens to be in a database; these numbers are the same in all.
"""

from collections.abc import Iterator

from pipeline.store.column import PUBLISHED, Column, Table
from pipeline.store.tables import TABLES

# Rows of a newsroom's database of a hundred thousand documents.
_DOCUMENTS = 100_000
_SIZES = {
    "sentences": 900_000,
    "dates": 450_000,
    "figures": 700_000,
    "mentions": 600_000,
    "facts": 750_000,
    "findings": 2_300_000,
    "fact_evidence": 3_000_000,
    "contributions": 600_000,
    "unread": 400_000,
    "comparisons": 300_000,
    "entities": 30_000,
    "counts": 30_000,
    "corrections": 1_000,
    "runs": 1_000,
    "failures": 1_000,
}
_DAYS = 1_000
_WORDS = 20_000  # surfaces, values
_ENTITIES = 2_000  # that are named, each as often as a large town
_CODES = 100  # units, rules, kinds without a list
_OWN = frozenset({"id", "sha256", "source", "place", "number"})  # nearly every row has its own
# Nearly all rows have one and the same.
_SAME = frozenset(
    {"superseded_by", "duplicate_of", "in_body", "standing", "country", "language", "media_type", "reader", "extracted"}
)


def statistics() -> Iterator[str]:
    """The statements that tell SQLite; the first makes the table for it, the last has it read."""
    yield "ANALYZE sqlite_schema"
    yield "DELETE FROM sqlite_stat1"
    for table in TABLES.values():
        rows = _SIZES.get(table.name, _DOCUMENTS)
        for name, columns in table.named_indexes():
            told = " ".join(str(number) for number in (rows, *_shared(table, columns, rows)))
            yield f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{table.name}', '{name}', '{told}')"
    yield "ANALYZE sqlite_schema"


def _shared(table: Table, columns: tuple[str, ...], rows: int) -> Iterator[int]:
    """How many rows have the same first column, the same first two..."""
    shared = rows
    for at, name in enumerate(columns):
        shared = 1 if columns[: at + 1] == table.key else max(shared * _alike(table[name], rows) // rows, 1)
        yield shared


def _alike(column: Column, rows: int) -> int:
    """How many rows share a value of a column."""
    if column.name in _SAME:
        return rows
    if column.name in _OWN or column.references in ("sentences", "figures", "facts"):
        return 3
    if column.references == "documents":
        return max(rows // _DOCUMENTS, 1)
    if column.references == "entities":
        return max(rows // _ENTITIES, 20)
    if column.choices:
        return rows // len(column.choices)
    if column.name == PUBLISHED or column.check:
        return rows // _DAYS
    return rows // (_WORDS if column.name in ("surface", "value", "value_max", "value_alt", "row_id") else _CODES)
