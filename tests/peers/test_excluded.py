"""What is left out of the comparison with other projects is named, exists, and is at most a tenth."""

import json
from collections import Counter
from pathlib import Path

import pytest

TABLES = ("excluded.tsv", "excluded_figure.tsv")


def read(table):
    header, *lines = (Path(__file__).parent / table).read_text("utf-8").splitlines()
    return header, lines, dict(line.split("\t") for line in lines)


@pytest.mark.parametrize("table", TABLES)
def test_every_case_is_named_once_with_its_reason(table):
    header, lines, cases = read(table)
    assert header == "id\treason"
    assert len(cases) == len(lines)
    assert all(reason.strip() for reason in cases.values())


@pytest.mark.parametrize("table", TABLES)
def test_at_most_a_tenth_of_a_dimension_is_left_out(shared, table):
    named = read(table)[2]
    suites = sorted((shared / "data" / "peers").glob("*.jsonl"))
    if not suites:
        pytest.skip("the suites of other projects are not at hand")
    cases = {
        case["id"]: case["dimension"]
        for path in suites
        for case in map(json.loads, path.read_text("utf-8").splitlines())
        if "suspect" not in (case.get("flags") or [])
    }
    assert set(named) <= set(cases)
    size, left_out = Counter(cases.values()), Counter(cases[one] for one in named)
    assert [name for name, count in left_out.items() if count * 10 > size[name]] == []
