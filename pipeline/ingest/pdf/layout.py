"""From the sheets of a stretch of pages to blocks of lines in the order in which they are read."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from pipeline.ingest.pdf.bracket import Vote
from pipeline.ingest.pdf.column import blocks, gutters
from pipeline.ingest.pdf.footnote import footnotes
from pipeline.ingest.pdf.furniture import furniture
from pipeline.ingest.pdf.glyph import NOWHERE, Box
from pipeline.ingest.pdf.kashida import kashidas, without
from pipeline.ingest.pdf.line import Arranged, Line, arranged, composed, word_gap
from pipeline.ingest.pdf.quality import runs_backwards
from pipeline.ingest.pdf.row import Row, rows
from pipeline.ingest.pdf.sheet import Sheet
from pipeline.ingest.pdf.table import Table, tables
from pipeline.ingest.pdf.unruled import unruled
from pipeline.ingest.pdf.verdict import Drawn


@dataclass(slots=True)
class Block:
    """Lines of one zone and one column. A table has cells instead: rows, cells from the right, lines."""

    zone: str
    lines: list[Line] = field(default_factory=list)
    cells: list[list[list[Line]]] = field(default_factory=list)
    box: Box = NOWHERE


@dataclass(slots=True)
class Layout:
    """A page in blocks."""

    number: int
    blocks: list[Block]
    drawn: Drawn

    @property
    def text(self) -> str:
        """What stands on the page, line by line: enough to judge it."""
        lines = chain(
            *(block.lines for block in self.blocks),
            *(cell for block in self.blocks for row in block.cells for cell in row),
        )
        return "\n".join(line.text for line in lines)


@dataclass(slots=True)
class _Draft:
    """A page between its rows and its lines."""

    sheet: Sheet
    tables: list[Table]
    rows: list[Row]

    def all_rows(self) -> Iterator[Row]:
        """Every row, those of cells too."""
        yield from self.rows
        for table in self.tables:
            for cell in chain.from_iterable(table.cells):
                yield from cell


def layouts(sheets: Sequence[Sheet]) -> list[Layout]:
    """The pages of a stretch, read together: what one page does not show (kashidas, brackets, headers) others do."""
    drafts = [_draft(sheet) for sheet in sheets]
    every = [row for draft in drafts for row in draft.all_rows()]
    without([row.clusters for row in every], kashidas(row.clusters for row in every))
    gap = word_gap(every)
    notes = [footnotes(draft.rows, draft.sheet.height) for draft in drafts]
    edges = furniture([(draft.sheet.height, draft.rows, some) for draft, some in zip(drafts, notes, strict=True)])
    known = [middle for draft in drafts for middle in gutters(draft.rows)]
    placed = [list(_placed(*one, known)) for one in zip(drafts, edges, notes, strict=True)]
    made = [[_arranged(block, gap) for block in page] for page in placed]
    brackets = Vote.of((one.pieces, one.row.clusters) for page in made for block in page for one in block.every())
    read = [
        Layout(draft.sheet.number, [block.composed(brackets) for block in page], Drawn.of(draft.sheet))
        for draft, page in zip(drafts, made, strict=True)
    ]
    return [
        _turned(layout, page, gap) if runs_backwards(layout.text) else layout
        for layout, page in zip(read, placed, strict=True)
    ]


def _turned(layout: Layout, placed: Sequence["_Placed"], gap: float) -> Layout:
    """A page that is drawn as it is read, from the left, read so; unless that makes no better sense."""
    blocks = [_arranged(one, gap, backwards=True).composed(Vote.of(())) for one in placed]
    turned = Layout(layout.number, blocks, layout.drawn)
    return layout if runs_backwards(turned.text) else turned


def _draft(sheet: Sheet) -> _Draft:
    ruled, rest = tables(sheet.grids, sheet.clusters)
    found, left = unruled(rows(rest))
    return _Draft(sheet, [*ruled, *found], left)


@dataclass(slots=True)
class _Placed:
    """Rows of one zone, or a table."""

    zone: str
    rows: list[Row]
    table: Table | None = None


def _placed(
    draft: _Draft, edge: tuple[set[int], set[int]], notes: AbstractSet[int], known: Sequence[float]
) -> Iterator[_Placed]:
    """The page's parts in reading order: header, footer, then the body with its tables, footnotes last."""
    above, below = edge
    for places, zone in ((above, "header"), (below, "footer")):
        if places:
            yield _Placed(zone, [draft.rows[at] for at in sorted(places)])
    taken = above | below
    body = [row for at, row in enumerate(draft.rows) if at not in taken | notes]
    # A table parts what is above it from what is below.
    waiting = sorted(draft.tables, key=lambda table: table.box.top)
    stretch: list[Row] = []
    for row in body:
        while waiting and waiting[0].box.top < row.y:
            yield from (_Placed("body", block) for block in blocks(stretch, known))
            stretch = []
            yield _Placed("table", [], waiting.pop(0))
        stretch.append(row)
    yield from (_Placed("body", block) for block in blocks(stretch, known))
    yield from (_Placed("table", [], table) for table in waiting)
    if notes - taken:
        yield _Placed("footnote", [draft.rows[at] for at in sorted(notes - taken)])


@dataclass(slots=True)
class _Made:
    """A part in reading order, its brackets open."""

    zone: str
    lines: list[Arranged]
    cells: list[list[list[Arranged]]]
    box: Box

    def every(self) -> Iterator[Arranged]:
        """Every arranged row."""
        yield from self.lines
        for row in self.cells:
            yield from chain.from_iterable(row)

    def composed(self, brackets: Vote) -> Block:
        """The part as text."""
        lines = [composed(one, brackets) for one in self.lines]
        cells = [[[composed(one, brackets) for one in cell] for cell in row] for row in self.cells]
        return Block(self.zone, [line for line in lines if line.text], cells, self.box)


def _arranged(placed: _Placed, gap: float, *, backwards: bool = False) -> _Made:
    if placed.table:
        cells = [[_column(cell, gap, backwards=backwards) for cell in row] for row in placed.table.cells]
        return _Made(placed.zone, [], cells, placed.table.box)
    return _Made(placed.zone, _column(placed.rows, gap, backwards=backwards), [], _around(placed.rows))


def _column(column: Sequence[Row], gap: float, *, backwards: bool = False) -> list[Arranged]:
    """The rows of one column, in the direction of their paragraph.

    A Latin row that ends a paragraph («… (» / «CHU)») stands at the right, a Latin paragraph at the left.
    """
    made = [arranged(row, gap, backwards=backwards) for row in column]
    box = _around(column)
    for at, one in enumerate(made):
        if not one.rightward or len(made) == 1:
            continue
        at_right = box.x1 - one.row.box.x1 < 0.05 * (box.x1 - box.x0)
        at_left = one.row.box.x0 - box.x0 < 0.05 * (box.x1 - box.x0)
        if at_right and not at_left:
            made[at] = arranged(one.row, gap, rightward=False)
    return made


def _around(column: Sequence[Row]) -> Box:
    if not column:
        return NOWHERE
    box = column[0].box
    for row in column[1:]:
        box = box.around(row.box)
    return box
