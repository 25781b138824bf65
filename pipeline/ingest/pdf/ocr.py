"""Pages read from their pictures, by tesseract where it is installed with Arabic."""

import csv
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO, StringIO
from statistics import median

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.letter import clean
from pipeline.ingest.pdf.number import Number, replaced
from pipeline.ingest.pdf.sheet import Sheet

DPI = 200  # more makes tesseract drop lines
_PIXELS = 24_000_000  # of one picture: A4 at 200 dpi has 4 million
_SECONDS = 120  # for one page
_UNSURE = 20.0  # of 100: what tesseract itself hardly believes
HINT = "install tesseract with its Arabic data (Debian: tesseract-ocr tesseract-ocr-ara), then read it again"


@cache
def tesseract() -> str | None:
    """`tesseract 5.3.0` where it is installed and reads Arabic, else None."""
    command = shutil.which("tesseract")
    if command is None:
        return None
    languages, version = (_said(command, option) for option in ("--list-langs", "--version"))
    return (version.splitlines() or ["tesseract"])[0] if "ara" in languages.split() else None


def _said(command: str, option: str) -> str:
    try:
        done = subprocess.run([command, option], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 (our own arguments)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def sheet(document: PdfDocument, number: int, numbers: Sequence[Number] = ()) -> Sheet | None:
    """A page (from 1) as its picture shows it: each word is one cluster. None where it cannot be read.

    `numbers` are those of a text layer that has lost its letters only: they stand in for what is read there.
    """
    try:
        page = document[number - 1]
    except PdfiumError:
        return None
    try:
        width, height = page.get_size()
        table = _recognised(_picture(page, width * height))
    except (PdfiumError, OSError, subprocess.SubprocessError):
        return None
    finally:
        page.close()
    words = _with_commas(list(_words(table, _scale(width * height))))
    return Sheet(number, width, height, replaced(words, numbers), [], images=1, glyphs=len(words))


def _with_commas(words: list[Cluster]) -> list[Cluster]:
    """A closing quotation mark on a page that opens none is what tesseract makes of an Arabic comma."""
    if not any("«" in word.text for word in words):
        for word in words:
            word.text = word.text.replace("»", "،")
    return words


def _scale(area: float) -> float:
    """Pixels a point, fewer for a page the size of a wall."""
    return float(min(DPI / 72, (_PIXELS / max(area, 1.0)) ** 0.5))


def _picture(page: PdfPage, area: float) -> bytes:
    picture = BytesIO()
    page.render(scale=_scale(area), grayscale=True).to_pil().save(picture, format="PNG", compress_level=1)
    return picture.getvalue()


def _recognised(picture: bytes) -> str:
    """Tesseract's table of words."""
    command = [str(shutil.which("tesseract")), "-", "-", "-l", "ara", "--dpi", str(DPI), "tsv"]
    done = subprocess.run(  # noqa: S603 (our own arguments; the picture is its input)
        command,
        input=picture,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")


def _words(table: str, scale: float) -> Iterator[Cluster]:
    """The words with their places; those of a line stand on its common baseline."""
    lines: defaultdict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip() and float(row["conf"]) >= _UNSURE:
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    for line in lines.values():
        size = median(float(word["height"]) for word in line) / scale
        base = median(float(word["top"]) + float(word["height"]) for word in line) / scale
        for word in line:
            left = float(word["left"]) / scale
            right = left + float(word["width"]) / scale
            yield Cluster(clean(word["text"]), left, right, base - 0.25 * size, size, -1, -1, whole=True, word=True)
