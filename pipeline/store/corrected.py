"""Corrections as rows: what was corrected stands in the table corrections, and facts take the corrected values."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from pipeline.errors import UsageError
from pipeline.lexicon import load
from pipeline.records import Applied, Correction
from pipeline.store.rows import Rows
from pipeline.store.tables.fact import FACTS
from pipeline.store.value import Row, whole

_CLAIMS = {"fact": "figure", "event": "event"}
_NUMBERS = frozenset({"value", "value_max"})
_DIGITS = 18  # before or behind the point: no text counts further
_DAYS = ("start_date", "end_date")
_TIMES = frozenset({*_DAYS, "said_on"})
# What a fact may be given; its id and its place in the text are not among it.
_FIELDS = frozenset(FACTS.names) - frozenset(
    {"id", "document_id", "sentence_id", "start_char", "end_char", "surface", "in_body", "rule", "confidence", "kind",
     "figure_id", "quote"}
)  # fmt: skip
_HOW = {"place": "place_how", "place_id": "place_how", "start_date": "time_how", "end_date": "time_how"}
_RULE = "corrected by hand"
_OF_PLACE = ("name_ar", "name_fr", "name_en", "code", "parent_id", "population")


def corrected(rows: Rows, applied: Sequence[Applied], document_id: str) -> None:
    """Put corrections into the rows of a document: facts change or go, and every correction has a row of its own."""
    facts = {row["id"]: row for row in rows["facts"]}
    claims = {one.correction.id: _claim(one, document_id) for one in applied}
    rows["corrections"] = []
    for one in applied:
        if one.correction.kind == "entity":
            continue
        target = one.target_id
        if one.correction.kind in _CLAIMS and one.span is not None:
            fact = claims[one.correction.id]
            together = [other.correction for other in applied if claims[other.correction.id] == fact]
            fits = fact in facts and _is_forward(facts[fact], together)
            target = fact if fits and _change(rows, facts[fact], one.correction) else None
        elif one.correction.kind == "document":
            target = document_id
        rows["corrections"].append(row(one.correction, target, document_id))


def _claim(one: Applied, document_id: str) -> str | None:
    """The id of the fact that a correction speaks of."""
    kind = _CLAIMS.get(one.correction.kind)
    if kind is None or one.span is None:
        return None
    return f"{document_id}.{one.span.start}-{one.span.end}.{kind}.{one.correction.number}"


def _is_forward(fact: Row, corrections: Iterable[Correction]) -> bool:
    """Whether the time of a fact, as all its corrections have it, begins before it ends."""
    days = {name: fact.get(name) for name in _DAYS}
    days |= {one.field: one.value for one in corrections if one.field in _DAYS}
    start, end = (days[name] for name in _DAYS)
    return start is None or end is None or str(start) <= str(end)


def row(correction: Correction, target: str | None, document_id: str | None) -> Row:
    """A correction as the table holds it: applied where it has a target, else an orphan."""
    return {
        "id": correction.id,
        "target_id": target,
        "document_id": document_id,
        "source": correction.source,
        "quote": correction.exact or None,
        "field": correction.field,
        "value": correction.value,
        "why": correction.why,
        "author": correction.author,
        "corrected_on": correction.corrected_on,
        "state": "applied" if target else "orphaned",
    }


def _change(rows: Rows, fact: Row, correction: Correction) -> bool:
    """Change a fact, or take it out with all that hangs on it; whether it could be done."""
    if correction.field == "reject":
        for table, column in _HANGING:
            rows[table] = [one for one in rows.get(table, []) if one[column] != fact["id"]]
        return True
    if correction.field not in _FIELDS:
        return False
    try:
        value = slot(correction.field, correction.value)
    except UsageError:
        return False
    for other in rows["facts"]:
        other.setdefault(correction.field, None)
    fact[correction.field] = value
    if correction.field.endswith("_id") and correction.value:
        _name(rows, correction.value, str(fact["document_id"]))
    fact["rule"], fact["confidence"] = _RULE, 1.0
    # The words that had led to a place or a time lead to it no more.
    how = _HOW.get(correction.field)
    if how:
        fact[how] = None
        reached = how.partition("_")[0]
        rows["fact_evidence"] = [
            one for one in rows["fact_evidence"] if not (one["fact_id"] == fact["id"] and one["slot"] == reached)
        ]
    return True


def _name(rows: Rows, entity: str, document_id: str) -> None:
    """A corrected place is an entity that this document names: what it is called and part of, the atlas knows."""
    named = {one["entity_id"] for one in rows["contributions"]}
    chain = {place.id: {name: getattr(place, name) for name in _OF_PLACE} for place in load().atlas.chain(entity)}
    for identity, known in (chain or {entity: {}}).items():
        if identity not in named:
            record = {"kind": identity.partition("/")[0]} | {name: value for name, value in known.items() if value}
            told = json.dumps(record, ensure_ascii=False, sort_keys=True)
            rows["contributions"].append({"document_id": document_id, "entity_id": identity, "record": told})


def slot(name: str, value: str | None) -> str | int | float | None:
    """What a slot of a fact will hold: `value`, `1430` -> 1430. Raises UsageError where it holds no such thing."""
    if value is None:
        return None
    if name in _NUMBERS:
        return whole(_number(value))
    if name in _TIMES:
        return _day(value)
    if FACTS[name].references == "entities" and not all(value.partition("/")):
        raise UsageError(f"{value}: no entity", "write its id, as region/01; `pipeline serve` shows them")
    choices = FACTS[name].choices
    if choices and value not in choices:
        raise UsageError(f"{value}: nothing that {name} can be", f"one of: {', '.join(map(str, choices))}")
    return value


def _number(value: str) -> Decimal:
    try:
        found = Decimal(value)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found.adjusted()) > _DIGITS:
        raise UsageError(f"{value}: not a number", "write it in Western digits, as 1430 or 80.7")
    return found


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{value}: not a day", "write 2026-02-28") from error


_HANGING = (
    *(("facts", "id"), ("findings", "id"), ("fact_evidence", "fact_id")),
    *(("fact_links", "fact_id"), ("fact_links", "other_id")),
)


def loose(lines: Iterable[Correction], entities: Collection[str] = ()) -> list[Row]:
    """Corrections of no document: those of entities, applied where one has the id, and those without a document."""
    made = []
    for line in lines:
        target = line.exact if line.kind == "entity" and line.exact in entities else None
        if line.kind == "entity" and line.field == "merge" and line.value in entities:
            target = line.value
        made.append(row(line, target, None))
    return made
