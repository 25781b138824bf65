"""Tables without lines, where they are sure: rows whose parts stand under each other, and a column of numbers."""

from collections.abc import Sequence
from statistics import median

from pipeline.ingest.pdf.letter import is_digit
from pipeline.ingest.pdf.row import Row
from pipeline.ingest.pdf.table import Table

_ROWS = 3
_PAIRS = 4  # rows of two columns
_NUMERIC = 0.7  # of the cells below the first row
_PROSE = 30  # letters: cells so long that all end at one edge are lines of a text

Strip = tuple[float, float]


def unruled(rows: Sequence[Row]) -> tuple[list[Table], list[Row]]:
    """The tables of a page that no line rules, and the rows that stand in none."""
    found: list[Table] = []
    left: list[Row] = []
    inks = [list(row.inks()) for row in rows]
    at = 0
    while at < len(rows):
        end, strips = _run(rows, inks, at)
        if _is_table(rows[at:end], strips):
            found.append(_table(rows[at:end], strips))
            at = end
        else:
            left.append(rows[at])
            at += 1
    return found, left


def _run(rows: Sequence[Row], inks: Sequence[Sequence[Strip]], first: int) -> tuple[int, list[Strip]]:
    """How far rows go on in the same columns, and the columns."""
    strips: list[Strip] = list(inks[first])
    end = first
    while len(strips) > 1 and end < len(rows) and len(inks[end]) > 1:
        if end > first and rows[end].y - rows[end - 1].y > 3.5 * rows[end].size:
            break
        merged = _merged([*strips, *inks[end]])
        if len(merged) < len(strips) or any(_parts(strip, inks[end]) > 1 for strip in merged):
            break
        strips = merged
        end += 1
    return end, strips


def _merged(strips: Sequence[Strip]) -> list[Strip]:
    merged: list[Strip] = []
    for x0, x1 in sorted(strips):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _parts(strip: Strip, inks: Sequence[Strip]) -> int:
    return sum(strip[0] <= x0 and x1 <= strip[1] for x0, x1 in inks)


def _is_table(rows: Sequence[Row], strips: Sequence[Strip]) -> bool:
    if len(rows) < (_ROWS if len(strips) > 2 else _PAIRS):
        return False
    columns = [[row.part(x0 - 0.1, x1 + 0.1) for row in rows] for x0, x1 in strips]
    if any(_is_prose(column, strip) for column, strip in zip(columns, strips, strict=True)):
        return False
    numeric = [_is_numeric(column) for column in columns]
    # Numbers at the right of two columns are those of a list.
    return any(numeric) and not (len(strips) == 2 and numeric[-1])


def _is_numeric(column: Sequence[Row | None]) -> bool:
    cells = [cell for cell in column[1:] if cell]
    numbers = sum(_share(cell) > 0.5 for cell in cells)
    return len(cells) >= _ROWS - 1 and numbers >= _NUMERIC * len(cells)


def _share(cell: Row) -> float:
    """How much of a cell is digits."""
    texts = [cluster.text for cluster in cell.clusters if cluster.text.strip()]
    return sum(map(is_digit, texts)) / len(texts) if texts else 0.0


def _is_prose(column: Sequence[Row | None], strip: Strip) -> bool:
    """Whether the cells are lines of a column of text."""
    cells = [cell for cell in column if cell]
    long = median(len(cell.clusters) for cell in cells) > _PROSE
    flush = sum(cell.box.x1 - cell.box.x0 > 0.9 * (strip[1] - strip[0]) for cell in cells)
    return long and flush > 0.6 * len(cells)


def _table(rows: Sequence[Row], strips: Sequence[Strip]) -> Table:
    """The cells, right column first."""
    box = rows[0].box
    for row in rows[1:]:
        box = box.around(row.box)
    cells = [[[part] if (part := row.part(x0 - 0.1, x1 + 0.1)) else [] for x0, x1 in reversed(strips)] for row in rows]
    return Table(box, cells)
