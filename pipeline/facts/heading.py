"""What the heading of a table's column says of the figures under it: «سنة 2024», «جهة الشرق»."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.facts.scene import Group, Taken
from pipeline.records import Cell, Document, Mention
from pipeline.text import Span
from pipeline.values import Timex

_Column = tuple[int | None, int, int]


@dataclass(frozen=True, eq=False)
class Headings:
    """The cells of a document in order, and what is named at the head of each column."""

    cells: Sequence[Cell]
    starts: Sequence[int]
    named: Mapping[_Column, Sequence[Mention]]

    def of(self, figure: Span, kind: str) -> Taken | None:
        """The one date or place of a figure's heading."""
        at = bisect_right(self.starts, figure.start) - 1
        if at < 0 or figure.end > self.cells[at].span.end:
            return None
        found = [one for one in self.named.get(_column(self.cells[at]), ()) if one.kind == kind]
        return Taken(Group((found[0],)), "title") if len(found) == 1 else None


def headings(document: Document, mentions: Sequence[Mention]) -> Headings | None:
    """The headings of a document's tables; None where it has none."""
    heads = [cell for cell in document.cells if cell.is_header]
    if not heads:
        return None
    named: defaultdict[_Column, list[Mention]] = defaultdict(list)
    for one in mentions:
        value = one.value
        known = one.kind == "place" or (one.kind == "date" and isinstance(value, Timex) and value.start_date)
        head = (
            next((cell for cell in heads if cell.span.start <= one.span.start < cell.span.end), None) if known else None
        )
        if head is not None:
            named[_column(head)].append(one)
    cells = sorted(document.cells, key=lambda cell: cell.span)
    return Headings(cells, [cell.span.start for cell in cells], named)


def _column(cell: Cell) -> _Column:
    return cell.page, cell.table_no, cell.column_no
