"""Whether a figure is denied, doubted, or said on a condition."""

import re

from pipeline.context.clause import Clause
from pipeline.context.cue import Found, Reading, cues, noun
from pipeline.context.line import Place
from pipeline.context.reach import Scene

_LEAD = 12  # letters by which a verb may follow the particle that denies it
_APODOSIS = re.compile(r"\s(?=ف(?:س|ان|لن|قد|لا)[^\W_])")  # «في حال لم يستخدم الحساب ⟨فسيلغى⟩»
_OPENING = 12  # letters within which a clause begins with its condition


def stance(scene: Scene) -> Reading | None:
    """What weakens a claim, and the cue that says it: a denial before a condition before a doubt.

    `لم تشارك ست جمعيات` -> negated; `قد يصل إلى 900 درهم` -> hedged; `إذا صادق المجلس، فستبنى 3 محطات` -> conditional
    """
    found = [cue for cue in cues(scene.text, "stance", scene.lexicon) if cue.value]
    if not found:
        return None
    for kind, holds in (
        ("conditional", _supposes),
        ("negated", _denies),
        ("conditional", _conditions),
        ("hedged", _doubts),
    ):
        for cue in reversed(found):
            if cue.value == kind and holds(cue, scene):
                return cue.reading(kind)
    return None


def _denies(cue: Found, scene: Scene) -> bool:
    if cue.start >= scene.target.start or (cue.start < scene.clause.start and not _is_interrupted(cue, scene)):
        return False
    if noun("except", scene.lexicon).search(scene.text, cue.end, scene.target.start):
        return False
    # «لم يحضر الوزير واستقبل خمسة»: another verb has begun; «لم تنجز 40 من أصل 60»: the whole is not denied.
    return not any(
        other.strength == "strong"
        and (cue.end if other.scope == "total" else cue.end + _LEAD) <= other.start < scene.target.end
        for other in cues(scene.text, "status", scene.lexicon)
    )


def _is_interrupted(cue: Found, scene: Scene) -> bool:
    """Whether an insertion stands between a denial and what it denies: `لم يتم بعد، حسب الوزير، توظيف 300`."""
    home = next(at for at, clause in enumerate(scene.clauses) if clause.start <= cue.start < clause.end)
    left_open = not scene.text[cue.end : scene.clauses[home].end].strip()
    return left_open and scene.at == home + 2 and _is_kin(scene, home, scene.at)


def _doubts(cue: Found, scene: Scene) -> bool:
    return scene.clause.start <= cue.start < scene.target.end


def _supposes(cue: Found, scene: Scene) -> bool:
    """Whether the figure is part of the condition: `في حال لم يستخدم الحساب لعام كامل`."""
    return scene.clause.start <= cue.start < scene.target.start


def _conditions(cue: Found, scene: Scene) -> bool:
    home = next(at for at, clause in enumerate(scene.clauses) if clause.start <= cue.start < clause.end)
    if home == scene.at:
        return True
    if home > scene.at and scene.text[cue.start - 1] == "و":
        return False  # «ستمنح 10 سنتات، وفي حال لم يستخدم الحساب سيلغى»
    if not _is_kin(scene, min(home, scene.at), max(home, scene.at)):
        return False
    return cue.start - scene.clauses[home].start <= _OPENING and not _has_status(scene.clauses[home], cue, scene)


def _is_kin(scene: Scene, first: int, last: int) -> bool:
    """Whether the later clause goes on from the earlier one."""
    at: int | None = last
    while at is not None and at > first:
        at = scene.clauses[at].parent
    return at == first


def _has_status(clause: Clause, cue: Found, scene: Scene) -> bool:
    found = cues(scene.text, "status", scene.lexicon)
    return any(clause.start <= other.start < cue.start for other in found)


def condition(scene: Scene) -> tuple[Place, str] | None:
    """The words of the condition on which a figure depends, from their cue to the end of its clause, and the rule."""
    found = [cue for cue in cues(scene.text, "stance", scene.lexicon) if cue.value == "conditional"]
    for cue in reversed(found):
        if _conditions(cue, scene):
            home = next(clause for clause in scene.clauses if clause.start <= cue.start < clause.end)
            words = _APODOSIS.split(scene.text[cue.start : home.end], maxsplit=1)[0].rstrip(' ,.;:!?…»”"')
            return Place(cue.start, cue.start + len(words)), cue.rule
    return None
