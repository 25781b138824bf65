"""Cues: which words make which rules worth a try; every word of a text is looked up once."""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.lexicon import Lexicon

# Among the words that a rule asks for: any digit.
DIGITS = frozenset({"0"})
# At this many words that were looked up it starts afresh.
_KEPT = 200_000


class Cues(dict[str, tuple[tuple[int, int], ...]]):
    """A bit for every set of words that some rule asks for; and for every word of a text, where it brings which bits.

    «وبالرباط» brings the bits of «وبالرباط», at 1 those of «بالرباط», at 2 those of «الرباط» and «رباط».
    """

    def __init__(self) -> None:
        super().__init__()
        self._sets: dict[frozenset[str], int] = {}
        self._words: dict[str, int] = {}
        self.asked = 0  # how many sets of words, so far

    @property
    def all(self) -> int:
        """Every bit."""
        return (1 << self.asked) - 1

    def bit(self, words: frozenset[str]) -> int:
        """The bit that stands for a set of words."""
        bit = self._sets.get(words)
        if bit is None:
            bit = self._sets[words] = 1 << self.asked
            self.asked += 1
            for word in words:
                self._words[word] = self._words.get(word, 0) | bit
            self.clear()
        return bit

    def __missing__(self, word: str) -> tuple[tuple[int, int], ...]:
        bits: dict[int, int] = {}
        for offset, form in _forms(word):
            if form in self._words:
                bits[offset] = bits.get(offset, 0) | self._words[form]
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = tuple(bits.items())
        return found


@lru_cache(maxsize=8)
def cues(_lexicon: Lexicon) -> Cues:
    """The cues of a lexicon: each rule that is compiled adds its own."""
    return Cues()


def _forms(word: str) -> Iterator[tuple[int, str]]:
    """A word without up to two clitics, as it stands and without its article, and where that begins."""
    if word.isdecimal():
        yield from ((0, digit) for digit in DIGITS)
    for offset in range(3):
        yield offset, word
        if word.startswith("ال") and len(word) > 3:
            yield offset, word[2:]
        if word[0] == "ل" and len(word) > 2:
            yield offset, "ا" + word  # للأربعاء: the article without its alef
            yield offset, word[1:]
        if word[0] not in "وفبلك" or len(word) <= 2:
            return
        word = word[1:]
