"""A line that says where and when a text was published: «نشر في الأيام 24 يوم 30 - 04 - 2025»."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.lexicon import Lexicon, Row, load
from pipeline.text import Key, Span, fold


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, and where it stands; `span` is None where it is the start of a sentence of the body."""

    span: Span | None
    published_on: date
    publisher: str | None = None


_SEPARATOR = r"\s?[-/.]\s?"
_NUMERIC = rf"(?P<d>\d{{1,2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<y>\d{{4}})"
_ISO = r"(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})"


def find(text: str, line: Span, lexicon: Lexicon) -> Dateline | None:
    """The dateline that a line is, or that stands glued to its end (`محمد الشرعنشر في المساء يوم 20 - 08 - 2012`).

    A date in a sentence of the body is none: the whole line must be made of a cue, names, a date and a time.
    """
    if line.end - line.start > 200:
        return _lead(text, line, lexicon)
    key = fold(text[slice(*line)], line.start)
    for pattern in (_signed(lexicon), _stamp(lexicon)):
        match = pattern.search(key.text)
        if match:
            day = _date(match, lexicon)
            if day:
                return Dateline(Span(key.origin[match.start()], line.end), day, _name(text, key, match))
    return _lead(text, line, lexicon)


def leads_on(line: str, lexicon: Lexicon) -> bool:
    """Whether a line waits for the date below it: «صيغة محينة بتاريخ» is a version, and no publication."""
    return bool(_linked(lexicon).search(fold(line[-40:]).text.strip()))


@cache
def _linked(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_cues(lexicon, 'link')}\s?:?$")


def _lead(text: str, line: Span, lexicon: Lexicon) -> Dateline | None:
    """An agency's way: «الرباط 20 يونيو 2025 (و أ ن) - أعلنت…»."""
    match = _agency(lexicon).match(fold(text[line.start : line.start + 120]).text)
    day = _date(match, lexicon) if match else None
    return Dateline(None, day) if day else None


def day(text: str, lexicon: Lexicon | None = None) -> date | None:
    """The date that a short text holds: `الأربعاء، 07 أكتوبر 2020 - 12:09 م` -> 2020-10-07."""
    lexicon = lexicon or load()
    match = re.search(_day(lexicon), fold(text[:200]).text)
    return _date(match, lexicon) if match else None


def _date(match: re.Match[str], lexicon: Lexicon) -> date | None:
    part = match.groupdict()
    if part["word"]:
        row = lexicon["month"].find(part["word"])
        numbers = (part["wy"], row["month"] if row else None, part["wd"])
    else:
        numbers = (part["y"] or part["iy"], part["m"] or part["im"], part["d"] or part["id"])
    try:
        found = date(*(int(number or 0) for number in numbers))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2100 else None


def _name(text: str, key: Key, match: re.Match[str]) -> str | None:
    if match.groupdict().get("publisher") is None:
        return None
    start, end = match.span("publisher")
    return " ".join(text[slice(*key.to_source(start, end))].split()).strip(" :،-|") or None


@cache
def _day(lexicon: Lexicon) -> str:
    months = _either(row for row in lexicon["month"] if row["calendar"] == "gregorian")
    weekday = _either(lexicon["weekday"])
    written = rf"(?P<wd>\d{{1,2}})\s?(?:من\s)?(?:شهر\s)?(?P<word>{months})(?:\s?/\s?{months})?\s?,?\s?(?P<wy>\d{{4}})"
    return rf"(?:{weekday}\s?,?\s?)?(?<!\d)(?:{_NUMERIC}|{_ISO}|{written})(?!\d)\s?م?(?!\w)"


@cache
def _signed(lexicon: Lexicon) -> re.Pattern[str]:
    """A cue, perhaps a publisher, and a date, at the end of a line."""
    link = rf"(?:{_cues(lexicon, 'link')}\s?:?\s?)"
    publisher = rf"(?:{_cues(lexicon, 'publisher')})\s(?P<publisher>\S[^\n:]{{0,60}}?)\s?[,:-]?\s{link}"
    dated = rf"(?:{_cues(lexicon, 'dated')})\s?:?\s?{link}{{0,2}}"
    return re.compile(rf"(?:{publisher}|(?<!\w){dated}){_day(lexicon)}{_clock(lexicon)}$")


@cache
def _stamp(lexicon: Lexicon) -> re.Pattern[str]:
    """A line that is a date and nothing else."""
    return re.compile(rf"^{_day(lexicon)}{_clock(lexicon)}$")


@cache
def _agency(lexicon: Lexicon) -> re.Pattern[str]:
    agency = rf"(?:{_cues(lexicon, 'agency')})"
    signed = rf"(?:\(\s?{agency}\s?\)|/\s?{agency}\s?/?)"
    return re.compile(rf"^[^\d\n(]{{2,40}}?[\s,/(-]{{1,3}}{_day(lexicon)}\s?{signed}\s?[-:,]{{0,2}}\s")


@cache
def _clock(lexicon: Lexicon) -> str:
    words = _cues(lexicon, "clock")
    time = r"\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?"
    return rf"(?:\s?[-|,]?\s?(?:{words}\s?)?{time}(?:\s?(?:{words}|[ap]m|gmt))?)?\s?\.?"


@cache
def _cues(lexicon: Lexicon, match: str) -> str:
    return _either(row for row in lexicon["zone"] if row["match"] == match)


def _either(rows: Iterable[Row]) -> str:
    keys = {fold(word).text for row in rows for word in row.words}
    return "(?:" + "|".join(re.escape(key).replace(r"\ ", r"\s") for key in sorted(keys, key=len, reverse=True)) + ")"
