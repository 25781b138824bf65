"""Dates in digits alone: «30 - 04 - 2025», «30/04/2025», «2025-04-30», «30.04.2025»; never a law number."""

from pipeline import calendars
from pipeline.extract.date.part import ALONE, HIJRI_ERA, ahead, alone, blocked, bound, comes_after, leaning, timex
from pipeline.extract.rule import DIGITS, Match, Pattern, Rule
from pipeline.values import Lean, Timex

_SEP = r"\s?(?P<sep>[-/.])\s?"
_AGAIN = r"\s?(?P=sep)\s?"
_END = r"(?!\d)(?![.,/-]\d)"
_CUE = r"(?<!\w)[وف]?(?:شهر|في|خلال|بتاريخ|منذ|حتي|دفعه|غايه)"


def read_numeric(match: Match) -> Timex | None:
    """«30 - 04 - 2025» -> 2025-04-30; a day that does not exist is still a date, without days."""
    year = int(match.match["year"])
    month, number = int(match.match["month"]), int(match.match["day"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    if month > 12 or not 1 <= number <= 31 or blocked(match, "year"):
        return None
    period = calendars.day(year, month, number)
    if period:
        return timex(period, bound(match))
    return Timex(timex_value=f"{year:04d}-{month:02d}-{number:02d}", grain="day") if month else None


def read_month(match: Match) -> Timex | None:
    """«خلال 11/2021» -> 2021-11, but «المنشور 11/2021» is a number."""
    if not comes_after(match, _CUE) and not alone(match):
        return None
    period = calendars.month(int(match.match["year"]), int(match.match["month"]))
    return timex(period, bound(match)) if period else None


def read_day_month(match: Match) -> Timex | None:
    """«يوم 22/04», «بتاريخ 22-4» -> 22 April of a year still to be found; a bare «3/4» is a fraction."""
    number, month = int(match.match["day"]), int(match.match["month"])
    padded = match.match["sep"] == "/" and match.match["month"].startswith("0") and len(match.match["day"]) == 2
    if not (padded or comes_after(match, _DAY_CUE) or alone(match) or ahead(match)) or blocked(match, "year"):
        return None
    if calendars.day(2000, month, number) is None:
        return None
    lean = Lean("year", "day", month=month, day=number)
    return leaning(lean, "day", bound(match), f"XXXX-{month:02d}-{number:02d}")


def read_hijri(match: Match) -> Timex | None:
    """«17-01-1437 هـ» -> 2015-10-30 and two days on either side."""
    year, month, number = (int(match.match[name]) for name in ("year", "month", "day"))
    hijri = f"{year:04d}-{month:02d}-{number:02d}"
    period = calendars.hijri_period(year, month, number)
    if period is None:
        return None
    return Timex("DATE", period.value, period.start, period.end, "day", "APPROX", hijri=hijri)


_DAY_CUE = r"(?<!\w)[وف]?(?:يوم|ليوم|بتاريخ|تاريخ|مورخ في|المورخ في)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
RULES = (
    Rule(
        "day-month-year",
        (Pattern(rf"{ALONE}(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_AGAIN}{_YEAR}{_END}", DIGITS),),
        read_numeric,
    ),
    Rule(
        "day/month/yy",
        (Pattern(rf"{ALONE}(?P<day>\d{{2}})/(?P<month>\d{{2}})/(?P<year>\d{{2}}){_END}", DIGITS),),
        read_numeric,
    ),
    Rule(
        "year-month-day",
        (Pattern(rf"{ALONE}{_YEAR}{_SEP}(?P<month>\d{{1,2}}){_AGAIN}(?P<day>\d{{1,2}}){_END}", DIGITS),),
        read_numeric,
    ),
    Rule(
        "hijri day-month-year",
        (
            Pattern(
                rf"{ALONE}(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_AGAIN}(?P<year>1[34]\d\d)(?!\d){HIJRI_ERA}?",
                DIGITS,
            ),
        ),
        read_hijri,
    ),
    Rule(
        "day/month",
        (
            Pattern(
                rf"{ALONE}(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[-/])(?P<month>0?[1-9]|1[0-2])(?!\d)(?![./:-]\d)", DIGITS
            ),
        ),
        read_day_month,
    ),
    Rule("month/year", (Pattern(rf"{ALONE}(?P<month>0?[1-9]|1[0-2])/{_YEAR}{_END}", DIGITS),), read_month),
)
