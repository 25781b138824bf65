"""Calculations that a text invites: whether 1,130 of 1,400 are 81 per cent, and whether parts make up their total."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.claim import Check, Claim
from pipeline.compare.wording import number
from pipeline.lexicon import Lexicon
from pipeline.text import fold

_TOLERANCE = Decimal("0.011")  # of a total: its parts may be rounded
_NEAR = 60  # characters between a cue and the total that follows it


def consistency(claims: Sequence[Claim], lexicon: Lexicon) -> tuple[Check, ...]:
    """Every calculation that a sentence, or two figures linked to each other, allow; in the order of the texts."""
    by_id = {claim.id: claim for claim in claims}
    sentences: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "quantity" and claim.value is not None and claim.stance != "negated":
            sentences[claim.sentence_id].append(claim)
    found = [check for claim in claims for check in _share(claim, by_id)]
    for together in sentences.values():
        together.sort(key=lambda claim: (claim.start, claim.end))
        # A figure said of several places is one figure.
        once = list({claim.start: claim for claim in together}.values())
        cues = _cues(once[0], lexicon) if len(once) > 1 else ()
        found += _sums(once, cues)
        found += _growth(once, cues)
    unique = {check.id: check for check in found}
    return tuple(sorted(unique.values(), key=lambda check: check.id))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says how the figures around it go together; `start` and `end` count in the document."""

    role: str
    exhaustive: bool
    start: int
    end: int


def _cues(claim: Claim, lexicon: Lexicon) -> tuple[_Word, ...]:
    start = int(claim.sentence_id.rpartition(".")[2].partition("-")[0])
    key = fold(claim.quote, start)
    words = []
    for match in _pattern(lexicon).finditer(key.text):
        row = lexicon["total"].find(match["cue"])
        if row is not None:
            span = key.to_source(*match.span("cue"))
            words.append(_Word(row["role"], row["exhaustive"] == "1", *span))
    return tuple(words)


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?(?P<cue>{lexicon['total'].pattern})(?!\w)")


def _share(claim: Claim, by_id: Mapping[str, Claim]) -> Iterator[Check]:
    """A percentage of one figure in another: `1130 من 1400، أي 81%`."""
    if claim.unit != "percent" or claim.value is None or claim.value_max is not None:
        return
    values = [by_id[link.other_id].value for link in claim.linked("ratio_of") if link.other_id in by_id]
    known = sorted(value for value in values if value)
    if len(known) != 2:
        return
    part, whole = known
    exact = 100 * part / whole
    fits = abs(exact - claim.value) * 2 <= _unit(claim.value)
    verdict = ("fits" if exact == claim.value else "rounded") if fits else "contradicts"
    shown = number(exact.quantize(Decimal("0.1")))
    yield Check(
        claim.document_id,
        claim.start,
        claim.end,
        "share",
        verdict,
        f"{number(part)} من {number(whole)} هي {shown} في المائة، والمذكور {number(claim.value)}.",
        f"{number(part)} of {number(whole)} is {shown}%; {number(claim.value)}% is stated.",
        "ratio_of",
    )


def _unit(value: Decimal) -> Decimal:
    """The unit of a figure's last digit: `81` -> 1, `80.7` -> 0.1."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _sums(claims: Sequence[Claim], cues: Sequence[_Word]) -> Iterator[Check]:
    """A total and its parts: `300 سرير، موزعة على فاس (120) ومكناس (180)`; `120 و180، أي ما مجموعه 300`."""
    totals = [cue for cue in cues if cue.role in ("ahead", "after")]
    if len(totals) > 1:
        return  # parts of parts: what «منها» names may be in a figure that is counted already
    for cue in totals:
        before = [claim for claim in claims if claim.end <= cue.start]
        after = [claim for claim in claims if claim.start >= cue.end]
        if cue.role == "ahead" and before and len(after) >= 2:
            total = before[-1]
            parts = _alike(total, after)
        elif cue.role == "after" and len(before) >= 2 and after and after[0].start - cue.end <= _NEAR:
            total = after[0]
            parts = _alike(total, before)
        else:
            continue
        if len(parts) >= 2 and total.value is not None:
            yield from _sum(total, parts, exhaustive=cue.exhaustive)


def _alike(total: Claim, others: Sequence[Claim]) -> list[Claim]:
    """The figures that count the same thing; a bare number counts what the others count."""
    return [one for one in others if one.unit == total.unit and one.dimension == total.dimension and not one.value_max]


def _sum(total: Claim, parts: Sequence[Claim], *, exhaustive: bool) -> Iterator[Check]:
    stated = total.value or Decimal(0)
    made = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    loose = any(claim.qualifier for claim in (total, *parts))
    if made == stated:
        verdict = "fits"
    elif abs(made - stated) <= abs(stated) * _TOLERANCE and (loose or total.dimension != "count"):
        verdict = "rounded"
    elif made > stated or (exhaustive and not loose):
        verdict = "contradicts"
    else:
        return
    listed = " + ".join(number(part.value) for part in parts)
    yield Check(
        total.document_id,
        min(total.start, parts[0].start),
        max(total.end, parts[-1].end),
        "sum",
        verdict,
        f"{listed} = {number(made)}، والمجموع المذكور {number(stated)}.",
        f"{listed} = {number(made)}; the stated total is {number(stated)}.",
        "parts and total",
    )


def _growth(claims: Sequence[Claim], cues: Sequence[_Word]) -> Iterator[Check]:
    """From one figure to another, and by how much: `من 100 إلى 120 مليون، بزيادة 20 في المائة`."""
    for cue in cues:
        if cue.role not in ("growth", "fall"):
            continue
        before = [claim for claim in claims if claim.end <= cue.start]
        after = next((claim for claim in claims if 0 <= claim.start - cue.end <= _NEAR), None)
        pair = next((pair for pair in _moves(before)), None)
        if pair is None or after is None or after.value is None:
            continue
        start, end = pair
        old, new = start.value or Decimal(0), end.value or Decimal(0)
        moved = (new - old) * (1 if cue.role == "growth" else -1)
        points = start.unit == after.unit or (start.unit == "percent" and after.unit == "percentage_point")
        if points:
            exact = moved
        elif after.unit == "percent" and old:
            exact = 100 * moved / old
        else:
            continue
        fits = abs(exact - after.value) * 2 <= _unit(after.value)
        shown = number(exact.quantize(Decimal("0.1")) if exact != exact.to_integral_value() else exact)
        yield Check(
            after.document_id,
            start.start,
            after.end,
            "difference",
            ("fits" if exact == after.value else "rounded") if fits else "contradicts",
            f"الفرق بين {number(old)} و{number(new)} هو {shown}، والمذكور {number(after.value)}.",
            f"from {number(old)} to {number(new)} is {shown}; {number(after.value)} is stated.",
            "from, to and by how much",
        )


def _moves(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The figures that lead from one to another, the last first."""
    by_id = {claim.id: claim for claim in claims}
    for claim in reversed(claims):
        for link in claim.linked("from_to"):
            other = by_id.get(link.other_id)
            if other is not None:
                yield (claim, other) if claim.start < other.start else (other, claim)
