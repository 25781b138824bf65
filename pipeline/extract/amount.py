"""What all figures share: the number or range, the qualifier around it, and the two values of a change."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.extract.numeral import pieces
from pipeline.extract.qualifier import NEVER_DENIED, denied, negated, told
from pipeline.extract.rule import Found, Match, Pattern, Read, Shape, Words, maybe
from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.text import fold
from pipeline.values import Figure, Number

# «ما بين 22 و23 بالمئة», «70 إلى 80%», «10-15», «3 أو 4 أشخاص»; with a sign of its own, و joins after بين only.
BETWEEN = r"(?<![^\W\d_])[وف]?(?P<between>(?:ما )?بين|من)(?![^\W\d_])"
_BETWEENS = frozenset(clitic + word for clitic in ("", "و", "ف") for word in ("ما", "بين", "من"))
_TO = r"-|(?:الي|حتي|او)(?![^\W\d_])"
TO = rf"(?:%\s{{0,2}}(?P<to_signed>{_TO}|(?(between)و|(?!)))|(?P<to>{_TO}|و))"
AMOUNT: Shape = (
    maybe(Words("qualifier", "before", clitic=True)),
    maybe(Pattern(BETWEEN, _BETWEENS)),
    maybe(Found("number", "low"), Pattern(TO)),
    Found("number"),
)
_BEFORE = 70
_LONGEST_LIST = 8


@dataclass(frozen=True, slots=True)
class Amount:
    """The number part of a figure, with the positions of the shadow that it takes.

    `pair` holds the numbers before that share the noun, `led` the qualifier of the first and where it begins.
    """

    start: int
    end: int
    number: Number
    low: Number | None = None
    low_at: tuple[int, int] | None = None
    pair: tuple[tuple[Number, tuple[int, int]], ...] = ()
    led: tuple[str, int] | None = None
    qualifier: str | None = None
    changes: bool = False


def amount(match: Match) -> Amount | None:
    """The amount of a shape that begins with AMOUNT, or None where its number is none."""
    found = match.mention("number")
    if found is None or not isinstance(found.value, Number):
        return None
    number, at = found.value, match.match.span("number")
    start, low = at[0], None
    pair: tuple[tuple[Number, tuple[int, int]], ...] = ()
    row = match.row("before")
    beside = match.mention("low")
    between, to = match.text("between"), (match.text("to") or match.text("to_signed") or "").strip()
    # «للشخص الواحد إلى 13 كيلوغراما»: per person, and no range.
    if beside is not None and isinstance(beside.value, Number) and not _is_each(beside, found):
        low_at = match.match.span("low")
        value = _rescaled(beside.value, number, found.surface, match.lexicon)
        if (to != "و" or between not in (None, "من")) and _is_range(value, number, to):
            low, start = (value, low_at), low_at[0]
        elif value.scaled == number.scaled == beside.value.scaled or not number.scaled:
            # «4 و9 ملايين» may say two numbers, or one with its fraction.
            pair = ((value, low_at), *_listed(match, low_at[0]))
    qualifier, led = None, None
    # A qualifier belongs to the number beside it: «أكثر من 3 و4 أشخاص» qualifies the first one only.
    if row is not None and row["side"] != "after" and len(pair) == 1:
        led = (row["qualifier"], match.match.start("before"))
    if row is not None and row["side"] != "after" and not pair:
        start = match.match.start("before")
        qualifier = negated(match, start, row["qualifier"])
    start, end = _unbracketed(match, start, at[1])
    changes = low is not None and between == "من" and _tells_change(match, match.match.start())
    return Amount(
        start,
        end,
        number,
        low=low[0] if low else None,
        low_at=low[1] if low else None,
        pair=pair,
        led=led,
        qualifier=qualifier,
        changes=changes,
    )


_LISTED = re.compile(r"(?P<number>[\ue000])\s{0,2}(?:,\s{0,2}|و|,\s{0,2}و)\s{0,2}\Z")


def _listed(match: Match, start: int) -> list[tuple[Number, tuple[int, int]]]:
    """«12 ألفا و19 ألفا و25 ألف درهم»: the numbers before, that share the noun."""
    found: list[tuple[Number, tuple[int, int]]] = []
    while len(found) < _LONGEST_LIST:
        before = _LISTED.search(match.shadow.text, max(0, start - 8), start)
        mention = match.shadow.mentions.get(before.start("number")) if before else None
        if before is None or mention is None or not isinstance(mention.value, Number):
            break
        found.append((mention.value, before.span("number")))
        start = before.start("number")
    return found


def _unbracketed(match: Match, start: int, end: int) -> tuple[int, int]:
    """«(10) سنوات»: the brackets around a number that stands before its noun."""
    text = match.shadow.text
    if start and text[start - 1] == "(" and text[end : end + 1] == ")" and text[end + 1 : end + 2] == " ":
        line = text.rfind("\n", 0, start - 1) + 1
        if text[line : start - 1].strip():
            return start - 1, end + 1
    return start, end


def _is_each(low: Mention, high: Mention) -> bool:
    return fold(low.surface).text.startswith(("الواحد", "للواحد")) and not fold(high.surface).text.startswith("ال")


def _is_range(low: Number, high: Number, to: str) -> bool:
    return low.value < high.value or (to in ("الي", "حتي") and low.value != high.value)


def _rescaled(low: Number, high: Number, surface: str, lexicon: Lexicon) -> Number:
    """«من 3 إلى 7 ملايين»: the magnitude said once belongs to both."""
    if not high.scaled or low.scaled or low.value >= 1000:
        return low
    last = pieces(fold(surface).text, lexicon)[-1:]
    if last and last[0].kind in ("magnitude", "plural", "accusative"):
        scaled = replace(low, value=low.value * last[0].value, scaled=True)
        # «ما بين 900 وألف»: the thousand is no more than a thousand.
        return scaled if scaled.value < high.value else low
    return low


@lru_cache(maxsize=8)
def _change(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])[وفبل]?(?:{lexicon['change'].pattern})(?![^\W\d_])")


def _tells_change(match: Match, end: int) -> bool:
    return _change(match.lexicon).search(match.shadow.text, max(0, end - _BEFORE), end) is not None


def figures(
    match: Match,
    amount: Amount,
    end: int,
    figure: Callable[[Decimal], Figure],
    confidence: float = 1.0,
    *,
    open_reading: bool = False,
    pairs: bool = False,
) -> Sequence[Read]:
    """One figure of an amount, or two where it says a change from one value to another."""
    qualifier, last = (amount.qualifier, end) if amount.qualifier else told(match, amount.start, end)
    number, low = amount.number, amount.low
    alternative = number.value_alt if open_reading else None
    if alternative is not None:
        confidence = min(confidence, 0.7)
    if low is None or amount.low_at is None:
        said = figure(number.value)
        if said.dimension not in NEVER_DENIED:
            qualifier = denied(match, amount.start, qualifier)
        said = replace(said, qualifier=qualifier, value_alt=alternative)
        reads = [Read(said, confidence, at=(amount.start, last))]
        if pairs:
            for other, at in amount.pair:
                word, begin = amount.led or (None, at[0])
                reads.append(Read(replace(figure(other.value), qualifier=word), confidence, at=(begin, at[1])))
        return reads
    if amount.changes:
        first = replace(figure(low.value), qualifier=qualifier)
        sign = re.match(r"\s?%", match.shadow.text[amount.low_at[1] : amount.low_at[1] + 2])
        stop = amount.low_at[1] + (sign.end() if sign else 0)
        return [
            Read(first, confidence, at=(amount.start, stop)),
            Read(figure(number.value), confidence, at=(match.match.start("number"), end)),
        ]
    low_figure, high_figure = figure(low.value), figure(number.value)
    said = replace(low_figure, value_max=high_figure.value, qualifier=qualifier)
    return [Read(said, confidence, at=(amount.start, last))]
