"""The test suites of other projects beside the repository: their cases, their scorer, and what we leave out."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

SHARED = Path(__file__).parents[3] / "shared"
SUITES = SHARED / "data" / "peers"
SCORER = SHARED / "tools" / "score_peers.py"


def scorer() -> ModuleType:
    """The suites' own scorer."""
    spec = importlib.util.spec_from_file_location("score_peers", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> Iterator[dict]:
    """The cases that nobody suspects."""
    for path in sorted(SUITES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            if "suspect" not in (case.get("flags") or []):
                yield case


def excluded(name: str) -> dict[str, str]:
    """Case and reason, from a table in this folder."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines if line)
