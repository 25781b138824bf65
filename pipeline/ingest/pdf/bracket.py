"""Brackets: a font gives either the shape that is drawn or the sign that is meant, and its uses tell which."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf.bidi import Piece
from pipeline.ingest.pdf.cluster import Cluster

_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">", "“": "”"}
_OTHER = _PAIRS | {closing: opening for opening, closing in _PAIRS.items()}
_STOPS = frozenset(".,،؛;:؟?!")


@dataclass(slots=True)
class Vote:
    """What the brackets of each font say: above nothing, they are what they seem."""

    fonts: Counter[int]

    @classmethod
    def of(cls, rows: Iterable[tuple[Sequence[Piece], Sequence[Cluster]]]) -> "Vote":
        """The vote of rows in reading order: an opening bracket stands behind a space, a closing one before it."""
        fonts: Counter[int] = Counter()
        for pieces, clusters in rows:
            for at, piece in enumerate(pieces):
                if piece.text in _OTHER and piece.leftward and piece.at is not None:
                    fonts[clusters[piece.at].font] += _evidence(pieces, at)
        return cls(fonts)

    def said(self, piece: Piece, clusters: Sequence[Cluster]) -> str:
        """The text of a piece, a bracket turned where its font draws it so."""
        if piece.text not in _OTHER or not piece.leftward or piece.at is None:
            return piece.text
        vote = self.fonts[clusters[piece.at].font] or sum(self.fonts.values())
        return _OTHER[piece.text] if vote < 0 else piece.text


def _evidence(pieces: Sequence[Piece], at: int) -> int:
    before = at == 0 or pieces[at - 1].text.isspace()
    after = at + 1 == len(pieces) or pieces[at + 1].text.isspace() or pieces[at + 1].text in _STOPS
    if before == after:
        return 0
    opens = pieces[at].text in _PAIRS
    return 1 if opens == before else -1
