"""Whether a figure is a total, an addition, a decrease, or all that there is so far."""

import re

from pipeline.context.cue import Found, Reading, cues
from pipeline.context.reach import Scene, is_in_reach, value

# «أصول البنوك الـ75»: they were counted before.
_DEFINITE = re.compile(r"(?:[^\W\d_]+\s)?ال\s?\d")


def change(scene: Scene) -> Reading | None:
    """The change that a figure states and the cue that says it.

    `ارتفع بنسبة 7 في المائة` -> additional; `ارتفع إلى 70 ألفا` -> None
    `1430 سريرا إضافيا` -> additional
    """
    start, end = scene.clause.start, scene.clause.end
    best: tuple[int, str, Found] | None = None
    found = cues(scene.text, "change", scene.lexicon)
    counted = found and (
        _DEFINITE.match(scene.text, scene.target.start) or scene.text.endswith(" ال", 0, scene.target.start)
    )
    for cue in () if counted else found:
        if not start <= cue.start < end or not _faces(cue, scene) or not is_in_reach(cue, scene):
            continue
        read = value(cue, scene, start)
        if read and (best is None or len(scene.gap(cue)) <= best[0]):
            best = (len(scene.gap(cue)), read, cue)
    return best[2].reading(best[1]) if best else None


def _faces(cue: Found, scene: Scene) -> bool:
    """Whether a cue stands on the side on which it speaks."""
    if cue.start >= scene.target.end:
        return cue.direction in {"after", "both"}
    if cue.start >= scene.target.start:
        return cue.scope == "near"  # «⟨1430 سريرا إضافيا⟩», not «⟨لا يزيد عن 12 سنة⟩»
    return cue.direction in {"before", "both"}
