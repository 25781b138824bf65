"""Stretches of time and ages: «ثلاثة أشهر», «سنتين», «24 ساعة», «(56 عاما)»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.counted import BESIDE_DATE, Counted, after, before, dual, is_label
from pipeline.extract.mark import describes_two, is_mark, is_titled
from pipeline.extract.qualifier import led
from pipeline.extract.rule import START, WORD_END, Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.lexicon import Row
from pipeline.lexicon.noun import nouns
from pipeline.text import fold
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
# What a fraction of a unit is written in, and how many make one.
_SMALLER = {"PY": ("#M", 12), "PTH": ("#M", 60), "PTM": ("#S", 60), "PD": ("T#H", 24), "PW": ("#D", 7)}
_HALF = {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "ثلث": Decimal(1) / Decimal(3)}
_AND = re.compile(r"(?:\s{0,2},)?\s{1,2}و\s{0,2}(?P<what>\ue000|[^\W\d_]{3,9}(?![^\W\d_]))")
_ONE = re.compile(r"\s{1,2}(?P<one>\ue000)")
_AND_HALF = re.compile(r"\s{1,2}و\s?(?P<part>نصف|ربع)(?:\s{1,2}ال(?P<unit>سنه|عام|شهر|يوم|ساعه))?(?![^\W\d_])")


def _iso(row: Row, value: Decimal) -> str | None:
    """So many times the duration of one unit: P10Y and 2 -> P20Y; PT1H and 1.5 -> PT1H30M; P1Y and 0.5 -> P6M."""
    one = _ISO.fullmatch(row["iso8601"])
    if one is None or value < 0:
        return None
    head, unit, amount = one["head"], one["unit"], value * int(one["count"])
    smaller = _SMALLER.get(head + unit)
    whole, rest = divmod(amount, 1)
    if rest and smaller is not None and rest * smaller[1] == (rest * smaller[1]).to_integral_value():
        large = f"{decimal(whole)}{unit}" if whole else ""
        return f"{head}{large}{smaller[0]}".replace("#", decimal(rest * smaller[1]))
    return head + decimal(amount) + unit


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
    if found.qualifier is not None and _AGED.search(match.text("before") or ""):
        dimension = "age"
    more = _more(match, end, row) if half is None and found.low is None else _More(end)
    if more.seconds:
        number, factor = found.number.value, Decimal(row["factor"])
        said = _figure(match, number, noun, dimension)
        said = replace(
            said,
            value=round(number + more.seconds / factor, 4),
            value_si=number * factor + more.seconds,
            iso8601=_joined((said.iso8601, *more.isos)),
        )
        return figures(match, found, more.end, lambda _: said)
    # «تبلغان 17 و13 عاما»: two ages, the greater first.
    return figures(match, found, end, lambda value: _figure(match, value + extra, noun, dimension), pairs=not extra)


@dataclass(frozen=True, slots=True)
class _More:
    """What smaller units add to a duration: «و45 دقيقة», «وشهرين»."""

    end: int
    seconds: Decimal = Decimal(0)
    isos: tuple[str | None, ...] = ()


def _more(match: Match, end: int, row: Row) -> _More:
    """`4 ساعات و50 دقيقة`, `5 سنوات و3 أشهر ويومين`: units that fall."""
    said, above = _More(end), Decimal(row["factor"])
    for _ in range(len(_SMALLER)):
        text = match.shadow.text
        join = _AND.match(text, said.end)
        if join is None:
            break
        mention = match.shadow.mentions.get(join.start("what")) if join["what"] == "\ue000" else None
        if mention is not None and isinstance(mention.value, Number):
            value = mention.value.value
            noun = _timed(after(match, join.end(), value))
        else:
            value = Decimal(2) if join["what"] in nouns(match.lexicon).dual else Decimal(1)
            single = nouns(match.lexicon).unit.get(join["what"])
            noun = _timed(dual(match, *join.span("what"))) if value == 2 else None
            if single is not None and single["dimension"] == "duration":
                noun = Counted(*join.span("what"), single.word, single)
        if noun is None or noun.unit is None or BESIDE_DATE.match(text, noun.end):
            break
        last = _one_after(match, noun.end) if value == 1 and mention is None else None
        rising = Decimal(noun.unit["factor"]) > above and (mention is not None or last)
        if Decimal(noun.unit["factor"]) >= above and not rising:
            break
        above = Decimal(noun.unit["factor"])
        said = _More(last or noun.end, said.seconds + value * above, (*said.isos, _iso(noun.unit, value)))
    return said


def _one_after(match: Match, end: int) -> int | None:
    """Where «واحد» ends after a unit: `شهر واحد`."""
    found = _ONE.match(match.shadow.text, end)
    mention = match.shadow.mentions.get(found.start("one")) if found else None
    if found is None or mention is None or not isinstance(mention.value, Number) or mention.value.value != 1:
        return None
    return found.end()


def _joined(isos: Sequence[str | None]) -> str | None:
    """P5Y and P3M -> P5Y3M; P1D and PT2H -> P1DT2H."""
    if not all(isos) or any("W" in (iso or "") for iso in isos):
        return None
    dated = sorted((iso or "" for iso in isos if not (iso or "").startswith("PT")), key=lambda iso: "YMD".find(iso[-1]))
    days = "".join(iso[1:] for iso in dated)
    hours = "".join((iso or "")[2:] for iso in isos if (iso or "").startswith("PT"))
    return f"P{days}" + (f"T{hours}" if hours else "")


# «يبلغان من العمر 28 و30 سنة»: one each.
_OF_TWO = re.compile(r"(?:يبلغان|تبلغان|البالغ(?:ان|ين|تان|تين)|عمر(?:هما|اهما|يهما)|التوالي)[^.]{0,30}\Z")
# «الساعة الرابعة وخمس وعشرين دقيقة».
_OF_CLOCK = re.compile(r"(?:ال|(?<=ل)ل)ساعه\s{1,2}ال[^\W\d_]{4,9}\s{1,2}و\s?\Z")
_OF_LIFE = rf"من\s{{1,2}}(?:ال)?عمر(?:ه|ها|هم|هن|ي)?{WORD_END}"
_OLDEST = 130


def _of_life(match: Match) -> Sequence[Read] | None:
    """`تجاوزت الستين من العمر` -> more_than 60 year: the years of an age are not said."""
    found = amount(match)
    row = nouns(match.lexicon).unit.get(fold(_YEAR).text)
    if found is None or row is None or not 0 < found.number.value < _OLDEST or found.pair:
        return None
    if found.number.value != found.number.value.to_integral_value() or is_label(match, found.start, known=False):
        return None

    def age(value: Decimal) -> Figure:
        return Figure(
            value=value,
            dimension="age",
            unit=row["unit"],
            value_si=value * Decimal(row["factor"]),
            unit_si="s",
            iso8601=_iso(row, value),
            noun_lemma=row.word,
        )

    return figures(match, found, match.match.end(), age, 0.9)


_YEAR = "سنة"
_FROM_ONE = re.compile(
    r"(?<![^\W\d_])(?:ما )?(?P<from>من|بين)\s{1,2}(?P<unit>[^\W\d_]{3,6})\s{1,2}(?P<to>الي|و)\s{0,2}\Z"
)


def _from_one(match: Match, found: Amount, noun: Counted) -> Amount:
    """«من سنة إلى خمس سنوات»: one year to five."""
    before = _FROM_ONE.search(match.shadow.text, max(0, found.start - 20), found.start)
    row = nouns(match.lexicon).unit.get(before["unit"]) if before else None
    if found.low is not None:
        return found
    if before is None or row is None or row is not noun.unit:
        return _from_two(match, found, noun)
    if (before["from"] == "بين") is not (before["to"] == "و"):
        return found
    at = before.span("unit")
    return replace(found, start=at[0], low=Number(Decimal(1)), low_at=at)


_AFTER_TWO = re.compile(
    r"(?<![^\W\d_])(?:(?P<between>(?:ما )?بين)\s{1,2})?[ولب]?(?P<dual>[^\W\d_]{4,9})"
    r"\s{1,2}(?:(?:الي|او)\s{1,2}|(?P<and>و)\s{0,2})\Z"
)


def _from_two(match: Match, found: Amount, noun: Counted) -> Amount:
    """«سنتين إلى ثلاث سنوات», «بين يومين وأربعة أيام»: two to so many."""
    before = _AFTER_TWO.search(match.shadow.text, max(0, found.start - 28), found.start)
    known = nouns(match.lexicon)
    lemma = known.dual.get(before["dual"]) if before else None
    row = known.unit.get(fold(lemma).text) if lemma else None
    if before is None or row is None or row is not noun.unit or bool(before["and"]) is not bool(before["between"]):
        return found
    at = before.span("dual")
    return replace(found, start=at[0], low=Number(Decimal(2)), low_at=at)


def _duration(match: Match) -> Sequence[Read] | None:
    """`ثلاثة أشهر` -> 3 month; `بين 18 و23 عاما` -> 18..23 year; `سنة ونصف` with its number."""
    found = amount(match)
    if found is None:
        return None
    noun = _timed(after(match, found.end, found.number.value))
    if noun is None or BESIDE_DATE.match(match.shadow.text, noun.end) or is_mark(match, found, noun):
        return None
    # «واحدة من أشهر أغانيها» is no month.
    if match.shadow.text[found.end : noun.start].split():
        return None
    # «فئتي أقل من 15 و19 سنة»: the qualifier may belong to both; «الساعة الرابعة وخمس دقائق» is a time.
    if found.led is not None or _OF_CLOCK.search(match.shadow.text, max(0, found.start - 24), found.start):
        return None
    low = found.pair[0] if found.pair else None
    # «(16 و17 عاما)»: two ages side by side are a range.
    apart = _OF_TWO.search(match.shadow.text, max(0, found.start - 40), found.start) is not None
    if low is not None and found.low is None and low[0].value < found.number.value and not apart:
        found = Amount(low[1][0], found.end, found.number, low=low[0], low_at=low[1])
    return _said(match, _from_one(match, found, noun), noun, noun.end)


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
    if noun is None or not _is_said_of(match, noun, mention.value.value, definite=definite):
        return None
    qualifier, first = led(match, noun.start)
    return _said(match, Amount(first, end, mention.value, qualifier=qualifier), noun, end)


def _is_said_of(match: Match, noun: Counted, value: Decimal, *, definite: bool) -> bool:
    """Whether a number counts the noun before it: not «السنة الثلاثون», the thirtieth, «سنة اثنتين وسبعمائة»."""
    key = match.shadow.text[noun.start : noun.end].split()[0].removeprefix("ال")
    if definite:
        return key != fold(noun.lemma).text
    return value == 1 or key.endswith(("ان", "ين"))


def _two(match: Match) -> Sequence[Read] | None:
    """`يومين` -> 2 day; `سنتين ونصف` -> 2.5 year."""
    start, end = match.match.span("dual")
    noun = _timed(dual(match, start, end))
    if noun is None or (match.text("article") and not _RELATIVE.match(match.shadow.text, noun.end)):
        return None
    # «أمناء عامين» are secretaries-general, «مؤتمرين عامين» general congresses.
    if _GENERAL.search(match.shadow.text, max(0, start - 14), start) or describes_two(match, start):
        return None
    if is_titled(match, start):
        return None
    found = Amount(start, noun.end, Number(Decimal(2)))
    row = match.row("before") if match.text("before") else None
    if row is not None and row["side"] != "after":
        found = Amount(match.match.start("before"), noun.end, Number(Decimal(2)), qualifier=row["qualifier"])
    return _said(match, found, noun, noun.end)


_GENERAL = re.compile(r"(?<![^\W\d_])[وفبلك]?(?:امناء|كتابا?|مدراء|مديرين|مفتشين|مندوبين|مقررين|وكلاء)\s{1,2}\Z")


def _part(match: Match) -> Sequence[Read] | None:
    """`نصف ساعة` -> 0.5 hour; `سنة ونصف` -> 1.5 year; `أزيد من نصف قرن` -> more_than 0.5 century."""
    known = nouns(match.lexicon)
    name = "unit" if match.text("unit") else "unit2"
    word = match.text(name) or ""
    row = known.unit.get(word)
    if row is None or row["dimension"] != "duration":
        return None
    value = _HALF[match.text("part") or "نصف"] if match.text("part") else 1 + _HALF[match.text("more") or "نصف"]
    noun = Counted(*match.match.span(name), row.word, row)
    figure = _figure(match, value, noun, "duration")
    qualifier, first = led(match, match.match.start())
    end = match.match.end()
    return figures(match, Amount(first, end, Number(value), qualifier=qualifier), end, lambda _: figure, 0.9)


def _single(match: Match) -> Sequence[Read] | None:
    """`لمدة ساعة` -> 1 hour; `أكثر من سنة` -> more_than 1 year; `شهرا كاملا`; `سنة و3 أشهر` -> 1.25 year."""
    row = nouns(match.lexicon).unit.get(match.text("unit") or "")
    start, end = match.match.span("unit")
    if row is None or row["dimension"] != "duration" or BESIDE_DATE.match(match.shadow.text, end):
        return None
    qualifier = match.row("before") if match.text("before") else None
    following = _NEXT.match(match.shadow.text, end)
    if following and _is_dated(match, following["word"]):
        return None
    # «بعد أن تجاوز سنة صعبة»: a year of which something is said is got over.
    described = following is not None and following["word"].endswith("ه") and not match.text("whole")
    if described and _OVERCOME.search(match.text("before") or ""):
        return None
    told = match.text("long") or match.text("whole") or (qualifier is not None and qualifier["side"] != "after")
    end = match.match.end("acc") if match.text("acc") else end
    whole = match.match.end("whole") if match.text("whole") else end
    if not told and not _more(match, end, row).seconds:
        return None
    noun = Counted(start, end, row.word, row)
    found = Amount(
        match.match.start("before") if qualifier is not None else start,
        end,
        Number(Decimal(1)),
        qualifier=qualifier["qualifier"] if qualifier is not None and qualifier["side"] != "after" else None,
    )
    return _said(match, found, noun, whole)


_OVERCOME = re.compile("تجاوز|تخط")
_NEXT = re.compile(r"\s{1,3}(?P<word>[^\W\d_]{2,12})")


def _is_dated(match: Match, word: str) -> bool:
    """«حوالي شهر رمضان», «أكثر من سنة ألفين»: the unit names a date."""
    return (
        word in match.lexicon["month"].by_key
        or word in match.lexicon["hijri_month"].by_key
        or word in match.lexicon["weekday"].by_key
        or word.startswith("ال")
    )


_PARTED = frozenset({"نصف", "ربع", "ثلث"})
_UNITS = "ثانيه|دقيقه|ساعه|يوم|اسبوع|شهر|سنه|عام|قرن|عقد"
_ONES = frozenset(form for unit in _UNITS.split("|") for form in (unit, unit + "ا"))
_STEMS = "ثاني|ثان|دقيق|ساع|يوم|ليل|اسبوع|شهر|سن|عام|عقد|قرن"
_TWOS = frozenset(stem + t + end for stem in _STEMS.split("|") for t in ("", "ت") for end in ("ان", "ين"))
RULES = (
    Rule("number-time", AMOUNT, _duration),
    Rule("number-of-life", (*AMOUNT, Pattern(_OF_LIFE, frozenset({"من"}))), _of_life),
    Rule("time-number", (Found("number"),), _one),
    Rule(
        "two-of-a-time",
        (
            maybe(Words("qualifier", "before", clitic=True)),
            Pattern(rf"{START}(?P<article>ال)?(?P<dual>(?:{_STEMS})ت?(?:ان|ين)){WORD_END}", _TWOS),
            maybe(Pattern(r",?\s{0,2}و"), Found("number", "next")),
        ),
        _two,
    ),
    Rule(
        "one-of-a-time",
        (
            maybe(Words("qualifier", "before", clitic=True)),
            Pattern(
                rf"{START}(?:(?P<long>مده|لمده|طيله|طوال|علي مدي|علي مدار|في ظرف|في غضون)\s{{1,2}})?"
                rf"{START}(?P<unit>{_UNITS})(?P<acc>ا)?{WORD_END}(?:\s{{1,2}}(?P<whole>كامله?|كاملا){WORD_END})?",
                _ONES | {"مده", "لمده", "طيله", "طوال", "علي", "في"},
            ),
            maybe(Pattern(r"و"), Found("number", "next")),
        ),
        _single,
        hints=_ONES,
    ),
    Rule(
        "part-of-a-time",
        (
            Pattern(
                rf"{START}(?:(?P<part>نصف|ربع|ثلث) (?P<unit>{_UNITS})"
                rf"|(?P<unit2>{_UNITS}) و\s?(?P<more>نصف|ربع|ثلث)(?: ال(?:{_UNITS}))?){WORD_END}",
                _PARTED | _ONES,
            ),
        ),
        _part,
        hints=_PARTED,
    ),
)
