"""Arabic whose bytes were read in a wrong encoding: «Ø§Ù„Ù…ØºØ±Ø¨», «ÇáãÛÑÈ», «ط§ظ„ظ…ط؛ط±ط¨» for «المغرب»."""

import re
from collections.abc import Iterator

from pipeline.ingest.repair.edit import Edit

KIND = "mojibake"
_SHOWN = re.compile(r"[ØÙ][^\s\w]|[ØÙ]\w|[\u00c0-\u00ff]{3}|(?:[طظ][^طظ\s]){3}")
_LINE = re.compile(r"[^\r\n]+")
_ARABIC = re.compile("[\u0621-\u064a]")
_FREQUENT = re.compile("[اليمونتر]")
_LETTER = re.compile(r"[^\W\d_]")
_WAYS = (("cp1252", "utf-8"), ("cp1252", "cp1256"), ("cp1256", "utf-8"))
_LEAST = 4  # letters


def shown(text: str) -> bool:
    """Whether a text may hold such a line."""
    return _SHOWN.search(text) is not None


def edits(text: str) -> Iterator[Edit]:
    """The lines that are Arabic in one other encoding, and nothing sensible in their own."""
    for match in _LINE.finditer(text):
        if _SHOWN.search(match[0]) and (read := _read(match[0])) is not None:
            yield Edit(*match.span(), read, KIND)


def _read(line: str) -> str | None:
    for wrong, right in _WAYS:
        try:
            read = _bytes(line, wrong).decode(right)
        except UnicodeError:
            continue
        if "\0" not in read and _is_arabic(read) and not _is_arabic(line):
            return read
    return None


def _bytes(line: str, encoding: str) -> bytes:
    """The bytes that a line was read from; a control character stands for the byte that the encoding leaves open."""
    return b"".join(bytes((ord(char),)) if "\x80" <= char <= "\x9f" else char.encode(encoding) for char in line)


def _is_arabic(line: str) -> bool:
    """Whether a line's letters are Arabic, and as often ا ل ي م و ن ت ر as in any Arabic text."""
    letters, arabic = len(_LETTER.findall(line)), len(_ARABIC.findall(line))
    return arabic >= _LEAST and arabic > 0.6 * letters and len(_FREQUENT.findall(line)) > 0.35 * arabic
