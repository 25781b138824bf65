"""W3C Web Annotations: what was read, each beside its words, for any tool that knows the standard."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.export.sheet import opened
from pipeline.store.opening import open_database

AROUND = 32  # characters that a selector quotes before and after
_FOUND = """
SELECT findings.id, findings.kind, findings.value, findings.surface, findings.start_char, findings.end_char,
  findings.document_id, documents.source, documents.url,
  substr(documents.text, max(findings.start_char - :around, 0) + 1, min(findings.start_char, :around)) AS before,
  substr(documents.text, findings.end_char + 1, :around) AS after
FROM findings JOIN documents ON documents.id = findings.document_id
WHERE findings.in_body = 1 ORDER BY findings.document_id, findings.start_char, findings.id
"""


def write(database: Path, out: Path | None, site: str) -> int:
    """A collection with an annotation for every date, figure, mention and fact; how many it has."""
    count = 0
    with closing(open_database(database, create=False).conn) as db, opened(out) as file:
        db.row_factory = None
        file.write('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "items": [')
        for made in _annotations(db.execute(_FOUND, {"around": AROUND}), site.rstrip("/")):
            file.write((",\n" if count else "\n") + json.dumps(made, ensure_ascii=False))
            count += 1
        file.write(f'\n], "total": {count}}}\n')
    return count


def _annotations(rows: Iterator[Any], site: str) -> Iterator[dict[str, Any]]:
    for identity, kind, value, surface, start, end, document, source, url, before, after in rows:
        yield {
            "type": "Annotation",
            "id": f"{site}/-/document/{document}#{identity}",
            "motivation": "identifying",
            "body": {"type": "TextualBody", "purpose": "tagging", "value": value, "rdfs:label": kind},
            "target": {
                "source": url or source,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": surface, "prefix": before, "suffix": after},
                    {"type": "TextPositionSelector", "start": start, "end": end},
                ],
            },
        }
