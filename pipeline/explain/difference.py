"""What changed between two databases of one corpus: what rules read now, no longer, or otherwise."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DatabaseError
from pipeline.store.opening import open_database

TABLES = ("facts", "figures", "dates", "mentions")
EXAMPLES = 3  # of each rule and each change
# What says where a row stands, how it is called, or how sure it is: no change of what was read.
_APART = frozenset({"id", "document_id", "sentence_id", "rule", "confidence", "in_body", "quote"})


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new (`added`), gone (`lost`) or reads otherwise (`changed`: which columns, from what to what)."""

    table: str
    kind: str
    rule: str
    id: str
    surface: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes, how many there are of each table, kind and rule, and documents that only one database has."""

    counts: tuple[tuple[str, str, str, int], ...]
    examples: tuple[Change, ...]
    only_old: int
    only_new: int


def difference(old: Path, new: Path) -> Difference:
    """Compare two databases by the ids of their rows. Raises DatabaseError where one is no database of ours.

    Rows of documents that only one of them holds are left out: `only_old` and `only_new` count those documents.
    """
    if not old.is_file():
        raise DatabaseError(f"{old}: no such database", "keep a copy before an ingest, and name it first")
    with closing(open_database(new, create=False).conn) as db:
        db.row_factory = None
        try:
            db.execute("ATTACH DATABASE ? AS old", [f"{old.absolute().as_uri()}?mode=ro"])
            found = [change for table in TABLES for change in _changes(db, table)]
            only = [
                db.execute(f"SELECT count(*) FROM {one}.documents WHERE id NOT IN (SELECT id FROM {other}.documents)")
                for one, other in (("old", "main"), ("main", "old"))
            ]
            only_old, only_new = (cursor.fetchone()[0] for cursor in only)
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{old}: not a database of ours", "name one that pipeline ingest has made") from error
    counts = Counter((change.table, change.kind, change.rule) for change in found)
    shown: Counter[tuple[str, str, str]] = Counter()
    examples = []
    for change in found:
        key = (change.table, change.kind, change.rule)
        shown[key] += 1
        if shown[key] <= EXAMPLES:
            examples.append(change)
    return Difference(
        tuple((*key, count) for key, count in sorted(counts.items())), tuple(examples), only_old, only_new
    )


def _changes(db: sqlite3.Connection, table: str) -> Iterator[Change]:
    here, there = _columns(db, "main", table), _columns(db, "old", table)
    both = [name for name in here if name in there and name not in _APART]
    of_both = "document_id IN (SELECT id FROM main.documents INTERSECT SELECT id FROM old.documents)"
    for kind, one, other in (("added", "main", "old"), ("lost", "old", "main")):
        sql = (
            f"SELECT id, surface, rule FROM {one}.{table} WHERE {of_both}"
            f" AND id NOT IN (SELECT id FROM {other}.{table}) ORDER BY id"
        )
        yield from (Change(table, kind, rule, identity, surface) for identity, surface, rule in db.execute(sql))
    pairs = ", ".join(f"was.{name}, now.{name}" for name in both)
    differs = " OR ".join(f"was.{name} IS NOT now.{name}" for name in both)
    sql = (
        f"SELECT now.id, now.surface, now.rule, {pairs} FROM main.{table} AS now JOIN old.{table} AS was"
        f" ON was.id = now.id WHERE {differs} ORDER BY now.id"
    )
    for identity, surface, rule, *values in db.execute(sql):
        yield Change(table, "changed", rule, identity, surface, _details(both, values))


def _columns(db: sqlite3.Connection, schema: str, table: str) -> list[str]:
    found = [row[1] for row in db.execute(f"PRAGMA {schema}.table_info({table})")]
    if not found:
        raise sqlite3.DatabaseError(f"no table {table}")
    return found


def _details(names: Sequence[str], values: Sequence[object]) -> str:
    """`status: planned -> completed; end_date: unknown -> 2026-02-28`."""
    pairs = zip(names, values[::2], values[1::2], strict=True)
    return "; ".join(f"{name}: {_shown(was)} -> {_shown(now)}" for name, was, now in pairs if was != now)


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)[:80]
