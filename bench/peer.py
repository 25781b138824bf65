"""Our dates and figures beside Duckling's, on the same paragraphs in one run: `make bench` prints it.

Ours is timed with everything it needs, from text to resolved dates and figures: fold, sentences, the extractors of
numbers, dates and figures, and resolution. Both run on one core and are timed in seconds of it. Duckling is a
dependency of this comparison alone (PyPI: pyduckling-native-phihos), looked for in the interpreter that
DUCKLING_PYTHON names, else in this one; where it is missing, the comparison says so and is left out.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.extract import EXTRACTORS
from pipeline.extract.rule import Reader, compile_rule
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.records import Document, Mention
from pipeline.resolve import resolve

WORKER = Path(__file__).parent / "duckling_peer.py"
# What reads dates and figures, in the order in which they lean on each other.
OURS = ("number", "score", "date", "date_within", "date_range", "ordinal", "percent", "money", "duration", "quantity")
RATIO = 3


def ours(documents: Sequence[Document]) -> float:
    """The seconds that dates and figures take, from text to resolved values."""
    lexicon = load()
    compiled = [
        (EXTRACTORS[name].KIND, tuple(compile_rule(rule, lexicon) for rule in EXTRACTORS[name].RULES))
        for name in OURS
        if name in EXTRACTORS
    ]
    start = time.process_time()
    for document in documents:
        parts = sentences(document)
        found: list[Mention] = []
        for part in parts:
            reader = Reader(part, lexicon)
            for kind, rules in compiled:
                reader.read(kind, rules)
            found.extend(mention for mention in reader.mentions if mention.kind != "number")
        resolve(document, parts, found, lexicon)
    return time.process_time() - start


def duckling(paragraphs: Sequence[str]) -> tuple[int, float, int] | None:
    """Characters read, seconds and how many paragraphs killed it; None where it is not installed."""
    python = os.environ.get("DUCKLING_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import duckling; duckling.parse"], capture_output=True, check=False).returncode:
        return None
    left, fatal, characters, seconds = list(paragraphs), 0, 0, 0.0
    while left:
        lines = "".join(json.dumps(paragraph) + "\n" for paragraph in left)
        done = subprocess.run([python, str(WORKER)], input=lines.encode(), capture_output=True, check=False)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        if not told:
            return None
        characters, seconds = characters + told[-1]["characters"], seconds + told[-1]["seconds"]
        if told[-1]["at"] is None:
            break
        del left[: told[-1]["at"] + 1]
        fatal += 1
    return characters, seconds, fatal


def compare(documents: Sequence[Document]) -> None:
    """Print both speeds and their ratio."""
    paragraphs = [line for document in documents for line in document.text.split("\n") if line.strip()]
    theirs = duckling(paragraphs)
    if theirs is None:
        print("\n(Duckling is not installed here: pip install pyduckling-native-phihos to compare)", file=sys.stderr)
        return
    characters, seconds, fatal = theirs
    total = sum(len(document.text) for document in documents)
    mine, other = total / ours(documents), characters / seconds
    print("\n**dates and figures, one core, the same text**\n")
    print("| reader | characters a second | |")
    print("|---|---:|---|")
    print(f"| this pipeline, from text to resolved values | {mine:,.0f} | {mine / other:.1f} times Duckling |")
    print(f"| Duckling, in a process of its own | {other:,.0f} | {fatal} paragraphs killed it |")
    if mine < RATIO * other:
        print(f"\n(less than {RATIO} times Duckling's speed)", file=sys.stderr)
