"""What needs the document: relative dates, missing years, «500 منها», open readings of a number, «القانون المذكور»."""

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.resolve import damage, figure, legal, time


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Contradiction, ...]]:
    """The mentions with what the rest of the document tells of them, and the contradictions met on the way.

    What nothing resolves stays as it was read: nothing is ever filled in from today's date.
    """
    warnings: list[Contradiction] = []
    for step in (time.resolve, figure.resolve, legal.resolve, damage.resolve):
        mentions, found = step(document, sentences, mentions, lexicon)
        warnings.extend(found)
    return tuple(mentions), tuple(warnings)
