"""Footnotes: small rows at the foot of the page, under a rule or a gap, each behind its mark."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.furniture import plain
from pipeline.ingest.pdf.row import Row

_SMALLER = 0.92  # of the size of the body
_LOW = 0.5  # of the height: footnotes stand below
# As drawn, from the left: the mark is at the right end of a note in Arabic, at the left end of one in French.
_MARK = re.compile(r"^[(\[]?(?:\d{1,2}|\*{1,3})[)\]./\-–]?(?=\D)|(?<=\D)[-–./]?[(\[]?(?:\d{1,2}|\*{1,3})[)\]]?[-–./]?$")


def footnotes(rows: Sequence[Row], height: float) -> tuple[list[Row], list[Row]]:
    """The rows of a page without its footnotes, and those."""
    if len(rows) < 3:
        return list(rows), []
    size = median(row.size for row in rows for _ in row.clusters)
    at = len(rows)
    while at > 0 and rows[at - 1].size < _SMALLER * size and rows[at - 1].y > _LOW * height:
        at -= 1
    while at < len(rows) and not (_MARK.search(plain(rows[at])) or _has_call(rows[at])):
        at += 1
    if not 0 < at < len(rows):
        return list(rows), []
    gap = rows[at].y - rows[at - 1].y
    steps = [second.y - first.y for first, second in pairwise(rows[:at])]
    if steps and gap < median(steps):
        return list(rows), []
    return list(rows[:at]), list(rows[at:])


def _has_call(row: Row) -> bool:
    return bool(row.calls)
