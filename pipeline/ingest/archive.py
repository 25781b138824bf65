"""A zip: its members stay inside, and no bomb goes off."""

import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import SourceError
from pipeline.ingest.source import LIMIT, TYPES, Source, is_document, media_type, too_large

MEMBERS = 10_000
TOTAL = 1024 * 1024 * 1024
RATIO = 200  # text shrinks to a third or a tenth; what shrinks more than this was made to harm
_UNSOUND = (BadZipFile, OSError, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error)
# JSON lines, tables, archives of pages: they are read from where they stand, which is no place inside a zip.
_SEVERAL = frozenset(TYPES[suffix] for suffix in (".jsonl", ".csv", ".xlsx", ".warc"))
_HINT = "unpack it and ingest the folder"


def members(path: Path, name: str) -> Iterator[Source | SourceError]:
    """The documents of a zip. A name that leads outside, a nested zip or a bomb is an error; the rest goes on."""
    try:
        with ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except (BadZipFile, ValueError, NotImplementedError) as error:
        yield SourceError(name, f"not a sound zip: {error}", "make it again")
        return
    if len(found) > MEMBERS:
        yield SourceError(name, f"{len(found):,} members: the limit is {MEMBERS:,}", _HINT)
        return
    if sum(info.file_size for info in found) > TOTAL:
        yield SourceError(name, f"too large unpacked: the limit is {TOTAL // 1024 // 1024:,} MB", _HINT)
        return
    for info in sorted(found, key=lambda info: info.filename):
        shown = _shown(info)
        inner = PurePosixPath(shown.replace("\\", "/"))
        hidden = any(
            (part.startswith(".") and part != "..") or part in ("__MACOSX", "lexicon") for part in inner.parts[:-1]
        )
        if hidden or inner.name.startswith((".", "README")) or not is_document(inner.name):
            continue
        place = f"{name}!{shown}"
        try:
            yield Source(place, _checked(place, info, inner), path=path, member=info.filename)
        except SourceError as error:
            yield error


def _checked(place: str, info: ZipInfo, inner: PurePosixPath) -> str:
    kind = media_type(place, inner.name)
    if inner.is_absolute() or ".." in inner.parts or inner.parts[0].endswith(":"):
        raise SourceError(place, "its name leads outside the zip", "make the zip again")
    if kind == "application/zip":
        raise SourceError(place, "a zip in a zip", "unpack the outer one")
    if kind in _SEVERAL:
        raise SourceError(place, "a file of several documents in a zip", "unpack it")
    if info.flag_bits & 1:
        raise SourceError(place, "locked with a password", "unpack it yourself")
    if info.file_size > LIMIT:
        raise too_large(place, info.file_size)
    if info.file_size > RATIO * max(info.compress_size, 1) and info.file_size > 1024 * 1024:
        raise SourceError(place, "packed too tightly to be a text", _HINT)
    return kind


def load(source: Source) -> bytes:
    """The bytes of a member, never more than the limit whatever its header says."""
    path, member = source.path or Path(source.name), source.member or ""
    try:
        archive = _opened(path, path.stat().st_mtime_ns, os.getpid())
        with archive.open(member) as file:
            data = file.read(LIMIT + 1)
    except _UNSOUND as error:
        raise SourceError(source.name, f"cannot be unpacked: {error}", "make the zip again") from error
    if len(data) > LIMIT:
        raise too_large(source.name)
    return data


@lru_cache(maxsize=1)
def _opened(path: Path, changed: int, process: int) -> ZipFile:
    """The zip, open from one member to the next; a forked process opens its own."""
    _ = changed, process
    return ZipFile(path)


def _shown(info: ZipInfo) -> str:
    """The member's name; without the UTF-8 flag a zip says cp437, and many mean UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
