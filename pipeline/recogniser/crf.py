"""Sentence to names: the model's tags as spans of the source, clitics left outside."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pycrfsuite

from pipeline.lexicon import Lexicon
from pipeline.recogniser.feature import Features
from pipeline.recogniser.knowledge import MODEL, Knowledge, load
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import tokens, without_clitics
from pipeline.records import Sentence
from pipeline.text import Span, with_marks

# The models in their order: one learnt from news, one from an encyclopaedia, which sees more kinds of organisations.
MODELS = ("news.crfsuite.gz", "encyclopaedia.crfsuite.gz")
ADDED = 0.85  # how probable a name must be that only a later model sees
DEFINITE = 5  # letters from which a word with an article after a clitic is that, and no word of its own («بالي»)
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


@dataclass(frozen=True, eq=False)
class Model:
    """A conditional random field, and its weights: crfsuite reads from these very bytes as long as it lives."""

    crf: Any
    weights: bytes

    def tag(self, features: Any) -> Iterator[Chunk]:
        """The names in a sequence of words, given as their features."""
        self.crf.set(features)
        tags = self.crf.tag()
        for start, end, kind in names(tags):
            yield Chunk(start, end, kind, min(self.crf.marginal(tags[at], at) for at in range(start, end)))


@dataclass(eq=False)
class Tagger:
    """The models with all that they look up."""

    knowledge: Knowledge
    features: Features
    models: Sequence[Model]

    def tag(self, words: Sequence[str]) -> list[Chunk]:
        """The names in a sequence of words: the first model's, and what the others add between them."""
        if not words:
            return []
        features = pycrfsuite.ItemSequence(self.features(words))
        found: list[Chunk] = []
        for model in self.models:
            taken = {at for chunk in found for at in range(chunk.start, chunk.end)}
            found.extend(
                chunk
                for chunk in model.tag(features)
                if model is self.models[0]
                or (chunk.probability >= ADDED and taken.isdisjoint(range(chunk.start, chunk.end)))
            )
        return sorted(found)

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

        They are where the rest is a word at least as common as the whole, or bears the article.
        """
        words = self.knowledge.words
        whole = words[word].common if word in words else 0
        cut = 0
        for letters, rest in without_clitics(word):
            known = words.get(rest)
            article = rest.startswith("ال")
            if known is None or (article and len(rest) < DEFINITE):
                continue
            if known.common >= whole or (article and word[letters - 1] not in "وف"):
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


def read_model(name: str) -> Model:
    """A model from the package."""
    weights = gzip.decompress((MODEL / name).read_bytes())
    crf = pycrfsuite.Tagger()
    crf.open_inmemory(weights)
    return Model(crf, weights)


@cache
def tagger(lexicon: Lexicon) -> Tagger:
    """The models, read on the first call."""
    knowledge = load(lexicon)
    return Tagger(knowledge, Features(knowledge), tuple(map(read_model, MODELS)))


def recognise(sentence: Sentence, lexicon: Lexicon) -> tuple[Recognised, ...]:
    """The names in one sentence, in order, each with its probability. Raises nothing, whatever the text is."""
    return tagger(lexicon).recognise([sentence])[0]
