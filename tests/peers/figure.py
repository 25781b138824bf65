"""How our figures fare on the test suites of other projects, where the suites are at hand.

A value counts as right on any overlapping span, as spans are a matter of each project's taste. Two figures are
printed: over all cases, and over those that `excluded_figure.tsv` does not name (at most a tenth of a dimension).
"""

import argparse
import json
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from types import ModuleType

from suite import SCORER, SUITES, cases, excluded, scorer

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Mention, Metadata
from pipeline.values import Figure, Number, Ordinal, decimal

TARGETS = {
    "number": 90,
    "ordinal": 90,
    "percentage": 95,
    "money": 88,
    "dimension": 88,
    "duration": 92,
    "number_range": 60,
}
SHOWN = (*TARGETS, "temperature", "ordinal_relative")
# Our codes in the suites' (UCUM and their own).
UNITS = {
    "litre": "L", "hectolitre": "hL", "millilitre": "mL", "gallon": "gal", "cup": "cup", "gram": "g", "g": "g",
    "kg": "kg", "tonne": "t", "ounce": "oz", "pound": "lb", "inch": "in", "mile": "mi", "yard": "yd",
    "hectare": "ha", "gigabyte": "GB", "centime": "cent", "cent": "cent", "degree": "Cel", "fahrenheit": "degF",
}  # fmt: skip
INTERVAL = {
    "more_than": "({},)",
    "at_least": "[{},)",
    "less_than": "(,{})",
    "at_most": "(,{}]",
}
_COUNTRY = {"AE": "AE", "EG": "EG", "DZ": "DZ", "SA": "SA", "TN": "TN", "LB": "LB"}


def predict(case: dict) -> list[dict]:
    """Our figures, ordinals and raw numbers of a case."""
    region = (case.get("lang_region") or "")[-2:]
    # arabic-itn is written for the Gulf; the suites of nobody's country are read as Moroccan.
    country = "SA" if case["id"].startswith("arabic_itn") else _COUNTRY.get(region, "MA")
    document = Document(
        "0" * 16, "case", "0" * 64, "text/plain", case["text"], "test", "1", Metadata(None, country=country)
    )
    analysis = analyse(document, load())
    found = [
        _said(mention, "number", [mention.value.value, mention.value.value_alt])
        for mention in analysis.numbers
        if isinstance(mention.value, Number)
    ]
    for mention in analysis.mentions:
        if isinstance(mention.value, Ordinal):
            found.append(_said(mention, "ordinal", [mention.value.value]))
        elif isinstance(mention.value, Figure):
            found.append(_said(mention, "number_range", _intervals(mention.value)))
            found += [_said(mention, *rest) for rest in _typed(mention.value)]
    return found


def _said(mention: Mention, kind: str, values: list, unit: str | None = None) -> dict:
    values = [str(one) for one in values if one is not None]
    return {"start": mention.span.start, "end": mention.span.end, "type": kind, "values": values, "unit": unit}


def _typed(value: Figure) -> list[tuple]:
    """A figure under the suites' names: their dimension, the values that it may have, their unit."""
    unit = "km/h" if (value.unit, value.unit_per) == ("km", "hour") else UNITS.get(value.unit or "", value.unit)
    numbers = [value.value, value.value_alt]
    match value.dimension:
        case "duration" | "age":
            return [("duration", _isos(value))]
        case "percent":
            return [("percentage", numbers, "%")]
        case "money":
            # The suites call a currency that the text leaves open by its name.
            open_ = {"دينار": "Dinar", "جنيه": "GBP?"}.get(value.noun_lemma or "", unit)
            said = [("money", [*numbers, *_intervals(value)], open_ if unit == "XXX" else unit)]
            return [*said, ("money", [value.value_si], value.unit_si)]
        case "temperature":
            return [("temperature", numbers, name) for name in ("deg", unit)]
        case "count":
            return [("number", numbers)]
        case _:
            grams = [value.value_si * 1000] if value.unit_si == "kg" and value.value_si is not None else []
            return [("dimension", numbers, unit), ("dimension", grams, "g")]


def _intervals(value: Figure) -> list[str]:
    """A range or a bound as an interval."""
    if value.value_max is not None:
        return [f"[{value.value},{value.value_max}]"]
    return [INTERVAL[value.qualifier].format(value.value)] if value.qualifier in INTERVAL else []


def _isos(value: Figure) -> list[str]:
    """A duration as other projects write it: «1.5 ساعة» is PT1H30M to one and PT90M to another."""
    written = [value.iso8601] if value.iso8601 else []
    if value.unit == "hour":
        written += [f"PT{decimal(value.value * 60)}M", f"PT{decimal(value.value)}H"]
    if value.unit == "year":
        written.append(f"P{decimal(value.value)}Y")
    return written


def _right(scoring: ModuleType, gold: dict, found: list[dict]) -> bool:
    beside = [
        one
        for one in found
        if one["type"] in scoring.fam(gold["type"]) and one["start"] < gold["end"] and one["end"] > gold["start"]
    ]
    return any(scoring.ok(gold, one) for one in beside)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", help="print the misses of this dimension")
    options.add_argument("--out", type=Path, help="write the predictions here, for score_peers.py")
    chosen = options.parse_args()
    if not SUITES.is_dir() or not SCORER.is_file():
        print("the suites of other projects are not at hand", file=sys.stderr)
        return 0
    scoring, left_out = scorer(), excluded("excluded_figure.tsv")
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 4)
    lines = []
    for case in (case for case in cases() if case["dimension"] in SHOWN):
        found = predict(case)
        lines.append(json.dumps({"id": case["id"], "preds": found}))
        skip = case["id"] in left_out
        for gold in case["expected"]:
            if gold["value"] is None:
                continue
            right = _right(scoring, gold, found)
            row = counts[case["dimension"]]
            row[0] += 1
            row[1] += right
            row[2] += not skip
            row[3] += right and not skip
            if chosen.show == case["dimension"] and not right:
                said = [(case["text"][p["start"] : p["end"]], p["type"], p["values"], p["unit"]) for p in found]
                accepted = [gold["value"], *(gold.get("accept") or []), gold.get("unit")]
                print(
                    "excluded" if skip else "", case["id"], case["text"], "|", gold["text"], *accepted, "| ours", said
                )
    if chosen.out:
        chosen.out.write_text("\n".join(lines) + "\n", "utf-8")
    return report(counts)


def report(counts: dict[str, list[int]]) -> int:
    """The table, and 5 where a dimension is below its target or too much is left out."""
    short = []
    print("| dimension | values | right, % | not excluded | right, % | target |\n|---|---:|---:|---:|---:|---:|")
    for name in SHOWN:
        whole, right, kept, good = counts[name]
        target = TARGETS.get(name)
        print(f"| {name} | {whole} | {100 * right / whole:.1f} | {kept} | {100 * good / kept:.1f} | {target or ''} |")
        if target and (100 * good < target * kept or Decimal(kept) < Decimal(whole) * Decimal("0.9")):
            short.append(name)
    if short:
        print("below the target, or too much left out: " + ", ".join(short), file=sys.stderr)
    return 5 if short else 0


if __name__ == "__main__":
    sys.exit(main())
