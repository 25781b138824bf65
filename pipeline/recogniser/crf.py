"""Sentence to names: the model's tags as spans of the source, clitics left outside."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pycrfsuite

from pipeline.lexicon import Lexicon
from pipeline.recogniser.feature import Features
from pipeline.recogniser.knowledge import MODEL, Knowledge, load
from pipeline.recogniser.repeat import Chunk, repeat
from pipeline.recogniser.token import tokens, without_clitics
from pipeline.records import Mention, Sentence
from pipeline.text import Span, with_marks

# The models in their order: one learnt from news, one from an encyclopaedia, which sees more kinds of organisations.
MODELS = ("news.crfsuite.gz", "encyclopaedia.crfsuite.gz")
ADDED = 0.85  # how probable a name must be that only a later model sees
DEFINITE = 5  # letters from which a word with an article after a clitic is that, and no word of its own («بالي»)
TAGS = {"person": "PER", "place": "LOC", "organization": "ORG"}
BELIEVED = 0.5  # how confident a rule must be for the models to hear of what it read
LONGEST = 12  # words of a name: longer ones are misreadings


@dataclass(frozen=True, slots=True)
class Recognised:
    """A name as a model sees it: PER, LOC or ORG, and the marginal probability of its least certain word.

    `second` is the probability that the other model gives to the very same name, 0 where it does not read it;
    `repeated` says that it was taken for a name because it is one elsewhere in the document.
    """

    span: Span
    surface: str
    kind: str
    probability: float
    second: float = 0.0
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

    def tag(self, words: Sequence[str], read: Sequence[str] = ()) -> list[Chunk]:
        """The names in a sequence of words: the first model's, and what the second is sure of between them.

        `read` are the tags that the rules give to the words, "" where none. Where the first sees nothing but what they
        have read, the second is not asked: it costs as much and would say the same.
        """
        if not words:
            return []
        features = pycrfsuite.ItemSequence(self.features(words, read))
        model, *others = self.models
        first = list(model.tag(features))
        known = bool(read) and all(read[at] for chunk in first for at in range(chunk.start, chunk.end))
        if known or not first:
            return first
        seconds = [chunk for other in others for chunk in other.tag(features)]
        agreed = {chunk[:3]: chunk.probability for chunk in seconds}
        taken = {at for chunk in first for at in range(chunk.start, chunk.end)}
        added = [
            chunk for chunk in seconds if chunk.probability >= ADDED and taken.isdisjoint(range(chunk.start, chunk.end))
        ]
        return sorted([*(chunk._replace(second=agreed.get(chunk[:3], 0.0)) for chunk in first), *added])

    def recognise(
        self, sentences: Sequence[Sentence], mentions: Iterable[Mention] = ()
    ) -> list[tuple[Recognised, ...]]:
        """The names in each sentence of a document, in order; what stands once as a name is one wherever it stands.

        `mentions` is what the rules have read, which the models weigh.
        """
        read = by_sentence(mentions)
        spans = [tokens(sentence.key.text) for sentence in sentences]
        words = [
            [sentence.key.text[span.start : span.end] for span in parts]
            for sentence, parts in zip(sentences, spans, strict=True)
        ]
        tagged = [
            self.tag(part, rule_tags(sentence, here, read.get(sentence.position, ())))
            for sentence, here, part in zip(sentences, spans, words, strict=True)
        ]
        chunks = repeat(words, tagged, self.knowledge)
        return [
            tuple(quote(sentence, parts, chunk, self.clitics) for chunk in found if chunk.end - chunk.start <= LONGEST)
            for sentence, parts, found in zip(sentences, spans, chunks, strict=True)
        ]

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


def quote(sentence: Sentence, spans: Sequence[Span], chunk: Chunk, clitics: Callable[[str], int]) -> Recognised:
    """A chunk of a sentence's tokens as the source has it, without the letters that `clitics` counts."""
    first, last = spans[chunk.start], spans[chunk.end - 1]
    cut = clitics(sentence.key.text[first.start : first.end])
    start = sentence.span.start
    span = with_marks(sentence.text, sentence.key.to_source(first.start + cut, last.end), start)
    surface = sentence.text[span.start - start : span.end - start]
    return Recognised(span, surface, chunk.kind, chunk.probability, chunk.second, chunk.repeated)


def by_sentence(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """The people, places and bodies that rules have read, by the position of their sentence."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in TAGS and mention.confidence >= BELIEVED:
            found.setdefault(mention.sentence, []).append(mention)
    return found


def rule_tags(sentence: Sentence, spans: Sequence[Span], mentions: Sequence[Mention]) -> list[str]:
    """What the rules say of each token: B-PER, I-PER and the like, or nothing."""
    if not mentions:
        return []
    tags = [""] * len(spans)
    origin = sentence.key.origin
    for mention in sorted(mentions, key=lambda one: one.span):
        begun = False
        for at, span in enumerate(spans):
            if origin[span.start] < mention.span.end and mention.span.start <= origin[span.end - 1]:
                tags[at] = f"{'I' if begun else 'B'}-{TAGS[mention.kind]}"
                begun = True
    return tags


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


def recognise(sentence: Sentence, mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Recognised, ...]:
    """The names in one sentence, in order, each with its probability; `mentions` is what the rules have read there.

    Raises nothing, whatever the text is.
    """
    return tagger(lexicon).recognise([sentence], mentions)[0]
