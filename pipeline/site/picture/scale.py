"""From values and days to places on paper: scales, and the ticks that a reader expects."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# How unlike the smallest and the largest value must be for equal steps to hide the small ones.
_UNLIKE = 200
_STEPS_OF_TIME = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000, 12_000, 30_000)  # months


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale with its ticks; `logarithmic` where each step multiplies."""

    place: Callable[[float], float]
    ticks: Sequence[float]
    logarithmic: bool = False


def amounts(values: Sequence[float], low: float, high: float, count: int = 5) -> Scale:
    """A scale from zero; a logarithmic one where the largest value is hundreds of times the smallest."""
    top = max([*values, 0])
    least = min((value for value in values if value > 0), default=0)
    if top <= 0:
        return Scale(lambda _: low, (0,))
    if least and top / least > _UNLIKE and min(values) >= 0:
        return _logarithmic(least, top, low, high)
    step = nice(top / count)
    bottom = min([*values, 0])
    first = math.floor(bottom / step)
    last = math.ceil(top / step)
    span = (last - first) * step
    ticks = [at * step for at in range(first, last + 1)]
    return Scale(lambda value: low + (value - first * step) / span * (high - low), ticks)


def _logarithmic(least: float, top: float, low: float, high: float) -> Scale:
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(top))
    every = max(1, math.ceil((last - first) / 6))

    def place(value: float) -> float:
        share = (math.log10(value) - first) / (last - first) if value > 0 else 0
        return low + max(share, 0) * (high - low)

    return Scale(place, [10.0**power for power in range(first, last + 1, every)], logarithmic=True)


def nice(rough: float) -> float:
    """The next step that people count by: `340` -> 500."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days along a line, with the firsts of months or years that mark it."""

    first: date
    last: date
    low: float
    high: float
    ticks: Sequence[date]
    style: str

    def place(self, day: date) -> float:
        """Where a day lies."""
        whole = (self.last - self.first).days
        return self.low + (day - self.first).days / whole * (self.high - self.low)


def days(known: Sequence[date], low: float, high: float, count: int = 8) -> Calendar:
    """A line of time around the days that are known, with no more than `count` marks or so."""
    first, last = min(known), max(known)
    margin = timedelta(days=max(12, round((last - first).days * 0.04)))
    first = first - margin if first - date.min > margin else date.min
    last = last + margin if date.max - last > margin else date.max
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS_OF_TIME if months / step <= count), _STEPS_OF_TIME[-1])
    ticks = []
    month = (first.year * 12 + first.month - 1) // step * step
    while month // 12 <= last.year and month // 12 < date.max.year:
        if month >= 12 and first <= (tick := date(month // 12, month % 12 + 1, 1)) <= last:
            ticks.append(tick)
        month += step
    return Calendar(first, last, low, high, ticks, "y" if step >= 12 else "MMM y")
