"""Dates that contradict themselves: a weekday that does not fit, a Hijri pair that does not agree, 30 February."""

import re
from collections.abc import Iterable

from pipeline import calendars
from pipeline.records import Contradiction, Mention
from pipeline.values import Timex

_IMPOSSIBLE = re.compile(r"\d{4}-\d\d-\d\d$")


def contradictions(mention: Mention, value: Timex) -> Iterable[Contradiction]:
    """A weekday that does not fit, a Hijri pair that does not agree, a day that does not exist."""
    if value.timex_type != "DATE":
        return
    start = value.start_date
    if start and value.weekday and value.grain == "day" and start == value.end_date:
        real = start.isoweekday()
        if real != value.weekday:
            message = f"{start.isoformat()} is weekday {real}, not {value.weekday}"
            yield Contradiction(mention.span, "weekday_mismatch", message, mention.sentence)
    if start and value.hijri and value.anchor == "pair" and value.grain == "day":
        year, month, day = (int(part) if part.isdigit() else 0 for part in value.hijri.split("-"))
        computed = calendars.tabular_hijri(year, month, day)
        if computed and abs((computed - start).days) > calendars.HIJRI_TOLERANCE:
            message = f"{value.hijri} is {computed.isoformat()}, not {start.isoformat()}"
            yield Contradiction(mention.span, "hijri_mismatch", message, mention.sentence)
    if start is None and value.lean is None and value.last is None and _IMPOSSIBLE.match(value.timex_value or ""):
        message = f"there is no {value.timex_value}"
        yield Contradiction(mention.span, "impossible_date", message, mention.sentence)
