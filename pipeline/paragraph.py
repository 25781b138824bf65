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
    found = list(_numbered(text, list(lines(text))))
    width = _width(text, found)
    if width is None:
        yield from found
        return
    start = 0
    for at, line in enumerate(found):
        if at + 1 == len(found) or not _goes_on(text, line, found[at + 1], width):
            yield Span(found[start].start, line.end)
            start = at + 1


# «القانون, line end, رقم 47.18»: what is numbered and its number stand in two lines of one heading.
_OPEN_NUMBER = re.compile(r"(?<![^\W\d_])رقم\s{0,3}$")
_NUMBERED = re.compile(r"رقم\s{1,3}\d{1,4}\s{0,2}[.\-/]")


def _numbered(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """The lines, a number joined to the line that it belongs to."""
    last: Span | None = None
    for line in found:
        if last is not None and _is_number_of(text, last, line):
            last = Span(last.start, line.end)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


# «قرار مشترك لوزير العدل والوزير المنتدب لدى وزيرة الاقتصاد, line end, والمالية رقم 2966.25 صادر في»
_HEADED = re.compile(r"(?:قرار|مقرر|مرسوم|ظهير)\s[^\d:؛;]{25,240}")
_ANNOUNCED = re.compile(r"[^\d:؛;\n]{0,110}رقم\s{1,3}\d{1,4}\s{0,2}[.\-/]\s{0,2}\d")


def _is_number_of(text: str, line: Span, following: Span) -> bool:
    if len(_LINE_END.findall(text, line.end, following.start)) > 1:
        return False
    if _HEADED.fullmatch(text, *line) and _ANNOUNCED.match(text, following.start, following.end):
        return True
    if _OPEN_NUMBER.search(text, max(line.end - 8, line.start), line.end):
        return text[following.start].isdigit()
    ended = _STOP.search(text, max(line.end - 5, line.start), line.end)
    return not ended and _NUMBERED.match(text, following.start) is not None


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


def _goes_on(text: str, line: Span, following: Span, full: float) -> bool:
    """Whether the second line is what did not fit in the first."""
    if line.end - line.start < full or _STOP.search(text, max(line.end - 5, 0), line.end):
        return False
    if len(_LINE_END.findall(text, line.end, following.start)) > 1 or _ITEM.match(text, following.start):
        return False
    return following.end - following.start >= full or bool(_STOP.search(text, max(following.end - 5, 0), following.end))
