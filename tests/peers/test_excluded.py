"""What is left out of the comparison with other projects is named, exists, and is at most a tenth."""

import json
from collections import Counter
from pathlib import Path

import pytest

LINES = (Path(__file__).parent / "excluded.tsv").read_text("utf-8").splitlines()
CASES = dict(line.split("\t") for line in LINES[1:])


def test_every_case_is_named_once_with_its_reason():
    assert LINES[0] == "id\treason"
    assert len(CASES) == len(LINES) - 1
    assert all(reason.strip() for reason in CASES.values())


def test_at_most_a_tenth_of_a_dimension_is_left_out(shared):
    suites = sorted((shared / "data" / "peers").glob("*.jsonl"))
    if not suites:
        pytest.skip("the suites of other projects are not at hand")
    cases = {
        case["id"]: case["dimension"]
        for path in suites
        for case in map(json.loads, path.read_text("utf-8").splitlines())
        if "suspect" not in (case.get("flags") or [])
    }
    assert set(CASES) <= set(cases)
    size, left_out = Counter(cases.values()), Counter(cases[one] for one in CASES)
    assert [name for name, count in left_out.items() if count * 10 > size[name]] == []
