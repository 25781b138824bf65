"""What is said of each figure: done or planned, denied or conditional, and by whom."""

import re
from collections import Counter

import pytest
from context_table import SLOTS, read_contexts
from gold_table import document

from pipeline.build import analyse
from pipeline.context import contexts
from pipeline.lexicon import load
from pipeline.records import Cue
from pipeline.text import Span

ROWS = read_contexts()


def read(text, spans):
    """The analysis of a text, and the contexts of these spans."""
    analysis = analyse(document(text), load())
    targets = [
        Cue("target", "", Span(*span), text[slice(*span)], "test", sentence.position)
        for span in spans
        for sentence in analysis.sentences
        if sentence.span.start <= span[0] < sentence.span.end
    ]
    return contexts(analysis.document, analysis.sentences, analysis.mentions, targets, load())


def described(context):
    """The slots as the gold table writes them."""
    found = {slot: getattr(context, slot) or "" for slot in SLOTS}
    meant = context.speaker_mention.value.name if context.speaker_mention else context.speaker
    if meant != context.speaker:
        found["speaker"] += f" = {meant}"
    return found


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.id, marks=[pytest.mark.xfail(reason=row.gap, strict=True)] if row.gap else [])
        for row in ROWS
    ],
)
def test_row_is_read_exactly(row):
    assert [described(context) for context in read(row.text, row.spans)] == [row.slots] * len(row.spans), row.text


def test_at_most_three_rows_share_a_skeleton():
    assert [text for text, count in Counter(map(skeleton, ROWS)).items() if count > 3] == []


def skeleton(row):
    return re.sub(r"[\d٠-٩]+", "0", row.text)
