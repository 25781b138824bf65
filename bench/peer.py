"""Our dates and figures beside Duckling's, on the same text in one run: `make bench` prints it.

Each reads in a process of its own, on one core, and is timed in seconds of that core; the two take turns, three times.
Ours is timed with everything it needs, from text to resolved values. Duckling is a dependency of this comparison alone
(PyPI: pyduckling-native-phihos), looked for in the interpreter that DUCKLING_PYTHON names, else in this one; where it
is missing, the comparison says so and is left out.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from pipeline.records import Document

OURS = Path(__file__).parent / "our_peer.py"
THEIRS = Path(__file__).parent / "duckling_peer.py"
RATIO = 3
TURNS = 3


def ours(documents: Sequence[Document]) -> float:
    """Characters a second."""
    told = _told(sys.executable, OURS, [document.text for document in documents])[-1]
    return told["characters"] / told["seconds"]


def duckling(paragraphs: Sequence[str]) -> tuple[float, int] | None:
    """Characters a second and how many paragraphs killed it; None where it is not installed."""
    python = os.environ.get("DUCKLING_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import duckling; duckling.parse"], capture_output=True, check=False).returncode:
        return None
    left, fatal, characters, seconds = list(paragraphs), 0, 0, 0.0
    while left:
        told = _told(python, THEIRS, left)
        if not told:
            return None
        characters, seconds = characters + told[-1]["characters"], seconds + told[-1]["seconds"]
        if told[-1]["at"] is None:
            break
        del left[: told[-1]["at"] + 1]
        fatal += 1
    return characters / seconds, fatal


def _told(python: str, worker: Path, texts: Sequence[str]) -> list[dict]:
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([python, str(worker)], input=lines.encode(), capture_output=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(documents: Sequence[Document]) -> None:
    """Print both speeds and their ratio, turn by turn."""
    paragraphs = [line for document in documents for line in document.text.split("\n") if line.strip()]
    ratios = []
    for turn in range(1, TURNS + 1):
        theirs = duckling(paragraphs)
        if theirs is None:
            print(
                "\n(Duckling is not installed here: pip install pyduckling-native-phihos to compare)", file=sys.stderr
            )
            return
        if turn == 1:
            print("\n**dates and figures, from text to resolved values: characters a second on one core**\n")
            print("| turn | this pipeline | Duckling | ratio | paragraphs that killed Duckling |")
            print("|---:|---:|---:|---:|---:|")
        mine = ours(documents)
        ratios.append(mine / theirs[0])
        print(f"| {turn} | {mine:,.0f} | {theirs[0]:,.0f} | {ratios[-1]:.1f} | {theirs[1]} |")
    print(f"\nMedian: {median(ratios):.1f} times Duckling's speed.")
    if median(ratios) < RATIO:
        print(f"\n(less than {RATIO} times Duckling's speed)", file=sys.stderr)
