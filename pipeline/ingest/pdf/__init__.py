"""A PDF: what its pages say, read from the glyphs that they draw.

opening -> sheet (device, font, cluster, ruling) -> layout (row, table, furniture, footnote, column, line) -> document
"""

from collections.abc import Iterator, Sequence

from pdfplumber.pdf import PDF

from pipeline.errors import SourceError
from pipeline.ingest.pdf.digit import collisions
from pipeline.ingest.pdf.document import write
from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.layout import Layout, layouts
from pipeline.ingest.pdf.ocr import HINT, tesseract
from pipeline.ingest.pdf.opening import opened
from pipeline.ingest.pdf.other import Other, other
from pipeline.ingest.pdf.reread import reader_of, reread
from pipeline.ingest.pdf.sheet import sheets
from pipeline.ingest.pdf.verdict import PICTURE, Verdict, judged
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source
from pipeline.records import Page

VERSION = "1"

STRETCH = 16  # pages that are read together: what they share is seen, and memory stays bounded


def read(source: Source, data: bytes) -> Reading:
    """The text of a PDF. Raises SourceError where it is unsound, locked, too large, or has no text that can be had."""
    fonts = Fonts()
    with opened(source.name, data) as pdf, other(data) as reader:
        pages = list(_pages(pdf, fonts))
        verdicts = _verdicts(pages, fonts, reader)
        pages, verdicts = reread(pages, verdicts, reader, source.ocr)
    written = write(pages)
    if not written.text.strip():
        raise _empty(source.name, verdicts)
    spans = written.spans([page.number for page in pages])
    return Reading(
        written.text,
        reader_of(source.ocr, verdicts),
        VERSION,
        repairs=tuple(written.repairs),
        zones=tuple(sorted(written.zones, key=lambda zone: zone.span)),
        cells=tuple(written.cells),
        pages=tuple(
            Page(page.number, span, verdict.quality, verdict.reasons)
            for page, span, verdict in zip(pages, spans, verdicts, strict=True)
        ),
        places=tuple(written.places),
    )


def _empty(name: str, verdicts: Sequence[Verdict]) -> SourceError:
    """Why nothing is left of a file."""
    reasons = [reason for verdict in verdicts for reason in verdict.reasons]
    if PICTURE in reasons:
        hint = "let it be read by OCR: --ocr auto" if tesseract() else HINT
        return SourceError(name, "no text layer: its pages are pictures", hint)
    return SourceError(name, f"no text in it{f': {reasons[0]}' if reasons else ''}", "print it to a new PDF")


def _pages(pdf: PDF, fonts: Fonts) -> Iterator[Layout]:
    """The pages, stretch by stretch: the glyphs of one stretch are forgotten before the next is read."""
    count = len(pdf.pages)
    for first in range(0, count, STRETCH):
        yield from layouts(list(sheets(pdf, fonts, first, min(first + STRETCH, count))))


def _verdicts(pages: Sequence[Layout], fonts: Fonts, reader: Other) -> list[Verdict]:
    colliding = collisions((one for page in pages for one in page.drawn.digits), fonts)
    found = []
    for page in pages:
        # What has broken off one reader may break another.
        others = reader.text(page.number) if page.drawn.fault is None else None
        found.append(judged(page.text, page.drawn, fonts.overridden, colliding, others))
    return found
