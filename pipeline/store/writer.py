"""Writing: one transaction a document, so that a killed run leaves whole documents only."""

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlite_utils import Database

from pipeline.errors import SourceError
from pipeline.store import lookup
from pipeline.store.count import count
from pipeline.store.lookup import Place
from pipeline.store.merge import merge
from pipeline.store.rows import MAX_SENTENCES, Rows, Written, renumbered
from pipeline.store.value import Row

# In the order in which rows of a document are written; deleted in reverse.
_OF_DOCUMENT = (
    *("sentences", "cells", "pages", "repairs", "contributions", "dates", "figures", "mentions", "facts"),
    *("legal_edges", "legal_texts", "warnings", "unread", "findings"),
)
STANDARD_INPUT = "-"


def write(db: Database, written: Written, at: Place | None) -> tuple[str, ...]:
    """Put a document in, all its earlier rows out; the ids of the documents that it supersedes.

    `at` is where it was found; None where its stored text was read again, so that it stands where it stood. Raises
    SourceError where it cannot be stored: the database stays as it was.
    """
    if len(written.rows["sentences"]) >= MAX_SENTENCES:
        raise SourceError(written.source, "too many sentences", "split it into its articles", stage="write")
    try:
        with transaction(db):
            return _write(db, written, at)
    except sqlite3.IntegrityError as error:
        raise SourceError(written.source, f"cannot be stored: {error}", "please report this", stage="write") from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All of it or nothing. The lock is asked for at once: one that comes after a read is refused, not waited for."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def _write(db: Database, written: Written, at: Place | None) -> tuple[str, ...]:
    identity = written.document_id
    before = _contributed(db, identity)
    if lookup.standing(db, identity) is not None:
        count(db, identity, -1)
        _clear(db, identity)
    document = written.rows["documents"][0]
    _upsert(db, "documents", [document], "id")
    if at is not None:
        _stand(db, identity, at)
    records = {row["entity_id"]: row["record"] for row in written.rows["contributions"]}
    # Entities stand before what points to them; what they hold is told once the contributions are in.
    missing = [{"id": name, "kind": name.partition("/")[0], "search": ""} for name in records]
    insert(db, "entities", missing, verb="INSERT OR IGNORE")
    rows = _unclashed(db, written.rows)
    for table in _OF_DOCUMENT:
        insert(db, table, rows[table])
    for table in ("fact_evidence", "fact_links"):
        insert(db, table, written.rows[table])
    # One correction may hold for copies of a text: the last that is read keeps it.
    insert(db, "corrections", written.rows.get("corrections", []), verb="INSERT OR REPLACE")
    changed = set(before.items()) ^ set(records.items())
    count(db, identity, 1)
    refresh(db, {entity for entity, record in changed if _is_alone(db, identity, entity, record)})
    return _supersede(db, identity, at.place) if at is not None else ()


def _unclashed(db: Database, rows: Rows) -> Rows:
    """The rows of a document whose earlier ones are out, with numbers that no sentence of another document has."""
    return next(free for free in map(partial(renumbered, rows), itertools.count()) if not _taken(db, free["sentences"]))


def _taken(db: Database, sentences: Sequence[Row]) -> bool:
    if not sentences:
        return False
    span = (sentences[0]["number"], sentences[-1]["number"])
    return db.execute("SELECT 1 FROM sentences WHERE number BETWEEN ? AND ? LIMIT 1", span).fetchone() is not None


def add_source(db: Database, document_id: str, at: Place) -> tuple[str, ...]:
    """Note that the same bytes stand in another place too; the ids of the documents that stood there before."""
    with transaction(db):
        _stand(db, document_id, at)
        return _supersede(db, document_id, at.place)


def _stand(db: Database, identity: str, at: Place) -> None:
    row = {"document_id": identity, "source": at.source, "place": at.place, "lexicon": at.lexicon, "asked": at.asked}
    insert(db, "sources", [row], verb="INSERT OR REPLACE")


def remove(db: Database, document_ids: Iterable[str]) -> tuple[str, ...]:
    """Take documents out, with the versions that they superseded; the sha256 of each that went."""
    gone: list[str] = []
    for identity in document_ids:
        with transaction(db):
            chain = list(db.execute(_CHAIN, [identity]))
            touched = {entity for one, _ in chain for entity in _contributed(db, one)}
            for one, _ in reversed(chain):
                count(db, one, -1)
                db.execute("DELETE FROM documents WHERE id = ?", [one])
            refresh(db, touched)
            gone.extend(digest for _, digest in chain)
    return tuple(gone)


_CHAIN = """
WITH RECURSIVE chain(id, sha256) AS (
  SELECT id, sha256 FROM documents WHERE id = ?
  UNION
  SELECT documents.id, documents.sha256 FROM documents JOIN chain ON documents.superseded_by = chain.id
)
SELECT id, sha256 FROM chain
"""


def detach(db: Database, place: str) -> tuple[str, ...]:
    """Forget that a document stands at a place; the ids of current documents that stand nowhere any more."""
    with transaction(db):
        held = [row[0] for row in db.execute("SELECT document_id FROM sources WHERE place = ?", [place])]
        db.execute("DELETE FROM sources WHERE place = ?", [place])
        return tuple(identity for identity in held if not _rename(db, identity))


def refresh(db: Database, identities: Iterable[str]) -> None:
    """Tell these entities anew from all that documents contribute; those that no document names any more go."""
    rows = []
    for identity in sorted(identities):
        records = [
            row[0] for row in db.execute("SELECT DISTINCT record FROM contributions WHERE entity_id = ?", [identity])
        ]
        if records:
            rows.append(merge(identity, records))
        else:
            db.execute("DELETE FROM entities WHERE id = ?", [identity])
    _upsert(db, "entities", rows, "id")


def start_run(db: Database, version: str, rules_version: str, arguments: Mapping[str, Any]) -> int:
    """A row for this ingest; runs that never ended were cut off."""
    with transaction(db):
        db.execute("UPDATE runs SET state = 'interrupted' WHERE state = 'running'")
        cursor = db.execute(
            "INSERT INTO runs (started_at, state, version, rules_version, arguments) VALUES (?, 'running', ?, ?, ?)",
            [_now(), version, rules_version, json.dumps(arguments, ensure_ascii=False)],
        )
    return int(cursor.lastrowid or 0)


def end_run(db: Database, run: int, state: str, counts: Mapping[str, int | float]) -> None:
    """How the ingest ended and what it did."""
    values = {"finished_at": _now(), "state": state, **counts}
    with transaction(db):
        db.execute(
            f"UPDATE runs SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", [*values.values(), run]
        )


def fail(db: Database, run: int, error: SourceError) -> None:
    """Note what could not be read, in place of what was noted of it before."""
    with transaction(db):
        db.execute("DELETE FROM failures WHERE source = ?", [error.source])
        row = {"run_id": run, "source": error.source, "stage": error.stage, "error": error.cause, "hint": error.hint}
        insert(db, "failures", [{**row, "failed_at": _now()}])


def outdate(db: Database, run: int, arguments: Sequence[str]) -> None:
    """Failures of earlier runs under the arguments of this one, which met them no more, are past."""
    for argument in arguments:
        name = argument.rstrip("/")
        db.execute(
            "DELETE FROM failures WHERE run_id <> ?1 AND substr(source, 1, length(?2)) = ?2"
            " AND substr(source, length(?2) + 1, 1) IN ('', '/', '#', '!', ',')",
            [run, name],
        )


def forgive(db: Database, source: str) -> None:
    """The source could be read: what was noted of it before is past."""
    db.execute("DELETE FROM failures WHERE source = ?", [source])


def _supersede(db: Database, identity: str, place: str) -> tuple[str, ...]:
    """Other documents that stood at this place stand there no more; those that stand nowhere are superseded."""
    if place == STANDARD_INPUT:  # not a place: one text that came this way says nothing of another
        return ()
    others = [
        row[0]
        for row in db.execute("SELECT document_id FROM sources WHERE place = ? AND document_id <> ?", [place, identity])
    ]
    superseded = []
    for other in others:
        db.execute("DELETE FROM sources WHERE document_id = ? AND place = ?", [other, place])
        if not _rename(db, other):
            count(db, other, -1)
            db.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", [identity, other])
            db.execute("DELETE FROM findings WHERE document_id = ?", [other])
            count(db, other, 1)
            superseded.append(other)
    return tuple(superseded)


def _rename(db: Database, identity: str) -> bool:
    """Call a document by the first of its remaining sources; False where none remains."""
    first = db.execute("SELECT min(source) FROM sources WHERE document_id = ?", [identity]).fetchone()[0]
    if first is None:
        return False
    # What the other source's manifest says of it is not known here: the next ingest that meets it reads it again.
    db.execute("UPDATE documents SET source = ?1, metadata_hash = '' WHERE id = ?2 AND source <> ?1", [first, identity])
    return True


def _contributed(db: Database, identity: str) -> dict[str, str]:
    return dict(db.execute("SELECT entity_id, record FROM contributions WHERE document_id = ?", [identity]))


def _is_alone(db: Database, identity: str, entity: str, record: str) -> bool:
    """Whether no other document tells the same of an entity: where one does, this one makes no difference."""
    sql = "SELECT 1 FROM contributions WHERE entity_id = ? AND record = ? AND document_id <> ? LIMIT 1"
    return db.execute(sql, [entity, record, identity]).fetchone() is None


def orphan(db: Database, lines: Sequence[Row]) -> None:
    """Note the corrections that no document has taken, in place of those that were noted before."""
    with transaction(db):
        db.execute("DELETE FROM corrections WHERE document_id IS NULL")
        insert(db, "corrections", lines, verb="INSERT OR IGNORE")


def _clear(db: Database, identity: str) -> None:
    db.execute("DELETE FROM corrections WHERE document_id = ?", [identity])
    for table in reversed(_OF_DOCUMENT):  # fact_evidence and fact_links go with their facts
        db.execute(f"DELETE FROM {table} WHERE document_id = ?", [identity])
    # What the documents show together went with the facts: it is told anew after this run.
    db.execute("UPDATE runs SET compared = NULL WHERE compared IS NOT NULL")


def insert(db: Database, table: str, rows: Sequence[Row], *, verb: str = "INSERT") -> None:
    """Put rows into a table; all of them have the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    sql = f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    db.conn.executemany(sql, [tuple(row[name] for name in columns) for row in rows])


def _upsert(db: Database, table: str, rows: Sequence[Row], key: str) -> None:
    """Insert or change in place, so that what points to the row keeps pointing to it."""
    if not rows:
        return
    columns = list(rows[0])
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT({key}) DO UPDATE SET {changes}"
    )
    db.conn.executemany(sql, [tuple(row[name] for name in columns) for row in rows])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
