"""What pages of whole tables say of old versions: which rows are of a document that a newer one has replaced."""

from typing import Any

from pipeline.store.schema import TABLES, VIEWS

_REPLACED = "select id from documents where superseded_by > '' limit 20000"


async def superseded(datasette: Any, database: str, table: str) -> dict[str, Any]:
    """For the page of a table: the view that leaves old versions out, and the old documents among its rows' owners."""
    known = TABLES.get(table)
    owner = "id" if table == "documents" else "document_id"
    if known is None or owner not in known.names:
        return {}
    rows = (await datasette.get_database(database).execute(_REPLACED, truncate=False)).rows
    return {
        "current_view": f"v_{table}" if f"v_{table}" in VIEWS else None,
        "owner": owner,
        "superseded": {row["id"] for row in rows},
    }
