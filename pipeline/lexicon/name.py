"""The words of a sentence as names are read from them: with and without clitics and article."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.records import Sentence

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEAR = re.compile(r"[^\S\n]{1,3}|-")
_COMMA = re.compile(r"\s{0,2},\s{1,2}")
DEFINITE = re.compile(r"[وف]?(?:ال|بال|كال|لل)[^\W\d_]{2,}")


class Word(NamedTuple):
    """A word of a key, and how it hangs on the one before: `near` (a space), `comma`, or neither."""

    text: str
    start: int
    end: int
    near: bool
    comma: bool

    @property
    def definite(self) -> bool:
        """Whether it bears the article, with a clitic or without."""
        return DEFINITE.fullmatch(self.text) is not None


_ON = re.compile(r"(?<![^\W\d_])[وف]?(?:بال)?علي(?![^\W\d_])")


def legible(sentence: Sentence, text: str) -> str:
    """The text with «على» spelled again where it is no «علي»: folding has merged the preposition and the name."""
    if "علي" not in text or len(text) != len(sentence.key.text):
        return text
    parts, last = [], 0
    for hit in _ON.finditer(text):
        at = sentence.key.origin[hit.end() - 1] - sentence.span.start
        if sentence.text[at] == "ى":
            parts.append(text[last : hit.end() - 1] + "ى")
            last = hit.end()
    return "".join(parts) + text[last:]


# Extractors, linking and context all ask for the words of a sentence: those of a document stay at hand.
@lru_cache(maxsize=256)
def split(text: str) -> tuple[Word, ...]:
    """The words of a key in order."""
    found = []
    last = 0
    for hit in _LETTERS.finditer(text):
        gap = text[last : hit.start()]
        near = gap == " " or _NEAR.fullmatch(gap) is not None
        found.append(Word(hit[0], hit.start(), hit.end(), near, not near and _COMMA.fullmatch(gap) is not None))
        last = hit.end()
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[tuple[str, int], ...]:
    """A word with and without its leading clitics, each with the number of letters that stay outside.

    >>> forms("وللوزير")
    (('وللوزير', 0), ('للوزير', 1), ('الوزير', 2))
    """
    found = [(word, 0)]
    at = 0
    if word[:1] in ("و", "ف") and len(word) > 3:
        at = 1
        found.append((word[1:], 1))
    rest = word[at:]
    if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
        found.append(("ال" + rest[2:], at + 1) if rest.startswith("لل") else (rest[1:], at + 1))
    return tuple(found)


def bare(word: str) -> str:
    """A word without the article and without the alef of the accusative: `الوزير`, `وزيرا` -> `وزير`."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word
