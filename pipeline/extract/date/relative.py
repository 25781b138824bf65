"""Dates that lean on another: «الثلاثاء», «أمس الأحد», «العام الجاري», «قبل ثلاثة أيام», «نفس السنة»."""

from pipeline.extract.date.part import (
    AFTER_WEEKDAY,
    DAY_DIGITS,
    ahead,
    alone,
    blocked,
    bound,
    comes_after,
    follows,
    leaning,
    modifier,
    weekday_number,
)
from pipeline.extract.rule import DIGITS, LETTER, START, Found, Match, Pattern, Rule, Words, either, maybe
from pipeline.values import Lean, Number, Timex

# «قبل يومين من الانتخابات» leans on another event; «بعد ثلاثين عاما في الحكم» is a duration.
_NO_OTHER = rf"(?!\s{{1,3}}(?:من|علي|عن)(?!{LETTER}))"
_NOW = r"\s?(?:[.,;:!?)»]|$)|\s{1,3}من\s{1,3}(?:الان|اليوم)(?!\w)"
_UNTIL = (
    r"\s{1,3}و?(?:الي|حتي)\s{1,3}(?:غايه\s{1,3})?(?:يوم\s{1,3})?"
    r"(?:(?:ال)?غد|ال(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد))(?!\w)"
)
# After a bare number nothing may be counted.
_CLOSED = r"\s?(?:[.,;:!?)»-]|$)|\s{1,3}(?:حتي|الي)\s"
_EXACT = r"(?<!\w)[وف]?(?:منذ|قبل|بعد|حتي|بين|يوم|ليوم|صباح|مساء|ليله|ظهر|من|الي|الي غايه)"
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
    direction = _ORDER[shift] if shift in _ORDER else int(shift)
    strict = when is not None and direction != 0
    # An explicit «الماضي» or «المقبل» leaves the anchor's own day out.
    return leaning(Lean("weekday", "day", int(strict), weekday=weekday, direction=direction), "day", bound(match))


def read_this_weekday(match: Match) -> Timex | None:
    """«هذا الجمعة» -> the Friday of this week."""
    weekday = weekday_number(match)
    if weekday is None:
        return None
    return leaning(Lean("shift", "week", part=("weekday", weekday, 1)), "day", bound(match))


def read_weekday_and_number(match: Match) -> Timex | None:
    """«الجمعة 15», «الأحد السابع عشر» -> the nearest Friday that is a 15th, where nothing is counted."""
    weekday, ordinal = weekday_number(match), match.row("date_ordinal")
    number = int(match.match["day"]) if match.text("day") else int(ordinal["number"]) if ordinal else 0
    if weekday is None or not 1 <= number <= 31 or not follows(match, _CLOSED):
        return None
    if ordinal and number <= 5:
        part = ("weekday", weekday, number)
        return leaning(Lean("shift", "month", part=part), "day", bound(match)) if alone(match) or ahead(match) else None
    return leaning(Lean("weekday", "day", day=number, weekday=weekday), "day", bound(match))


def read_day_number(match: Match) -> Timex | None:
    """«يوم 27» -> the nearest 27th; «يوم 27 عاملا» holds a figure."""
    if not follows(match, _CLOSED) or not (alone(match) or follows(match, r"\s?(?:[.,]|$)")):
        return None
    return leaning(Lean("shift", "month", part=("day", int(match.match["day"]), 0)), "day", bound(match))


def read_season(match: Match) -> Timex | None:
    """«الصيف الماضي», «هذا الشتاء» -> the season, which leans."""
    row, when = match.row("season"), match.row("deictic")
    if row is None or (when and when["shift"] in _ORDER):
        return None
    shift = int(when["shift"]) if when else 0
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[row["timex"]]
    return leaning(Lean("season", "season", shift, month=month, direction=shift), "season", modifier(match))


def read_weekend(match: Match) -> Timex | None:
    """«نهاية هذا الأسبوع», «عطلة نهاية الأسبوع» -> the weekend, by «هذا» or by the tense."""
    this = int("هذا" in match.match[0])
    return leaning(Lean("weekend", "weekend", this), "weekend", bound(match))


def read_rest(match: Match) -> Timex | None:
    """«بقية الشهر», «ما تبقى من السنة الجارية» -> from the day of publication to the end of the period."""
    period = match.row("period")
    if period is None or period["count"] != "1" or period["grain"] not in {"week", "month", "year"}:
        return None
    return leaning(Lean("rest", period["grain"]), period["grain"])


def read_in(match: Match) -> Timex | None:
    """«خلال 3 أيام» where nothing else is said is how programmes say "in three days"; else it is a duration."""
    period = match.row("period")
    if period is None or period["grain"] in _LOOSE or not alone(match):
        return None
    count = _amount(match, period["count"])
    if count is None or (match.text("number") is None and period["count"] == "1" and not _one(match)):
        return None
    return leaning(Lean("shift", period["grain"], count), period["grain"])


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
    if row is None:
        return None
    word = match.match["relative_day"]
    loose = row["shift"] == "0" or word in {"غد", "الغد", "الامس", "لغد"}
    if loose and not (alone(match) or _firm(match, row["shift"])):
        return None
    return leaning(Lean("shift", "day", int(row["shift"])), "day", bound(match))


def _firm(match: Match, shift: str) -> bool:
    """«سيلتقي اليوم», «من اليوم إلى غاية الأحد», «منذ الغد»: not the loose «اليوم», «مدن الغد»."""
    if shift == "0":
        return ahead(match) or follows(match, _UNTIL)
    return comes_after(match, _EXACT)


def read_period(match: Match) -> Timex | None:
    """«العام الجاري», «الأسبوع المقبل», «الشهر نفسه», «السنة المالية الماضية»."""
    period, when = match.row("period"), match.row("deictic")
    if period is None or when is None or period["count"] != "1" or when.word == "الأخير":
        return None
    if blocked(match, "period"):
        return None  # «الأمين العام الحالي»
    grain, shift = period["grain"], when["shift"]
    if not match.match["period"].startswith(("ال", "لل", "ل", "نهايه", "عطله")):
        return None  # «شهر مقبل» names none
    if shift in _ORDER:
        return None if grain in _LOOSE else leaning(Lean("same", grain, _ORDER[shift]), grain, modifier(match))
    if grain == "day" and (shift == "0" or when.word not in {"الماضي", "المنصرم"}):
        return None
    if grain in {"quarter", "half"} or (grain in {"decade", "century"} and shift == "0"):
        return None
    if grain == "decade" and shift == "+1" and not comes_after(match, r"(?<!\w)(?:في|خلال|طيله|غضون)"):
        return None  # «العقد المقبل للاعب» is a contract
    return leaning(Lean("shift", grain, int(shift)), grain, modifier(match))


def read_this(match: Match) -> Timex | None:
    """«هذا العام» -> this year; «ذلك العام», «نفس السنة» -> the last year mentioned."""
    period = match.row("period")
    if period is None or period["count"] != "1" or period["grain"] in _LOOSE | {"century"}:
        return None
    grain, this = period["grain"], match.match["this"] in {"هذا", "هذه"}
    if grain == "day" and this and not (alone(match) or ahead(match)):
        return None
    return leaning(Lean("shift" if this else "same", grain), grain, modifier(match))


def read_amount(match: Match) -> Timex | None:
    """«قبل ثلاثة أيام» -> three days before; «بعد أسبوع من ذلك» leans on something else."""
    period = match.row("period")
    way = match.match["way"]
    if match.text("one") and not _one(match):
        return None
    if period is None or period["grain"] in _LOOSE or not follows(match, _NOW if way == "بعد" else _NO_OTHER):
        return None
    if way == "منذ":
        return _since(match, period["grain"], period["count"])
    count = _amount(match, period["count"])
    if count is None or period["grain"] == "century":
        return None
    if (
        match.text("number") is None
        and not _one(match)
        and period["count"] == "1"
        and (way == "بعد" or not follows(match, r"\s?(?:[.,;:!?)»]|$)"))
    ):
        return None  # «قبل شهر رمضان», «بعد سنة 2000»
    # «بعد أسبوعين من الآن» names a day.
    exact = period["grain"] == "week" and follows(match, r"\s{1,3}من\s{1,3}(?:الان|اليوم)")
    grain, count = ("day", 7 * count) if exact else (period["grain"], count)
    if way == "قبل":
        return leaning(Lean("shift", grain, -count), grain)
    return leaning(Lean("shift", grain, count, direction=1), grain)


def _since(match: Match, grain: str, counted: str) -> Timex | None:
    """«منذ خمس سنوات» -> that year, ON_OR_AFTER; «منذ سنوات» names none."""
    count = _amount(match, counted)
    if count is None or (match.text("number") is None and counted == "1" and not _one(match)):
        return None
    return leaning(Lean("shift", grain, -count), grain, "ON_OR_AFTER")


def _one(match: Match) -> bool:
    """«قبل يوم واحد», and never «قبل سنة 30 عاملا»."""
    mention = match.mention("one")
    return mention is not None and isinstance(mention.value, Number) and mention.value.value == 1


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
            Pattern(rf"{START}(?:يومي|ايام)\s", frozenset({"يومي", "ايام"})),
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
        "weekend",
        (
            Pattern(
                rf"{START}(?:(?:عطله\s)?نهايه\s(?:هذا\s)?(?:ال|ل)?اسبوع(?:ي)?|هذا\s(?:ال)?ويكند)(?!{LETTER})(?!\s(?:ال(?!ي)|من|هذا))",
                frozenset({"عطله", "نهايه", "هذا"}),
            ),
        ),
        read_weekend,
        hints=frozenset({"اسبوع", "اسبوعي", "ويكند"}),
    ),
    Rule(
        "this period",
        (
            _MODIFIER,
            Pattern(
                rf"{START}(?P<this>هذا|هذه|ذلك|تلك|نفس|ذات)\s",
                frozenset({"هذا", "هذه", "ذلك", "تلك", "نفس", "ذات"}),
            ),
            Words("period"),
        ),
        read_this,
    ),
    Rule(
        "amount of periods ago",
        (
            Pattern(
                rf"{START}(?P<way>قبل|بعد|منذ)\s{{1,3}}(?:حوالي|نحو|ازيد\s{{1,3}}من|اكثر\s{{1,3}}من)?",
                frozenset({"قبل", "بعد", "منذ"}),
            ),
            maybe(Found("number")),
            Words("period"),
            maybe(Found("number", "one")),
        ),
        read_amount,
        claims=False,
    ),
    Rule(
        "in an amount of periods",
        (
            Pattern(rf"{START}(?P<way>خلال|في)\s{{1,3}}", frozenset({"خلال", "في"})),
            maybe(Found("number")),
            Words("period"),
            maybe(Found("number", "one")),
        ),
        read_in,
        claims=False,
    ),
    Rule(
        "this weekday",
        (Pattern(rf"{START}هذا\s{{1,3}}(?:يوم\s)?", frozenset({"هذا"})), Words("weekday", clitic=True)),
        read_this_weekday,
    ),
    Rule(
        "weekday + day",
        (
            Words("weekday", clitic=True),
            either((Pattern(r"(?P<day>[12]\d|3[01]|[1-9])(?!\d)"),), (Words("date_ordinal"),)),
        ),
        read_weekday_and_number,
    ),
    Rule(
        "day of the month",
        (Pattern(rf"{START}(?:ل?يوم)\s{{1,3}}(?P<day>{DAY_DIGITS})", frozenset({"يوم", "ليوم"})),),
        read_day_number,
        hints=DIGITS,
    ),
    Rule("season + deictic", (_MODIFIER, Words("season", clitic=True), Words("deictic")), read_season),
    Rule("this season", (Pattern(rf"{START}هذا\s", frozenset({"هذا"})), Words("season")), read_season),
    Rule(
        "rest of a period",
        (
            Pattern(rf"{START}(?:باقي|بقيه|ما\sتبقي\sمن)\s(?:هذا\s|هذه\s)?", frozenset({"باقي", "بقيه", "ما"})),
            Words("period"),
            maybe(Pattern(rf"(?:الجاري|الجاريه|الحالي|الحاليه)(?!{LETTER})")),
        ),
        read_rest,
        hints=frozenset({"باقي", "بقيه", "تبقي"}),
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
