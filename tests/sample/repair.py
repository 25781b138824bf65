"""A sample of the repairs of the official texts, to be judged by reading: `python tests/sample/repair.py [FOLDER]`.

It prints each repair that no verdict of tests/sample/repairs.tsv covers, counts what each of the two readers judged
and shows where they disagree; `--show` prints every repair for a reader who is to judge blind, without a verdict.
Only offsets, a digest of the two readings and verdicts are kept, never the text.
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
READERS = ("first", "second")
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
    told: dict[str, Counter[str]] = {reader: Counter() for reader in READERS}
    disagreed = []
    for kind, size in shares.items():
        for document, one, around in drawn.sample(pool[kind], size):
            key = f"{document}\t{one.span.start}\t{one.span.end}\t{one.kind}\t{_digest(one)}"
            verdicts = judged.get(key, ("",) * len(READERS))
            for reader, verdict in zip(READERS, verdicts, strict=True):
                told[reader][verdict or "not judged"] += 1
            shown = f"{key}\n    {one.before!r} -> {one.after!r}\n    {around!r}"
            if len(set(verdicts)) > 1:
                disagreed.append(f"disagreed ({', '.join(verdicts)}): {shown}")
            if not any(verdicts) or "--show" in sys.argv:
                print(shown)
    print(*disagreed, sep="\n")
    for reader, counts in told.items():
        counted = ", ".join(f"{n} {verdict}" for verdict, n in counts.items())
        print(f"{SIZE} of {sum(map(len, pool.values()))} repairs, {reader} reader: {counted}")


def _digest(one: Repair) -> str:
    return sha256(f"{one.before}\t{one.after}".encode()).hexdigest()[:12]


def _verdicts() -> dict[str, tuple[str, ...]]:
    if not VERDICTS.exists():
        return {}
    rows = (line.rsplit("\t", len(READERS)) for line in VERDICTS.read_text("utf-8").splitlines()[1:])
    return {key: tuple(verdicts) for key, *verdicts in rows}


if __name__ == "__main__":
    main(Path(next((name for name in sys.argv[1:] if not name.startswith("-")), "../shared/data/official")))
