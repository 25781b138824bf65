"""How lines and records are written, whatever they tell: Arabic is set apart, so that numbers beside it do not jump."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

_SHOWN = 10


def isolated(text: str) -> str:
    """A text of its own direction, between FSI and PDI."""
    return f"\u2068{text}\u2069"


def plain(value: object) -> Any:
    """A value as JSON has it: whole numbers as integers, days in ISO."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def shortened(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines under a heading, the first ten of them."""
    if lines:
        yield heading
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more (--json tells all)"


def flat(items: Iterable[tuple[str, Any]]) -> str:
    """`precision=0.9, recall=0.8`."""
    return ", ".join(f"{key}={value}" for key, value in items)
