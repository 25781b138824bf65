"""How our dates fare on the test suites of other projects: `make peers`, where the suites are at hand.

A value counts as right on any overlapping span, as spans are a matter of each project's taste. Two figures are
printed: over all cases, and over those that `excluded.tsv` does not name (at most a tenth of a dimension).
"""

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Metadata
from pipeline.values import Timex

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
SUITES = SHARED / "data" / "peers"
SCORER = SHARED / "tools" / "score_peers.py"
TARGETS = {"date": 82, "date_range": 65, "datetime": 60, "set": 60}


def scorer() -> ModuleType:
    """The suites' own scorer."""
    spec = importlib.util.spec_from_file_location("score_peers", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> Iterator[dict]:
    """The temporal cases that nobody suspects."""
    for path in sorted(SUITES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            if "suspect" not in (case.get("flags") or []):
                yield case


def excluded() -> dict[str, str]:
    """Case and reason."""
    lines = (HERE / "excluded.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines if line)


def predict(case: dict) -> list[dict]:
    """Our dates of a case, its reference being the day of publication."""
    reference = (case["reference"] or "")[:10]
    published = date.fromisoformat(reference) if reference else None
    document = Document("0" * 16, "case", "0" * 64, "text/plain", case["text"], "test", "1", Metadata(None, published_on=published, country="MA"))
    found = []
    for mention in analyse(document, load()).mentions:
        value = mention.value
        if isinstance(value, Timex):
            values = [value.timex_value]
            if value.timex_type == "DATE" and value.start_date:
                values += _extents(value)
            kind = {"SET": "set", "TIME": "datetime" if "-" in (value.timex_value or "") else "time"}.get(value.timex_type) or (
                "date" if value.start_date == value.end_date else "date_range"
            )
            found.append({"start": mention.span.start, "end": mention.span.end, "type": kind, "values": [one for one in values if one], "unit": None})
    return found


def _extents(value: Timex) -> list[str]:
    """The days of a date as other projects write them; open on the side that its modifier opens."""
    whole = [f"{value.start_date}/{value.end_date}"]
    if value.modifier in {"ON_OR_AFTER", "AFTER"}:
        whole.append(f"{value.start_date}/..")
    if value.modifier in {"ON_OR_BEFORE", "BEFORE"}:
        whole.append(f"../{value.end_date}")
        whole.append(f"../{value.start_date}")
    if value.hijri:
        whole.append(f"hijri:{value.hijri}")
    return whole


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", help="print the misses of this dimension")
    options.add_argument("--out", type=Path, help="write the predictions here, for score_peers.py")
    chosen = options.parse_args()
    if not SUITES.is_dir() or not SCORER.is_file():
        print("the suites of other projects are not at hand", file=sys.stderr)
        return 0
    scoring, left_out = scorer(), excluded()
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    lines = []
    for case in cases():
        found = predict(case)
        lines.append(json.dumps({"id": case["id"], "preds": found}))
        if case["dimension"] not in scoring.TEMP:
            continue
        row, skip = counts[case["dimension"]], case["id"] in left_out
        if not case["expected"]:
            row[4] += 1
            row[5] += bool(found)
            row[6] += not skip
            row[7] += bool(found) and not skip
            if found and chosen.show == "negative":
                print(case["id"], case["text"], "|", [(case["text"][p["start"] : p["end"]], p["values"]) for p in found], "excluded" if skip else "")
        for gold in case["expected"]:
            if gold["value"] is None:
                continue
            beside = [one for one in found if one["start"] < gold["end"] and one["end"] > gold["start"]]
            right = any(scoring.ok(gold, one) for one in beside)
            row[0] += 1
            row[1] += right
            row[2] += not skip
            row[3] += right and not skip
            if chosen.show == case["dimension"] and not right and not skip:
                print(case["id"], case["text"], "|", (case["reference"] or "")[:10], "|", gold["text"], "=", gold["value"], *(gold.get("accept") or []), "| ours", [(case["text"][p["start"] : p["end"]], p["values"]) for p in found])
    if chosen.out:
        chosen.out.write_text("\n".join(lines) + "\n", "utf-8")
    share = lambda part, whole: f"{100 * part / whole:.1f}" if whole else "-"
    print("| dimension | values | right, % | not excluded | right, % | target |\n|---|---:|---:|---:|---:|---:|")
    short = []
    for name, (whole, right, kept, good, *_) in sorted(counts.items()):
        target = TARGETS.get(name)
        print(f"| {name} | {whole} | {share(right, whole)} | {kept} | {share(good, kept)} | {target or ''} |")
        if target and 100 * good < target * kept:
            short.append(name)
    drawn, negatives = sum(row[5] for row in counts.values()), sum(row[4] for row in counts.values())
    kept_drawn, kept = sum(row[7] for row in counts.values()), sum(row[6] for row in counts.values())
    print(f"| negatives drawing a date | {negatives} | {share(drawn, negatives)} | {kept} | {share(kept_drawn, kept)} | <= 5 |")
    if short:
        print("below the target: " + ", ".join(short), file=sys.stderr)
    return 5 if short else 0


if __name__ == "__main__":
    sys.exit(main())
