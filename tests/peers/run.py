"""How our dates fare on the test suites of other projects: `make peers`, where the suites are at hand.

A value counts as right on any overlapping span, as spans are a matter of each project's taste. Two figures are
printed: over all cases, and over those that `excluded.tsv` does not name (at most a tenth of a dimension).
"""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

from suite import SCORER, SUITES, cases, excluded, scorer

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Metadata
from pipeline.values import Timex

NEGATIVE = "negatives drawing a date"
TARGETS = {"date": 82, "date_range": 65, "datetime": 60, "set": 60}


@dataclass
class Count:
    """The values (or negative cases) of a dimension, and how many of them we have right (or drew a date from)."""

    values: int = 0
    right: int = 0

    @property
    def share(self):
        return f"{100 * self.right / self.values:.1f}" if self.values else "-"

    def add(self, *, right):
        self.values += 1
        self.right += right


def predict(case: dict) -> list[dict]:
    """Our dates of a case, its reference being the day of publication."""
    reference = (case["reference"] or "")[:10]
    known = Metadata(published_on=date.fromisoformat(reference) if reference else None, country="MA")
    document = Document("0" * 16, "case", "0" * 64, "text/plain", case["text"], "test", "1", known)
    found = []
    for mention in analyse(document, load()).mentions:
        value = mention.value
        if isinstance(value, Timex):
            values = [value.timex_value] if value.timex_value else []
            if value.timex_type == "DATE" and value.start_date:
                values += _extents(value)
            start, end = mention.span
            found.append({"start": start, "end": end, "type": _kind(value), "values": values, "unit": None})
    return found


def _kind(value: Timex) -> str:
    if value.timex_type == "SET":
        return "set"
    if value.timex_type == "TIME":
        return "datetime" if "-" in (value.timex_value or "") else "time"
    return "date" if value.start_date == value.end_date else "date_range"


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


def right(scoring: ModuleType, gold: dict, found: list[dict]) -> bool:
    """Whether any date that overlaps the gold's has its value."""
    beside = [one for one in found if one["start"] < gold["end"] and one["end"] > gold["start"]]
    return any(scoring.ok(gold, one) for one in beside)


def miss(case: dict, gold: dict | None, found: list[dict]) -> str:
    """A line about what we read otherwise."""
    wanted = f"{gold['text']} = {gold['value']}" if gold else "nothing"
    ours = [(case["text"][one["start"] : one["end"]], one["values"]) for one in found]
    return f"{case['id']} {case['text']} ({case['reference']}): {wanted}, ours {ours}\n"


def count(scoring: ModuleType, shown: str | None) -> tuple[dict[str, tuple[Count, Count]], list[dict]]:
    """All cases and those not left out, of every dimension; and the predictions."""
    left_out = excluded("excluded.tsv")
    counts: dict[str, tuple[Count, Count]] = defaultdict(lambda: (Count(), Count()))
    predictions = []
    for case in cases():
        found = predict(case)
        predictions.append({"id": case["id"], "preds": found})
        if case["dimension"] not in scoring.TEMP:
            continue
        golds = [gold for gold in case["expected"] if gold["value"] is not None]
        results = [(case["dimension"], gold, right(scoring, gold, found)) for gold in golds]
        if not case["expected"]:
            results = [(NEGATIVE, None, bool(found))]
        for name, gold, hit in results:
            counts[name][0].add(right=hit)
            if case["id"] not in left_out:
                counts[name][1].add(right=hit)
                if shown == name and hit == (name == NEGATIVE):
                    sys.stdout.write(miss(case, gold, found))
    return counts, predictions


def main() -> int:
    """Print a table; 5 where a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", help="print the misses of this dimension")
    options.add_argument("--out", type=Path, help="write the predictions here, for score_peers.py")
    chosen = options.parse_args()
    if not SUITES.is_dir() or not SCORER.is_file():
        sys.stderr.write("the suites of other projects are not at hand\n")
        return 0
    counts, predictions = count(scorer(), chosen.show)
    if chosen.out:
        chosen.out.write_text("".join(json.dumps(one) + "\n" for one in predictions), "utf-8")
    lines = ["| dimension | values | right, % | not left out | right, % | target |", "|---|---:|---:|---:|---:|---:|"]
    for name, (whole, kept) in sorted(counts.items()):
        target = "<= 5" if name == NEGATIVE else TARGETS.get(name, "")
        lines.append(f"| {name} | {whole.values} | {whole.share} | {kept.values} | {kept.share} | {target} |")
    sys.stdout.write("\n".join(lines) + "\n")
    drawn = counts[NEGATIVE][1]
    short = [name for name, least in TARGETS.items() if 100 * counts[name][1].right < least * counts[name][1].values]
    short += [NEGATIVE] if 100 * drawn.right > 5 * drawn.values else []
    if short:
        sys.stderr.write("short of the target: " + ", ".join(short) + "\n")
    return 5 if short else 0


if __name__ == "__main__":
    sys.exit(main())
