"""Values as the database holds them."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from pipeline.values import Figure, Timex

Row: TypeAlias = dict[str, Any]

# The table of each kind of mention; the others stand in `mentions`.
TABLE_OF = {"date": "dates", "figure": "figures"}
_WHOLE = 1 << 63


def whole(value: Decimal | None) -> int | float | None:
    """An integer where whole: `Decimal("1430.0")` -> 1430."""
    if value is None:
        return None
    if value == value.to_integral_value() and abs(value) < _WHOLE:
        return int(value)
    return float(value)


def iso(day: date | None) -> str | None:
    """A day as the database writes it."""
    return day.isoformat() if day else None


def date_columns(time: Timex) -> Row:
    """The columns of a date."""
    return {
        "timex_type": time.timex_type,
        "timex_value": time.timex_value,
        "start_date": iso(time.start_date),
        "end_date": iso(time.end_date),
        "grain": time.grain,
        "modifier": time.modifier,
        "relative": int(time.relative),
        "anchor": time.anchor,
        "hijri": time.hijri,
    }


def figure_columns(figure: Figure) -> Row:
    """The columns of a figure."""
    return {
        "value": whole(figure.value),
        "value_max": whole(figure.value_max),
        "value_alt": whole(figure.value_alt),
        "qualifier": figure.qualifier,
        "dimension": figure.dimension,
        "unit": figure.unit,
        "unit_per": figure.unit_per,
        "value_si": whole(figure.value_si),
        "unit_si": figure.unit_si,
        "iso8601": figure.iso8601,
        "noun": figure.noun,
        "noun_lemma": figure.noun_lemma,
    }
