"""Which pages are read again from their pictures, and what is said of them then."""

from collections.abc import Sequence

from pipeline.ingest.mode import READERS
from pipeline.ingest.pdf import ocr
from pipeline.ingest.pdf.device import Overfull
from pipeline.ingest.pdf.layout import Layout, layouts
from pipeline.ingest.pdf.other import Other
from pipeline.ingest.pdf.quality import faults
from pipeline.ingest.pdf.verdict import PICTURE, Verdict

MOST = 200  # pages of one document: about ten minutes


def reader_of(mode: str, verdicts: Sequence[Verdict]) -> str:
    """`pdf` where only text layers were read, else who read pictures too."""
    return READERS[mode] if any(verdict.by_ocr for verdict in verdicts) else READERS["never"]


def reread(
    pages: Sequence[Layout], verdicts: Sequence[Verdict], reader: Other, mode: str
) -> tuple[list[Layout], list[Verdict]]:
    """The pages and verdicts with those read by OCR in their place: `mode` is auto, never or always."""
    found, judged = list(pages), list(verdicts)
    wanted = [
        at
        for at, verdict in enumerate(verdicts)
        if (mode == "always" or _is_unread(verdict)) and pages[at].drawn.fault != Overfull.__name__
    ]
    program = ocr.tesseract()
    if mode == "never" or program is None or reader.document is None:
        hint = ocr.HINT if program is None else "read it with --ocr auto"
        for at in wanted if mode != "always" else ():
            judged[at] = Verdict(judged[at].quality, (*judged[at].reasons, hint))
        return found, judged
    for at in wanted[:MOST]:
        page = _by_ocr(pages[at], reader)
        if page is not None:
            found[at] = page
            judged[at] = _verdict(page, pages[at], verdicts[at], program)
    for at in wanted[MOST:]:
        judged[at] = Verdict(judged[at].quality, (*judged[at].reasons, f"only {MOST} pages are read by OCR"))
    return found, judged


def _is_unread(verdict: Verdict) -> bool:
    return verdict.quality == "letters" or PICTURE in verdict.reasons


def _by_ocr(page: Layout, reader: Other) -> Layout | None:
    if reader.document is None:
        return None
    sheet = ocr.sheet(reader.document, page.number, page.drawn.numbers)
    return layouts([sheet])[0] if sheet is not None else None


def _verdict(page: Layout, before: Layout, verdict: Verdict, program: str) -> Verdict:
    """OCR is never sound: one number in five is misread, and those of a layer are put where OCR has seen them."""
    numbers = ", numbers from the text layer" if before.drawn.numbers else ""
    reasons = (*verdict.reasons, f"letters by {program}{numbers}")
    if not page.text.strip():
        return Verdict("empty", (*verdict.reasons, f"{program} finds no letters"), by_ocr=True)
    worse = faults(page.text, 1, 0)
    return Verdict("letters" if worse else "ocr", (*reasons, *worse), by_ocr=True)
