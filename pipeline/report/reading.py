"""What a reader recovers from a document, in lines and as a record."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.records import Document
from pipeline.report.line import plain

_DOUBTS = {
    "digits": "digits in doubt",
    "letters": "letters in doubt",
    "ocr": "read by OCR, digits in doubt",
    "empty": "no text",
}


def page_lines(document: Document) -> Iterator[str]:
    """`decree.pdf, page 3: letters in doubt: 44% of the glyphs have no text`."""
    for page in document.pages:
        if page.quality != "sound" and page.reasons:
            yield f"{document.source}, page {page.number}: {_DOUBTS[page.quality]}: {'; '.join(page.reasons)}"


def repairs_line(document: Document) -> str:
    """`order.txt: repaired (number_order 28, ligature 22); --json lists each, --no-repair leaves...`."""
    kinds = Counter(made.kind for made in document.repairs).most_common()
    told = ", ".join(f"{kind} {count}" for kind, count in kinds)
    return f"{document.source}: repaired ({told}); --json lists each, --no-repair leaves the text as it came"


def document_record(document: Document) -> dict[str, Any]:
    """A document as a reader gives it: metadata, text, zones, cells, pages, repairs."""
    known = document.metadata
    return {
        "id": document.id,
        "source": document.source,
        "media_type": document.media_type,
        "reader": document.reader,
        "reader_version": document.reader_version,
        "title": known.title,
        "author": known.author,
        "publisher": known.publisher,
        "url": known.url,
        "country": known.country,
        "language": known.language,
        "published_on": plain(known.published_on),
        "published_how": document.published_how,
        "text": document.text,
        "zones": [[*zone.span, zone.zone] for zone in document.zones],
        "cells": [{**asdict(cell), "span": list(cell.span)} for cell in document.cells],
        "pages": [{**asdict(page), "span": list(page.span)} for page in document.pages],
        "lines": [[*place.span, place.page, *place.box] for place in document.places],
        "repairs": [
            {
                "start": made.span.start,
                "end": made.span.end,
                "before": made.before,
                "after": made.after,
                "kind": made.kind,
            }
            for made in document.repairs
        ],
    }
