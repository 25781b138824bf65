"""Numbers of a text layer that has lost its letters, put where OCR has read something in their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.glyph import Box
from pipeline.ingest.pdf.letter import is_digit
from pipeline.ingest.pdf.row import rows

_JOINERS = frozenset(".,/:")
_RUN = re.compile(r"\d+(?:[.,/:]\d+)*")


class Number(NamedTuple):
    """A number as the text layer has it, and where."""

    text: str
    box: Box
    y: float
    size: float


def numbers(clusters: Sequence[Cluster]) -> list[Number]:
    """The numbers of a page: digits that touch, joined by one sign; footnote calls are none."""
    return [number for row in rows(clusters) for number in _of_row(row.clusters)]


def _of_row(clusters: Sequence[Cluster]) -> Iterator[Number]:
    run: list[Cluster] = []
    for cluster in clusters:
        if run and not (_goes_on(run[-1], cluster) and (is_digit(cluster.text) or cluster.text in _JOINERS)):
            yield from _number(run)
            run = []
        if is_digit(cluster.text) or (run and cluster.text in _JOINERS):
            run.append(cluster)
    yield from _number(run)


def _goes_on(left: Cluster, right: Cluster) -> bool:
    return right.x0 - left.x1 < 0.15 * left.size


def _number(run: list[Cluster]) -> Iterator[Number]:
    while run and not is_digit(run[-1].text):
        run.pop()
    if run:
        box = run[0].box
        for cluster in run[1:]:
            box = box.around(cluster.box)
        yield Number("".join(cluster.text for cluster in run), box, run[0].y, run[0].size)


def replaced(words: Sequence[Cluster], found: Sequence[Number]) -> list[Cluster]:
    """The words of OCR with the numbers of the layer: what was read in their place goes, brackets around it stay."""
    if not found:
        return list(words)
    left = list(words)
    for number in found:
        here = [at for at, word in enumerate(left) if _covers(number, word)]
        texts = [_RUN.sub(number.text, left[at].text, count=1) for at in here if _RUN.search(left[at].text)]
        text = texts[0] if len(texts) == 1 else number.text
        y, size = (left[here[0]].y, left[here[0]].size) if here else (number.y, number.size)
        taken = set(here)
        left = [word for at, word in enumerate(left) if at not in taken]
        left.append(Cluster(text, number.box.x0, number.box.x1, y, size, -1, -1, whole=True, word=True))
    return [replace(word) for word in left]


def _covers(number: Number, word: Cluster) -> bool:
    """Whether a word stands where a number does: over most of the narrower of the two, on one line."""
    shared = min(number.box.x1, word.x1) - max(number.box.x0, word.x0)
    narrower = min(number.box.x1 - number.box.x0, word.x1 - word.x0)
    return shared > 0.5 * narrower and abs(number.y - word.y) < 0.6 * max(number.size, word.size)
