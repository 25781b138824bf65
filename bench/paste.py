"""From sending a pasted article of 3,000 characters to having its page; `python bench/paste.py [CORPUS]`.

The corpus (the samples, unless another is named) is copied and ingested first; the server and its clerk are real.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx

TIMES = 9
LENGTH = 3_000
_LINE = "وتضم جهة سوس ماسة {beds} سريرا سنة 2025، منها {part} سريرا بمدينة أكادير، حسب بلاغ الوزارة رقم {number}.\n"


def article(number: int) -> str:
    """An article that no other is."""
    lines = (_LINE.format(beds=1000 + number + at, part=100 + at, number=number * 97 + at) for at in range(60))
    return "".join(lines)[:LENGTH]


def paste(client: httpx.Client, text: str) -> float:
    """Seconds from sending the form to having the page of the document."""
    token = re.search(r'name="csrftoken" value="([^"]+)"', client.get("/-/paste").text)[1]
    fields = {"csrftoken": token, "text": text, "published_on": "2026-01-08"}
    began = time.monotonic()
    answer = client.post("/-/paste", files={name: (None, value) for name, value in fields.items()})
    page = client.get(answer.headers["location"])
    seconds = time.monotonic() - began
    assert (answer.status_code, page.status_code) == (303, 200), answer.text[:300]
    assert "/-/document/" in str(page.url)
    return seconds


def main() -> None:
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "corpus")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(corpus, Path(folder) / "corpus")
        command = [sys.executable, "-m", "pipeline"]
        subprocess.run([*command, "ingest", "--quiet"], cwd=folder, check=True)
        serve = [*command, "serve", "--inbox", "--port", "0"]
        with subprocess.Popen(serve, cwd=folder, stderr=subprocess.PIPE, text=True) as server:
            address = re.search(r"http://\S+:\d+", server.stderr.readline())[0]
            with httpx.Client(base_url=address, timeout=120) as client:
                first, *others = (paste(client, article(number)) for number in range(TIMES))
            server.terminate()
    print(f"pasted article of {LENGTH:,} characters to its page: the first {first:.2f} s,", end=" ")
    print(f"the median of {len(others)} more {median(others):.2f} s, the slowest {max(others):.2f} s")


if __name__ == "__main__":
    main()
