"""The least scores that a change may leave behind, pinned to the gold that they were measured on."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import FloorError, GoldError, UsageError
from pipeline.evaluate import Report

Scores = Mapping[str, Mapping[str, float | None]]


def scores(report: Report) -> Scores:
    """Precision, recall and F1 of every kind, rounded down to three places so that a floor is never above its score."""
    return {
        kind: {
            name: None if value is None else math.floor(value * 1000) / 1000
            for name, value in (("precision", rate.precision), ("recall", rate.recall), ("f1", rate.f1))
        }
        for kind, rate in report.values.items()
    }


def check(report: Report, path: Path) -> None:
    """Raise FloorError where a score is below its floor, GoldError where the gold is not the one that was measured."""
    pinned = _read(path).get(report.gold)
    if pinned is None:
        raise UsageError(f"{path}: no floors for {report.gold}", "set them with --update")
    if pinned["sha256"] != report.sha256:
        raise GoldError(f"{path}: {report.gold} has changed since its floors were set", "measure anew with --update")
    if fallen := _fallen(pinned["scores"], scores(report)):
        raise FloorError("below the floor: " + "; ".join(fallen), "mend it, or lower the floor knowingly with --update")


def update(report: Report, path: Path, *, allow_regression: bool = False) -> None:
    """Set the floors to the scores of this report; lowering one of the same gold takes a word."""
    floors = _read(path) if path.exists() else {}
    before = floors.get(report.gold)
    now = scores(report)
    if (
        before
        and before["sha256"] == report.sha256
        and not allow_regression
        and (fallen := _fallen(before["scores"], now))
    ):
        raise FloorError("this would lower a floor: " + "; ".join(fallen), "say --allow-regression if it is meant")
    floors[report.gold] = {"sha256": report.sha256, "scores": now}
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


def _fallen(floors: Scores, now: Scores) -> list[str]:
    return [
        f"{kind} {name} {_shown(now.get(kind, {}).get(name))} < {floor}"
        for kind, names in sorted(floors.items())
        for name, floor in sorted(names.items())
        if floor is not None and (now.get(kind, {}).get(name) or 0.0) < floor
    ]


def _shown(value: float | None) -> str:
    return "nothing" if value is None else str(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        floors = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}", "set floors with --update") from error
    except ValueError as error:
        raise GoldError(f"{path}: not JSON ({error})") from error
    if not isinstance(floors, dict):
        raise GoldError(f"{path}: not an object")
    return floors
