"""A row as it stands on paper turned into the order in which it is read, numbers kept as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf.letter import is_arabic, is_digit, is_latin

_JOINERS = frozenset(".,:/٫٬،")  # one of them, unspaced, between digits: the number goes on
_PERCENT = frozenset("%٪‰")


@dataclass(slots=True)
class Piece:
    """A stretch of a row that is never split: its text in reading order and the place of its cluster (None: a space).

    `leftward` says, once it was read, that it stands in a run that is read from the right.
    """

    text: str
    at: int | None
    mirrored: bool = False
    leftward: bool = False


def is_rightward(pieces: Sequence[Piece]) -> bool:
    """Whether a row is of a language that is written from the left."""
    arabic = sum(len(piece.text) for piece in pieces if is_arabic(piece.text))
    latin = sum(len(piece.text) for piece in pieces if is_latin(piece.text))
    return latin > 2 * arabic


def read(pieces: Sequence[Piece], *, rightward: bool = False) -> list[Piece]:
    """The pieces of a row, given from the left, in the order in which they are read.

    `م 2025/03/15 ,ةنس` -> سنة, 15/03/2025 م
    """
    kinds = _kinds(pieces)
    if rightward:
        return [piece for start, end, leftward in _words(kinds) for piece in _turned(pieces[start:end], leftward)]
    runs = [(start, end, not island) for start, end, island in _runs(kinds, "LN")]
    return [piece for start, end, leftward in reversed(runs) for piece in _turned(pieces[start:end], leftward)]


def _turned(pieces: Sequence[Piece], leftward: bool) -> Sequence[Piece]:
    for piece in pieces:
        piece.leftward = leftward
    return pieces[::-1] if leftward else pieces


def _words(kinds: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The runs of a row that is written from the left: from the first to the last letter of each Arabic stretch."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(kinds):
        end = at + 1
        if kinds[at] == "A":
            last = at
            while end < len(kinds) and kinds[end] in "AR":
                last = end if kinds[end] == "A" else last
                end += 1
            end = last + 1
        runs.append((at, end, kinds[at] == "A"))
        at = end
    return runs


def _runs(kinds: Sequence[str], inner: str) -> list[tuple[int, int, bool]]:
    """The stretches that are read against the row (True) and with it."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(kinds):
        island = kinds[at] in inner
        end = at + 1
        while end < len(kinds) and (kinds[end] in inner) == island and not (island and kinds[end] != kinds[at]):
            end += 1
        runs.append((at, end, island))
        at = end
    return runs


def _kinds(pieces: Sequence[Piece]) -> list[str]:
    """A for Arabic, L for Latin stretches, N for numbers, R for the spaces and signs around them."""
    kinds = [_kind(piece) for piece in pieces]
    _latin(kinds)
    _numbers(pieces, kinds)
    return [kind if kind in "ALN" else "R" for kind in kinds]


def _kind(piece: Piece) -> str:
    if piece.mirrored or is_arabic(piece.text):
        return "A"
    if is_latin(piece.text):
        return "L"
    if is_digit(piece.text):
        return "D"
    return "S" if piece.text.isspace() else "O"


def _latin(kinds: list[str]) -> None:
    """Join Latin words over spaces and signs, and the numbers glued to them («Covid-19»)."""
    at = 0
    while at < len(kinds):
        if kinds[at] != "L":
            at += 1
            continue
        end = last = at
        spaced = False
        while end + 1 < len(kinds) and kinds[end + 1] != "A":
            end += 1
            spaced = spaced or kinds[end] == "S"
            if kinds[end] == "L":
                last, spaced = end, False
            elif kinds[end] == "D" and not spaced:
                last = end
        first = at
        while first > 0 and kinds[first - 1] == "D":
            first -= 1
        for index in range(first, last + 1):
            kinds[index] = "L"
        at = last + 1


def _numbers(pieces: Sequence[Piece], kinds: list[str]) -> None:
    """Digits, and digits joined by one sign, run to the right."""
    for at, kind in enumerate(kinds):
        if kind == "D" or (
            kind == "O"
            and pieces[at].text in _JOINERS
            and 0 < at < len(kinds) - 1
            and kinds[at - 1] == "N"
            and kinds[at + 1] == "D"
        ):
            kinds[at] = "N"


def bound(pieces: list[Piece], gaps: Sequence[tuple[float, float]]) -> list[Piece]:
    """The pieces with every percent sign put behind the number that it stands at, whichever side it was drawn on.

    `gaps` are the distances of a row's clusters to what stands left and right of them, by their place.
    """
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.text in _PERCENT and piece.at is not None and piece.leftward:
            left, right = gaps[piece.at]
            first = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text == " ")
            behind = at > 0 and is_digit(pieces[at - 1 - (pieces[at - 1].text == " " and at > 1)].text)
            if first < len(pieces) and is_digit(pieces[first].text) and not (behind and right <= left):
                end = first + 1
                while end < len(pieces) and (is_digit(pieces[end].text) or _joins(pieces, end)):
                    end += 1
                # `% 60` -> 60 %, `%60` -> 60%
                pieces[at:end] = [*pieces[first:end], *pieces[at + 1 : first], piece]
                at = end
                continue
        at += 1
    return pieces


def _joins(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].text in _JOINERS and at + 1 < len(pieces) and is_digit(pieces[at + 1].text)
