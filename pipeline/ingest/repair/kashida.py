"""Letters torn apart: by what stands for a stretched line («تس���رى», «الق66انون»), or by a space («لس نة»)."""

import re
from collections.abc import Iterator

from pipeline.ingest.repair.edit import Edit
from pipeline.ingest.repair.evidence import LETTER
from pipeline.ingest.repair.word import Words, load, plain

KASHIDA, SPACE = "kashida", "space"
_START = f"(?<![{LETTER}\\d])"
# A stretched line is drawn by a glyph whose code may be anything; in a word that it stretches it is seen in runs.
_JUNK = re.compile(f"{_START}[{LETTER}]{{1,20}}(?:[\ufffd\ue000-\uf8ff]{{1,8}}[{LETTER}]{{1,20}}){{1,4}}")
_DIGITS = re.compile(
    f"{_START}[{LETTER}]{{2,20}}(?P<junk>(?P<one>[\\d,])(?P=one){{0,3}})[{LETTER}]{{1,20}}(?![{LETTER}\\d])"
)
_NOT_LETTERS = re.compile(f"[^{LETTER}]+")
_TORN = re.compile(f"{_START}(?P<first>[{LETTER}]{{1,12}})[ ](?=(?P<second>[{LETTER}]{{1,12}})(?![{LETTER}]))")
_OFTEN = 20  # a part that is counted more often may be a word
_SURE, _NOT_QUITE_NEVER = 20, 0.2  # how much likelier the whole must be than its parts


def shown(text: str) -> bool:
    """Whether a text holds what no word holds."""
    return _JUNK.search(text) is not None or sum(1 for _ in _DIGITS.finditer(text)) > 2


def edits(text: str) -> Iterator[Edit]:
    """The words that are known once the junk is out of them: «تس���رى» -> تسرى."""
    words = load()
    for pattern in (_JUNK, _DIGITS):
        for match in pattern.finditer(text):
            parts = _NOT_LETTERS.split(match[0])
            whole = "".join(parts)
            if _sure(words, whole, parts):
                yield Edit(*match.span(), whole, KASHIDA)


def spaces(text: str) -> Iterator[Edit]:
    """The words that a space tore apart, where the parts are no words and the whole is one: «لس نة» -> لسنة."""
    words = load()
    for match in _TORN.finditer(text):
        first, second = plain(match["first"]), plain(match["second"])
        apart = words.words.get(first, 0) + words.words.get(second, 0)
        if len(first) > 1 < len(second) and words.likelihood(first + second) > _SURE * (apart + _NOT_QUITE_NEVER):
            yield Edit(match.end("first"), match.end("first") + 1, "", SPACE)


def _sure(words: Words, whole: str, parts: list[str]) -> bool:
    key = plain(whole)
    known = words.known(key) or words.known(key.replace("ى", "ي"))
    return known and len(key) > 2 and not all(words.words.get(plain(part), 0) > _OFTEN for part in parts)
