"""Whether the letters of a page can be trusted: what Arabic looks like in numbers, and what a broken text layer does.

The bounds are measured on the pages of sound files (stop words 0.13 to 0.24 of the words, words of one letter at most
0.018, mean length 4.6 to 5.5) and of broken ones (letters lost, alphabets shifted or swapped, text reversed).
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import load
from pipeline.text import fold

UNMAPPED = 0.05  # of the glyphs: nobody can say what they are
SINGLE = 0.045  # of the words: one letter
STOP = 0.05  # of the words: في، من، على…
LENGTH = (3.6, 6.8)  # letters of a word, on average
WORDS = 50  # fewer say nothing of lengths and stop words
FEWER = 30  # fewer say nothing of what is missing altogether
FEW = 12  # fewer say nothing at all

_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]+")
# Single letters that sound pages are full of: a list's marks, a clitic set apart, a year's calendar.
_MARK = re.compile(r"(?<!\w)(?:\w\s?[)./-]|و(?=\s)|(?<=\d\s)[مه](?!\w))")
_OTHER = re.compile(r"[^\W\d_\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Signs:
    """What is counted on a page."""

    words: int
    single: float
    stop: float
    article: float
    turned: float
    length: float
    latin: float


def signs(text: str) -> Signs:
    """The signs of a text: shares of its Arabic words."""
    words = _WORD.findall(_MARK.sub(" ", fold(text).text))
    count = len(words) or 1
    letters = sum(map(len, words)) or 1
    return Signs(
        words=len(words),
        single=sum(len(word) == 1 for word in words) / count,
        stop=sum(word in _stop() for word in words) / count,
        article=sum(word.startswith(("ال", "وال", "بال", "لل")) for word in words) / count,
        turned=sum(word.endswith("لا") and len(word) > 3 for word in words) / count,
        length=letters / count,
        latin=len(_OTHER.findall(text)) / (letters + len(_OTHER.findall(text))),
    )


def faults(text: str, glyphs: int, doubtful: int) -> tuple[str, ...]:
    """Why the letters of a page are not those of its paper; nothing where they seem to be."""
    found = []
    if doubtful > max(UNMAPPED * glyphs, 2):
        found.append(f"{100 * doubtful / glyphs:.0f}% of the glyphs have no text")
    sign = signs(text)
    if sign.words >= FEW and sign.single > (SINGLE if sign.words >= WORDS else 4 * SINGLE):
        found.append(f"{100 * sign.single:.0f}% of the words have one letter")
    if runs_backwards(text):
        found.append("the words run backwards")
    if sign.words >= FEWER and sign.stop < 0.02 and sign.article < 0.06:
        found.append("none of its words is a common one")
    elif sign.words >= WORDS and sign.latin < 0.5:
        if sign.stop < STOP and sign.article < 0.2:
            found.append(f"{100 * sign.stop:.0f}% of the words are the common ones")
        if not LENGTH[0] <= sign.length <= LENGTH[1]:
            found.append(f"words of {sign.length:.1f} letters")
    return tuple(found)


def runs_backwards(text: str) -> bool:
    """Whether the words of a text end with the article: «ةرازولا»."""
    if text.count("لا") < 3:
        return False
    sign = signs(text)
    return sign.words >= FEW and sign.turned > 0.1 and sign.turned > 2 * sign.article


@cache
def _stop() -> frozenset[str]:
    rows = (row for row in load()["language"] if row["language"] == "ar")
    return frozenset(fold(word).text for row in rows for word in row.words)
