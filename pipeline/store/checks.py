"""What must always hold: each check is a question to which the database must have no answer."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from sqlite_utils import Database

from pipeline.records import DOUBTFUL
from pipeline.store.column import Table
from pipeline.store.count import MISCOUNTED, counted
from pipeline.store.schema import TABLES


class Check(NamedTuple):
    """Why something must hold, and the SQL that finds what breaks it (first column: the row's id).

    `whole` is said of what only the whole database can show, and not the rows of some documents.
    """

    why: str
    sql: str
    whole: bool = False


SPANNED = tuple(name for name, table in TABLES.items() if {"sentence_id", "start_char", "surface"} <= set(table.names))
_ROWS = ("dates", "figures", "mentions")
# The slots of a fact that need evidence, and the column that says whether they are filled.
_SLOTS = {
    "place": "place_how",
    "time": "time_how",
    "programme": "programme_id",
    **{name: name for name in ("action", "subject", "said_on", "status", "change", "speaker", "condition")},
}


def _quotes(table: str) -> str:
    # Most rows lie inside one sentence, which is shorter to search than the document.
    return f"""
SELECT r.id FROM {table} AS r JOIN sentences AS s ON s.id = r.sentence_id JOIN documents AS d ON d.id = r.document_id
WHERE r.surface <> CASE WHEN r.start_char >= s.start_char AND r.end_char <= s.end_char
  THEN substr(s.text, r.start_char - s.start_char + 1, r.end_char - r.start_char)
  ELSE substr(d.text, r.start_char + 1, r.end_char - r.start_char) END"""


def _starts(table: str) -> str:
    return f"""
SELECT r.id FROM {table} AS r JOIN sentences AS s ON s.id = r.sentence_id
WHERE r.document_id <> s.document_id OR r.in_body <> s.in_body
  OR r.start_char < s.start_char OR r.start_char >= s.end_char"""


def _evidence(table: str) -> str:
    return f"""
SELECT e.fact_id FROM fact_evidence AS e LEFT JOIN {table} AS r ON r.id = e.row_id
WHERE e.table_name = '{table}' AND (r.id IS NULL OR r.start_char > e.start_char OR r.end_char < e.end_char)"""


def _apart(table: str, kind: str = "") -> str:
    """Rows of a table (and kind) that overlap the row before them."""
    by = f"document_id{', kind' if kind else ''}"
    return f"""
SELECT id FROM (SELECT id, start_char, max(end_char) OVER (PARTITION BY {by} ORDER BY start_char, end_char
  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM {table}) WHERE start_char < before"""


_STORED = "SELECT name, field, value, number FROM counts"
CHECKS: Mapping[str, Check] = {
    "a reference leads somewhere": Check(
        "every id that a row holds is that of a row",
        "SELECT \"table\" || ' ' || coalesce(rowid, '') FROM pragma_foreign_key_check",
        whole=True,  # SQLite itself refuses a transaction that would break it
    ),
    "a sentence quotes its document": Check(
        "a sentence stands letter for letter where it says",
        "SELECT s.id FROM sentences AS s JOIN documents AS d ON d.id = s.document_id"
        " WHERE substr(d.text, s.start_char + 1, s.end_char - s.start_char) <> s.text",
    ),
    "sentences stand apart": Check("no character belongs to two sentences", _apart("sentences")),
    **{
        f"{table} quote their document": Check("a row quotes the text letter for letter", _quotes(table))
        for table in SPANNED
        if table != "findings"
    },
    **{
        f"{table} start in their sentence": Check("a row belongs to the sentence that it starts in", _starts(table))
        for table in SPANNED
    },
    "dates stand apart": Check("no character belongs to two dates", _apart("dates")),
    "figures stand apart": Check("no character belongs to two figures", _apart("figures")),
    "mentions stand apart": Check("no character belongs to two mentions of a kind", _apart("mentions", "kind")),
    "a fact has evidence": Check(
        "nothing is claimed without words behind it",
        "SELECT id FROM facts WHERE id NOT IN (SELECT fact_id FROM fact_evidence)",
    ),
    "a filled slot has evidence": Check(
        "every slot of a fact leads to the words that say so",
        "SELECT id FROM facts WHERE "
        + " OR ".join(
            f"({column} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM fact_evidence WHERE fact_id = facts.id AND slot = '{slot}'))"
            for slot, column in _SLOTS.items()
        ),
    ),
    **{
        f"evidence stands in {table}": Check("evidence is a row, inside its span", _evidence(table))
        for table in (*_ROWS, "sentences")
    },
    "facts are of the body": Check(
        "nothing of a ticker or a repeat is claimed", "SELECT id FROM facts WHERE in_body = 0"
    ),
    "a current document stands somewhere": Check(
        "a document without a source has been superseded",
        "SELECT id FROM documents WHERE superseded_by IS NULL"
        " AND source IS NOT (SELECT min(source) FROM sources WHERE document_id = documents.id)",
    ),
    "a superseded document stands nowhere": Check(
        "what an edited file said is kept, but is not current",
        "SELECT id FROM documents WHERE superseded_by IS NOT NULL"
        " AND (id IN (SELECT document_id FROM sources) OR id IN (SELECT document_id FROM findings))",
    ),
    "a source has one text": Check(
        "a place holds one document",
        "SELECT place FROM sources WHERE place <> '-' GROUP BY place HAVING count(*) > 1",
    ),
    **{
        f"findings list all {table}": Check(
            "the list of findings is complete, but for what stands on pages in doubt",
            f"SELECT r.id FROM {table} AS r JOIN documents AS d ON d.id = r.document_id"
            f" WHERE d.superseded_by IS NULL AND r.confidence > {DOUBTFUL} AND r.id NOT IN (SELECT id FROM findings)",
        )
        for table in (*_ROWS, "facts")
    },
    "an entity is named": Check(
        "entities are what documents contribute",
        "SELECT id FROM entities WHERE id NOT IN (SELECT entity_id FROM contributions)",
    ),
    "counts are right": Check(
        "what is counted as documents come and go is what a new count gives",
        f"SELECT name || ' ' || field FROM ({_STORED} EXCEPT {counted()})"
        f" UNION ALL SELECT name || ' ' || field FROM ({counted()} EXCEPT {_STORED})",
        whole=True,
    ),
    "entities are counted": Check("how often an entity is named is what a new count gives", MISCOUNTED, whole=True),
    "what is not extracted has no rows": Check(
        "a document in another language is stored and searchable only",
        "SELECT document_id FROM findings JOIN documents ON documents.id = document_id WHERE extracted = 0",
    ),
}


class Breach(NamedTuple):
    """A check that does not hold, and some of the rows that break it."""

    name: str
    why: str
    rows: tuple[str, ...]


def check(db: Database, limit: int = 5, among: Collection[str] | None = None) -> tuple[Breach, ...]:
    """The checks that do not hold, each with the first rows that break it.

    With `among`, those of these documents only, and of what can be seen in them: an ingest looks at what it wrote.
    """
    broken = []
    with _among(db, among):
        for name, (why, sql, whole) in CHECKS.items():
            if whole and among is not None:
                continue
            rows = tuple(str(row[0]) for row in db.execute(f"{sql} LIMIT {limit}"))
            if rows:
                broken.append(Breach(name, why, rows))
    return tuple(broken)


@contextmanager
def _among(db: Database, documents: Collection[str] | None) -> Iterator[None]:
    """Let every table hold the rows of some documents only: a temporary view stands before the table of its name."""
    if documents is None:
        yield
        return
    views = {name: condition for name, table in TABLES.items() if (condition := _condition(table))}
    db.execute("CREATE TEMP TABLE looked_at (id TEXT PRIMARY KEY)")
    try:
        db.conn.executemany("INSERT OR IGNORE INTO temp.looked_at VALUES (?)", [(one,) for one in documents])
        for name, condition in views.items():
            db.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {condition}")
        yield
    finally:
        for name in views:
            db.execute(f"DROP VIEW IF EXISTS temp.{name}")
        db.execute("DROP TABLE temp.looked_at")


def _condition(table: Table) -> str | None:
    """Which rows of a table are of the documents that are looked at."""
    looked_at = "(SELECT id FROM temp.looked_at)"
    if table.name == "documents":
        return f"id IN {looked_at}"
    if "document_id" in table.names:
        return f"document_id IN {looked_at}"
    if "fact_id" in table.names:
        return f"fact_id IN (SELECT id FROM main.facts WHERE document_id IN {looked_at})"
    if table.name == "entities":
        return f"id IN (SELECT entity_id FROM main.contributions WHERE document_id IN {looked_at})"
    return None


def check_file(db: Database) -> tuple[Breach, ...]:
    """Whether SQLite's own pages and the search indexes are whole."""
    broken = []
    found = tuple(str(row[0]) for row in db.execute("PRAGMA integrity_check(5)"))
    if found != ("ok",):
        broken.append(Breach("the file is whole", "SQLite reads its own pages", found))
    for table in TABLES.values():
        if table.search and _search_is_broken(db, table.name):
            rows = (f"{table.name}_fts",)
            broken.append(Breach(f"the search of {table.name} is whole", "every row is found", rows))
    return tuple(broken)


def _search_is_broken(db: Database, table: str) -> bool:
    try:
        db.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError:
        raise  # held by another, or not to be written: that says nothing of the search
    except sqlite3.DatabaseError:
        return True
    return False
