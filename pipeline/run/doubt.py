"""What stands on a page whose digits or letters cannot be trusted: read, kept, and believed as little as possible."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import DOUBTFUL, Document, Mention, Page, Sentence

# Qualities of pages, and the kinds that fall with them (None: all).
_FALLEN: dict[str, frozenset[str] | None] = {
    "letters": None,
    "ocr": frozenset({"date", "figure", "law", "score", "ordinal"}),
    "digits": frozenset({"date", "figure", "law", "score", "ordinal"}),
}

_UNREADABLE = frozenset(quality for quality, kinds in _FALLEN.items() if kinds is None)


def doubted(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those on unsound pages with a confidence of at most DOUBTFUL."""
    if all(page.quality not in _FALLEN for page in document.pages):
        return tuple(mentions)
    return tuple(
        replace(mention, confidence=min(mention.confidence, DOUBTFUL)) if _falls(document.pages, mention) else mention
        for mention in mentions
    )


def trusted(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that facts may be made of."""
    return tuple(mention for mention in mentions if mention.confidence > DOUBTFUL)


def readable(document: Document, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences whose letters can be trusted: of the others not even an event is told."""
    return tuple(sentence for sentence in sentences if _quality(document.pages, sentence.span.start) not in _UNREADABLE)


def _falls(pages: Sequence[Page], mention: Mention) -> bool:
    quality = _quality(pages, mention.span.start)
    if quality not in _FALLEN:
        return False
    kinds = _FALLEN[quality]
    return kinds is None or mention.kind in kinds


def _quality(pages: Sequence[Page], place: int) -> str:
    at = bisect_right(pages, place, key=lambda page: page.span.start) - 1
    return pages[at].quality if at >= 0 else "sound"
