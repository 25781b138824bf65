"""The manifest: what is known of each document from outside its text, in `documents.toml` or `documents.csv`."""

import csv
import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from io import StringIO
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError, UsageError
from pipeline.ingest.around import above
from pipeline.ingest.source import over
from pipeline.records import Metadata

MANIFESTS = ("documents.toml", "documents.csv")
KEYS = ("title", "author", "publisher", "url", "published_on", "country", "language")
COLUMNS = "columns"  # of a table of articles: no metadata, but where they are found
_IN_A_ROW = frozenset({*KEYS, "id", "text"})
_HINT = "keys: file, " + ", ".join((*KEYS, COLUMNS))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says of the files that its pattern names."""

    pattern: str
    metadata: Metadata
    columns: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a folder: its entries, and what is wrong with it."""

    folder: Path
    entries: tuple[Entry, ...] = ()
    errors: tuple[SourceError, ...] = ()

    def name(self, path: Path) -> str:
        """How the manifest names a file below its folder."""
        return Path(os.path.abspath(path)).relative_to(os.path.abspath(self.folder)).as_posix()  # noqa: PTH100

    def of(self, path: Path, inside: str = "") -> Metadata:
        """What is known of a file (or of a document `inside` it: `#12`, `!b.txt`); an exact name before a pattern."""
        name = self.name(path) + inside
        known = Metadata()
        for entry in sorted(self.entries, key=lambda entry: entry.pattern == name):
            if entry.pattern == name or (not inside and fnmatchcase(name, entry.pattern)):
                known = over(entry.metadata, known)
        return known

    def columns(self, path: Path) -> str | None:
        """Which columns of a table hold what: `text=Content, title=Headline`."""
        name = self.name(path)
        found = [entry for entry in self.entries if entry.columns and fnmatchcase(name, entry.pattern)]
        return next((entry.columns for entry in sorted(found, key=lambda entry: entry.pattern != name)), None)


def read_manifest(folder: Path, names: Sequence[str] = MANIFESTS) -> Manifest:
    """The manifest of a folder (an empty one where there is none). Never raises: what is wrong is in `errors`."""
    entries: list[Entry] = []
    errors: list[SourceError] = []
    for name in reversed(names):
        path = folder / name
        try:
            if not path.is_file():
                continue
            records = _tables(path) if name.endswith(".toml") else _rows(path)
            for number, record in enumerate(records, 1):
                entry, wrong = _entry(f"{path}, entry {number}", record)
                entries += entry
                errors += wrong
        except (tomllib.TOMLDecodeError, csv.Error) as error:
            errors.append(SourceError(str(path), f"malformed: {error}", "mend it: nothing in it was used"))
        except UnicodeDecodeError:
            errors.append(SourceError(str(path), "not UTF-8", "save it as UTF-8: nothing in it was used"))
        except OSError as error:
            errors.append(SourceError(str(path), f"cannot be opened: {error.strerror}", "check its permissions"))
    return Manifest(folder, tuple(entries), tuple(errors))


def entered(path: Path, inside: str = "") -> tuple[Path, str]:
    """The folder whose manifest has an entry of its own for a file, and the file's name there; else its own folder.

    `corpus/2025/a.txt` -> `corpus`, `2025/a.txt`, where corpus/documents.toml names it so
    """
    for folder in above(path.parent):
        manifest = read_manifest(folder)
        name = manifest.name(path) + inside
        if any(entry.pattern == name for entry in manifest.entries):
            return folder, name
    return path.parent, path.name + inside


def _tables(path: Path) -> list[Mapping[str, Any]]:
    tables = tomllib.loads(path.read_text("utf-8-sig")).get("document", [])
    return tables if isinstance(tables, list) else [tables]


def _rows(path: Path) -> list[Mapping[str, Any]]:
    text = path.read_text("utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    return [
        {key: value for key, value in row.items() if key is not None and value}
        for row in csv.DictReader(StringIO(text), delimiter=delimiter)
    ]


def _entry(place: str, record: object) -> tuple[list[Entry], list[SourceError]]:
    """The entry, without what is wrong in it."""
    if not isinstance(record, Mapping) or not isinstance(record.get("file"), str):
        return [], [SourceError(place, "no file", _HINT)]
    errors: list[SourceError] = []
    values: dict[str, Any] = {}
    for key, value in record.items():
        if key == "file":
            continue
        try:
            values[key] = checked(key, value)
        except UsageError as error:
            errors.append(SourceError(place, f"{record['file']}: {error.cause}", error.hint))
    columns = values.pop(COLUMNS, None)
    metadata = Metadata(**{key: value for key, value in values.items() if value})
    return [Entry(record["file"], metadata, columns)], errors


def checked(key: str, value: object) -> str | date | None:
    """The value as metadata holds it: `published_on`, `2025-12-30` -> a date. Raises UsageError."""
    if key not in (*KEYS, COLUMNS):
        raise UsageError(f"{key} is no key of the manifest", _HINT)
    if key == "published_on":
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return date.fromisoformat(str(value).strip()) if str(value).strip() else None
        except ValueError as error:
            raise UsageError(f"published_on: {value!s:.40} is not a date", "write 2025-12-30") from error
    if not isinstance(value, str):
        raise UsageError(f"{key}: {value!s:.40} is not a text", "put it between quotes")
    value = value.strip()
    if key == "country" and value:
        if not re.fullmatch("[A-Za-z]{2}", value):
            raise UsageError(f"country: {value:.40} is not a code of ISO 3166", "write MA, DZ, TN, EG...")
        value = value.upper()
    if key == "language" and value and not re.fullmatch("[a-z]{2,3}", value):
        raise UsageError(f"language: {value:.40} is not a code of ISO 639", "write ar, fr, en...")
    if key == COLUMNS and value:
        mapping(value)
    return value or None


def mapping(columns: str) -> dict[str, str]:
    """`text=Content, title=Headline` -> which column holds what. Raises UsageError where it says something else."""
    parts = [part.partition("=") for part in columns.split(",")]
    named = {key.strip(): column.strip() for key, _, column in parts if column.strip()}
    if len(named) != len(parts) or not named.keys() <= _IN_A_ROW:
        raise UsageError(
            f"columns: {columns[:60]} names no columns", f"write text=COLUMN; keys: {', '.join(sorted(_IN_A_ROW))}"
        )
    return named


def _documents(text: str) -> list[Mapping[str, Any]]:
    """The entries of an edited manifest; none where the edit broke it."""
    try:
        return list(tomllib.loads(text).get("document", []))
    except tomllib.TOMLDecodeError:
        return []


_ENTRY = re.compile(r"^\[\[\s*document\s*\]\][^\n]*\n(?:(?!\[).*(?:\n|\Z))*", re.MULTILINE)


def set_metadata(folder: Path, file: str, values: Mapping[str, str]) -> Path:
    """Write what is known of one file into the folder's `documents.toml`, and leave the rest of it as it is.

    An empty value removes the key. All is written or nothing. Gives the path of the manifest; raises UsageError where
    a key or value will not do, or where a key cannot be removed because something else says it too.
    """
    wanted = {key: checked(key, value) for key, value in values.items()}
    path = folder if folder.suffix == ".toml" else folder / MANIFESTS[0]
    try:
        before = path.read_text("utf-8-sig") if path.exists() else ""
        known = tomllib.loads(before)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: malformed: {error}", "mend it first") from error
    _still_said(path.parent, file, [key for key, value in wanted.items() if value is None])
    after = before
    entry = {
        name: part for table in known.get("document", []) if table.get("file") == file for name, part in table.items()
    }
    for key, value in wanted.items():
        if value is not None or key in entry:
            after = _edited(after, file, key, value)
    if after == before:
        return path
    expected = {key: value for key, value in {**entry, "file": file, **wanted}.items() if value is not None}
    if expected not in _documents(after):
        raise UsageError(f"{path}: cannot be edited safely", f"write it yourself, under file = {file!r}")
    _replace(path, after)
    return path


def _still_said(folder: Path, file: str, removed: Sequence[str]) -> None:
    """Raise UsageError where a key would not be unknown after it was taken out of the file's own entry."""
    if not removed:
        return
    several = not (folder / file).is_file()  # `a.zip!b.txt`: a pattern does not name what is inside a file
    for name in MANIFESTS:
        path = folder / name
        for entry in read_manifest(folder, (name,)).entries:
            if entry.pattern == file and name == MANIFESTS[0]:
                continue
            if entry.pattern != file and (several or not fnmatchcase(file, entry.pattern)):
                continue
            for key in removed:
                if entry.columns if key == COLUMNS else getattr(entry.metadata, key):
                    raise UsageError(f"{key}: {path} says it too, of {entry.pattern}", "take it out there")


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, "utf-8")
        if path.exists():
            unfinished.chmod(path.stat().st_mode)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written: {error.strerror}", "check its permissions") from error


def _edited(text: str, file: str, key: str, value: str | date | None) -> str:
    line = "" if value is None else f"{key} = {value.isoformat() if isinstance(value, date) else _quoted(value)}\n"
    for match in _ENTRY.finditer(text):
        block = match[0]
        if tomllib.loads(block)["document"][0].get("file") != file:
            continue
        written = re.compile(rf"^[ \t]*{key}[ \t]*=.*(?:\n|\Z)", re.MULTILINE)
        if written.search(block):
            block = written.sub(lambda _: line, block, count=1)
        else:
            body = block.rstrip()
            body = re.sub(r"(?:\n[ \t]*#[^\n]*|\n[ \t]*)+\Z", "", body)  # comments before the next entry stay with it
            block = f"{body}\n{line}{block[len(body) + 1 :]}"
        return text[: match.start()] + block + text[match.end() :]
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}[[document]]\nfile = {_quoted(file)}\n{line}"


def _quoted(value: str) -> str:
    """A TOML basic string."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
