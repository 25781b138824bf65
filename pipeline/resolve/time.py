"""TODO."""

from collections.abc import Sequence

from pipeline.records import Contradiction, Document, Mention, Sentence


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Sequence[Mention], Sequence[Contradiction]]:
    """TODO."""
    return mentions, ()
