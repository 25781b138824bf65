"""Nodes in columns and arrows between them, in the same places every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from pipeline.site import words
from pipeline.site.language import direction
from pipeline.site.picture.drawing import Drawing, clean, element, group, link, shape, shortened, text, wrapped
from pipeline.site.picture.legend import flow

_VERBS = ("implements", "amends", "repeals", "cites")
_SWEEPS = 6
# With no more arrows than this each says its verb; with more the key says it.
_SPOKEN = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A text with its page; `centre` where the picture is about it."""

    key: str
    label: str
    href: str
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """What one text does to another, and how often that is said."""

    start: str
    end: str
    relation: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a node lies: its middle and its half width and height."""

    x: float
    y: float
    half: float
    high: float
    column: int


def columns(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[str]]:
    """Texts that act, texts that act and are acted upon, texts that are acted upon; each column in a good order.

    About one text: those that act on it, itself, those that it acts on.
    """
    starts, ends = {edge.start for edge in edges}, {edge.end for edge in edges}
    centre = next((node.key for node in nodes if node.centre), None)
    made: list[list[str]] = [[], [], []]
    for node in nodes:
        if centre is not None:
            acts = any(edge.start == node.key and edge.end == centre for edge in edges)
            made[1 if node.centre else 0 if acts else 2].append(node.key)
        else:
            made[1 if node.key in starts & ends else 0 if node.key in starts else 2].append(node.key)
    return ordered([column for column in made if column], edges)


def ordered(made: Sequence[Sequence[str]], edges: Sequence[Edge]) -> list[list[str]]:
    """Columns in which linked texts stand at about the same height: each goes to the middle of its neighbours."""
    beside: dict[str, list[str]] = {}
    for edge in edges:
        beside.setdefault(edge.start, []).append(edge.end)
        beside.setdefault(edge.end, []).append(edge.start)
    kept = [sorted(column, key=lambda key: (-len(beside.get(key, ())), key)) for column in made]
    for _ in range(_SWEEPS):
        for at, column in enumerate(kept):
            height = {key: (row + 0.5) / len(one) for one in kept for row, key in enumerate(one)}
            kept[at] = sorted(column, key=partial(_middle, beside, height))
    return kept


def _middle(beside: Mapping[str, Sequence[str]], height: Mapping[str, float], key: str) -> tuple[float, str]:
    near = [height[other] for other in beside.get(key, ())]
    return round(sum(near) / len(near), 6) if near else height[key], key


def draw(nodes: Sequence[Node], edges: Sequence[Edge], width: float) -> Drawing:
    """The columns in the direction of the page, the arrows beneath the nodes, and the key of the verbs."""
    narrow = width < 600
    size = 10.0 if narrow else 12.5
    key, top = _legend(edges, width, size)
    made = columns(nodes, edges)
    boxes, bottom = _boxes(made, width, top + 18, narrow)
    spoken = len(edges) <= _SPOKEN and not narrow
    labels = {node.key: node.label for node in nodes}
    arrows = [
        _arrow(edge, boxes, labels, spoken)
        for edge in sorted(edges, key=lambda edge: _VERBS[::-1].index(edge.relation))
    ]
    drawn = [*key, *arrows, *(_node(node, boxes[node.key], size, narrow) for node in nodes)]
    return Drawing(width, bottom + 12, group(drawn))


def _legend(edges: Sequence[Edge], width: float, size: float) -> tuple[list[Markup], float]:
    known = {edge.relation for edge in edges}
    entries = [(partial(_dash, verb), words.label("relation", verb)) for verb in _VERBS if verb in known]
    return flow(entries, width, size)


def _dash(verb: str, x: float, y: float) -> Markup:
    return shape("path", verb, d=f"M{x - 9:.1f} {y:.1f}h18")


def _boxes(made: Sequence[Sequence[str]], width: float, top: float, narrow: bool) -> tuple[dict[str, _Box], float]:
    """Where each node lies, and where the tallest column ends."""
    half = min(width / len(made) * 0.32, 100)
    high, gap = (19.0, 8.0) if narrow else (15.0, 10.0)
    tallest = max(map(len, made))
    whole = tallest * (2 * high + gap)
    boxes = {}
    for column, keys in enumerate(made):
        share = column / (len(made) - 1) if len(made) > 1 else 0.5
        across = half + 10 + share * (width - 2 * half - 20)
        x = width - across if direction() == "rtl" else across
        step = whole / len(keys)
        for row, key in enumerate(keys):
            boxes[key] = _Box(x, top + step * (row + 0.5), half, high, column)
    return boxes, top + whole


def _node(node: Node, box: _Box, size: float, narrow: bool) -> Markup:
    look = "centre" if node.centre else "node"
    frame = shape("rect", look, x=box.x - box.half, y=box.y - box.high, width=2 * box.half, height=2 * box.high, rx=5)
    room = 2 * box.half - 8
    lines = wrapped(node.label, room, size, 2) if narrow else [shortened(node.label, room, size)]
    first = box.y + size * 0.35 - (len(lines) - 1) * size * 0.65
    told = [text(box.x, first + row * size * 1.3, line, size) for row, line in enumerate(lines)]
    return link(node.href, node.label, frame, *told)


def _arrow(edge: Edge, boxes: Mapping[str, _Box], labels: Mapping[str, str], spoken: bool) -> Markup:
    """A curve from one text to another with its point; within a column it goes round the outside."""
    start, end = boxes[edge.start], boxes[edge.end]
    verb = words.label("relation", edge.relation)
    side = 1.0 if end.x > start.x or (end.x == start.x and direction() == "ltr") else -1.0
    within = start.column == end.column
    left, into = start.x + side * start.half, side if not within else -side
    tip = end.x - into * end.half
    neck = tip - into * 6
    if within:
        bends = (left + side * 34, left + side * 34)
        middle = (bends[0], (start.y + end.y) / 2)
    else:
        bend = (tip - left) * 0.45
        bends = (left + bend, tip - bend)
        middle = ((left + tip) / 2, (start.y + end.y) / 2)
    first, last = f"{start.y:.1f}", f"{end.y:.1f}"
    curve = f"M{left:.1f} {first}C{bends[0]:.1f} {first} {bends[1]:.1f} {last} {neck:.1f} {last}"
    told = f"{labels[edge.start]} {verb} {labels[edge.end]}" + (f" ({edge.times})" if edge.times > 1 else "")
    parts = [
        element("title", escape(clean(told))),
        shape("path", edge.relation, d=curve),
        shape("path", f"to-{edge.relation}", d=f"M{tip:.1f} {last}l{-7 * into:.1f} -4v8z"),
    ]
    if spoken:
        parts.append(text(middle[0], middle[1] - 5, verb, 11, "verb"))
    return group(parts)
