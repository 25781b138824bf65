"""Figures over time: what is done solid, what is hoped for hollow with its deadline on the axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from pipeline.site.language import direction
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, scale
from pipeline.site.picture.claim import Claim
from pipeline.site.picture.drawing import Drawing, breadth, element, group, link, reading, shape, text
from pipeline.site.picture.legend import flow, looks_named, mark

_LABELS = 9  # at most so many numbers beside their points


@dataclass(frozen=True, slots=True)
class Point:
    """A fact at its day."""

    claim: Claim
    day: date
    href: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the points lie."""

    left: float
    right: float
    top: float
    bottom: float


def draw(points: Sequence[Point], newest: date | None, width: float) -> Drawing:
    """The points with their axes, their deadlines and the key of their marks."""
    narrow = width < 600
    size = 10.5 if narrow else 12.0
    key, below = _legend(points, width, size)
    top = below + 3.4 * size + 8
    frame = _Frame(46 if narrow else 64, width - 14, top, top + (250 if narrow else 310))
    values = [value for point in points for value in (point.claim.value, point.claim.value_max) if value is not None]
    upward = scale.amounts(values, frame.bottom, frame.top)
    along = scale.days(
        [point.day for point in points] + ([newest] if newest else []),
        frame.left + 12,
        frame.right - 12,
        4 if narrow else 9,
    )
    return Drawing(
        width,
        frame.bottom + 3.6 * size + 10,
        group([
            *key,
            *_amounts(upward, frame, size),
            *_days(along, frame, size),
            *_now(newest, along, frame, size),
            *_deadlines(points, along, upward, frame, size),
            *(_point(point, along.place(point.day), upward) for point in points),
            *_numbers(points, along, upward, frame, size),
        ]),
    )  # fmt: skip


def _legend(points: Sequence[Point], width: float, size: float) -> tuple[list[Markup], float]:
    """The marks that are drawn and what they mean."""
    claims = [point.claim for point in points]
    looks = {claim.look for claim in claims}
    entries = [(partial(mark, look, None), said) for look, said in looks_named().items() if look in looks]
    if any(claim.change == "additional" for claim in claims):
        entries.append((partial(mark, "done", "additional"), _("إضافة إلى ما هو قائم")))
    return flow(entries, width, size)


def _amounts(upward: scale.Scale, frame: _Frame, size: float) -> Iterator[Markup]:
    for tick in upward.ticks:
        y = upward.place(tick)
        yield shape("path", "grid", d=f"M{frame.left:.1f} {y:.1f}H{frame.right:.1f}")
        yield text(frame.left - 6, y + size * 0.35, brief(tick), size, "quiet", edge="right", way="ltr")
    if upward.logarithmic:
        told = _("كل درجة عشرة أضعاف ما تحتها")
        x, edge = reading(frame.left, frame.right)
        yield text(x, frame.top - 8, told, size * 0.92, "quiet", edge=edge, way=direction())


def brief(value: float) -> str:
    """A number of an axis: `1,500`, `20M`; M and G are the same in the three languages."""
    for power, letter in ((1e9, "G"), (1e6, "M")):
        if abs(value) >= power:
            return f"{caption.number(round(value / power, 2))}{letter}"
    return caption.number(round(value, 2))


def _days(along: scale.Calendar, frame: _Frame, size: float) -> Iterator[Markup]:
    yield shape("path", "axis", d=f"M{frame.left:.1f} {frame.bottom:.1f}H{frame.right:.1f}")
    for tick in along.ticks:
        x = along.place(tick)
        yield shape("path", "axis", d=f"M{x:.1f} {frame.bottom:.1f}v5")
        yield text(x, frame.bottom + 6 + size, caption.day(tick.isoformat(), along.style), size, "quiet")


def _now(newest: date | None, along: scale.Calendar, frame: _Frame, size: float) -> Iterator[Markup]:
    """The newest day of publication: what lies to its right is still to come."""
    if newest is None or not along.first <= newest <= along.last:
        return
    x = along.place(newest)
    said = _("أحدث نشر")
    yield shape("path", "now", d=f"M{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}")
    half = breadth(said, size) / 2
    yield text(min(max(x, frame.left + half), frame.right - half), frame.top - 8 - 1.4 * size, said, size, "quiet")


def _deadlines(
    points: Sequence[Point], along: scale.Calendar, upward: scale.Scale, frame: _Frame, size: float
) -> Iterator[Markup]:
    """A line from what is due down to its day, and the days as far as they have room."""
    due = sorted({point.day for point in points if point.claim.is_due})
    for point in points:
        if point.claim.is_due:
            x, y = along.place(point.day), upward.place(point.claim.value or 0)
            yield shape("path", "stem", d=f"M{x:.1f} {y + 6:.1f}V{frame.bottom:.1f}")
    taken = -1.0
    for day in due:
        said = caption.day(day.isoformat(), "d MMM y")
        half = breadth(said, size) / 2
        x = min(max(along.place(day), frame.left + half), frame.right - half)
        if x - half > taken:
            yield text(x, frame.bottom + 10 + 2.4 * size, said, size, "strong")
            taken = x + half + 6


def _point(point: Point, x: float, upward: scale.Scale) -> Markup:
    claim = point.claim
    y = upward.place(claim.value or 0)
    marks = [mark(claim.look, claim.change, x, y)]
    if claim.value_max is not None:
        marks.insert(0, shape("path", "done", d=f"M{x:.1f} {y:.1f}V{upward.place(claim.value_max):.1f}"))
    # A touch needs more room than a point has.
    marks.append(element("circle", cx=x, cy=y, r=11, fill="transparent"))
    return link(point.href, claim.label, *marks)


def _numbers(
    points: Sequence[Point], along: scale.Calendar, upward: scale.Scale, frame: _Frame, size: float
) -> Iterator[Markup]:
    """Numbers beside points: first what is due, then the newest, as far as none lies over another or over a point."""
    taken = [(along.place(each.day), upward.place(each.claim.value or 0), 7.0, 7.0) for each in points]
    order = sorted(points, key=lambda each: (not each.claim.is_due, -each.day.toordinal(), each.claim.id))
    drawn = 0
    for point in order[: 5 * _LABELS]:
        x, y = along.place(point.day), upward.place(point.claim.value or 0)
        said = point.claim.figure
        wide = breadth(said, size) / 2
        for at in ((x, y - 13 - size * 0.3), (x + wide + 10, y), (x - wide - 10, y)):
            box = (*at, wide, size * 0.6)
            inside = frame.left < at[0] - wide and at[0] + wide < frame.right and at[1] > frame.top - size
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                drawn += 1
                yield text(at[0], at[1] + size * 0.35, said, size, "ink", edge="middle", way="ltr")
                break
        if drawn >= _LABELS:
            return


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return abs(one[0] - other[0]) < one[2] + other[2] and abs(one[1] - other[1]) < one[3] + other[3]
