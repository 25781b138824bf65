"""Places: where a source is whatever it is called, a corpus and its tables of words, the bytes that must be kept."""

import gzip
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.errors import DatabaseError, SourceError, UsageError
from pipeline.ingest import Source
from pipeline.ingest.around import is_folder, lexicon_of
from pipeline.store.lookup import Place
from pipeline.store.rows import Written

WEB = ("http://", "https://")
_ELSEWHERE = (*WEB, "-")
_FILE = ("./", "../")


def identity(data: bytes) -> str:
    """The id of the document that holds these bytes."""
    return sha256(data).hexdigest()[:16]


def where(path: Path, database: Path) -> str:
    """A file as it is seen from the folder of the database, by its own path and not by a link's.

    `texts/../texts/a.txt` -> `../texts/a.txt`: however it is named it is one place, and no path of this machine is told
    """
    seen = os.path.relpath(os.path.realpath(path), os.path.realpath(database.parent))
    return seen if seen.startswith(_FILE) or seen == ".." else f"./{seen}"


def place_of(source: Source, database: Path) -> str:
    """Where a source is: `../texts/a.zip!b.txt`; a URL and `-` are where they are."""
    if source.path is None:
        return source.name
    return where(source.path, database) + source.name[len(str(source.path)) :]


def lexicon_folder(arguments: Sequence[str]) -> Path | None:
    """The folder `lexicon/` beside the corpus, or above it. Raises UsageError where the arguments have several.

    `corpus` or `corpus/2025/a.txt` -> `corpus/lexicon`, where it is there
    """
    found: dict[Path, Path] = {}
    for argument in arguments:
        if argument.startswith(_ELSEWHERE):
            continue
        path = Path(argument)
        folder = lexicon_of(path if is_folder(path) else path.parent)
        if folder is not None:
            found[folder.resolve()] = folder
    if len(found) > 1:
        names = ", ".join(str(folder) for folder in found.values())
        raise UsageError(f"several lexicons: {names}", "ingest each corpus by itself")
    return next(iter(found.values()), None)


def stored_lexicon(at: Place | None, database: Path) -> Path | None:
    """The tables that a stored document was read with, or that stand beside its file now."""
    if at is None:
        return None
    if at.lexicon and is_folder(folder := database.parent / at.lexicon):
        return folder
    file = _file(at.place)
    return lexicon_of((database.parent / file).parent) if file else None


def is_named(at: Place, arguments: Sequence[str], database: Path) -> bool:
    """Whether one of the arguments names a place, the document there, or what holds it."""
    return any(_names(argument, at, database) for argument in arguments)


def _names(argument: str, at: Place, database: Path) -> bool:
    name = argument.rstrip("/")
    if argument in (at.source, at.document_id) or _holds(name, at.source):
        return True
    if argument.startswith(_ELSEWHERE) or not at.place.startswith(_FILE):
        return False
    path, file = Path(argument), _file(at.place)
    if file and set("*?[") & set(argument) and not os.path.exists(path):  # noqa: PTH110 (Path.exists raises)
        return PurePosixPath(os.path.abspath(database.parent / file)).match(os.path.abspath(argument))  # noqa: PTH100
    return _holds(where(path, database), at.place)


def _holds(name: str, place: str) -> bool:
    return place == name or (place.startswith(name) and place[len(name)] in "/#!")


class Ground:
    """What the sources of a run show of the places that are known: which of them still hold what they held."""

    def __init__(self, found: Sequence[Source | SourceError], database: Path) -> None:
        self._database = database
        self._places = {place_of(source, database) for source in found if isinstance(source, Source)}
        self._files = {where(source.path, database) for source in found if isinstance(source, Source) and source.path}
        self._broken = {
            where(Path(error.source.partition(", line ")[0].partition("!")[0]), database)
            for error in found
            if isinstance(error, SourceError) and "\0" not in error.source
        }

        self._closed = tuple(f"{one}/" for one in self._broken if is_folder(database.parent / one))

    def holds(self, place: str) -> bool:
        """Whether the place still holds its document. A broken line or a closed folder has the doubt's benefit."""
        if place in self._places or not place.startswith(_FILE) or place.startswith(self._closed):
            return True
        file = file_of(place, self._database)
        if file is None:
            return False
        return file == place or file not in self._files or file in self._broken


def _file(place: str) -> str | None:
    """The file of a place, as far as its name tells: `../a.zip!b.txt` -> `../a.zip`."""
    return place.partition("#")[0].partition("!")[0] if place.startswith(_FILE) else None


def file_of(place: str, database: Path) -> str | None:
    """The file that holds a place, or None where it is gone: `../a.zip!b.txt` -> `../a.zip`."""
    ends = [len(place), *(at for at, char in enumerate(place) if char in "#!")]
    return next((place[:end] for end in ends if os.path.exists(database.parent / place[:end])), None)  # noqa: PTH110


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
