"""How a value was reached: the words, the sentence, the rule, what it leaned on and what was made of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.resolve.published import constraints
from pipeline.store.opening import open_database
from pipeline.store.stored import stored

_TABLES = ("dates", "figures", "mentions", "facts")
# What resolved a relative date, in words.
_ANCHORS = {
    "published": "the document's day of publication",
    "sentence": "a date in the same sentence",
    "document": "a date earlier in the document",
    "weekday": "the weekday, which fits one year only",
    "inferred": "the days between which the text was published, as its own words tell",
    "pair": "the other calendar beside it",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one row, as labelled lines in the order in which they are told."""

    id: str
    table: str
    parts: tuple[tuple[str, str], ...]


def explain(path: Path, row_id: str) -> Explanation:
    """Tell how a date, figure, mention or fact came about.

    `explain(db, "9e24f8a4ee8aae9e.2095-2104.figure")` -> «22 مستشفى», 22 hospital, the rule, its sentence ...
    """
    with closing(open_database(path, create=False).conn) as db:
        db.row_factory = sqlite3.Row
        for table in _TABLES:
            row = db.execute(f"SELECT * FROM {table} WHERE id = ?", [row_id]).fetchone()
            if row:
                told = (*_TELL[table](db, row), *_inferred(path, table, row))
                parts = (*told, *_whereabouts(db, row), *_uses(db, table, row_id))
                return Explanation(row_id, table, tuple((label, text) for label, text in parts if text))
        near = _near(db, row_id)
    raise UsageError(
        f"no row has the id {row_id}", f"near it: {', '.join(near)}" if near else "ids stand in `findings`"
    )


def _near(db: sqlite3.Connection, row_id: str) -> list[str]:
    """Ids that begin so, or else those of the same document that look alike."""
    document = row_id.split(".", maxsplit=1)[0]
    ids = [
        row[0]
        for table in _TABLES
        for row in db.execute(f"SELECT id FROM {table} WHERE substr(id, 1, ?) = ?", [len(document), document])
    ]
    return [other for other in ids if other.startswith(row_id)][:3] or get_close_matches(row_id, ids, 3)


Parts = Iterator[tuple[str, str]]


def _tell_date(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    yield from _reading(row)
    value = " ".join(part for part in (row["timex_value"], row["modifier"], row["grain"]) if part)
    yield "value", value or "unresolved"
    yield (
        "days",
        f"{row['start_date']} to {row['end_date']}" if row["start_date"] else "none: nothing in the text fixes it",
    )
    yield "hijri", row["hijri"] or ""
    if row["relative"]:
        how = _ANCHORS.get(row["anchor"] or "", row["anchor"]) or "nothing: it stays unresolved"
        if row["anchor"] == "published":
            document = _document(db, row)
            how += f", {document['published_on']} (known from: {document['published_how']})"
        yield "leans on", how


def _inferred(path: Path, table: str, row: sqlite3.Row) -> Parts:
    """Between which days the document was published, and the words that tell so."""
    if table != "dates" or row["anchor"] != "inferred":
        return
    document = stored(open_database(path, create=False), row["document_id"])
    if document is None:
        return
    yield "published between", f"{document.published_from} and {document.published_to} (inferred)"
    lexicon = load()
    parts = sentences(document)
    found = [mention for part in parts for mention in extract(part, lexicon)]
    for constraint in constraints(parts, found, lexicon):
        yield "because", constraint.says


def _tell_figure(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    yield from _reading(row)
    amount = str(row["value"]) + (f" to {row['value_max']}" if row["value_max"] is not None else "")
    if row["value_alt"] is not None:
        amount += f", or {row['value_alt']}: both readings stay open"
    unit = "/".join(part for part in (row["unit"], row["unit_per"]) if part)
    yield "value", " ".join(part for part in (row["qualifier"], amount, unit) if part)
    yield "dimension", row["dimension"] or ""
    if row["value_si"] is not None:
        yield "normalised", f"{row['value_si']} {row['unit_si'] or ''}".strip()
    yield "duration", row["iso8601"] or ""
    if row["noun"]:
        yield "counts", _mark(row["noun"]) + (f", that is {_mark(row['noun_lemma'])}" if row["noun_lemma"] else "")
    elif row["noun_lemma"]:
        yield "counts", f"{_mark(row['noun_lemma'])}, which stands elsewhere in the text"
    if row["related_id"]:
        other = db.execute("SELECT surface FROM figures WHERE id = ?", [row["related_id"]]).fetchone()
        words = f" {_mark(other['surface'])}" if other else ""
        yield row["relation"] or "antecedent", f"{row['related_id']}{words}"


def _tell_mention(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    yield from _reading(row)
    yield "kind", row["kind"]
    yield "role", row["role"] or ""
    yield "article", row["article"] or ""
    if row["entity_id"] is None:
        yield "entity", "none that we know (NIL)"
        return
    entity = db.execute("SELECT * FROM entities WHERE id = ?", [row["entity_id"]]).fetchone()
    yield "entity", row["entity_id"]
    if entity:
        yield "named", " / ".join(entity[name] for name in ("name_ar", "name_fr", "name_en") if entity[name])
        yield "linked by", _linked(row["surface"], entity)
        yield "code", entity["code"] or ""
        yield "within", entity["parent_id"] or ""


def _linked(surface: str, entity: sqlite3.Row) -> str:
    return "its number" if entity["code"] and any(map(str.isdigit, surface)) else f"its name {_mark(surface)}"


def _tell_fact(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    for label in (
        "kind", "indicator", "action", "subject", "value", "value_max", "qualifier", "unit", "noun", "change", "status",
        "place", "place_id", "place_how", "start_date", "end_date", "time_relation", "time_how", "condition",
        "speaker", "source_text", "said_on", "stance",
    ):  # fmt: skip
        if row[label] is not None:
            yield label, str(row[label])
    yield "rule", f"{row['rule']} (confidence {row['confidence']:g})"
    for evidence in db.execute("SELECT * FROM fact_evidence WHERE fact_id = ? ORDER BY slot, start_char", [row["id"]]):
        words = db.execute(
            "SELECT substr(text, ? + 1, ? - ?) FROM documents WHERE id = ?",
            [evidence["start_char"], evidence["end_char"], evidence["start_char"], row["document_id"]],
        ).fetchone()
        yield f"evidence: {evidence['slot']}", f"{_mark(words[0])} ({evidence['table_name']} {evidence['row_id']})"


_TELL = {"dates": _tell_date, "figures": _tell_figure, "mentions": _tell_mention, "facts": _tell_fact}


def _reading(row: sqlite3.Row) -> Parts:
    yield "words", _mark(row["surface"])
    yield "rule", f"{row['rule']} (confidence {row['confidence']:g})"


def _document(db: sqlite3.Connection, row: sqlite3.Row) -> sqlite3.Row:
    found: sqlite3.Row = db.execute("SELECT * FROM documents WHERE id = ?", [row["document_id"]]).fetchone()
    return found


def _whereabouts(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    sentence = db.execute("SELECT * FROM sentences WHERE id = ?", [row["sentence_id"]]).fetchone()
    document = _document(db, row)
    if sentence:
        yield "sentence", _mark(" ".join(sentence["text"].split()))
        yield "zone", sentence["zone"] + ("" if sentence["in_body"] else " (not counted)")
    yield "characters", f"{row['start_char']} to {row['end_char']}"
    yield "document", " · ".join(part for part in (_mark(document["title"]), document["publisher"]) if part)
    yield "source", document["source"]
    if document["published_on"]:
        yield "published", f"{document['published_on']} (known from: {document['published_how']})"
    else:
        yield "published", "unknown"


def _uses(db: sqlite3.Connection, table: str, row_id: str) -> Parts:
    for fact in db.execute(
        "SELECT fact_id, slot FROM fact_evidence WHERE table_name = ? AND row_id = ? ORDER BY fact_id, slot",
        [table, row_id],
    ):
        yield f"supports: {fact['slot']}", fact["fact_id"]


def _mark(words: str | None) -> str:
    """Arabic set apart, so that ids and numbers beside it do not jump in a terminal."""
    return f"\u2068«{words}»\u2069" if words else ""
