"""Entries of a manifest that name no file: a slip of the pen would otherwise leave a document silently unknown."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest.around import is_folder
from pipeline.ingest.manifest import MANIFESTS, read_manifest
from pipeline.ingest.source import Source


def unmet(arguments: Sequence[str], found: Sequence[Source | SourceError]) -> Iterator[str]:
    """The entries, in the manifests of the folders that are read, that name nothing there.

    `corpus/documents.toml: zzz.txt`
    """
    files = list(dict.fromkeys(source.path for source in found if isinstance(source, Source) and source.path))
    for folder in _folders(arguments, files):
        for manifest in MANIFESTS:
            for entry in read_manifest(folder, (manifest,)).entries:
                if not _is_met(entry.pattern, folder, files):
                    yield f"{folder / manifest}: {entry.pattern}"


def _folders(arguments: Sequence[str], files: Sequence[Path]) -> list[Path]:
    """The folders that were named, and those below them that hold what was found."""
    roots = [Path(argument) for argument in arguments if "\0" not in argument and is_folder(Path(argument))]
    parents = {parent for file in files for parent in file.parents}
    below = {folder for folder in parents if any(folder.is_relative_to(root) for root in roots)}
    return sorted({*roots, *below})


def _is_met(pattern: str, folder: Path, files: Sequence[Path]) -> bool:
    # What stands in a file is named after it: `a.zip!b.txt`, `a.jsonl#7`.
    ends = [len(pattern), *(at for at, char in enumerate(pattern) if char in "#!")]
    if any(os.path.exists(folder / pattern[:end]) for end in ends):  # noqa: PTH110 (Path.exists raises)
        return True
    if not set("*?[") & set(pattern):
        return False
    return any(
        file.is_relative_to(folder) and fnmatchcase(file.relative_to(folder).as_posix(), pattern) for file in files
    )
