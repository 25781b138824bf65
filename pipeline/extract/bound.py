"""Numbers that a bound tells to be amounts, though no noun follows: «أكثر من 500», «أكبر من 10 وأصغر من 20»."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.counted import after, is_label, surface
from pipeline.extract.rule import Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.values import Figure, Number

_YEARS = range(1800, 2101)
_LOWER = ("more_than", "at_least")
_UPPER = ("less_than", "at_most")
# Nothing, a sign, a bracket, or a word that cannot be counted.
_FREE = re.compile(r"\s{0,3}(?:\Z|[.,;:!()«»\"\n-]|(?P<word>[^\W\d_]{1,20}))")
_CLOCK = re.compile(r"\s{0,2}(?:[/:%]|[A-Za-z]|\.\d|(?:صباح|مساء|ليل|زوال|ظهر|بعد الزوال|بعد الظهر|علي|ضد))")


def _is_free(match: Match, end: int) -> bool:
    text = match.shadow.text
    following = _FREE.match(text, end)
    if following is None or _CLOCK.match(text, end):
        return False
    word = following["word"]
    functions = match.lexicon["function_word"].by_key
    # «أكثر من 100 ألف من حفظة السلام», «من بين المحتجين»: what is counted is said, and not known.
    if word in {"من", "بين"}:
        return False
    return word is None or word in functions or word[:1] in "وف" or word[1:] in functions


def _bounded(match: Match) -> Sequence[Read] | None:
    """`أكثر من 500 في هذا الحي` -> more_than 500; `ما بين 20 و30` -> 20..30; not «بين 2010 و2015»."""
    found = amount(match)
    if found is None or not found.number.value or not _is_free(match, found.end):
        return None
    number = found.number
    bounded = found.qualifier in (*_LOWER, *_UPPER)
    ranged = found.low is not None and (match.text("between") or "").endswith("بين")
    if not (bounded or ranged) or (number.words and number.value in (1, 2)):
        return None
    year = number.value in _YEARS and not number.scaled and not number.words
    if year or is_label(match, found.start, known=False):
        return None
    return figures(match, found, found.end, Figure, 0.5, open_reading=True)


def _between(match: Match) -> Sequence[Read] | None:
    """`أكبر من 10 وأصغر من 20` -> 10..20; `على الأكثر 100 وعلى الأقل 20 تفاحة` -> 20..100."""
    rows, mentions = (match.row("one"), match.row("other")), (match.mention("first"), match.mention("second"))
    bounds: dict[bool, Decimal] = {}
    for row, mention in zip(rows, mentions, strict=True):
        if row is None or mention is None or not isinstance(mention.value, Number):
            return None
        if row["qualifier"] in (*_LOWER, *_UPPER):
            bounds[row["qualifier"] in _UPPER] = mention.value.value
    if len(bounds) < len(rows) or bounds[False] >= bounds[True]:
        return None
    start, end = match.match.span()
    noun = after(match, end, bounds[True])
    if noun is not None and noun.unit is not None and noun.unit["dimension"] != "count":
        return None
    said = Figure(
        value=bounds[False],
        value_max=bounds[True],
        unit=noun.unit["unit"] if noun is not None and noun.unit is not None else None,
        noun=surface(match, noun.start, noun.end) if noun is not None else None,
        noun_lemma=noun.lemma if noun is not None else None,
    )
    last = noun.end if noun is not None else end
    return figures(match, Amount(start, last, Number(bounds[False])), last, lambda _: said, 0.8)


RULES = (
    Rule("number-bound", AMOUNT, _bounded),
    Rule(
        "number-bounds",
        (
            Words("qualifier", "one", clitic=True),
            Found("number", "first"),
            maybe(Pattern(r"[^\W\d_]{2,14}")),
            Pattern(r",?\s{0,2}و\s{0,2}"),
            Words("qualifier", "other", clitic=True),
            Found("number", "second"),
        ),
        _between,
    ),
)
