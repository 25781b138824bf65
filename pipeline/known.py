"""What is known of a document from outside its text, written into the manifest beside it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ingest import entered, set_metadata


def set_known(document: str, pairs: Sequence[str], db: Path) -> tuple[Path, Path]:
    """Write `key=value` pairs for a document, named by its path or its id; give its file and the manifest.

    `set_known("corpus/a.txt", ["published_on=2025-12-30"], db)` writes corpus/documents.toml
    """
    file, inside = split(document) or split(_source(document, db) or "") or (None, "")
    if file is None:
        raise UsageError(
            f"{document}: no such document", "name its file, or its id in the table documents; a page has no manifest"
        )
    return file, set_metadata(*entered(file, inside), dict(map(pair_of, pairs)))


def pair_of(pair: str) -> tuple[str, str]:
    """`country=MA` -> country, MA."""
    key, equals, value = pair.partition("=")
    if not equals:
        raise UsageError(f"{pair}: not key=value", "write for instance published_on=2025-12-30")
    return key.strip(), value.strip()


def split(place: str) -> tuple[Path, str] | None:
    """`a.zip!b.txt` -> a.zip, !b.txt; `a.jsonl#7` -> a.jsonl, #7; None where there is no such file."""
    if place and Path(place).is_file():
        return Path(place), ""
    for mark in "#!":
        file, found, inside = place.partition(mark)
        if found and Path(file).is_file():
            return Path(file), mark + inside
    return None


def _source(document: str, db: Path) -> str | None:
    """Where the document of this id came from."""
    if not db.is_file():
        return None
    with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT source FROM documents WHERE id = ?", [document]).fetchone()
        except sqlite3.Error:
            return None  # not a database of ours: the document is then no file either
    return None if row is None else str(row[0])
