"""A sample of the repairs of the official texts, to be judged by reading: `python tests/sample/repair.py [FOLDER]`.

It prints each repair that no verdict of tests/sample/repairs.tsv covers, and counts those that are judged. Only
offsets, a digest of the two readings and verdicts are kept, never the text.
"""

import gzip
import json
import random
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from pipeline.ingest.repair import repair
from pipeline.records import Repair

SEED, SIZE = 20261122, 100
VERDICTS = Path(__file__).with_name("repairs.tsv")
SHOWN = 45


def main(folder: Path) -> None:
    """Draw the sample, half of it of words and half of numbers; print what is to be judged, and the count."""
    pool: dict[str, list[tuple[str, Repair, str]]] = {}
    with gzip.open(folder / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text, made = repair(record["text"])
            for one in made:
                around = text[max(0, one.span.start - SHOWN) : one.span.end + SHOWN]
                pool.setdefault(one.kind, []).append((record["id"], one, around))
    drawn = random.Random(SEED)
    shares = {"ligature": SIZE // 2, "number_order": SIZE // 2 - 5, "space": 5}
    judged = _verdicts()
    counts: Counter[str] = Counter()
    for kind, size in shares.items():
        for document, one, around in drawn.sample(pool[kind], size):
            key = f"{document}\t{one.span.start}\t{one.span.end}\t{one.kind}\t{_digest(one)}"
            verdict = judged.get(key, "")
            counts[verdict or "not judged"] += 1
            if not verdict or "--show" in sys.argv:
                print(f"{key}\t{verdict}\n    {one.before!r} -> {one.after!r}\n    {around!r}")
    told = ", ".join(f"{n} {kind}" for kind, n in counts.items())
    print(f"{SIZE} of {sum(map(len, pool.values()))} repairs: {told}")


def _digest(one: Repair) -> str:
    return sha256(f"{one.before}\t{one.after}".encode()).hexdigest()[:12]


def _verdicts() -> dict[str, str]:
    if not VERDICTS.exists():
        return {}
    rows = (line.rpartition("\t") for line in VERDICTS.read_text("utf-8").splitlines()[1:])
    return {key: verdict for key, _, verdict in rows}


if __name__ == "__main__":
    main(Path(next((name for name in sys.argv[1:] if not name.startswith("-")), "../shared/data/official")))
