"""Pairs of dates that stay out of order or disagree where a text's numbers were repaired: told, and doubted."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline import calendars
from pipeline.lexicon import Lexicon
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Timex

UNORDERED, DIFFERS = "damaged_date", "hijri_mismatch"
_ORDER = "number_order"
_DOUBT = 0.3
_DAY = r"(?:\d{1,2}|فاتح)"
_FIRST = "فاتح"


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[list[Mention], list[Contradiction]]:
    """The mentions, those inside a pair that cannot be right with little confidence, and a warning for each pair."""
    if not any(made.kind == _ORDER for made in document.repairs):
        return list(mentions), []
    read = [mention.span for mention in mentions if isinstance(mention.value, Timex) and mention.value.anchor == "pair"]
    starts = [sentence.span.start for sentence in sentences]
    warnings: list[Contradiction] = []
    for span, kind, message in _wrong(document.text, _pairs(lexicon)):
        at = bisect_right(starts, span.start) - 1
        # What was read as a pair has its warning already.
        if at >= 0 and not (kind == DIFFERS and _meets(span, read)):
            warnings.append(Contradiction(span, kind, message, sentences[at].position))
    spans = [warning.span for warning in warnings]
    return [
        replace(mention, confidence=min(mention.confidence, _DOUBT))
        if mention.kind == "date" and _meets(mention.span, spans)
        else mention
        for mention in mentions
    ], warnings


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of others, which are in their order and apart."""
    at = bisect_right(others, span.start, key=lambda other: other.end)
    return at < len(others) and others[at].start < span.end


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A Hijri month, digits and signs, then a Gregorian month; and the same as it should be."""

    lexicon: Lexicon
    any: re.Pattern[str]
    formed: re.Pattern[str]

    def difference(self, match: re.Match[str]) -> str | None:
        """How the two days of a pair disagree by more than two days, in words; None where they do not."""
        hijri, gregorian = self.lexicon["hijri_month"].find(match["month"]), self.lexicon["month"].find(match["second"])
        if hijri is None or gregorian is None:
            return None
        number, on = (1 if match[part] == _FIRST else int(match[part]) for part in ("day", "on"))
        year, month = int(match["year"]), int(hijri["month"])
        computed = calendars.tabular_hijri(year, month, number)
        try:
            given = date(int(match["in"]), int(gregorian["month"]), on)
        except ValueError:
            return f"there is no {match['in']}-{int(gregorian['month']):02d}-{on:02d}"
        if computed and abs((computed - given).days) <= calendars.HIJRI_TOLERANCE:
            return None
        return f"{year:04d}-{month:02d}-{number:02d} is {computed}, not {given}"


def _wrong(text: str, pairs: _Pairs) -> Iterator[tuple[Span, str, str]]:
    """The pairs that cannot be right; one may go on in the next line, which is a sentence of its own."""
    key = fold(text)
    formed = {match.start("month"): match for match in pairs.formed.finditer(key.text)}
    for match in pairs.any.finditer(key.text):
        span = key.to_source(*match.span())
        found = formed.get(match.start("month"))
        if found is None:
            yield span, UNORDERED, "a Hijri and a Gregorian date whose numbers could not be put in order"
        elif message := pairs.difference(found):
            yield span, DIFFERS, message


@lru_cache(maxsize=4)
def _pairs(lexicon: Lexicon) -> _Pairs:
    hijri, gregorian = lexicon["hijri_month"].pattern, lexicon["month"].pattern
    either = rf"(?<![^\W\d])(?P<month>{hijri})\W{{0,4}}\d[\d\W]{{0,20}}(?:فاتح\s)?\W{{0,2}}{gregorian}(?![^\W\d])"
    formed = (
        rf"(?P<day>{_DAY})\s{{1,2}}(?:من\s)?(?:شهر\s)?(?P<month>{hijri})\s{{1,2}}(?:\d{{1,2}}\n\s?)?(?P<year>1[234]\d\d)\s{{1,2}}"
        # the call of a note may stand between
        rf"(?:\d{{1,2}}\n\s?)?\(\s?(?P<on>{_DAY})\s{{1,2}}(?:\d{{1,2}}\n\s?)?(?P<second>{gregorian})\s{{1,2}}(?P<in>(?:18|19|20)\d\d)\s?\)"
    )
    return _Pairs(lexicon, re.compile(either), re.compile(formed))
