"""Which facts are worth comparing: those of one thing, and for each a bounded number of others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pipeline.claim import Claim
from pipeline.compare.verdict import LEAST

WINDOW = 8  # facts of one thing that stand nearest before a fact, by the day they were told
# Counts of anything and measures of everything say nothing of what they count: two sums of money are no comparison.
_GENERIC = frozenset({"person", "people", "citizen", "man", "woman", "child", "day", "month", "year", "time"})
_COUNT = "count"
_LATE = date.max


def pairs(claims: Sequence[Claim], copies: Mapping[str, str]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of facts of different documents that speak of one thing; the earlier told first, each pair once.

    `copies` leads from a document to the first of its cluster: what copies say is said once.
    """
    told = sorted((claim for claim in claims if _is_comparable(claim)), key=_age)
    groups: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for claim in told:
        for key in _keys(claim):
            group = groups[key]
            for before in group[-WINDOW:]:
                if before.document_id == claim.document_id or (before.id, claim.id) in seen:
                    continue
                seen.add((before.id, claim.id))
                yield before, claim
            origin = copies.get(claim.document_id)
            if origin is None or not any(before.document_id == origin for before in group[-WINDOW:]):
                group.append(claim)


def _is_comparable(claim: Claim) -> bool:
    return claim.value is not None and claim.stance != "negated" and claim.kind == "quantity"


def _age(claim: Claim) -> tuple[date, str, int, str]:
    return claim.told_on or _LATE, claim.document_id, claim.start, claim.id


def _keys(claim: Claim) -> Iterator[tuple[object, ...]]:
    """What a fact is about: its indicator where that names a thing; and what its sentence names, with the number."""
    if is_specific(claim):
        yield claim.indicator, claim.unit
    elif claim.indicator:
        for topic in _subjects(claim):
            yield claim.indicator, claim.unit, topic
    if claim.value is not None and claim.value >= LEAST:
        for topic in claim.topics:
            yield "value", topic, claim.value


def is_specific(claim: Claim) -> bool:
    """Whether the indicator says what is measured: beds and decrees do, dirhams and per cent do not."""
    if claim.indicator is None or claim.indicator in _GENERIC:
        return False
    return claim.dimension == _COUNT or claim.indicator != claim.unit


def _subjects(claim: Claim) -> Iterable[str]:
    """What a sum of money or a share may be of: its subject and its programme."""
    return dict.fromkeys(one for one in (claim.subject_id, claim.programme_id) if one)
