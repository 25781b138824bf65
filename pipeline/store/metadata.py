"""What Datasette is told of the tables: their titles and descriptions in Arabic and English, and their search."""

from collections.abc import Mapping
from typing import Any

from pipeline.store.schema import TABLES, VIEWS, Column

DATABASE = "facts"
TITLE = "وثيقة · Wathiqa"
DESCRIPTION = "Arabic press and official texts as sourced facts: every row stands beside the sentence it came from."
DESCRIPTION_AR = "الصحافة والنصوص الرسمية العربية حقائقَ مسندة: كل صف بجانب الجملة التي جاء منها."
_SENTENCE_SEARCH = {"fts_table": "sentences_fts", "fts_pk": "sentence_number"}


def metadata(
    queries: Mapping[str, Any] | None = None, tables: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """What Datasette shows of the database. `queries` are canned queries; `tables` adds settings to tables and views.

    The settings of `tables` (facets, sort, size...) are merged into those printed here, and win over them.
    """
    described: dict[str, dict[str, Any]] = {}
    for name, table in TABLES.items():
        described[name] = _entry(table.description, table.description_ar, table.title_ar, table.columns)
        if table.search_key:
            described[name] |= {"fts_table": f"{name}_fts", "fts_pk": table.search_key}
        elif "sentence_number" in table.names:
            described[name] |= _SENTENCE_SEARCH
    described["documents"]["label_column"] = "title"
    described["sentences"]["label_column"] = "text"
    described["entities"]["label_column"] = "name_ar"
    for name, view in VIEWS.items():
        described[name] = _entry(view.table.description, view.table.description_ar, view.table.title_ar, view.columns)
        if "sentence_number" in view.order:
            described[name] |= _SENTENCE_SEARCH
    for name, settings in (tables or {}).items():
        described[name] = {**described.get(name, {}), **settings}
    database = {
        "title": TITLE,
        "description": f"{DESCRIPTION_AR} {DESCRIPTION}",
        "tables": described,
        "queries": dict(queries or {}),
    }
    return {
        "title": TITLE,
        "description": f"{DESCRIPTION_AR} {DESCRIPTION}",
        "license": "Apache-2.0",
        "databases": {DATABASE: database},
    }


def _entry(english: str, arabic: str, title: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "title": title,
        "description": f"{arabic} · {english}",
        "columns": {column.name: f"{column.arabic} · {column.description}" for column in columns},
    }
