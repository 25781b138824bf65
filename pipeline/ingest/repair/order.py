"""Numbers that an extractor left in the order of the eye: «1444( 28يونيو )2023» for «1444 (28 يونيو 2023)».

On paper an Arabic line runs to the left and its numbers to the right. Such a tool cuts a line into sections: Arabic
letters with the signs after them, then everything from a number to the next Arabic letter. It turns the first kind
round and leaves the second as the eye sees it, so that a section's numbers stand last first, and the signs that follow
them (a space, a comma, a bracket) stand before them; where spaces meet they become one:

    رقم 55.19، تحدد            -> رقم ،55.19تحدد
    عشرة (10) أيام             -> عشرة ( )10أيام
    شوال 1444 (8 ماي 2023).    -> شوال 8( 1444ماي .)2023
    1 - الجريدة                -> [at the start of a line] - 1الجريدة

What belongs in front of a number and what behind it is lost with the spaces, so a section is only turned back where
one reading alone is well formed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.ingest.repair.edit import Edit
from pipeline.ingest.repair.evidence import LETTER
from pipeline.lexicon import Lexicon, load
from pipeline.text import fold

KIND = "number_order"
_SECTION = re.compile(rf"[^{LETTER}\n؛؟]{{1,200}}")
_NUMBER = r"\d+(?:[.,:/]\d+)*(?:-\d+(?:[.,:/]\d+)*)*"
_PARTS = re.compile(rf"(?P<lead>\D*)(?P<body>{_NUMBER}(?:\D+{_NUMBER})*)(?P<trail>\D*)")
_NUMBERS = re.compile(_NUMBER)
# «و», «ب», «الـ»; and the first half of an agency's decimal, «7ر».
_CLITIC = re.compile(r"(?:^|[\W\d])(?:[وفبلك]|[وف]?[بلك]?ال)$|\dر$")
_DECIMAL_GOES_ON = re.compile(r"ر ?\d")
_SPAN = re.compile(r"(?P<first>(?:19|20)\d\d)-(?P<second>(?:19|20)\d\d)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_BRACKETS = re.compile(r"[()\[\]]")
_ARABIC_LETTER = re.compile(f"[{LETTER}]")
_AROUND = 48
# The call of a note may have come to stand in a line of its own.
_NOTE = r"(?:\n\s?\d{1,2}\s?\n)?"
_HIJRI_YEARS, _YEARS, _DAYS = range(1200, 1500), range(1800, 2101), range(1, 32)
_BEHIND = frozenset("،,.:%٪°)؛")
_LISTED = frozenset("-–.)،:")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a line without Arabic letters, cut at its first and its last digit."""

    lead: str
    numbers: tuple[str, ...]
    between: tuple[str, ...]
    first: bool  # in its line
    last: bool  # or before a sign that Arabic letters keep
    before: str  # what stands before it and behind it, folded
    after: str

    @property
    def single(self) -> str | None:
        """Its number, where it is the only one."""
        return self.numbers[0] if len(self.numbers) == 1 else None

    @property
    def signs(self) -> str:
        """What it holds besides numbers and spaces."""
        return re.sub(r"\s", "", self.lead + "".join(self.between))

    @property
    def clitic(self) -> bool:
        """Whether it goes on a word of one letter («و», «الـ»), whose number follows without a space."""
        return _CLITIC.search(self.before) is not None

    def set(self, words: str) -> str:
        """The words with the spaces that set them off from the letters around."""
        return f"{'' if self.first or self.clitic else ' '}{words}{'' if self.last else ' '}"


def edits(text: str) -> Iterator[Edit]:
    """The sections that can be turned back, in a text that is known to hold such."""
    read = _readings()
    for match in _SECTION.finditer(text):
        section = _section(text, *match.span())
        if section is None:
            continue
        after = next((after for reading in read if (after := reading(section)) is not None), None)
        if after is not None and after != match[0]:
            yield _shortest(text, match.start(), match.end(), after)


def _section(text: str, start: int, end: int) -> Section | None:
    if _LATIN.search(text, start, end) or not (parts := _PARTS.fullmatch(text, start, end)):
        return None
    last = not _ARABIC_LETTER.match(text, end)
    if parts["trail"].strip() or _DECIMAL_GOES_ON.match(text, end):
        return None
    body = parts["body"]
    return Section(
        parts["lead"],
        tuple(map(_ascending, _NUMBERS.findall(body))),
        tuple(_NUMBERS.split(body)[1:-1]),
        first=start == 0 or text[start - 1] == "\n",
        last=last,
        before=fold(text[max(0, start - _AROUND) : start]).text,
        after=fold(text[end : end + _AROUND]).text,
    )


def _ascending(number: str) -> str:
    """«2006-2005» -> 2005-2006: years of a range, the last one first."""
    years = _SPAN.fullmatch(number)
    if years is None or not 0 < int(years["first"]) - int(years["second"]) < 100:
        return number
    return f"{years['second']}-{years['first']}"


def _shortest(text: str, start: int, end: int, after: str) -> Edit:
    """The edit without the signs that it leaves as they are at either end; its numbers stay whole, to be read."""
    while start < end and after and text[start] == after[0] and not after[0].isdigit():
        start, after = start + 1, after[1:]
    while start < end and after and text[end - 1] == after[-1] and not after[-1].isdigit():
        end, after = end - 1, after[:-1]
    return Edit(start, end, after, KIND)


@cache
def _readings() -> tuple[Callable[[Section], str | None], ...]:
    months = _Months(load())
    return (months.pair, months.day, months.year, lambda section: _listed(section, months.cue), _one, _several)


class _Months:
    """The names of months around a section, and what else tells where a bracket opens."""

    def __init__(self, lexicon: Lexicon) -> None:
        gregorian, hijri = lexicon["month"].pattern, lexicon["hijri_month"].pattern
        article, number = lexicon["article"].pattern, lexicon["legal_number"].pattern
        cues = rf"{article}|{number}|الفقر(?:ه|ات|تين|تان)"
        self.hijri_before = re.compile(rf"(?:^|[\W\d]){hijri}\s{{0,2}}{_NOTE}\W{{0,3}}$")
        self.month_before = re.compile(rf"(?:^|[\W\d])[وب]?{gregorian}\W{{0,3}}$")
        self.month_after = re.compile(
            rf"\s{{0,2}}{_NOTE}\s{{0,2}}(?:(?P<first>فاتح)\s{{1,3}}(?:من\s)?)?{gregorian}(?!\w)"
        )
        self.year_before = re.compile(rf"(?:{hijri})\s{{1,2}}1[234]\d\d\s{{0,2}}{_NOTE}\s{{0,2}}$")
        self.numbered = re.compile(rf"(?:^|\W)[وفب]?{number}$")
        self.cue = re.compile(rf"(?:^|\W)[وف]?[بكل]?(?:{cues})\s{{0,3}}$|(?:^|\W)و$")

    def pair(self, section: Section) -> str | None:
        """Between a Hijri and a Gregorian month: `8( 1444` -> ` 1444 (8 `."""
        if not _BRACKETS.search(section.signs) or _BRACKETS.sub("", section.signs).strip("،."):
            return None
        after = self.month_after.match(section.after)
        if not after or not self.hijri_before.search(section.before):
            return None
        years = [number for number in section.numbers if _in(number, _HIJRI_YEARS)]
        days = [number for number in section.numbers if _in(number, _DAYS)]
        wanted = 0 if after["first"] else 1
        if len(years) != 1 or len(days) != wanted or len(section.numbers) != 1 + wanted:
            return None
        return section.set(f"{years[0]} ({days[0]}" if days else f"{years[0]} (").replace("( ", "(")

    def day(self, section: Section) -> str | None:
        """Before a Gregorian month: `) (30` -> `(30 `. What is glued to «رقم» or to a month is set off."""
        number, signs = section.single or "", section.signs
        opens = signs == ")(" or (signs in ("(", ")") and self.year_before.search(section.before))
        if opens and _in(number, _DAYS) and self.month_after.match(section.after):
            return section.set(f"({number}")
        if not number or section.lead or section.first:
            return None
        year = _in(number, _HIJRI_YEARS) and self.hijri_before.search(section.before)
        return section.set(number) if year or self.numbered.search(section.before) else None

    def year(self, section: Section) -> str | None:
        """Behind a Gregorian month: ` ،)2023` -> ` 2023)، `; a note's number stays: `36)1989` -> ` 1989)36 `."""
        number = section.numbers[-1]
        if not _in(number, _YEARS) or len(section.numbers) > 2 or not self.month_before.search(section.before):
            return None
        if not set(section.signs) <= _BEHIND | set('()"'):
            return None
        note = ""
        if section.single is None:
            if not _BRACKETS.search(section.between[0]) or len(section.numbers[0]) > 3:
                return None
            note = section.numbers[0]
        elif not section.lead.strip() and section.lead != "":
            return section.set(number)
        bracket = ")" if _BRACKETS.search(section.signs) else ""
        behind = _BRACKETS.sub("", "".join(section.lead.split()))[::-1]
        return section.set(f"{number}{bracket}{note}{behind}")


def _in(number: str, within: range) -> bool:
    return number.isdigit() and len(number) <= 4 and int(number) in within


def _listed(section: Section, cue: re.Pattern[str]) -> str | None:
    """A number at the start of a line, with its own signs in front: ` - 1` -> `1 - `, ` .1` -> `1. `, `-2` -> `2-`."""
    number, lead = section.single, section.lead
    if number is None or not section.first or section.last:
        return _bracketed(section, cue) if number else None
    if not lead.strip():
        return f"{number} "
    signs = set("".join(lead.split()))
    if not signs <= _LISTED or (not lead[0].isspace() and lead[-1].isspace()):
        return _bracketed(section, cue)
    behind = lead.rstrip()[::-1] if lead[-1:].isspace() else lead[::-1]
    gap = " " if lead[-1].isspace() else ""
    closed = behind.rstrip()
    return f"{number}{gap}{closed}{' ' if behind != closed or signs & {')', '،', '.', ':'} else ''}"


def _bracketed(section: Section, cue: re.Pattern[str]) -> str | None:
    """A number in brackets, or before one: ` ( )10` -> ` (10) `, ` ( 2300` -> ` (2300 `, «المادة» ` ( 2` -> ` 2 (`."""
    number = section.single or ""
    signs = "".join(section.lead.split())
    if signs == ")(":
        return section.set(f"({number})")
    if signs[:1] == "(" and ")" in signs and set(signs[1:]) <= _BEHIND:
        return section.set(f"({number}{signs[1:][::-1]}")
    if signs != "(" or section.last:
        return None
    if cue.search(section.before):
        return f" {number} ("
    return section.set(f"({number}") if not section.lead.endswith("(") else None


def _one(section: Section) -> str | None:
    """A number and what follows it: ` ،55.19` -> ` 55.19، `, ` %60` -> ` 60% `, ` 12` before a letter -> ` 12 `."""
    number, lead = section.single, section.lead
    if number is None:
        return None
    signs = "".join(lead.split())
    if not signs:
        if section.last:
            return None
        return f"{'' if section.clitic else lead}{number} "
    if not set(signs) <= _BEHIND or ".." in signs:
        return None
    if not (lead[0].isspace() or section.first or section.clitic):
        return f"{lead}{number} " if lead[-1].isspace() and not section.last else None
    if lead[-1].isspace() and not set(signs) <= set("%٪)"):
        return f"{lead}{number} " if not section.last else None
    gap = " " if lead[-1].isspace() and signs in ("%", "٪") else ""
    return section.set(f"{number}{gap}{signs[::-1]}")


def _several(section: Section) -> str | None:
    """Numbers of a list: ` 9 ،8` -> ` 8، 9 `; of a range: ` 27 - 25` -> ` 25 - 27 `. Only where they then ascend."""
    signs = {between.strip() for between in section.between}
    if len(signs) != 1 or len(section.numbers) < 2 or not signs <= {"،", ",", "-", "–"}:
        return None
    (sign,) = signs
    numbers = section.numbers[::-1]
    if not all(number.isdigit() and len(number) <= 4 for number in numbers):
        return None
    if not (_ascend(numbers) or (sign in "-–" and _is_day(numbers))):
        return None
    lead = "".join(section.lead.split())
    if not set(lead) <= {"،", ".", ")"} or (lead == ")" and sign == "-"):
        return None
    joined = f"{sign} ".join(numbers) if sign in "،," else f" {sign} ".join(numbers)
    return section.set(f"{joined}{lead[::-1]}")


def _ascend(numbers: Sequence[str]) -> bool:
    return all(int(first) < int(second) for first, second in pairwise(numbers))


def _is_day(numbers: Sequence[str]) -> bool:
    """«30 - 08 - 2012»."""
    return len(numbers) == 3 and _in(numbers[0], _DAYS) and _in(numbers[1], range(1, 13)) and _in(numbers[2], _YEARS)
