"""What two facts of one thing say of each other, read from their slots: agreement, conflict, or why they differ."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.claim import Claim, Comparison
from pipeline.compare import wording

LEAST = 3  # «one» and «two» agree by chance
_ROUND = Decimal("0.02")  # a rounded figure lies within two per cent of the exact one


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` as the table holds it; `rule` says which slots decided."""

    name: str
    rule: str


def compare(first: Claim, second: Claim, copies: dict[str, str]) -> Comparison | None:
    """The comparison of two facts; None where they speak of different things, or where nothing can be said."""
    verdict = judge(first, second, copies)
    if verdict is None:
        return None
    arabic, english = wording.comparison(verdict.name, first, second)
    return Comparison(first.id, second.id, verdict.name, arabic, english, verdict.rule)


def judge(first: Claim, second: Claim, copies: dict[str, str]) -> Verdict | None:
    """The verdict on two facts that may be of one thing.

    11 decrees on 11 December, 11 groups whose decrees came in December -> agreement
    11,338 beds in 79 hospitals, 1,430 beds through ten projects -> different_scope
    """
    if _agree(first, second):
        return _equal(first, second, copies)
    if first.unit != second.unit or first.indicator != second.indicator:
        return None
    return _different(first, second)


def _agree(first: Claim, second: Claim) -> bool:
    """Whether the numbers are the same, or one range holds the other."""
    low, high = _ends(first)
    least, most = _ends(second)
    return (low <= least and most <= high) or (least <= low and high <= most)


def _ends(claim: Claim) -> tuple[Decimal, Decimal]:
    value = claim.value or Decimal(0)
    return value, claim.value_max if claim.value_max is not None else value


def _equal(first: Claim, second: Claim, copies: dict[str, str]) -> Verdict | None:
    """One number twice: a repeat in a copy, an agreement, or a chance."""
    if _origin(first, copies) == _origin(second, copies):
        return Verdict("repeat", "same value in copies of one text")
    if places(first, second) == "apart" or times(first, second) == "apart":
        return None
    if first.unit != second.unit or first.indicator != second.indicator:
        # 11 decrees and 11 groups whose decrees came in December: the day ties them, or else it is chance.
        tied = first.topics & second.topics and (times(first, second) == "same" or _met(first, second))
        return Verdict("agreement", "same value, topic and time") if tied else None
    if (first.value or 0) < LEAST:
        return None
    if _is_opposed(first, second):
        return Verdict("planned_done", "same value: planned, then done")
    return Verdict("agreement", "same value and indicator")


def _origin(claim: Claim, copies: dict[str, str]) -> str:
    return copies.get(claim.document_id, claim.document_id)


def _different(first: Claim, second: Claim) -> Verdict | None:
    """Why the numbers differ: the first slot that tells it, from the strongest to the weakest."""
    if _rounds(first, second):
        return Verdict("rounding", "one value rounds the other")
    where = places(first, second)
    if where == "apart":
        return Verdict("different_place", "places") if _is_tied(first, second) else None
    if where == "half" or not (where == "same" or _is_kin(first, second)):
        return None
    if where == "within":
        return Verdict("different_scope", "one place holds the other")
    if first.change and second.change and first.change != second.change:
        return Verdict("different_measure", "total, additional and cumulative")
    if first.scope != second.scope:
        return Verdict("different_scope", "part of, through or besides something else")
    if first.programme_id != second.programme_id:
        return Verdict("different_scope", "programme") if first.programme_id and second.programme_id else None
    if _is_opposed(first, second):
        return Verdict("planned_done", "planned or expected, and done")
    return _over_time(first, second)


def _over_time(first: Claim, second: Claim) -> Verdict | None:
    """Numbers of one thing in one place: another day, a newer word, or a conflict."""
    when = times(first, second)
    if when == "apart":
        return Verdict("different_date", "times")
    if when == "half":
        return None
    told = first.told_on, second.told_on
    if when == "unknown":
        # Neither says when it holds: what is told later may be newer, what is told on one day is not.
        if None in told or told[0] != told[1]:
            return None
    elif first.is_promised and second.is_promised and None not in told and told[0] != told[1]:
        return Verdict("update", "promised anew for the same time")
    elif _span(first) != _span(second):
        return None  # a month of the year that the other tells of
    if first.status != second.status or (first.noun_lemma or "") != (second.noun_lemma or ""):
        return None
    return Verdict("conflict", "same indicator, place, time and status")


def _span(claim: Claim) -> tuple[date | None, date | None]:
    return (None if _by(claim) else claim.start_date), claim.end_date


def _is_kin(first: Claim, second: Claim) -> bool:
    """Whether more than a unit ties two facts: the same programme, subject, action or kind of change, or the noun."""
    pairs = (
        (first.programme_id, second.programme_id),
        (first.subject_id, second.subject_id),
        (first.action, second.action),
        (first.change, second.change),
    )
    return any(one is not None and one == other for one, other in pairs) or first.noun == second.noun


def _rounds(first: Claim, second: Claim) -> bool:
    """About 7,000 and 7,124; more than 300 and 312; 81 % and 80.7 %."""
    if None in (first.value, second.value) or first.value_max or second.value_max:
        return False
    if places(first, second) not in ("same", "unknown"):
        return False
    for rough, exact in ((first, second), (second, first)):
        about, value = rough.value or Decimal(0), exact.value or Decimal(0)
        if exact.qualifier is not None or value == 0:
            continue
        off = (value - about) / abs(value)
        if rough.qualifier == "approx" and abs(off) <= _ROUND * 2:
            return True
        if rough.qualifier in ("more_than", "at_least") and Decimal(0) <= off <= Decimal("0.1"):
            return True
        if rough.qualifier in ("less_than", "at_most") and Decimal(0) <= -off <= Decimal("0.1"):
            return True
        if (
            rough.qualifier is None
            and abs(off) <= _ROUND
            and _digits(about) < _digits(value)
            and _is_rounded(about, value)
        ):
            return True
    return False


def _digits(value: Decimal) -> int:
    """`81` -> 2; `7000` -> 1; `80.7` -> 3."""
    return len(value.normalize().as_tuple().digits)


def _is_rounded(about: Decimal, value: Decimal) -> bool:
    exponent = about.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(value - about) * 2 <= unit


def places(first: Claim, second: Claim) -> str:
    """Same, unknown (neither has one), half (one has), within (one holds the other) or apart.

    Without a place a fact is of its document's country.
    """
    if not first.regions and not second.regions:
        return "apart" if first.country and second.country and first.country != second.country else "unknown"
    if not first.regions or not second.regions:
        return "half"
    if first.regions[0] == second.regions[0]:
        return "same"
    return "within" if first.regions[0] in second.regions or second.regions[0] in first.regions else "apart"


def times(first: Claim, second: Claim) -> str:
    """Same (they overlap), unknown (neither has one), half (one has) or apart."""
    if first.end_date is None and second.end_date is None:
        return "unknown"
    if first.end_date is None or second.end_date is None:
        return "half"
    if _by(first) or _by(second):
        return "same" if first.end_date == second.end_date else "apart"
    start, begin = first.start_date or first.end_date, second.start_date or second.end_date
    return "same" if start <= second.end_date and begin <= first.end_date else "apart"


def _by(claim: Claim) -> bool:
    """Whether the time is a term: «by February» is the end of February, and not the month."""
    return claim.time_relation in ("by", "until")


def _is_opposed(first: Claim, second: Claim) -> bool:
    return (first.is_promised and second.is_done) or (first.is_done and second.is_promised)


def _met(first: Claim, second: Claim) -> bool:
    """Whether both sentences say that one thing was done at one time."""
    return any(
        one.action == other.action and one.start <= other.end and other.start <= one.end
        for one in first.beside
        for other in second.beside
    )


def _is_tied(first: Claim, second: Claim) -> bool:
    """Whether two places are told of in one breath: the same programme, or the same thing for the same time."""
    same_programme = first.programme_id is not None and first.programme_id == second.programme_id
    same_thing = first.subject_id is not None and first.subject_id == second.subject_id
    return (same_programme or same_thing) and times(first, second) == "same"
