"""A page of a file as it is drawn: its clusters, and the boxes of its ruled tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from pipeline.ingest.pdf.cluster import Cluster, clusters
from pipeline.ingest.pdf.device import Device
from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.glyph import Glyph
from pipeline.ingest.pdf.ruling import Grid, grids


@dataclass(slots=True)
class Sheet:
    """One page. `aside` is what is drawn turned by a quarter: a note in the margin, a stamp."""

    number: int
    width: float
    height: float
    clusters: list[Cluster]
    grids: list[Grid]
    images: int = 0
    hidden: int = 0
    glyphs: int = 0
    fault: str | None = None
    aside: list[Cluster] = field(default_factory=list)


def sheets(pdf: PDF, fonts: Fonts, first: int, last: int) -> Iterator[Sheet]:
    """The pages `first` to `last` (from 0, half-open), each forgotten by pdfplumber once it is read."""
    for page in pdf.pages[first:last]:
        try:
            yield _sheet(page, fonts)
        finally:
            page.close()


def _sheet(page: Page, fonts: Fonts) -> Sheet:
    device = Device(page.pdf.rsrcmgr, fonts, float(page.height))
    fault = None
    try:
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as error:  # noqa: BLE001 (pdfminer raises anything on a damaged stream)
        fault = type(error).__name__
    if device.result is not None:
        page._layout = device.result  # noqa: SLF001 (pdfplumber reads its paths there)
    seen = [glyph for glyph in device.glyphs if _is_on(glyph, page)]
    upright = [glyph for glyph in seen if not glyph.rotated]
    turned = [glyph for glyph in seen if glyph.rotated]
    return Sheet(
        page.page_number,
        float(page.width),
        float(page.height),
        clusters(upright, device.actual),
        grids(page) if device.result else [],
        device.images,
        sum(glyph.hidden for glyph in seen),
        len(seen),
        fault,
        clusters(turned, device.actual),
    )


def _is_on(glyph: Glyph, page: Page) -> bool:
    middle = (glyph.x0 + glyph.x1) / 2
    return -5 <= middle <= page.width + 5 and -5 <= glyph.y <= page.height + 5
