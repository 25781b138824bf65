"""Every row of the gold table of facts: all that is claimed, each slot, and what must not be claimed."""

from collections import Counter

import pytest
from gold_fact import answer, read, read_facts, skeleton

ROWS = read_facts()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.id, marks=[pytest.mark.xfail(reason=row.gap, strict=True)] if row.gap else [])
        for row in ROWS
    ],
)
def test_row_is_claimed_exactly(row):
    assert answer(row, read(row.text, row.published)) == list(row.facts), row.text


def test_at_most_three_rows_share_a_skeleton():
    assert [text for text, count in Counter(map(skeleton, ROWS)).items() if count > 3] == []


def test_there_are_negatives_and_rows_with_two_places_or_times():
    assert len(ROWS) >= 200
    assert sum(not row.facts for row in ROWS) >= 10
    assert sum(map(_is_pair, ROWS)) >= 60


def _is_pair(row):
    """Two figures, and two places or two times, in one row."""
    figures = [fact for fact in row.facts if not fact.startswith("event")]
    for slot in ("place=", "time="):
        values = {part.split()[0] for fact in figures for part in fact.split("; ") if part.startswith(slot)}
        if len(figures) > 1 and len(values) > 1:
            return True
    return False
