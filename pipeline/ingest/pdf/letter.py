"""The text of a glyph as letters: no shapes, no controls, no ligature back to front."""

import re
from functools import cache
from unicodedata import category, normalize

TATWEEL = "\u0640"
ALEFS = frozenset("اأإآٱ")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Presentation forms are shapes of letters; U+FDF0 and after are words in one glyph, and stay.
_SHAPES = re.compile("[\ufb50-\ufd3d\ufd40-\ufdef\ufe70-\ufefc]+")
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ud800-\udfff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\n]")
# Letters of other languages in Arabic script that fonts give for Arabic ones.
PERSIAN = str.maketrans("یکہھەۀۃ", "يكهههةة")
# Letters that only those languages have.
FOREIGN = frozenset("پچژگٹڈڑںےڭۆۇۈۋێڤ")
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4]")


@cache
def clean(text: str) -> str:
    """The letters that a glyph stands for: `ﻼ` -> لا; a control, a soft hyphen -> nothing; `(cid:7)` -> nothing."""
    text = _SPACES.sub(" ", _CONTROL.sub("", _UNMAPPED.sub("", text)))
    # The isolated form of a mark is given with a space under it.
    shaped = _SHAPES.sub(lambda shape: normalize("NFKC", shape[0]).replace(" ", ""), text)
    return flipped(shaped)


def flipped(text: str) -> str:
    """A lam-alef that is written in the order of its drawing: ال -> لا. One glyph never is alef and lam."""
    bare = [letter for letter in text if not is_mark(letter)]
    if len(bare) == 2 and bare[0] in ALEFS and bare[1] == "ل":
        return text[::-1]
    return text


@cache
def is_unmapped(text: str) -> bool:
    """Whether nobody can say what the glyph is: no text, a private character, or a bare number."""
    return not text.strip("\x00") or bool(_UNMAPPED.search(text))


@cache
def is_mark(text: str) -> bool:
    """Whether a text is nothing but harakat and the like."""
    return bool(text) and all(category(character) in ("Mn", "Me") for character in text)


@cache
def is_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return bool(_ARABIC.search(text))


@cache
def is_latin(text: str) -> bool:
    """Whether a text has a letter that is read from the left."""
    return any(character.isalpha() for character in text) and not is_arabic(text)


@cache
def is_digit(text: str) -> bool:
    """Whether a text is digits."""
    return bool(text) and all("0" <= character <= "9" or category(character) == "Nd" for character in text)
