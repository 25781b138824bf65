"""What is counted: the units of the database, by how often they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import load
from pipeline.records import DOUBTFUL
from pipeline.site.asking import rows
from pipeline.site.picture import caption
from pipeline.site.picture.figure import Place

DEFAULT = "bed"
# Counted as documents come and go.
_UNITS = """select value as unit, number as facts from counts
where name = 'v_facts' and field = 'unit' and number > 0 order by number desc, value"""

# Of each place on the index of unit and place alone; what views leave out is taken off, being little: SQLite is kept to
# the indexes of that by the signs.
_BY_PLACE = f"""
select place_id, sum(facts) as facts from (
  select place_id, count(*) as facts from facts where unit = :unit group by place_id
  union all
  select facts.place_id, -count(*) from documents cross join facts on facts.document_id = documents.id
  where documents.superseded_by > '' and +facts.unit = :unit and facts.confidence > {DOUBTFUL} group by +facts.place_id
  union all
  select place_id, -count(*) from facts where confidence <= {DOUBTFUL} and +unit = :unit group by +place_id
) group by place_id having sum(facts) > 0 order by facts desc, place_id
"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A unit with its name and how many facts count it."""

    unit: str
    name: str
    facts: int
    is_counted: bool


@cache
def _counted() -> frozenset[str]:
    """Units of things that can be counted, of which a rate by inhabitants makes sense."""
    return frozenset(row["unit"] for row in load()["unit"] if row["dimension"] == "count")


def is_counted(unit: str) -> bool:
    """Whether a unit is a thing that is counted: `bed`, and not `percent` or `MAD`."""
    return unit in _counted()


async def indicators(place: Place) -> Sequence[Indicator]:
    """The units of the database, things that are counted first."""
    found = [
        Indicator(row["unit"], caption.counted(row["unit"]), row["facts"], is_counted(row["unit"]))
        for row in await rows(place.db, _UNITS)
    ]
    return sorted(found, key=lambda indicator: not indicator.is_counted)


def chosen(units: Sequence[Indicator]) -> str:
    """The unit of a map that nobody chose one for: beds where there are any, else what is counted most."""
    return next((one.unit for one in units if one.unit == DEFAULT), units[0].unit if units else DEFAULT)


async def by_place(place: Place, unit: str) -> dict[str | None, int]:
    """How many facts of a unit each place has, the commonest first; under None those that name no place."""
    return {row["place_id"]: row["facts"] for row in await rows(place.db, _BY_PLACE, {"unit": unit})}
