"""JSON lines: one document a line, with what is known of it in the line itself."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import SourceError, UsageError
from pipeline.ingest import dateline
from pipeline.ingest.manifest import checked
from pipeline.ingest.reading import Reading
from pipeline.ingest.repair import storable
from pipeline.ingest.source import LIMIT, Source, how, over
from pipeline.records import Metadata

READER = "jsonl"
VERSION = "1"
KEYS = ("id", "text", "title", "author", "published_on", "publisher", "url", "country", "language")
_HINT = f"each line is a JSON object: {', '.join(KEYS[:4])}..."
_CODES = frozenset({"country", "language"})
_CHUNK = 1024 * 1024


def read(source: Source, data: bytes) -> Reading:
    """The text of one line."""
    record = _parse(source.name, data)
    text, repairs = storable(_text(source.name, record))
    return Reading(text, READER, VERSION, repairs=repairs)


def lines(path: Path | None, name: str, file: BinaryIO, known: Metadata) -> Iterator[Source | SourceError]:
    """The documents of a file; a broken line is an error that names it, and the rest goes on."""
    seen: dict[str, int] = {}
    for number, offset, line in _bounded(file):
        place = f"{name}, line {number}"
        if line is None:
            limit = LIMIT // 1024 // 1024
            yield SourceError(place, f"longer than {limit} MB", "put one document on a line")
            continue
        bom = 3 if number == 1 and line.startswith(b"\xef\xbb\xbf") else 0
        data = line.rstrip(b"\r\n")[bom:]
        if not data.strip():
            continue
        try:
            record = _parse(place, data)
            _text(place, record)
            metadata = _metadata(place, record)
        except SourceError as error:
            yield error
            continue
        key = _id(record) or str(number)
        if key in seen:
            yield SourceError(place, f"the id {key!r} is that of line {seen[key]}", "give each document its own id")
            continue
        seen[key] = number
        metadata = over(metadata, known)
        yield Source(
            f"{name}#{key}",
            "application/jsonl",
            path=path,
            offset=offset + bom if path else None,
            size=len(data) if path else None,
            content=None if path else data,
            metadata=metadata,
            how=how(metadata),
        )


def _bounded(file: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """Line number, offset and line; None for a line above the limit, of which no more than a chunk is held."""
    number = offset = 0
    while line := file.readline(LIMIT + 2):
        number += 1
        size = len(line)
        if size > LIMIT + 1 and not line.endswith(b"\n"):
            del line
            while rest := file.readline(_CHUNK):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield number, offset, None
        else:
            yield number, offset, line
        offset += size


def _parse(place: str, data: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(data)
    except UnicodeDecodeError as error:
        raise SourceError(place, "not UTF-8", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise SourceError(place, f"broken JSON: {error.msg} at column {error.colno}", _HINT) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(place, "broken JSON: too deep or a number too long", _HINT) from error
    if not isinstance(record, dict):
        raise SourceError(place, "not a JSON object", _HINT)
    return record


def _text(place: str, record: Mapping[str, Any]) -> str:
    text = record.get("text")
    if not isinstance(text, str):
        raise SourceError(place, "no text", _HINT)
    if not text.strip("\0 \t\r\n\ufeff"):
        raise SourceError(place, "empty text", "fill it or remove the line")
    return text.removeprefix("\ufeff")


def _metadata(place: str, record: Mapping[str, Any]) -> Metadata:
    def word(key: str) -> str | None:
        value = record.get(key)
        if not isinstance(value, str) or not value.strip():
            return None
        try:
            return str(checked(key, storable(value.strip())[0])) if key in _CODES else storable(value.strip())[0]
        except UsageError as error:
            raise SourceError(place, error.cause, error.hint) from error

    return Metadata(
        title=word("title"),
        author=word("author"),
        publisher=word("publisher"),
        url=word("url"),
        country=word("country"),
        language=word("language"),
        published_on=_day(place, word("published_on") or word("published")),
    )


def _day(place: str, value: str | None) -> date | None:
    """`2025-12-30T12:44`, or as the site printed it: `الأربعاء 24 سبتمبر 2025 - 12:44`."""
    if value is None:
        return None
    with suppress(ValueError):
        return date.fromisoformat(value[:10] if value[10:11] in ("T", " ") else value)
    if printed := dateline.day(value):
        return printed
    raise SourceError(place, f"published_on: {value[:40]!r} is not a date", "write 2025-12-30")


def _id(record: Mapping[str, Any]) -> str:
    value = record.get("id")
    key = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return "".join(char for char in key if char.isprintable())[:200]
