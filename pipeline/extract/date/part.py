"""The parts that dates are made of: days, months, years, and the words around them that bound or forbid a date."""

import re
from functools import cache

from pipeline import calendars
from pipeline.calendars import Period
from pipeline.extract.rule import DIGITS, LETTER, START, Either, Match, Pattern, Words, either, maybe
from pipeline.lexicon import Lexicon, alternation
from pipeline.lexicon.noun import nouns
from pipeline.values import Lean, Timex

# A number that no longer number holds: not «2.22», «10:30», «130».
ALONE = r"(?<![\d.,/:])(?<!\d-)"
DAY_DIGITS = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
GREGORIAN_YEAR = r"(?:1[0-35-9]\d\d|14[6-9]\d|20\d\d|21\d\d)(?!\d)(?![.,/:]\d)"
RECENT_YEAR = r"(?:19\d\d|20\d\d|2100)(?!\d)(?![.,/:]\d)"
ERA = rf"(?:\s?(?:م|ميلاديه|للميلاد)(?!{LETTER}))?"
HIJRI_ERA = rf"(?:\s?(?:ه|هجريه|هجري|للهجره)(?!{LETTER}))"
# «من سنة», «لعام», «سنة»: what may stand between a month and its year.
OF_YEAR = r"(?:[-/.]\s?|(?:(?:من|في|ل|ب)\s{0,2})?(?:ل?سنه|ل?عام|العام|السنه|للعام|للسنه)\s{1,3}|(?:من|ل)\s{1,3})?"
# «الموافق», «يوم», a comma: what may stand between a weekday and its day.
AFTER_WEEKDAY = r",?"
MONTH_HEAD = rf"(?:(?:ل?شهر|الشهر)(?!{LETTER}))?"
# Between a day and its month: «22 من», «16-», «2/».
OF = rf"(?:من(?!{LETTER})|[-/.](?=\s?{LETTER}))?"
# How far back a preposition or a forbidding word is looked for.
_BACK = 28


def day(name: str = "") -> Either:
    """A day of the month, in digits or as an ordinal: «11», «08», «فاتح», «الثلاثين»."""
    return either(
        (Pattern(rf"{ALONE}(?<![a-z])(?P<day{name}>{DAY_DIGITS})", DIGITS),),
        (Words("date_ordinal", f"ordinal{name}", clitic=True),),
    )


def month(name: str = "", clitic: bool = False) -> tuple[Pattern | Words | Either, ...]:
    """A month, perhaps under two names («شباط/فبراير»); a clitic before it forbids a digit there («3مايو»)."""
    return (
        Words("month", f"month{name}", clitic),
        maybe(
            either(
                (Pattern(r"/?"), Words("month", f"alias{name}")),
                (Pattern(r"\("), Words("month", f"gloss{name}"), Pattern(r"\)")),
            )
        ),
    )


def tail(name: str = "") -> Either:
    """What fixes the year of a month: a year, «الماضي», «من السنة الجارية»."""
    return maybe(
        either(
            (Pattern(rf"{OF_YEAR}(?P<year{name}>{GREGORIAN_YEAR}){ERA}"),),
            (Words("deictic", f"when{name}"),),
            (Pattern(r"(?:من\s{1,3}(?:السنه|العام)|لل(?:سنه|عام))"), Words("deictic", f"year_when{name}")),
            (Pattern(rf"من\s{{1,3}}(?P<this_year{name}>هذا\s{{1,3}}العام|هذه\s{{1,3}}السنه)(?!{LETTER})"),),
            (Pattern(rf"من\s{{1,3}}(?P<same_year{name}>نفس\s{{1,3}}(?:العام|السنه))(?!{LETTER})"),),
        )
    )


def day_number(match: Match, name: str = "") -> int | None:
    """The day of the month that `day` has read."""
    digits = match.text(f"day{name}")
    if digits:
        return int(digits)
    row = match.row(f"ordinal{name}")
    return int(row["number"]) if row else None


def month_number(match: Match, name: str = "") -> int | None:
    """The month that `month` has read; None where its two names disagree."""
    rows = [match.row(f"{part}{name}") for part in ("month", "alias", "gloss")]
    numbers = {int(row["month"]) for row in rows if row}
    return numbers.pop() if len(numbers) == 1 else None


def weekday_number(match: Match, name: str = "weekday") -> int | None:
    """Monday is 1."""
    row = match.row(name)
    return int(row["weekday"]) if row else None


def lean(match: Match, to: Lean, name: str = "") -> Lean:
    """The same lean with what `tail` says of its year: «الماضي», «الجاري», «من السنة المقبلة»."""
    when, year_when = match.row(f"when{name}"), match.row(f"year_when{name}")
    year = year_when["shift"] if year_when else "0" if match.text(f"this_year{name}") else None
    if match.text(f"same_year{name}") or year in {"same", "before", "after"}:
        return _replace(to, "same", amount={"before": -1, "after": 1}.get(year or "", 0))
    if year is not None:
        return _replace(to, "shift", amount=int(year))
    if when is None:
        return to
    if when["shift"] in {"same", "before", "after"}:
        return _replace(to, "same")
    direction = int(when["shift"])
    return _replace(to, "year", direction=direction) if direction else _replace(to, "shift")


def _replace(to: Lean, how: str, amount: int = 0, direction: int = 0) -> Lean:
    return Lean(how, "year", amount, to.month, to.day, to.day_max, to.weekday, direction)


def timex(period: Period, modifier: str | None = None, weekday: int | None = None) -> Timex:
    """A date that needs nothing else."""
    return Timex(
        timex_value=period.value,
        start_date=period.start,
        end_date=period.end,
        grain=period.grain,
        modifier=modifier,
        weekday=weekday,
    )


def leaning(to: Lean, grain: str, modifier: str | None = None, value: str | None = None) -> Timex:
    """A date that waits for an anchor."""
    return Timex(timex_value=value, grain=grain, modifier=modifier, relative=True, weekday=to.weekday, lean=to)


def modifier(match: Match, name: str = "date_modifier") -> str | None:
    """START, MID, END of the words inside the span, else what the preposition before it says."""
    row = match.row(name)
    return row["modifier"] if row else bound(match)


def bound(match: Match) -> str | None:
    """What the preposition before a date says: «منذ» ON_OR_AFTER, «بحلول» ON_OR_BEFORE, «قبل» BEFORE."""
    before = _before(match)
    hit = _bounds(match.lexicon).search(before)
    row = match.lexicon["date_bound"].find(hit["bound"]) if hit else None
    return row["modifier"] if row else None


def blocked(match: Match, what: str) -> bool:
    """Whether the word before forbids the reading: «سوق» السبت, «رقم» 2020."""
    return bool(_blockers(match.lexicon, what).search(_before(match)))


_ALONE_BEFORE = re.compile(r"[\W_]*(?:(?:في|من|منذ|قبل|بعد|بين|الي|حتي|خلال|يوم)\s{1,3})?")
_ALONE_AFTER = re.compile(r"[\W_]*")


def alone(match: Match) -> bool:
    """Whether nothing else is said: the cell of a table, a line of a timetable, a query."""
    text = match.shadow.text
    start, end = match.match.span()
    if start > _BACK or len(text) - end > _BACK:
        return False
    return bool(_ALONE_BEFORE.fullmatch(text, 0, start) and _ALONE_AFTER.fullmatch(text, end))


_VERB = re.compile(r"(?<!\w)[وف]?(?P<verb>س\w{3,20})\s{1,3}(?:في\s)?(?:ل?يوم\s)?$")


def ahead(match: Match) -> bool:
    """Whether a verb of the future stands right before: «سيلتقي اليوم»."""
    start = match.match.start()
    hit = _VERB.search(match.shadow.text[max(0, start - 32) : start])
    if hit is None:
        return False
    row = match.lexicon["tense"].find(hit["verb"])
    return row["tense"] == "future" if row else re.match("س[يتن]", hit["verb"]) is not None


def follows(match: Match, regex: str) -> bool:
    """Whether this stands right after the match."""
    return re.match(regex, match.shadow.text[match.match.end() : match.match.end() + _BACK]) is not None


def comes_after(match: Match, regex: str) -> bool:
    """Whether this stands right before the match."""
    return re.search(rf"(?:{regex})\s{{0,3}}$", _before(match)) is not None


def counts(match: Match) -> bool:
    """Whether what looks like a year counts something: «في 2000 مركز», «أكثر من 2000», «مع 2034 حادثا»."""
    text, year = match.shadow.text, match.match["year"] if "year" in match.match.groupdict() else None
    if _qualifiers(match.lexicon).search(
        _before(match) + text[match.match.start() : match.match.start("year")] if year else ""
    ):
        return True
    hit = re.match(r"\s{0,2}([^\W\d_]{2,20})", text[match.match.end() : match.match.end() + _BACK])
    if hit is None:
        return False
    if match.lexicon["unit"].find(hit[1]):
        return True
    # The grammar of counting: after 11 to 99 the noun stands in the accusative, after a round hundred in the genitive.
    rest = int(year) % 100 if year else 1
    known = nouns(match.lexicon)
    return known.is_known(hit[1]) and (hit[1].endswith("ا") if rest >= 11 else rest == 0)


def _before(match: Match) -> str:
    start = match.match.start()
    return match.shadow.text[max(0, start - _BACK) : start]


@cache
def _qualifiers(lexicon: Lexicon) -> re.Pattern[str]:
    words = (key for key, row in lexicon["qualifier"].by_key.items() if row["side"] == "before" and " " in key)
    return re.compile(rf"(?<!{LETTER}){alternation(words)}\s{{1,3}}$")


@cache
def _bounds(lexicon: Lexicon) -> re.Pattern[str]:
    gap = r"\s{1,3}(?:(?:يوم|صباح|مساء|تاريخ|شهر)\s{1,3})?[وفبلك]?"
    return re.compile(rf"{START}(?P<bound>{lexicon['date_bound'].pattern}){gap}$")


@cache
def _blockers(lexicon: Lexicon, what: str) -> re.Pattern[str]:
    words = "|".join(re.escape(key) for key, row in lexicon["date_blocker"].by_key.items() if row["blocks"] == what)
    return re.compile(rf"{START}(?:{words})\s{{1,3}}[وفبلك]?$")


def year_period(year: str) -> Period:
    """A year as printed."""
    return calendars.year(int(year))
