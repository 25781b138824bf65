"""A paper: what was handed in, what kind of file it is by its content, and the name that we give it."""

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.errors import SourceError
from pipeline.ingest import TYPES
from pipeline.records import Metadata

SHOWN = "inbox"  # how errors call what has no name yet
_START = 2048
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PAGE = re.compile(rb"<!doctype html|<html[\s>]|<\?xml(?=[\s\S]*<html[\s>])")
_SAVED = re.compile(rb"(?=[\s\S]*multipart/related)(?:mime-version:|from: <saved by|content-type:)")
_BY_NAME = {
    **dict.fromkeys((".htm", ".html", ".xhtml"), ".html"),
    ".jsonl": ".jsonl",
    ".ndjson": ".jsonl",
    ".csv": ".csv",
    ".tsv": ".tsv",
}
_SEVERAL = frozenset({".jsonl", ".csv", ".tsv", ".xlsx", ".zip", ".warc", ".warc.gz"})
# An old Word file is told so by the reader of new ones.
_MAGIC = ((b"%pdf", ".pdf"), (b"warc/", ".warc"), (b"\xd0\xcf\x11\xe0", ".docx"))
_OFFICE = ((b"word/document.xml", ".docx"), (b"xl/workbook.xml", ".xlsx"))
# What no reader opens, by a name that stands in the zip that it is.
_PACKED = (
    (b"application/vnd.oasis.opendocument.text", ".odt", "save it as .docx"),
    (b"ppt/presentation.xml", ".pptx", "save its text as .txt"),
    (b"application/epub+zip", ".epub", "save its text as .txt"),
)
_MARKS = frozenset({"Mn", "Cf"})  # vowels and invisible marks are no part of a file's name
_OUTLET = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """What was handed in: its bytes, the kind of file that they are, and what is known of it."""

    data: bytes = field(repr=False)
    suffix: str
    metadata: Metadata

    @property
    def document_id(self) -> str:
        """The id that the document will have: the first 16 hex digits of the sha256 of its bytes."""
        return sha256(self.data).hexdigest()[:16]

    @property
    def media_type(self) -> str:
        """`.pdf` -> application/pdf."""
        return TYPES[self.suffix]

    @property
    def holds_several(self) -> bool:
        """Whether it is a file of several documents: a table of articles, a zip."""
        return self.suffix in _SEVERAL

    @property
    def name(self) -> str:
        """A name of our own, from the day, the outlet and the bytes: `2025-12-30-الصحيفة-0123456789abcdef.txt`."""
        day = self.metadata.published_on
        parts = (day.isoformat() if day else "undated", _slug(self.metadata.publisher or ""), self.document_id)
        return "-".join(part for part in parts if part) + self.suffix


def _slug(outlet: str) -> str:
    """`«هسبريس» / الرباط` -> هسبريس-الرباط."""
    letters = "".join(char for char in unicodedata.normalize("NFC", outlet) if unicodedata.category(char) not in _MARKS)
    return "-".join(re.findall(r"[^\W_]+", letters))[:_OUTLET].strip("-")


def pasted(text: str) -> bytes:
    r"""A text from a form as a file holds it: `\r\n`, as browsers send it, becomes `\n`; it ends with one."""
    return (text.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t\ufeff") + "\n").encode("utf-8", "replace")


def alike(data: bytes) -> set[str]:
    """The ids of a pasted text with other ends of lines: the same text may have come in by a file."""
    lines = data.rstrip(b"\n")
    forms = {data, lines, lines.replace(b"\n", b"\r\n"), lines.replace(b"\n", b"\r\n") + b"\r\n"}
    return {sha256(form).hexdigest()[:16] for form in forms}


def kind(data: bytes, name: str) -> str:
    """What the bytes are, whatever the file is called: `%PDF…` -> .pdf; only texts are told apart by their name.

    Raises SourceError for what no reader opens.
    """
    called = name[name.rfind(".") :].lower() if "." in name else ""
    start = data[:_START].lstrip(_BLANK).lower()
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if start.startswith(b"{\\rtf"):
        raise _unread(".rtf", "save it as .docx")
    if data.startswith(b"\x1f\x8b"):
        return ".warc.gz" if name.lower().endswith(".warc.gz") else ".txt"
    found = next((suffix for mark, suffix in _MAGIC if start.startswith(mark)), None)
    if found is None and _PAGE.match(start):
        return ".html"
    return found or (".mhtml" if _SAVED.match(start) else _BY_NAME.get(called, ".txt"))


def _packed(data: bytes) -> str:
    """What a zip is, by a name that stands in it unpacked: `word/document.xml` -> .docx."""
    for mark, suffix, hint in _PACKED:
        if mark in data:
            raise _unread(suffix, hint)
    return next((suffix for mark, suffix in _OFFICE if mark in data), ".zip")


def _unread(suffix: str, hint: str) -> SourceError:
    return SourceError(SHOWN, f"no reader for {suffix} yet", hint)
