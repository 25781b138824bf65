"""Asking the database for a page of our own: rows, or nothing where that takes too long."""

from collections.abc import Mapping, Sequence
from typing import Any

Asked = Mapping[str, Any] | Sequence[Any]


def titled(table: str, key: str = "id") -> str:
    """What a document is called in a query of documents or of a view: its title, its first words, or its source."""
    first = (
        "select substr(said.text, 1, 90) || iif(length(said.text) > 90, '…', '') from sentences as said"
        f" where said.document_id = {table}.{key} and said.in_body = 1 order by said.position limit 1"
    )
    return f"coalesce({table}.title, ({first}), {table}.source)"


TITLED = titled("documents")


async def rows(db: Any, sql: str, asked: Asked = ()) -> list[Any]:
    """The rows of a query; none where it was interrupted."""
    from datasette.database import QueryInterrupted  # noqa: PLC0415  (loads all of Datasette, which loads us)

    try:
        return list((await db.execute(sql, asked)).rows)
    except QueryInterrupted:
        return []


async def one(db: Any, sql: str, asked: Asked = ()) -> Any | None:
    """The first row, or None."""
    found = await rows(db, sql, asked)
    return found[0] if found else None
