"""Amounts of money: «49 مليار درهم», «2828.71 درهما», «30 مليار سنتيم», «$300»."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.counted import rate
from pipeline.extract.qualifier import led
from pipeline.extract.rule import START, Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.lexicon import Row
from pipeline.text import fold
from pipeline.values import Figure, Number

KIND = "figure"
_HUNDREDTH = Decimal("0.01")


def money_figure(match: Match, value: Decimal, row: Row, name: str, per: str | None) -> Figure:
    """The figure of an amount in a currency; a hundredth («سنتيم») stays one, and value_si gives the main unit."""
    iso = row["iso4217"]
    return Figure(
        value=value,
        dimension="money",
        unit=row["unit"],
        unit_per=per,
        value_si=value * Decimal(row["factor"]),
        unit_si=iso,
        noun=match.surface(name),
        noun_lemma=row.word,
    )


def _money(match: Match) -> Sequence[Read] | None:
    """`250 مليون درهم` -> 250000000 MAD; `17 درهما و92 سنتيما` -> 17.92 MAD."""
    found = amount(match)
    row = match.row("currency")
    if found is None or row is None:
        return None
    end = match.match.end("currency")
    cents = _cents(match, row)
    if cents:
        end = match.match.end("minor")
    per = rate(match, end)
    return figures(
        match,
        found,
        end,
        lambda value: money_figure(match, value + (cents if value >= 0 else -cents), row, "currency", per),
        open_reading=True,
        pairs=True,
    )


def _of_currency(match: Match) -> Sequence[Read] | None:
    """`90 مليارا من الدراهم` -> 90000000000 MAD."""
    found = amount(match)
    row = match.lexicon["currency"].by_key.get((match.text("name") or "").removeprefix("ال"))
    if found is None or row is None:
        return None
    return figures(match, found, match.match.end(), lambda value: money_figure(match, value, row, "name", None))


def _cents(match: Match, row: Row) -> Decimal:
    """What «و92 سنتيما» adds to an amount of dirhams."""
    minor, part = match.row("minor"), match.mention("cents")
    if minor is None or part is None or not isinstance(part.value, Number):
        return Decimal(0)
    fits = minor["iso4217"] == row["iso4217"] and Decimal(minor["factor"]) == _HUNDREDTH and part.value.value < 100
    return part.value.value * _HUNDREDTH if fits else Decimal(0)


def _symbol_first(match: Match) -> Sequence[Read] | None:
    """`$300 مليون` -> 300000000 USD."""
    found = amount(match)
    row = match.lexicon["currency"].find(match.text("symbol") or "")
    if found is None or row is None:
        return None
    said = replace(found, start=min(found.start, match.match.start("symbol")))
    return figures(
        match,
        said,
        match.match.end(),
        lambda value: money_figure(match, value, row, "symbol", None),
        open_reading=True,
    )


def _two(match: Match) -> Sequence[Read] | None:
    """`درهمين` -> 2 MAD."""
    row = match.row("currency")
    word = match.text("currency") or ""
    if row is None or not word.endswith(("ان", "ين")) or " " in word or len(word) < 6:
        return None
    start, end = match.match.span("currency")
    figure = money_figure(match, Decimal(2), row, "currency", rate(match, end))
    qualifier, first = led(match, start)
    return figures(match, Amount(first, end, Number(Decimal(2)), qualifier=qualifier), end, lambda _: figure)


def _one_and(match: Match) -> Sequence[Read] | None:
    """`درهم و30 سنتيما` -> 1.3 MAD: the currency alone is one of it."""
    row = match.row("currency")
    start, end = match.match.start("currency"), match.match.end("minor")
    if (
        row is None
        or match.text("currency") != fold(row.word).text
        or _COUNTED.search(match.shadow.text, max(0, start - 12), start)
    ):
        return None
    cents = _cents(match, row)
    if not cents:
        return None
    figure = money_figure(match, 1 + cents, row, "currency", rate(match, end))
    return figures(match, Amount(start, end, Number(1 + cents)), end, lambda _: figure, 0.9)


def _one(match: Match) -> Sequence[Read] | None:
    """`درهم واحد` -> 1 MAD: the number after the currency; not «للدرهم الواحد»."""
    row, mention = match.row("currency"), match.mention("number")
    start, end = match.match.start("currency"), match.match.end("number")
    if row is None or mention is None or not isinstance(mention.value, Number):
        return None
    if not mention.value.words or mention.value.value != 1 or mention.surface.startswith("ال"):
        return None
    if _COUNTED.search(match.shadow.text, max(0, start - 12), start):
        return None
    qualifier, first = led(match, start)
    figure = money_figure(match, Decimal(1), row, "currency", rate(match, end))
    return figures(match, Amount(first, end, mention.value, qualifier=qualifier), end, lambda _: figure)


_COUNTED = re.compile(r"[\d\ue000]\s{0,2}\Z|(?<![^\W\d_])(?:الف|الاف|مليون|ملايين|مليار|مايه|ميه|عشرات|ميات)\s{1,2}\Z")
# «8 دراهم و30 درهما» are two amounts.
_MINOR = "(?=سنت|سينت|بنس|هلل|مليم|قرش|قروش|¢)"
# «12 درهما ونصف الدرهم».
_AND_PART = r"و\s?(?P<more>نصف|ربع)(?![^\W\d_])(?:\s{1,2}ال(?:درهم|دولار|دينار|ريال|جنيه|سنتيم)(?![^\W\d_]))?"
_HALVES = {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "ثلث": Decimal("0.3333")}


def _part(match: Match) -> Sequence[Read] | None:
    """`نصف درهم` -> 0.5 MAD; `درهم ونصف` -> 1.5 MAD; `10 دراهم ونصف` -> 10.5 MAD."""
    row = match.row("currency")
    if row is None:
        return None
    start, end = match.match.span()
    found = match.mention("number")
    if match.text("part"):
        value = _HALVES[match.text("part") or ""]
    elif found is None:
        if (
            _COUNTED.search(match.shadow.text, max(0, start - 12), start)
            or match.text("currency") != fold(row.word).text
        ):
            return None
        value = 1 + _HALVES[match.text("more") or ""]
    elif isinstance(found.value, Number) and not found.value.scaled:
        value = found.value.value + _HALVES[match.text("more") or ""]
    else:
        return None
    figure = money_figure(match, value, row, "currency", rate(match, end))
    one = _FROM_ONE.search(match.shadow.text, max(0, start - 16), start)
    # «درهم إلى درهم ونصف», «بين نصف درهم ودرهم ونصف»
    if one and one["unit"] == match.text("currency") and found is None and not match.text("part"):
        said = replace(figure, value=Decimal(1), value_si=Decimal(row["factor"]), value_max=value)
        return [Read(said, 0.9, at=(one.start("unit"), end))]
    qualifier, first = led(match, start)
    return figures(match, Amount(first, end, Number(value), qualifier=qualifier), end, lambda _: figure, 0.9)


_FROM_ONE = re.compile(r"(?<![^\W\d_])ب?(?P<unit>[^\W\d_]{3,6})\s{1,2}(?:الي|حتي)\s{1,2}\Z")


RULES = (
    Rule(
        "number-currency",
        (
            *AMOUNT,
            Words("currency"),
            maybe(Pattern(r"و\s?(?P<cents>\ue000)"), Pattern(_MINOR), Words("currency", "minor")),
        ),
        _money,
    ),
    Rule(
        "number-of-currency",
        (*AMOUNT, Pattern(r"من\s{1,2}(?P<name>ال[^\W\d_]{4,8})(?![^\W\d_])", frozenset({"من"}))),
        _of_currency,
    ),
    Rule(
        "symbol-number",
        (Pattern(r"(?<![\d\ue000])(?<![\d\ue000] )(?P<symbol>[$€£])", frozenset("$€£")), *AMOUNT[3:]),
        _symbol_first,
    ),
    Rule(
        "one-and-cents",
        (
            Words("currency", clitic=True),
            Pattern("و"),
            Found("number", "cents"),
            Pattern(_MINOR),
            Words("currency", "minor"),
        ),
        _one_and,
    ),
    Rule(
        "part-of-a-currency",
        (Pattern(rf"{START}(?P<part>نصف|ربع|ثلث)(?=\s)", frozenset(_HALVES)), Words("currency")),
        _part,
    ),
    Rule(
        "currency-and-part",
        (maybe(Found("number")), Words("currency", clitic=True), Pattern(_AND_PART, frozenset({"و", "ونصف", "وربع"}))),
        _part,
    ),
    Rule("currency-one", (Words("currency", clitic=True), Found("number")), _one),
    Rule("two-of-a-currency", (Words("currency", clitic=True),), _two),
)
