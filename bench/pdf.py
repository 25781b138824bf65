"""How fast PDFs are read, in pages a second, beside merely reading pdfplumber's chars of the same file in the same run.

`python bench/pdf.py [FILE]...`: by default a bulletin of 300 pages, made of the printed samples of corpus/ and tests/.
The memory is the most that one process of its own has held.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.ingest import pdf
from pipeline.ingest.source import Source

HERE = Path(__file__).parents[1]
PAGES = 300


def bulletin() -> bytes:
    """A long file: the samples, again and again."""
    parts = [
        pypdfium2.PdfDocument(path)
        for path in sorted([*HERE.glob("corpus/*.pdf"), *HERE.glob("tests/pdf/made/*.pdf")])
        if "footnotes" not in path.name
    ]
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < PAGES:
        whole.import_pages(parts[len(whole) % len(parts)], [0])
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


def chars(data: bytes) -> int:
    """What a reader on pdfplumber does before it has begun."""
    with pdfplumber.open(BytesIO(data)) as file:
        count = 0
        for page in file.pages:
            count += len(page.chars)
            page.close()
        return len(file.pages) if count else 0


def read(data: bytes) -> int:
    return len(pdf.read(Source("bench.pdf", "application/pdf", ocr="never"), data).pages)


def timed(work: Callable[[bytes], int], data: bytes) -> tuple[float, int]:
    start = time.perf_counter()
    pages = work(data)
    return time.perf_counter() - start, pages


def main() -> None:
    if sys.argv[1:2] == ["--memory"]:
        read(Path(sys.argv[2]).read_bytes())
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    files = {Path(name).name: Path(name).read_bytes() for name in sys.argv[1:]} or {"bulletin": bulletin()}
    print("| file | pages | pdfplumber's chars, pages/s | ours, pages/s | ours / chars | memory, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, data in files.items():
        theirs, pages = min(timed(chars, data) for _ in range(2))
        ours, _ = min(timed(read, data) for _ in range(2))
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            command = [sys.executable, __file__, "--memory", file.name]
            memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"| {name} | {pages} | {pages / theirs:.1f} | {pages / ours:.1f} | {theirs / ours:.2f} | {memory} |")


if __name__ == "__main__":
    main()
