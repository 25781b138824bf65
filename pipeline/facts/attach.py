"""Which place and which time a figure or an event takes: its own clause's, else what stands at the front."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.facts.clause import ALL, FRONT, Clause
from pipeline.facts.local import ELSEWHERE, SHORT, Local, State
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.text import Span

_WHERE = "حيث"
_NOUN = 4
_OWNED = ("ها", "هم", "هما")


def attach(scene: Scene, groups: Sequence[Group], *, subject: bool) -> Mapping[Span, Taken]:
    """What each figure and event takes of these places or times.

    `subject`: what stands before a figure without being at the front is what is spoken of («تضم جهة الشرق 22 مستشفى،
    وتوفر 300 سرير»), which holds for places and not for times.
    """
    taken: dict[Span, Taken] = {}
    if not groups:
        return taken
    state = State()
    stack: list[tuple[int, State]] = []
    for n, clause in enumerate(scene.clauses):
        same = _compared(scene, n, groups) if subject else None
        state = _entered(clause, state, stack, subject=subject)
        state.beyond = same or state.beyond
        anchors = [span for span in scene.anchors if clause.start <= span.start < clause.end]
        here = [group for group in groups if clause.start <= group.start < clause.end]
        local = Local(scene, clause, anchors, here, subject)
        for anchor in anchors:
            own = local.own(anchor)
            apart = own is None and subject and _stands_elsewhere(scene, clause, anchor)
            found = Taken(own, "clause") if own is not None else None if apart else _inherited(clause, state)
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


def _stands_elsewhere(scene: Scene, clause: Clause, anchor: Span) -> bool:
    """Whether right behind a figure is somewhere that no mention names: «27 درجة بأقصى الجنوب»."""
    behind = [token.word.key for token in clause.tokens if token.start >= anchor.end][:SHORT]
    return any(word in scene.directions or word.lstrip("بل") in scene.directions for word in behind)


def _inherited(clause: Clause, state: State) -> Taken | None:
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
    if len(lead) > SHORT or any(word.startswith("ال") for word in lead):
        return None
    opened = next((at for at in range(n - 1, 0, -1) if scene.clauses[at].takes != ALL), 0)
    told = [group for group in groups if scene.clauses[opened].start <= group.start < clause.start]
    return told[0] if len(told) == 1 and not told[0].each and not told[0].unsure else None


def _is_elsewhere(word: str, scene: Scene) -> bool:
    return word in scene.elsewhere or word.startswith(ELSEWHERE)


def _entered(clause: Clause, state: State, stack: list[tuple[int, State]], *, subject: bool) -> State:
    """The state as a clause begins; what «الذي …» or «(…)» said is left behind where it ends."""
    if clause.kind in ("main", "complement"):
        stack.clear()
        return State()
    while stack and (clause.depth < stack[-1][0] or (stack[-1][0] == clause.depth and clause.kind != "verb")):
        state = stack.pop()[1]
    if clause.kind in ("relative", "bracket"):
        stack.append((clause.depth, replace(state)))
        return replace(state)
    if clause.kind == "data":
        return State(front=state.head, head=state.head)
    if clause.kind == "contrast":
        return State(beyond=state.head or state.beyond)
    if clause.takes == FRONT:
        return State(front=state.front, head=state.head, beyond=state.beyond)
    if subject and clause.tokens[0].word.key == _WHERE:
        return replace(state, front=state.trail or state.front)
    return state


def _tells_of_before(clause: Clause) -> bool:
    """Whether a clause without «و» tells of the noun before it: «…، وقعت سنة 2014», «…، سيتم إنجازها سنة 2027»."""
    first = clause.tokens[0].word
    if clause.kind != "verb" or first.conjunct:
        return False
    owned = any(token.word.action is not None and token.word.key.endswith(_OWNED) for token in clause.tokens[:SHORT])
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
