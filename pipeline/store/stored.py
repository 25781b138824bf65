"""A document as it stands in the database: what re-extraction reads instead of the source."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlite_utils import Database

from pipeline.records import Cell, Document, Metadata, Page, Place, Repair, Zone
from pipeline.text import Span

_ESCAPED = frozenset({"nul", "undecodable"})


def stored(db: Database, identity: str) -> Document | None:
    """The document with this id, as its reader handed it over."""
    row = next(_rows(db, "documents", "id", identity), None)
    if row is None:
        return None
    return Document(
        id=row["id"],
        source=row["source"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        text=row["text"],
        reader=row["reader"],
        reader_version=row["reader_version"],
        metadata=Metadata(
            title=row["title"],
            author=row["author"],
            publisher=row["publisher"],
            url=row["url"],
            country=row["country"],
            language=row["language"],
            published_on=_day(row["published_on"]),
        ),
        published_how=row["published_how"],
        given=metadata(row["given"]),
        published_from=_day(row["published_from"]),
        published_to=_day(row["published_to"]),
        page_count=row["page_count"],
        zones=tuple(Zone(Span(start, end), zone) for start, end, zone in json.loads(row["zones"] or "[]")),
        cells=tuple(map(_cell, _rows(db, "cells", "document_id", identity, "page, table_no, row_no, column_no"))),
        pages=tuple(map(_page, _rows(db, "pages", "document_id", identity, "number"))),
        places=tuple(_place(*place) for place in json.loads(row["places"] or "[]")),
        repairs=repairs(db, identity),
    )


def repairs(db: Database, identity: str) -> tuple[Repair, ...]:
    """What was changed in the text of a document, in its order."""
    return tuple(map(_repair, _rows(db, "repairs", "document_id", identity, "start_char, end_char")))


def metadata(given: str | None) -> Metadata:
    """What was known from outside, as it was stored."""
    values = json.loads(given) if given else {}
    return Metadata(**{**values, "published_on": _day(values.get("published_on"))})


def _rows(db: Database, table: str, column: str, value: str, order: str = "id") -> Iterator[dict[str, Any]]:
    return db.query(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY {order}", [value])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _span(row: dict[str, Any]) -> Span:
    return Span(row["start_char"], row["end_char"])


def _cell(row: dict[str, Any]) -> Cell:
    return Cell(_span(row), row["page"], row["table_no"], row["row_no"], row["column_no"], bool(row["is_header"]))


def _place(start: int, end: int, page: int, *box: float) -> Place:
    x0, top, x1, bottom = box
    return Place(Span(start, end), page, (x0, top, x1, bottom))


def _page(row: dict[str, Any]) -> Page:
    return Page(row["number"], _span(row), row["quality"], tuple(json.loads(row["reasons"] or "[]")))


def _repair(row: dict[str, Any]) -> Repair:
    before = row["before"]
    if row["kind"] in _ESCAPED:
        before = before.encode("ascii").decode("unicode_escape")
    return Repair(_span(row), before, row["after"], row["kind"])
