"""Which figures stand beside a cue that is not said of them: what was so before, what a deed is for, what it cost."""

import re

from pipeline.context.cue import Found, noun
from pipeline.context.reach import Scene

_TOLD = "reported"
_DONE = frozenset({"completed", "ongoing", "suspended", "cancelled"})
_AHEAD = frozenset({"expected", "planned", "target"})
_SINCE = re.compile(r"(?<![^\W_])منذ\s{1,3}$")
_THAT = re.compile(r"(?<![^\W_])[وبف]?ان(?:ه|ها|هم)?(?![^\W_])")
_REACH = 20  # letters in which the word before a figure stands
_NOW = 32  # letters after a figure in which «حاليا» stands
_SO_FAR = frozenset({"فقط", "في"})  # words that may stand between: not «شهر من الآن»
_TERM = 24  # and «سجنا نافذا»
_EVERY = frozenset({"كل", "جميع", "كافه", "مختلف"})
# «ميداليات لـ 119 جنديا قضوا في عملياتهم»: of whom a verb in the past tells.
_THEY_DID = re.compile(r"\s{1,3}(?![يتل])[^\W\d_]{2,12}وا(?![^\W_])")
_FOR_EACH = re.compile(r"(?<![^\W_])لكل\s{1,3}\Z")
_AFTER_ITS = re.compile(  # «بعد حصوله على 23 مقعدا»
    r"(?<![^\W_])بعد\s{1,3}(?!ها)[^\W\d_]{3,}(?:ه|ها|هم)(?:\s{1,3}[^\W_]+)?\s{0,3}[بل]?\Z"
)
_YEARLY = re.compile(r"(?<![^\W_])(?:سنويا|شهريا|يوميا|اسبوعيا|كل\s{1,3}(?:سنه|عام|شهر|اسبوع|يوم))(?![^\W_])")
_GONE = re.compile(r"\s{1,3}(?:الماضيه|الماضيين|المنصرمه|الفارطه|السابقه)(?![^\W_])")
_AMOUNT = re.compile(r"\d|مليون|مليار|ملايين|ملايير|الاف?(?![^\W_])|درهم|دولار|يورو|اورو")
_PHRASE = 5  # words from what it is for to the figure


def is_aside(scene: Scene, found: tuple[str, Found]) -> bool:
    """Whether the cue that was found for a figure speaks of another thing.

    `قبل ⟨يوم واحد⟩ من سفره`, `الملكة ⟨93 عاما⟩`, `دراسة نشرت العام الماضي إن ⟨72 في المائة⟩`
    """
    kind, cue = found
    done, ahead = kind in _DONE, kind in _AHEAD
    if (done or _SINCE.search(scene.text, 0, scene.target.start)) and _is_by_the_way(scene):
        return True
    if done and cue.end <= scene.target.start and _THAT.search(scene.gap(cue)):
        return True  # what is said is not what was published
    if (done and _is_measured(scene, cue)) or (ahead and _is_present(scene)):
        return True
    others = (_is_aiming, _is_price, _is_before_or_for)
    return kind != _TOLD and (_is_known(scene) or any(other(scene, found) for other in others))


def _is_measured(scene: Scene, cue: Found) -> bool:
    """Whether a done deed stands by a stretch of time that is not what was done: `أطلقت برنامجا يمتد على 3 سنوات`."""
    if scene.is_stretch and cue.start >= scene.target.end:
        return True  # «الذي استمر عشرة أسابيع تم أثناء مثوله»
    if not scene.is_stretch or not scene.gap(cue).strip():
        return False
    end = scene.target.end
    return noun("term", scene.lexicon).search(scene.text, end, end + _TERM) is None


def _is_present(scene: Scene) -> bool:
    """Whether a figure is told of today, beside what is to come: `90 ألفا مقابل ⟨60 ألفا⟩ حاليا`."""
    end = scene.target.end
    said = noun("now", scene.lexicon).search(scene.text, end, end + _NOW)
    return said is not None and _SO_FAR.issuperset(scene.text[end : said.start()].split())


def _is_known(scene: Scene) -> bool:
    """Whether a figure counts a known set to which nothing is done: `بين البلدان الـ15 الأعضاء`."""
    if not scene.text.startswith("ال", scene.target.start):
        return False
    before = scene.text[max(0, scene.target.start - _REACH) : scene.target.start].split()
    while before and before[-1] in _EVERY:
        before.pop()
    return bool(before) and (before[-1] == "من" or noun("among", scene.lexicon).fullmatch(before[-1]) is not None)


def _is_by_the_way(scene: Scene) -> bool:
    """Whether the figure is a time or an age that is told by the way: `قبل يوم واحد من سفره`, `الملكة (93 عاما)`."""
    before = scene.text[max(0, scene.target.start - _REACH) : scene.target.start].split()
    if not before:
        return False
    bracketed = before[-1] == "(" and scene.text[scene.target.end : scene.target.end + 1] == ")"
    return bracketed or noun("adjunct", scene.lexicon).fullmatch(before[-1]) is not None


def _is_aiming(scene: Scene, found: tuple[str, Found]) -> bool:
    """Whether a figure is what aims, not what is aimed at: `تستهدف ⟨الـ100 أكاديمية⟩ متدربي الأنظمة`."""
    start, (kind, cue) = scene.target.start, found
    definite = scene.text.startswith("ال", start) or scene.text.endswith("ال", 0, start)
    gap = scene.text[cue.end : start].strip()
    return kind == "target" and definite and gap in {"", "ال"} and " " not in scene.text[cue.start : cue.end]


def _is_price(scene: Scene, found: tuple[str, Found]) -> bool:
    """Whether a figure is what an aim costs: `يسعى للتعاقد معه مقابل ⟨120 مليونا⟩`."""
    return found[0] == "target" and "مقابل" in scene.gap(found[1]).split()


def _is_before_or_for(scene: Scene, found: tuple[str, Found]) -> bool:
    """Whether the figure is not what the cue is said of: it was so before, or is what the deed is for.

    `ساعتين عوض ⟨أربع ساعات⟩`, `رصدت مليونا من أجل إحداث ⟨معهدين⟩`, `سيدخل البرلمان بعد حصوله على ⟨23 مقعدا⟩`
    """
    (kind, cue), start, end = found, scene.target.start, scene.target.end
    low = max(cue.end, start - _REACH)
    instead = [hit.end() for hit in noun("instead", scene.lexicon).finditer(scene.text, low, max(low, start))]
    if _FOR_EACH.search(scene.text, max(0, start - _REACH), start) or (
        instead and not scene.text[instead[-1] : start].strip()
    ):
        return True
    gap = scene.gap(cue) if cue.end <= start else ""
    if kind == "ongoing" and (scene.is_stretch or _YEARLY.search(scene.text, cue.start, end + _REACH)):
        return True
    if kind in _AHEAD and (_is_past(scene) or _is_remark(scene)):
        return True
    if kind in {"completed", "ongoing"}:
        return _is_purpose(scene, gap)
    return kind in _AHEAD and (_AFTER_ITS.search(gap) is not None or _THEY_DID.match(scene.text, end) is not None)


def _is_past(scene: Scene) -> bool:
    """Whether a stretch has gone by or is an age: `حصيلة ⟨العشرين سنة⟩ الماضية`, `منتخب ⟨أقل من 17 سنة⟩`."""
    start, end = scene.target
    return scene.is_stretch and (_GONE.match(scene.text, end) is not None or scene.text.startswith("اقل من", start))


def _is_remark(scene: Scene) -> bool:
    """Whether a figure is told between brackets, and is not the same amount again: `سيخدم الصيادين (⟨500 صياد⟩)`."""
    opening = scene.text.rfind("(", scene.clause.start, scene.target.start)
    return (
        opening >= 0
        and ")" not in scene.text[opening : scene.target.start]
        and not _AMOUNT.search(scene.text, max(0, opening - _REACH), opening)
    )


def _is_purpose(scene: Scene, gap: str) -> bool:
    """Whether a deed is done for the sake of the figure: `رصدت 250 مليون درهم لزراعة ⟨12700 هكتار⟩`."""
    if scene.text[scene.target.start - 1] == "و":
        return False
    words = gap.split()[-_PHRASE:]
    work = noun("work", scene.lexicon)
    for at, word in enumerate(words):
        led = word.startswith("ل") and work.fullmatch(word) is not None
        if (led or noun("purpose", scene.lexicon).match(" ".join(words[at:]))) and at > 0:
            return not any(one.startswith("و") for one in words[at + 1 :])
    return False
