"""Where the sentences of a line begin: after its stops, but not in a short quotation, a number or an abbreviation."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 1000  # characters of a sentence; where an author gives no full stop, a comma or a space must do
QUOTED = 500  # a full stop inside a quotation no longer than this does not end the sentence

_CLOSERS = frozenset('"»”’›)]}')
_STOPS = frozenset(".!?؟\u06d4")
_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "(": ")", "[": "]"}
_CLOSING = {closer: opener for opener, closer in _PAIRS.items()}
_QUOTE_ENDS = frozenset('"»”’›')
_SEMICOLONS = frozenset({"؛", ";", "..", "...", "…"})
_COMMAS = frozenset({"،", ",", ":"})
_ATTACHED = frozenset("،,:;؛)]»”%٪")
_ITEM = re.compile(r"[\dA-Za-z]{1,3}|.[\u0640]?")
_ENDS = _CLOSERS | _STOPS
_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a line: their words, where each begins and ends, and whether a space follows."""

    words: Sequence[str]
    begins: Sequence[int]
    ends: Sequence[int]
    spaced: Sequence[bool]

    @classmethod
    def of(cls, text: str, doc: "Doc") -> "Line":
        """The tokens of a text, in arrays: spaCy would make an object of each."""
        lengths, spaced = doc.to_array(["LENGTH", "SPACY"]).astype("int64").T
        ends = (lengths + spaced).cumsum() - spaced
        begins, stops = (ends - lengths).tolist(), ends.tolist()
        words = [text[begin:end] for begin, end in zip(begins, stops, strict=True)]
        return cls(words, begins, stops, spaced.tolist())

    def starts(self) -> Iterator[int]:
        """The tokens that begin a sentence, the first among them."""
        words, closed = self.words, self.enclosed()
        starts = [0]
        at = 0
        while at < len(words):
            after = at + 1
            if self.stops(at) and after > closed.get(at, 0) and self.completes(at, starts[-1]):
                while after < len(words) and not self.spaced[after - 1] and words[after] in _ENDS:
                    after += 1
                if after < len(words) and words[after] not in _ATTACHED:
                    starts.append(after)
            at = after
        for start, end in pairwise([*starts, len(words)]):
            yield start
            yield from self.breaks(start, end)

    def stops(self, at: int) -> bool:
        """Whether this token may end a sentence: a stop, or the «م.» of a year («2026م.»)."""
        word = self.words[at]
        return word in _STOPS or (
            word[-1] == "." and at > 0 and len(word) < 4 and self.glued(at) and self.digit(at - 1)
        )

    def glued(self, at: int) -> bool:
        """Whether no space stands before the token."""
        return at > 0 and not self.spaced[at - 1]

    def digit(self, at: int) -> bool:
        """Whether the token ends in a digit."""
        return self.words[at][-1].isdigit()

    def initial(self, at: int) -> bool:
        """Whether the token is a single Arabic letter that stands alone: not the «م» of «2017م»."""
        word = self.words[at].rstrip("\u0640")
        return len(word) == 1 and bool(_LETTERS.match(word)) and not (self.glued(at) and self.digit(at - 1))

    def completes(self, at: int, start: int) -> bool:
        """Whether a stop ends the sentence that began at `start`: not after «م» or «1», or inside a number."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if self.words[at] in "!?؟" and following in _QUOTE_ENDS and not self.spaced[at]:
            return False  # «كفى!» فساد الصمت
        if at == start or self.words[at] != ".":
            return at > start
        if self.glued(at) and (self.initial(at - 1) or (at - 1 == start and _ITEM.fullmatch(self.words[at - 1]))):
            return False  # «م. أخنوش», «1. »
        if not self.spaced[at]:
            return not (following[:1].isdigit() or (following[:1].isascii() and following[:1].isalpha()))
        # «يوسف. أ»: a surname cut to its first letter.
        return not (following and self.initial(at + 1) and self.spaced[at + 1])

    def enclosed(self) -> dict[int, int]:
        """For every stop inside a short quotation or bracket, the token that closes it."""
        closed: dict[int, int] = {}
        stops: list[int] = []
        opened: dict[str, int] = {}
        for at, word in enumerate(self.words):
            if word in _STOPS:
                stops.append(at)
            elif word == '"' and not self.closes(at, opened.get(word)):
                opened[word] = at
            elif word == '"' or word in _CLOSING:
                first = opened.pop(_CLOSING.get(word, word), None)
                if first is None or self.ends[at] - self.begins[first] > QUOTED:
                    continue
                for stop in reversed(stops):
                    if stop < first:
                        break
                    if stop < at - 1 or word == ")":
                        closed[stop] = at
            elif word in _PAIRS:
                opened[word] = at
        return closed

    def closes(self, at: int, opened: int | None) -> bool:
        """Whether a straight quotation mark closes the one that stands open."""
        if opened is None:
            return False
        opening = not self.glued(at) and not self.spaced[at]
        return not (opening and self.ends[at] - self.begins[opened] > QUOTED)

    def breaks(self, start: int, end: int) -> Iterator[int]:
        """Where a sentence that is too long is broken: after a semicolon, a comma, or before a word with و."""
        while end > start and self.ends[end - 1] - self.begins[start] > LONGEST:
            first = self.begins[start]
            last = min(bisect_right(self.begins, first + LONGEST, start + 1, end), end - 1)
            while last > start + 1 and self.ends[last - 1] - first > LONGEST:
                last -= 1
            early = max(bisect_right(self.begins, first + LONGEST // 2, start + 1, last), start + 1)
            start = max(range(early, last + 1), key=lambda at: (self.worth(at), at), default=last)
            yield start

    def worth(self, at: int) -> int:
        """How good a break before this token is."""
        before, word = self.words[at - 1], self.words[at]
        if before in _SEMICOLONS:
            return 4
        if before in _COMMAS:
            return 3
        if self.glued(at) or before[-1].isdigit() or word[0].isdigit():
            return 0
        return 2 if word[0] == "و" and len(word) > 3 else 1
