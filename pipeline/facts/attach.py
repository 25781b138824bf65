"""Which place and which time a figure or an event takes: its own clause's, else what stands at the front."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.facts.clause import ALL, FRONT, Clause
from pipeline.records import Mention, Sentence
from pipeline.text import Span

# What says that a candidate begins the next item of a list: «300 بفاس ومكناس 200», «200 وفي مكناس 100».
_CONJUNCT = re.compile(
    r"(?<![^\W_])و(?:(?:في|ب|ل|من|الي|علي|عبر|خلال|سنه|عام|شهر|مدينه|بمدينه|جهه|بجهه|اقليم|باقليم|عماله|جماعه)\s{0,2}){0,2}\Z"
)
# A place after these is where something happens; without them it is spoken of: «تضم جهة الشرق …».
_LOCATIVE = re.compile(
    r"(?<![^\W_])و?(?:ب|ل|(?:في|من|الي|علي|عبر|داخل|نحو|عن|قرب|لدي|ضمن)\s{1,3}(?:[^\W\d_]{3,8}\s{1,3})?)\Z"
)
_LEAD = 12
_WHERE = "حيث"
_NOUN = 4
_SHORT = 3
_FAR = 14
_ELSEWHERE = ("بال", "لل")  # «بالقطاع الخاص»: somewhere that no mention names
_LED = ("ب", "ل", "في")  # what leads in a place or a cause
_PRESENT = ("س", "ي", "ت", "ن")
_DONE = frozenset({"تم", "تمت"})
_OWNED = ("ها", "هم", "هما")
_TOPICS = frozenset({"main", "next", "verb", "contrast"})


@dataclass(frozen=True, slots=True)
class Group:
    """A place or a time that may be taken: one mention, or several that go together («في كل من فاس ومكناس»).

    `each` says that what is told is told of each of them; `unsure` that they cannot be told apart.
    """

    mentions: tuple[Mention, ...]
    each: bool = False
    unsure: bool = False
    relation: str | None = None
    attribute: bool = False  # of a text that is named, not of what it says: «الموقعة في يوليوز 2022»

    @property
    def start(self) -> int:
        """Where the first mention starts."""
        return self.mentions[0].span.start

    @property
    def span(self) -> Span:
        """From the first to the last mention."""
        return Span(self.mentions[0].span.start, self.mentions[-1].span.end)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, and where it stood: clause, front, sentence or previous."""

    group: Group
    how: str


@dataclass(slots=True)
class _State:
    front: Group | None = None
    trail: Group | None = None
    head: Group | None = None  # at the very front, before any verb: «في سنة 2024، …»
    beyond: Group | None = None  # the head before a contrast


@dataclass(frozen=True, eq=False)
class Scene:
    """A sentence with its clauses, and where its figures and events stand."""

    sentence: Sentence
    clauses: Sequence[Clause]
    anchors: Sequence[Span]
    leading: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()  # «مقابل»: of the same place, where no other is named
    elsewhere: frozenset[str] = frozenset()  # «وطنيا»: of another one

    def clause_of(self, at: int) -> int:
        """The clause in which a position stands."""
        return next((n for n, clause in enumerate(self.clauses) if clause.start <= at < clause.end), 0)

    def between(self, start: int, end: int) -> str:
        """The key of what stands between two positions of the document."""
        origin = self.sentence.key.origin
        return self.sentence.key.text[bisect_left(origin, start) : bisect_left(origin, end)]

    def has_verb(self, clause: Clause, start: int, end: int) -> bool:
        """Whether a finite verb of the clause stands between two positions."""
        return any(token.word.is_verb and start <= token.start < end for token in clause.tokens)

    def begins_item(self, clause: Clause, at: int) -> bool:
        """Whether what stands here begins the next item of a list: «300 بفاس ومكناس 200»."""
        return bool(_CONJUNCT.search(self.between(max(clause.start, at - 24), at)))


def attach(scene: Scene, groups: Sequence[Group], *, subject: bool) -> Mapping[Span, Taken]:
    """What each figure and event takes of these places or times.

    `subject`: what stands before a figure without being at the front is what is spoken of («تضم جهة الشرق 22 مستشفى،
    وتوفر 300 سرير»), which holds for places and not for times.
    """
    taken: dict[Span, Taken] = {}
    if not groups:
        return taken
    state = _State()
    stack: list[tuple[int, _State]] = []
    for n, clause in enumerate(scene.clauses):
        same = _compared(scene, n, groups) if subject else None
        state = _entered(clause, state, stack, subject=subject)
        state.beyond = same or state.beyond
        anchors = [span for span in scene.anchors if clause.start <= span.start < clause.end]
        here = [group for group in groups if clause.start <= group.start < clause.end]
        local = _Local(scene, clause, anchors, here, subject)
        for anchor in anchors:
            own = local.own(anchor)
            found = Taken(own, "clause") if own is not None else _inherited(clause, state)
            if found is not None:
                taken[anchor] = found
        if not anchors and here and clause.kind == "adverb":
            _lend_back(scene, n - 1, here[0], taken)
        if not anchors and here and _tells_of_before(clause):
            _lend_back(scene, n - 1, here[0], taken, last=True)
        if here and clause.kind == "resumes":
            _lend_back(scene, n - 1, here[0], taken)
            _lend_back(scene, n - 2, here[0], taken)
        local.leave(taken, state)
    return taken


def _inherited(clause: Clause, state: _State) -> Taken | None:
    """What a clause without a place or time of its own takes from those before."""
    if clause.takes == ALL and state.trail is not None:
        return Taken(state.trail, "clause")
    if clause.takes in (ALL, FRONT) and state.front is not None:
        return Taken(state.front, "front")
    return Taken(state.beyond, "sentence") if state.beyond is not None else None


def _compared(scene: Scene, n: int, groups: Sequence[Group]) -> Group | None:
    """The one place of a claim that a figure is set against: `210 أسرة بفاس سنة 2025، مقابل ⟦180 سريرا⟧ سنة 2024`."""
    clause = scene.clauses[n]
    if clause.kind != "contrast" or clause.tokens[0].word.key not in scene.against or clause.has_verb:
        return None
    at = next((anchor.start for anchor in scene.anchors if clause.start <= anchor.start < clause.end), None)
    if at is None or any(_is_elsewhere(token.word.key, scene) for token in clause.tokens):
        return None
    # «مقارنة مع النسبة العامة التي بلغت 39»: it is set against something else, which is not named as a figure.
    lead = [token.word.key for token in clause.tokens[1:] if token.start < at]
    if len(lead) > _SHORT or any(word.startswith("ال") for word in lead):
        return None
    opened = next((at for at in range(n - 1, 0, -1) if scene.clauses[at].takes != ALL), 0)
    told = [group for group in groups if scene.clauses[opened].start <= group.start < clause.start]
    return told[0] if len(told) == 1 and not told[0].each and not told[0].unsure else None


def _is_elsewhere(word: str, scene: Scene) -> bool:
    return word in scene.elsewhere or word.startswith(_ELSEWHERE)


def _entered(clause: Clause, state: _State, stack: list[tuple[int, _State]], *, subject: bool) -> _State:
    """The state as a clause begins; what «الذي …» or «(…)» said is left behind where it ends."""
    if clause.kind in ("main", "complement"):
        stack.clear()
        return _State()
    while stack and (clause.depth < stack[-1][0] or (stack[-1][0] == clause.depth and clause.kind != "verb")):
        state = stack.pop()[1]
    if clause.kind in ("relative", "bracket"):
        stack.append((clause.depth, replace(state)))
        return replace(state)
    if clause.kind == "data":
        return _State(front=state.head, head=state.head)
    if clause.kind == "contrast":
        return _State(beyond=state.head or state.beyond)
    if clause.takes == FRONT:
        return _State(front=state.front, head=state.head, beyond=state.beyond)
    if subject and clause.tokens[0].word.key == _WHERE:
        return replace(state, front=state.trail or state.front)
    return state


@dataclass(frozen=True, eq=False)
class _Local:
    """A clause with its figures and its places or times. `used`: what a figure before has taken for itself."""

    scene: Scene
    clause: Clause
    anchors: Sequence[Span]
    groups: Sequence[Group]
    subject: bool
    used: set[Span] = field(default_factory=set)

    def own(self, anchor: Span) -> Group | None:
        """The place or time of the anchor's own clause: what follows it directly, else what stands before it."""
        for group in self.groups:
            if group.start < anchor.end and anchor.start < group.span.end:
                return group
        after, direct = self._after(anchor)
        before = self._before(anchor)
        if after is None or (not direct and before is not None):
            return before
        if direct:
            self.used.add(after.span)
        return after

    def _after(self, anchor: Span) -> tuple[Group | None, bool]:
        after = [group for group in self.groups if group.start >= anchor.end]
        # «وقع الأردن والعراق اتفاقية في عمان»: who does it is not where.
        follower = next((group for group in after if not group.unsure or self._is_located(group)), None)
        apart = sum(anchor.end <= token.start < follower.start for token in self.clause.tokens) if follower else 0
        if follower is None or apart > _FAR or self.scene.begins_item(self.clause, follower.start):
            return None, False
        passed = any(anchor.end <= other.start < follower.start for other in self.anchors)
        between = self.scene.between(anchor.end, follower.start)
        if passed and self.subject and self._is_elsewhere(anchor):
            return None, False
        if "," in between and not self._is_adverb(between, follower) and not self._is_shared(anchor, follower):
            return None, False
        apart = "," in between or self.scene.has_verb(self.clause, anchor.end, follower.start)
        return follower, not passed and not apart

    def _is_shared(self, anchor: Span, time: Group) -> bool:
        """A term after the last of like objects: `سيوفر ⟦350 منصبا⟧ مباشرا، و1200 منصب غير مباشر بحلول سنة 2028`."""
        told = [token.word.key for token in self.clause.tokens if token.word.is_verb and token.end <= anchor.start]
        if self.subject or not told or self.scene.has_verb(self.clause, anchor.end, time.start):
            return False
        # «أحدثت 350 منصبا، و1200 منصب بحلول 2028»: what is done is done before its term.
        if time.relation == "by" and (not told[-1].lstrip("وف").startswith(_PRESENT) or told[-1] in _DONE):
            return False
        end = anchor.end
        for other in (one for one in self.anchors if anchor.end <= one.start < time.start):
            words, comma, joint = self.scene.between(end, other.start).rpartition(",")
            apart = words.split()
            if not comma or joint.strip() != "و" or len(apart) > _SHORT or any(one.startswith(_LED) for one in apart):
                return False
            end = other.end
        return end > anchor.end and "," not in self.scene.between(end, time.start)

    def _before(self, anchor: Span) -> Group | None:
        nearest = next((group for group in reversed(self.groups) if group.span.end <= anchor.start), None)
        if nearest is None or nearest.span in self.used:
            return None
        # «الأشغال التي ستنتهي في 2026 تهم 300 سرير»: the clause of «التي» has ended.
        ended = self.clause.kind == "relative" and self.scene.has_verb(self.clause, nearest.span.end, anchor.start)
        return None if ended else nearest

    def leave(self, taken: Mapping[Span, Taken], state: _State) -> None:
        """What the clause after this one may take over."""
        first = min((span.start for span in self.anchors), default=self.clause.end)
        for group in self.groups:
            if group.start >= first:
                continue
            if self._is_topic() or _is_head(self.scene, self.clause, group):
                state.head = state.front = group
            elif self.subject and not self._is_located(group):
                state.front = group
        if self.groups:
            state.trail = self.groups[-1]
        elif self.anchors and self.anchors[-1] in taken:
            state.trail = taken[self.anchors[-1]].group

    def _is_topic(self) -> bool:
        """«أما بخصوص المراكز على الصعيد الوطني، فقد …»: what is spoken of stands before the verb's clause."""
        first = self.clause.tokens[0].word.key if self.clause.tokens else ""
        leads = _is_leading(first, self.scene.leading)
        return self.clause.kind in _TOPICS and leads and not self.anchors and not self.clause.has_verb

    def _is_located(self, group: Group) -> bool:
        lead = self.scene.between(max(self.clause.start, group.start - _LEAD), group.start)
        return bool(_LOCATIVE.search(lead))

    def _is_adverb(self, between: str, group: Group) -> bool:
        """Whether little but prepositions stands after the last comma: «300 سرير، بجهة الشرق», «، الأربعاء بالرباط»."""
        words = between.rpartition(",")[2].split()
        if all(_is_leading(word, self.scene.leading) or word == "ب" for word in words):
            return True
        return len(words) <= _SHORT and self._is_located(group) and not self._has_verb_before(group)

    def _has_verb_before(self, group: Group) -> bool:
        start = max((token.start for token in self.clause.tokens[:-1] if token.end <= group.start), default=0)
        return any(token.word.is_verb for token in self.clause.tokens if start <= token.start < group.start)

    def _is_elsewhere(self, anchor: Span) -> bool:
        """«200 مليون بالغرب و80 مليونا باللوكوس»: the first has a place of its own that nobody knows."""
        tokens = [token for token in self.clause.tokens if token.start >= anchor.end]
        following = next((other.start for other in self.anchors if other.start >= anchor.end), anchor.end)
        words = [token.word.key for token in tokens if token.start < following]
        return any(word.startswith(("بال", "لل")) or word == "في" for word in words)


def _is_head(scene: Scene, clause: Clause, group: Group) -> bool:
    """Whether nothing but prepositions and the like stands before it: «وفي مدينة فاس …»."""
    before = [token.word.key for token in clause.tokens if token.end <= group.start]
    if before and clause.kind in ("complement", "data"):
        before = before[1:]  # «أن», «بأنه»
    return all(_is_leading(word, scene.leading) for word in before)


def _is_leading(word: str, leading: frozenset[str]) -> bool:
    bare = word[1:] if word[:1] in "وف" and word not in leading else word
    return bare in leading or (bare[:1] in "بل" and bare[1:].removeprefix("ل") in leading)


def _tells_of_before(clause: Clause) -> bool:
    """Whether a clause without «و» tells of the noun before it: «…، وقعت سنة 2014», «…، سيتم إنجازها سنة 2027»."""
    first = clause.tokens[0].word
    if clause.kind != "verb" or first.conjunct:
        return False
    owned = any(token.word.action is not None and token.word.key.endswith(_OWNED) for token in clause.tokens[:_SHORT])
    return first.action is not None or owned


def _lend_back(scene: Scene, n: int, group: Group, taken: dict[Span, Taken], *, last: bool = False) -> None:
    """«300 سرير، بجهة الشرق، …», «62% (120 شخصا) سنة 2024»: what stands apart tells of the clause."""
    if n < 0 or (scene.clauses[n].depth and scene.clauses[n].kind != "bracket"):
        return
    before = scene.clauses[n]
    # «عشر اتفاقيات، وقعت في شتنبر 2014»: only what stands right before the verb is told of.
    reach = before.tokens[-_NOUN:][0].start if last else before.start
    for anchor in scene.anchors:
        if reach <= anchor.start < before.end and anchor not in taken:
            taken[anchor] = Taken(group, "clause")


def each(taken: Taken | None) -> Iterator[tuple[Mention, str]]:
    """The mentions that a fact is told of, one fact for each."""
    if taken is None or taken.group.unsure:
        return
    for mention in taken.group.mentions if taken.group.each else taken.group.mentions[:1]:
        yield mention, taken.how
