"""How a date was reached: its words, what they lean on, and between which days an undated text was published."""

import sqlite3
from pathlib import Path

from pipeline.explain.part import Parts, document_of, reading
from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.resolve.published import constraints
from pipeline.store.opening import open_database
from pipeline.store.stored import stored

# What resolved a relative date, in words.
_ANCHORS = {
    "published": "the document's day of publication",
    "sentence": "a date in the same sentence",
    "document": "a date earlier in the document",
    "weekday": "the weekday, which fits one year only",
    "inferred": "the days between which the text was published, as its own words tell",
    "pair": "the other calendar beside it",
}


def tell(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """`يوم الثلاثاء` -> its value, its days, and the day of publication that it leans on."""
    yield from reading(row)
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
            document = document_of(db, row)
            how += f", {document['published_on']} (known from: {document['published_how']})"
        yield "leans on", how


def inferred(path: Path, table: str, row: sqlite3.Row) -> Parts:
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
