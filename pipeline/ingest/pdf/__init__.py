"""A PDF: what its pages say, read from the glyphs that they draw.

opening -> sheet (device, font, cluster, ruling) -> layout (row, table, furniture, footnote, column, line) -> document
"""

from collections.abc import Iterator

from pdfplumber.pdf import PDF

from pipeline.errors import SourceError
from pipeline.ingest.pdf.document import Written, write
from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.layout import Layout, layouts
from pipeline.ingest.pdf.opening import opened
from pipeline.ingest.pdf.sheet import sheets
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source
from pipeline.records import Page
from pipeline.text import Span

READER = "pdf"
VERSION = "1"

STRETCH = 16  # pages that are read together: what they share is seen, and memory stays bounded


def read(source: Source, data: bytes) -> Reading:
    """The text of a PDF. Raises SourceError where it is unsound, locked, too large, or has no text."""
    with opened(source.name, data) as pdf:
        pages = list(_pages(pdf))
    written = write(pages)
    if not written.text.strip():
        raise SourceError(source.name, "no text layer: its pages are pictures", "read it by OCR and save the text")
    return Reading(
        written.text,
        READER,
        VERSION,
        repairs=tuple(written.repairs),
        zones=tuple(sorted(written.zones, key=lambda zone: zone.span)),
        cells=tuple(written.cells),
        pages=tuple(_numbered(written, pages)),
        places=tuple(written.places),
    )


def _pages(pdf: PDF) -> Iterator[Layout]:
    """The pages, stretch by stretch: the glyphs of one stretch are forgotten before the next is read."""
    fonts = Fonts()
    count = len(pdf.pages)
    for first in range(0, count, STRETCH):
        yield from layouts(list(sheets(pdf, fonts, first, min(first + STRETCH, count))))


def _numbered(written: Written, pages: list[Layout]) -> Iterator[Page]:
    """The pages with their stretches of the text; one without a letter has an empty one."""
    starts = dict(written.starts)
    end = written.length
    spans: list[Span] = []
    for page in reversed(pages):
        start = starts.get(page.number, end)
        spans.append(Span(start, end))
        end = start
    for page, span in zip(pages, reversed(spans), strict=True):
        yield Page(page.number, span, "sound")
