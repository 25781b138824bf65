"""A sentence as context reads it: its folded letters, and where a span of the document stands among them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.lexicon.name import Word, legible, split
from pipeline.records import Cue, Mention, Sentence
from pipeline.text import Span


class Place(NamedTuple):
    """A stretch of a line's key."""

    start: int
    end: int


class Quote(NamedTuple):
    """Words as published, and where they stand in the document."""

    text: str
    span: Span
    sentence: int


@dataclass(frozen=True)
class Line:
    """One sentence with its mentions. Positions are those of the key."""

    sentence: Sentence
    mentions: Sequence[Mention]

    @property
    def text(self) -> str:
        """The key."""
        return self.sentence.key.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the key, «على» told from «علي»."""
        return split(legible(self.sentence, self.text))

    @cached_property
    def taken(self) -> tuple[Place, ...]:
        """Where figures, dates and legal texts stand: their commas and points part no clauses."""
        kinds = {"figure", "date", "law"}
        return tuple(self.place(mention.span) for mention in self.mentions if mention.kind in kinds)

    def place(self, span: Span) -> Place:
        """Where a span of the document stands in the key."""
        origin = self.sentence.key.origin
        return Place(bisect_left(origin, span.start), bisect_left(origin, span.end))

    def word_at(self, position: int) -> int:
        """The first word that begins at this position of the key or after it (the one that a clitic opens included)."""
        at = bisect_left(self.words, position, key=lambda word: word.end)
        return at + 1 if at < len(self.words) and self.words[at].end == position else at

    def span(self, place: Place) -> Span:
        """The span of the document behind a stretch of the key."""
        return self.sentence.key.to_source(place.start, place.end)

    def quote(self, place: Place) -> Quote:
        """The letters as published, on one line."""
        span, offset = self.span(place), self.sentence.span.start
        text = " ".join(self.sentence.text[span.start - offset : span.end - offset].split())
        return Quote(text, span, self.sentence.position)

    def cue(self, slot: str, value: str, place: Place, rule: str) -> Cue:
        """The evidence for one slot."""
        quote = self.quote(place)
        return Cue(slot, value, quote.span, quote.text, rule, quote.sentence)


def quote_of(mention: Mention) -> Quote:
    """A mention as it is written."""
    return Quote(mention.surface, mention.span, mention.sentence)
