"""Mention to entity, or NIL."""

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.records import Document, Entity, LegalEdge, Mention, Sentence


def link(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[LegalEdge, ...]]:
    """The mentions with their entity ids, the entities that they name, and what legal texts say of each other."""
    _ = document, sentences, lexicon
    return tuple(mentions), (), ()
