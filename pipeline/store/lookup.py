"""What stands in the database, as an ingest needs to know it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

_STANDING = (
    "SELECT id, source, media_type, superseded_by IS NULL AS current, reader_version, rules_version, metadata_hash"
    " FROM documents"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A document of the database and what it was read with. `source` is the first of its places."""

    id: str
    source: str
    media_type: str
    current: bool
    reader_version: str
    rules_version: str
    metadata_hash: str


def standing(db: Database, document_id: str) -> Standing | None:
    """The document with this id."""
    return next(_standing(db, f"{_STANDING} WHERE id = ?", [document_id]), None)


def current(db: Database) -> list[Standing]:
    """All documents that no newer version has superseded, in the order of their sources."""
    return list(_standing(db, f"{_STANDING} WHERE superseded_by IS NULL ORDER BY source, id", []))


def _standing(db: Database, sql: str, values: list[str]) -> Iterator[Standing]:
    for row in db.execute(sql, values):
        identity, source, media_type, is_current, *versions = row
        yield Standing(identity, source, media_type, bool(is_current), *versions)


def stands(db: Database, document_id: str, source: str) -> bool:
    """Whether a document is known to stand at a source."""
    sql = "SELECT 1 FROM sources WHERE document_id = ? AND source = ?"
    return db.execute(sql, [document_id, source]).fetchone() is not None


def places(db: Database) -> list[str]:
    """Every source at which a document stands."""
    return [row[0] for row in db.execute("SELECT DISTINCT source FROM sources ORDER BY source")]


def holders(db: Database, source_or_id: str) -> tuple[str, ...]:
    """The documents with this id or at this source."""
    sql = "SELECT id FROM documents WHERE id = ?1 UNION SELECT document_id FROM sources WHERE source = ?1"
    return tuple(row[0] for row in db.execute(sql, [source_or_id]))


def totals(db: Database) -> dict[str, int]:
    """Current documents, and what titles, bodies and tables say, by kind."""
    counts = {"document": db.execute("SELECT count(*) FROM documents WHERE superseded_by IS NULL").fetchone()[0]}
    sql = "SELECT kind, count(*) FROM findings WHERE in_body = 1 GROUP BY kind ORDER BY kind"
    return counts | {row[0]: row[1] for row in db.execute(sql)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with its text, to be compared with its source."""

    id: str
    source: str
    sha256: str
    media_type: str
    text: str


def kept(db: Database) -> list[Kept]:
    """All current documents with their texts."""
    sql = "SELECT id, source, sha256, media_type, text FROM documents WHERE superseded_by IS NULL ORDER BY source, id"
    return [Kept(*row) for row in db.execute(sql)]


def size(db: Database, table: str) -> int:
    """How many rows a table has."""
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
