"""Dates of the Hijri calendar: «22 من ذي القعدة 1443», «فاتح محرم 1445 هـ», «رمضان 1446»."""

from pipeline import calendars
from pipeline.extract.date.part import AFTER_WEEKDAY, HIJRI_ERA, MONTH_HEAD, OF, day, day_number, weekday_number
from pipeline.extract.rule import LETTER, START, Match, Pattern, Rule, Words, maybe
from pipeline.values import Timex

_HEAD = rf"{START}شهر(?!{LETTER})"
_YEAR = rf"(?:,?\s?(?:(?:من\s)?(?:سنه|عام)\s{{1,3}})?(?P<year>1[2-5]\d\d)(?!\d){HIJRI_ERA}?)"


def read_day(match: Match) -> Timex | None:
    """«22 من ذي القعدة 1443» -> 2022-06-21 and two days on either side; without a year it stays open."""
    row, number = match.row("hijri_month"), day_number(match)
    if row is None or number is None or number > 30:
        return None
    month, year = int(row["month"]), match.text("year")
    weekday = weekday_number(match)
    if year is None:
        if row["strength"] == "weak" and not match.text("day"):
            return None
        return Timex(grain="day", modifier="APPROX", relative=True, hijri=f"XXXX-{month:02d}-{number:02d}")
    return _read(f"{int(year):04d}-{month:02d}-{number:02d}", weekday)


def read_month(match: Match) -> Timex | None:
    """«رمضان 1446» -> the days that it may cover; «رمضان» alone is also a name."""
    row = match.row("hijri_month")
    return _read(f"{int(match.match['year']):04d}-{int(row['month']):02d}", None) if row else None


def _read(hijri: str, weekday: int | None) -> Timex:
    year, month, *number = map(int, hijri.split("-"))
    period = calendars.hijri_period(year, month, *number)
    grain = "day" if number else "month"
    if period is None:
        return Timex(grain=grain, hijri=hijri, weekday=weekday)
    return Timex("DATE", period.value, period.start, period.end, grain, "APPROX", hijri=hijri, weekday=weekday)


RULES = (
    Rule(
        "hijri day month year",
        (
            maybe(Words("weekday", clitic=True), Pattern(AFTER_WEEKDAY)),
            day(),
            Pattern(OF),
            Pattern(MONTH_HEAD),
            Words("hijri_month"),
            maybe(Pattern(_YEAR)),
        ),
        read_day,
    ),
    Rule(
        "hijri month year",
        (maybe(Pattern(_HEAD, frozenset({"شهر"}))), Words("hijri_month", clitic=True), Pattern(_YEAR)),
        read_month,
    ),
)
