"""Calendars: how long months are, where weeks and quarters begin, and which Gregorian days a Hijri date may mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hijridate import Gregorian, Hijri

# Umm al-Qura and national sightings differ by a day or two, so a Hijri date alone names five days.
HIJRI_TOLERANCE = 2
# The years whose months hijridate knows (1 Muharram 1343 to the end of 1500).
HIJRI_YEARS = range(1343, 1501)
GRAINS = ("minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
# Meteorological seasons: {TIMEX3 code: first month}; a winter ends in the year after.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days, both ends inclusive: `2025-Q3` is 2025-07-01 to 2025-09-30."""

    value: str
    start: date
    end: date
    grain: str


def day(year: int, month: int, number: int) -> Period | None:
    """A day, or None where there is none: 30 February."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found.isoformat(), found, found, "day")


def days(year: int, month: int, first: int, last: int) -> Period | None:
    """Days of one month, as an EDTF range: `2025-04-29/2025-04-30`."""
    one, other = day(year, month, first), day(year, month, last)
    return between(one, other) if one and other and one.start < other.start else None


def between(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another, as an EDTF range."""
    return Period(f"{first.value}/{last.value}", first.start, last.end, max(first.grain, last.grain, key=GRAINS.index))


def month(year: int, number: int) -> Period | None:
    """A month: `2026-02` ends on the 28th. None where there is no such month."""
    if not (1 <= number <= 12 and 1 <= year <= 9998):
        return None
    last = monthrange(year, number)[1]
    return Period(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last), "month")


def months(year: int, first: int, last: int) -> Period:
    """Whole months of one year, without a name of their own."""
    return Period("", date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month")


def quarter(year: int, number: int) -> Period:
    """A quarter: `2025-Q3`."""
    whole = months(year, 3 * number - 2, 3 * number)
    return Period(f"{year:04d}-Q{number}", whole.start, whole.end, "quarter")


def half(year: int, number: int) -> Period:
    """A half-year: `2025-H1`."""
    whole = months(year, 6 * number - 5, 6 * number)
    return Period(f"{year:04d}-H{number}", whole.start, whole.end, "half")


def season(year: int, code: str) -> Period:
    """A season of three whole months: `2025-SU` is June to August; `2025-WI` ends in February 2026."""
    first = _SEASONS[code]
    ends = year + (first == 12)
    last = (first + 1) % 12 + 1
    return Period(f"{year:04d}-{code}", date(year, first, 1), date(ends, last, monthrange(ends, last)[1]), "season")


def year(number: int) -> Period:
    """A year."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(number: int) -> Period:
    """A decade by its first three digits: `199` is 1990 to 1999."""
    return Period(f"{number:03d}", date(number * 10, 1, 1), date(number * 10 + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """A century by its first two digits: `19` is 1900 to 1999."""
    return Period(f"{number:02d}", date(number * 100, 1, 1), date(number * 100 + 99, 12, 31), "century")


def week(of: date) -> Period:
    """The ISO week of a day, Monday to Sunday: `2025-W08`."""
    numbered = of.isocalendar()
    monday = of - timedelta(days=of.weekday())
    return Period(f"{numbered.year:04d}-W{numbered.week:02d}", monday, monday + timedelta(days=6), "week")


def weekend(of: date) -> Period:
    """The Saturday and Sunday of a day's ISO week: `2025-W08-WE`."""
    whole = week(of)
    return Period(f"{whole.value}-WE", whole.start + timedelta(days=5), whole.end, "weekend")


def shift(grain: str, anchor: date, amount: int) -> Period | None:
    """The period `amount` grains from the one that holds the anchor: week, +1 is the next Monday to Sunday.

    None where it falls outside the calendar.
    """
    try:
        return _shift(grain, anchor, amount)
    except (ValueError, OverflowError):
        return None


def _shift(grain: str, anchor: date, amount: int) -> Period | None:
    match grain:
        case "day":
            moved = anchor + timedelta(days=amount)
            return day(moved.year, moved.month, moved.day)
        case "week":
            return week(anchor + timedelta(weeks=amount))
        case "weekend":
            return weekend(anchor + timedelta(weeks=amount))
        case "month":
            whole = anchor.year * 12 + anchor.month - 1 + amount
            return month(whole // 12, whole % 12 + 1)
        case "quarter":
            whole = anchor.year * 4 + (anchor.month - 1) // 3 + amount
            return quarter(whole // 4, whole % 4 + 1)
        case "half":
            whole = anchor.year * 2 + (anchor.month - 1) // 6 + amount
            return half(whole // 2, whole % 2 + 1)
        case "year":
            return year(anchor.year + amount)
        case "decade":
            return decade(anchor.year // 10 + amount)
        case "century":
            return century(anchor.year // 100 + amount)
    return None


def add_months(anchor: date, amount: int) -> date:
    """The same day of another month, or its last day: 31 August plus one month is 30 September."""
    whole = anchor.year * 12 + anchor.month - 1 + amount
    ahead, number = whole // 12, whole % 12 + 1
    return date(ahead, number, min(anchor.day, monthrange(ahead, number)[1]))


def weekday_near(anchor: date, weekday: int, direction: int) -> date:
    """The nearest such weekday (ISO 1..7): not after the anchor (-1) or not before it (+1).

    >>> weekday_near(date(2025, 12, 30), 4, -1)
    datetime.date(2025, 12, 25)
    """
    ahead = (weekday - anchor.isoweekday()) % 7
    return anchor + timedelta(days=ahead if direction > 0 or ahead == 0 else ahead - 7)


def inside(whole: Period, part: tuple[str, int, int]) -> Period | None:
    """What is named inside a period: («day», 27, 0), («days», 4, 22), («weekday», 2, 3: the third Tuesday).

    («week», 1, 0) is the first whole week of a month or the first ISO week of a year; -1 counts from the end.
    """
    kind, first, last = part
    match kind:
        case "day" if whole.grain == "month":
            return day(whole.start.year, whole.start.month, first)
        case "days" if whole.grain == "month":
            return days(whole.start.year, whole.start.month, first, last)
        case "month" if whole.grain == "year":
            return month(whole.start.year, first)
        case "last day":
            return day(whole.end.year, whole.end.month, whole.end.day)
        case "week":
            return _week_inside(whole, first)
        case "weekday":
            return _weekday_inside(whole, first, last)
        case "weekdays" if whole.grain == "week" and first < last:
            ends = [_weekday_inside(whole, number, 1) for number in (first, last)]
            return between(ends[0], ends[1]) if ends[0] and ends[1] else None
    return None


def _week_inside(whole: Period, number: int) -> Period | None:
    if whole.grain == "year":
        # The 4th of January and the 28th of December are in the first and the last ISO week.
        of = date(whole.start.year, 1, 4) if number > 0 else date(whole.start.year, 12, 28)
    elif whole.grain == "month":
        of = weekday_near(whole.start, 1, 1) if number > 0 else weekday_near(whole.end, 7, -1)
    else:
        return None
    found = week(of + timedelta(weeks=number - 1 if number > 0 else number + 1))
    return found if found.end >= whole.start and found.start <= whole.end else None


def _weekday_inside(whole: Period, weekday: int, number: int) -> Period | None:
    if number > 0:
        found = weekday_near(whole.start, weekday, 1) + timedelta(weeks=number - 1)
    else:
        found = weekday_near(whole.end, weekday, -1) + timedelta(weeks=number + 1)
    return day(found.year, found.month, found.day) if whole.start <= found <= whole.end else None


def years_where(month: int, number: int, weekday: int, years: range) -> list[int]:
    """The years in which this day of a month falls on this weekday: Thursday 11 December fits 2025."""
    found = ((ahead, day(ahead, month, number)) for ahead in years)
    return [ahead for ahead, period in found if period and period.start.isoweekday() == weekday]


@cache
def from_hijri(year: int, month: int, number: int) -> date | None:
    """The Gregorian day of a Hijri date by Umm al-Qura; None where there is none or no table reaches it.

    >>> from_hijri(1443, 11, 22)
    datetime.date(2022, 6, 21)
    """
    if year not in HIJRI_YEARS or not 1 <= month <= 12:
        return None
    length = Hijri(year, month, 1).month_length()
    # A month may have a 30th where it was sighted so, though the table gives it 29 days.
    if not 1 <= number <= 30:
        return None
    first = Hijri(year, month, min(number, length)).to_gregorian()
    return date(first.year, first.month, first.day) + timedelta(days=max(0, number - length))


def tabular_hijri(year: int, month: int, number: int) -> date | None:
    """The Gregorian day of a Hijri date: by Umm al-Qura, or where no table reaches it by the arithmetical calendar.

    >>> tabular_hijri(1331, 9, 9)  # the decree of 12 August 1913
    datetime.date(1913, 8, 12)
    """
    if year in HIJRI_YEARS:
        return from_hijri(year, month, number)
    if not (1 <= year <= 1600 and 1 <= month <= 12 and 1 <= number <= 30):
        return None
    days = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date(622, 7, 19) + timedelta(days=days - 1)


def to_hijri(of: date) -> tuple[int, int, int] | None:
    """The Hijri year, month and day of a Gregorian day by Umm al-Qura; None where no table reaches it."""
    try:
        found = Gregorian(of.year, of.month, of.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def hijri_period(year: int, month: int | None = None, number: int | None = None) -> Period | None:
    """The Gregorian days that a Hijri day, month or year may mean, two days of doubt at either end included.

    The value is the computed day, or the computed range.
    """
    first = from_hijri(year, month or 1, number or 1)
    if first is None:
        return None
    doubt = timedelta(days=HIJRI_TOLERANCE)
    if number is not None:
        return Period(first.isoformat(), first - doubt, first + doubt, "day")
    last_month = month or 12
    last = from_hijri(year, last_month, Hijri(year, last_month, 1).month_length())
    if last is None:
        return None
    return Period(f"{first.isoformat()}/{last.isoformat()}", first - doubt, last + doubt, "month" if month else "year")
