"""The picture of a page of a PDF with the places of its sentences, while the file is still what was read."""

import asyncio
import gzip
import json
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.run.place import WEB, raw_path
from pipeline.site.asking import one, rows

_PDF = "application/pdf"
_HEAVY = 64 * 1024 * 1024  # bytes of a file that a page is drawn from
_PAGES = 40  # pages shown with a document; the rest by their links
_KEPT = 24  # pictures in memory, about a quarter of a megabyte each
_DOCUMENT = "select id, sha256, media_type from documents where id = ?"
_PLACES = "select place from sources where document_id = ? order by place limit 8"
_BOXES = """
select start_char, box, exists (select 1 from facts where facts.sentence_id = sentences.id and in_body = 1) as has
from sentences where document_id = ? and box is not null order by start_char
"""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line of a sentence stands on a page, in points from the corner of what is seen of it."""

    start_char: int
    has_fact: bool
    x: float
    y: float
    width: float
    height: float
    is_first: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of paper with its boxes; one that is not shown has only its number."""

    number: int
    width: float
    height: float
    boxes: Sequence[Box]


async def leaves(db: Any, document: str) -> list[Leaf]:
    """The pages of a document that is a PDF, where its file is still there; none of any other."""
    found = await _found(db, document)
    if found is None:
        return []
    frames = await asyncio.to_thread(_frames, *found)
    boxes: dict[int, list[Box]] = {}
    for row in await rows(db, _BOXES, [document]):
        for at, (page, x0, top, x1, bottom) in enumerate(json.loads(row["box"])):
            if not 0 < page <= len(frames):
                continue
            frame = frames[page - 1]
            place = (x0 - frame.left, top - frame.top, x1 - x0, bottom - top)
            boxes.setdefault(page, []).append(Box(row["start_char"], bool(row["has"]), *place, is_first=at == 0))
    return [
        Leaf(number, frame.width, frame.height, boxes.get(number, []) if number <= _PAGES else [])
        for number, frame in enumerate(frames, 1)
    ]


def is_shown(leaf: Leaf) -> bool:
    """Whether a page is shown with its document, or only linked."""
    return leaf.number <= _PAGES


async def drawn(db: Any, document: str, number: int) -> bytes | None:
    """The picture of a page as PNG; None where there is none, or the file is no longer what was read."""
    found = await _found(db, document)
    return await asyncio.to_thread(_drawn, *found, number) if found else None


async def _found(db: Any, document: str) -> tuple[str, str] | None:
    """The sha256 of a document that is a PDF, with the file that holds these bytes."""
    row = await one(db, _DOCUMENT, [document])
    if row is None or row["media_type"] != _PDF or not db.path:
        return None
    for source in await rows(db, _PLACES, [document]):
        path = _path(Path(db.path), source["place"], row["sha256"])
        if path is not None and await asyncio.to_thread(_holds, path, str(row["sha256"])):
            return row["sha256"], str(path)
    return None


def _path(database: Path, place: str, digest: str) -> Path | None:
    """The file of a place that the database names: its own, or the bytes that were kept of a page of the web."""
    if place.startswith((*WEB, "-")):
        return raw_path(database, digest)
    return database.parent / place if place.startswith(("./", "../")) and place.lower().endswith(".pdf") else None


def _holds(path: Path, digest: str) -> bool:
    try:
        stat = path.stat()
        return stat.st_size <= _HEAVY and _digest(str(path), stat.st_size, stat.st_mtime_ns) == digest
    except OSError:
        return False


def _read(path: str) -> bytes:
    """The bytes of a file, or of what was kept packed. Raises OSError where they cannot be had."""
    with Path(path).open("rb") as file:
        if not path.endswith(".gz"):
            return file.read(_HEAVY + 1)
        try:
            with gzip.open(file) as unpacked:
                return unpacked.read(_HEAVY + 1)
        except (EOFError, zlib.error) as error:
            raise OSError(str(error)) from error


@lru_cache(maxsize=256)
def _digest(path: str, size: int, changed: int) -> str:  # noqa: ARG001 - a file of another size or time is another
    return sha256(_read(path)).hexdigest()


_PDFIUM = Lock()  # PDFium draws for one at a time


@lru_cache(maxsize=64)
def _frames(digest: str, path: str) -> tuple[Any, ...]:
    from pipeline.ingest.pdf.picture import frames  # noqa: PLC0415 - it brings the readers along

    data = _bytes(digest, path)
    with _PDFIUM:
        return frames(data) if data else ()


_PICTURES: OrderedDict[tuple[str, int], bytes] = OrderedDict()
_DRAWING = Lock()


def _drawn(digest: str, path: str, number: int) -> bytes | None:
    """A picture from memory, or drawn now: one at a time, so that many readers do not take the machine."""
    from pipeline.ingest.pdf.picture import picture  # noqa: PLC0415 - as above

    key = (digest, number)
    with _DRAWING:
        if key in _PICTURES:
            _PICTURES.move_to_end(key)
            return _PICTURES[key]
        if not 0 < number <= len(_frames(digest, path)):
            return None
        data = _bytes(digest, path)
        made = picture(data, number) if data else None
        if made:
            _PICTURES[key] = made
            while len(_PICTURES) > _KEPT:
                _PICTURES.popitem(last=False)
        return made


def _bytes(digest: str, path: str) -> bytes | None:
    """The bytes of the file, if they are still those that were read."""
    try:
        data = _read(path)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None
