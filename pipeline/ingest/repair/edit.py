"""A change to a text as it stands, and what all changes so far have made of the text as it came."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.records import Repair
from pipeline.text import Span

# Repairs of what no database can hold: what stood there is stored as its escape.
ESCAPED = ("nul", "undecodable")


class Edit(NamedTuple):
    """`text[start:end]` is to become `after`."""

    start: int
    end: int
    after: str
    kind: str


def apply(text: str, made: Sequence[Repair], edits: Iterable[Edit]) -> tuple[str, tuple[Repair, ...]]:
    """The text with the edits made, and the repairs that lead back from it to the text as it came.

    Both are in order and do not overlap; where an edit touches what was repaired before, the two become one repair.
    """
    out: list[str] = []
    repairs: list[Repair] = []
    at = length = 0
    for group in _groups(made, edits):
        start, end = group[0].start, max(part.end for part in group)
        kind = _kind(group)
        before = _applied(text, start, end, (part for part in group if not isinstance(part, Edit)))
        after = _applied(text, start, end, (part for part in group if isinstance(part, Edit)))
        out += (text[at:start], after)
        length += start - at
        if before != after:
            repairs.append(Repair(Span(length, length + len(after)), before, after, kind))
        length += len(after)
        at = end
    out.append(text[at:])
    return "".join(out), tuple(repairs)


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """The text as it was decoded, before its repairs."""
    out: list[str] = []
    at = 0
    for made in sorted(repairs, key=lambda made: made.span):
        out += (text[at : made.span.start], made.before)
        at = made.span.end
    return "".join([*out, text[at:]])


class _Made(NamedTuple):
    """A repair that stands, as what would take it back."""

    start: int
    end: int
    after: str
    kind: str


def _groups(made: Sequence[Repair], edits: Iterable[Edit]) -> Iterator[list[Edit | _Made]]:
    """The edits and the repairs before them, those that meet together."""
    parts: list[Edit | _Made] = [_Made(*repair.span, repair.before, repair.kind) for repair in made]
    parts.extend(edits)
    group: list[Edit | _Made] = []
    end = 0
    for part in sorted(parts, key=lambda part: (part.start, part.end)):
        if group and (part.start < end or (part.start == end and _meet(group, part))):
            group.append(part)
        else:
            if group:
                yield group
            group = [part]
        end = max(part.end, end)
    if group:
        yield group


def _meet(group: Sequence[Edit | _Made], part: Edit | _Made) -> bool:
    """Whether neighbours would leave two empty spans in one place."""
    return any(each.start == each.end or not each.after for each in (*group, part))


def _kind(group: Sequence[Edit | _Made]) -> str:
    """The first edit's, unless what stood there cannot be stored as it was."""
    escaped = (part.kind for part in group if part.kind in ESCAPED)
    edited = (part.kind for part in group if isinstance(part, Edit))
    return next(escaped, None) or next(edited, group[0].kind)


def _applied(text: str, start: int, end: int, parts: Iterable[Edit | _Made]) -> str:
    out: list[str] = []
    for part in parts:
        out += (text[start : part.start], part.after)
        start = part.end
    return "".join([*out, text[start:end]])
