"""What is named inside a larger period: «27 من الشهر الجاري», «الثلاثاء الثالث من شتنبر», «الأسبوع الأول من 2025»."""

from dataclasses import replace

from pipeline import calendars
from pipeline.calendars import Period
from pipeline.extract.date.part import ALONE, DAY_DIGITS, bound, comes_after, counts
from pipeline.extract.rule import DIGITS, LETTER, START, Found, Match, Pattern, Read, Rule, Words, either, maybe
from pipeline.lexicon import ARTICLE
from pipeline.values import Lean, Number, Timex

KIND = "date"
_YEARS = range(1000, 2101)


def read_nth_weekday(match: Match) -> Timex | None:
    """«الثلاثاء الأولى من أكتوبر», «ثالث خميس من شهر ماي 2025» -> that day."""
    row = match.row("nth")
    named = _date(match, "named")
    weekday = named.weekday if named else _BARE.get(match.text("bare") or "")
    if row is None or weekday is None or (named and not _is_weekday(named)):
        return None
    return _inside(match, ("weekday", weekday, int(row["number"])), "day", {"month", "year"})


def read_nth(match: Match) -> Timex | None:
    """«الأسبوع الأول من عام 2015» -> 2015-W01; «آخر يوم من أكتوبر 2015» -> 2015-10-31."""
    row = match.row("nth")
    if row is None:
        return None
    number, unit = int(row["number"]), match.match["unit"]
    if unit.endswith("يوم"):
        return _inside(match, ("last day", 0, 0), "day", {"month", "year"}) if number == -1 else None
    return _inside(match, ("week", number, 0), "week", {"month", "year"})


def read_day(match: Match) -> Timex | None:
    """«27 من الشهر الجاري», «الخميس الخامس من الشهر المقبل» -> the day, once the month is known."""
    named, ordinal = _date(match, "named"), match.row("date_ordinal")
    if match.text("named") and not (named and _is_weekday(named)):
        return None
    number = int(match.match["day"]) if match.text("day") else int(ordinal["number"]) if ordinal else 0
    found = _inside(match, ("day", number, 0), "day", {"month"}) if 1 <= number <= 31 else None
    return replace(found, weekday=named.weekday) if found and named else found


def read_days(match: Match) -> Read | None:
    """«من 4 إلى 22 من هذا الشهر», «يومي 5 و6 من الشهر المقبل» -> the days."""
    first, last = int(match.match["first"]), int(match.match["last"])
    if not 1 <= first < last <= 31:
        return None
    if match.text("and") and not (match.text("cue") or comes_after(match, "بين")):
        return None
    found = _inside(match, ("days", first, last), "day", {"month"})
    begins = "cue" if match.text("cue") in {"يومي", "ايام"} else "first"
    return Read(found, span=(begins, "whole")) if found else None


def read_weekday_of_week(match: Match) -> Timex | None:
    """«الجمعة من الأسبوع المقبل», «الأسبوع الماضي الأحد» -> the day of that week."""
    named = _date(match, "named")
    if named is None or named.weekday is None or not _is_weekday(named):
        return None
    return _inside(match, ("weekday", named.weekday, 1), "day", {"week"})


def read_weekdays_of_week(match: Match) -> Timex | None:
    """«الأسبوع المقبل بين الأربعاء والجمعة» -> the days of that week."""
    first, last = _date(match, "first"), _date(match, "last")
    if not (first and last and first.weekday and last.weekday and _is_weekday(first) and _is_weekday(last)):
        return None
    return _inside(match, ("weekdays", first.weekday, last.weekday), "day", {"week"})


def read_month_of_year(match: Match) -> Timex | None:
    """«يونيو العام المقبل» -> that month."""
    month = _date(match, "month")
    if month is None or month.lean is None or month.lean.to != "year" or month.lean.direction or month.lean.part:
        return None
    if month.grain != "month" or month.lean.month is None:
        return None
    return _inside(match, ("month", month.lean.month, 0), "month", {"year"}, relative=True)


def read_year_beside(match: Match) -> Timex | None:
    """«7 يناير، 2015», «2-7 فبراير ألفين وثمانية عشر» -> the date in its year."""
    date, mention = _date(match, "date"), match.mention("number")
    if date is None or date.lean is None or date.lean.to != "year" or date.lean.direction or date.last:
        return None
    value = mention.value if mention else None
    if not isinstance(value, Number) or value.value not in _YEARS or date.lean.part or counts(match):
        return None
    if not value.words and (mention is None or len(mention.surface) != 4 or not match.text("comma")):
        return None
    period = _of_year(date.lean, int(value.value))
    return _dated(date, period) if period else None


def read_set_at(match: Match) -> Timex | None:
    """«كل يوم اثنين الساعة 4 مساء» -> XXXX-WXX-1T16; «الساعة 9 صباحا كل يوم» -> T09."""
    every, hour = (_mention(match, "first"), _mention(match, "last"))
    if every and hour and every.timex_type == "TIME":
        every, hour = hour, every
    if not (every and hour and every.timex_type == "SET" and hour.timex_type == "TIME"):
        return None
    time = (hour.timex_value or "").removesuffix(":00")
    if every.timex_value == "P1D":
        return Timex("SET", time)
    return Timex("SET", f"{every.timex_value}{time}") if (every.timex_value or "").startswith("X") else None


def read_hour_after(match: Match) -> Read | None:
    """«23 أكتوبر في السابعة» -> T07:00: after a day, an hour needs no cue."""
    date, row = _date(match, "date"), match.row("hour")
    if date is None or row is None or date.grain != "day":
        return None
    return Read(Timex("TIME", f"T{int(row['hour']):02d}:00", grain="hour"), span=("hour", "hour"))


def _mention(match: Match, name: str) -> Timex | None:
    mention = match.mention(name)
    return mention.value if mention and isinstance(mention.value, Timex) else None


def _of_year(lean: Lean, year: int) -> Period | None:
    if lean.month is None:
        return None
    if lean.day is None:
        return calendars.month(year, lean.month)
    if lean.day_max is not None:
        return calendars.days(year, lean.month, lean.day, lean.day_max)
    return calendars.day(year, lean.month, lean.day)


def _inside(
    match: Match, part: tuple[str, int, int], grain: str, wholes: set[str], *, relative: bool = False
) -> Timex | None:
    whole = _date(match, "whole")
    if whole is None or whole.grain not in wholes or whole.hijri or whole.last or "/" in (whole.timex_value or ""):
        return None
    if whole.lean is not None:
        if whole.lean.part or whole.lean.day or whole.lean.weekday or whole.lean.to == "stretch":
            return None
        lean = replace(whole.lean, part=part)
        return Timex(grain=grain, modifier=bound(match), relative=True, lean=lean)
    if whole.start_date is None or whole.end_date is None or relative:
        return None
    period = calendars.inside(Period(whole.timex_value or "", whole.start_date, whole.end_date, whole.grain), part)
    return _dated(Timex(modifier=bound(match)), period) if period else None


def _dated(date: Timex, period: Period) -> Timex:
    return replace(
        date,
        timex_value=period.value,
        start_date=period.start,
        end_date=period.end,
        grain=period.grain,
        relative=False,
        lean=None,
    )


def _is_weekday(date: Timex) -> bool:
    return date.lean is not None and date.lean.to == "weekday" and date.lean.direction == 0


def _date(match: Match, name: str) -> Timex | None:
    mention = match.mention(name)
    value = mention.value if mention else None
    return value if isinstance(value, Timex) and value.timex_type == "DATE" else None


_BARE = {"اثنين": 1, "ثلاثاء": 2, "اربعاء": 3, "خميس": 4, "جمعه": 5, "سبت": 6, "احد": 7}
_OF = rf"(?:(?:من|في)(?!{LETTER})|(?<=\s)ب)?"
_FROM = rf"(?:من(?!{LETTER}))"
_UNIT = rf"{START}(?P<unit>{ARTICLE}?(?:اسبوع|يوم))(?!{LETTER})"
_TO = r"(?:-|(?P<and>و)|(?:الي|حتي|الي\s{1,3}غايه)\s)"

_WHOLE = (Pattern(_OF), Found("date", "whole"))

RULES = (
    Rule("weekday nth of a period", (Found("date", "named"), Words("nth"), *_WHOLE), read_nth_weekday, absorbs=True),
    Rule(
        "nth weekday of a period",
        (Words("nth", clitic=True), Pattern(rf"(?:يوم\s{{1,3}})?(?P<bare>{'|'.join(_BARE)})(?!{LETTER})"), *_WHOLE),
        read_nth_weekday,
        absorbs=True,
    ),
    Rule(
        "week nth of a period",
        (Pattern(_UNIT, frozenset({"اسبوع", "الاسبوع", "يوم", "اليوم"})), Words("nth"), *_WHOLE),
        read_nth,
        absorbs=True,
    ),
    Rule(
        "nth week of a period",
        (Words("nth", clitic=True), Pattern(rf"(?P<unit>اسبوع|يوم)(?!{LETTER})"), *_WHOLE),
        read_nth,
        absorbs=True,
    ),
    Rule(
        "day of a month",
        (
            maybe(Found("date", "named"), Pattern(",?")),
            either(
                (Pattern(rf"{ALONE}(?<![a-z])(?P<day>{DAY_DIGITS})", DIGITS),), (Words("date_ordinal", clitic=True),)
            ),
            Pattern(_FROM),
            Found("date", "whole"),
        ),
        read_day,
        absorbs=True,
    ),
    Rule(
        "days of a month",
        (
            maybe(Pattern(rf"{START}(?P<cue>من|بين|يومي|ايام)(?!{LETTER})", frozenset({"من", "بين", "يومي", "ايام"}))),
            Pattern(rf"{ALONE}(?P<first>{DAY_DIGITS})\s{{0,2}}{_TO}\s{{0,2}}(?P<last>{DAY_DIGITS})", DIGITS),
            *_WHOLE,
        ),
        read_days,
        absorbs=True,
    ),
    Rule(
        "weekday of a week",
        (Found("date", "named"), Pattern(_FROM), Found("date", "whole")),
        read_weekday_of_week,
        absorbs=True,
    ),
    Rule(
        "week and weekday",
        (Found("date", "whole"), Pattern(r",?(?:\s?يوم)?"), Found("date", "named")),
        read_weekday_of_week,
        absorbs=True,
    ),
    Rule(
        "week and weekdays",
        (
            Found("date", "whole"),
            Pattern(r"(?:بين|من)(?:\s{1,3}يوم(?:ي)?)?"),
            Found("date", "first"),
            Pattern(r"(?:و|الي|حتي)(?:\s{1,3}يوم)?"),
            Found("date", "last"),
        ),
        read_weekdays_of_week,
        absorbs=True,
    ),
    Rule("month of a year", (Found("date", "month"), Found("date", "whole")), read_month_of_year, absorbs=True),
    Rule(
        "date + year beside",
        (Found("date"), Pattern(r"(?P<comma>,)?(?:\s?(?:من\s)?(?:سنه|عام)\s)?"), Found("number")),
        read_year_beside,
        absorbs=True,
    ),
    Rule(
        "every day at an hour",
        (Found("date", "first"), Pattern(r",?\s?(?:في|علي)?"), Found("date", "last")),
        read_set_at,
        absorbs=True,
    ),
    Rule(
        "day + hour",
        (
            Found("date"),
            Pattern(r",?\s?(?:في|علي|عند)\s(?:تمام\s)?"),
            Words("hour"),
            Pattern(r"(?=\s?(?:[.,;:!?)»-]|$))"),
        ),
        read_hour_after,
    ),
)
