"""Paragraphs: the lines of a text, those joined again that were only wrapped to the width of a page."""

import re
from collections.abc import Iterator, Sequence

from pipeline.text import Span

_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_STOP = re.compile(r"[.!?؟؛;:…][\"»”’)\]\u200e\u200f\u202a-\u202e]{0,3}$")
_ITEM = re.compile(r"[-–—•*·◦▪]|\(?[\d٠-٩]{1,3}\s?[-–.)/]|[\u0621-\u064a]\s?[-–.)]")


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text, without the white space around them and without empty ones.

    Two lines are two paragraphs; a text whose lines were all cut at one width gives its sentences whole again.
    """
    found = list(lines(text))
    width = _width(text, found)
    start = 0
    for at, line in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        begun = Span(found[start].start, line.end)
        if following is None or not (_belongs(text, begun, following) or _goes_on(text, line, following, width)):
            yield begun
            start = at + 1


# A heading of a legal text stands in several lines: «القانون, line end, رقم 47.18», «صادر في, line end, 2 رجب 1446»,
# «1397, line end, (4 أكتوبر 1977)», «قرار مشترك لوزير العدل والوزير المنتدب لدى وزيرة, line end, الاقتصاد رقم 2966.25».
_AWAITS_NUMBER = re.compile(r"(?<![^\W\d_])(?:رقم|(?:صادر|الصادر|مؤرخ|المؤرخ)\s{1,2}في|بتاريخ)\s{0,3}$")
_NUMBERED = re.compile(r"رقم\s{1,3}\d{1,4}\s{0,2}[.\-/]")
_HIJRI_YEAR = re.compile(r"(?<!\d)1[34]\d\d\s{0,2}$")
_ITS_PAIR = re.compile(r"\(\s{0,2}(?:\d{1,2}|فاتح)\s{0,2}[^\W\d_]{3,9}\s{0,2}(?:19|20)\d\d\s{0,2}\)")
# «(10, line end, ديسمبر 2018)», «جمادى الأولى, line end, 1410 (21 ديسمبر 1989)»
_OPENED = re.compile(r"\(\s{0,2}(?:\d{1,2}|فاتح)(?:\s{1,2}[^\W\d_]{3,9})?\s{0,2}$")
_CLOSED = re.compile(r"(?:[^\W\d_]{3,9}\s{1,2})?(?:19|20)\d\d\s{0,2}\)")
_DAY_OR_MONTH = re.compile(
    r"(?:\d{1,2}|\d{1,2}\s{1,2}(?:من\s{1,2})?[^\W\d_]{3,9}(?:\s{1,2}[^\W\d_]{3,9}){0,2})\s{0,2}$"
)
_YEAR_AND_PAIR = re.compile(r"(?:[^\W\d_]{3,9}\s{1,2}){0,3}1[34]\d\d\s{0,2}\(\s{0,2}(?:\d{1,2}|فاتح)")
_HEADED = re.compile(r"(?:قرار|مقرر|مرسوم|ظهير)\s[^\d:؛;]{25,240}")
_ANNOUNCED = re.compile(r"[^\d:؛;\n]{0,110}رقم\s{1,3}\d{1,4}\s{0,2}[.\-/]\s{0,2}\d")
_BACK = 32


def _belongs(text: str, begun: Span, following: Span) -> bool:
    """Whether a line brings the number or the day for which the lines before it wait."""
    if len(_LINE_END.findall(text, begun.end, following.start)) > 1:
        return False
    near = max(begun.end - _BACK, begun.start)
    if _HIJRI_YEAR.search(text, near, begun.end):
        return _ITS_PAIR.match(text, *following) is not None
    if _OPENED.search(text, near, begun.end):
        return _CLOSED.match(text, *following) is not None
    if _YEAR_AND_PAIR.match(text, *following):
        return _DAY_OR_MONTH.search(text, near, begun.end) is not None
    if _AWAITS_NUMBER.search(text, near, begun.end):
        return text[following.start].isdigit()
    if _HEADED.fullmatch(text, *begun):
        return _ANNOUNCED.match(text, *following) is not None
    return not _STOP.search(text, near, begun.end) and _NUMBERED.match(text, following.start) is not None


def lines(text: str) -> Iterator[Span]:
    """The lines that are not empty, without the white space around them."""
    at = 0
    for match in _LINE_END.finditer(text):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end]
    bare = line.strip()
    if bare:
        start += len(line) - len(line.lstrip())
        yield Span(start, start + len(bare))


def _width(text: str, found: Sequence[Span]) -> float | None:
    """The length below which a line ends where its author ended it; None where a line is a paragraph, or a headline."""
    sizes = sorted(line.end - line.start for line in found if line.end - line.start >= 30)
    if len(sizes) < 6:
        return None
    width = sizes[len(sizes) * 3 // 4]
    full = sum(0.8 * width <= size <= 1.3 * width for size in sizes)
    stopped = sum(bool(_STOP.search(text, max(line.end - 5, 0), line.end)) for line in found)
    if not 40 <= width <= 110 or full < 0.4 * len(sizes) or stopped < 0.1 * len(found):
        return None
    return 0.7 * width


def _goes_on(text: str, line: Span, following: Span, full: float | None) -> bool:
    """Whether the second line is what did not fit in the first."""
    if full is None:
        return False
    if line.end - line.start < full or _STOP.search(text, max(line.end - 5, 0), line.end):
        return False
    if len(_LINE_END.findall(text, line.end, following.start)) > 1 or _ITEM.match(text, following.start):
        return False
    return following.end - following.start >= full or bool(_STOP.search(text, max(following.end - 5, 0), following.end))
