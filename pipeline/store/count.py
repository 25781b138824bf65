"""How many rows there are, and how many of each value: counted as documents come and go, so that no page has to."""

from collections import Counter
from collections.abc import Mapping

from sqlite_utils import Database

from pipeline.records import DOUBTFUL

# What is counted of each table and view: all its rows, and the values of these columns.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "documents": ("publisher", "country", "language"),
    "v_documents": ("publisher", "country", "language"),
    "sentences": ("zone", "in_body"),
    "v_sentences": ("publisher", "zone"),
    "dates": ("grain", "relative", "modifier", "in_body"),
    "v_dates": ("grain", "relative", "modifier", "publisher", "unresolved"),
    "figures": ("unit", "dimension", "qualifier", "in_body"),
    "v_figures": ("unit", "dimension", "qualifier", "publisher", "noun_lemma"),
    "mentions": ("kind", "entity_id"),
    "v_mentions": ("kind", "entity_id", "publisher"),
    "facts": ("unit", "status", "place_id"),
    "v_facts": ("unit", "place_id", "status", "publisher"),
    "v_roles": ("entity_id", "publisher"),
    "v_legal_edges": ("relation",),
    "v_legal_texts": ("own", "publisher"),
    "v_warnings": ("kind",),
    "v_unread": ("reason",),
    "v_repairs": ("kind",),
    "findings": ("kind", "publisher", "in_body", "said"),
    "contributions": (),
    "fact_evidence": (),
    "unread": (),
}
# Columns of names, and the column of ids under which they are counted.
LABELS: Mapping[str, Mapping[str, str]] = {
    "v_facts": {"place_label": "place_id"},
    "v_mentions": {"entity": "entity_id"},
    "v_roles": {"entity": "entity_id"},
}
# What is counted of rows beside their columns: {field: SQL}.
_ALSO = {
    "unresolved": "CASE WHEN start_date IS NULL AND timex_type <> 'SET' THEN 1 END",
    "said": "CASE WHEN in_body = 1 THEN kind END",
}
_OWNERS = {
    "documents": "id = ?",
    "v_documents": "id = ?",
    "fact_evidence": "fact_id IN (SELECT id FROM facts WHERE document_id = ?)",
}
_ADD = """
INSERT INTO counts (name, field, value, number) VALUES (?, ?, ?, ?)
ON CONFLICT (name, field, value) DO UPDATE SET number = number + excluded.number"""
_MENTIONED = f"""
SELECT mentions.entity_id, count(*) FROM mentions JOIN documents ON documents.id = mentions.document_id
WHERE document_id = ? AND +in_body = 1 AND confidence > {DOUBTFUL} AND entity_id IS NOT NULL
  AND superseded_by IS NULL GROUP BY 1"""
_TOLD = """
SELECT entity_id FROM contributions JOIN documents ON documents.id = document_id
WHERE document_id = ? AND superseded_by IS NULL"""


def count(db: Database, document_id: str, sign: int) -> None:
    """Add what a document holds, as it stands in the database, to all counts; with -1 take it from them.

    Asked with -1 before anything of a document changes, and with 1 after.
    """
    found: Counter[tuple[str, str, object]] = Counter()
    for name, fields in COUNTED.items():
        columns, owner = ", ".join(map(_sql, fields)) or "1", _OWNERS.get(name, "document_id = ?")
        for row in db.execute(f"SELECT {columns} FROM {name} WHERE {owner}", [document_id]):
            found[name, "", ""] += 1
            found.update((name, field, value) for field, value in zip(fields, row, strict=False) if value is not None)
    db.conn.executemany(_ADD, [(*key, sign * number) for key, number in found.items()])
    if sign < 0:
        db.conn.executemany("DELETE FROM counts WHERE name = ? AND field = ? AND value = ? AND number = 0", list(found))
    _count_entities(db, document_id, sign)


def _sql(field: str) -> str:
    return _ALSO.get(field, field)


def _count_entities(db: Database, document_id: str, sign: int) -> None:
    told = {row[0]: 0 for row in db.execute(_TOLD, [document_id])}
    told.update(db.execute(_MENTIONED, [document_id]).fetchall())
    db.conn.executemany(
        "UPDATE entities SET mentions = mentions + ?, documents = documents + ?, standing = standing + ? WHERE id = ?",
        [(sign * number, sign * (number > 0), sign, entity) for entity, number in told.items()],
    )


def recount(db: Database) -> None:
    """Count everything anew, from the rows."""
    db.execute("DELETE FROM counts")
    db.execute(f"INSERT INTO counts (name, field, value, number) {counted()}")
    db.execute(f"UPDATE entities SET {', '.join(f'{name} = ({sql})' for name, sql in _OF_ENTITY.items())}")


def counted() -> str:
    """The SQL that counts everything from the rows: (name, field, value, number)."""
    return "SELECT name, field, value, number FROM (" + " UNION ALL ".join(map(_each, COUNTED)) + ")"


def _each(name: str) -> str:
    """The SQL that counts the values of one table or view, which it reads once."""
    fields = COUNTED[name]
    numbered = "".join(f"{_sql(field)} AS f{at}, " for at, field in enumerate(fields))
    groups = f" GROUP BY {', '.join(f'f{at}' for at in range(len(fields)))}" if fields else ""
    counts = "".join(
        f" UNION ALL SELECT '{field}', f{at}, sum(n) FROM g WHERE f{at} IS NOT NULL GROUP BY f{at}"
        for at, field in enumerate(fields)
    )
    return (
        f"SELECT '{name}' AS name, field, value, number FROM (WITH g AS MATERIALIZED"
        f" (SELECT {numbered}count(*) AS n FROM {name}{groups})"
        f" SELECT '' AS field, '' AS value, sum(n) AS number FROM g HAVING sum(n){counts})"
    )


_CURRENT = "JOIN documents ON documents.id = document_id AND documents.superseded_by IS NULL"
_IN_BODY = f"FROM mentions {_CURRENT} WHERE entity_id = entities.id AND +in_body = 1 AND confidence > {DOUBTFUL}"
_OF_ENTITY = {
    "mentions": f"SELECT count(*) {_IN_BODY}",
    "documents": f"SELECT count(DISTINCT document_id) {_IN_BODY}",
    "standing": f"SELECT count(*) FROM contributions {_CURRENT} WHERE entity_id = entities.id",
}
# Entities whose counts are not those of the rows.
MISCOUNTED = "SELECT id FROM entities WHERE " + " OR ".join(f"{name} <> ({sql})" for name, sql in _OF_ENTITY.items())
