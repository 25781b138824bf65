"""How each figure and event is said: done or planned, added or lost, denied or conditional, and by whom."""

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.records import Context, Document, Mention, Sentence, Target


def contexts(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    targets: Sequence[Target],
    lexicon: Lexicon,
) -> tuple[Context, ...]:
    """The context of every target, in their order. Pure; raises nothing, whatever the text is."""
    _ = document, sentences, mentions, lexicon
    return tuple(Context() for _ in targets)
