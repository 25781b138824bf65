"""The folder of a copy: whole or as it was before, and never something that is not a copy."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

MARK = "wathiqa.json"
_MADE = "pipeline publish"


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `out` when all has been written into it.

    Raises UsageError where `out` is something else than an earlier copy or an empty folder, or cannot be written.
    """
    out = out.resolve()
    _check(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".unfinished", dir=out.parent))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}", "choose another folder") from error
    try:
        yield fresh
        fresh.chmod(0o755)  # mkdtemp's is the maker's alone, and a web server reads as another user
        _check(out)
        _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def mark(folder: Path, told: Mapping[str, Any]) -> None:
    """Write what the copy is, and which entries are its own."""
    entries = sorted([*(entry.name for entry in folder.iterdir()), MARK])
    record = {"made_by": _MADE, **told, "entries": entries}
    (folder / MARK).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _check(out: Path) -> None:
    """Raise UsageError where a folder holds anything that is not of a copy."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(f"{out}: is a file", "name a folder")
    present = {entry.name for entry in out.iterdir()}
    if not present:
        return
    if MARK not in present:
        raise UsageError(f"{out}: holds something else than a copy of the site", "name a new folder, or empty it")
    foreign = sorted(present - _entries(out / MARK))
    if foreign:
        raise UsageError(f"{out}: {foreign[0]} is not of the copy there", "move it away: the folder is replaced whole")


def _entries(path: Path) -> set[str]:
    try:
        told = json.loads(path.read_text("utf-8"))
        return set(told["entries"]) if told["made_by"] == _MADE else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _swap(fresh: Path, out: Path) -> None:
    """Two renames: a reader sees the old copy or the new one, and a kill between them leaves both beside it."""
    if not out.exists():
        fresh.rename(out)
        return
    old = fresh.with_suffix(".old")
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def size(folder: Path) -> tuple[int, int]:
    """The bytes of all files in a folder, and how many they are."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)
