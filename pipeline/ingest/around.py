"""The folders around a file: where its manifest and its tables of words may stand."""

import os
from collections.abc import Iterator
from pathlib import Path

# A corpus is seldom deeper; a manifest further up is not meant for it.
LEVELS = 5


def above(folder: Path) -> Iterator[Path]:
    """A folder and those above it, nearest first, so that a file means the same whether it or its corpus is named.

    `texts/2025` -> `texts/2025`, `texts`, `.`, and two more by their absolute paths
    """
    yield folder
    for _ in range(LEVELS - 1):
        # What is above `.` and `..` is known only by the absolute path.
        relative = folder.parts and ".." not in folder.parts
        folder = folder.parent if relative else Path(os.path.abspath(folder)).parent  # noqa: PTH100 (links are kept)
        if folder == folder.parent and folder.is_absolute():
            return
        yield folder


def is_folder(path: Path) -> bool:
    """Whether a folder is there and can be looked at: what stands in a closed one is as if it were not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def lexicon_of(folder: Path) -> Path | None:
    """The nearest folder `lexicon/` with tables in it, beside a corpus or above it."""
    for one in above(folder):
        tables = one / "lexicon"
        if is_folder(tables) and next(tables.rglob("*.tsv"), None):
            return tables
    return None
