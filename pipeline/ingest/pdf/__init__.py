"""A PDF: what its pages say, read from the glyphs that they draw.

opening -> sheet (device, font, cluster, ruling) -> layout (row, table, furniture, footnote, column, line) -> document
"""

from collections.abc import Iterator, Sequence

from pdfplumber.pdf import PDF

from pipeline.errors import SourceError
from pipeline.ingest.pdf.digit import collisions
from pipeline.ingest.pdf.document import Written, write
from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.layout import Layout, layouts
from pipeline.ingest.pdf.opening import opened
from pipeline.ingest.pdf.other import Other, other
from pipeline.ingest.pdf.sheet import sheets
from pipeline.ingest.pdf.verdict import verdict
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source
from pipeline.records import Page

READER = "pdf"
VERSION = "1"

STRETCH = 16  # pages that are read together: what they share is seen, and memory stays bounded


def read(source: Source, data: bytes) -> Reading:
    """The text of a PDF. Raises SourceError where it is unsound, locked, too large, or has no text."""
    fonts = Fonts()
    with opened(source.name, data) as pdf:
        pages = list(_pages(pdf, fonts))
    written = write(pages)
    if not written.text.strip():
        raise SourceError(source.name, "no text layer: its pages are pictures", "read it by OCR and save the text")
    with other(data) as reader:
        judged = tuple(_judged(written, pages, fonts, reader))
    return Reading(
        written.text,
        READER,
        VERSION,
        repairs=tuple(written.repairs),
        zones=tuple(sorted(written.zones, key=lambda zone: zone.span)),
        cells=tuple(written.cells),
        pages=judged,
        places=tuple(written.places),
    )


def _pages(pdf: PDF, fonts: Fonts) -> Iterator[Layout]:
    """The pages, stretch by stretch: the glyphs of one stretch are forgotten before the next is read."""
    count = len(pdf.pages)
    for first in range(0, count, STRETCH):
        yield from layouts(list(sheets(pdf, fonts, first, min(first + STRETCH, count))))


def _judged(written: Written, pages: Sequence[Layout], fonts: Fonts, reader: Other) -> Iterator[Page]:
    """The pages with their stretches of the text and the verdicts on them."""
    text = written.text
    colliding = collisions((one for page in pages for one in page.drawn.digits), fonts)
    for page, span in zip(pages, written.spans([page.number for page in pages]), strict=True):
        quality, reasons = verdict(
            text[slice(*span)], page.drawn, fonts.overridden, colliding, reader.text(page.number)
        )
        yield Page(page.number, span, quality, reasons)
