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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands, and what came with it.

    `source` is what the user calls it, `place` where it is whatever it is called; `lexicon` the folder of the user's
    tables and `asked` what the command line said of it (JSON).
    """

    source: str
    place: str
    lexicon: str | None = None
    asked: str | None = None
    document_id: str = ""


_PLACE = "SELECT source, place, lexicon, asked, document_id FROM sources"


def stands(db: Database, document_id: str, place: str) -> bool:
    """Whether a document is known to stand at a place."""
    sql = "SELECT 1 FROM sources WHERE document_id = ? AND place = ?"
    return db.execute(sql, [document_id, place]).fetchone() is not None


def at(db: Database, place: str) -> Place | None:
    """What is known of a place (of the first document there: several came by standard input)."""
    row = db.execute(f"{_PLACE} WHERE place = ? ORDER BY document_id LIMIT 1", [place]).fetchone()
    return Place(*row) if row else None


def places(db: Database, document_id: str | None = None) -> list[Place]:
    """Every place at which a document stands, or at which this one does."""
    sql = f"{_PLACE} WHERE ?1 IS NULL OR document_id = ?1 ORDER BY source, place"
    return [Place(*row) for row in db.execute(sql, [document_id])]


def called(db: Database, source: str, place: str) -> list[Place]:
    """The places that are called so, or that are there."""
    return [Place(*row) for row in db.execute(f"{_PLACE} WHERE source = ? OR place = ?", [source, place])]


def totals(db: Database) -> dict[str, int]:
    """Current documents, and what titles, bodies and tables say, by kind."""
    sql = "SELECT coalesce(sum(number), 0) FROM counts WHERE name = 'v_documents' AND field = ''"
    counts = {"document": db.execute(sql).fetchone()[0]}
    sql = "SELECT value, number FROM counts WHERE name = 'findings' AND field = 'said' ORDER BY value"
    return counts | {row[0]: row[1] for row in db.execute(sql)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with its text, to be compared with its source."""

    id: str
    source: str
    sha256: str
    media_type: str
    text: str
    reader: str
    place: str


def kept(db: Database) -> list[Kept]:
    """All current documents with their texts, at the first of their places."""
    sql = (
        "SELECT id, source, sha256, media_type, text, reader, coalesce((SELECT min(place) FROM sources"
        " WHERE document_id = documents.id AND sources.source = documents.source), source)"
        " FROM documents WHERE superseded_by IS NULL ORDER BY source, id"
    )
    return [Kept(*row) for row in db.execute(sql)]


def size(db: Database, table: str) -> int:
    """How many rows a table has."""
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def entities(db: Database) -> frozenset[str]:
    """The ids of all entities."""
    return frozenset(row[0] for row in db.execute("SELECT id FROM entities"))


def orphans(db: Database) -> list[str]:
    """The corrections without a place: `a.txt: value of «1430 سريرا»`."""
    sql = "SELECT source, field, coalesce(quote, '') FROM corrections WHERE state = 'orphaned' ORDER BY source, id"
    return [f"{source}: {field} of «{quote}»" for source, field, quote in db.execute(sql)]
