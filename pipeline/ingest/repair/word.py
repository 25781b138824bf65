"""How likely a word is: what openly licensed text counts of it, of its stem, and of its letters.

Read only for a text that shows damage: a sound one never waits for it.
"""

import gzip
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

_ALEFS = str.maketrans("أإآٱ", "اااا")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
# What may stand before a stem, and how often it does (measured on the corpora, rounded).
_PREFIXES = {
    "": 0.55, "ال": 0.25, "و": 0.05, "وال": 0.04, "ب": 0.03, "بال": 0.03, "ل": 0.02, "لل": 0.03, "ف": 0.01,
    "ك": 0.005, "كال": 0.002, "فال": 0.002, "ول": 0.005, "ولل": 0.004, "وب": 0.005, "وبال": 0.004, "وك": 0.001,
    "فل": 0.001, "فب": 0.001, "س": 0.001,
}  # fmt: skip
_SUFFIXES = {
    "": 0.8, "ها": 0.04, "ه": 0.04, "هم": 0.01, "هما": 0.005, "نا": 0.005, "هن": 0.001, "كم": 0.001, "ك": 0.001,
    "ات": 0.03, "ية": 0.01, "ي": 0.01, "ين": 0.01, "ون": 0.01, "ان": 0.01, "ا": 0.01, "ة": 0.02, "وا": 0.005, "ت": 0.01,
}  # fmt: skip
_SHORTEST = 3
_TYPED = 0.05  # what a word counts without its hamzas
_STEM = 0.2  # what a stem's count weighs against the whole word's
_COMMON = 100  # a word counted more often than this is met beside others by chance
_OFTEN, _USUAL = 20, 0.3  # where neighbours tell little, the share that is taken for granted
_UNSEEN = 1e-3  # and what the letters weigh against a word seen once


def plain(word: str) -> str:
    """The form that is counted: without marks.

    >>> plain("الإطارُ")
    'الإطار'
    """
    return _MARKS.sub("", word)


def _typed(word: str) -> str:
    """As those type who leave the hamza out; not at the start, where «ألحكام» would become «الحكام»."""
    return word[:1] + word[1:].translate(_ALEFS)


def near(word: str) -> str:
    """What kind of neighbour a word is: by the article or the clitic that it begins with."""
    return "ال…" if word.startswith("ال") else f"{word[0]}…" if word and word[0] in "بلوفك" else "…"


def parts(word: str) -> Iterator[tuple[str, float]]:
    """The stems that a word may have, each with the weight of what was taken off: `والأشغال` -> أشغال, والأشغال..."""
    for first in range(min(4, len(word) - _SHORTEST + 1)):
        before = _PREFIXES.get(word[:first])
        if before is None:
            continue
        for last in range(min(4, len(word) - first - _SHORTEST + 1)):
            after = _SUFFIXES.get(word[len(word) - last :])
            if after is not None:
                yield word[first : len(word) - last], before * after


class Words:
    """Counts of words, of their stems, of their letters in threes, and of those that stand side by side."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: dict[str, int] = {}
        self.pairs: dict[str, int] = {}
        for line in lines:
            word, _, count = line.partition("\t")
            (self.pairs if " " in word else self.words)[word] = int(count)
        self.stems: defaultdict[str, float] = defaultdict(float)
        self.typed: defaultdict[str, float] = defaultdict(float)
        self.letters: defaultdict[str, float] = defaultdict(float)
        for word, times in self.words.items():
            self.typed[_typed(word)] += times
            for stem, _ in parts(word):
                self.stems[stem] += times
            weight = math.log1p(times)
            edged = f"^{word}$"
            for at in range(len(edged) - 2):
                self.letters[edged[at : at + 3]] += weight
                self.letters[edged[at : at + 2]] += weight
        # How often a word was seen beside a neighbour of any kind, on either side.
        self.before: defaultdict[str, int] = defaultdict(int)
        self.after: defaultdict[str, int] = defaultdict(int)
        for pair, times in self.pairs.items():
            first, second = pair.split(" ")
            if first.endswith("…"):
                self.before[second] += times
            elif second.endswith("…"):
                self.after[first] += times
        self.likelihood = lru_cache(maxsize=1 << 16)(self._likelihood)

    def _likelihood(self, word: str) -> float:
        """How often a word is to be expected, by itself or by its stem; for one never seen, how likely its letters."""
        counted = self.words.get(word, 0) + _TYPED * self.typed.get(_typed(word), 0.0)
        stems = max((self.stems.get(stem, 0.0) * weight for stem, weight in parts(word)), default=0.0)
        return counted + _STEM * stems + _UNSEEN * self._spelling(word)

    def known(self, word: str) -> bool:
        """Whether a word, or its stem with less than it, was ever counted."""
        return word in self.words or any(stem in self.stems for stem, weight in parts(word) if weight > 1e-3)

    def _spelling(self, word: str) -> float:
        edged = f"^{word}$"
        total = 0.0
        for at in range(len(edged) - 2):
            three, two = self.letters.get(edged[at : at + 3], 0.0), self.letters.get(edged[at : at + 2], 0.0)
            total += math.log((three + 0.1) / (two + 4))
        return math.exp(total / max(1, len(word)))

    def between(self, before: str, word: str, after: str) -> float:
        """How much the neighbours speak for a word: those that it was seen with, and those of their kind."""
        seen = self.pairs.get(f"{before} {word}", 0) + self.pairs.get(f"{word} {after}", 0)
        left = _share(self.pairs.get(f"{near(before)} {word}", 0), self.before.get(word, 0))
        right = _share(self.pairs.get(f"{word} {near(after)}", 0), self.after.get(word, 0))
        common = _COMMON / (_COMMON + self.words.get(word, 0))
        return (1 + 4 * seen * common) * left * right


def _share(times: int, total: int) -> float:
    """How much of a word's use is beside this kind of neighbour; of a word seldom seen, nobody knows."""
    return (times + 1) / (total + 4) if total > _OFTEN else _USUAL


@cache
def load() -> Words:
    """The table, read once."""
    with (files("pipeline") / "ingest" / "repair" / "model" / "words.tsv.gz").open("rb") as file:
        return Words(gzip.decompress(file.read()).decode("utf-8").splitlines())
