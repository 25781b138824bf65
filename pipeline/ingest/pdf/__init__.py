"""A PDF: what its pages say, read from the glyphs that they draw."""

from io import BytesIO

from pdfplumber import PDF

from pipeline.ingest.pdf.document import write
from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.layout import layouts
from pipeline.ingest.pdf.sheet import sheets
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source
from pipeline.records import Page
from pipeline.text import Span

READER = "pdf"
VERSION = "1"


def read(source: Source, data: bytes) -> Reading:
    with PDF.open(BytesIO(data)) as pdf:
        fonts = Fonts()
        pages = layouts(list(sheets(pdf, fonts, 0, len(pdf.pages))))
    written = write(pages)
    return Reading(written.text, READER, VERSION, cells=tuple(written.cells), repairs=tuple(written.repairs), zones=tuple(written.zones), places=tuple(written.places))
