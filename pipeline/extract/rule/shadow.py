"""The shadow of a sentence: its key, in which each mention that a shape may hold stands as one character."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.rule.cue import Cues
from pipeline.records import Mention, Sentence
from pipeline.text import TOKENS

# One private-use character stands for a mention; in the document's own text these become U+FFFD.
_MARKS = {
    kind: chr(0xE000 + i)
    for i, kind in enumerate(
        ("number", "law", "score", "date", "ordinal", "figure", "place", "person", "organization", "concept")
    )
}
_PRIVATE_CHARS = re.compile("[\ue000-\uf8ff]")


def mark(kind: str) -> str:
    """The character that stands for a mention of this kind."""
    return _MARKS[kind]


@dataclass(slots=True)
class Shadow:
    """The key of a sentence with some mentions each replaced by one character.

    `starts` and `ends` give, for each of its characters, the stretch of the key behind it.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    mentions: Mapping[int, Mention]
    _cued: list[tuple[int, int]] = field(default_factory=list)
    _places: dict[int, list[int]] = field(default_factory=dict)

    def look_up(self, cues: Cues) -> int:
        """Look every word up; the bits that they bring."""
        have = 0
        self._cued.clear()
        self._places.clear()
        for token in TOKENS.finditer(self.text):
            for offset, bits in cues[token[0]]:
                self._cued.append((token.start() + offset, bits))
                have |= bits
        return have

    def places(self, bit: int) -> list[int]:
        """Where a word stands that brings this bit."""
        places = self._places.get(bit)
        if places is None:
            places = self._places[bit] = [place for place, bits in self._cued if bits & bit]
        return places


def cast(sentence: Sentence, mentions: Sequence[Mention]) -> Shadow:
    """The shadow in which these mentions, which do not overlap, are replaced."""
    text = _PRIVATE_CHARS.sub("\ufffd", sentence.key.text)
    if not mentions:
        return Shadow(text, range(len(text)), range(1, len(text) + 1), {})
    origin = sentence.key.origin
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    found: dict[int, Mention] = {}
    at = 0
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        first, last = bisect_left(origin, mention.span.start), bisect_left(origin, mention.span.end)
        parts.append(text[at:first])
        starts.extend(range(at, first))
        ends.extend(range(at + 1, first + 1))
        found[len(starts)] = mention
        parts.append(mark(mention.kind))
        starts.append(first)
        ends.append(last)
        at = last
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Shadow("".join(parts), starts, ends, found)
