"""Shares: «81%», «%78», «ما بين 22 و23 بالمئة», «في المائة»."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.rule import Found, Match, Pattern, Read, Rule, Words, either, maybe
from pipeline.values import Figure, Number

KIND = "figure"
_UNDER = (10, 100, 1000, 10000)


def _figure(value: Decimal, unit: str) -> Figure:
    share = Decimal("0.001") if unit == "per_mille" else Decimal("0.01")
    return Figure(value, dimension="percent", unit=unit, value_si=value * share, unit_si="1")


def _read(match: Match, found: Amount, end: int, unit: str) -> Sequence[Read]:
    # «11.338 %»: a share of eleven thousand is not what is meant.
    number = found.number

    def figure(value: Decimal) -> Figure:
        shown = number.value_alt if value == number.value and number.value_alt is not None else value
        return _figure(shown, unit)

    return figures(match, found, end, figure, pairs=True)


def _percent(match: Match) -> Sequence[Read] | None:
    """`26 في المائة` -> 26 percent; `70 إلى 80%` -> 70..80."""
    found = amount(match)
    row = match.row("percent")
    if found is None:
        return None
    return _read(match, found, match.match.end(), row["unit"] if row is not None else "percent")


def _spoken(match: Match) -> Read | None:
    """`ستة وثمانية وثمانون من مئة في المائة` -> 6.88 percent: the fraction as so many of a hundred."""
    parts = [match.mention(name) for name in ("whole", "part", "under")]
    values = [part.value.value for part in parts if part is not None and isinstance(part.value, Number)]
    if len(values) < len(parts) or values[2] not in _UNDER or not 0 < values[1] < values[2]:
        return None
    row = match.row("percent")
    return Read(_figure(values[0] + values[1] / values[2], row["unit"] if row is not None else "percent"))


def _sign_first(match: Match) -> Sequence[Read] | None:
    """`%78` -> 78 percent: as a page laid out from right to left gives it."""
    found = amount(match)
    if found is None:
        return None
    start = match.match.start("sign")
    reads = _read(match, found, match.match.end(), "percent")
    return [Read(reads[0].value, 0.9, at=(min(start, found.start), found.end))]


RULES = (
    Rule("percent", (*AMOUNT, either((Words("percent"),), (Pattern("(?P<mark>%)", frozenset({"%"})),))), _percent),
    Rule(
        "percent-spoken",
        (
            Found("number", "whole"),
            Pattern("و"),
            Found("number", "part"),
            Pattern(r"من(?![^\W\d_])"),
            Found("number", "under"),
            Words("percent"),
        ),
        _spoken,
    ),
    Rule(
        "percent-sign-first",
        (
            maybe(Words("qualifier", "before", clitic=True)),
            Pattern(r"(?<![\d\ue000])(?P<sign>%)", frozenset({"%"})),
            Found("number"),
            Pattern("(?!%)"),
        ),
        _sign_first,
    ),
)
