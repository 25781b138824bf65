"""Headers, footers and page numbers: what stands at the edge of the page, again and again."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipeline.ingest.pdf.letter import is_digit
from pipeline.ingest.pdf.row import Row, plain

_EDGE = 0.12  # of the height of the page
_MARGIN = 0.055
_ALONE = 8  # steps of a row: nothing else is so far below the text
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[\W_]{0,3}(?:\d{1,4}|[ivxl]{1,6})(?:\s?[/\-]\s?\d{1,4})?[\W_]{0,3}", re.IGNORECASE)
_DEEP = 3  # rows of a header


def furniture(pages: Sequence[tuple[float, Sequence[Row], AbstractSet[int]]]) -> list[tuple[set[int], set[int]]]:
    """For each page (height, rows, footnotes) the places of the rows that are header and footer.

    Three things must meet: the edge of the page, a gap to the body, and the same words on another page (numbers
    apart) or a bare page number. Titles of articles repeat too, and stand in the body.
    """
    edges = [(_edge(height, rows, top=True), _edge(height, rows, top=False)) for height, rows, _ in pages]
    seen: Counter[str] = Counter()
    for (_, rows, _), (above, below) in zip(pages, edges, strict=True):
        seen.update({_masked(rows[at]) for at in (*above[0], *below[0])})
    return [
        (_repeated(rows, *above, seen, notes), _repeated(rows, *below, seen, notes))
        for (_, rows, notes), (above, below) in zip(pages, edges, strict=True)
    ]


def _repeated(
    rows: Sequence[Row], edge: Sequence[int], margin: int, seen: Counter[str], notes: AbstractSet[int]
) -> set[int]:
    """The rows of an edge from the page's end of it to the last that is known: what is above a header is header."""
    known = [
        place
        for place, at in enumerate(edge)
        if (place < margin and at not in notes)
        or seen[_masked(rows[at])] > 1
        or _NUMBER.fullmatch(plain(rows[at]))
        or _is_three_part(rows[at])
    ]
    return set(edge[: known[-1] + 1]) - (notes - {edge[place] for place in known}) if known else set()


def _edge(height: float, rows: Sequence[Row], *, top: bool) -> tuple[list[int], int]:
    """The rows at an edge of the page that a gap parts from the body, the outermost first.

    And how many of them stand in the margin itself, where no body is printed.
    """
    order = list(range(len(rows))) if top else list(range(len(rows)))[::-1]
    found: list[int] = []
    for place, at in enumerate(order[:_DEEP]):
        depth = rows[at].y / height if top else 1 - rows[at].y / height
        if depth > (1.3 * _EDGE if top else _EDGE) or place + 1 >= len(order):
            break
        found.append(at)
        gap = abs(rows[order[place + 1]].y - rows[at].y)
        if gap > 1.6 * max(rows[at].size, rows[order[place + 1]].size) and gap > 1.25 * _step(rows):
            step = _step(rows)
            alone = (depth < _MARGIN and gap > 1.4 * step) or (not top and gap > _ALONE * step > 0)
            return found, len(found) if alone else 0
    return [], 0


def _step(rows: Sequence[Row]) -> float:
    """The usual distance of two rows: of the columns of a page, whose rows lie between each other, that of one."""
    steps = [second.y - first.y for first, second in pairwise(rows) if second.y - first.y > second.size]
    return sorted(steps)[len(steps) // 4] if len(steps) > 2 else 0.0


def _is_three_part(row: Row) -> bool:
    """Issue, name and page number, far from each other."""
    return len(list(row.inks())) >= 3 and any(is_digit(cluster.text) for cluster in row.clusters)


def _masked(row: Row) -> str:
    """What a header says on every page: odd and even pages turn its parts around."""
    return "".join(sorted(_DIGITS.sub("#", plain(row))))
