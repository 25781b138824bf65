"""Whether the digits of a page can be trusted: another reader's numbers, and years that cannot be.

A text layer may hold «9913991» where the page shows 1.93.16: the letters are right, and no reader sees it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.ingest.pdf.font import Fonts
from pipeline.lexicon import load
from pipeline.text import fold

_DISAGREE = 0.3  # of the numbers: sound pages differ by footnote calls and page numbers
_FEW = 4
_IMPLAUSIBLE = 0.25
_DIGITS = re.compile(r"\d+")
_PAIR = re.compile(r"(?<!\d)(1[234]\d\d)\s?ه?ـ?\s?[(]\s?(?:\d{1,2}\s)?[^\d()]{2,20}\s?(\d{4})\s?م?\s?[)]")
_LONG = re.compile(r"رقم\s(\d{6,})(?![.\d])")


class Digit(NamedTuple):
    """A glyph that the file gives out as a digit."""

    font: int
    code: int
    text: str


def collisions(digits: Iterable[Digit], fonts: Fonts) -> frozenset[int]:
    """The fonts in which two glyphs claim to be one digit, and no table of their own tells which is."""
    claims: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for digit in digits:
        if not fonts.is_known(digit.font, digit.code):
            claims[digit.font, digit.text].add(digit.code)
    return frozenset(font for (font, _), codes in claims.items() if len(codes) > 1)


def disagreement(text: str, other: str | None) -> str | None:
    """Why the numbers of a page differ from those that another reader finds in the same layer, where they do."""
    if other is None:
        return None
    ours, theirs = (Counter(_DIGITS.findall(fold(one).text)) for one in (text, other))
    missed = sum((ours - theirs).values()) + sum((theirs - ours).values())
    total = sum((ours | theirs).values())
    if missed >= _FEW and missed > _DISAGREE * total:
        return f"another reader finds other numbers ({missed} of {total})"
    return None


def implausible(text: str) -> str | None:
    """Why the numbers of a page cannot be: years of no calendar, pairs of years that are centuries apart."""
    key = fold(text).text
    checked = [sound for sounds in (_years(key), _pairs(key), _numbers(key)) for sound in sounds]
    bad = checked.count(False)
    if bad >= 2 and bad >= _IMPLAUSIBLE * len(checked):
        return f"{bad} of {len(checked)} years and numbers of laws cannot be"
    return None


def _years(key: str) -> Iterator[bool]:
    for match in _dated().finditer(key):
        year = int(match["year"])
        yield 1200 <= year <= 1500 if match["hijri"] else 1800 <= year <= 2100


def _pairs(key: str) -> Iterator[bool]:
    for match in _PAIR.finditer(key):
        hijri, gregorian = int(match[1]), int(match[2])
        yield abs(hijri * 0.970224 + 621.577 - gregorian) < 2


def _numbers(key: str) -> Iterator[bool]:
    for _ in _LONG.finditer(key):
        yield False


@cache
def _dated() -> re.Pattern[str]:
    """A day, a month and four digits: `12 فبراير 2016`, `29 من رمضان 1413`."""
    hijri, gregorian = "|".join(_months("hijri_month")), "|".join(_months("month"))
    return re.compile(rf"\d{{1,4}}\s(?:من\s)?(?:(?P<hijri>{hijri})|(?:{gregorian}))\s(?P<year>\d{{4}})(?!\d)")


def _months(table: str) -> list[str]:
    keys = {fold(word).text for row in load()[table] for word in row.words}
    return [re.escape(key).replace(r"\ ", r"\s") for key in sorted(keys, key=len, reverse=True)]
