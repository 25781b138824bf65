"""What is to be read: a file, a line of a file, a member of a zip, a page of the web, standard input."""

from dataclasses import dataclass, fields
from pathlib import Path, PurePath

from pipeline.errors import SourceError
from pipeline.records import Correction, Metadata

NOTHING = Metadata()
LIMIT = 32 * 1024 * 1024  # bytes of one document; a book of 1,000 pages is about 4 MB
TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    "": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
}
# Documents that no reader opens yet, and what a user may do about it. Other files of a folder are passed over.
UNREADABLE = {
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".epub": "save its text as .txt",
    ".xls": "save it as .xlsx or .csv",
    ".pptx": "save its text as .txt",
    ".gz": "unpack it first",
    ".tar": "unpack it first",
    ".rar": "unpack it first",
    ".7z": "unpack it first",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document stands, and what is known of it from outside its text.

    `name` is what the database shows: the path as given, `file.jsonl#<id>`, `a.zip!b.txt`, `-` or the URL. The
    bytes are at `path` (from `offset`, `size` of them, where it is a line), in `member` of a zip, at `url` (`private`:
    told that its host may be inside a network), or are the `content` itself. `how` is "manifest" where
    `metadata.published_on` is known from outside. `corrections` are what people say of it.
    Small and picklable: the bytes are had by `load`.
    """

    name: str
    media_type: str
    path: Path | None = None
    member: str | None = None
    offset: int | None = None
    size: int | None = None
    content: bytes | None = None
    url: str | None = None
    private: bool = False
    metadata: Metadata = NOTHING
    how: str | None = None
    corrections: tuple[Correction, ...] = ()
    ocr: str = "auto"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far reading goes into the web: whether arguments are feeds, of which up to `limit` pages are read.

    `private` hosts are asked only when told: no document and no feed may lead inside a network.
    """

    feed: bool = False
    limit: int = 50
    private: bool = False


NEAR = Reach()


def over(first: Metadata, second: Metadata) -> Metadata:
    """The first's word, and the second's where the first says nothing."""
    values = {field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(Metadata)}
    return Metadata(**values)


def how(metadata: Metadata) -> str | None:
    """Where the date comes from, as far as it is known before the document is opened."""
    return "manifest" if metadata.published_on else None


def suffix(name: str) -> str:
    """`A.TXT` -> .txt; `pages.warc.gz` -> .warc.gz; a file without one -> ''."""
    name = name.lower()
    return next((one for one in TYPES if one.count(".") > 1 and name.endswith(one)), PurePath(name).suffix)


class NoTextsError(SourceError):
    """A table in which no column holds texts: beside the documents of a folder it is none of them."""


def is_document(name: str) -> bool:
    """Whether a file in a folder or a zip is one that a user would expect to be read: a picture is none."""
    return suffix(name) in TYPES or suffix(name) in UNREADABLE


def media_type(name: str, file: str) -> str:
    """`article.txt` -> text/plain; raises SourceError, under the name as shown, where no reader opens such a file."""
    kind = suffix(file)
    if kind in TYPES:
        return TYPES[kind]
    raise SourceError(name, f"no reader for {kind} yet", UNREADABLE.get(kind, f"readable: {' '.join(sorted(TYPES))}"))


def too_large(name: str, size: int | None = None) -> SourceError:
    """The error for a document above the limit."""
    found = f" ({size / 1024 / 1024:,.0f} MB)" if size else ""
    limit = LIMIT // 1024 // 1024
    return SourceError(name, f"too large{found}: the limit is {limit} MB a document", "split it into its articles")
