"""One clause with its figures and its places or times: which belongs to which."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.facts.clause import Clause
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.text import Span

# A place after these is where something happens; without them it is spoken of: «تضم جهة الشرق …».
_LOCATIVE = re.compile(
    r"(?<![^\W_])و?(?:ب|ل|(?:في|من|الي|علي|عبر|داخل|نحو|عن|قرب|لدي|ضمن)\s{1,3}(?:[^\W\d_]{3,8}\s{1,3})?)\Z"
)
_LEAD = 12
SHORT = 3
_FAR = 14
ELSEWHERE = ("بال", "لل")  # «بالقطاع الخاص»: somewhere that no mention names
_LED = ("ب", "ل", "في")  # what leads in a place or a cause
_PRESENT = ("س", "ي", "ت", "ن")
_DONE = frozenset({"تم", "تمت"})
_BACK = frozenset(word + own for word in ("من", "في", "علي", "ب", "ل") for own in ("ه", "ها", "هم", "هما"))
_TOPICS = frozenset({"main", "next", "verb", "contrast"})


@dataclass(slots=True)
class State:
    """What the clauses before have left to the next."""

    front: Group | None = None
    trail: Group | None = None
    head: Group | None = None  # at the very front, before any verb: «في سنة 2024، …»
    beyond: Group | None = None  # the head before a contrast


@dataclass(frozen=True, eq=False)
class Local:
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
            if not comma or joint.strip() != "و" or len(apart) > SHORT or any(one.startswith(_LED) for one in apart):
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

    def leave(self, taken: Mapping[Span, Taken], state: State) -> None:
        """What the clause after this one may take over."""
        if self.subject and self._is_aside():
            return
        first = min((span.start for span in self.anchors), default=self.clause.end)
        for group in self.groups:
            if group.start >= first:
                continue
            if self._is_topic() or _is_head(self.scene, self.clause, group):
                state.head = state.front = group
            elif self.subject and not group.inside and not self._is_located(group):
                state.front = group
        if self.groups:
            state.trail = self.groups[-1]
        elif self.anchors and self.anchors[-1] in taken:
            state.trail = taken[self.anchors[-1]].group

    def _is_aside(self) -> bool:
        """«ثلاث طائرات، يتوفر المغرب على عدد منها، …»: a clause that tells of the noun before, and of nothing after."""
        inside = any(group.inside for group in self.groups)
        if inside or self.clause.kind != "verb" or self.clause.tokens[0].word.conjunct:
            return False
        return any(token.word.key in _BACK for token in self.clause.tokens)

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
        return len(words) <= SHORT and self._is_located(group) and not self._has_verb_before(group)

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
