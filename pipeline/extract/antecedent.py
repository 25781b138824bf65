"""Numbers whose noun stands elsewhere: «500 منها», «80 من أصل 395 مقعدا», «مقابل 607 آلاف», «منها 3 مليارات»."""

import re
from collections.abc import Sequence

from pipeline.extract.amount import AMOUNT, amount, figures
from pipeline.extract.counted import BESIDE_DATE, after, is_label, surface
from pipeline.extract.rule import START, WORD_END, Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.values import Figure, Number

_YEARS = range(1900, 2101)


def _anaphor(match: Match) -> Sequence[Read] | None:
    """`500 منها` -> 500 of what was named before."""
    found = amount(match)
    if found is None or found.number.value != found.number.value.to_integral_value():
        return None
    # «كل واحد منهم» counts nothing; «المادة 12 منها» cites.
    if (found.number.words and found.number.value == 1) or is_label(match, found.start, known=False):
        return None
    return figures(match, found, match.match.end(), lambda number: Figure(number, antecedent=True), 0.9)


def _of_total(match: Match) -> Sequence[Read] | None:
    """`80 من أصل 395 مقعدا`, `80 من 395 مقعدا` -> 80 seat: the noun stands after the total."""
    mention, total = match.mention("number"), match.mention("total")
    if mention is None or total is None:
        return None
    if not isinstance(mention.value, Number) or not isinstance(total.value, Number):
        return None
    value, end = mention.value.value, match.match.end("number")
    start = match.match.start("number")
    noun = after(match, match.match.end("total"), total.value.value)
    smaller = value < total.value.value or match.text("against")
    if noun is None or not noun.certain or not smaller or is_label(match, start, known=True):
        return None
    if noun.unit is not None and noun.unit["dimension"] != "count":
        return None
    unit = noun.unit["unit"] if noun.unit is not None else None
    figure = Figure(value, unit=unit, noun=surface(match, noun.start, noun.end), noun_lemma=noun.lemma)
    return [Read(figure, 0.8, at=(start, end))]


# «523 مكتبا بالوسط الحضري و255 بالوسط القروي»: the same preposition after both.
_WITHIN = re.compile(r"\s{1,2}(?P<where>بال|في(?=\s)|لل)")


def _parallel(match: Match) -> Sequence[Read] | None:
    """`و255 بالوسط القروي` after `523 مكتبا بالوسط الحضري` -> 255 of the same."""
    found = amount(match)
    if found is None or found.pair or found.low is not None:
        return None
    text, start = match.shadow.text, found.start
    where = _WITHIN.match(text, found.end)
    if where is None or not _AND.search(text, max(0, start - 3), start) or found.number.value in _YEARS:
        return None
    clause = text[max(0, start - _CLAUSE) : start].rstrip(" و")
    before = list(re.finditer(rf"\ue000(?:\s{{1,2}}[^\W\d_]{{2,14}}){{0,3}}?\s{{1,2}}{where['where']}", clause))
    if not before or "." in clause[before[-1].start() :] or "%" in clause[before[-1].start() :]:
        return None
    return figures(match, found, found.end, lambda number: Figure(number, antecedent=True), 0.8)


_CLAUSE = 70
_AND = re.compile(r"(?<![^\W\d_])و\s?\Z")
_COMPARED = re.compile(
    r"(?<![^\W\d_])[وفب]?(?:(?P<against>مقابل|من اصل)|بدل|عوض|يبلغ|تبلغ|بلغ|بلغت|بلغوا|مقارنه (?:مع|ب))\s{0,2}\Z"
)
_NUMBERED = re.compile(
    r"(?<![^\W\d_])[وبل]?(?:عدد\s{1,2}[^\W\d_]{3,20}(?:\s{1,2}[^\W\d_]{1,20}){0,4}|عدد(?:هم|ها|هن))\s{1,2}\Z"
)


def _bare(match: Match) -> Sequence[Read] | None:
    """`مقابل 607 ألف و617` -> 607617 of what was counted before; `عدد الناخبين 1200`: the noun stands before."""
    found = amount(match)
    if found is None or found.number.value != found.number.value.to_integral_value():
        return None
    number = found.number
    start = match.match.start()
    text = match.shadow.text[max(0, start - 90) : start]
    # «بعدد أصابع اليد الواحدة» is a handful, «عوض الواحد مليون» the million of which one speaks.
    mention = match.mention("number")
    if number.words and (number.value == 1 or (mention is not None and mention.surface.startswith("ال"))):
        return None
    large = number.scaled or number.value_alt is not None or number.value >= 100
    if number.value in _YEARS and not number.scaled and number.value_alt is None:
        return None
    compared = _COMPARED.search(text)
    if not (_NUMBERED.search(text) or (compared and (large or compared["against"]))):
        return None
    noun = after(match, found.end, number.value)
    dated = noun is not None and BESIDE_DATE.match(match.shadow.text, noun.end)
    # «و6845 رجوعا مقابل 13584»: what stands before must have been understood.
    if compared and compared["against"] and not _is_understood(match, start):
        return None
    if (noun is not None and not dated) or _UNIT_FOLLOWS.match(match.shadow.text, found.end):
        return None
    return figures(match, found, found.end, lambda value: Figure(value, antecedent=True), 0.6)


def _is_understood(match: Match, start: int) -> bool:
    """Whether the number before counts a noun that is known, or stands without one."""
    at = match.shadow.text.rfind("\ue000", max(0, start - _CLAUSE), start)
    mention = match.shadow.mentions.get(at)
    if at < 0 or mention is None or not isinstance(mention.value, Number):
        return True
    # «عدد الأعضاء 20 من أصل 37»: what the first number counts is said before it.
    if not _COMPARED.sub("", match.shadow.text[at + 1 : start]).strip():
        return True
    return after(match, at + 1, mention.value.value) is not None


_UNIT_FOLLOWS = re.compile(r"\s{0,2}(?:%|[A-Za-z/:.,-]?\d|[A-Za-z])")

# «منها 3 مليارات», «من بينهم خمسة بالرباط»: the number after the pronoun.
_OF_THEM = rf"{START}(?:من\s{{1,2}}(?:بين|ضمن)|بين|ضمن|من)(?:ها|هم|هن)\s{{1,2}}"
# «بقيمة 15 مليون», «غلاف مالي قدره 20 مليارا»: a sum, whose currency stands elsewhere.
_SUM = (
    rf"{START}(?:قيمه|مبلغ|غلاف|كلفه|تكلفه|ميزانيه|اعتماد)"
    r"(?:\s{1,2}(?:مالي|ماليه|اجمالي|اجماليه|قدره|قدرها|بلغ|بلغت|يبلغ|تبلغ)){0,2}\s{1,2}"
)
_SUM_FROM = 1_000_000


def _of_them(match: Match) -> Sequence[Read] | None:
    """`منها 3 مليارات` -> 3000000000 of what was named before; not «منهم واحد من أبرز»."""
    found = amount(match)
    if found is None or found.number.value != found.number.value.to_integral_value():
        return None
    one = found.number.words and found.number.value == 1
    year = found.number.value in _YEARS and not found.number.scaled and not found.number.words
    noun = after(match, found.end, found.number.value)
    dated = noun is not None and BESIDE_DATE.match(match.shadow.text, noun.end)
    if one or year or (noun is not None and not dated) or _UNIT_FOLLOWS.match(match.shadow.text, found.end):
        return None
    return figures(match, found, found.end, lambda value: Figure(value, antecedent=True), 0.8)


def _sum(match: Match) -> Sequence[Read] | None:
    """`بقيمة 15 مليون` after an amount in dirhams -> 15000000 MAD."""
    found = amount(match)
    if found is None or not found.number.scaled or found.number.value < _SUM_FROM:
        return None
    if after(match, found.end, found.number.value) or _UNIT_FOLLOWS.match(match.shadow.text, found.end):
        return None
    return figures(match, found, found.end, lambda value: Figure(value, antecedent=True), 0.6)


RULES = (
    Rule(
        "number-anaphor",
        (*AMOUNT, Pattern(rf"\s{{0,2}}(?:منها|منهم|منهن|منهما|اخرون|اخرين|اخري|اخريات){WORD_END}")),
        _anaphor,
    ),
    Rule(
        "number-of-total",
        (
            Found("number"),
            Pattern(r'[")»]?\s{0,2}(?:من(?:\s{1,2}(?:اصل|بين|مجموع))?|(?P<against>مقابل))(?![^\W\d_])'),
            maybe(Words("qualifier", "before")),
            Found("number", "total"),
        ),
        _of_total,
    ),
    Rule("of-them-number", (Pattern(_OF_THEM), *AMOUNT), _of_them),
    Rule("sum-number", (Pattern(_SUM), *AMOUNT), _sum),
    Rule("number-parallel", AMOUNT, _parallel),
    Rule("number-bare", AMOUNT, _bare),
)
