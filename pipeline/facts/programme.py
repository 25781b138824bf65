"""The programme and phase that a figure or event belongs to, and the rate that a figure is the value of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.facts.clause import Openers
from pipeline.facts.scene import Scene
from pipeline.records import Mention
from pipeline.text import Span
from pipeline.values import Name

_PROGRAMMES = frozenset({"programme", "plan", "phase"})


def programmes(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The programmes, plans and phases named."""
    for one in mentions:
        if one.kind == "concept" and isinstance(one.value, Name) and one.value.type in _PROGRAMMES:
            yield one


def programme(
    scene: Scene, named: Sequence[Mention], earlier: Mention | None, at: Span, table: Openers
) -> Mention | None:
    """The programme named in the sentence up to a figure or event, or the last one where «البرنامج» takes it up."""
    here = [one for one in named if one.span.start <= at.end]
    if here:
        return here[-1]
    if earlier is None:
        return None
    words = (token.word.key for clause in scene.clauses for token in clause.tokens)
    return earlier if any(word in table.of["programme"] for word in words) else None


def phase(scene: Scene, mentions: Sequence[Mention], at: Span, table: Openers) -> Span | None:
    """«المرحلة الثانية» before a figure or event."""
    ordinals = {one.span.start: one for one in mentions if one.kind == "ordinal"}
    for clause in scene.clauses if ordinals else ():
        for one, other in pairwise(clause.tokens):
            if one.start < at.end and one.word.key.removeprefix("و") in table.of["phase"] and other.start in ordinals:
                return Span(one.start, ordinals[other.start].span.end)
    return None


def indicator(scene: Scene, mentions: Sequence[Mention], figure: Span) -> Mention | None:
    """The rate or aggregate that a figure is the value of: `بلغ معدل البطالة 13%` -> unemployment-rate."""
    clause = scene.clauses[scene.clause_of(figure.start)]
    for one in reversed(mentions):
        if one.kind == "concept" and clause.start <= one.span.start and one.span.end <= figure.start:
            return one if isinstance(one.value, Name) and one.value.type == "indicator" else None
    return None
