"""Of which time a figure or event is told, and how it lies to it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.facts.clause import openers
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.lexicon import Lexicon, alternation
from pipeline.records import Mention
from pipeline.text import Span, fold
from pipeline.values import Figure, Timex, Value

AHEAD = frozenset({"expected", "planned", "target"})
_LEAD = 32
_FAR = 72
_OF_A_YEAR = re.compile(r"(?<![^\W_])(?:برسم\s{1,2}(?:سنه|عام|موسم)|لسنه|لعام|لموسم)\s{1,2}\d{4}\Z")
# «على بعد أيام من انتخابات 7 أكتوبر», «بعد شهرين من زلزال شتنبر»: another day than the one that is named.
_APART = re.compile(
    r"(?<![^\W_])و?(?:علي\s{1,2}بعد|بعد|قبل|قبيل|بعيد)\s{1,2}(?:[^\W_]{1,12}\s{1,2})?"
    r"(?:يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|شهور|اشهر|سنه|سنتين|سنوات|عام|عامين|اعوام|ساعات|ساعه)"
    r"(?:\s{1,2}(?:[^\W_]{2,12}\s{1,2})?)(?:من|عن|علي)\s{1,2}[^,.;:()]{0,40}\Z"
)
# «بنهاية 2026», «عند متم يونيو»: the end is when it is done; «خلال نهاية الأسبوع» is during.
_BY = re.compile(r"(?<![^\W_])و?(?:بحلول|في افق|في افاق|افق|افاق|مع|عند|قبل|في غضون|في حدود|في اجل|لغايه)\s{0,3}\Z")
_SINCE = re.compile(r"(?<![^\W_])و?(?:منذ|مذ|ابتداء من|بدءا من|انطلاقا من|اعتبارا من|ابتداء|بدايه من)\s{0,3}\Z")
_EARLIER = re.compile(r"(?<![^\W_])(?:كان|كانت|كانوا)\s{1,3}قد(?![^\W_])")
_FROM = re.compile(r"(?<![^\W_])و?من\s{0,3}\Z")
_ENDS = re.compile(r"(?<![^\W_])و?(?:حتي|الي)(?![^\W_])")
_TO = re.compile(r"\s{0,3}الي\s{1,3}(?:حوالي|نحو|اكثر من|ازيد من)?\s{0,3}")
_LASTING = re.compile(r"\s{0,3},?\s{0,3}(?:و?لمده|مده|علي مدي|طيله|طوال|بعد|قبل|و?دام|و?دامت|و?استمر|و?استمرت)\s{0,3}")
_UNTIL = re.compile(r"(?<![^\W_])و?(?:حتي|الي غايه|لغايه|الي حدود|لحدود|الي)\s{0,3}\Z")
_COMPARED = re.compile(
    r"(?<![^\W_])و?(?:عن|مقارنه مع|مقارنه ب|بالمقارنه مع|قياسا الي|اخرها|اخره|اخرهم|اولها|اولاها|اولهم"
    r"|ميزانيه|قانون|دستور|دوره|موسم|مونديال|كان|جيل)"
    r"\s{0,3}(?:سنه|عام)?\s{0,3}\Z"
)


def groups(scene: Scene, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Group]:
    """The dates of a sentence that a figure or event may be told of, «منذ … وحتى …» as one."""
    found: list[Group] = []
    for mention in mentions:
        value = mention.value
        if mention.kind != "date" or not isinstance(value, Timex) or value.timex_type == "SET":
            continue
        if value.start_date is None:
            continue
        lead = scene.between(max(scene.sentence.span.start, mention.span.start - _LEAD), mention.span.start)
        if _COMPARED.search(lead):
            continue
        far = scene.between(max(scene.sentence.span.start, mention.span.start - _FAR), mention.span.start)
        if _APART.search(far):
            continue
        if found and _closes(scene, found[-1], mention, value):
            found[-1] = Group((*found[-1].mentions, mention), relation="during")
            continue
        found.append(
            Group(
                (mention,),
                relation="by" if _is_horizon(mention) else _lead(lead),
                attribute=bool(_attributes(lexicon).search(lead)),
            )
        )
    return [replace(group, attribute=True) if _is_said(scene, group, lexicon) else group for group in found]


def is_of_a_thing(scene: Scene, group: Group) -> bool:
    """Whether a year is only in the name of a thing: `نشرت لجنة ⟨كأس إفريقيا لسنة⟩ 2019 أغنيتها`, `برسم سنة 2018`."""
    start = group.start
    lead = scene.between(max(scene.sentence.span.start, start - _LEAD), group.span.end)
    return _OF_A_YEAR.search(lead) is not None


def _is_said(scene: Scene, group: Group, lexicon: Lexicon) -> bool:
    """«أعلنت الوزارة، الأحد، تشغيل 6 محطات»: the day of the announcement."""
    at = scene.clause_of(group.span.start)
    if len(group.mentions) > 1 or not _is_day(group.mentions[0].value):
        return False
    speech = openers(lexicon).of["speech"]
    since = next((n for n in range(at, -1, -1) if scene.clauses[n].kind in ("main", "complement", "contrast")), 0)
    here = [
        token.word
        for clause in scene.clauses[since : at + 1]
        for token in clause.tokens
        if token.end <= group.span.start
    ]
    verbs = [word.key for word in here if word.is_verb]
    return len(verbs) == 1 and (verbs[0] in speech or verbs[0][1:] in speech)


@lru_cache(maxsize=8)
def _attributes(lexicon: Lexicon) -> re.Pattern[str]:
    """«الاتفاقية الموقعة في يوليوز 2022»: the date of the agreement, not of what it says."""
    words = alternation(openers(lexicon).of["attribute"])
    return re.compile(rf"(?<![^\W_])و?{words}\s{{1,3}}(?:(?:في|ب|بتاريخ|يوم|خلال|شهر)\s{{0,3}}){{0,3}}\Z")


def _is_horizon(mention: Mention) -> bool:
    """«أفق 2030» says by itself that it is by then."""
    return _begins_horizon(mention.surface)


@lru_cache(maxsize=4096)
def _begins_horizon(surface: str) -> bool:
    return fold(surface).text.startswith(("افق", "افاق"))


def _lead(lead: str) -> str | None:
    for pattern, relation in ((_SINCE, "since"), (_UNTIL, "until"), (_BY, "by")):
        if pattern.search(lead):
            return relation
    return None


def _closes(scene: Scene, group: Group, mention: Mention, value: Timex) -> bool:
    """Whether a date is the end of what the one before began."""
    first = group.mentions[0].value
    if len(group.mentions) > 1 or not isinstance(first, Timex) or first.start_date is None or value.end_date is None:
        return False
    between = scene.between(group.span.end, mention.span.start)
    begins = group.relation == "since" or first.modifier in ("ON_OR_AFTER", "AFTER")
    return begins and len(between) < _LEAD and bool(_UNTIL.search(between)) and first.start_date <= value.end_date


def relation(group: Group, status: str | None, *, is_event: bool, is_stretch: bool = False) -> str:
    """How a fact lies to its time: `بحلول فبراير 2026` -> by where it is ahead, as_of where it is reached."""
    value = group.mentions[0].value
    if len(group.mentions) > 1 or not isinstance(value, Timex):
        return "during"
    if "/" in (value.timex_value or ""):
        # «ابتداء من السنة الدراسية 2019-2020» has no end, «منذ 2015 وحتى 2024» has one.
        closed = _ENDS.search(fold(group.mentions[0].surface).text)
        return "since" if group.relation == "since" and not closed else "during"
    ahead = status in AHEAD
    if value.modifier in ("ON_OR_AFTER", "AFTER") or group.relation == "since":
        return "since"
    if value.modifier in ("ON_OR_BEFORE", "BEFORE") or group.relation == "until":
        lasts = status == "ongoing" or ((is_event or is_stretch) and group.relation == "until")
        return "by" if ahead else "until" if lasts else "as_of"
    if value.modifier == "END" or group.relation == "by":
        return "by" if ahead else "during" if is_event else "as_of"
    return "during"


def is_stretch(value: Value) -> bool:
    """Whether a value is a length of time, which may last until a day."""
    return isinstance(value, Figure) and value.dimension == "duration"


def is_of_before(scene: Scene, figure: Span, taken: Taken | None) -> bool:
    """Whether a time is that of something earlier: `استعادت ⟨3 قطع⟩ كانت قد حجزتها الجمارك سنة 2007`."""
    if taken is None or taken.group.start < figure.end:
        return False
    return _EARLIER.search(scene.between(figure.end, taken.group.start)) is not None


def begins_there(scene: Scene, figure: Span, taken: Taken | None) -> bool:
    """Whether a figure is only where a change began: `من ⟨15 مليونا⟩ إلى 380 مليون درهم سنة 2029`."""
    if taken is None or taken.group.start < figure.end or taken.how != "clause":
        return False
    other = next((anchor for anchor in scene.anchors if figure.end <= anchor.start < taken.group.start), None)
    if other is None or not _FROM.search(
        scene.between(max(scene.sentence.span.start, figure.start - _LEAD), figure.start)
    ):
        return False
    return bool(_TO.fullmatch(scene.between(figure.end, other.start)))


def follows_directly(scene: Scene, figure: Span, group: Group) -> bool:
    """Whether a stretch of time stands right after its date: `دخلت حيز التنفيذ في 2014، لمدة ⟨أربع سنوات⟩`."""
    return group.span.end <= figure.start and bool(_LASTING.fullmatch(scene.between(group.span.end, figure.start)))


def said_on(scene: Scene, anchor: Span, groups: Sequence[Group], lexicon: Lexicon) -> Mention | None:
    """The day on which it was said: `قال الوزير، الثلاثاء، إن 300 سرير …` -> that Tuesday."""
    if not any(group.attribute for group in groups):
        return None
    at = scene.clause_of(anchor.start)
    opened = next((n for n in range(at, 0, -1) if scene.clauses[n].kind == "complement"), at + 1)
    since = next((n for n in range(opened - 1, -1, -1) if scene.clauses[n].kind in ("main", "complement")), 0)
    start = scene.clauses[since].start
    before = [one for one in groups if one.attribute and start <= one.span.start < anchor.start]
    said = [one for one in before if _is_said(scene, one, lexicon)]
    return said[-1].mentions[0] if said else None


def _is_day(value: Value) -> bool:
    return isinstance(value, Timex) and value.grain == "day" and value.start_date == value.end_date is not None
