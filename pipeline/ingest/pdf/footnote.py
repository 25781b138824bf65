"""Footnotes: small rows at the foot of the page, under a rule or a gap, each behind its mark."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf.row import Row, plain

_SMALLER = 0.92  # of the size of the body
_LOW = 0.5  # of the height: footnotes stand below
_PAGE = re.compile(r"[\W_]{0,3}\d{1,4}[\W_]{0,3}")
# As drawn, from the left: the mark is at the right end of a note in Arabic, at the left end of one in French.
_MARK = re.compile(r"^[(\[]?(?:\d{1,2}|\*{1,3})[)\]./\-–]?(?=\D)|(?<=\D)[-–./]?[(\[]?(?:\d{1,2}|\*{1,3})[)\]]?[-–./]?$")


def footnotes(rows: Sequence[Row], height: float) -> set[int]:
    """The places of the rows that are footnotes.

    Where the page calls none, a gap must part them from the text.
    """
    if len(rows) < 3:
        return set()
    size = median(row.size for row in rows for _ in row.clusters)
    foot = len(rows)
    while foot > 0 and _PAGE.fullmatch(plain(rows[foot - 1])):
        foot -= 1
    at = foot
    while at > 0 and rows[at - 1].size < _SMALLER * size and rows[at - 1].y > _LOW * height:
        at -= 1
    while at < foot and not (_MARK.search(plain(rows[at])) or rows[at].calls):
        at += 1
    if not 0 < at < foot:
        return set()
    called = any(row.calls for row in rows[:at])
    steps = [second.y - first.y for first, second in pairwise(rows[:at])]
    if not called and steps and rows[at].y - rows[at - 1].y < median(steps):
        return set()
    return set(range(at, foot))
