"""What another reader, PDFium, finds on the pages of a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from pypdfium2 import PdfDocument, PdfiumError


class Other:
    """PDFium's text of one page after the other; nothing where it cannot open the file."""

    def __init__(self, document: PdfDocument | None) -> None:
        self.document = document

    def text(self, number: int) -> str | None:
        """The text of a page (from 1), None where it cannot be had."""
        if self.document is None:
            return None
        try:
            page = self.document[number - 1]
            layer = page.get_textpage()
        except PdfiumError:
            return None
        try:
            return str(layer.get_text_bounded())
        finally:
            layer.close()
            page.close()


@contextmanager
def other(data: bytes) -> Iterator[Other]:
    """The file as PDFium opens it."""
    try:
        document = PdfDocument(data)
    except PdfiumError:
        yield Other(None)
        return
    try:
        yield Other(document)
    finally:
        document.close()
