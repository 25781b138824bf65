"""How a fact was reached: its slots, and the words that prove each."""

import sqlite3

from pipeline.explain.part import Parts, mark


def tell(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """Every filled slot, then its evidence."""
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
        yield f"evidence: {evidence['slot']}", f"{mark(words[0])} ({evidence['table_name']} {evidence['row_id']})"
