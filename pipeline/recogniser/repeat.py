"""A second look at a document: a name that the model has seen once is a name wherever it stands again.

A person's last name stands for the person («حسب ... التهراوي») once the whole name was seen.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.recogniser.knowledge import Knowledge
from pipeline.recogniser.token import stem

SURE = 0.5  # how probable a name must be to vouch for its repetitions
FAITH = 0.9  # how far a repetition is believed, as a part of what vouches for it
_SHORT = 3  # letters of the shortest stem that may be repeated by itself
_COMMON = 9  # log2 of a count from which a single word is too common to be repeated as a person or an organisation


class Chunk(NamedTuple):
    """A name in a sequence of words, half-open, with the probability of its least certain word.

    `second` is the probability that another model gives to the very same name.
    """

    start: int
    end: int
    kind: str
    probability: float
    second: float = 0.0
    repeated: bool = False


Stems = tuple[str, ...]


def repeat(
    sentences: Sequence[Sequence[str]], found: Sequence[Sequence[Chunk]], knowledge: Knowledge
) -> list[list[Chunk]]:
    """The names of a document, those added that repeat one of them; doubtful kinds follow sure ones."""
    stems = [tuple(map(stem, words)) for words in sentences]
    votes, trust = _votes(stems, found)
    kinds = {name: max(tally.items(), key=itemgetter(1))[0] for name, tally in votes.items()}
    by_first: defaultdict[str, list[Stems]] = defaultdict(list)
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        if len(name) > 1 or len(name[0]) >= _SHORT:
            by_first[name[0]].append(name)
    looked: list[list[Chunk]] = []
    for words, names, chunks in zip(sentences, stems, found, strict=True):
        agreed = [_agree(chunk, names, kinds) for chunk in chunks]
        added = _again(names, by_first, {at for chunk in chunks for at in range(chunk.start, chunk.end)})
        agreed.extend(
            Chunk(start, end, kinds[names[start:end]], FAITH * trust[names[start:end]], repeated=True)
            for start, end in added
            if end - start > 1 or not _ordinary(words[start], kinds[names[start:end]], knowledge)
        )
        looked.append(sorted(agreed))
    return looked


def _votes(
    stems: Sequence[Stems], found: Sequence[Sequence[Chunk]]
) -> tuple[dict[Stems, dict[str, float]], dict[Stems, float]]:
    """For every name that was seen well enough the sum of probabilities by kind, and its highest probability."""
    votes: dict[Stems, dict[str, float]] = {}
    trust: dict[Stems, float] = {}
    last: dict[Stems, float] = {}
    for words, chunks in zip(stems, found, strict=True):
        for start, end, kind, probability, *_ in chunks:
            if probability < SURE:
                continue
            name = words[start:end]
            tally = votes.setdefault(name, {})
            tally[kind] = tally.get(kind, 0) + probability
            trust[name] = max(trust.get(name, 0), probability)
            if kind == "PER" and end - start > 1:
                last[name[-1:]] = max(last.get(name[-1:], 0), probability)
    for name, probability in last.items():
        if name not in votes:
            votes[name] = {"PER": probability}
            trust[name] = probability
    return votes, trust


def _agree(chunk: Chunk, names: Stems, kinds: Mapping[Stems, str]) -> Chunk:
    """A doubtful chunk with the kind that its name has elsewhere."""
    kind = kinds.get(names[chunk.start : chunk.end])
    return chunk if kind is None or chunk.probability >= SURE else chunk._replace(kind=kind)


def _again(names: Stems, by_first: Mapping[str, Sequence[Stems]], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Where names stand again in words that are not taken, the longest first."""
    at = 0
    while at < len(names):
        length = next(
            (
                len(name)
                for name in by_first.get(names[at], ())
                if names[at : at + len(name)] == name and taken.isdisjoint(range(at, at + len(name)))
            ),
            0,
        )
        if length:
            yield at, at + length
        at += length or 1


def _ordinary(word: str, kind: str, knowledge: Knowledge) -> bool:
    """Whether a single word is too common to be taken for a name by its letters alone."""
    if "ordinary" in knowledge.flagged(word):
        return True
    known = knowledge.known(word)
    return kind != "LOC" and known is not None and known.common >= _COMMON
