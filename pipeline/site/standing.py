"""What is counted of a place, with its rate for each ten thousand inhabitants; and facts by what became of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.site.asking import rows

_PER = 10_000
_SHOWN = 40
# The newest counts of a place itself: of what lies within it, each has a page of its own.
_COUNTED = """
select facts.id, facts.surface, facts.value, facts.qualifier, facts.unit, facts.status, facts.change, facts.end_date,
  facts.time_relation, facts.published_on
from facts join figures on figures.id = facts.figure_id join documents on documents.id = facts.document_id
where facts.place_id = :id and facts.in_body = 1 and figures.dimension = 'count' and facts.unit is not null
  and facts.stance <> 'negated' and +documents.superseded_by is null
order by facts.published_on desc, facts.id limit 400
"""
# What there is can be set against how many people there are; what is added, hoped for or taken away cannot.
_THERE = frozenset({"reported", "completed", "ongoing", None})
_PARTS = frozenset({"additional", "decrease"})
ORDER = ("completed", "ongoing", "reported", "planned", "expected", "target", "suspended", "cancelled", None)


@dataclass(frozen=True, slots=True)
class Count:
    """The newest that is said of how many of a unit there are in a place, and that for each ten thousand people."""

    fact: Any
    rate: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with all the facts that are read in it."""

    quote: str
    facts: Sequence[Any]


async def counts(db: Any, place: str, population: int | None) -> list[Count]:
    """The newest count of each unit and status in a place."""
    found: dict[tuple[str, str | None, bool], Any] = {}
    for fact in await rows(db, _COUNTED, {"id": place}):
        found.setdefault((fact["unit"], fact["status"], fact["change"] in _PARTS), fact)
    return [Count(fact, _rate(fact, population)) for fact in list(found.values())[:_SHOWN]]


def _rate(fact: Mapping[str, Any], population: int | None) -> float | None:
    """`1,620 beds`, 2,294,665 people -> 7.06; None for what is not there, or only a part of it."""
    if not population or fact["status"] not in _THERE or fact["change"] in _PARTS or fact["value"] is None:
        return None
    return float(fact["value"]) * _PER / population


def by_status(facts: Iterable[Any]) -> Iterator[tuple[str | None, int, Sequence[Passage]]]:
    """Facts by their status, done before hoped for; those of one sentence together."""
    of: dict[str | None, list[Any]] = {}
    for fact in facts:
        of.setdefault(fact["status"], []).append(fact)
    for status in sorted(of, key=ORDER.index):
        yield (
            status,
            len(of[status]),
            [
                Passage(quote, list(together))
                for (_, quote), together in groupby(of[status], key=lambda fact: (fact["document_id"], fact["quote"]))
            ],
        )
