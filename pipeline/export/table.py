"""The rows of a table or view as they are exported: with a permanent link, the sentence and the source of each."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import UsageError
from pipeline.store.column import Column, text
from pipeline.store.opening import open_database
from pipeline.store.schema import TABLES, VIEWS

SITE = "http://127.0.0.1:8001"
Cell: TypeAlias = str | int | float | None
PERMALINK = text("permalink", "Where it is shown beside its sentence", "الرابط الدائم: حيث يُعرض بجانب جملته")
# What stands beside a row where its own table does not say it.
_ADDED = {
    "quote": "(SELECT text FROM sentences WHERE sentences.id = row.sentence_id)",
    "source": "(SELECT source FROM documents WHERE documents.id = row.document_id)",
}
_INNER = frozenset(
    {"text", "search", "tags", "key", "zones", "places", "signature", "sentence_number", "number", "permalink"}
)


@dataclass
class Rows:
    """The rows of an export, read one by one; `count` grows while they are read."""

    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    cursor: Iterator[Sequence[Cell]] = field(repr=False)
    count: int = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self.cursor:
            self.count += 1
            yield row


@contextmanager
def read_rows(database: Path, table: str, headings: str, site: str = SITE) -> Iterator[Rows]:
    """Open the rows of a table or view. Raises UsageError where there is none of this name."""
    described = VIEWS[table].columns if table in VIEWS else TABLES[table].columns if table in TABLES else None
    if described is None:
        names = ", ".join([*VIEWS, *TABLES])
        raise UsageError(f"{table}: no such table", f"one of: {names}")
    columns = tuple(column for column in described if column.name not in _INNER)
    held = {column.name for column in columns}
    added = {
        name: sql
        for name, sql in _ADDED.items()
        if name not in held and {"quote": "sentence_id", "source": "document_id"}[name] in held
    }
    shown = [f"row.{column.name}" for column in columns] + list(added.values())
    known = [*columns, *(text(name, name, {"quote": "الجملة", "source": "المصدر"}[name]) for name in added)]
    link = _link(table, held)
    if link:
        shown.append(link)
        known.append(PERMALINK)
    order = ", ".join(f"row.{name}" for name in ("document_id", "start_char", "id") if name in held) or "1"
    sql = f"SELECT {', '.join(shown)} FROM {table} AS row ORDER BY {order}"
    with closing(open_database(database, create=False).conn) as db:
        db.row_factory = None
        yield Rows(tuple(known), tuple(_heading(column, headings) for column in known), _read(db, sql, site))


def _read(db: sqlite3.Connection, sql: str, site: str) -> Iterator[Sequence[Cell]]:
    yield from db.execute(sql, {"site": site.rstrip("/")} if ":site" in sql else {})


def _link(table: str, names: set[str]) -> str | None:
    """Where a row is shown: a fact on its card, all else at its words in its document."""
    if table in ("facts", "v_facts"):
        return ":site || '/-/fact/' || row.id"
    if {"document_id", "start_char"} <= names:
        return ":site || '/-/document/' || row.document_id || '#c' || row.start_char"
    if "document_id" in names:
        return ":site || '/-/document/' || row.document_id"
    if table in ("documents", "v_documents"):
        return ":site || '/-/document/' || row.id"
    return None


def _heading(column: Column, headings: str) -> str:
    return {"ar": column.title_ar, "en": column.name.replace("_", " ")}.get(headings, column.name)
