"""Source to document: readers, the manifest, zones, and what the text itself says of its date.

>>> for source in sources(["corpus"]):
...     document = read(source, load(source))
"""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest import archive
from pipeline.ingest.corrections import append, corrected, dated, home, unmatched, written
from pipeline.ingest.gather import sources
from pipeline.ingest.language import language
from pipeline.ingest.later import later
from pipeline.ingest.manifest import entered, set_metadata
from pipeline.ingest.mend import mend
from pipeline.ingest.mode import mode_of
from pipeline.ingest.source import LIMIT, TYPES, Reach, Source, over, too_large
from pipeline.ingest.unmet import unmet
from pipeline.ingest.zones import printed, zones
from pipeline.lexicon import Lexicon
from pipeline.lexicon import load as load_lexicon
from pipeline.records import Document, Metadata, Zone

__all__ = [
    "LIMIT",
    "TYPES",
    "Reach",
    "Source",
    "append",
    "asked",
    "corrected",
    "dated",
    "entered",
    "home",
    "load",
    "mode_of",
    "read",
    "reader",
    "set_metadata",
    "sources",
    "tesseract",
    "unmatched",
    "unmet",
    "written",
]

# The module that reads each kind of file.
READERS = {
    TYPES[".txt"]: "plain",
    TYPES[".jsonl"]: "jsonl",
    TYPES[".html"]: "html",
    TYPES[".mhtml"]: "mhtml",
    TYPES[".warc"]: "warc",
    TYPES[".docx"]: "docx",
    TYPES[".pdf"]: "pdf",
}


def reader(kind: str) -> Any:
    """The module that reads a kind of file."""
    return later(READERS[kind])


def tesseract() -> str | None:
    """`tesseract 5.3.0` where it is installed and reads Arabic, else None."""
    found: str | None = later("pdf.ocr").tesseract()
    return found


def load(source: Source) -> bytes:
    """The bytes of a source. Raises SourceError where they cannot be had or are too many."""
    if source.content is not None:
        return source.content
    if source.url is not None:
        return bytes(later("web").load(source))
    if source.member is not None:
        return archive.load(source)
    try:
        with (source.path or Path(source.name)).open("rb") as file:
            if source.offset is not None:
                file.seek(source.offset)
                return file.read(source.size)
            data = file.read(LIMIT + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise SourceError(source.name, f"cannot be opened: {cause}", "check the path and its permissions") from error
    if len(data) > LIMIT:
        raise too_large(source.name, size)
    return data


def read(source: Source, data: bytes, lexicon: Lexicon | None = None, *, mended: bool = True) -> Document:
    """The document that the bytes of a source hold. Raises SourceError, with its cause and a hint.

    What is known from outside holds; where it is silent the page speaks, and then a dateline in the text. `lexicon` are
    the package's tables unless the user's stand beside the corpus. Damage of the text is repaired if `mended`.
    """
    kind = TYPES[".pdf"] if source.url and ".pdf" in TYPES and data.startswith(b"%PDF-") else source.media_type
    reading = reader(kind).read(source, data)
    given = over(source.metadata, reading.metadata)
    how = source.how or ("page" if given.published_on else None)
    # A page of the web changes around its article: its identity is the address and the article.
    identity = f"{source.url}\n{reading.text}".encode() if source.url else data
    digest = sha256(identity).hexdigest()
    reading = mend(reading) if mended else reading
    document = Document(
        id=digest[:16],
        source=source.name,
        sha256=digest,
        media_type=kind,
        text=reading.text,
        reader=reading.reader,
        reader_version=reading.version,
        metadata=given,
        published_how=how,
        given=given,
        zones=reading.zones,
        cells=reading.cells,
        pages=reading.pages,
        places=reading.places,
        page_count=len(reading.pages) or None,
        repairs=reading.repairs,
        corrections=source.corrections,
        raw=data if source.path is None else None,
    )
    return asked(document, lexicon or load_lexicon())


def asked(document: Document, lexicon: Lexicon) -> Document:
    """The document with what its text itself tells: its zones, its language, and a dateline where nothing was given."""
    known = document.given
    how = document.published_how if known.published_on else None
    rows = [Zone(row, "table") for row in document.rows]
    fixed = sorted((*printed(document.zones), *rows), key=lambda zone: zone.span)
    found, dated = zones(document.text, known.title, lexicon, fixed)
    if dated:
        how = how or "text"
        known = over(known, Metadata(publisher=dated.publisher, published_on=dated.published_on))
    return replace(
        document,
        metadata=over(known, Metadata(language=language(document.text, lexicon))),
        published_how=how,
        published_from=None,
        published_to=None,
        zones=found,
    )
