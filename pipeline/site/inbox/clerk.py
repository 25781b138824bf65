"""The clerk: files a paper beside the corpus and has it read, or stores a correction and has it applied.

Its functions run in a process of their own, one after the other, so that the site goes on answering.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build import Failure, Options, ingest, rules_version
from pipeline.build import compare as compare_database
from pipeline.correction import write_correction
from pipeline.errors import PipelineError, SourceError, UsageError
from pipeline.ingest import Source, read, set_metadata, sources
from pipeline.ingest import load as load_source
from pipeline.ingest.around import lexicon_of
from pipeline.lexicon import Lexicon, load
from pipeline.recogniser import DEFAULT
from pipeline.run.across import waits
from pipeline.site.inbox.paper import SHOWN, Paper
from pipeline.store.opening import opened

WAIT = 600.0  # seconds that another ingest may take
_NAMES = (DEFAULT, "rules", "camel")
_NAMING = "SELECT document_id FROM contributions WHERE entity_id = ?"


def take(paper: Paper, folder: Path, database: Path) -> Failure | None:
    """File a paper and ingest it; why it could not be done, in which case nothing of it is left.

    It is read first, and filed only if that goes well. Killed between filing and ingesting, it leaves a file with its
    entry in the manifest, which the next ingest of the corpus takes.
    """
    lexicon = load(lexicon_of(folder))
    try:
        _check(paper, lexicon)
        path = file(paper, folder)
        summary = ingest([str(path)], database, Options(wait=WAIT, across=False, names=_names(database, lexicon)))
    except SourceError as error:
        return Failure.of(error)
    except PipelineError as error:
        return Failure(SHOWN, "write", error.cause, error.hint)
    return next((failure for failure in summary.failures if failure.source == str(path)), None)


def _check(paper: Paper, lexicon: Lexicon) -> None:
    """Raise SourceError where a paper cannot be read; of several documents in it, where none can."""
    if not paper.holds_several:
        read(Source(SHOWN, paper.media_type, content=paper.data, metadata=paper.metadata), paper.data, lexicon)
        return
    wrong: list[SourceError] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{SHOWN}{paper.suffix}"
        path.write_bytes(paper.data)
        for found in sources([str(path)]):
            try:
                if isinstance(found, Source):
                    read(found, load_source(found), lexicon)
                    return
                raise found
            except SourceError as error:
                wrong.append(error)
        empty = SourceError(SHOWN, "empty file", "fill it or remove it")
        first = next(iter(wrong), empty)
        raise SourceError(SHOWN, first.cause, first.hint.replace(str(path), "FILE"))


def place(paper: Paper, folder: Path) -> Path:
    """Where a paper is filed; one that was filed before and never ingested keeps its name."""
    return next(folder.glob(f"*-{paper.document_id}{paper.suffix}"), folder / paper.name)


def file(paper: Paper, folder: Path) -> Path:
    """Put a paper into the folder under a name of ours, and what is known of it into the manifest there.

    The manifest first: a file without its entry would be read without its day. Raises UsageError where the folder or
    its manifest cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = place(paper, folder)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be made: {error.strerror}", "name another folder: --inbox FOLDER"
        ) from error
    told = paper.metadata
    own = {} if paper.holds_several else {"title": told.title, "url": told.url}
    known = {
        **own,
        "publisher": told.publisher,
        "published_on": told.published_on.isoformat() if told.published_on else None,
        "country": told.country,
    }
    set_metadata(folder, path.name, {name: value for name, value in known.items() if value})
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(paper.data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written: {error.strerror}", "make room on the disk") from error
    return path


def correct(rows: Mapping[str, Sequence[str]], why: str, author: str | None, database: Path) -> Failure | None:
    """Store corrections (`key=value` by the id of a row), and read anew the documents that they speak of.

    Gives why it cannot be done.
    """
    named: set[str] = set()
    try:
        for row_id, pairs in rows.items():
            path, _ = write_correction(row_id, pairs, why, author, database)
            named |= _naming(row_id, database) if "/" in row_id else {row_id.partition(".")[0]}
        names = _names(database, load(lexicon_of(path.parent)))
        ingest(sorted(named), database, Options(reextract=True, force=True, wait=WAIT, across=False, names=names))
    except PipelineError as error:
        return Failure(SHOWN, "correct", error.cause, error.hint)
    return None


def compare(database: Path) -> None:
    """Compare what has come in with all other documents, as an ingest does: among very many when asked for alone."""
    with suppress(PipelineError):
        with opened(database, create=False) as db:
            if waits(db, changed=1):
                return
        compare_database(database)


def warm() -> None:
    """Load what reading needs, so that the first reader does not wait for it."""
    from pipeline.face import find  # noqa: PLC0415  (spaCy is loaded here, in the clerk's own process)

    find("تضم الجهة 22 مستشفى.")


def _naming(entity: str, database: Path) -> set[str]:
    """The documents that tell of an entity."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return {row[0] for row in db.execute(_NAMING, [entity])}


def _names(database: Path, lexicon: Lexicon) -> str:
    """What adds names to those that rules read: what the last ingest was told, so that all texts are read alike."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        last = db.execute("SELECT rules_version FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return next((names for names in _NAMES if last and rules_version(lexicon, names) == last[0]), DEFAULT)
