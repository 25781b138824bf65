"""Source to document: readers, the manifest, zones, and what the text itself says of its date.

>>> for source in sources(["corpus"]):
...     document = read(source, load(source))
"""

from dataclasses import replace
from hashlib import sha256

from pipeline.errors import SourceError
from pipeline.ingest import archive, jsonl, plain
from pipeline.ingest.gather import sources
from pipeline.ingest.manifest import set_metadata
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import LIMIT, Source, over, too_large
from pipeline.records import Document

__all__ = ["Source", "load", "read", "set_metadata", "sources"]

READERS = {"text/plain": plain.read, "application/jsonl": jsonl.read}


def load(source: Source) -> bytes:
    """The bytes of a source. Raises SourceError where they cannot be had or are too many."""
    if source.content is not None:
        return source.content
    if source.member is not None:
        return archive.load(source)
    assert source.path is not None
    try:
        with source.path.open("rb") as file:
            if source.offset is not None:
                file.seek(source.offset)
                return file.read(source.size)
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise SourceError(source.name, f"cannot be opened: {error.strerror}", "check its permissions") from error
    if len(data) > LIMIT:
        raise too_large(source.name, source.path.stat().st_size)
    return data


def read(source: Source, data: bytes) -> Document:
    """The document that the bytes of a source hold. Raises SourceError, with its cause and a hint."""
    reading = READERS[source.media_type](source, data)
    digest = sha256(data).hexdigest()
    metadata = over(source.metadata, reading.metadata)
    return Document(
        id=digest[:16],
        source=source.name,
        sha256=digest,
        media_type=source.media_type,
        text=reading.text,
        reader=reading.reader,
        reader_version=reading.version,
        metadata=metadata,
        published_how=source.how,
        repairs=reading.repairs,
        raw=data if source.content is not None else None,
    )
