"""Corrections as rows: what was corrected stands in the table corrections, and facts take the corrected values."""

import json
from collections.abc import Collection, Iterable
from decimal import Decimal, InvalidOperation

from pipeline.records import Applied, Correction
from pipeline.store.rows import Rows
from pipeline.store.tables.fact import FACTS
from pipeline.store.value import Row, whole

_CLAIMS = {"fact": "figure", "event": "event"}
_NUMBERS = frozenset({"value", "value_max"})
# What a fact may be given; its id and its place in the text are not among it.
_FIELDS = frozenset(FACTS.names) - frozenset(
    {"id", "document_id", "sentence_id", "start_char", "end_char", "surface", "in_body", "rule", "confidence", "kind",
     "figure_id", "quote"}
)  # fmt: skip
_HOW = {"place": "place_how", "place_id": "place_how", "start_date": "time_how", "end_date": "time_how"}
_RULE = "corrected by hand"


def corrected(rows: Rows, applied: Iterable[Applied], document_id: str) -> None:
    """Put corrections into the rows of a document: facts change or go, and every correction has a row of its own."""
    facts = {row["id"]: row for row in rows["facts"]}
    rows["corrections"] = []
    for one in applied:
        if one.correction.kind == "entity":
            continue
        target = one.target_id
        if one.correction.kind in _CLAIMS and one.span is not None:
            kind = _CLAIMS[one.correction.kind]
            fact = f"{document_id}.{one.span.start}-{one.span.end}.{kind}.{one.correction.number}"
            target = fact if fact in facts and _change(rows, facts[fact], one.correction) else None
        elif one.correction.kind == "document":
            target = document_id
        rows["corrections"].append(row(one.correction, target, document_id))


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
        value = _number(correction.value) if correction.field in _NUMBERS else correction.value
    except InvalidOperation:
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
        slot = how.partition("_")[0]
        rows["fact_evidence"] = [
            one for one in rows["fact_evidence"] if not (one["fact_id"] == fact["id"] and one["slot"] == slot)
        ]
    return True


def _name(rows: Rows, entity: str, document_id: str) -> None:
    """A corrected place is an entity that this document names, though it does not say what it is called."""
    if all(one["entity_id"] != entity for one in rows["contributions"]):
        record = json.dumps({"kind": entity.partition("/")[0]})
        rows["contributions"].append({"document_id": document_id, "entity_id": entity, "record": record})


def _number(value: str | None) -> int | float | None:
    return whole(Decimal(value)) if value is not None else None


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
