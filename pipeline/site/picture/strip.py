"""A timeline: a lane for each kind of thing, its marks at their days, what stands close together stacked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from markupsafe import Markup

from pipeline.site.language import direction
from pipeline.site.picture import caption, scale
from pipeline.site.picture.drawing import Drawing, breadth, element, group, link, reading, shape, text
from pipeline.site.picture.legend import flow, looks_named, mark

Lane = Literal["done", "hoped", "event", "said", "legal", "date", "document"]
_STACK = 6  # marks one above another; what is more is counted
_STEP = 13.0  # the room of a mark
_LONG = 10 * 366  # days beyond which one far day may squeeze all others


@dataclass(frozen=True, slots=True)
class Item:
    """Something at a day, or from one day to another."""

    lane: Lane
    start: date
    end: date
    look: str
    label: str
    href: str | None
    document: str = ""
    is_due: bool = False


def window(items: Sequence[Item]) -> tuple[date, date]:
    """The days to draw: all but a few that lie very far from the rest and would squeeze it; the table has them.

    Dates that a sentence names besides may be of any century: of them those that lie about the facts and documents.
    """
    told = sorted(item.end for item in items if item.lane != "date")
    first, last = _near(told or sorted(item.end for item in items))
    room = timedelta(days=max((last - first).days // 2, 366))
    beside = [item.end for item in items if told and first - item.end < room and item.end - last < room]
    return min([first, *beside]), max([last, *beside])


def _near(days: Sequence[date]) -> tuple[date, date]:
    """The first and the last of some days, without those that lie very far from most."""
    far = max(len(days) // 20, int(len(days) > 4))
    low, high = days[far].toordinal(), days[-1 - far].toordinal()
    room = max(high - low, 365)
    if (days[-1] - days[0]).days <= max(_LONG, 3 * room):
        return days[0], days[-1]
    near = [day for day in days if low - room <= day.toordinal() <= high + room]
    return near[0], near[-1]


def draw(items: Sequence[Item], names: Sequence[tuple[Lane, str]], newest: date | None, width: float) -> Drawing:
    """The lanes that hold something, above one line of time."""
    size = 10.5 if width < 600 else 12.5
    first, last = window(items)
    kept = [item for item in items if first <= item.end <= last]
    ends = [first, last, *([newest] if newest and first <= newest else [])]
    along = scale.days(ends, 22, width - 22, 4 if width < 600 else 9)
    key, y = _legend(kept, width, size)
    drawn = [*key]
    y += 8
    top = y
    for lane, name in names:
        within = [item for item in kept if item.lane == lane]
        if within:
            marks, y = _lane(within, f"{name} ({len(within):,})", along, y, size)
            drawn += marks
    drawn = [*_ground(along, top, y, size), *_now(newest, along, top, y), *drawn]
    return Drawing(width, y + size * 2 + 8, group(drawn))


def _legend(items: Sequence[Item], width: float, size: float) -> tuple[list[Markup], float]:
    looks = {item.look for item in items if item.lane in {"done", "hoped", "event", "said"}}
    if not looks:
        return [], 0.0
    return flow(
        [(partial(mark, look, None), said) for look, said in looks_named().items() if look in looks], width, size
    )


def _lane(
    items: Sequence[Item], name: str, along: scale.Calendar, top: float, size: float
) -> tuple[list[Markup], float]:
    """A lane under its name; the second is where it ends."""
    x, edge = reading(along.low - 10, along.high + 10)
    drawn = [text(x, top + size * 1.6, name, size, "ink", edge=edge, way=direction())]
    places: defaultdict[int, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.end, item.label, item.href or "")):
        places[round(along.place(item.end) / _STEP)].append(item)
    rows = min(max(map(len, places.values())), _STACK)
    floor = top + size * 2.2 + rows * _STEP
    for column, stacked in sorted(places.items()):
        x = min(max(column * _STEP, along.low), along.high)
        drawn += _stack(stacked, x, floor, along)
    drawn.append(shape("path", "grid", d=f"M{along.low - 10:.1f} {floor + 4:.1f}H{along.high + 10:.1f}"))
    return drawn, floor + 6


def _stack(items: Sequence[Item], x: float, floor: float, along: scale.Calendar) -> Iterator[Markup]:
    shown = items if len(items) <= _STACK else items[: _STACK - 1]
    for row, item in enumerate(shown):
        y = floor - row * _STEP - _STEP / 2 + 3
        kind = "event" if item.lane in {"event", "legal"} else None
        marks = [mark(item.look, kind, x, y, 4.6)]
        start = max(along.place(max(item.start, along.first)), along.low)
        if x - start > _STEP:
            marks.insert(0, shape("path", "stem", d=f"M{start:.1f} {y:.1f}H{x - 5:.1f}"))
        # A touch needs more room than a mark has.
        marks.append(element("rect", x=x - _STEP / 2, y=y - _STEP / 2, width=_STEP, height=_STEP, fill="transparent"))
        yield link(item.href, item.label, *marks)
    if len(items) > len(shown):
        more = f"+{len(items) - len(shown)}"
        # Two that stand side by side are not written over each other.
        lift = 10 * (round(x / _STEP) % 2)
        yield text(x, floor - len(shown) * _STEP - 1 - lift, more, 9.5, "quiet", way="ltr")


def _ground(along: scale.Calendar, top: float, bottom: float, size: float) -> Iterator[Markup]:
    """Months or years, as lines behind the lanes and names below them."""
    taken = -1.0
    for tick in along.ticks:
        x = along.place(tick)
        said = caption.day(tick.isoformat(), along.style)
        half = breadth(said, size) / 2
        yield shape("path", "grid", d=f"M{x:.1f} {top:.1f}V{bottom + 4:.1f}")
        if x - half > taken and along.low <= x <= along.high:
            yield text(min(max(x, half), along.high + 22 - half), bottom + size * 1.5, said, size, "quiet")
            taken = x + half + 6


def _now(newest: date | None, along: scale.Calendar, top: float, bottom: float) -> Iterator[Markup]:
    if newest and along.first <= newest <= along.last:
        yield shape("path", "now", d=f"M{along.place(newest):.1f} {top:.1f}V{bottom:.1f}")
