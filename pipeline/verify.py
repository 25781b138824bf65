"""Verify: the sources are read again where they still are, and every span of the database is proved."""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest import Source, load, mode_of, read, sources
from pipeline.ingest.repair import undo
from pipeline.records import Repair
from pipeline.run.place import WEB, file_of, place_of, raw_path
from pipeline.store import lookup
from pipeline.store.checks import SPANNED, check, check_file
from pipeline.store.lookup import Kept
from pipeline.store.opening import Database, opened
from pipeline.store.stored import repairs


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold, where, and what to do about it."""

    where: str
    cause: str
    hint: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was proved. `problems` are what does not hold; `missing` the sources that are not there to be read again."""

    database: Path
    documents: int
    read_again: int
    spans: int
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def verify(database: Path) -> Verification:
    """Prove a database: each document against its source, each span against its document, each rule of the house.

    Raises DatabaseError where the file is not a database of ours.
    """
    with opened(database, create=False) as db:
        kept = lookup.kept(db)
        problems = list(_checks(db))
        missing: list[str] = []
        for document, source in _again(database, kept):
            if source is None:
                missing.append(document.source)
            else:
                problems.extend(_compare(database, document, source, repairs(db, document.id)))
        return Verification(
            database,
            documents=len(kept),
            read_again=len(kept) - len(missing),
            spans=sum(lookup.size(db, table) for table in (*SPANNED, "sentences")),
            problems=tuple(problems),
            missing=tuple(missing),
        )


def _checks(db: Database) -> Iterator[Problem]:
    for breach in (*check_file(db), *check(db)):
        rows = ", ".join(breach.rows)
        yield Problem(rows, f"it does not hold that {breach.name}: {breach.why}", "ingest again with --force")


def _again(database: Path, kept: Iterable[Kept]) -> Iterator[tuple[Kept, Source | None]]:
    """Every document with its source as it is now, or None where it is gone."""
    kept = list(kept)
    files = {file_of(document.place, database) for document in kept if not _is_raw(document)}
    found = {
        place_of(source, database): source
        for source in sources(sorted(str(database.parent / file) for file in files if file))
        if isinstance(source, Source)
    }
    for document in kept:
        if _is_raw(document):
            there = raw_path(database, document.sha256).exists()
            url = document.source if document.source.startswith(WEB) else None
            yield document, Source(document.source, document.media_type, url=url) if there else None
        else:
            yield document, found.get(document.place)


def _is_raw(document: Kept) -> bool:
    return document.place.startswith((*WEB, "-"))


def _compare(database: Path, document: Kept, source: Source, made: Sequence[Repair]) -> Iterator[Problem]:
    """What the source says now against what the database holds."""
    try:
        data = _raw(database, document) if _is_raw(document) else load(source)
        if not source.url and sha256(data).hexdigest() != document.sha256:
            yield Problem(document.source, "the source has changed since it was read", "run: pipeline ingest")
            return
        again = read(replace(source, ocr=mode_of(document.reader)), data)
    except SourceError as error:
        yield Problem(document.source, error.cause, error.hint)
        return
    if again.id != document.id or again.text != document.text:
        yield Problem(document.source, "the source now reads differently", "ingest again with --force")
    elif undo(document.text, made) != undo(again.text, again.repairs):
        yield Problem(document.source, "its repairs do not lead back to the source", "ingest again with --force")


def _raw(database: Path, document: Kept) -> bytes:
    try:
        return gzip.decompress(raw_path(database, document.sha256).read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(document.source, "the bytes that were kept cannot be read", "ingest it again") from error
