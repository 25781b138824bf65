"""Permanent links of rows: a fact on its card, all else at its words in its document."""

from collections.abc import Mapping
from typing import Any

from datasette import Request

from pipeline.site.cell import document_url, entity_url, fact_url


def permalink(datasette: Any, row: Mapping[str, Any]) -> str | None:
    """Where a row is shown, seen from the site; None where it has no page."""
    identity = str(row.get("fact_id") or row.get("id") or "")
    card = fact_url(datasette, identity)
    if card:
        return card
    document = str(row.get("document_id") or "")
    if document and isinstance(row.get("start_char"), int):
        return document_url(datasette, f"{document}.{row['start_char']}-0")
    for name in ("id", "sentence_id", "document_id"):
        place = document_url(datasette, str(row.get(name) or ""))
        if place:
            return place
    entity = str(row.get("entity_id") or row.get("id") or "")
    return entity_url(datasette, entity) if "/" in entity else None


def absolute(request: Request, path: str) -> str:
    """A page of this site as others call it: `/-/fact/1` -> `https://example.org/-/fact/1`."""
    return f"{request.scheme}://{request.host}{path}"
