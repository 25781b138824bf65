"""Years and what is larger or named after them: «سنة 2026», «موسم 2010-2011», «الفصل الثالث من 2025», «التسعينيات»."""

from pipeline import calendars
from pipeline.extract.date.part import (
    ALONE,
    ERA,
    GREGORIAN_YEAR,
    HIJRI_ERA,
    RECENT_YEAR,
    alone,
    blocked,
    bound,
    comes_after,
    counts,
    follows,
    leaning,
    modifier,
    timex,
    year_period,
)
from pipeline.extract.rule import DIGITS, LETTER, START, Found, Match, Pattern, Read, Rule, Words, either, maybe
from pipeline.values import Lean, Number, Timex


def read_cued(match: Match) -> Timex | None:
    """«سنة 2026» -> 2026; «في آفاق 2030» -> 2030; «نهاية عام 2025» -> 2025 END."""
    return timex(year_period(match.match["year"]), modifier(match))


def read_modified(match: Match) -> Timex | None:
    """«بنهاية 2026» -> 2026 END, but «بداية 2000 عامل» holds a number."""
    return None if counts(match) else timex(year_period(match.match["year"]), modifier(match))


def read_in_words(match: Match) -> Timex | None:
    """«عام ألفين وسبعة وعشرين» -> 2027, but «سنة ألف» is none."""
    year = _spoken(match)
    return timex(calendars.year(year), modifier(match)) if year and not counts(match) else None


def _spoken(match: Match) -> int | None:
    mention = match.mention("number")
    value = mention.value if mention else None
    if not isinstance(value, Number) or not value.words or value.value != int(value.value):
        return None
    year = int(value.value)
    return year if 1001 <= year <= 2100 and not (year < 2000 and year % 100 == 0) else None


def read_part_in_words(match: Match) -> Timex | None:
    """«الربع الثالث من ألفين وعشرين» -> 2020-Q3."""
    period, ordinal, year = match.row("period"), match.row("date_ordinal"), _spoken(match)
    if period is None or ordinal is None or year is None or counts(match):
        return None
    number, named = int(ordinal["number"]), {"quarter": calendars.quarter, "half": calendars.half}.get(period["grain"])
    if named is None or number > (4 if period["grain"] == "quarter" else 2):
        return None
    return timex(named(year, number), bound(match))


def read_lone(match: Match) -> Timex | None:
    """«2015» where nothing else stands: a heading, the cell of a table."""
    return timex(year_period(match.match["year"])) if alone(match) else None


def read_after_preposition(match: Match) -> Read | None:
    """«في 2018» -> 2018; «منذ 2015» -> 2015 ON_OR_AFTER; «في 2000 مركز» is no year."""
    if counts(match):
        return None
    row = match.lexicon["date_bound"].find(match.match["year_preposition"])
    return Read(timex(year_period(match.match["year"]), row["modifier"] if row else None), span=("year", "era"))


def read_hijri_year(match: Match) -> Timex | None:
    """«سنة 1445 هـ» -> the Gregorian days that it may cover, APPROX."""
    year = int(match.match["hijri"])
    period = calendars.hijri_period(year)
    if period is None:
        return Timex(grain="year", hijri=f"{year:04d}")
    return Timex("DATE", period.value, period.start, period.end, "year", "APPROX", hijri=f"{year:04d}")


def read_years(match: Match) -> Timex | list[Read] | None:
    """«موسم 2010-2011» -> 2010/2011; «من 2015 إلى 2020»; «عامي 1980 و2006» are two, «بين عامي 1980 و2006» one."""
    first, last = int(match.match["first"]), int(match.match["last"])
    cued = match.text("year_cue") is not None
    if not first < last <= first + 100 or blocked(match, "year") or (not cued and counts(match)):
        return None
    if match.text("slash") and not cued and last != first + 1:
        return None
    if match.text("joint") == "و" and not cued and not comes_after(match, "بين"):
        return None
    years = calendars.year(first), calendars.year(last)
    if match.text("joint") == "و" and last > first + 1 and not comes_after(match, "بين"):
        return [Read(timex(one), span=(name, name)) for one, name in zip(years, ("first", "last"), strict=True)]
    return timex(calendars.between(*years))


def read_part(match: Match) -> Timex | None:
    """«الفصل الثالث من 2025» -> 2025-Q3; «النصف الأول من السنة الجارية» leans; «الفصل 92 من الدستور» is an article."""
    period, ordinal = match.row("period"), match.row("date_ordinal")
    if period is None or ordinal is None or period["grain"] not in {"quarter", "half"}:
        return None
    grain, number = period["grain"], int(ordinal["number"])
    if number > (4 if grain == "quarter" else 2):
        return None
    year = match.text("year")
    if year is not None:
        named = calendars.quarter if grain == "quarter" else calendars.half
        return timex(named(int(year), number), bound(match))
    when = match.row("deictic")
    shift = when["shift"] if when else "0"
    same = shift in {"same", "before", "after"}
    amount = {"before": -1, "after": 1, "same": 0}[shift] if same else int(shift)
    # The number of the part stands where a month would.
    return leaning(Lean("same" if same else "shift", grain, amount, month=number), grain, bound(match))


def read_season(match: Match) -> Timex | None:
    """«صيف 2025» -> 2025-SU."""
    row = match.row("season")
    return timex(calendars.season(int(match.match["year"]), row["timex"]), modifier(match)) if row else None


def read_decade(match: Match) -> Timex | None:
    """«التسعينيات» -> 199; «في الخمسينيات من عمره» is an age."""
    row = match.row("decade")
    if row is None or follows(match, r"\s{1,3}من\s{1,3}(?:ال)?(?:ا?عمر|اعمار)"):
        return None
    decade = int(row["decade"])
    if match.text("century") is None and decade == 192:
        return None  # the 1920s or the 2020s
    return timex(calendars.decade(decade), modifier(match))


def read_century(match: Match) -> Timex | None:
    """«القرن التاسع عشر» -> 18; «القرن العشرين» -> 19."""
    row = match.row("date_ordinal")
    number = int(row["number"]) if row else 0
    if not 2 <= number <= 22 or follows(match, r"\s{1,3}(?:قبل\s{1,3}الميلاد|ق\s?\.?\s?م(?!\w))"):
        return None
    return timex(calendars.century(number - 1), modifier(match))


_MODIFIER = Words("date_modifier", clitic=True)
_YEAR = rf"(?P<year>{GREGORIAN_YEAR}){ERA}"
_RECENT = rf"{ALONE}(?P<year>{RECENT_YEAR})(?P<era>{ERA})"
_OF = r"(?:(?:من|ل|في)\s{0,2})?(?:(?:ل?سنه|ل?عام|السنه|العام|للسنه|للعام)\s{1,3})?"
_JOINT = r"(?:\s?(?:-|(?P<slash>/))\s?|\s{0,2}(?P<joint>و)\s?|\s(?:الي|حتي|الي\s{1,3}غايه)\s{1,3}(?:(?:سنه|عام)\s)?)"
_YEARS = rf"{ALONE}(?P<first>(?:19|20)\d\d)(?!\d){_JOINT}(?P<last>{RECENT_YEAR})(?!\s?[-/]\s?\d)"

RULES = (
    Rule("year cue + year", (maybe(_MODIFIER), Words("year_cue", clitic=True), Pattern(_YEAR, DIGITS)), read_cued),
    Rule(
        "year cue + year in words",
        (maybe(_MODIFIER), Words("year_cue", clitic=True), Found("number")),
        read_in_words,
    ),
    Rule(
        "part of a year in words",
        (Words("period", clitic=True), Words("date_ordinal"), Pattern(_OF), Found("number")),
        read_part_in_words,
    ),
    Rule("year alone", (Pattern(_RECENT, DIGITS),), read_lone),
    Rule("modifier + year", (_MODIFIER, Pattern(_RECENT, DIGITS)), read_modified),
    Rule(
        "preposition + year",
        (Words("year_preposition", clitic=True), Pattern(_RECENT, DIGITS)),
        read_after_preposition,
    ),
    Rule(
        "year cue + hijri year",
        (Words("year_cue", clitic=True), Pattern(rf"{ALONE}(?P<hijri>1[2-5]\d\d){HIJRI_ERA}", DIGITS)),
        read_hijri_year,
    ),
    Rule("hijri year", (Pattern(rf"{ALONE}(?P<hijri>1[2-5]\d\d){HIJRI_ERA}", DIGITS),), read_hijri_year),
    Rule("years", (Pattern(_YEARS, DIGITS),), read_years),
    Rule("year cue + years", (Words("year_cue", clitic=True), Pattern(_YEARS, DIGITS)), read_years),
    Rule(
        "part of a year",
        (
            Words("period", clitic=True),
            Words("date_ordinal"),
            either(
                (Pattern(rf"{_OF}{_YEAR}"),),
                (Pattern(r"من\s{1,3}(?:السنه|العام)"), Words("deictic")),
                (Pattern(rf"من\s{{1,3}}(?:هذا\s{{1,3}}العام|هذه\s{{1,3}}السنه)(?!{LETTER})"),),
            ),
        ),
        read_part,
    ),
    Rule("season year", (maybe(_MODIFIER), Words("season", clitic=True), Pattern(rf"{_OF}{_YEAR}")), read_season),
    Rule(
        "decade",
        (
            maybe(_MODIFIER),
            Words("decade", clitic=True),
            maybe(Pattern(rf"(?P<century>(?:من\s{{1,3}})?القرن\s{{1,3}}(?:الماضي|العشرين|المنصرم)(?!{LETTER}))")),
        ),
        read_decade,
    ),
    Rule(
        "century",
        (
            maybe(_MODIFIER),
            Pattern(rf"{START}(?:ال|(?<=ل)ل)قرن(?!{LETTER})", frozenset({"القرن"})),
            Words("date_ordinal"),
        ),
        read_century,
    ),
)
