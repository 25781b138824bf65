"""The executable specification: every row of every gold table, as the whole list of what is found."""

from collections import Counter

import pytest
from gold_table import document, read_table, skeleton, tables

from pipeline.build import analyse
from pipeline.extract import EXTRACTORS
from pipeline.lexicon import load
from pipeline.values import describe

TABLES = tables()
ROWS = [row for path in TABLES for row in read_table(path)]


def found(row):
    analysis = analyse(document(row.text, row.published, row.country), load())
    pool = analysis.numbers if row.kind == "number" else analysis.mentions
    return [
        (*mention.span, mention.entity_id if row.kind == "place" and mention.entity_id else describe(mention.value))
        for mention in pool
        if mention.kind == row.kind
    ]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.id, marks=[pytest.mark.xfail(reason=row.gap, strict=True)] if row.gap else [])
        for row in ROWS
    ],
)
def test_row_is_read_exactly(row):
    assert found(row) == row.expected, row.text


def test_every_extractor_has_a_gold_table_with_a_negative():
    by_table = {path.stem: read_table(path) for path in TABLES}
    assert set(EXTRACTORS) <= set(by_table)
    assert [name for name in EXTRACTORS if all(row.spans for row in by_table[name])] == []


def test_at_most_three_rows_share_a_skeleton():
    assert [text for text, count in Counter(map(skeleton, ROWS)).items() if count > 3] == []
