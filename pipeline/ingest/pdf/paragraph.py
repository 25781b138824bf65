"""Lines of a column into paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.pdf.glyph import Box
from pipeline.ingest.pdf.line import Line

_SHORT = 0.15  # of the width of the column: a line that ends so far from the edge ends its paragraph
_ITEM = re.compile(
    r"(?:[-–—•*·◦▪●○]|[\u0660-\u06690-9]{1,3}\s?[-–.)/]|[(][\u0660-\u06690-9\u0621-\u064a]{1,2}[)]"
    r"|[\u0621-\u064a]\s?[-–.)])\s"
)
_OPEN = re.compile(r"[(\[{«“]$")
_CLOSE = re.compile(r"^[)\]}»”،؛.:!؟]")
_END = re.compile(r"[.!?؟؛:…][\"»”)\]]{0,2}$")


@dataclass(slots=True)
class Paragraph:
    """Lines that are read on, each with its page. `full` says that the last one reaches the edge of its column."""

    zone: str
    lines: list[tuple[int, Line]] = field(default_factory=list)
    full: bool = False


def paragraphs(page: int, zone: str, lines: Sequence[Line], box: Box) -> list[Paragraph]:
    """The paragraphs of one column of one page."""
    if not lines:
        return []
    steps = sorted(second.y - first.y for first, second in pairwise(lines)) or [0.0]
    step = steps[len(steps) // 4]
    found = [Paragraph(zone, [(page, lines[0])])]
    for before, line in pairwise(lines):
        if _is_new(before, line, box, step):
            found[-1].full = _is_full(found[-1], box)
            found.append(Paragraph(zone, [(page, line)]))
        else:
            found[-1].lines.append((page, line))
    found[-1].full = _is_full(found[-1], box)
    return found


def _is_new(before: Line, line: Line, box: Box, step: float) -> bool:
    width = box.x1 - box.x0
    if line.y - before.y > 1.35 * step + 0.15 * line.size:
        return True
    if abs(line.size - before.size) > 0.12 * max(line.size, before.size):
        return True
    if _is_centred(before.box, box) or _is_centred(line.box, box):
        return _END.search(before.text) is not None or not (_is_centred(before.box, box) and _is_centred(line.box, box))
    if before.box.x0 - box.x0 > _SHORT * width and before.box.x1 - before.box.x0 < (1 - _SHORT) * width:
        return not _OPEN.search(before.text)
    if _END.search(before.text) and before.box.x0 - box.x0 > 0.03 * width:
        return True
    if box.x1 - line.box.x1 > 1.2 * line.size and box.x1 - before.box.x1 < 0.5 * line.size:
        return True  # the first line of a paragraph that is set in
    return bool(_ITEM.match(line.text))


def _is_centred(line: Box, box: Box) -> bool:
    left, right = line.x0 - box.x0, box.x1 - line.x1
    return min(left, right) > 0.08 * (box.x1 - box.x0) and abs(left - right) < 0.08 * (box.x1 - box.x0)


def _is_full(paragraph: Paragraph, box: Box) -> bool:
    """Whether the paragraph may go on in the next column or on the next page."""
    last = paragraph.lines[-1][1]
    return last.box.x0 - box.x0 < 0.05 * (box.x1 - box.x0) and not _END.search(last.text)


def goes_on(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether the second paragraph is the rest of the first, on the next column or page."""
    if not (paragraph.full and paragraph.zone == following.zone == "body"):
        return False
    last, line = paragraph.lines[-1][1], following.lines[0][1]
    return abs(last.size - line.size) < 0.05 * line.size and not _ITEM.match(line.text)


def glue(before: str, after: str) -> str:
    """What stands between two lines of one paragraph."""
    return "" if _OPEN.search(before) or _CLOSE.search(after) else " "
