"""Measure how far what is read can be trusted, into pipeline/site/measured.json, which the page of quality shows.

    python docs/measure.py           measure again; what needs ../shared keeps its last measure where that is not here
    python docs/measure.py --check   write nothing; the exit code says whether anything would change

Gold and samples are marked by readers (tests/gold, tests/sample); each measure names the sha256 of what it leans on.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import build_database
from pipeline.evaluate import Rate, evaluate, read_database, read_gold
from pipeline.site import trust

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "pipeline" / "site" / "measured.json"
SAMPLE = ROOT / "tests" / "sample"
# The gold, and the documents that it marks.
GOLD = {
    "corpus": (ROOT / "tests" / "gold" / "corpus.jsonl", ROOT / "corpus"),
    "seeds": (ROOT / "tests" / "gold" / "seeds.jsonl", SHARED / "seeds"),
    "press": (SHARED / "data" / "gold" / "gold.jsonl", SHARED / "data" / "gold" / "press.jsonl"),
}
# The samples, and the columns of their verdicts by what was judged and who judged it.
SAMPLES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "numbers": {"value": ("first", "second")},
    "facts": {slot: (slot, f"second_{slot}") for slot in ("value", "status", "place", "time")},
    "events": {slot: (slot, f"second_{slot}") for slot in ("value", "status", "place", "time")},
    "contexts": {slot: (slot,) for slot in ("status", "change", "stance", "voice")},
    "names": {"name": ("verdict",)},
    "repairs": {"repair": ("first", "second")},
}
# Lots of facts stand in one file: of each kind the last is told, read before anything of it was mended.
LAST = {"facts": "quantity", "events": "event"}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a sample."""
    header, *lines = [line.split("\t") for line in (SAMPLE / f"{name}.tsv").read_text("utf-8").splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def digest(path: Path) -> str:
    """The sha256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def gold(name: str) -> dict[str, Any]:
    """The scores on one gold, of a database built for the purpose."""
    marked, documents = GOLD[name]
    items, known = read_gold(marked)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "facts.db"
        build_database([str(documents)], db)
        report = evaluate(items, read_database(db), marked.name, known)
    return {
        "sha256": digest(marked),
        "documents": len({item["doc"] for item in items}),
        "scores": {kind: _rate(rate) for kind, rate in report.values.items()},
    }


def _rate(rate: Rate) -> dict[str, float | int | None]:
    precision, recall = (round(one, 3) if one is not None else None for one in (rate.precision, rate.recall))
    return {"gold": rate.gold, "precision": precision, "recall": recall}


def sample(name: str) -> dict[str, Any]:
    """The verdicts of a sample, slot by slot and reader by reader."""
    file = "facts" if name in LAST else name
    judged = rows(file)
    if name in LAST:
        last = [row["seed"] for row in judged if row["kind"] == LAST[name]][-1]
        judged = [row for row in judged if (row["kind"], row["seed"]) == (LAST[name], last)]
    slots = {
        slot: [
            dict(sorted(Counter(verdict for row in judged if (verdict := row[column])).items())) for column in columns
        ]
        for slot, columns in SAMPLES[name].items()
    }
    return {"sha256": digest(SAMPLE / f"{file}.tsv"), "rows": len(judged), "slots": slots}


def calibration() -> dict[str, Any]:
    """Of the judged facts that are still claimed as they were judged: how sure, and how many right in every slot."""
    sys.path.insert(0, str(SAMPLE))
    from fact import READERS, articles, claims  # noqa: PLC0415 - a script beside its sample

    from pipeline.build import analyse  # noqa: PLC0415
    from pipeline.lexicon import load  # noqa: PLC0415

    judged = [row for row in rows("facts") if row["kind"] == "quantity"]
    wanted = {row["article"] for row in judged}
    sure = {
        (article, *map(str, fact.about.span), claims(fact)): fact.confidence
        for article, document in articles()
        if article in wanted
        for fact in analyse(document, load()).facts
    }
    levels: dict[str, Counter[str]] = {level: Counter() for level in ("sure", "likely", "check")}
    for row in judged:
        confidence = sure.get((row["article"], row["start"], row["end"], row["claims"]))
        if confidence is None:
            continue
        counts = levels[trust.level(confidence)]
        counts["facts"] += 1
        for reader, slots in READERS.items():
            counts[reader] += all(row[slot] == "right" for slot in slots)
    return {
        "sha256": digest(SAMPLE / "facts.tsv"),
        "judged": len(judged),
        "levels": {level: {one: counts[one] for one in ("facts", *READERS)} for level, counts in levels.items()},
    }


def measured(last: Mapping[str, Any]) -> dict[str, Any]:
    """Everything, measured again where what it needs is here."""
    shared = SHARED.is_dir()
    return {
        "gold": {name: gold(name) if shared or name == "corpus" else last["gold"][name] for name in GOLD},
        "samples": {name: sample(name) for name in SAMPLES},
        "calibration": calibration() if shared else last["calibration"],
    }


def main() -> int:
    """Write, or with --check compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    last = OUT.read_text("utf-8") if OUT.is_file() else "{}"
    now = json.dumps(measured(json.loads(last)), ensure_ascii=False, indent=1) + "\n"
    if parser.parse_args().check:
        return int(now != last)
    OUT.write_text(now, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
