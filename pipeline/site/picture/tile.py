"""Regions as equal tiles, coloured by their numbers: neither borders nor areas are drawn."""

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.site.language import direction
from pipeline.site.language import translate as _
from pipeline.site.picture import caption
from pipeline.site.picture.drawing import Drawing, group, link, reading, shape, shortened, text, wrapped
from pipeline.site.picture.region import Region

# Column and row of each region, by its HCP code: neighbours stand beside each other where a grid allows it.
_TILES = {
    "01": (3, 0), "04": (2, 1), "03": (3, 1), "02": (4, 1), "06": (2, 2), "05": (3, 2), "08": (4, 2), "07": (2, 3),
    "09": (2, 4), "10": (1, 4), "11": (0, 5), "12": (0, 6),
}  # fmt: skip
_COLUMNS, _ROWS = 5, 7
STEPS = 5


def steps(values: Sequence[float]) -> list[float]:
    """The lower ends of five equal steps from the smallest to the largest value; one step where they are equal."""
    least, most = min(values), max(values)
    if least == most:
        return [least]
    return [least + (most - least) * at / STEPS for at in range(STEPS)]


def step(value: float, ends: Sequence[float]) -> int:
    """The step of a value; the middle one where there is but one."""
    if len(ends) == 1:
        return STEPS // 2
    return max(at for at, end in enumerate(ends) if value >= end or at == 0)


def shown(value: float | None, rate: bool) -> str:
    """A tile's number: `3,415`; a rate to a hundredth."""
    return "" if value is None else caption.number(round(value, 2) if rate else value)


def draw(found: Sequence[Region], rate: bool, beside: Sequence[str], width: float) -> Drawing:
    """The tiles, the key of their colours, and first of all what belongs to no region."""
    side = width / 60
    tile = (width - 2 * side) / _COLUMNS if width < 600 else 112
    high = tile * 0.98 if width < 600 else 96
    left = (width - tile * _COLUMNS) / 2
    values = [value for region in found if (value := region.value(rate)) is not None]
    ends = steps(values) if values else []
    notes, top = _beside(beside, width, side)
    tiles = [_tile(region, rate, ends, _box(region, left, top, tile, high), width < 600) for region in found]
    key = _key(_spans(ends, max(values, default=0), rate), left + tile * 1.9, top + high * 5.2, width)
    return Drawing(width, top + high * _ROWS + 8, group([*notes, *tiles, *key]))


def _beside(lines: Sequence[str], width: float, side: float) -> tuple[list[Markup], float]:
    """What is said of no region, above the tiles; the second is where the tiles begin."""
    size = 13.0
    rows = [row for line in lines for row in wrapped(line, width - 2 * side, size, 3)]
    at, edge = reading(side, width - side)
    drawn = [text(at, 18 + 21 * row, said, size, "ink", edge=edge, way=direction()) for row, said in enumerate(rows)]
    return drawn, 21 * len(rows) + 16


Box = tuple[float, float, float, float]


def _box(region: Region, left: float, top: float, tile: float, high: float) -> Box:
    column, row = _TILES[region.id.removeprefix("region/")]
    return left + column * tile + 2, top + row * high + 2, tile - 4, high - 4


def _tile(region: Region, rate: bool, ends: Sequence[float], box: Box, narrow: bool) -> Markup:
    x, y, wide, high = box
    middle = x + wide / 2
    value = region.value(rate)
    hoped = region.measure(region.hoped, rate)
    at = step(value, ends) if value is not None else None
    look = f"step{at}" if at is not None else "future" if hoped is not None else "none"
    ink = "onto" if at is not None and at >= 3 else "ink"
    small, large = (9.5, 13.0) if narrow else (12.0, 20.0)
    name = wrapped(region.name.replace("-", "- "), wide - 4, small, 3)
    name = [line.replace("- ", "-") for line in name]
    line = small * 1.3
    told = [text(middle, y + line * (at + 1) + 2, said, small, ink) for at, said in enumerate(name)]
    base = y + high - (8 if hoped is None or value is None else 8 + line)
    if value is not None and region.done:
        told.append(text(middle, base, region.done.sign + shown(value, rate), large, _bold(ink), way="ltr"))
        if hoped is not None and region.hoped:
            mark = f"◇ {region.hoped.sign}{shown(hoped, rate)}"
            told.append(text(middle, y + high - 6, mark, small, ink, way="ltr"))
    elif hoped is not None and region.hoped:
        told.append(text(middle, base, region.hoped.sign + shown(hoped, rate), large, "ink", way="ltr"))
    else:
        told.append(text(middle, base, "—", large, "quiet"))
    return link(region.href, called(region, rate), shape("rect", look, x=x, y=y, width=wide, height=high, rx=6), *told)


def _bold(ink: str) -> str:
    return "strong" if ink == "ink" else ink


def called(region: Region, rate: bool) -> str:
    """What a tile is called: its region with its numbers."""
    parts = [
        f"{claim.sign}{shown(value, rate)} ({claim.state})"
        for claim in (region.done, region.hoped)
        if claim and (value := region.measure(claim, rate)) is not None
    ]
    return f"{region.name}: {' / '.join(parts) or _('لا رقم')}"


def _spans(ends: Sequence[float], most: float, rate: bool) -> list[tuple[str, str]]:
    """The looks that tiles have, with the numbers that each stands for."""
    if len(ends) == 1:
        spans = [(f"step{STEPS // 2}", shown(ends[0], rate))]
    else:
        tops = [*ends[1:], most]
        spans = [(f"step{at}", f"{shown(low, rate)} – {shown(tops[at], rate)}") for at, low in enumerate(ends)]
    return [*spans, ("future", _("مرتقب أو مبرمج فقط")), ("none", _("لا رقم"))]


def _key(entries: Sequence[tuple[str, str]], x: float, y: float, width: float) -> list[Markup]:
    """What the colours mean."""
    size = 10.0 if width < 600 else 12.5
    line = size * 1.75
    room = width - x - 8 if width < 600 else 400
    start, edge = reading(x, x + room)
    box, words = (start - line, start - line - 6) if edge == "right" else (start, start + line + 6)
    drawn = []
    for at, (look, said) in enumerate(entries):
        here = y + at * line
        drawn.append(shape("rect", look, x=box, y=here, width=line - 5, height=line - 5, rx=2))
        way = "ltr" if look.startswith("step") else None
        drawn.append(text(words, here + size, shortened(said, room - line, size), size, "quiet", edge=edge, way=way))
    return drawn
