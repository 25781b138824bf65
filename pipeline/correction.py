"""A correction by a person, written beside the corpus, so that it outlives the database."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.correct import AROUND, REJECT, check
from pipeline.errors import UsageError
from pipeline.ingest import Source, append, home
from pipeline.known import pair_of, split
from pipeline.records import Correction
from pipeline.store.corrected import slot

# Which table holds a row, and what a correction calls it.
_TABLES = ("facts", "figures", "dates", "mentions", "documents", "entities")
_QUOTED = """
SELECT row.start_char, row.end_char, row.surface, documents.text, documents.source, documents.sha256
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
    if not why.strip():
        raise UsageError("no reason given", 'say it: --why "..."')
    target = find_target(row_id, database)
    made = [correction(target, *pair_of(pair), why.strip(), author) for pair in pairs]
    for one in made:
        if one.field == "merge":
            _stands(str(one.value), row_id, database)
    path = Path()
    for one in made:
        path = append(target.folder, one)
    return path, tuple(made)


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
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        try:
            for table in _TABLES:
                if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]).fetchone():
                    return _target(db, table, row_id)
        except sqlite3.Error as error:
            raise UsageError(f"{database}: not a database of ours", "name it: --db") from error
    names = ", ".join(_TABLES)
    raise UsageError(f"{row_id}: no row with this id", f"look for it in one of the tables {names}")


def _stands(entity: str, row_id: str, database: Path) -> None:
    """Raise UsageError where an entity cannot take in another: it is not there, or it is the same."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        if entity == row_id or not db.execute("SELECT 1 FROM entities WHERE id = ?", [entity]).fetchone():
            raise UsageError(f"{entity}: no other entity with this id", "look for it in the table entities")


def _target(db: sqlite3.Connection, table: str, row_id: str) -> Target:
    if table == "entities":
        folder, _ = _home(str(db.execute("SELECT min(source) FROM documents").fetchone()[0]))
        return Target(folder, "*", "entity", exact=row_id)
    if table == "documents":
        source, digest = db.execute("SELECT source, sha256 FROM documents WHERE id = ?", [row_id]).fetchone()
        folder, name = _home(source)
        return Target(folder, name, "document", sha256=digest)
    start, end, surface, text, source, digest = db.execute(_QUOTED.format(table=table), [row_id]).fetchone()
    folder, name = _home(source)
    kind, number = row_id.rpartition(".")[2], 1
    if table == "facts":
        kind, number = "event" if ".event." in row_id else "fact", int(kind)
    around = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return Target(folder, name, kind, surface, *around, start=start, number=number, sha256=digest)


def _home(source: str) -> tuple[Path, str]:
    """The folder of the file of corrections, and what the source is called there."""
    file = split(source)
    if file is None:
        return home(Source(source, "text/plain"))
    path, inside = file
    return home(Source(f"{path}{inside}", "text/plain", path=path))
