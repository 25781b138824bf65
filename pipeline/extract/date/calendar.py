"""Dates that name a month: «الخميس 11 دجنبر», «يومي 29 و30 أبريل», «شباط/فبراير 2009», «نهاية يناير الجاري»."""

from pipeline import calendars
from pipeline.extract.date.part import (
    AFTER_WEEKDAY,
    ALONE,
    ERA,
    GREGORIAN_YEAR,
    MONTH_HEAD,
    OF,
    blocked,
    bound,
    comes_after,
    day,
    day_number,
    follows,
    lean,
    leaning,
    modifier,
    month,
    month_number,
    tail,
    timex,
    weekday_number,
)
from pipeline.extract.rule import DIGITS, LETTER, START, Found, Match, Pattern, Rule, Words, maybe
from pipeline.lexicon import ARTICLE
from pipeline.values import Lean, Number, Timex

_IN = rf"(?:^|(?<!{LETTER}))(?:في|خلال|منذ|حتي|بحلول|غايه|شهر|غضون|حدود|من|الي|بين|متم|قبل|بعد)"


def read_day(match: Match) -> Timex | None:
    """«الخميس 11 دجنبر» -> XXXX-12-11, a Thursday; «فاتح أكتوبر 2025» -> 2025-10-01."""
    number, month_no = day_number(match), month_number(match)
    if number is None or month_no is None or blocked(match, "month"):
        return None
    if match.text("ordinal") and comes_after(match, _OF_A_PART):
        return None  # «الأسبوع الأول من شتنبر»
    weekday = weekday_number(match)
    limit = modifier(match, "no_modifier")
    year = match.text("year")
    if year is None and _is_rare(match):
        return None
    if year is None:
        to = lean(match, Lean("year", "day", month=month_no, day=number, weekday=weekday))
        return leaning(to, "day", limit, f"XXXX-{month_no:02d}-{number:02d}")
    period = calendars.day(int(year), month_no, number)
    if period and weekday and number <= 5 and match.text("ordinal") and period.start.isoweekday() != weekday:
        # «الثلاثاء الثالث من شتنبر 2014» is no 3rd of September: the third Tuesday.
        whole = calendars.month(int(year), month_no)
        period = (calendars.inside(whole, ("weekday", weekday, number)) if whole else None) or period
    if period is None:
        return Timex(timex_value=f"{int(year):04d}-{month_no:02d}-{number:02d}", grain="day", weekday=weekday)
    return timex(period, limit, weekday)


def read_days(match: Match) -> Timex | None:
    """«يومي 29 و30 أبريل» -> XXXX-04-29/XXXX-04-30; «21-29 يونيو 2019» -> 2019-06-21/2019-06-29."""
    month_no = month_number(match)
    first, last = int(match.match["first"]), int(match.match["last"])
    year = match.text("year")
    if month_no is None or not 1 <= first < last <= 31 or (year is None and _is_rare(match)):
        return None
    if year is None:
        to = lean(match, Lean("year", "day", month=month_no, day=first, day_max=last))
        return leaning(to, "day", None, f"XXXX-{month_no:02d}-{first:02d}/XXXX-{month_no:02d}-{last:02d}")
    period = calendars.days(int(year), month_no, first, last)
    return timex(period) if period else None


def read_month(match: Match) -> Timex | None:
    """«يوليوز 2025» -> 2025-07; «نهاية يناير الجاري» -> a January, END; «مارس» alone may be a verb."""
    month_no, row = month_number(match), match.row("month")
    if month_no is None or row is None or blocked(match, "month") or _is_rare(match):
        return None
    firm = any(match.text(name) for name in ("date_modifier", "head", "year", "when", "year_when", "this_year"))
    if not firm and comes_after(match, r"[«\"“]") and follows(match, r"\s?[»\"”]"):
        return None  # a newspaper is called so
    if row["strength"] == "weak" and not firm and not comes_after(match, _IN):
        return None
    limit = modifier(match)
    year = match.text("year")
    if year is None:
        to = lean(match, Lean("year", "month", month=month_no))
        return leaning(to, "month", limit, f"XXXX-{month_no:02d}")
    period = calendars.month(int(year), month_no)
    return timex(period, limit) if period else None


def read_day_in_words(match: Match) -> Timex | None:
    """«خمسة وعشرين ديسمبر» -> XXXX-12-25, «عشرين تشرين الثاني ٢٠٢٦» -> 2026-11-20."""
    spoken, month_no = match.mention("day_words"), month_number(match)
    number = spoken.value if spoken else None
    if not isinstance(number, Number) or not number.words or month_no is None or _is_rare(match):
        return None
    if number.scaled or not 1 <= number.value <= 31 or number.value != int(number.value):
        return None
    day, weekday, year = int(number.value), weekday_number(match), _spoken_year(match)
    if year is None:
        if match.text("year_words") or calendars.day(2000, month_no, day) is None:
            return None
        to = Lean("year", "day", month=month_no, day=day, weekday=weekday)
        return leaning(to, "day", bound(match), f"XXXX-{month_no:02d}-{day:02d}")
    period = calendars.day(year, month_no, day)
    return timex(period, bound(match), weekday) if period else None


def _spoken_year(match: Match) -> int | None:
    mention = match.mention("year_words")
    value = mention.value if mention else None
    if isinstance(value, Number) and 1000 <= value.value <= 2100 and value.value == int(value.value):
        return int(value.value)
    return None


def read_month_day(match: Match) -> Timex | None:
    """«يناير 11, 1987», «يناير الحادي والعشرين»: as some agencies and programmes write."""
    number, month_no, year = day_number(match), month_number(match), match.text("year")
    if number is None or month_no is None or blocked(match, "month") or _is_rare(match):
        return None
    weekday = weekday_number(match)
    if year is None:
        if match.text("day") and not follows(match, r"\s?(?:[.,;:!?)»]|$)"):
            return None  # «في يناير 11 عملية»
        to = Lean("year", "day", month=month_no, day=number, weekday=weekday)
        return leaning(to, "day", bound(match), f"XXXX-{month_no:02d}-{number:02d}")
    period = calendars.day(int(year), month_no, number)
    return timex(period, bound(match), weekday) if period else None


def read_month_days(match: Match) -> Timex | None:
    """«تموز 13 إلى 15», «نوفمبر بين 19 و20» -> those days."""
    month_no, first, last = month_number(match), int(match.match["first"]), int(match.match["last"])
    if month_no is None or not 1 <= first < last <= 31 or not follows(match, r"\s?(?:[.,;:!?)»]|$)"):
        return None
    to = Lean("year", "day", month=month_no, day=first, day_max=last)
    return leaning(to, "day", None, f"XXXX-{month_no:02d}-{first:02d}/XXXX-{month_no:02d}-{last:02d}")


def read_numbered_month(match: Match) -> Timex | None:
    """«شهر عشرة 2014», «الشهر التاسع من سنة 2014», «خمسة شهر ستة 2026» -> that month, or that day of it."""
    mention, ordinal, year = match.mention("month_number"), match.row("date_ordinal"), _spoken_year(match)
    number = mention.value.value if mention and isinstance(mention.value, Number) else None
    month_no = int(ordinal["number"]) if ordinal else int(number) if number and number == int(number) else 0
    if year is None or not 1 <= month_no <= 12:
        return None
    spoken = match.mention("day_words")
    if spoken is None:
        period = calendars.month(year, month_no)
    else:
        value = spoken.value
        day = int(value.value) if isinstance(value, Number) else 0
        period = calendars.day(year, month_no, day) if 1 <= day <= 31 else None
    return timex(period, modifier(match)) if period else None


def read_month_day_words(match: Match) -> Timex | None:
    """«مايو تسعة وعشرين» -> XXXX-05-29 where nothing is counted."""
    return read_day_in_words(match) if follows(match, r"\s?(?:[.,;:!?)»]|$)") else None


def _is_rare(match: Match) -> bool:
    """«الصيف», «ناصر»: a month of Libya only where day and year stand beside it."""
    row = match.row("month")
    return row is not None and row["strength"] == "rare"


def read_months(match: Match) -> Timex | None:
    """«شهري يناير وفبراير 2025» -> 2025-01/2025-02."""
    first, last = month_number(match, "_first"), month_number(match)
    if first is None or last is None or _is_rare(match):
        return None
    year = match.text("year")
    ends = [Lean("year", "month", month=number) for number in (first, last)]
    if year is None:
        one, other = (leaning(lean(match, end), "month", None, f"XXXX-{end.month:02d}") for end in ends)
        value = f"{one.timex_value}/{other.timex_value}"
        return Timex(timex_value=value, grain="month", relative=True, lean=one.lean, last=other)
    one_period, other_period = (calendars.month(int(year), number) for number in (first, last))
    if one_period and other_period and first < last:
        return timex(calendars.between(one_period, other_period))
    return None


_OF_A_PART = r"(?:اسبوع|ربع|ثلث|نصف|شطر|عشر|دوره|مرحله)"
_YEAR_CUE = r"(?:(?:(?:من|في|ل|ب)\s?)?(?:سنه|عام)\s)?"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY_FIRST = Pattern(rf"-?(?P<day>{_NUMBER})(?![\d%:/])(?![.,]\d)")
_COMMA_YEAR = maybe(Pattern(rf",\s?(?P<year>{GREGORIAN_YEAR}){ERA}"))
_WEEKDAY = maybe(maybe(Words("relative_day", clitic=True)), Words("weekday", clitic=True), Pattern(AFTER_WEEKDAY))
_SEVERAL = frozenset({"يومي", "ايام"})
_WEEKDAYS = (
    Pattern(rf"{START}(?:يومي|ايام)\s", _SEVERAL),
    Words("weekday", "one"),
    Pattern("و"),
    Words("weekday", "other", clitic=True),
)
_JOINT = r"(?:[-/]|,?\s?و\s?|\s(?:الي|حتي|الي\s{1,3}غايه|لغايه)\s{1,3}(?:يوم\s{1,3})?)"
_DAYS = (
    rf"(?:{START}(?:يومي|ايام)\s{{1,3}})?{ALONE}(?P<first>\d{{1,2}})\s{{0,2}}{_JOINT}\s{{0,2}}"
    r"(?:(?P<middle>\d{1,2})\s?,?\s?و\s?)?(?P<last>\d{1,2})(?!\d)"
)
_HEAD = Pattern(rf"(?P<head>{START}(?:شهر|{ARTICLE}شهر)(?!{LETTER}))", frozenset({"شهر", "الشهر"}))

RULES = (
    Rule("day month year", (_WEEKDAY, day(), Pattern(OF), Pattern(MONTH_HEAD), *month(), tail()), read_day),
    Rule(
        "days month year",
        (maybe(*_WEEKDAYS), Pattern(_DAYS, DIGITS | _SEVERAL), Pattern(OF), Pattern(MONTH_HEAD), *month(), tail()),
        read_days,
    ),
    Rule(
        "day in words",
        (
            maybe(Words("weekday", clitic=True), Pattern(AFTER_WEEKDAY)),
            Found("number", "day_words"),
            Pattern(OF),
            Pattern(MONTH_HEAD),
            *month(),
            maybe(Pattern(_YEAR_CUE), Found("number", "year_words")),
        ),
        read_day_in_words,
    ),
    Rule(
        "numbered month year",
        (
            maybe(Words("date_modifier", clitic=True)),
            maybe(Found("number", "day_words"), Pattern(OF)),
            Pattern(rf"{START}شهر\s", frozenset({"شهر"})),
            Found("number", "month_number"),
            Pattern(_YEAR_CUE),
            Found("number", "year_words"),
        ),
        read_numbered_month,
    ),
    Rule(
        "ordinal month year",
        (
            Pattern(rf"{START}{ARTICLE}شهر\s", frozenset({"الشهر"})),
            Words("date_ordinal"),
            Pattern(_YEAR_CUE),
            Found("number", "year_words"),
        ),
        read_numbered_month,
    ),
    Rule("month day in words", (*month(clitic=True), Found("number", "day_words")), read_month_day_words),
    Rule("month day, year", (_WEEKDAY, *month(clitic=True), _DAY_FIRST, _COMMA_YEAR), read_month_day),
    Rule(
        "month ordinal",
        (_WEEKDAY, *month(clitic=True), Words("date_ordinal"), _COMMA_YEAR),
        read_month_day,
    ),
    Rule(
        "month days",
        (
            *month(clitic=True),
            Pattern(rf"(?:بين\s)?(?P<first>{_NUMBER})\s?(?:-|و|الي\s|حتي\s)\s?(?P<last>{_NUMBER})(?!\d)(?![./:%-]\d)"),
        ),
        read_month_days,
        hints=DIGITS,
    ),
    Rule(
        "month year",
        (maybe(Words("date_modifier", clitic=True)), maybe(_HEAD), *month(clitic=True), tail()),
        read_month,
    ),
    Rule(
        "months year",
        (
            Pattern(rf"{START}شهري(?!{LETTER})", frozenset({"شهري"})),
            *month("_first"),
            Pattern("و"),
            *month(clitic=True),
            tail(),
        ),
        read_months,
    ),
)
