"""What every explanation is made of: labelled lines, Arabic set apart, where a row stands and what leans on it."""

import sqlite3
from collections.abc import Iterator

Parts = Iterator[tuple[str, str]]


def mark(words: str | None) -> str:
    """Arabic set apart, so that ids and numbers beside it do not jump in a terminal."""
    return f"\u2068«{words}»\u2069" if words else ""


def reading(row: sqlite3.Row) -> Parts:
    """The words and the rule that read them."""
    yield "words", mark(row["surface"])
    yield "rule", f"{row['rule']} (confidence {row['confidence']:g})"


def document_of(db: sqlite3.Connection, row: sqlite3.Row) -> sqlite3.Row:
    """The document of a row."""
    found: sqlite3.Row = db.execute("SELECT * FROM documents WHERE id = ?", [row["document_id"]]).fetchone()
    return found


def whereabouts(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """The sentence, the document and its source."""
    sentence = db.execute("SELECT * FROM sentences WHERE id = ?", [row["sentence_id"]]).fetchone()
    document = document_of(db, row)
    if sentence:
        yield "sentence", mark(" ".join(sentence["text"].split()))
        yield "zone", sentence["zone"] + ("" if sentence["in_body"] else " (not counted)")
    yield "characters", f"{row['start_char']} to {row['end_char']}"
    yield "document", " · ".join(part for part in (mark(document["title"]), document["publisher"]) if part)
    yield "source", document["source"]
    if document["published_on"]:
        yield "published", f"{document['published_on']} (known from: {document['published_how']})"
    else:
        yield "published", "unknown"


def uses(db: sqlite3.Connection, table: str, row_id: str) -> Parts:
    """The facts that a row supports."""
    for fact in db.execute(
        "SELECT fact_id, slot FROM fact_evidence WHERE table_name = ? AND row_id = ? ORDER BY fact_id, slot",
        [table, row_id],
    ):
        yield f"supports: {fact['slot']}", fact["fact_id"]
