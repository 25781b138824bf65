"""What readers take away: workbooks, tables of text, and feeds of what is new."""

from collections.abc import Sequence
from typing import Any

from pipeline.site.download import book, feed
from pipeline.site.hook import hookimpl


def _has_columns(columns: Sequence[str]) -> bool:
    return bool(columns)


def _is_dated(columns: Sequence[str]) -> bool:
    return {"id", "published_on"} <= set(columns)


@hookimpl
def register_output_renderer() -> list[dict[str, Any]]:
    """`/facts/v_facts.xlsx?unit=bed` and `/facts/deadlines.atom`: of every table, view and question that can."""
    return [
        {"extension": "xlsx", "render": book.render, "can_render": _has_columns},
        {"extension": "atom", "render": feed.render, "can_render": _is_dated},
    ]
