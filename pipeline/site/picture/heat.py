"""A strip of days for each outlet, darker where it published more, with copies of one text marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from pipeline.site.language import direction
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, tile
from pipeline.site.picture.drawing import Drawing, breadth, diamond, group, link, reading, shape, shortened, text
from pipeline.site.picture.legend import flow

_CELLS = 70  # columns that can be told apart


@dataclass(frozen=True, slots=True)
class Bin:
    """Days drawn as one column: a day, a week, a month or a year."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Square:
    """What an outlet published in a bin; `copies` are texts that stand elsewhere as well."""

    outlet: str
    column: int
    count: int
    copies: int
    label: str
    href: str


def bins(first: date, last: date, most: int = _CELLS) -> list[Bin]:
    """The days from first to last in columns: days where they fit, else weeks, months or years."""
    span = (last - first).days + 1
    if span <= most:
        return [Bin(first + timedelta(at), first + timedelta(at)) for at in range(span)]
    if span <= 7 * most:
        start = first - timedelta(first.weekday())
        return [Bin(start + timedelta(at), start + timedelta(at + 6)) for at in range(0, (last - start).days + 1, 7)]
    step = next((months for months in (1, 3, 12, 60, 120) if span / 30.4 / months <= most), 1200)
    months = range((first.year * 12 + first.month - 1) // step * step, last.year * 12 + last.month, step)
    return [Bin(_month(max(at, 12)), _month(at + step) - timedelta(1)) for at in months]


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1) if number // 12 < date.max.year else date.max


def draw(outlets: Sequence[str], cells: Sequence[Square], days: Sequence[Bin], width: float) -> Drawing:
    """The strips under their key, and the days below them."""
    narrow = width < 600
    size = 10.5 if narrow else 12.5
    most = max(cell.count for cell in cells)
    ends = tile.steps([1, most]) if most > 1 else [1.0]
    key, top = _legend(ends, most, width, size, any(cell.copies for cell in cells))
    # On a phone a name stands above its strip; on a desk beside it.
    aside = 0.0 if narrow else 190.0
    left = 10 + (0 if direction() == "rtl" else aside)
    wide = (width - 20 - aside) / len(days)
    high = 22.0 if narrow else 24.0
    line = high + (size * 1.7 if narrow else 5)
    top += 14
    drawn = [*key]
    place = {outlet: top + row * line for row, outlet in enumerate(outlets)}
    for outlet, y in place.items():
        drawn.append(_name(outlet, y, width, high, size))
        ground = y + line - high - 2 if narrow else y
        drawn.append(shape("rect", "none", x=left, y=ground, width=wide * len(days), height=high, rx=3))
    for cell in cells:
        y = place[cell.outlet] + (line - high - 2 if narrow else 0)
        drawn.append(_cell(cell, (left + cell.column * wide, y, wide, high), ends))
    bottom = top + line * len(outlets)
    drawn += _days(days, left, wide, bottom, size)
    return Drawing(width, bottom + size * 2 + 6, group(drawn))


def _legend(ends: Sequence[float], most: float, width: float, size: float, copied: bool) -> tuple[list[Markup], float]:
    entries: list[tuple[Callable[[float, float], Markup], str]] = []
    for at, low in enumerate(ends):
        look = f"cell{at if len(ends) > 1 else tile.STEPS // 2}"
        high = ends[at + 1] if at + 1 < len(ends) else most
        first, last = -(-low // 1), high // 1
        if first <= last:
            said = caption.number(first) if first == last else f"{caption.number(first)}-{caption.number(last)}"
            entries.append((_swatch(look), said))
    if copied:
        entries.append((lambda x, y: shape("path", "copy", d=diamond(x, y, 5)), _("نسخة من نص نشره غيره")))
    return flow(entries, width, size)


def _swatch(look: str) -> Callable[[float, float], Markup]:
    return lambda x, y: shape("rect", look, x=x - 7, y=y - 7, width=14, height=14, rx=2)


def _name(outlet: str, y: float, width: float, high: float, size: float) -> Markup:
    narrow = width < 600
    x, edge = reading(10, width - 10)
    room = width - 20 if narrow else 182
    return text(x, y + (size if narrow else high / 2 + size * 0.35), shortened(outlet, room, size), size, edge=edge)


def _cell(cell: Square, box: tuple[float, float, float, float], ends: Sequence[float]) -> Markup:
    x, y, wide, high = box
    look = f"cell{tile.step(cell.count, ends)}"
    marks = [shape("rect", look, x=x + 0.5, y=y + 1, width=max(wide - 1, 1.5), height=high - 2, rx=2)]
    if cell.copies:
        marks.append(shape("path", "copy", d=diamond(x + wide / 2, y + high / 2, 5)))
    return link(cell.href, cell.label, *marks)


def _days(days: Sequence[Bin], left: float, wide: float, bottom: float, size: float) -> list[Markup]:
    """Names of days below their columns, as many as have room."""
    style = _style(days)
    drawn = []
    taken = -1.0
    right = left + wide * len(days)
    for column, day in enumerate(days):
        said = caption.day(day.first.isoformat(), style)
        half = breadth(said, size) / 2
        x = left + (column + 0.5) * wide
        if x - half > taken and left <= x - half and x + half <= right + 8:
            drawn.append(shape("path", "axis", d=f"M{x:.1f} {bottom - 2:.1f}v4"))
            drawn.append(text(x, bottom + size * 1.4, said, size, "quiet"))
            taken = x + half + 10
    return drawn


def _style(days: Sequence[Bin]) -> str:
    """How a column is called: by day and month within one year, with the year in several, by month where it is one."""
    if (days[0].last - days[0].first).days >= 7:
        return "MMM y"
    return "d MMM" if len({day.first.year for day in days}) == 1 else "d MMM y"
