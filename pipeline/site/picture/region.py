"""The twelve regions of Morocco, each with the newest that was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.atlas import Place, morocco
from pipeline.site.picture.claim import Claim

_PER = 10_000


@dataclass(frozen=True, slots=True)
class Region:
    """A region with the newest fact that says what is done and the newest that says what is hoped for."""

    id: str
    name: str
    population: int | None
    href: str | None
    done: Claim | None = None
    hoped: Claim | None = None
    count: int = 0
    inside: int = 0

    @property
    def shown(self) -> Claim | None:
        """The fact that the tile shows."""
        return self.done or self.hoped

    def value(self, rate: bool) -> float | None:
        """What the tile is coloured by; None where nothing is done there, or nothing is known."""
        return self.measure(self.done, rate)

    def measure(self, claim: Claim | None, rate: bool) -> float | None:
        """A fact's number, or that number for each 10,000 inhabitants."""
        if claim is None or claim.value is None:
            return None
        if not rate:
            return claim.value
        return claim.value * _PER / self.population if self.population else None


@cache
def regions() -> tuple[Place, ...]:
    """The twelve regions, as the census of 2024 has them."""
    return tuple(sorted((place for place in morocco() if place.type == "region"), key=lambda place: place.id))


def is_stock(claim: Claim) -> bool:
    """Whether a fact tells how much there is, and not what is added or taken away."""
    return claim.change not in {"additional", "decrease"}


def newest(claims: Sequence[Claim], look: str) -> Claim | None:
    """The newest published of the facts of a look; one that tells a stock before one that tells an addition."""
    fit = [claim for claim in claims if claim.look == look]
    return max(fit, key=lambda claim: (is_stock(claim), claim.published_on or "", claim.id), default=None)


def extremes(found: Sequence[Region], rate: bool) -> tuple[Region, Region] | None:
    """The regions of the largest and the smallest number; None where fewer than two have one."""
    known: Mapping[float, Region] = {
        value: region for region in reversed(found) if (value := region.value(rate)) is not None
    }
    return (known[max(known)], known[min(known)]) if len(known) > 1 else None
