"""Stretches of time and ages: «ثلاثة أشهر», «سنتين», «24 ساعة», «(56 عاما)»."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.counted import BESIDE_DATE, Counted, after, before, dual
from pipeline.extract.rule import START, WORD_END, Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.lexicon import Row
from pipeline.lexicon.noun import nouns
from pipeline.values import Figure, Number, decimal

KIND = "figure"
_NEAR = 45
_ISO = re.compile(r"(?P<head>PT?)(?P<count>\d+)(?P<unit>[SMHDWY])")
_AGED = re.compile(
    r"(?<![^\W\d_])(?:[وبل]?عمر[^\W\d_]{0,4}|[وبل]?اعمار[^\W\d_]{0,3}|العمر|[وب]?سن|السن|بالغ[^\W\d_]{0,2} من"
    r"|(?:وفاه|توفي)[^.]{0,25} عن)[^.(),]{0,22}\Z"
)
_PARENTHESIS = re.compile(r"\(\s?\Z")
# «الأمناء العامين» are no two years; «العامين الماضيين» are.
_RELATIVE = re.compile(r"\s{1,2}ال(?:ماضي|اخير|مقبل|قادم|منصرم|فائت|تالي|موالي|اولي)(?:ين|ان|تين|تان)(?![^\W\d_])")
_HALF = {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "ثلث": Decimal(1) / Decimal(3)}
_AND_HALF = re.compile(r"\s{1,2}و\s?(?P<part>نصف|ربع)(?:\s{1,2}ال(?P<unit>سنه|عام|شهر|يوم|ساعه))?(?![^\W\d_])")


def _iso(row: Row, value: Decimal) -> str | None:
    """So many times the duration of one unit: P10Y and 2 -> P20Y."""
    one = _ISO.fullmatch(row["iso8601"])
    return one["head"] + decimal(value * int(one["count"])) + one["unit"] if one else None


def _dimension(match: Match, start: int, end: int, row: Row) -> str:
    """Years are an age where the words around say so: «عمره 25 سنة», «(56 عاما)»."""
    if row["unit"] not in ("year", "month"):
        return "duration"
    text = match.shadow.text
    before_it = text[max(0, start - _NEAR) : start]
    if row["unit"] == "year" and _PARENTHESIS.search(before_it) and re.match(r"\s?\)", text[end : end + 2]):
        return "age"
    return "age" if _AGED.search(before_it) else "duration"


def _figure(match: Match, value: Decimal, noun: Counted, dimension: str) -> Figure:
    row = noun.unit
    span = match.cut(noun.start, noun.end)
    origin = match.sentence.span.start
    assert row is not None  # noqa: S101 - only nouns with a unit of time come here
    return Figure(
        value=value,
        dimension=dimension,
        unit=row["unit"],
        value_si=value * Decimal(row["factor"]),
        unit_si="s",
        iso8601=_iso(row, value),
        noun=match.sentence.text[span.start - origin : span.end - origin],
        noun_lemma=noun.lemma,
    )


def _timed(noun: Counted | None) -> Counted | None:
    return noun if noun is not None and noun.unit is not None and noun.unit["dimension"] == "duration" else None


def _said(match: Match, found: Amount, noun: Counted, end: int) -> Sequence[Read]:
    row = noun.unit
    assert row is not None  # noqa: S101 - as above
    extra = Decimal(0)
    half = _AND_HALF.match(match.shadow.text, end)
    if half is not None:
        extra, end = _HALF[half["part"]], half.end()
    dimension = _dimension(match, found.start, end, row)
    return figures(match, found, end, lambda value: _figure(match, value + extra, noun, dimension))


def _duration(match: Match) -> Sequence[Read] | None:
    """`ثلاثة أشهر` -> 3 month; `بين 18 و23 عاما` -> 18..23 year; `سنة ونصف` with its number."""
    found = amount(match)
    if found is None:
        return None
    noun = _timed(after(match, found.end, found.number.value))
    if noun is None or BESIDE_DATE.match(match.shadow.text, noun.end):
        return None
    low = found.pair[0] if found.pair else None
    # «(16 و17 عاما)»: two ages side by side are a range.
    if low is not None and found.low is None and low[0].value < found.number.value:
        found = Amount(low[1][0], found.end, found.number, low=low[0], low_at=low[1])
    return _said(match, found, noun, noun.end)


def _one(match: Match) -> Sequence[Read] | None:
    """`يوم عمل واحد على الأقل` -> at_least 1 day; `السنوات الخمس` -> 5 year."""
    mention = match.mention("number")
    if mention is None or not isinstance(mention.value, Number) or not mention.value.words:
        return None
    start, end = match.match.span("number")
    definite = mention.surface.startswith(("ال", "لل"))
    # «لليوم الواحد» says per day.
    if (definite and mention.value.value == 1) or (not definite and mention.value.value not in (1, 2)):
        return None
    noun = _timed(before(match, start, definite=definite))
    if noun is None:
        return None
    return _said(match, Amount(noun.start, end, mention.value), noun, end)


def _two(match: Match) -> Sequence[Read] | None:
    """`يومين` -> 2 day; `سنتين ونصف` -> 2.5 year."""
    start, end = match.match.span("dual")
    noun = _timed(dual(match, start, end))
    if noun is None or (match.text("article") and not _RELATIVE.match(match.shadow.text, noun.end)):
        return None
    found = Amount(start, noun.end, Number(Decimal(2)))
    row = match.row("before") if match.text("before") else None
    if row is not None and row["side"] != "after":
        found = Amount(match.match.start("before"), noun.end, Number(Decimal(2)), qualifier=row["qualifier"])
    return _said(match, found, noun, noun.end)


def _part(match: Match) -> Read | None:
    """`نصف ساعة` -> 30 minute; `سنة ونصف` -> 1.5 year."""
    known = nouns(match.lexicon)
    name = "unit" if match.text("unit") else "unit2"
    word = match.text(name) or ""
    row = known.unit.get(word)
    if row is None or row["dimension"] != "duration":
        return None
    value = _HALF[match.text("part") or "نصف"] if match.text("part") else 1 + _HALF[match.text("more") or "نصف"]
    noun = Counted(*match.match.span(name), row.word, row)
    figure = _figure(match, value, noun, "duration")
    return Read(figure, 0.9)


_UNITS = "ثانيه|دقيقه|ساعه|يوم|اسبوع|شهر|سنه|عام|قرن|عقد"
RULES = (
    Rule("number-time", AMOUNT, _duration),
    Rule("time-number", (Found("number"),), _one),
    Rule(
        "two-of-a-time",
        (
            maybe(Words("qualifier", "before", clitic=True)),
            Pattern(
                rf"{START}(?P<article>ال)?(?P<dual>(?:ثاني|دقيق|ساع|يوم|ليل|اسبوع|شهر|سن|عام|عقد|قرن)ت?(?:ان|ين)){WORD_END}"
            ),
        ),
        _two,
    ),
    Rule(
        "part-of-a-time",
        (
            Pattern(
                rf"{START}(?:(?P<part>نصف|ربع|ثلث) (?P<unit>{_UNITS})"
                rf"|(?P<unit2>{_UNITS}) و\s?(?P<more>نصف|ربع|ثلث)(?: ال(?:{_UNITS}))?){WORD_END}"
            ),
        ),
        _part,
    ),
)
