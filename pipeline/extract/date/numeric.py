"""Dates in digits alone: «30 - 04 - 2025», «30/04/2025», «2025-04-30», «30.04.2025»; never a law number."""

from pipeline import calendars
from pipeline.extract.date.part import ALONE, blocked, bound, comes_after, timex
from pipeline.extract.rule import Match, Pattern, Rule
from pipeline.values import Timex

_SEP = r"\s?(?P<sep>[-/.])\s?"
_AGAIN = r"\s?(?P=sep)\s?"
_END = r"(?!\d)(?![.,/-]\d)"
_CUE = r"(?:شهر|خلال|بتاريخ|منذ|حتي|دفعه|غايه)"


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
    if not comes_after(match, _CUE):
        return None
    period = calendars.month(int(match.match["year"]), int(match.match["month"]))
    return timex(period, bound(match)) if period else None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
RULES = (
    Rule(
        "day-month-year",
        (Pattern(rf"{ALONE}(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_AGAIN}{_YEAR}{_END}"),),
        read_numeric,
    ),
    Rule(
        "day/month/yy",
        (Pattern(rf"{ALONE}(?P<day>\d{{2}})/(?P<month>\d{{2}})/(?P<year>\d{{2}}){_END}"),),
        read_numeric,
    ),
    Rule(
        "year-month-day",
        (Pattern(rf"{ALONE}{_YEAR}{_SEP}(?P<month>\d{{1,2}}){_AGAIN}(?P<day>\d{{1,2}}){_END}"),),
        read_numeric,
    ),
    Rule("month/year", (Pattern(rf"{ALONE}(?P<month>0?[1-9]|1[0-2])/{_YEAR}{_END}"),), read_month),
)
