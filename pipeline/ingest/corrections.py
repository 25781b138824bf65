"""The file of corrections beside a corpus, corrections.jsonl: read at each ingest, and added to, never rewritten."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError, UsageError
from pipeline.ingest.around import above
from pipeline.ingest.manifest import checked
from pipeline.ingest.source import Source, how, over
from pipeline.records import Correction, Metadata

FILE = "corrections.jsonl"
CORPUS = Path("corpus")  # where corrections of what has no file of its own stand: pages, standard input
LIMIT = 16 * 1024 * 1024
_WORDS = ("source", "kind", "field", "why")
_TEXTS = ("value", "author", "corrected_on", "sha256", "exact", "prefix", "suffix")
_HINT = f"each line is a JSON object with {', '.join(_WORDS)} and value; `pipeline correct` writes one"
# What a line is known by: who said it and when are no part of what it says.
_MEANING = ("source", "kind", "field", "value", "exact", "prefix", "suffix", "number")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a folder: they hold for the files in it and below."""

    folder: Path
    lines: tuple[Correction, ...] = ()
    errors: tuple[SourceError, ...] = ()

    def of(self, name: str) -> tuple[Correction, ...]:
        """Those that speak of a source, as the folder calls it: `a.txt`, `2025/press.jsonl#12`."""
        return tuple(line for line in self.lines if line.source == name)

    @property
    def of_entities(self) -> tuple[Correction, ...]:
        """Those that hold in every text: two entities are one, an entity has another name."""
        return tuple(line for line in self.lines if line.kind == "entity")


def read_corrections(folder: Path) -> Corrections:
    """The corrections of a folder, none where it has none. Never raises: what is wrong is in `errors`."""
    path = folder / FILE
    try:
        changed = path.stat()
    except (OSError, ValueError):
        return Corrections(folder)
    return _read(folder, changed.st_mtime_ns, changed.st_size)


@cache
def _read(folder: Path, changed: int, size: int) -> Corrections:
    _ = changed
    path = folder / FILE
    if size > LIMIT:
        return Corrections(folder, errors=(SourceError(str(path), "too large", f"the limit is {LIMIT >> 20} MB"),))
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        return Corrections(folder, errors=(SourceError(str(path), f"cannot be opened: {error.strerror}", _HINT),))
    found: dict[tuple[str, ...], Correction] = {}
    errors: list[SourceError] = []
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = correction(json.loads(line))
        except (ValueError, RecursionError, UsageError) as error:
            cause = error.cause if isinstance(error, UsageError) else "broken JSON"
            errors.append(SourceError(f"{path}, line {at}", cause, _HINT))
            continue
        # What is said of one thing later holds.
        key = (one.source, one.kind, one.field, one.exact, one.prefix, one.suffix, str(one.number))
        found.pop(key, None)
        found[key] = one
    return Corrections(folder, tuple(found.values()), tuple(errors))


def correction(record: Any) -> Correction:
    """A line as a record. Raises UsageError where it is none."""
    if not isinstance(record, Mapping):
        raise UsageError("not a JSON object", _HINT)
    for name in (*_WORDS, *_TEXTS):
        if record.get(name) is not None and not isinstance(record[name], str):
            raise UsageError(f"{name} is not a text", _HINT)
    if missing := [name for name in _WORDS if not record.get(name)]:
        raise UsageError(f"no {missing[0]}", _HINT)
    start, number = record.get("start"), record.get("number", 1)
    if not (start is None or isinstance(start, int)) or not isinstance(number, int):
        raise UsageError("start and number are whole numbers", _HINT)
    if record["kind"] == "document" and record.get("value"):
        checked(record["field"], record["value"])
    meaning = json.dumps([record.get(name) for name in _MEANING], ensure_ascii=False)
    known = {name: record[name] for name in (*_WORDS, *_TEXTS) if record.get(name) is not None}
    return Correction(
        id=sha256(meaning.encode("utf-8", "replace")).hexdigest()[:16],
        **{"value": None, **known},
        start=start,
        number=number,
    )


def written(one: Correction) -> str:
    """The line of a correction, as the file holds it: what is not known of it is left out."""
    record = {part.name: getattr(one, part.name) for part in fields(one) if part.name != "id"}
    return json.dumps({name: value for name, value in record.items() if value not in (None, "")}, ensure_ascii=False)


def dated(one: Correction) -> Correction:
    """The correction with the day on which it is made."""
    today = date.today().isoformat()  # noqa: DTZ011 (the day of who corrects)
    return one if one.corrected_on else replace(one, corrected_on=today)


def append(folder: Path, one: Correction) -> Path:
    """Add a line to the folder's file. Gives its path; raises UsageError where it cannot be written."""
    path = folder / FILE
    try:
        ended = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
        line = ("" if ended else "\n") + written(dated(one)) + "\n"
        with path.open("ab") as file:
            file.write(line.encode())
    except UnicodeEncodeError as error:
        raise UsageError("a letter that no file can hold", "write it in UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}", "check its permissions") from error
    return path


def corrected(source: Source) -> Source:
    """A source with the corrections that hold for it; what is corrected of the document itself is known at once."""
    lines = tuple(line for corrections, name in _around(source.path, source.name) for line in corrections.of(name))
    known: dict[str, Any] = {line.field: _metadata(line) for line in reversed(lines) if line.kind == "document"}
    every = tuple(line for corrections, _ in _around(source.path, source.name) for line in corrections.of_entities)
    if not lines and not every:
        return source
    metadata = over(Metadata(**{name: value for name, value in known.items() if value}), source.metadata)
    return replace(source, metadata=metadata, how=how(metadata) or source.how, corrections=(*lines, *every))


def home(source: Source) -> tuple[Path, str]:
    """The folder whose file a correction of a source belongs into, and what the source is called there."""
    around = list(_around(source.path, source.name))
    return next(
        ((corrections.folder, name) for corrections, name in around if (corrections.folder / FILE).exists()),
        (around[0][0].folder, around[0][1]),
    )


def unmatched(found: Iterable[Source]) -> tuple[tuple[Correction, ...], tuple[SourceError, ...]]:
    """The lines that speak of no source that was found, and what is wrong in the files."""
    held = {line.id for source in found for line in source.corrections}
    files = {one.folder: one for source in found for one, _ in _around(source.path, source.name)}
    loose = {line.id: line for one in files.values() for line in one.lines if line.id not in held}
    return tuple(loose.values()), tuple(error for one in files.values() for error in one.errors)


def _around(path: Path | None, name: str) -> Iterator[tuple[Corrections, str]]:
    """The files of corrections that may speak of a source, the nearest first, and what it is called there."""
    if path is None:
        yield read_corrections(CORPUS if CORPUS.is_dir() else Path()), name
        return
    for folder in above(path.parent):
        inside = name[len(str(path)) :]
        relative = Path(os.path.abspath(path)).relative_to(os.path.abspath(folder))  # noqa: PTH100 (links are kept)
        yield read_corrections(folder), relative.as_posix() + inside


def _metadata(line: Correction) -> str | date | None:
    try:
        return checked(line.field, line.value or "")
    except UsageError:
        return None
