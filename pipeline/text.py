"""Text is evidence and never changes; what is matched is a folded shadow of it.

`fold` deletes what Arabic typing varies (harakat, tatweel, bidi controls) and replaces what it writes in several ways
(hamza seats, ى and ي, ة and ه, digit systems), and remembers where every character of the key stood. The character map
is camel-tools' "arclean" (Obeid et al., LREC 2020) with its alef, ى and ة normalisers, corrected where they lose
information or positions: the corrections stand in `_CORRECTED`, and a test lists every difference with its reason.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from camel_tools.utils.charmap import CharMapper


class Span(NamedTuple):
    """A half-open stretch of code points: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Key:
    """A folded text that remembers where each of its characters stood.

    `origin[i]` is the code point of the source that became `text[i]`; a ligature gives several characters one origin.
    """

    text: str
    origin: Sequence[int]

    def to_source(self, start: int, end: int) -> Span:
        """The span of the source that was folded into `text[start:end]` (not empty)."""
        return Span(self.origin[start], self.origin[end - 1] + 1)


# Marks that are written or left out at will: harakat and Quranic signs, tatweel, zero-width and bidi controls, soft
# hyphen, variation selectors.
_SILENT = (
    "\u00ad\u061c\u0640\u0670\ufeff"
    "\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f"
)
_BLOCKS = (
    (0x00A0, 0x00BF),
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x0870, 0x08FF),
    (0x180E, 0x180E),
    (0x2000, 0x206F),
    (0x2212, 0x2212),
    (0x3000, 0x3000),
    (0xFB50, 0xFE0F),
    (0xFE70, 0xFEFF),
)

# Where camel-tools' map does not serve: {character: what it becomes here}.
_CORRECTED = {
    "«": "«", "»": "»", "‹": "‹", "›": "›", "“": "“", "”": "”", "‘": "‘", "’": "’",  # direction tells who speaks
    "…": "…", "‰": "‰", "‱": "‱", "†": "†", "‡": "‡", "•": "•", "※": "※", "؞": "؞", "؋": "؋", "؈": "؈",  # signs
    "٫": ".",  # a decimal sign: the map makes it a comma
    "−": "-",
    "٬": ",",  # a grouping sign: the map makes it an apostrophe
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ۂ": "ه", "ۀ": "ه", "ۃ": "ه",  # the map loses ە and makes ۂ a word of its own
    "ی": "ي", "ۍ": "ي", "ێ": "ي", "ې": "ي", "ے": "ي", "ۓ": "ي", "ۑ": "ي",  # not the final ى that the map makes of ی
    "ٶ": "و", "ٷ": "و", "ٸ": "ي", "ٵ": "ا", "ٴ": "ء", "ۥ": "", "ۦ": "", "۽": "۽", "۾": "۾",
    "\u2028": "\n", "\u2029": "\n",  # line ends, not spaces
}  # fmt: skip
# camel-tools' normalize_alef_ar, normalize_alef_maksura_ar and normalize_teh_marbuta_ar, and the other hamza seats.
_SEATS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")


@cache
def _silent() -> re.Pattern[str]:
    return re.compile(f"[{_SILENT}]")


class _Images(dict[int, str | int]):
    """Code point to what it becomes; a character that no rule names stays itself."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


@cache
def _images() -> _Images:
    arclean = CharMapper.builtin_mapper("arclean")
    images = _Images()

    def image(char: str) -> str:
        if _silent().match(char):
            return ""
        if char in _CORRECTED:
            return _CORRECTED[char]
        if char >= "\ufb50":
            parts = unicodedata.normalize("NFKC", char)
            return "".join(map(image, parts)).strip() if parts != char else char
        if "\u0600" <= char < "\u0700" or char >= "\u2000":
            cleaned = arclean.map_string(char)
            return cleaned.translate(_SEATS) if len(cleaned) == 1 else char
        return " " if char in "\u00a0\u3000" else char.translate(_SEATS)

    for first, last in _BLOCKS:
        for code in range(first, last + 1):
            if unicodedata.category(chr(code)) != "Cn":
                images[code] = image(chr(code))
    return images


@cache
def _resized() -> re.Pattern[str]:
    """The characters that do not become exactly one character."""
    return re.compile(
        "[" + "".join(chr(code) for code, to in _images().items() if isinstance(to, str) and len(to) != 1) + "]"
    )


def fold(text: str, offset: int = 0) -> Key:
    """Fold away what Arabic typing varies; `offset` is where `text` starts in its document.

    >>> fold("الأوّل").text
    'الاول'
    >>> fold("١١٬٣٣٨ سريراً").text
    '11,338 سريرا'
    """
    key = text.translate(_images())
    end = offset + len(text)
    resized = _resized().finditer(text)
    first = next(resized, None)
    if first is None:
        return Key(key, range(offset, end))
    origin: list[int] = []
    at = 0
    images = _images()
    while first is not None:
        here = first.start()
        origin.extend(range(offset + at, offset + here))
        origin.extend([offset + here] * len(str(images[ord(first[0])])))
        at = here + 1
        first = next(resized, None)
    origin.extend(range(offset + at, end))
    return Key(key, tuple(origin))


def bare(text: str) -> str:
    """The letters as typed, without harakat, tatweel and invisible marks (folding would merge علي and على)."""
    return _silent().sub("", text)


def with_marks(text: str, span: Span, offset: int = 0) -> Span:
    """The span with the harakat that its last letter carries; `offset` is where `text` starts in its document."""
    end = span.end - offset
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end + offset)


_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
_PREFIXED = re.compile(r"(?<!\w)[وف]?(?:[بك]?(?:ال)?|لل?)(?=\d)")
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])")


def searchable(key: str) -> str:
    """The key as full-text search keeps it: numbers ungrouped, freed of clitics and of the letters glued to them.

    >>> searchable("11,338 سريرا و295 مركزا، 47بالمائه")
    '11338 سريرا 295 مركزا، 47 بالمائه'
    """
    key = _PREFIXED.sub("", _GLUED.sub(" ", key))
    return _GROUPED.sub(lambda number: number[0].replace(",", ""), key)


# The runs of letters of a key, digits apart.
LETTERS = re.compile(r"[^\W\d_]+")
# What a phrase can begin with: a run of letters, the first of some digits, a sign.
TOKENS = re.compile(r"[^\W\d_]+|(?<!\d)\d|[^\w\s]")
