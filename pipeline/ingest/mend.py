"""What a reader hands over, with its damage repaired, and everything that stands in the text moved along."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.reading import Reading
from pipeline.ingest.repair import repair
from pipeline.records import Repair
from pipeline.text import Span


def mend(reading: Reading) -> Reading:
    """The reading with its text repaired. Pages are left as they are: who reads them sees the glyphs themselves."""
    if reading.pages:
        return reading
    text, repairs = repair(reading.text, reading.repairs)
    if text == reading.text:
        return reading
    moved = _Moved(reading.repairs, repairs)
    return replace(
        reading,
        text=text,
        repairs=repairs,
        zones=tuple(replace(zone, span=moved.span(zone.span)) for zone in reading.zones),
        cells=tuple(replace(cell, span=moved.span(cell.span)) for cell in reading.cells),
    )


class _Moved:
    """From a place in the text as it was read to the same place after repair, by way of the text as it came."""

    def __init__(self, read: Sequence[Repair], mended: Sequence[Repair]) -> None:
        self._back, self._there = _steps(read, forth=False), _steps(mended, forth=True)

    def span(self, span: Span) -> Span:
        """The span in the mended text."""
        return Span(*(_move(self._there, _move(self._back, place)) for place in span))


_Steps = tuple[list[int], list[int], list[int]]  # where each changed stretch begins, ends, and begins on the other side


def _steps(repairs: Sequence[Repair], *, forth: bool) -> _Steps:
    starts, ends, others = [0], [0], [0]
    shift = 0
    for made in repairs:
        before, after = made.span.start - shift, made.span.start
        starts.append(before if forth else after)
        ends.append(before + len(made.before) if forth else made.span.end)
        others.append(after + len(made.after) if forth else before + len(made.before))
        shift += len(made.after) - len(made.before)
    return starts, ends, others


def _move(steps: _Steps, place: int) -> int:
    """Before a changed stretch as far as it was; behind one by what it grew; inside one, to its end."""
    starts, ends, others = steps
    at = bisect_left(starts, place, lo=1) - 1
    return others[at] + max(0, place - ends[at])
