"""The verdict on a page: sound, or why its digits, its letters or both cannot be trusted."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ingest.pdf.digit import Digit, disagreement, implausible
from pipeline.ingest.pdf.letter import is_digit
from pipeline.ingest.pdf.number import Number, numbers
from pipeline.ingest.pdf.quality import UNMAPPED, faults
from pipeline.ingest.pdf.sheet import Sheet

PICTURE = "a picture without a text layer"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is remembered of how a page was drawn, once its glyphs are forgotten."""

    glyphs: int
    doubtful: int
    hidden: int
    images: int
    fault: str | None
    digits: frozenset[Digit] = frozenset()
    numbers: tuple[Number, ...] = ()

    @property
    def fonts(self) -> frozenset[int]:
        """The fonts that draw its digits."""
        return frozenset(digit.font for digit in self.digits)

    @classmethod
    def of(cls, sheet: Sheet) -> "Drawn":
        """Of one page."""
        digits = frozenset(
            Digit(cluster.font, cluster.code, cluster.text)
            for cluster in sheet.clusters
            if not cluster.whole and is_digit(cluster.text)
        )
        doubtful = sum(cluster.doubtful for cluster in sheet.clusters)
        # Kept only where they may be all that is sound.
        found = tuple(numbers(sheet.clusters)) if doubtful > UNMAPPED * sheet.glyphs else ()
        return cls(sheet.glyphs, doubtful, sheet.hidden, sheet.images, sheet.fault, digits, found)


class Verdict(NamedTuple):
    """The quality of a page (sound, digits, letters, ocr, empty) and the reasons."""

    quality: str
    reasons: tuple[str, ...] = ()
    by_ocr: bool = False


def judged(
    text: str, drawn: Drawn, overridden: AbstractSet[int], colliding: AbstractSet[int], other: str | None
) -> Verdict:
    """The verdict: digits (letters only are sound), letters (nothing is), ocr (another program's), empty, or sound.

    `overridden` are the fonts whose own digits were believed against the layer, `colliding` those that cannot tell
    their digits; `other` is what another reader finds in the same layer.
    """
    if drawn.fault:
        return Verdict("letters", (f"its stream is damaged ({drawn.fault})",))
    if not text.strip():
        return Verdict("empty", (PICTURE,) if drawn.images else ())
    letters = faults(text, drawn.glyphs, drawn.doubtful)
    if letters:
        return Verdict("letters", letters)
    if drawn.hidden > 0.5 * drawn.glyphs:
        return Verdict("ocr", ("its letters lie unseen over a picture: another program's OCR",))
    overridden = drawn.fonts & overridden
    reasons = [
        "two glyphs of a font claim to be one digit" if drawn.fonts & colliding else None,
        # Where the font was believed against the layer, a reader of the layer must differ.
        disagreement(text, other) if not overridden else None,
        implausible(text),
    ]
    found = tuple(reason for reason in reasons if reason)
    if found:
        return Verdict("digits", found)
    return Verdict("sound", ("digits are read by the font's own table, against the text layer",) if overridden else ())
