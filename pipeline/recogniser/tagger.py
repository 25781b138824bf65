"""Sentence to names: the model's tags as spans of the source, clitics left outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file
from typing import Any

import pycrfsuite

from pipeline.lexicon import Lexicon
from pipeline.recogniser.feature import Features
from pipeline.recogniser.knowledge import MODEL, Knowledge, load
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import tokens, without_clitics
from pipeline.records import Sentence
from pipeline.text import Span, with_marks

WEIGHTS = "weights.crfsuite"
LONGEST = 12  # words of a name: longer ones are misreadings


@dataclass(frozen=True, slots=True)
class Recognised:
    """A name as the model sees it: PER, LOC or ORG, and the marginal probability of its least certain word.

    `repeated` says that it was taken for a name because it is one elsewhere in the document.
    """

    span: Span
    surface: str
    kind: str
    probability: float
    repeated: bool = False


@dataclass(eq=False)
class Tagger:
    """The model with all that it looks up."""

    knowledge: Knowledge
    features: Features
    model: Any

    def tag(self, words: Sequence[str]) -> list[Chunk]:
        """The names in a sequence of words."""
        if not words:
            return []
        self.model.set(self.features(words))
        tags = self.model.tag()
        return [
            Chunk(start, end, kind, min(self.model.marginal(tags[at], at) for at in range(start, end)))
            for start, end, kind in names(tags)
        ]

    def recognise(self, sentences: Sequence[Sentence]) -> list[tuple[Recognised, ...]]:
        """The names in each sentence of a document, in order; what stands once as a name is one wherever it stands."""
        spans = [tokens(sentence.key.text) for sentence in sentences]
        words = [
            [sentence.key.text[span.start : span.end] for span in parts]
            for sentence, parts in zip(sentences, spans, strict=True)
        ]
        chunks = repeat(words, [self.tag(part) for part in words], self.knowledge)
        return [
            tuple(self.quote(sentence, parts, chunk) for chunk in found if chunk.end - chunk.start <= LONGEST)
            for sentence, parts, found in zip(sentences, spans, chunks, strict=True)
        ]

    def quote(self, sentence: Sentence, spans: Sequence[Span], chunk: Chunk) -> Recognised:
        """A chunk of a sentence's tokens as the source has it."""
        first, last = spans[chunk.start], spans[chunk.end - 1]
        cut = self.clitics(sentence.key.text[first.start : first.end])
        start = sentence.span.start
        span = with_marks(sentence.text, sentence.key.to_source(first.start + cut, last.end), start)
        surface = sentence.text[span.start - start : span.end - start]
        return Recognised(span, surface, chunk.kind, chunk.probability, chunk.repeated)

    def clitics(self, word: str) -> int:
        """How many letters before a name are clitics: `بالرباط` -> 1, `وللصحة` -> 2, `باريس` -> 0.

        They are where the rest is a word at least as common as the whole.
        """
        words = self.knowledge.words
        whole = words[word].common if word in words else 0
        cut = 0
        for letters, rest in without_clitics(word):
            known = words.get(rest)
            if known is not None and known.common >= whole:
                cut, whole = letters, known.common
        return cut


def names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names in a sequence of tags; an I without a B begins one: B-PER I-PER O -> (0, 2, PER)."""
    start, kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield start, at, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = at, tag[2:]


@cache
def tagger(lexicon: Lexicon) -> Tagger:
    """The model, read on the first call."""
    model = pycrfsuite.Tagger()
    with as_file(MODEL / WEIGHTS) as path:
        model.open(str(path))
    knowledge = load(lexicon)
    return Tagger(knowledge, Features(knowledge), model)


def recognise(sentence: Sentence, lexicon: Lexicon) -> tuple[Recognised, ...]:
    """The names in one sentence, in order, each with its probability. Raises nothing, whatever the text is."""
    return tagger(lexicon).recognise([sentence])[0]
