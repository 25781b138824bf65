"""What is said of each figure: done or planned, denied or conditional, and by whom."""

import cProfile
import pstats
import re
from collections import Counter
from dataclasses import replace

import pytest
from context_table import SLOTS, read_contexts
from gold_table import document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.build import analyse
from pipeline.context import contexts
from pipeline.lexicon import load
from pipeline.records import Context, Cue
from pipeline.text import Span

ROWS = read_contexts()
PIECES = [
    *(word for row in ROWS[::5] for word in re.split(r"(\s)", row.text)),
    *'«»“”":،؛.!?()[]\n\u0640\u200f 0٣',
    "وأكد ",
    "حسب ",
    "نفسه ",
]


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


def test_every_filled_slot_has_a_cue_that_quotes_the_text():
    for row in ROWS:
        for context in read(row.text, row.spans):
            assert {cue.slot for cue in context.cues} == {slot for slot in SLOTS if getattr(context, slot)}
            for cue in context.cues:
                assert cue.surface == " ".join(row.text[slice(*cue.span)].split())


def test_a_target_outside_the_body_has_no_context():
    text = "قال أمين التهراوي إن الجهة تضم 22 مستشفى."
    analysis = analyse(document(text), load())
    (sentence,) = analysis.sentences
    (figure,) = [mention for mention in analysis.mentions if mention.kind == "figure"]
    hidden = [replace(sentence, zone="boilerplate")]
    assert contexts(analysis.document, hidden, analysis.mentions, [figure], load()) == (Context(),)
    assert contexts(analysis.document, [sentence], analysis.mentions, [figure], load())[0].speaker == "أمين التهراوي"


def test_nothing_is_read_without_a_target():
    assert read("قال أمين التهراوي إن الجهة كبيرة.", []) == ()


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(text):
    spans = [(at, at + 2) for at in range(0, len(text) - 2, 7) if text[at : at + 2].strip()]
    for context in read(text, spans):
        assert context.status is None or context.stance is not None


def test_a_long_hostile_text_is_read_in_linear_steps():
    """Ten times the text costs no more than some thirty times the work: counted in calls, not in seconds."""
    piece = "وأكد أن «قال الوزير، في حال، حسب بلاغ، " * 3
    calls = {}
    for times in (10, 100):
        text = piece * times
        profile = cProfile.Profile()
        analysis = analyse(document(text), load())
        targets = [
            Cue("t", "", Span(one.span.start, one.span.start + 2), "", "", one.position) for one in analysis.sentences
        ]
        profile.enable()
        contexts(analysis.document, analysis.sentences, analysis.mentions, targets, load())
        profile.disable()
        calls[times] = pstats.Stats(profile).total_calls
    assert calls[100] < 30 * calls[10]
