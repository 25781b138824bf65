"""Promises: what was to be done by a day, what has been reported of it since, and its state on a given day."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pipeline.claim import Claim, Promise
from pipeline.compare.pair import is_specific
from pipeline.compare.verdict import times
from pipeline.compare.wording import beginning, capital, day, in_arabic, in_english, number

_TERMS = frozenset({None, "by", "until", "during"})
_OLD = date.min
# Actions that say how far a work has come, and not which.
_ANY = frozenset({None, "complete", "implement", "continue", "start", "carry_out"})
# Facts of one thing that are looked at for each promise: told just before (its own text's among them), and after.
NEAR, NEXT = 50, 400


def promises(claims: Sequence[Claim], as_of: date | None, copies: Mapping[str, str]) -> tuple[Promise, ...]:
    """The state, on the day `as_of`, of every promised fact with a day; none where no day is known at all.

    What copies of a text say is counted once, in the first of them. Nothing told after `as_of` is heeded.
    """
    if as_of is None:
        return ()
    told = [claim for claim in claims if _counts(claim, as_of, copies)]
    things: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(told, key=_age):
        for key in _keys(claim):
            things[key].append(claim)
    return tuple(_state(claim, list(_others(claim, things)), as_of) for claim in told if is_promise(claim))


def _counts(claim: Claim, as_of: date, copies: Mapping[str, str]) -> bool:
    known = claim.told_on is None or claim.told_on <= as_of
    return known and claim.document_id not in copies and claim.stance not in ("negated", "hedged")


def _others(promise: Claim, things: Mapping[tuple[object, ...], Sequence[Claim]]) -> Iterator[Claim]:
    """What its own text says of the same thing, and what the next texts say."""
    seen = {promise.id}
    for key in _keys(promise):
        group = things[key]
        at = bisect_left(group, _age(promise), key=_age)
        for one in group[max(at - NEAR, 0) : at + NEXT]:
            if one.id not in seen and _is_akin(promise, one):
                seen.add(one.id)
                yield one


def is_promise(claim: Claim) -> bool:
    """Whether something is to come, by a day."""
    return claim.is_promised and claim.end_date is not None and claim.time_relation in _TERMS


def _keys(claim: Claim) -> list[tuple[object, ...]]:
    """What it is about, where, in which programme and scope; what is about nothing known stands by itself."""
    where = claim.regions[:1], claim.programme_id, claim.scope
    if claim.kind == "event":
        return (
            [("event", claim.action, claim.subject_id, *where)] if claim.action and claim.subject_id else [(claim.id,)]
        )
    if is_specific(claim):
        return [(claim.indicator, claim.unit, *where)]
    subjects = [one for one in (claim.subject_id, claim.programme_id) if one]
    return [(claim.indicator, claim.unit, one, *where) for one in subjects] or [(claim.id,)]


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: str
    rule: str
    fact: Claim | None = None


def _state(promise: Claim, akin: Sequence[Claim], as_of: date) -> Promise:
    due = promise.end_date or as_of
    reached = [one for one in akin if _is_progress(promise, one)]
    best = max(reached, key=lambda one: (one.value or Decimal(0), one.told_on or _OLD, one.id), default=None)
    outcome = _outcome(promise, akin, best, as_of)
    fact = outcome.fact or best
    done = best.value if best is not None else None
    left = max(promise.value - done, Decimal(0)) if done is not None and promise.value is not None else None
    standing = Promise(
        promise.id, due, outcome.state, as_of, fact.id if fact else None, done, left, "", "", outcome.rule
    )
    arabic, english = _wording(promise, standing)
    return replace(standing, arabic=arabic, english=english)


def _outcome(promise: Claim, akin: Sequence[Claim], best: Claim | None, as_of: date) -> _Outcome:
    if promise.kind == "event":
        done = [one for one in akin if one.status == "completed" and _is_later(promise, one)]
        if done:
            return _Outcome("met", "a later text says it is done", min(done, key=_age))
    elif best is not None and promise.value is not None and (best.value or Decimal(0)) >= promise.value:
        return _Outcome("met", "what is reported reaches what was promised", best)
    newer = [one for one in akin if is_promise(one) and _is_later(promise, one) and _is_another(promise, one)]
    if newer:
        return _Outcome("superseded", "promised anew by a later text", max(newer, key=_age))
    if (promise.end_date or as_of) < as_of:
        return _Outcome("missed", "its day is past and no text reports it done")
    return _Outcome("open", "its day is still to come")


def _age(claim: Claim) -> tuple[date, str]:
    return claim.told_on or _OLD, claim.id


def _is_akin(promise: Claim, other: Claim) -> bool:
    """Whether both speak of one action, as far as both name one; what is finished is whatever was begun."""
    named = {promise.action, other.action} - _ANY
    return len(named) <= 1


def _is_progress(promise: Claim, other: Claim) -> bool:
    """Whether it counts towards the promise: done, added to where the promise adds, and not told before it."""
    if other.status != "completed" or other.value is None or other.kind != "quantity":
        return False
    if (promise.change == "additional") != (other.change == "additional"):
        return False
    together = other.document_id == promise.document_id
    return together or _is_later(promise, other)


def _is_later(promise: Claim, other: Claim) -> bool:
    """Whether it was told after the promise, by another text."""
    if other.document_id == promise.document_id or None in (other.told_on, promise.told_on):
        return False
    return (other.told_on or _OLD) > (promise.told_on or _OLD)


def _is_another(promise: Claim, newer: Claim) -> bool:
    """Whether the newer promise puts off the day, or changes the figure for the same one."""
    if (newer.end_date or _OLD) > (promise.end_date or _OLD):
        return newer.value == promise.value
    return times(promise, newer) == "same" and newer.value != promise.value


_STATES = {
    "met": ("تحقق", "reported as done"),
    "open": ("لم يحن أجله بعد", "its day is still to come"),
    "missed": (
        "مضى أجله ولا نص في القاعدة يفيد بإنجازه",
        "its day is past, and no text in the database reports it done",
    ),
    "superseded": ("حل محله وعد أحدث", "a newer promise has taken its place"),
}


def _wording(claim: Claim, promise: Promise) -> tuple[str, str]:
    state_ar, state_en = _STATES[promise.state]
    what_ar = in_arabic(claim) if claim.kind == "quantity" else f"«{beginning(claim.quote)}»"
    what_en = in_english(claim) if claim.kind == "quantity" else (claim.action or "event")
    due_ar, due_en = day(promise.due_on, "ar_MA"), day(promise.due_on, "en_GB")
    arabic = f"{what_ar}: {state_ar} (الأجل {due_ar}، والحال يوم {day(promise.as_of, 'ar_MA')})"
    english = f"{what_en}: {state_en} (due on {due_en}, as of {day(promise.as_of, 'en_GB')})"
    if promise.done is not None:
        arabic += f"؛ أُنجز منه {number(promise.done)}، وبقي {number(promise.left)}"
        english += f"; {number(promise.done)} done, {number(promise.left)} to go"
    return arabic + ".", capital(english) + "."
