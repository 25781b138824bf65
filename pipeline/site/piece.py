"""A stretch of a document as its page shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one look. `anchors` are the places that links lead to; `tip` says what was read.

    `inside` are the anchors of the mentions that it is part of: all their pieces are lit together. A piece without
    text tells how many characters a static copy leaves out here.
    """

    text: str
    classes: str = ""
    anchors: tuple[str, ...] = ()
    tip: str = ""
    inside: str = ""
    left_out: int = 0
