"""What a page draws, in the order of its stream: glyphs with their ActualText, and the ruled lines of tables."""

from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFStackT, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, PathSegment, Rect
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.ingest.pdf.font import Fonts
from pipeline.ingest.pdf.glyph import Glyph

GLYPHS = 100_000  # of one page: a full page of a newspaper has about 20,000
PATHS = 50_000  # that are kept; a map has more, and no table
MOST = 500_000
FORMS = 20_000  # forms within forms too
_INVISIBLE = (3, 7)


class Overfull(Exception):  # noqa: N818 (a page, not a fault of ours)
    """A page draws more than any page of a document does."""


class Device(PDFPageAggregator):
    """Notes what a page draws.

    pdfminer drops ActualText, and pdfplumber keeps one level of marked content; both lose what Chromium, LibreOffice,
    Typst and InDesign say there. Glyphs are noted apart from the layout, which then holds nothing but paths.
    """

    def __init__(self, resources: PDFResourceManager, fonts: Fonts, height: float) -> None:
        super().__init__(resources)
        self.fonts = fonts
        self.height = height
        self.glyphs: list[Glyph] = []
        self.actual: list[str] = []
        self.images = 0
        self._forms = 0
        self._paths = 0
        self._tags: list[int | None] = []
        self._render = 0

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Open a stretch of marked content; the outermost ActualText speaks for all that is inside."""
        del tag
        outer = self._tags[-1] if self._tags else None
        said = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        if outer is None and isinstance(said, bytes | str):
            self.actual.append(said if isinstance(said, str) else decode_text(said))
            outer = len(self.actual) - 1
        self._tags.append(outer)

    def end_tag(self) -> None:
        """Close it."""
        if self._tags:
            self._tags.pop()

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Note whether the string is painted, then its glyphs."""
        self._render = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0917 (pdfminer passes them so)
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Note one glyph, and say how far the pen moves."""
        del ncs, graphicstate
        if len(self.glyphs) >= GLYPHS:
            raise Overfull
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        width = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        number, text = self.fonts.read(font, cid, text)
        start, end = e, e + width * a
        self.glyphs.append(
            Glyph(
                text,
                min(start, end),
                max(start, end),
                self.height - f - rise * d,
                fontsize * (d * d + c * c) ** 0.5,
                number,
                cid,
                self._tags[-1] if self._tags else None,
                a < 0,
                self._render in _INVISIBLE,
                abs(b) > abs(a),
            )
        )
        return width

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Count a form; forms that draw forms that draw forms may have no end."""
        self._forms += 1
        if self._forms > FORMS:
            raise Overfull
        super().begin_figure(name, bbox, matrix)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Count a picture: a page of pictures without letters is a scan."""
        del name, stream
        self.images += 1

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Note a path."""
        segments: list[PathSegment] = list(path)
        self._paths += 1
        if self._paths > MOST:
            raise Overfull
        if self._paths <= PATHS and len(segments) <= 64:
            super().paint_path(gstate, stroke, fill, evenodd, segments)
