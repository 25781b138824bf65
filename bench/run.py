"""How fast everything is: each stage and extractor, the whole on one core, an ingest, a start, and beside Duckling.

`make bench` prints Markdown: a table for the samples in corpus/ and one for the real press where it is at hand. Stages
are timed in seconds of one core, the best of three passes; the whole in a process that has seen none of the texts.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from peer import compare
from stage import PASSES, stages, timed
from texts import PRESS, enough, press, samples

from pipeline import build_database
from pipeline.lexicon import load
from pipeline.records import Document

FRESH = Path(__file__).parent / "fresh.py"
# What is asked of the whole.
WORDS, START, MEMORY = 15_000, 2, 500


def ingest(documents: list[Document]) -> float:
    """The seconds of a whole ingest into a new database: reading, extracting, writing, checks."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts"
        source.mkdir()
        for number, item in enumerate(documents):
            # A line of its own keeps a repeated text from being taken for the same document.
            (source / f"{number}.txt").write_text(f"{item.text}\n{number}\n", "utf-8")
        return timed(lambda: build_database([str(source)], Path(folder) / "facts.db"))


def table(name: str, documents: list[Document]) -> None:
    """Print every stage."""
    characters = sum(len(item.text) for item in documents)
    words = sum(len(item.text.split()) for item in documents)
    rows = [*stages(documents, load()), ("ingest (files to database)", ingest(documents))]
    whole = dict(rows)["the whole analysis"]
    print(f"\n**{name}**: {len(documents)} documents, {words:,} words, {characters:,} characters\n")
    print("| step | words a second | characters a second | share of the whole |")
    print("|---|---:|---:|---:|")
    for step, seconds in rows:
        speed = (f"{amount / seconds:,.0f}" if seconds else "" for amount in (words, characters))
        print(f"| {step} | {' | '.join(speed)} | {seconds / whole:.1%} |")


def fresh(name: str) -> None:
    """Print what a process of its own needs."""
    # As an installation starts: Python keeps what it has compiled, so the first start alone pays for compiling.
    known = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(FRESH), name]
    told = [
        json.loads(subprocess.run(command, capture_output=True, check=True, env=known).stdout) for _ in range(PASSES)
    ]
    words = max(each["words"] / each["seconds"] for each in told)
    start, memory = min(each["start"] for each in told), max(each["megabytes"] for each in told)
    print(f"\n**a process of its own, {name}**\n")
    print("| | measured | asked for |")
    print("|---|---:|---:|")
    print(f"| words a second, all stages, one core | {words:,.0f} | {WORDS:,} or more |")
    print(f"| start: import, tables, first sentences (seconds of one core) | {start:.2f} | under {START} |")
    print(f"| peak memory, MB | {memory:,.0f} | under {MEMORY} |")


def main() -> None:
    """Print every table."""
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {PASSES} passes")
    table("corpus/", enough(samples()))
    if not PRESS.is_file():
        print("\n(the real press is not at hand)", file=sys.stderr)
    name, texts = ("press", press) if PRESS.is_file() else ("samples", samples)
    if PRESS.is_file():
        table("press", enough(press()))
    fresh(name)
    compare(enough(texts()))


if __name__ == "__main__":
    main()
