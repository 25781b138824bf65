"""Ruled tables: the boxes of their cells, by pdfplumber's finder of lines."""

from dataclasses import dataclass

from pdfplumber.page import Page

from pipeline.ingest.pdf.glyph import Box

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_EDGES = 4000  # of one page: more is a drawing, and no table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its box, and its rows from the top, each cell's box from the right (None: covered by a wider cell)."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def grids(page: Page) -> list[Grid]:
    """The ruled tables of a page: at least two rows and two columns."""
    if len(page.rects) + len(page.lines) + len(page.curves) < 3 or len(page.edges) > _EDGES:
        return []
    found = []
    for table in page.find_tables(_SETTINGS):
        rows = tuple(tuple(Box(*cell) if cell else None for cell in reversed(row.cells)) for row in table.rows)
        if len(rows) >= 2 and max(map(len, rows)) >= 2:
            found.append(Grid(Box(*table.bbox), rows))
    return found
