"""What is counted: the units of the database, by how often they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import load
from pipeline.site.asking import rows
from pipeline.site.picture import caption
from pipeline.site.picture.figure import Place

DEFAULT = "bed"
# Counted as documents come and go.
_UNITS = """select value as unit, number as facts from counts
where name = 'v_facts' and field = 'unit' and number > 0 order by number desc, value"""


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
