"""The picture of a page of a PDF, drawn by PDFium in a process of its own that can be ended.

Run as a program it reads a PDF and writes a PNG: `python picture.py PAGE PIXELS < a.pdf > 1.png`.
"""

import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

_SECONDS = 10
_WIDTH = 1240  # pixels of a page as wide as A4: 150 dpi


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen of a page, in points of the page's own box: most pages are seen whole (`left` and `top` 0)."""

    left: float
    top: float
    width: float
    height: float


def frames(data: bytes) -> tuple[Frame, ...]:
    """What is seen of each page; nothing where PDFium cannot open the file."""
    try:
        document = PdfDocument(data)
    except PdfiumError:
        return ()
    try:
        return tuple(_frame(document, number) for number in range(len(document)))
    except PdfiumError:
        return ()
    finally:
        document.close()


def _frame(document: PdfDocument, number: int) -> Frame:
    page = document[number]
    try:
        width, height = page.get_size()
        left, top = 0.0, 0.0
        if page.get_rotation() == 0:
            (x0, _, _, y1), (crop_x0, _, _, crop_y1) = page.get_mediabox(), page.get_cropbox()
            left, top = max(crop_x0 - x0, 0.0), max(y1 - crop_y1, 0.0)
        return Frame(left, top, width, height)
    finally:
        page.close()


def picture(data: bytes, number: int, pixels: int = 2_500_000) -> bytes | None:
    """A page (from 1) as PNG of no more than so many pixels; None where it cannot be drawn in ten seconds."""
    command = [sys.executable, "-I", str(Path(__file__)), str(number), str(pixels)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 (our own arguments)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or None


def draw(data: bytes, number: int, pixels: int) -> bytes:
    """A page as PNG. Raises PdfiumError or IndexError where there is none."""
    page = PdfDocument(data)[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1.0), (pixels / max(width * height, 1.0)) ** 0.5)
    drawn = BytesIO()
    page.render(scale=scale).to_pil().convert("P", palette=1, colors=64).save(drawn, format="PNG", optimize=False)
    return drawn.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])))
