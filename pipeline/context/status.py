"""Whether a thing is done, under way, expected, planned, aimed at, suspended or cancelled."""

import re
from collections.abc import Iterator, Sequence

from pipeline.context.aside import is_aside
from pipeline.context.cue import Found, Reading, cue_at, cues, is_done_at, noun
from pipeline.context.line import Place
from pipeline.context.reach import Scene, is_in_reach, value

_TOLD = "reported"
_BESIDE = 2  # words between a verb and its own figure: «يبلغ من العمر 21 عاما»
_LISTED = 3  # words before a figure in a member of a list: «، وبناء وتجهيز 12 قاعة»
_LIST = re.compile(r",\s{0,3}و")
_DONE = frozenset({"completed", "ongoing", "suspended", "cancelled"})
_AHEAD = frozenset({"expected", "planned", "target"})
_STOPS = frozenset({"suspended", "cancelled"})
_DENIED = re.compile(r"(?<![^\W_])و?لم\s{1,3}\Z")
_WHEN = re.compile(r"\s{1,3}(?:في|سنه|عام|يوم|بتاريخ|خلال)(?![^\W_])")
_LAST = re.compile(r"[^\W_]+")
_WHAT = re.compile(r"(?<![^\W_])و?ما\s{1,3}\Z")  # «ما تعثر من الأوراش»
# «عشر اتفاقيات، وقعت بالرباط»: a verb without «و» that tells of the noun before its comma.
_TELLS = re.compile(r"\s{0,3},\s{1,3}[^\W\d_]{2,12}ت\s{1,3}(?:في|امام|خلال|سنه|عام|يوم|بين|علي|ب[^\W_]{3,})(?![^\W_])")
# «لو غادر», «كاد أن يغادر»: it was not done.
_NEARLY = frozenset({"لو", "لولا", "ولو", "كاد", "كادت", "وكاد", "كلما", "من", "اذا", "ان", "ما", "لا", "ولا"})
_WHETHER = re.compile(r"(?<![^\W_])(?:ما|عما|فيما)\s{1,3}(?:اذا|ان)\s{1,3}(?:كان|كانت|كانوا)(?![^\W_])[^,.;]{0,120}\Z")
_BEFORE_IT = re.compile(r"(?<![^\W_])قبل\s{1,3}ان\s{1,3}[يت]تم\s{1,3}(?:ال)?\Z")
_ROOT_OWNED = 5  # a root of three letters and «ها»
_SUBJECT = re.compile(r"(?<![^\W_])[وفب]?ان\s{1,3}\Z")
_LONGEST = 8  # words of a subject before its verb
_REACH = 20  # letters in which the word before a figure stands
_OPENING = 4  # letters before the first word of a clause: its comma, a space, و


def status(scene: Scene) -> Reading | None:
    """The status of a figure and the cue that says it; None where the text only tells of it.

    The nearest cue before it in its clause, else one right after it, else what the clause goes on from.
    """
    if scene.is_event and _DENIED.search(scene.text, 0, scene.target.start):
        return None  # «ما لم يطبق»
    if scene.is_event and _WHETHER.search(scene.text, 0, scene.target.start):
        return None  # «سئل عما إذا كان المجلس أصدر قرارا»
    found = _own(scene) or _inherited(scene)
    if scene.is_event and (found is None or found[0] == _TOLD):
        return _afterwards(scene) or _passive(scene) or _past(scene) or (found and found[1].reading(found[0]))
    if found is None or is_aside(scene, found):
        return None
    return found[1].reading(found[0])


def _afterwards(scene: Scene) -> Reading | None:
    """A deed after which something else was: `سلمتهم السلطات بعد ⟨اعتقالهم⟩`, but not `لم يتم بعد بناء`."""
    before = list(_LAST.finditer(scene.text, max(0, scene.target.start - _REACH), scene.target.start))
    if not before or noun("afterwards", scene.lexicon).fullmatch(before[-1][0]) is None:
        return None
    denied = any(one[0].removeprefix("و") in {"لم", "لما"} for one in before[:-1])
    return None if denied else ("completed", Place(*before[-1].span()), "status: after")


def _passive(scene: Scene) -> Reading | None:
    """A deed told of the noun before it: `بموجب قانون ⟨صدر⟩ في نونبر`; «القانون» would want «الذي»."""
    start, end = scene.target
    before = _LAST.findall(scene.text, max(0, start - _REACH), start)
    told = cue_at(scene.text, start, scene.lexicon) and _WHEN.match(scene.text, end)
    indefinite = bool(before) and not before[-1].startswith("ال") and len(before[-1]) > len("في")
    return ("completed", scene.target, "status: past") if told and indefinite else None


def _past(scene: Scene) -> Reading | None:
    """A deed told as done by its own verb: `⟨غادرت⟩ الحافلة`, `ندوة ⟨عقدها⟩ المجلس`, `قبل أن يتم ⟨الإفراج⟩ عنهم`."""
    start, end = scene.target
    if _is_followed(scene):
        return "completed", scene.target, "status: past"
    before = scene.text[scene.clause.start : start]
    if any(cue.value == "conditional" and cue.start < start for cue in cues(scene.text, "stance", scene.lexicon)):
        return None
    words = _LAST.findall(before)
    if _NEARLY.intersection(words):
        return None
    own = _LAST.search(scene.text, start, end)
    borne = own is not None and own[0].endswith("ها") and len(own[0]) == _ROOT_OWNED and bool(words)
    borne = borne and len(words[-1]) > len("عند") and words[-1].endswith("ه") and not words[-1].startswith("ال")
    told = is_done_at(scene.text, start, scene.lexicon) or borne
    return ("completed", scene.target, "status: past") if told else None


def _is_followed(scene: Scene) -> bool:
    """Whether it was done after what is told as done before it: `اعتقلت طلبة قبل أن يتم ⟨الإفراج⟩ عنهم`."""
    led = _BEFORE_IT.search(scene.text, 0, scene.target.start)
    if led is None:
        return False
    told = [cue.value for cue in cues(scene.text, "status", scene.lexicon) if cue.start < led.start()]
    return bool(told) and told[-1] in ("completed", _TOLD) and not _AHEAD.intersection(told)


def _own(scene: Scene) -> tuple[str, Found] | None:
    """What the figure's own clause says."""
    own = list(_of_clause(scene, scene.at))
    if scene.is_event and any(read[0] in _AHEAD and read[1].end <= scene.target.start for read in own):
        # «من شأنها أن تؤدي إلى إلغاء …»: what is to come is no stop yet.
        own = [read for read in own if not (read[0] in _STOPS and read[1].start >= scene.target.start)]
    before = [read for read in own if read[1].start < scene.target.end]
    after = [read for read in own if read[1].start >= scene.target.end]
    strong = [read for read in before if read[1].strength == "strong"]
    joined = _joined(scene, before)
    if joined:
        return joined
    if strong and strong[-1][0] == "ongoing" and _is_to_come(scene, strong):
        return next(read for read in reversed(strong) if read[0] in _AHEAD)
    if strong and strong[-1][0] != _TOLD:
        told = _told_of(scene, before) if _is_done(strong[-1]) else None
        return told or strong[-1]
    whole = bool(strong) and strong[-1][1].scope == "total"  # «من أصل 90 مركزا أنجز 40»: no more than the part is done
    # «يبلغ عددهم 900 طالب سيجتازون الاختبار»: they are counted, whatever they will do.
    led = [read for read in before if read[1].start < scene.target.start]
    counted = bool(led) and led[-1][1].scope == "measure"
    after = [read for read in after if read[1].scope == "near"] if counted else after
    telling = [read for read in after if read[0] != _TOLD and not (whole and read[0] in _DONE)]
    if telling:
        return telling[0]
    followed = _following(scene) or _of_subject(scene, before)
    if followed:
        return followed
    if strong or scene.clause.parent is None:
        return (strong or before)[-1] if before else None
    # «ستكتمل الأشغال، بطاقة تصل إلى 1637»: a verb in the present that does not open its clause ends no earlier one.
    return next((one for one in reversed(before) if one[1].start - scene.clause.start <= _OPENING), None)


def _following(scene: Scene) -> tuple[str, Found] | None:
    """The deed right after the figure's comma: `عشر اتفاقيات، وقعت بالرباط`."""
    if scene.at + 1 == len(scene.clauses) or not _TELLS.match(scene.text, scene.target.end):
        return None
    told = next(iter(_of_clause(scene, scene.at + 1)), None)
    begins = told is not None and told[1].start - scene.clauses[scene.at + 1].start <= _OPENING
    return told if told is not None and begins and told[0] == "completed" else None


def _is_to_come(scene: Scene, strong: Sequence[tuple[str, Found]]) -> bool:
    """Whether what goes on is itself foretold: `يتوقع أن يستمر التحسن`."""
    return scene.text[: strong[-1][1].start].endswith("ان ") and any(read[0] in _AHEAD for read in strong[:-1])


def _of_subject(scene: Scene, before: Sequence[tuple[str, Found]]) -> tuple[str, Found] | None:
    """The future of which the figure is the subject: `إن ⟨ضربة واحدة⟩ من البحر على المدينة ستوقع ضحايا`."""
    start, end = scene.target
    if before or not _SUBJECT.search(scene.text, max(0, start - _REACH), start):
        return None
    told = next((one for one in cues(scene.text, "status", scene.lexicon) if one.start >= end), None)
    if told is None or told.value not in _AHEAD or scene.text[told.start] != "س" or told.start >= scene.clause.end:
        return None
    return (told.value, told) if len(scene.text[end : told.start].split()) <= _LONGEST else None


def _is_done(read: tuple[str, Found]) -> bool:
    return read[0] == "completed" and read[1].scope == "clause"


def _joined(scene: Scene, before: Sequence[tuple[str, Found]]) -> tuple[str, Found] | None:
    """A verb in the present that و joins to an earlier one: `يهدف إلى كذا ويتضمن 4 مواد`, not `أن يفتح ويضم 30`."""
    last = before[-1] if before else None
    if last is None or last[0] != _TOLD or last[1].strength != "weak" or scene.text[last[1].start - 1] != "و":
        return None
    earlier = before[-2][1].end if len(before) > 1 else scene.clause.start
    return None if " ان " in scene.text[earlier : last[1].start] else last


def _told_of(scene: Scene, before: Sequence[tuple[str, Found]]) -> tuple[str, Found] | None:
    """A verb in the present right before the figure: `أوقفت الشرطة شابا يبلغ 21 عاما` completes no age."""
    last = before[-1]
    beside = len(scene.gap(last[1]).split()) <= _BESIDE and not scene.text[: last[1].start].rstrip().endswith(" ان")
    return last if last[1].strength == "weak" and last[0] == _TOLD and beside else None


def _inherited(scene: Scene) -> tuple[str, Found] | None:
    """The cue that the clauses before leave standing.

    But `مازال القطاع يعاني، وحاجياته تصل إلى ⟨700 ممرض⟩`: what goes on is not what is told since.
    """
    at = scene.clause.parent
    if at is None:
        return None
    start = _LIST.match(scene.text, scene.clause.start)
    listed = start is None or noun("work", scene.lexicon).match(scene.text, start.end() - 1)
    if start and not listed and len(scene.text[start.end() : scene.target.start].split()) > _LISTED:
        return None  # «، واختزل محللون المطالب في أربعة ملفات»: no member of a list, but another verb
    own = [read for read in _of_clause(scene, scene.at) if read[1].start < scene.target.end]
    told = bool(own) and own[-1][0] == _TOLD
    while at is not None:
        begin, here = scene.clauses[at].start, list(_of_clause(scene, at))
        read = [
            one
            for one in here
            if one[1].scope in {"clause", "measure", "sentence"}
            and (one[1].strength == "strong" or one[0] != _TOLD or one[1].start - begin <= _OPENING)
            and not _WHAT.search(scene.text, begin, one[1].start)
        ]
        if read:
            strong = [one for one in read if one[1].strength == "strong"]
            found = (strong or read)[-1]
            return None if told and found[0] in _DONE else found
        told = told or bool(here)
        at = scene.clauses[at].parent
    return None


def _begins_anew(scene: Scene, cue: Found) -> bool:
    """Whether a cue after the figure is joined to another claim: `إذا انقضى ⟨شهر⟩ فستغلق`, `سجل ⟨هدفين⟩ ومنح الفوز`."""
    joined = scene.text[cue.start - 1]
    return joined == "ف" or (joined == "و" and cue.value == "completed")


def _of_clause(scene: Scene, at: int) -> Iterator[tuple[str, Found]]:
    """The cues of one clause that may speak of the figure, each with what it means there."""
    clause = scene.clauses[at]
    here = [cue for cue in cues(scene.text, "status", scene.lexicon) if clause.start <= cue.start < clause.end]
    if not here:
        return
    condition = next(
        (
            cue.start
            for cue in cues(scene.text, "stance", scene.lexicon)
            if cue.value == "conditional" and clause.start <= cue.start < clause.end
        ),
        clause.end,
    )
    for cue in here:
        # What is done in a condition is not done: «في حال تمكن من قيادة الحكومة».
        if cue.start > condition and cue.value in {_TOLD, "completed"}:
            continue
        behind = cue.start >= scene.target.end
        if behind and (cue.direction == "before" or (cue.strength == "strong" and not is_in_reach(cue, scene))):
            continue
        if behind and _begins_anew(scene, cue):
            continue
        if cue.direction == "own" and not 0 <= cue.start - scene.target.start <= 1:  # its و apart
            continue
        if not behind and cue.direction == "after":
            continue
        if not behind and at == scene.at and cue.scope in {"near", "total", "object"} and not is_in_reach(cue, scene):
            continue
        read = value(cue, scene, clause.start)
        if read:
            yield read, cue
