"""Commas that an encoding lost on the way: «وأشار? في هذا الصدد? إلى» for «وأشار، في هذا الصدد، إلى»."""

import re
from collections.abc import Iterator

from pipeline.ingest.repair.edit import Edit
from pipeline.ingest.repair.evidence import LETTER

KIND = "mark"
# Not behind a number, where a percent sign may have been lost («35? من السكان»), but for a year.
_MARK = re.compile(
    rf"(?P<word>[{LETTER}]{{1,30}}|(?<!\d)(?:19|20)\d\d)[)\"»]?[ ]?(?P<mark>\?)(?P<space>[ ]?)(?=[{LETTER}«\"(])"
)
_ASKS = re.compile(r"(?<!\w)[وف]?(?:هل|ماذا|لماذا|كيف|متى|أين|كم|أليس|ألم|ألا)(?!\w)")
_BEGINS = re.compile(r"[\n.!؟?:؛]")
_BACK = 300
_LEAST, _SHARE, _ALIKE = 5, 0.6, 0.85


def edits(text: str) -> Iterator[Edit]:
    """The question marks in mid-sentence of a text where most ask nothing and stand as commas do."""
    marks = list(_MARK.finditer(text))
    if len(marks) < _LEAST or len(marks) < _SHARE * text.count("?"):
        return
    # A comma has its space behind it, and follows all kinds of words.
    alike = sum(match["space"] != "" for match in marks)
    if min(alike, len({match["word"] for match in marks})) < _ALIKE * len(marks):
        return
    told = [match for match in marks if not _asks(text, match.start("mark"))]
    if len(told) >= _SHARE * len(marks):
        yield from (Edit(*match.span("mark"), "،", KIND) for match in told)


def _asks(text: str, at: int) -> bool:
    before = text[max(0, at - _BACK) : at]
    begins = max((mark.end() for mark in _BEGINS.finditer(before)), default=0)
    return _ASKS.search(before, begins) is not None
