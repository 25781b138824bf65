"""Fonts that lie: the embedded font's own table of characters against the text that the file gives to its glyphs."""

from io import BytesIO
from struct import error as struct_error
from unicodedata import normalize

from fontTools.ttLib import TTFont, TTLibError
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdftypes import stream_value

_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩") | {chr(0x6F0 + digit) for digit in range(10)}
# What numbers are made of. Brackets are left out: a font mixes their drawn and their logical shapes.
_NUMERIC = _DIGITS | frozenset(".,/:%٪٫٬")
_VALUE = {0x660 + digit: str(digit) for digit in range(10)} | {0x6F0 + digit: str(digit) for digit in range(10)}
_VALUE |= {ord("٪"): "%", ord("٫"): ".", ord("٬"): ","}
_LARGEST = 32 * 1024 * 1024


class Fonts:
    """The font objects of a file, numbered in the order in which they are met.

    Two fonts of one name may be two objects with two tables, so the object is the key.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._kept: list[PDFFont] = []  # an id may be used again once its object is gone
        self._own: list[dict[int, str]] = []
        self._known: dict[tuple[int, int, str], str] = {}
        self.overridden: set[int] = set()

    def read(self, font: PDFFont, code: int, text: str) -> tuple[int, str]:
        """The number of the font object, and the text of its glyph: for digits what the font itself says."""
        number = self._numbers.get(id(font))
        if number is None:
            number = self._numbers[id(font)] = len(self._kept)
            self._kept.append(font)
            self._own.append(_own_characters(font))
        known = self._known.get((number, code, text))
        if known is None:
            known = self._known[number, code, text] = self._read(number, code, text)
        return number, known

    def _read(self, number: int, code: int, text: str) -> str:
        own = self._own[number].get(code)
        if own is not None and own in _NUMERIC and own.translate(_VALUE) != text.translate(_VALUE):
            self.overridden.add(number)
            return own
        return text

    def is_known(self, number: int, code: int) -> bool:
        """Whether the font itself says what a glyph of it is."""
        return code in self._own[number]


def _own_characters(font: PDFFont) -> dict[int, str]:
    """The characters of the glyphs by the font's own cmap; nothing where it has none or numbers glyphs otherwise."""
    if not isinstance(font, PDFCIDFont) or "FontFile2" not in font.descriptor:
        return {}
    data = stream_value(font.descriptor["FontFile2"]).get_data()
    if len(data) > _LARGEST:
        return {}
    try:
        with TTFont(BytesIO(data), lazy=True) as face:
            if "cmap" not in face:
                return {}
            own = {face.getGlyphID(name): chr(code) for code, name in (face.getBestCmap() or {}).items()}
    except (TTLibError, KeyError, ValueError, IndexError, AssertionError, OverflowError, struct_error):
        return {}
    said = font.unicode_map.cid2unichr if isinstance(font.unicode_map, FileUnicodeMap) else {}
    others = [code for code, character in own.items() if character.isalpha() and said.get(code, "").isalpha()]
    agreed = sum(normalize("NFKC", said[code]) == normalize("NFKC", own[code]) for code in others)
    # Where even the letters disagree, the file numbers its glyphs in another way.
    return own if agreed >= len(others) / 2 else {}
