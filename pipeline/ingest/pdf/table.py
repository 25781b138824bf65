"""The cells of a table: their lines, right column first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.glyph import Box
from pipeline.ingest.pdf.row import Row, rows
from pipeline.ingest.pdf.ruling import Grid


@dataclass(slots=True)
class Table:
    """A table: rows of cells from the right, each the rows of text that it holds."""

    box: Box
    cells: list[list[list[Row]]]


def tables(grids: Iterable[Grid], clusters: Sequence[Cluster]) -> tuple[list[Table], list[Cluster]]:
    """The tables that have text in at least two cells of two rows, and the clusters that stand in none."""
    left = list(clusters)
    found: list[Table] = []
    for grid in grids:
        inside, outside = _parted(grid.box, left)
        table = Table(grid.box, [[rows(_inside(box, inside)) if box else [] for box in row] for row in grid.rows])
        filled = [sum(bool(cell) for cell in row) for row in table.cells]
        if sum(count >= 2 for count in filled) >= 2 and sum(filled) >= 4:
            found.append(table)
            left = outside
    return found, left


def _parted(box: Box, clusters: Iterable[Cluster]) -> tuple[list[Cluster], list[Cluster]]:
    inside: list[Cluster] = []
    outside: list[Cluster] = []
    for cluster in clusters:
        (inside if _holds(box, cluster) else outside).append(cluster)
    return inside, outside


def _inside(box: Box, clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    return (cluster for cluster in clusters if _holds(box, cluster))


def _holds(box: Box, cluster: Cluster) -> bool:
    height = cluster.y - 0.3 * cluster.size
    return box.x0 - 1 <= cluster.middle <= box.x1 + 1 and box.top - 1 <= height <= box.bottom + 1
