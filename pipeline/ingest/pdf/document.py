"""Pages into one text: every line with its place on the page, every cell and zone with its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ingest.pdf.layout import Block, Layout
from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.paragraph import Paragraph, glue, goes_on, paragraphs
from pipeline.records import Cell, Place, Repair, Zone
from pipeline.text import Span

_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Written:
    """A text that grows, with all that is known of its stretches."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    places: list[Place] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)  # (page, where its first letter stands)
    tables: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def spans(self, pages: Sequence[int]) -> list[Span]:
        """The stretch of the text that each page takes; one without a letter has an empty one."""
        starts = dict(self.starts)
        end = self.length
        found: list[Span] = []
        for page in reversed(pages):
            start = starts.get(page, end)
            found.append(Span(start, end))
            end = start
        return found[::-1]

    def add(self, words: str) -> int:
        """Write on; where it begins."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start

    def line(self, page: int, line: Line) -> None:
        """Write a line, remember where it stands, and note the footnote calls that were taken out of it."""
        if not self.starts or self.starts[-1][0] < page:
            self.starts.append((page, self.length))
        start = self.add(line.text)
        box = tuple(round(edge, 1) for edge in line.box)
        self.places.append(Place(Span(start, self.length), page, (box[0], box[1], box[2], box[3])))
        for at, sign in line.calls:
            self.call(start + at, sign)

    def call(self, at: int, sign: str) -> None:
        """Note a footnote call that was taken out; two in one place are one repair."""
        if self.repairs and self.repairs[-1].span.start == at:
            sign = self.repairs.pop().before + sign
        self.repairs.append(Repair(Span(at, at), sign, "", "footnote_call"))

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph."""
        start = self.length
        before = ""
        for page, line in paragraph.lines:
            if before:
                self.add(glue(before, line.text))
            self.line(page, line)
            before = line.text
        if paragraph.zone != "body":
            self.zones.append(Zone(Span(start, self.length), paragraph.zone))
        self.add("\n")

    def table(self, page: int, block: Block) -> None:
        """Write a table: a row is a line of the text, its cells from the right, parted by tabs."""
        for row_no, row in enumerate(block.cells):
            is_header = row_no == 0 and not any(_DIGIT.search(line.text) for cell in row for line in cell)
            parted = False
            for column_no, cell in enumerate(row):
                if cell and parted:
                    self.add("\t")
                self._cell(page, cell, (row_no, column_no), is_header=is_header)
                parted = parted or bool(cell)
            self.add("\n")
        self.tables += 1

    def _cell(self, page: int, lines: Sequence[Line], at: tuple[int, int], *, is_header: bool) -> None:
        start = self.length
        before = ""
        for line in lines:
            if before:
                self.add(glue(before, line.text))
            self.line(page, line)
            before = line.text
        if self.length > start:
            span = Span(start, self.length)
            self.cells.append(Cell(span, page, self.tables, *at, is_header))


def write(pages: Sequence[Layout]) -> Written:
    """The text of some pages; a paragraph that a page or a column breaks is whole again.

    What stands at the edges of its pages is put beside it: the footnotes of the first before it, the header of the
    second behind it, so that each is found on its page.
    """
    written = Written()
    open_: Paragraph | None = None
    waiting: list[Paragraph] = []
    for page in pages:
        for block in page.blocks:
            if block.zone == "table":
                _close(written, open_, waiting)
                open_, waiting = None, []
                written.table(page.number, block)
                continue
            for found in paragraphs(page.number, block.zone, block.lines, block.box):
                if found.zone != "body":
                    waiting.append(found)
                elif open_ is not None and goes_on(open_, found):
                    earlier = [one for one in waiting if one.lines[0][0] < page.number]
                    waiting = [one for one in waiting if one.lines[0][0] >= page.number]
                    _close(written, None, earlier)
                    open_.lines += found.lines
                    open_.full = found.full
                else:
                    _close(written, open_, waiting)
                    open_, waiting = found, []
    _close(written, open_, waiting)
    return written


def _close(written: Written, paragraph: Paragraph | None, waiting: Sequence[Paragraph]) -> None:
    for one in (paragraph, *waiting):
        if one is not None:
            written.paragraph(one)
