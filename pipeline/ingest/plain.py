"""Plain text: the file decoded, code point for code point (UTF-8, UTF-16 or windows-1256, found out by looking)."""

import re

from pipeline.errors import SourceError
from pipeline.ingest.reading import Reading
from pipeline.ingest.repair import storable
from pipeline.ingest.source import Source

READER = "plain"
VERSION = "1"

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
# About half the letters of any Arabic text; other code pages read as windows-1256 do not look so.
_FREQUENT = re.compile("[اليمونتر]")
# What Arabic and French hardly use, and other encodings read so are full of.
_ODD = re.compile("[\u00a2-\u00aa\u00ac\u00ae-\u00b6\u00b8-\u00ba\u00bc-\u00be\u0192\u02c6\u2020-\u2021\u2030پچژگٹڈڑ]")
_SAMPLE = 64 * 1024


def read(source: Source, data: bytes) -> Reading:
    """The text of a file. Raises SourceError for what is empty, binary or in an unknown encoding."""
    text, repairs = storable(decode(source.name, data))
    return Reading(text, READER, VERSION, repairs=repairs)


def decode(name: str, data: bytes) -> str:
    """The file as text, its byte order mark dropped; bytes that are no text stand as lone surrogates (PEP 383)."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise SourceError(name, "empty file", "fill it or remove it")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(name, f"not a text: {what}", "save its text as .txt in UTF-8")
    text = _decode(name, data).removeprefix("\ufeff")
    if not text.strip("\0 \t\r\n\ufeff"):
        raise SourceError(name, "empty file: nothing but white space", "fill it or remove it")
    if len(_CONTROL.findall(text)) > 2 + len(text) // 50:
        raise SourceError(name, "not a text: binary content", "save its text as .txt in UTF-8")
    return text


def _decode(name: str, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass")
    wide = _utf16(data)
    if wide:
        # An odd last byte is half a character.
        return data[: len(data) // 2 * 2].decode(wide, "surrogatepass")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "surrogateescape")
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE]) + 1
    if len(_ESCAPED.findall(text, 0, _SAMPLE)) <= max(3, high // 20) and _ARABIC.search(text):
        return text  # UTF-8 with a few broken bytes (cut in mid-letter, say)
    text = data.decode("cp1256")
    if _plausible(text[:_SAMPLE]):
        return text
    raise SourceError(name, "unknown encoding", "save it as UTF-8 (UTF-16 and windows-1256 are read too)")


def _utf16(data: bytes) -> str | None:
    """Arabic in UTF-16 without a mark: every second byte is 06 (Arabic) or 00 (spaces, digits)."""
    sample = data[: _SAMPLE // 2 * 2]
    half = len(sample) // 2
    if half < 2:
        return None
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if (high.count(6) + high.count(0) > 0.8 * half) and (low.count(6) + low.count(0) < 0.2 * half):
            return encoding
    return None


def _plausible(text: str) -> bool:
    """Whether what windows-1256 made of the bytes is Arabic, or French (whose letters it shares with windows-1252)."""
    letters = len(_LETTER.findall(text))
    arabic = len(_ARABIC.findall(text))
    if len(_ODD.findall(text)) > 0.05 * len(text):
        return False
    if arabic >= 20:
        return len(_FREQUENT.findall(text)) > 0.35 * arabic and text.count("ال") > 0.01 * arabic
    return letters > 0 and arabic <= max(3, letters // 10)
