"""A row as text, with the spaces that were drawn or meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.pdf.bidi import Piece, bound, is_rightward, read
from pipeline.ingest.pdf.bracket import Vote
from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.glyph import Box
from pipeline.ingest.pdf.letter import TATWEEL
from pipeline.ingest.pdf.row import Row

_DRAWN, _MEANT = 0.3, 0.19  # of the size: a gap that is a space, where spaces are drawn and where they never are
_TOUCHING = 0.03


@dataclass(slots=True)
class Line:
    """A line of text on a page, with the footnote calls taken out of it: (place in the text, sign)."""

    text: str
    box: Box
    size: float
    y: float
    calls: list[tuple[int, str]] = field(default_factory=list)
    doubtful: int = 0
    bold: bool = False


@dataclass(slots=True)
class Arranged:
    """A row in the order in which it is read, before its brackets are known."""

    row: Row
    pieces: list[Piece]
    rightward: bool


def word_gap(rows: Sequence[Row]) -> float:
    """How wide a gap must be to be a space: less where the producer draws no spaces."""
    clusters = [cluster for row in rows for cluster in row.clusters]
    drawn = sum(cluster.is_space or " " in cluster.text for cluster in clusters)
    return _DRAWN if drawn > 0.04 * len(clusters) else _MEANT


def arranged(row: Row, gap: float, *, rightward: bool | None = None, backwards: bool = False) -> Arranged:
    """The row in reading order; `rightward` is the direction of its paragraph where that is known.

    A `backwards` row is drawn as it is read, from the left, by a program that knows nothing of Arabic.
    """
    pieces = _pieces(row.clusters, gap)
    if backwards:
        return Arranged(row, pieces, rightward=False)
    rightward = is_rightward(pieces) if rightward is None else rightward
    return Arranged(row, bound(read(pieces, rightward=rightward), _gaps(row.clusters)), rightward)


def composed(arrangement: Arranged, brackets: Vote) -> Line:
    """The text of an arranged row."""
    row = arrangement.row
    parts: list[str] = []
    places: dict[int, int] = {}
    length = 0
    for piece in arrangement.pieces:
        said = brackets.said(piece, row.clusters).replace(TATWEEL, "")
        if said.isspace() and (not parts or parts[-1].endswith(" ")):
            continue
        parts.append(said)
        length += len(said)
        if piece.at is not None:
            places[piece.at] = length
    text = "".join(parts)
    doubtful = sum(cluster.doubtful for cluster in row.clusters)
    line = Line(text.rstrip(), row.box, row.size, row.y, doubtful=doubtful)
    line.calls = sorted(_calls(row, places, len(line.text)))
    return line


def _calls(row: Row, places: dict[int, int], end: int) -> list[tuple[int, str]]:
    """Where the footnote calls stood: behind the cluster that they follow, which is the nearest to their right."""
    found = []
    for call in row.calls:
        right = [at for at, cluster in enumerate(row.clusters) if cluster.middle > call.middle and at in places]
        found.append((min(places[right[0]] if right else 0, end), call.text))
    return found


def _pieces(clusters: Sequence[Cluster], gap: float) -> list[Piece]:
    """The clusters from the left, with one space wherever there is one."""
    pieces: list[Piece] = []
    last: Cluster | None = None
    waiting: list[Cluster] = []
    for at, cluster in enumerate(clusters):
        if cluster.is_space:
            waiting.append(cluster)
            continue
        if last is not None and _is_parted(last, cluster, waiting, gap):
            pieces.append(Piece(" ", None))
        waiting = []
        if cluster.text:
            pieces.append(Piece(cluster.text, at, cluster.mirrored))
        if last is None or cluster.x1 > last.x1 or cluster.x0 > last.x1:
            last = cluster
    return pieces


def _is_parted(left: Cluster, right: Cluster, spaces: Sequence[Cluster], gap: float) -> bool:
    """Whether two neighbours belong to two words. A space drawn on top of touching letters parts nothing."""
    size = min(left.size, right.size)
    between = right.x0 - left.x1
    if between > gap * size or (left.word and right.word):
        return True
    if not spaces:
        return False
    covered = all(left.x0 < space.middle < left.x1 or right.x0 < space.middle < right.x1 for space in spaces)
    return not (covered and between < _TOUCHING * size)


def _gaps(clusters: Sequence[Cluster]) -> list[tuple[float, float]]:
    """How far each cluster stands from what is written left and right of it."""
    far = float("inf")
    lefts, rights = [far] * len(clusters), [far] * len(clusters)
    inked = [at for at, cluster in enumerate(clusters) if not cluster.is_space]
    for left, right in pairwise(inked):
        rights[left] = lefts[right] = clusters[right].x0 - clusters[left].x1
    return list(zip(lefts, rights, strict=True))
