"""A correction by a person, written beside the corpus, so that it outlives the database."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.correct import AROUND, REJECT, check
from pipeline.errors import UsageError
from pipeline.ingest import Source, append, home
from pipeline.ingest.around import lexicon_of
from pipeline.known import pair_of, split
from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.near import find_places, like_place, like_unit, units
from pipeline.records import Correction
from pipeline.store.corrected import slot

# Which table holds a row, and what a correction calls it.
_TABLES = ("facts", "figures", "dates", "mentions", "documents", "entities")
_FIRST = "SELECT source, place FROM sources"
_PLACES = ("country/", "region/", "province/", "commune/", "arrondissement/", "place/")
_QUOTED = """
SELECT documents.id, row.start_char, row.end_char, row.surface, documents.text, documents.source, documents.sha256
FROM {table} AS row JOIN documents ON documents.id = row.document_id WHERE row.id = ?"""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be corrected: its kind, the source as the corpus calls it, and its words with what is around them."""

    folder: Path
    source: str
    kind: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    number: int = 1
    sha256: str | None = None


def write_correction(
    row_id: str, pairs: Sequence[str], why: str, author: str | None, database: Path
) -> tuple[Path, tuple[Correction, ...]]:
    """Write `key=value` pairs for a row of the database into corrections.jsonl, one line each.

    `reject=1` takes the row out; an empty value makes a slot unknown. Gives the file and what was written; raises
    UsageError where the row, the key or the value will not do: then nothing is written.
    """
    folder, made = draft_correction(row_id, list(map(pair_of, pairs)), why, author, database)
    path = Path()
    for one in made:
        path = append(folder, one)
    return path, made


def draft_correction(
    row_id: str, values: Sequence[tuple[str, str]], why: str, author: str | None, database: Path
) -> tuple[Path, tuple[Correction, ...]]:
    """The lines of a correction, checked and not yet written, and the folder whose file they belong into.

    Raises UsageError as `write_correction` does.
    """
    if not why.strip():
        raise UsageError("no reason given", 'say it: --why "..."')
    target = find_target(row_id, database)
    lexicon = load(lexicon_of(target.folder))
    for field, value in values:
        if value and field == "merge":
            _stands(value, row_id, database)
        elif value and field == "unit":
            _is_unit(value, lexicon)
        elif value and (field == "place_id" or (field == "entity_id" and value.startswith(_PLACES))):
            _is_place(value, lexicon, database)
    return target.folder, tuple(correction(target, field, value, why.strip(), author) for field, value in values)


def correction(target: Target, field: str, value: str, why: str, author: str | None) -> Correction:
    """One line, checked. Raises UsageError."""
    made = Correction(
        id="",
        source=target.source,
        kind=target.kind,
        field=field,
        value=None if field == REJECT else value or None,
        why=why,
        exact=target.exact,
        prefix=target.prefix,
        suffix=target.suffix,
        start=target.start,
        number=target.number,
        author=author,
        sha256=target.sha256,
    )
    check(made)
    if made.kind in ("fact", "event") and field != REJECT:
        slot(field, made.value)
    return made


def find_target(row_id: str, database: Path) -> Target:
    """The row with this id, as a correction names it. Raises UsageError where there is none that can be corrected."""
    if not database.is_file():
        raise UsageError(f"{database}: no such database", "run: pipeline ingest")
    with closing(_opened(database)) as db:
        try:
            for table in _TABLES:
                if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]).fetchone():
                    return _target(db, table, row_id, database)
        except sqlite3.Error as error:
            raise UsageError(f"{database}: not a database of ours", "name it: --db") from error
    names = ", ".join(_TABLES)
    raise UsageError(f"{row_id}: no row with this id", f"look for it in one of the tables {names}")


def _opened(database: Path) -> sqlite3.Connection:
    """The database for reading. One on a disk that cannot be written has no journal, and none can be made."""
    finished = not os.access(database.parent, os.W_OK) and not database.with_name(f"{database.name}-wal").exists()
    return sqlite3.connect(f"{database.absolute().as_uri()}?{'immutable=1' if finished else 'mode=ro'}", uri=True)


def _stands(entity: str, row_id: str, database: Path) -> None:
    """Raise UsageError where an entity cannot take in another: it is not there, or it is the same."""
    if entity == row_id or not _is_entity(entity, database):
        raise UsageError(f"{entity}: no other entity with this id", "look for it in the table entities")


def _is_entity(entity: str, database: Path) -> bool:
    with closing(_opened(database)) as db:
        return db.execute("SELECT 1 FROM entities WHERE id = ?", [entity]).fetchone() is not None


def _is_unit(unit: str, lexicon: Lexicon) -> None:
    """Raise UsageError where nothing is counted or measured in it."""
    if unit not in units(lexicon):
        meant = " or ".join(like_unit(unit, lexicon))
        hint = f"did you mean {meant}?" if meant else "write it as the lexicon does: bed, health_centre, percent, MAD"
        raise UsageError(f"{unit}: no known unit", hint)


def _is_place(place: str, lexicon: Lexicon, database: Path) -> None:
    """Raise UsageError where no place has this id."""
    if place in lexicon.atlas.places or (place.startswith(_PLACES) and _is_entity(place, database)):
        return
    meant = " or ".join(
        f"{one.id} ({one.name_ar})" for one in (*find_places(place, lexicon), *like_place(place, lexicon))
    )
    hint = f"did you mean {meant}?" if meant else "write its id, as region/01; the table entities has them"
    raise UsageError(f"{place}: no entity that is a place", hint)


def _target(db: sqlite3.Connection, table: str, row_id: str, database: Path) -> Target:
    if table == "entities":
        source, place = db.execute(f"{_FIRST} ORDER BY source LIMIT 1").fetchone()
        return Target(_home(source, place, database)[0], "*", "entity", exact=row_id)
    if table == "documents":
        source, digest = db.execute("SELECT source, sha256 FROM documents WHERE id = ?", [row_id]).fetchone()
        folder, name = _home(source, _place(db, row_id, source), database)
        return Target(folder, name, "document", sha256=digest)
    found = db.execute(_QUOTED.format(table=table), [row_id]).fetchone()
    document, start, end, surface, text, source, digest = found
    folder, name = _home(source, _place(db, document, source), database)
    kind, number = row_id.rpartition(".")[2], 1
    if table == "facts":
        kind, number = "event" if ".event." in row_id else "fact", int(kind)
    around = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Target(folder, name, kind, surface, *around, start=start, number=number, sha256=digest)


def _place(db: sqlite3.Connection, document: str, source: str) -> str:
    """Where a document stands, seen from the folder of the database."""
    found = db.execute(f"{_FIRST} WHERE document_id = ? AND source = ?", [document, source]).fetchone()
    return str(found[1]) if found else ""


def _home(source: str, place: str, database: Path) -> tuple[Path, str]:
    """The folder of the file of corrections, and what the source is called there.

    A file that is not where its name leads from here is sought from the database; it may be gone.
    """
    file = split(source)
    if file is None and place.startswith(("./", "../")):
        seen = os.path.normpath(os.path.join(os.path.realpath(database.parent), place))  # noqa: PTH118 (.. is text)
        file = split(seen) or _parted(seen)
    if file is None:
        return home(Source(source, "text/plain"))
    path, inside = file
    return home(Source(f"{path}{inside}", "text/plain", path=path))


def _parted(place: str) -> tuple[Path, str]:
    """A file that is gone, as far as its name tells: `a.zip!b.txt` -> a.zip, !b.txt."""
    end = next((at for at, char in enumerate(place) if char in "#!"), len(place))
    return Path(place[:end]), place[end:]
