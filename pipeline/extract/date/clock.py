"""Times of day and what comes round: «الساعة الثامنة صباحا», «23:56», «كل يوم اثنين», «سنويا»."""

from pipeline.extract.rule import LETTER, START, Match, Pattern, Rule, Words, either, maybe
from pipeline.values import Timex


def read_clock(match: Match) -> Timex | None:
    """«23:56» -> T23:56; «الساعة الثامنة مساء» -> T20:00; «الساعة الثالثة و45 دقيقة» -> T15:45 after noon only."""
    row = match.row("hour")
    hour = int(row["hour"]) if row else int(match.match["digits"])
    minute = int(
        match.text("minute") or match.text("minutes") or {"النصف": 30, "الربع": 15}.get(match.text("share") or "", 0)
    )
    part = match.row("day_part")
    if part and hour < 12 and hour < (int(part["from_hour"]) or 12) and int(part["add"]):
        hour += int(part["add"])
    if hour > 24 or minute > 59:
        return None
    return Timex("TIME", f"T{hour:02d}:{minute:02d}", grain="minute" if minute or match.text("minute") else "hour")


def read_set(match: Match) -> Timex | None:
    """«كل يوم اثنين» -> XXXX-WXX-1; «سنويا» -> P1Y."""
    row = match.row("set")
    return Timex("SET", row["timex"]) if row else None


_HOUR = rf"{START}(?:ال|(?<=ل)ل)ساعه(?!{LETTER})"
_PAST = rf"و\s?(?:(?P<minutes>[0-5]?\d)\s?دقيقه|(?P<share>النصف|الربع))(?!{LETTER})"
_TIME = r"(?<![\d.,:/-])(?P<digits>[01]?\d|2[0-4])\s?:\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?!:)"
_H = r"(?<![\d.,:/-])(?P<digits>[01]?\d|2[0-4])\s?[hس](?P<minute>[0-5]\d)(?!\d)"

RULES = (
    Rule("hour:minute", (Pattern(_TIME), maybe(Words("day_part"))), read_clock),
    Rule("hour h minute", (Pattern(_H),), read_clock),
    Rule(
        "the hour",
        (
            Pattern(_HOUR),
            either((Words("hour"),), (Pattern(r"(?P<digits>[01]?\d|2[0-4])(?![\d:.,])"),)),
            maybe(Pattern(_PAST)),
            maybe(Words("day_part")),
        ),
        read_clock,
    ),
    Rule("hour + part of the day", (Words("hour", clitic=True), maybe(Pattern(_PAST)), Words("day_part")), read_clock),
    Rule("set", (Words("set", clitic=True),), read_set, claims=False),
)
