"""Dates that stand together: a range («من 30 ماي إلى 3 يونيو»), a Hijri and Gregorian pair, a weekday and its date."""

from dataclasses import replace

from pipeline import calendars
from pipeline.extract.date.part import comes_after
from pipeline.extract.rule import Found, Match, Pattern, Read, Rule, maybe
from pipeline.values import Timex

KIND = "date"


def read_pair(match: Match) -> Timex | None:
    """«22 من ذي القعدة 1443 (22 يونيو 2022)» -> 2022-06-22 with its Hijri date; the printed Gregorian wins."""
    first, last = _dates(match)
    if first is None or last is None or (first.hijri is None) == (last.hijri is None) or first.grain != last.grain:
        return None
    hijri, gregorian = (first, last) if first.hijri else (last, first)
    if gregorian.start_date is None:
        return None
    return replace(gregorian, hijri=hijri.hijri, anchor="pair", weekday=gregorian.weekday or hijri.weekday)


def read_range(match: Match) -> Read | None:
    """«من يناير إلى متم شتنبر 2025» -> 2025-01/2025-09; what has no year takes that of the other end."""
    first, last = _dates(match)
    if first is None or last is None or first.hijri or last.hijri:
        return None
    if any(end.last or "/" in (end.timex_value or "") for end in (first, last)):
        return None
    if match.text("and") and not comes_after(match, _BETWEEN):
        return None
    joined = join(first, last)
    return Read(joined, span=("first", "last")) if joined else None


def join(first: Timex, last: Timex) -> Timex | None:
    """One range of two dates: an end without a year takes it from the other; else both wait."""
    if first.lean and first.lean.to == "year" and last.start_date:
        first = _settle(first, last.start_date.year, last)
    elif last.lean and last.lean.to == "year" and first.start_date and not last.lean.direction:
        last = _settle(last, first.start_date.year, None, first)
    if first.start_date and last.end_date:
        if first.start_date >= last.end_date:
            return None
        if first.timex_value is None or last.timex_value is None:
            return None
        grain = max(first.grain or "day", last.grain or "day", key=calendars.GRAINS.index)
        return Timex(
            timex_value=f"{first.timex_value}/{last.timex_value}",
            start_date=first.start_date,
            end_date=last.end_date,
            grain=grain,
            relative=first.relative or last.relative,
        )
    if not (first.lean or last.lean):
        return None
    value = f"{first.timex_value}/{last.timex_value}" if first.timex_value and last.timex_value else None
    return replace(
        first, timex_value=value, modifier=None, relative=True, lean=first.lean, last=replace(last, modifier=None)
    )


def _settle(timex: Timex, year: int, before: Timex | None = None, after: Timex | None = None) -> Timex:
    to = timex.lean
    if to is None or to.month is None:
        return timex
    for candidate in (year, year - 1) if before else (year, year + 1):
        period = calendars.day(candidate, to.month, to.day) if to.day else calendars.month(candidate, to.month)
        if period is None:
            return timex
        if (before is None or (before.end_date and period.start <= before.end_date)) and (
            after is None or (after.start_date and period.end >= after.start_date)
        ):
            return replace(
                timex,
                timex_value=period.value,
                start_date=period.start,
                end_date=period.end,
                lean=None,
                relative=False,
            )
    return timex


def read_named_day(match: Match) -> Timex | None:
    """«الجمعة 30/04/2025», «أمس الأحد (5 ماي)» -> the date, with its weekday to check it."""
    first, last = _dates(match)
    if first is None or last is None or first.grain != "day" or first.timex_value or first.last or first.hijri:
        return None
    if last.grain != "day" or last.weekday is not None or last.last or last.hijri or "/" in (last.timex_value or "/"):
        return None
    if first.weekday is None and not (first.lean and first.lean.to == "shift"):
        return None
    lean = replace(last.lean, weekday=first.weekday) if last.lean else None
    return replace(last, weekday=first.weekday, lean=lean)


def read_night(match: Match) -> Read | None:
    """«ليلة الأحد الاثنين» -> from that Sunday to that Monday."""
    first, last = _dates(match)
    if not (first and last and first.weekday and last.weekday and first.lean and last.lean):
        return None
    if last.weekday != first.weekday % 7 + 1 or {first.lean.to, last.lean.to} != {"weekday"}:
        return None
    joined = join(first, last)
    return Read(joined, span=("first", "last")) if joined else None


def _dates(match: Match) -> tuple[Timex | None, Timex | None]:
    ends = [mention.value if mention else None for mention in (match.mention("first"), match.mention("last"))]
    first, last = (end if isinstance(end, Timex) and end.timex_type == "DATE" else None for end in ends)
    return first, last


_WHOSE = r"(?:يوم|صباح|مساء|نهار|شهر|سنه|عام|متم|نهايه|تاريخ)"
_TO = (
    rf",?\s?(?:و?(?:الي|حتي|لغايه)(?:\s{{1,3}}(?:غايه|حدود))?\s{{1,3}}(?:{_WHOSE}\s{{1,3}})?|-\s?|"
    rf"(?P<and>و)\s?(?:{_WHOSE}\s{{1,3}})?)"
)
_BETWEEN = r"بين(?:\s{1,3}(?:يوم|شهري|يومي|سنتي|عامي))?"

_NIGHTS = frozenset(clitic + night for clitic in ("", *"وفبل") for night in ("ليل", "ليله"))
_CLOSE = maybe(Pattern(r"(?(open)\)|(?!))"))

RULES = (
    Rule(
        "hijri and gregorian",
        (
            Found("date", "first"),
            Pattern(r"(?:[,/-]?\s?(?P<open>\()?\s?(?:(?:ال)?موافق(?:ه)?\s?(?:ل|ب)?\s?(?:يوم\s)?)?)"),
            Found("date", "last"),
            _CLOSE,
        ),
        read_pair,
        absorbs=True,
    ),
    Rule(
        "weekday + date",
        (Found("date", "first"), Pattern(r",?\s?(?P<open>\()?"), Found("date", "last"), _CLOSE),
        read_named_day,
        absorbs=True,
    ),
    Rule(
        "night between days",
        (
            Pattern(r"(?<!\w)[وفبل]?ليل(?:ه)?\s", _NIGHTS),
            Found("date", "first"),
            Pattern(r"[-/]?"),
            Found("date", "last"),
        ),
        read_night,
        absorbs=True,
    ),
    Rule(
        "date to date",
        (Found("date", "first"), Pattern(_TO), Found("date", "last")),
        read_range,
        absorbs=True,
    ),
)
