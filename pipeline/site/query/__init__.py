"""The questions that a journalist asks, each a canned query in a file of its own: body only, any spelling, all bound.

A file begins with its title and its description, each in Arabic, then English, and a line for every parameter:
`-- :unit الوحدة = bed`, whose default answers where nothing was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from typing import Any

_PLACES = "'region', 'province', 'commune', 'arrondissement', 'country', 'place'"
IS_PLACE = f"kind in ({_PLACES})"
IS_LAW = f"kind not in ('person', 'organization', 'concept', 'programme', {_PLACES})"
_PARAMETER = re.compile(r":(?P<name>\w+) (?P<title>[^=]+?)(?: = (?P<default>.*))?")
# In the order in which readers see them.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "الأرقام والحقائق",
        (
            *("search", "figures_of_unit", "beds_by_place", "number_lookup", "who_said_number", "largest_amounts"),
            *("first_seen", "new_since", "findings_by_kind"),
        ),
    ),
    ("الوعود والآجال", ("due", "overdue", "promised_vs_done", "deadlines", "dates_of_period")),
    ("الأقوال والأسماء", ("quotes", "who_said_what", "cooccurrence", "term_crosswalk")),
    ("الأماكن", ("places", "place_timeline", "regions_without")),
    ("النصوص القانونية", ("law", "law_titles", "laws", "decrees_and_effective_dates")),
    ("بين الوثائق", ("conflicts", "outlet_lag", "syndication", "latest_documents", "coverage")),
    (
        "ما يُراجَع",
        (
            *("review_queue", "gaps", "arith_checks", "contradictions", "weekday_mismatch", "digits_disputed"),
            *("undated_documents", "unresolved_dates", "what_was_not_read", "unknown_units", "orphan_corrections"),
        ),
    ),
    ("العمل نفسه", ("repairs", "runs_and_failures")),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks of its reader; `default` answers where nothing was typed."""

    title: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its SQL. `title` and `description` are in Arabic, then English."""

    title: str
    description: str
    sql: str
    parameters: tuple[tuple[str, Parameter], ...] = ()

    def metadata(self) -> dict[str, Any]:
        """As Datasette's metadata has it, with what our page needs to ask in Arabic."""
        return {
            "title": self.title,
            "description": self.description,
            "sql": self.sql,
            "params": [name for name, _ in self.parameters],
            "parameters": {name: {"title": asked.title, "default": asked.default} for name, asked in self.parameters},
        }


def parse(text: str) -> Query:
    """A file of SQL as a query: what its first comments say, and the statement behind them."""
    lines = text.splitlines()
    head = [line.removeprefix("-- ") for line in takewhile(lambda line: line.startswith("-- "), lines)]
    title, description, *parameters = head
    return Query(title, description, "\n".join(lines[len(head) :]), tuple(_parameters(parameters)))


def _parameters(lines: list[str]) -> Iterator[tuple[str, Parameter]]:
    for line in lines:
        told = _PARAMETER.fullmatch(line)
        if told is None:
            raise ValueError(f"no parameter of a query: {line}")
        yield told["name"], Parameter(told["title"], told["default"] or "")


def _read(name: str) -> Query:
    return parse(files("pipeline.site.query").joinpath(f"{name}.sql").read_text("utf-8"))


QUERIES: dict[str, Query] = {name: _read(name) for _, names in GROUPS for name in names}
