"""Opening a PDF that anybody may have made: broken, locked, endless or packed to harm."""

import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.errors import SourceError

# pdfminer tells of every oddity of a file; what matters of them is said of the page.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

PAGES = 2000
UNPACKED = 512 * 1024 * 1024  # bytes of all streams together; a bulletin of 300 pages has about 60 MB
_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 1024 * 1024
_DEFLATED = (b"\x78", b"\x58", b"\x68", b"\x48")
_LAYERS = 3  # a stream that is packed again and again
# What pdfminer raises on damaged files besides its own errors.
UNSOUND = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError)


@contextmanager
def opened(name: str, data: bytes) -> Iterator[PDF]:
    """The file, opened. Raises SourceError where it is no sound PDF, is locked, or is more than a document."""
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise SourceError(name, "not a PDF file", "check the file: its first letters should be %PDF")
    if unpacked(data) > UNPACKED:
        limit = UNPACKED // 1024 // 1024
        raise SourceError(name, f"packed too tightly: more than {limit} MB unpacked", "print it to a new PDF")
    try:
        pdf = PDF.open(BytesIO(data))
        pages = len(pdf.pages)
    except (PdfminerException, MalformedPDFException, *UNSOUND) as error:
        raise _reason(name, error) from error
    if not pages:
        raise SourceError(name, "no pages: the file is broken or cut short", "fetch it again")
    if pages > PAGES:
        raise SourceError(name, f"{pages:,} pages: the limit is {PAGES:,}", "split it into its issues")
    with pdf:
        yield pdf


def _reason(name: str, error: Exception) -> SourceError:
    inner = error.args[0] if error.args else error
    if isinstance(inner, PDFPasswordIncorrect):
        return SourceError(name, "locked with a password", "save it without the password")
    return SourceError(name, "not a sound PDF: broken or cut short", "fetch it again, or print it to a new PDF")


def unpacked(data: bytes) -> int:
    """How many bytes the streams of a file hold once they are unpacked, counted no further than the limit."""
    total = 0
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        total += _inflated(view[match.end() :], UNPACKED - total)
        if total > UNPACKED:
            break
    return total


def _inflated(packed: memoryview, limit: int, layers: int = _LAYERS) -> int:
    """The size of one stream; what is no deflated stream counts nothing."""
    if bytes(packed[:1]) not in _DEFLATED or layers == 0:
        return 0
    unpacker = zlib.decompressobj()
    total = 0
    first = b""
    at = 0
    try:
        while at < len(packed) and not unpacker.eof and total <= limit:
            chunk = bytes(packed[at : at + _CHUNK // 16])
            at += len(chunk)
            while chunk and not unpacker.eof and total <= limit:
                piece = unpacker.decompress(chunk, _CHUNK)
                total += len(piece)
                first = first or piece
                chunk = unpacker.unconsumed_tail
    except zlib.error:
        return total
    return total + (_inflated(memoryview(first), limit - total, layers - 1) if total <= limit else 0)
