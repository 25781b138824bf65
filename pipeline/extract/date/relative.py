"""Dates that lean on another: «الثلاثاء», «أمس الأحد», «العام الجاري», «قبل ثلاثة أيام», «نفس السنة»."""

from pipeline.extract.date.part import (
    AFTER_WEEKDAY,
    blocked,
    bound,
    follows,
    leaning,
    modifier,
    weekday_number,
)
from pipeline.extract.rule import LETTER, START, Found, Match, Pattern, Rule, Words, maybe
from pipeline.values import Lean, Number, Timex

# «قبل يومين من الانتخابات» leans on another event; «بعد ثلاثين عاما في الحكم» is a duration.
_NO_OTHER = rf"(?!\s{{1,3}}(?:من|علي|عن)(?!{LETTER}))"
_NOW = r"\s?(?:[.,;:!?)»]|$)|\s{1,3}من\s{1,3}(?:الان|اليوم)"
_ORDER = {"same": 0, "before": -1, "after": 1}
# «العقد السابق» is a contract, «الفصل السابق» an article.
_LOOSE = {"decade", "quarter", "half", "weekend"}


def read_weekday(match: Match) -> Timex | None:
    """«الثلاثاء», «السبت الماضي», «اليوم الأربعاء», but not «سوق الأحد», «مسجد الجمعة»."""
    weekday = weekday_number(match)
    if weekday is None or blocked(match, "weekday"):
        return None
    day = match.row("relative_day")
    if day:
        return leaning(Lean("shift", "day", int(day["shift"]), weekday=weekday), "day", bound(match))
    when = match.row("deictic")
    shift = when["shift"] if when else "0"
    direction = 1 if shift == "after" else 0 if shift in _ORDER else int(shift)
    strict = when is not None and direction != 0
    # An explicit «الماضي» or «المقبل» leaves the anchor's own day out.
    return leaning(Lean("weekday", "day", int(strict), weekday=weekday, direction=direction), "day", bound(match))


def read_weekdays(match: Match) -> Timex | None:
    """«يومي السبت والأحد المقبلين» -> two days that lean."""
    first, last = weekday_number(match, "first"), weekday_number(match, "last")
    when = match.row("deictic")
    if first is None or last is None or first == last:
        return None
    shift = when["shift"] if when else "0"
    direction = 0 if shift in _ORDER else int(shift)
    one, other = (
        leaning(Lean("weekday", "day", int(direction != 0), weekday=number, direction=direction), "day")
        for number in (first, last)
    )
    return Timex(grain="day", relative=True, lean=one.lean, last=other)


def read_day(match: Match) -> Timex | None:
    """«أمس» -> the day before; «اليوم» alone is too loose to be a date, «الغد» too."""
    row = match.row("relative_day")
    if row is None or row["shift"] == "0" or match.match["relative_day"] in {"غد", "الغد", "الامس", "لغد"}:
        return None
    return leaning(Lean("shift", "day", int(row["shift"])), "day", bound(match))


def read_period(match: Match) -> Timex | None:
    """«العام الجاري», «الأسبوع المقبل», «الشهر نفسه», «السنة المالية الماضية»."""
    period, when = match.row("period"), match.row("deictic")
    if period is None or when is None or period["count"] != "1" or when.word == "الأخير":
        return None
    grain, shift = period["grain"], when["shift"]
    if not match.match["period"].startswith(("ال", "لل", "ل", "نهايه", "عطله")):
        return None  # «شهر مقبل» names none
    if shift in _ORDER:
        return None if grain in _LOOSE else leaning(Lean("same", grain, _ORDER[shift]), grain, modifier(match))
    if grain in {"day", "quarter", "half"} or (grain in {"decade", "century"} and shift != "-1"):
        return None
    return leaning(Lean("shift", grain, int(shift)), grain, modifier(match))


def read_this(match: Match) -> Timex | None:
    """«هذا العام» -> this year; «ذلك العام», «نفس السنة» -> the last year mentioned."""
    period = match.row("period")
    if period is None or period["count"] != "1" or period["grain"] in _LOOSE | {"century"}:
        return None
    grain, this = period["grain"], match.match["this"] in {"هذا", "هذه"}
    if grain == "day" and this:
        return None
    return leaning(Lean("shift" if this else "same", grain), grain, modifier(match))


def read_amount(match: Match) -> Timex | None:
    """«قبل ثلاثة أيام» -> three days before; «بعد أسبوع من ذلك» leans on something else."""
    period = match.row("period")
    way = match.match["way"]
    if period is None or period["grain"] in _LOOSE or not follows(match, _NOW if way == "بعد" else _NO_OTHER):
        return None
    count = _amount(match, period["count"])
    if count is None or period["grain"] == "century":
        return None
    if (
        match.text("number") is None
        and period["count"] == "1"
        and (way == "بعد" or not follows(match, r"\s?(?:[.,;:!?)»]|$)"))
    ):
        return None  # «قبل شهر رمضان», «بعد سنة 2000»
    if way == "قبل":
        return leaning(Lean("shift", period["grain"], -count), period["grain"])
    return leaning(Lean("shift", period["grain"], count, direction=1), period["grain"])


def _amount(match: Match, count: str) -> int | None:
    mention = match.mention("number")
    if mention is None:
        return int(count) if count in {"1", "2"} else None
    number = mention.value
    if not isinstance(number, Number) or number.value != number.value.to_integral_value():
        return None
    return int(number.value) if 0 < number.value <= 200 else None


def read_stretch(match: Match) -> Timex | None:
    """«الأشهر الستة المقبلة», «العامين الماضيين» -> the stretch that ends or begins at the anchor."""
    period, when = match.row("period"), match.row("deictic")
    if period is None or when is None or when["shift"] not in {"-1", "+1"}:
        return None
    count = _amount(match, period["count"])
    if match.text("number") and period["count"] == "1":
        return None  # «يوم الاثنين المنصرم»
    if count is None or count < 2 or period["grain"] not in {"day", "week", "month", "year"}:
        return None
    return leaning(Lean("stretch", period["grain"], count * int(when["shift"])), period["grain"])


_MODIFIER = maybe(Words("date_modifier", clitic=True))
_KIND = rf"(?:(?:المالي|الدراسي|الجامعي|الفلاحي|القضائي|الكروي|الرياضي|الهجري|الميلادي)ه?(?!{LETTER}))?"

RULES = (
    Rule(
        "weekday",
        (
            maybe(Words("relative_day", clitic=True), Pattern(AFTER_WEEKDAY)),
            Words("weekday", clitic=True),
            maybe(Words("deictic")),
        ),
        read_weekday,
    ),
    Rule(
        "weekdays",
        (
            Pattern(rf"{START}(?:يومي|ايام)\s"),
            Words("weekday", "first"),
            Pattern(r"و"),
            Words("weekday", "last", clitic=True),
            maybe(Words("deictic")),
        ),
        read_weekdays,
    ),
    Rule("relative day", (Words("relative_day", clitic=True),), read_day),
    Rule(
        "period + deictic",
        (_MODIFIER, Words("period", clitic=True), Pattern(_KIND), Words("deictic")),
        read_period,
    ),
    Rule(
        "this period",
        (_MODIFIER, Pattern(rf"{START}(?P<this>هذا|هذه|ذلك|تلك|نفس|ذات)\s"), Words("period")),
        read_this,
    ),
    Rule(
        "amount of periods ago",
        (
            Pattern(rf"{START}(?P<way>قبل|بعد)\s{{1,3}}(?:حوالي|نحو|اكثر\s{{1,3}}من)?"),
            maybe(Found("number")),
            Words("period"),
        ),
        read_amount,
        claims=False,
    ),
    Rule(
        "last or next periods",
        (
            Words("period", clitic=True),
            maybe(Pattern(r"(?:ال)?"), Found("number")),
            Words("deictic"),
        ),
        read_stretch,
        claims=False,
    ),
)
