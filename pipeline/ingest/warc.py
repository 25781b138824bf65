"""An archive of web pages (.warc, .warc.gz): each answer that is a page is a document (by warcio)."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from pipeline.errors import SourceError
from pipeline.ingest import html
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import LIMIT, Source, too_large
from pipeline.records import Metadata

RECORDS = 100_000
_PAGES = ("text/html", "application/xhtml+xml")
_GAP = 8  # line ends between records
_HINT = "write it anew: a member of gzip for each record"
_UNSOUND = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, UnicodeError, AttributeError, OSError)


def records(path: Path, name: str) -> Iterator[Source | SourceError]:
    """The pages of an archive, each named by its address; a second capture of one has its time beside it."""
    seen: set[str] = set()
    end = 0
    with path.open("rb") as file:
        iterator = ArchiveIterator(file)
        try:
            for number, record in enumerate(iterator):
                if number >= RECORDS:
                    yield SourceError(name, f"more than {RECORDS:,} records: the rest was not read", "split it")
                    return
                if record.format != "warc" or not record.rec_headers.protocol.startswith("WARC/"):
                    break
                url = _page(record)
                offset, size = iterator.get_record_offset(), iterator.get_record_length()
                end = offset + size
                if url is None or record.raw_stream.limit:  # what is left to read where the file has ended
                    end = end if url is None else offset
                    continue
                key = next(key for key in _keys(url, record, offset) if key not in seen)
                seen.add(key)
                yield (
                    Source(
                        f"{name}#{key}",
                        "application/warc",
                        path=path,
                        offset=offset,
                        size=size,
                        metadata=Metadata(url=url),
                    )
                    if size <= LIMIT
                    else too_large(f"{name}#{key}", size)
                )
        except _UNSOUND as error:
            yield SourceError(name, f"not a sound archive: {' '.join(str(error).split())[:80]}", _HINT)
            return
    if end == 0:
        yield SourceError(name, "not a sound archive: it holds no record", _HINT)
    elif path.stat().st_size > end + _GAP:
        yield SourceError(name, f"cut short: it ends in the record at {end:,}", "get the rest of it")


def _keys(url: str, record: ArcWarcRecord, offset: int) -> Iterator[str]:
    """What a capture may be called, the shortest first."""
    yield url
    yield f"{url}@{record.rec_headers.get_header('WARC-Date')}"
    yield f"{url}@{offset}"


def _page(record: ArcWarcRecord) -> str | None:
    """The address of an answer that is a page; None for pictures, requests, redirections and errors."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    url = "".join(filter(str.isprintable, record.rec_headers.get_header("WARC-Target-URI") or ""))
    is_page = record.http_headers.get_statuscode() == "200" and kind in _PAGES
    return url[:2000] if is_page and url.startswith(("http://", "https://")) else None


def read(source: Source, data: bytes) -> Reading:
    """The article of an archived page. Raises SourceError where it cannot be unpacked, or there is none."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(data))))
        body = record.content_stream().read(LIMIT + 1)
        charset = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")[2].strip(" \"';")
    except (StopIteration, *_UNSOUND) as error:
        raise SourceError(source.name, f"cannot be unpacked: {str(error)[:80]}", _HINT) from error
    if len(body) > LIMIT:
        raise too_large(source.name)
    return html.read(source, body, url=source.metadata.url, charset=charset or None)
