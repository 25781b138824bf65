"""A glyph as a page draws it: its text, its place, its font."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


NOWHERE = Box(0, 0, 0, 0)


class Glyph(NamedTuple):
    """One drawing of one glyph.

    `text` is what the file says that it means, `font` and `code` which glyph of which font object it is. `y` is the
    baseline. `spoken` numbers the ActualText that it stands under (None: none). A `mirrored` glyph is drawn by a matrix
    that runs to the left; a `hidden` one is not painted (the text layer of a scan).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: int
    code: int
    spoken: int | None = None
    mirrored: bool = False
    hidden: bool = False
    rotated: bool = False
