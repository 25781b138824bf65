"""The verbs for those who write Python: read a document, find what it says, build a database."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SourceError, UsageError
from pipeline.ingest import load as load_bytes
from pipeline.ingest import read, sources
from pipeline.lexicon import Lexicon, load
from pipeline.recogniser import DEFAULT, ready
from pipeline.records import Document, Mention, Metadata
from pipeline.run.analysis import analyse
from pipeline.run.place import lexicon_folder

if TYPE_CHECKING:
    from pipeline.build import Summary

_NOTHING = Metadata()


def find(text: str, published: date | None = None, country: str = "MA", names: str = DEFAULT) -> tuple[Mention, ...]:
    """All that is found in a text, in its order; spans are code points of `text`.

    `published` is the day that relative dates lean on (without it they stay unresolved), `country` an ISO 3166 code;
    `names` says what adds names to those that rules read: rules (nothing), recogniser (our model) or camel
    (camel-tools' model; UsageError where it is not here). Raises nothing else, whatever the text is.

    `find("تضم الجهة 22 مستشفى")` -> one figure, 22 hospital
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(
        id=digest[:16],
        source="-",
        sha256=digest,
        media_type="text/plain",
        text=text,
        reader="text",
        reader_version="1",
        metadata=Metadata(published_on=published, country=country),
        published_how="manifest" if published else None,
    )
    return mentions(document, names)


def mentions(document: Document, names: str = DEFAULT) -> tuple[Mention, ...]:
    """All that is found in a document, in the order of its text; the user's tables are those beside its file."""
    ready(names)
    return analyse(document, _lexicon(document.source), names).mentions


def _lexicon(argument: str) -> Lexicon:
    """The package's tables, with those that stand beside a file or folder."""
    file = next((part for mark in "#!" if (part := argument.partition(mark)[0]) and Path(part).exists()), argument)
    return load(lexicon_folder([file]))


def read_document(path: Path | str) -> Document:
    """The one document of a file, with what its manifest says of it.

    Raises SourceError where it cannot be read, UsageError where the file holds several documents.
    """
    found = list(documents(str(path)))
    if len(found) != 1:
        raise UsageError(f"{path}: {len(found)} documents, not one", "read it with `documents`")
    return found[0]


def documents(
    argument: str, known: Metadata = _NOTHING, *, mended: bool = True, ocr: str = "auto"
) -> Iterator[Document]:
    """The documents of a file, a folder, a glob, a zip, a URL or `-`; `known` holds where the manifest is silent.

    Damage of a text is repaired if `mended`; `ocr` says which pages of a PDF are read from their pictures: auto (those
    whose text layer is unusable), never or always. Raises SourceError at the first that cannot be read.
    """
    lexicon = _lexicon(argument)
    for source in sources([argument], known):
        if isinstance(source, SourceError):
            raise source
        yield read(replace(source, ocr=ocr), load_bytes(source), lexicon, mended=mended)


def build_database(
    arguments: Sequence[str], db: Path | str, *, published: date | None = None, jobs: int = 1
) -> "Summary":
    """Read files, folders, globs, zips or URLs into a database, and say what was done.

    What has not changed is left alone; `published` holds for documents whose manifest gives no day. A source that
    cannot be read is in `failures` of the summary. Raises DatabaseError where the database is not ours or cannot be
    written.
    """
    build = import_module(
        "pipeline.build"
    )  # what writes databases is loaded for them alone: `find` waits for none of it
    summary: Summary = build.ingest(arguments, Path(db), build.Options(Metadata(published_on=published), jobs=jobs))
    return summary
