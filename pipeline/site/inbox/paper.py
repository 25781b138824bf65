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
_BY_NAME = {".htm": ".html", ".html": ".html", ".xhtml": ".html"}
_SEVERAL = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})
# What a zip is, by a name that stands in it unpacked; other zips, and Excel's, hold several documents.
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

    Raises SourceError for what holds several documents or what no reader opens.
    """
    called = name[name.rfind(".") :].lower() if "." in name else ""
    start = data[:_START].lstrip(_BLANK).lower()
    if data.startswith(b"%PDF"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/document.xml" in data:
            return ".docx"
        raise next((_unread(suffix, hint) for mark, suffix, hint in _PACKED if mark in data), _several())
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".docx"  # whose reader says what is wrong with it
    if start.startswith(b"{\\rtf"):
        raise _unread(".rtf", "save it as .docx")
    if start.startswith(b"warc/") or called in _SEVERAL:
        raise _several()
    if _PAGE.match(start):
        return ".html"
    return ".mhtml" if _SAVED.match(start) else _BY_NAME.get(called, ".txt")


def _several() -> SourceError:
    return SourceError(SHOWN, "a file of several documents", "put it into the corpus, and run: pipeline ingest")


def _unread(suffix: str, hint: str) -> SourceError:
    return SourceError(SHOWN, f"no reader for {suffix} yet", hint)
