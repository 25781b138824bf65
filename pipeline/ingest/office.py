"""Word and Excel files are zips of XML: they are looked into before any library unpacks them."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pipeline.errors import SourceError
from pipeline.ingest.source import LIMIT

MEMBERS = 5_000
RATIO = 200  # XML shrinks to a tenth; what shrinks more than this was made to harm
_TOTAL = 4 * LIMIT
_SMALL = 1024 * 1024
_PROLOGUE = 4096
_OLE = b"\xd0\xcf\x11\xe0"
_UNSOUND = (BadZipFile, OSError, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error)


def checked(name: str, data: bytes, part: str) -> BytesIO:
    """The file, once it is known to be sound, small when unpacked, and free of entities that grow.

    `part` is what such a file must hold (`word/document.xml`). Raises SourceError where it is not so.
    """
    if data.startswith(_OLE):
        raise SourceError(name, "locked with a password, or of an old format", "open it and save it anew, unlocked")
    try:
        with ZipFile(BytesIO(data)) as package:
            _look_into(name, package, part)
    except _UNSOUND as error:
        raise SourceError(name, f"not a sound file: {str(error)[:80]}", "open it and save it anew") from error
    return BytesIO(data)


def _look_into(name: str, package: ZipFile, part: str) -> None:
    found = package.infolist()
    size = sum(info.file_size for info in found)
    if len(found) > MEMBERS or size > _TOTAL:
        limit = _TOTAL // 1024 // 1024
        raise SourceError(name, f"too large unpacked: the limit is {limit} MB", "split it, or save its text as .txt")
    if part not in package.namelist():
        raise SourceError(name, f"not what its name says: it has no {part}", "open it and save it anew")
    for info in found:
        if info.file_size > max(RATIO * info.compress_size, _SMALL):
            raise SourceError(name, "packed too tightly to be a text", "save its text as .txt")
        if info.filename.endswith((".xml", ".rels")):
            with package.open(info) as file:
                if b"<!DOCTYPE" in file.read(_PROLOGUE).replace(b"\0", b""):
                    raise SourceError(name, "declares entities, as no such file does", "save its text as .txt")
