"""Where the model adds to the rules in a document: the policy, in one place.

Rules come first: a name that overlaps a person, place or organisation that a rule has read is dropped, whatever its
probability. Of the rest a threshold for each kind decides. What is added says so: its rule is `crf: person` and the
like, and its confidence is the model's probability.
"""

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.recogniser.tagger import Recognised, tagger
from pipeline.records import Mention, Sentence
from pipeline.text import Span
from pipeline.values import Name

KINDS = {"PER": "person", "LOC": "place", "ORG": "organization"}
THRESHOLDS = {"person": 0.6, "place": 0.8, "organization": 0.8}


def unread_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon, *, on: bool = False
) -> tuple[Mention, ...]:
    """What the model reads and no rule does, as mentions without an entity. Off unless switched `on`."""
    if not on:
        return ()
    taken: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind in KINDS.values():
            taken.setdefault(mention.sentence, []).append(mention.span)
    return tuple(
        _mention(sentence, found)
        for sentence, names in zip(sentences, tagger(lexicon).recognise(sentences), strict=True)
        for found in names
        if found.probability >= THRESHOLDS[KINDS[found.kind]]
        and not any(_overlap(found.span, span) for span in taken.get(sentence.position, ()))
    )


def _mention(sentence: Sentence, found: Recognised) -> Mention:
    kind = KINDS[found.kind]
    return Mention(
        kind=kind,
        span=found.span,
        surface=found.surface,
        value=Name(" ".join(found.surface.split()), kind),
        rule=f"crf: {kind}, repeated" if found.repeated else f"crf: {kind}",
        sentence=sentence.position,
        confidence=round(found.probability, 4),
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
