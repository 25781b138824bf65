"""Rows: what stands on one baseline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.glyph import Box
from pipeline.ingest.pdf.letter import is_digit

_BASELINE = 0.22  # of the size: fonts that fall in for others share the baseline, not the box
_SMALL = 0.78  # of the size of its row: a raised mark
_RAISED = 0.7
_WIDE = 0.8  # of the size: a gap that may be a gutter


@dataclass(slots=True)
class Row:
    """The clusters of one baseline, from the left; `calls` are the footnote marks that stood among them."""

    clusters: list[Cluster]
    y: float
    size: float
    calls: list[Cluster] = field(default_factory=list)

    @classmethod
    def of(cls, clusters: Sequence[Cluster]) -> "Row":
        """A row of some clusters."""
        inked = [cluster for cluster in clusters if not cluster.is_space] or list(clusters)
        size = median(cluster.size for cluster in inked)
        return cls(sorted(clusters, key=lambda cluster: cluster.middle), median(c.y for c in inked), size)

    @property
    def box(self) -> Box:
        """The box of what is written."""
        boxes = [cluster.box for cluster in self.clusters if not cluster.is_space]
        if not boxes:
            boxes = [cluster.box for cluster in self.clusters]
        box = boxes[0]
        for other in boxes[1:]:
            box = box.around(other)
        return box

    def inks(self) -> Iterator[tuple[float, float]]:
        """The stretches that are written on, from the left, parted by gaps that may be gutters."""
        start = end = None
        for cluster in self.clusters:
            if cluster.is_space:
                continue
            if start is None or end is None:
                start, end = cluster.x0, cluster.x1
            elif cluster.x0 - end > _WIDE * self.size:
                yield start, end
                start, end = cluster.x0, cluster.x1
            else:
                end = max(end, cluster.x1)
        if start is not None and end is not None:
            yield start, end

    def part(self, left: float, right: float) -> "Row | None":
        """What of the row stands between two places."""
        inside = [cluster for cluster in self.clusters if left <= cluster.middle < right]
        if not any(not cluster.is_space for cluster in inside):
            return None
        calls = [call for call in self.calls if left <= call.middle < right]
        return Row(inside, self.y, self.size, calls)


def rows(clusters: Iterable[Cluster]) -> list[Row]:
    """The rows of a page or of a cell, from the top; a raised or lowered mark is put into its row."""
    found: list[list[Cluster]] = []
    for cluster in sorted(clusters, key=lambda cluster: cluster.y):
        for row in reversed(found[-3:]):
            if abs(cluster.y - row[0].y) <= _BASELINE * min(cluster.size, row[0].size):
                row.append(cluster)
                break
        else:
            found.append([cluster])
    made = [Row.of(row) for row in found if any(not cluster.is_space for cluster in row)]
    made.sort(key=lambda row: row.y)
    for one in _with_small(made):
        _take_calls(one)
        _drop_doubles(one)
    return made


def _with_small(made: list[Row]) -> list[Row]:
    """Put raised and lowered marks into the row beside which they stand."""
    for row in list(made):
        if sum(not cluster.is_space for cluster in row.clusters) > 12:
            continue
        hosts = [
            other
            for other in made
            if other is not row
            and row.size < _SMALL * other.size
            and -0.3 * other.size < other.y - row.y < _RAISED * other.size
            and all(_is_beside(cluster, other) for cluster in row.clusters if not cluster.is_space)
        ]
        if hosts:
            host = min(hosts, key=lambda other: abs(other.y - row.y))
            host.clusters = sorted(host.clusters + row.clusters, key=lambda cluster: cluster.middle)
            made.remove(row)
    return made


def _is_beside(small: Cluster, row: Row) -> bool:
    box = row.box
    return box.x0 - row.size < small.middle < box.x1 + row.size


def _take_calls(row: Row) -> None:
    """Take the small raised digits out of the row: they call a footnote and are part of no word or number."""
    calls = [
        cluster
        for cluster in row.clusters
        if is_digit(cluster.text) and cluster.size < _SMALL * row.size and cluster.y < row.y - 0.1 * row.size
    ]
    if calls and len(calls) < sum(not cluster.is_space for cluster in row.clusters):
        row.calls = [replace(call) for call in calls]
        for call in calls:
            call.text = ""  # what it leaves is no space


def _drop_doubles(row: Row) -> None:
    """Take out what is drawn twice on one place to look bold."""
    kept: list[Cluster] = []
    for cluster in row.clusters:
        twin = kept[-1] if kept else None
        if (
            twin is not None
            and twin.text == cluster.text
            and cluster.text.strip()
            and abs(twin.x0 - cluster.x0) < 0.08 * cluster.size
            and twin.x1 - twin.x0 > 0.1 * cluster.size
        ):
            continue
        kept.append(cluster)
    row.clusters = kept


def plain(row: Row) -> str:
    """The texts of a row as drawn: enough to compare."""
    return "".join(cluster.text for cluster in row.clusters if not cluster.is_space)
