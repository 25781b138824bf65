"""From what a user types (files, folders, globs, zips, JSON lines, URLs, `-`) to the documents that it names."""

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest import archive, jsonl
from pipeline.ingest.around import above
from pipeline.ingest.corrections import corrected
from pipeline.ingest.later import later
from pipeline.ingest.manifest import MANIFESTS, Manifest, read_manifest
from pipeline.ingest.source import (
    LIMIT,
    NEAR,
    NOTHING,
    TYPES,
    NoTextsError,
    Reach,
    Source,
    how,
    is_document,
    media_type,
    over,
    too_large,
)
from pipeline.records import Metadata

_SKIPPED = ("corrections.jsonl", *MANIFESTS)
_SEVERAL = frozenset(TYPES[suffix] for suffix in (".zip", ".jsonl", ".csv", ".xlsx", ".warc"))
_GLOB = frozenset("*?[")


def sources(
    arguments: Sequence[str], defaults: Metadata = NOTHING, reach: Reach = NEAR
) -> Iterator[Source | SourceError]:
    """The documents that the arguments name, each once, in a fixed order; what cannot be read is an error in its place.

    `defaults` is what the command line says of all of them: it holds where the manifest is silent. `reach` is how far
    the web is followed.
    """
    seen: set[tuple[object, ...]] = set()
    for found in map(_unfound, _all(arguments, defaults, reach)):
        if isinstance(found, Source) and found.path:
            # What stands in a table has no place of its own in the file but its name.
            inside = found.name if found.content else None
            place = (os.path.realpath(found.path), found.member, found.offset, inside)
            if place in seen:
                continue
            seen.add(place)
        yield corrected(found) if isinstance(found, Source) else found


def _unfound(found: Source | SourceError) -> Source | SourceError:
    """What cannot be had here has not been found: nothing of it was read."""
    return SourceError(found.source, found.cause, found.hint, "find") if isinstance(found, SourceError) else found


def _all(arguments: Sequence[str], defaults: Metadata, reach: Reach) -> Iterator[Source | SourceError]:
    walk = _Walk(defaults, {}, set())
    for argument in arguments:
        if not _is_utf8(argument):
            yield _unnameable(argument)
        elif reach.feed:
            try:
                yield from (_page(url, defaults, reach) for url in later("feed").pages(argument, reach))
            except SourceError as error:
                yield error
        elif argument == "-":
            yield from _standard_input(defaults)
        elif argument.startswith(("http://", "https://")):
            yield _page(argument, defaults, reach)
        elif os.path.exists(argument) or not _GLOB & set(argument):  # noqa: PTH110 (Path.exists raises)
            yield from walk.argument(argument)
        else:
            matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (patterns may be absolute)
            if not matches:
                yield SourceError(
                    argument, "no file matches", "check the pattern; quote it so that the shell leaves it"
                )
            for match in matches:
                yield from walk.argument(match)


def _page(url: str, defaults: Metadata, reach: Reach) -> Source:
    known = over(Metadata(url=url), defaults)
    return Source(url, TYPES[".html"], url=url, private=reach.private, metadata=known, how=how(defaults))


def _standard_input(defaults: Metadata) -> Iterator[Source | SourceError]:
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield too_large("-")
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from jsonl.lines(None, "-", BytesIO(data), defaults)
    else:
        start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        page = start.startswith((b"<!doctype html", b"<html", b"<?xml"))
        kind = "text/html" if page else "text/plain"
        yield Source("-", kind, content=data, metadata=defaults, how=how(defaults))


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk over files and folders: manifests are read once, and their errors told once."""

    defaults: Metadata
    manifests: dict[Path, Manifest]
    told: set[Path]

    def argument(self, argument: str) -> Iterator[Source | SourceError]:
        path = Path(argument)
        try:
            if path.is_dir():
                yield from self.folder(path)
            elif path.is_file():
                yield from self.file(path, None)
            elif path.exists():
                yield SourceError(argument, "not a file", "give a file, a folder, a zip, a URL or -")
            else:
                yield SourceError(argument, "no such file", "check the path")
        except (OSError, ValueError) as error:
            yield SourceError(argument, f"cannot be opened: {_reason(error)}", "check the path and its permissions")

    def folder(self, root: Path) -> Iterator[Source | SourceError]:
        failed: list[OSError] = []
        for folder, inner, names in os.walk(root, onerror=failed.append):
            inner[:] = sorted(name for name in inner if not name.startswith(".") and name != "lexicon")
            for error in failed:
                yield SourceError(
                    _shown(str(error.filename)), f"cannot be opened: {_reason(error)}", "check its permissions"
                )
            failed.clear()
            for name in sorted(names):
                if not name.startswith((".", "~$", "README")) and name not in _SKIPPED:
                    yield from self.file(Path(folder) / name, root)
        for error in failed:
            yield SourceError(
                _shown(str(error.filename)), f"cannot be opened: {_reason(error)}", "check its permissions"
            )

    def file(self, path: Path, root: Path | None) -> Iterator[Source | SourceError]:
        """A file that was named, or that was found in the folder `root`."""
        name = str(path)
        if root and not is_document(path.name):
            return  # a picture, a stylesheet: what a folder holds beside its documents
        if wrong := _unfit(path, root):
            yield wrong
            return
        if not path.is_file():
            return  # a pipe would be waited for without end
        yield from self.errors_of(path, root)
        known = self.known(path)
        try:
            kind = media_type(name, path.name)
            metadata = over(known, self.defaults)
            if kind in _SEVERAL:
                yield from self.inside(path, self.several(path, kind, metadata, root), metadata)
            else:
                yield Source(name, kind, path=path, metadata=metadata, how=how(metadata))
        except SourceError as error:
            yield error
        except OSError as error:
            yield SourceError(name, f"cannot be opened: {_reason(error)}", "check its permissions")

    def several(self, path: Path, kind: str, known: Metadata, root: Path | None) -> Iterator[Source | SourceError]:
        """The documents of a file that holds several."""
        name = str(path)
        if kind == "application/zip":
            yield from archive.members(path, name)
        elif kind == "application/warc":
            yield from later("warc").records(path, name)
        elif kind == "application/jsonl":
            with path.open("rb") as file:
                yield from jsonl.lines(path, name, file, known)
        else:
            columns = self.columns(path)
            try:
                yield from later("table").rows(path, name, columns, known)
            except NoTextsError:
                if root is None or columns:
                    raise  # beside the texts of a folder, a table without a column of texts is none of theirs

    def columns(self, path: Path) -> str | None:
        """Which columns of a table hold what, by the nearest manifest that says so."""
        return next((found for manifest in self.manifests_of(path) if (found := manifest.columns(path))), None)

    def inside(
        self, path: Path, found: Iterator[Source | SourceError], known: Metadata
    ) -> Iterator[Source | SourceError]:
        """What stands in a file that holds several documents; the manifest may name each (`a.zip!b.txt`)."""
        manifests = list(self.manifests_of(path))
        for source in found:
            if isinstance(source, Source):
                metadata = over(source.metadata, known)
                for manifest in reversed(manifests):
                    metadata = over(manifest.of(path, source.name[len(str(path)) :]), metadata)
                yield replace(source, metadata=metadata, how=how(metadata))
            else:
                yield source

    def manifests_of(self, path: Path) -> Iterator[Manifest]:
        """The manifests that may speak of a file, however it was named: its own folder's first, then those above."""
        for folder in above(path.parent):
            if folder not in self.manifests:
                self.manifests[folder] = read_manifest(folder)
            yield self.manifests[folder]

    def known(self, path: Path) -> Metadata:
        """What the manifests say of a file: the nearest speaks first."""
        known = Metadata()
        for manifest in self.manifests_of(path):
            known = over(known, manifest.of(path))
        return known

    def errors_of(self, path: Path, root: Path | None) -> Iterator[SourceError]:
        """What is wrong in the manifests of the file's own corpus; one further up is no concern where it is silent."""
        for manifest in self.manifests_of(path):
            folder = manifest.folder
            own = folder == path.parent or (root is not None and folder.is_relative_to(root))
            if own or manifest.of(path) != NOTHING:
                yield from self.errors(manifest)

    def errors(self, manifest: Manifest) -> Iterator[SourceError]:
        if manifest.folder not in self.told:
            self.told.add(manifest.folder)
            yield from manifest.errors


def _unfit(path: Path, root: Path | None) -> SourceError | None:
    """Why a file (found in the folder `root`) is not looked into."""
    name = str(path)
    if not _is_utf8(name):
        return _unnameable(name)
    if not path.exists():
        return SourceError(name, "a link that leads nowhere", "mend or remove it")
    if root and path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return SourceError(name, "a link that leads outside the folder", "name the file itself where it is meant")
    return None


def _is_utf8(name: str) -> bool:
    """Whether a name can be printed and stored: a file's may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unnameable(name: str) -> SourceError:
    return SourceError(_shown(name), "its name is not UTF-8", "rename it")


def _shown(name: str) -> str:
    r"""A name as it can be printed: `\xe3.txt` where it is not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _reason(error: OSError | ValueError) -> str:
    """`[Errno 13] Permission denied: 'a.txt'` -> permission denied."""
    return (getattr(error, "strerror", None) or str(error)).lower()
