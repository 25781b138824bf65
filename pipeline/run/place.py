"""Places: a corpus and its tables of words, sources that are gone, the bytes of what cannot be read again."""

import gzip
import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from pipeline.errors import DatabaseError, SourceError, UsageError
from pipeline.ingest import Source
from pipeline.store.rows import Written

WEB = ("http://", "https://")
_ELSEWHERE = (*WEB, "-")


def identity(data: bytes) -> str:
    """The id of the document that holds these bytes."""
    return sha256(data).hexdigest()[:16]


def lexicon_folder(arguments: Sequence[str]) -> Path | None:
    """The folder `lexicon/` beside the corpus. Raises UsageError where the arguments have several.

    `corpus` or `corpus/a.txt` -> `corpus/lexicon`, where it is there
    """
    found: dict[Path, Path] = {}
    for argument in arguments:
        if argument.startswith(_ELSEWHERE):
            continue
        path = Path(argument)
        folder = (path if path.is_dir() else path.parent) / "lexicon"
        if folder.is_dir() and next(folder.rglob("*.tsv"), None):
            found[folder.resolve()] = folder
    if len(found) > 1:
        names = ", ".join(str(folder) for folder in found.values())
        raise UsageError(f"several lexicons: {names}", "ingest each corpus by itself")
    return next(iter(found.values()), None)


def is_named(source: str, arguments: Sequence[str]) -> bool:
    """Whether one of the arguments names a source or what holds it (all are named where there are no arguments)."""
    if not arguments:
        return True
    names = [argument.rstrip("/") for argument in arguments]
    return any(source == name or (source.startswith(name) and source[len(name)] in "/#!") for name in names)


def gone(places: Iterable[str], found: Sequence[Source | SourceError]) -> Iterator[str]:
    """The places whose file is no longer there, or whose file no longer holds them.

    A file with a broken line is given the benefit of the doubt.
    """
    names = {source.name for source in found if isinstance(source, Source)}
    files = {file_of(source.name) for source in found if isinstance(source, Source)}
    broken = {file_of(error.source.partition(", line ")[0]) for error in found if isinstance(error, SourceError)}
    for place in places:
        if place in names or place.startswith(_ELSEWHERE):
            continue
        file = file_of(place)
        if file is None or (file != place and file in files and file not in broken):
            yield place


def file_of(place: str) -> str | None:
    """The file that holds a source, or None where it is gone: `a.zip!b.txt` -> `a.zip`."""
    ends = [len(place), *(at for at, char in enumerate(place) if char in "#!")]
    return next((place[:end] for end in ends if os.path.exists(place[:end])), None)  # noqa: PTH110 - a name, not a path


def keep(database: Path, written: Written) -> None:
    """Keep the bytes of what cannot be read again in `raw/` beside the database."""
    if written.raw is None:
        return
    path = raw_path(database, written.rows["documents"][0]["sha256"])
    if path.exists():
        return
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(gzip.compress(written.raw, mtime=0))
        unfinished.replace(path)
    except OSError as error:
        raise DatabaseError(f"{path}: cannot be written: {error.strerror}", "make room on the disk") from error


def forget(database: Path, digest: str) -> None:
    """Let go of the bytes that were kept."""
    raw_path(database, digest).unlink(missing_ok=True)


def raw_path(database: Path, digest: str) -> Path:
    """Where the bytes of a document are kept."""
    return database.parent / "raw" / f"{digest}.gz"
