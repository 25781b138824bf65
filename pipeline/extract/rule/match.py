"""The parts of a shape where it matched, for the reading that makes a value of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.rule.shadow import Shadow
from pipeline.lexicon import Lexicon, Row
from pipeline.records import Mention, Sentence
from pipeline.text import Span, with_marks


@dataclass(frozen=True, slots=True)
class Match:
    """The parts of a shape where it matched, by name."""

    match: re.Match[str]
    shadow: Shadow
    sentence: Sentence
    tables: Mapping[str, str]
    lexicon: Lexicon

    def text(self, name: str) -> str | None:
        """The key's characters of a part, or None where it did not take part."""
        return self.match[name] if name in self.match.re.groupindex else None

    def row(self, name: str) -> Row | None:
        """The row of the table's word that was matched."""
        text = self.text(name)
        return self.lexicon[self.tables[name]].find(text, self.surface(name)) if text is not None else None

    def mention(self, name: str) -> Mention | None:
        """The mention of an earlier extractor."""
        return self.shadow.mentions.get(self.match.start(name)) if self.text(name) is not None else None

    def surface(self, name: str) -> str:
        """The letters as published."""
        return self.quote(self.span(name))

    def span(self, first: str | int = 0, last: str | int | None = None) -> Span:
        """The span of the source from one part to another (the whole match by default)."""
        return self.cut(self.match.start(first), self.match.end(first if last is None else last))

    def cut(self, start: int, end: int) -> Span:
        """The span of the source behind some positions of the shadow's text."""
        span = self.sentence.key.to_source(self.shadow.starts[start], self.shadow.ends[end - 1])
        return with_marks(self.sentence.text, span, self.sentence.span.start)

    def quote(self, span: Span) -> str:
        """The letters as published in a span of the source."""
        start = self.sentence.span.start
        return self.sentence.text[span.start - start : span.end - start]
