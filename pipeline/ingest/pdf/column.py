"""Columns: a page cut along its gutters, the right column first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf.row import Row

_GUTTER = 0.8  # of the size of the letters: the least width
_SHARE = 0.15  # of the width: the least that a column takes
_ROWS = 3  # rows on both sides
_DEEP = 6  # columns of columns of columns
_MANY = 400  # rows: more than a page has


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip that rows `first` to `last` leave free, and how many of them have text right and left of it."""

    x0: float
    x1: float
    first: int
    last: int
    rows: int

    @property
    def worth(self) -> tuple[int, int, float]:
        """More rows on both sides, then more rows, then more width."""
        return self.rows, self.last - self.first, self.x1 - self.x0


def blocks(rows: Sequence[Row], known: Sequence[float] = (), depth: int = 0) -> Iterator[list[Row]]:
    """The blocks of a page in the order in which they are read; the rows of each are lines of one column.

    `known` are the middles of the gutters of other pages, which a page with few rows may share.
    """
    gutter = _gutter(rows, known) if depth < _DEEP and len(rows) <= _MANY else None
    if gutter is None:
        if rows:
            yield list(rows)
        return
    middle = (gutter.x0 + gutter.x1) / 2
    band = rows[gutter.first : gutter.last + 1]
    right = [part for row in band if (part := row.part(middle, float("inf")))]
    left = [part for row in band if (part := row.part(float("-inf"), middle))]
    yield from blocks(rows[: gutter.first], known, depth + 1)
    yield from blocks(right, known, depth + 1)
    yield from blocks(left, known, depth + 1)
    yield from blocks(rows[gutter.last + 1 :], known, depth + 1)


def gutters(rows: Sequence[Row]) -> list[float]:
    """The middles of the gutters of a page, the widest bands only."""
    gutter = _gutter(rows, ())
    return [(gutter.x0 + gutter.x1) / 2] if gutter else []


def _gutter(rows: Sequence[Row], known: Sequence[float]) -> Gutter | None:
    if len(rows) < 2:
        return None
    inks = [list(row.inks()) for row in rows]
    left = min(ink[0][0] for ink in inks)
    right = max(ink[-1][1] for ink in inks)
    best: Gutter | None = None
    for first in range(len(rows)):
        if best is not None and len(rows) - first <= best.rows:
            break
        for found in _from(rows, inks, first, (left, right), known):
            if best is None or found.worth > best.worth:
                best = found
    return best


def _from(
    rows: Sequence[Row],
    inks: Sequence[Sequence[tuple[float, float]]],
    first: int,
    edges: tuple[float, float],
    known: Sequence[float],
) -> Iterator[Gutter]:
    """The strips that stay free from row `first` downwards, as far as each goes."""
    free = [edges]
    for last in range(first, len(rows)):
        narrowed = [part for strip in free for part in _freed(strip, inks[last], _GUTTER * rows[last].size)]
        yield from _complete(rows, set(free) - set(narrowed), inks, (first, last - 1), edges, known)
        free = narrowed
        if not free:
            return
    yield from _complete(rows, free, inks, (first, len(rows) - 1), edges, known)


def _freed(
    strip: tuple[float, float], ink: Sequence[tuple[float, float]], least: float
) -> Iterator[tuple[float, float]]:
    """What a row leaves free of a strip."""
    at, end = strip
    for x0, x1 in ink:
        if x1 <= at:
            continue
        if x0 >= end:
            break
        if x0 - at >= least:
            yield at, x0
        at = max(at, x1)
    if end - at >= least:
        yield at, end


def _complete(  # noqa: PLR0917 (the page, and what of it is asked)
    rows: Sequence[Row],
    strips: Iterable[tuple[float, float]],
    inks: Sequence[Sequence[tuple[float, float]]],
    span: tuple[int, int],
    edges: tuple[float, float],
    known: Sequence[float],
) -> Iterator[Gutter]:
    """The strips that part two columns: enough rows and enough width on both sides."""
    first, last = span
    for x0, x1 in strips:
        rights = [at for at in range(first, last + 1) if inks[at][-1][1] > x1]
        lefts = [at for at in range(first, last + 1) if inks[at][0][0] < x0]
        if not rights or not lefts:
            continue
        top, bottom = max(rights[0], lefts[0]), min(rights[-1], lefts[-1])
        count = min(sum(top <= at <= bottom for at in side) for side in (rights, lefts))
        least = 1 if any(x0 <= middle <= x1 for middle in known) else _ROWS
        wide = min(max(inks[at][-1][1] for at in rights) - x1, x0 - min(inks[at][0][0] for at in lefts))
        if count >= least and wide >= _SHARE * (edges[1] - edges[0]):
            yield Gutter(x0, x1, *_reach(rows, span, (top, bottom), (rights, lefts)), count)


def _reach(
    rows: Sequence[Row], span: tuple[int, int], both: tuple[int, int], sides: Iterable[Sequence[int]]
) -> tuple[int, int]:
    """The rows of a band: those between, and above and below them what goes on at the distance of lines.

    The rows of two columns lie between each other, so the distances are those of one side.
    """
    first, last = both
    steps = [
        rows[below].y - rows[above].y for side in sides for above, below in pairwise(side) if first <= above < last
    ]
    step = min(1.15 * max(steps, default=0.0), 4 * rows[first].size)
    while first > span[0] and rows[first].y - rows[first - 1].y <= step:
        first -= 1
    while last < span[1] and rows[last + 1].y - rows[last].y <= step:
        last += 1
    return first, last
