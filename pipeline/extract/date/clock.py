"""Times of day and what comes round: «الساعة الثامنة صباحا», «23:56», «كل يوم اثنين», «سنويا»."""

from pipeline.extract.date.part import alone, comes_after
from pipeline.extract.rule import DIGITS, LETTER, START, Found, Match, Pattern, Rule, Words, either, maybe
from pipeline.values import Number, Timex


def read_clock(match: Match) -> Timex | None:
    """«23:56» -> T23:56; «الساعة الثامنة مساء» -> T20:00; «الساعة الثالثة و45 دقيقة» -> T15:45 after noon only."""
    row = match.row("hour")
    hour = int(row["hour"]) if row else int(match.match["digits"])
    minute = int(match.text("minute") or match.text("minutes") or _SHARES.get(match.text("share") or "", 0))
    less = int(match.text("less_minutes") or _SHARES.get(match.text("less") or "", 0))
    part = match.row("day_part")
    if part and hour < 12 and hour < (int(part["from_hour"]) or 12) and int(part["add"]):
        hour += int(part["add"])
    if hour > 24 or minute > 59 or (less and not hour):
        return None
    if less:
        hour, minute = hour - 1, 60 - less
    return Timex("TIME", f"T{hour:02d}:{minute:02d}", grain="minute" if minute or match.text("minute") else "hour")


def read_hour(match: Match) -> Timex | None:
    """«في السابعة» after a day, «8 مساء» after «في»: an hour that no word names as one."""
    if match.text("digits") and not (comes_after(match, _AT) or alone(match)):
        return None  # «قتل 8 مساء أمس»
    return read_clock(match)


def read_hour_of_day(match: Match) -> Timex | None:
    """«هذا الصباح في السابعة» -> T07:00, «هذه الليلة في 7» -> T19:00."""
    row = match.row("hour")
    hour = int(row["hour"]) if row else int(match.match["digits"])
    if match.match["part"] in {"المساء", "الليله", "الليلة"} and hour < 12:
        hour += 12
    return Timex("TIME", f"T{hour:02d}:00", grain="hour") if hour <= 24 else None


def read_every(match: Match) -> Timex | None:
    """«كل يومين» -> P2D, «كل ثلاثة أسابيع» -> P3W."""
    period, mention = match.row("period"), match.mention("number")
    code = _CODES.get(period["grain"]) if period else None
    value = mention.value if mention else None
    if period is None or code is None:
        return None
    if isinstance(value, Number):
        count = int(value.value) if value.value == int(value.value) else 0
    else:
        count = 2 if period["count"] == "2" else 0
    return Timex("SET", f"P{count}{code}") if 2 <= count <= 100 else None


def read_set(match: Match) -> Timex | None:
    """«كل يوم اثنين» -> XXXX-WXX-1; «سنويا» -> P1Y."""
    row = match.row("set")
    return Timex("SET", row["timex"]) if row else None


_SHARES = {"النصف": 30, "الربع": 15, "الثلث": 20, "ربعا": 15, "ربع": 15, "ثلثا": 20, "ثلث": 20}
_CODES = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_AT = r"(?:(?<!\w)[وف]?(?:في|علي|عند|الي|حتي|من|بين|قبل|بعد|حوالي|ساعه|الساعه)|,|-)"
_HOUR = rf"{START}(?:ال|(?<=ل)ل)ساعه(?!{LETTER})"
_SECONDS = r"(?:\sو\s?[0-5]?\d\s?(?:ثانيه|ثوان[يى]?))?"
_PAST = rf"و\s?(?:(?P<minutes>[0-5]?\d)\s?(?:دقيقه|دقايق){_SECONDS}|(?P<share>النصف|الربع|الثلث))(?!{LETTER})"
_LESS = rf"الا\s(?:(?P<less>الربع|ربعا|ربع|الثلث|ثلثا|ثلث)|(?P<less_minutes>[1-5]?\d)\s?دقيقه)(?!{LETTER})"
_TIME = r"(?<![\d.,:/-])(?P<digits>[01]?\d|2[0-4])\s?:\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?!:)"
_H = r"(?<![\d.,:/-])(?P<digits>[01]?\d|2[0-4])\s?[hس](?P<minute>[0-5]\d)(?!\d)"

RULES = (
    Rule("hour:minute", (Pattern(_TIME, DIGITS), maybe(Words("day_part"))), read_clock),
    Rule("hour h minute", (Pattern(_H, DIGITS),), read_clock),
    Rule(
        "the hour",
        (
            Pattern(_HOUR, frozenset({"الساعه"})),
            maybe(Pattern(r"(?:تمام|حدود)\s")),
            either((Words("hour"),), (Pattern(r"(?P<digits>[01]?\d|2[0-4])(?![\d:.,])"),)),
            maybe(either((Pattern(_PAST),), (Pattern(_LESS),))),
            maybe(Words("day_part")),
        ),
        read_clock,
    ),
    Rule(
        "the hour, part of the day, minutes",
        (
            Pattern(_HOUR),
            either((Words("hour"),), (Pattern(r"(?P<digits>[01]?\d|2[0-4])(?![\d:.,])"),)),
            Words("day_part"),
            Pattern(_PAST),
        ),
        read_clock,
        hints=frozenset({"ساعه"}),
    ),
    Rule(
        "hour + part of the day",
        (Words("hour", clitic=True), maybe(either((Pattern(_PAST),), (Pattern(_LESS),))), Words("day_part")),
        read_clock,
    ),
    Rule("hour less a quarter", (Words("hour", clitic=True), Pattern(_LESS)), read_clock),
    Rule(
        "digits + part of the day",
        (Pattern(r"(?<![\d.,:/-])(?P<digits>1[0-2]|0?[1-9])(?![\d:.])", DIGITS), Words("day_part")),
        read_hour,
    ),
    Rule(
        "part of the day + hour",
        (
            Pattern(
                rf"{START}(?:هذا|هذه|في)\s(?P<part>الصباح|المساء|الليله)\s?,?\s?(?:في|علي)\s(?:تمام\s|الساعه\s)?",
                frozenset({"هذا", "هذه", "في"}),
            ),
            either((Words("hour"),), (Pattern(r"(?P<digits>1[0-2]|[1-9])(?![\d:.])"),)),
        ),
        read_hour_of_day,
        hints=frozenset({"صباح", "مساء", "ليله"}),
    ),
    Rule(
        "every amount of periods",
        (Pattern(rf"{START}كل\s", frozenset({"كل"})), maybe(Found("number")), Words("period")),
        read_every,
        claims=False,
    ),
    Rule("set", (Words("set", clitic=True),), read_set, claims=False),
)
