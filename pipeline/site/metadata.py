"""metadata.json: the schema's titles and descriptions, with our queries, facets and sorts.

`python -m pipeline.site.metadata` prints it.
"""

import json
from typing import Any

from pipeline.site.query import QUERIES
from pipeline.store import metadata as schema

_NEWEST = {"sort_desc": "published_on"}
_DATES = ["grain", "relative", "modifier"]
_FIGURES = ["unit", "dimension", "qualifier"]
SETTINGS: dict[str, dict[str, Any]] = {
    "documents": {"facets": ["publisher", "country", "language"], "sort_desc": "published_on"},
    "v_documents": {"facets": ["publisher", "country", "language"], **_NEWEST},
    "sentences": {"facets": ["zone", "in_body"]},
    "v_sentences": {"facets": ["publisher", "zone"], **_NEWEST},
    "dates": {"facets": [*_DATES, "in_body"]},
    "v_dates": {"facets": [*_DATES, "publisher"], **_NEWEST},
    "figures": {"facets": [*_FIGURES, "in_body"]},
    "v_figures": {"facets": [*_FIGURES, "publisher"], **_NEWEST},
    "mentions": {"facets": ["kind", "entity_id"]},
    "v_mentions": {"facets": ["kind", "entity", "publisher"], **_NEWEST},
    "entities": {"facets": ["kind"]},
    "v_entities": {"facets": ["kind"], "sort_desc": "mentions"},
    "legal_edges": {"facets": ["relation"]},
    "v_legal_edges": {"facets": ["relation"]},
    "legal_texts": {"facets": ["own"]},
    "v_legal_texts": {"facets": ["own", "publisher"], **_NEWEST},
    "v_roles": {"facets": ["entity", "publisher"], **_NEWEST},
    "facts": {"facets": ["unit", "status", "place_id"]},
    "v_facts": {"facets": ["unit", "place_label", "status"], **_NEWEST},
    "findings": {"facets": ["kind", "publisher", "in_body"], **_NEWEST},
    "warnings": {"facets": ["kind"]},
    "v_warnings": {"facets": ["kind"]},
    "unread": {"facets": ["reason", "in_body"]},
    "v_unread": {"facets": ["reason"]},
    "repairs": {"facets": ["kind"]},
    "v_repairs": {"facets": ["kind"]},
    "failures": {"facets": ["stage"], "sort_desc": "id"},
    "runs": {"sort_desc": "id"},
    "contributions": {"hidden": True},
    "counts": {"hidden": True},
}


def metadata(database: str = schema.DATABASE) -> dict[str, Any]:
    """What Datasette is told of a database of ours, served under this name (the file's, without its ending)."""
    queries = {name: query.metadata() for name, query in QUERIES.items()}
    told = schema.metadata(queries, SETTINGS)
    about = {"description": f"{schema.DESCRIPTION_AR} · {schema.DESCRIPTION}"}
    return {**told, **about, "databases": {database: {**told["databases"][schema.DATABASE], **about}}}


if __name__ == "__main__":
    print(json.dumps(metadata(), ensure_ascii=False, indent=2))  # noqa: T201  (that is what it is for)
