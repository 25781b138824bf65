"""«300 و200 سرير في فاس ومكناس على التوالي»: the first figure in the first place, the second in the second."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.facts.clause import openers
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.lexicon import Lexicon, alternation
from pipeline.text import Span


def in_turn(scene: Scene, groups: Sequence[Group], lexicon: Lexicon) -> Mapping[Span, Taken]:
    """«300 و200 سرير في فاس ومكناس على التوالي»: the first of the one, the second of the other."""
    if len(scene.anchors) < 2 or not groups or not _respectively(lexicon).search(scene.sentence.key.text):
        return {}
    taken: dict[Span, Taken] = {}
    for clause in scene.clauses:
        anchors = [span for span in scene.anchors if clause.start <= span.start < clause.end]
        here = [group for group in groups if clause.start <= group.span.start < clause.end]
        each_one = [Group((mention,)) for group in here for mention in group.mentions]
        if len(anchors) > 1 and len(each_one) == len(anchors):
            taken |= {anchor: Taken(group, "clause") for anchor, group in zip(anchors, each_one, strict=True)}
    return taken


@lru_cache(maxsize=8)
def _respectively(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){alternation(openers(lexicon).of['respectively'])}(?![^\W_])")
