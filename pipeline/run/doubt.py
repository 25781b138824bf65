"""What stands on a page whose digits or letters cannot be trusted: read, kept, and believed as little as possible."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import DOUBTFUL, Document, Mention, Page

# Qualities of pages, and the kinds that fall with them (None: all).
_FALLEN: dict[str, frozenset[str] | None] = {
    "letters": None,
    "ocr": frozenset({"date", "figure", "law", "score", "ordinal"}),
    "digits": frozenset({"date", "figure", "law", "score", "ordinal"}),
}


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


def _falls(pages: Sequence[Page], mention: Mention) -> bool:
    at = bisect_right(pages, mention.span.start, key=lambda page: page.span.start) - 1
    quality = pages[at].quality if at >= 0 else "sound"
    if quality not in _FALLEN:
        return False
    kinds = _FALLEN[quality]
    return kinds is None or mention.kind in kinds
