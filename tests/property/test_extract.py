"""What holds for every extractor on every text."""

from itertools import pairwise

import pytest
from gold_table import document
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MARKS, any_text, press

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.values import describe

SETTINGS = settings(max_examples=60, deadline=None)


def read(text):
    return analyse(document(text), load())


def values(text):
    return [(m.kind, describe(m.value)) for m in read(text).mentions]


@SETTINGS
@given(st.one_of(press, any_text))
def test_a_mention_quotes_its_source_and_stands_in_its_sentence(text):
    analysis = read(text)
    for mention in analysis.mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface
        sentence = analysis.sentences[mention.sentence]
        assert sentence.span.start <= mention.span.start < mention.span.end <= sentence.span.end


@SETTINGS
@given(st.one_of(press, any_text))
def test_mentions_of_a_kind_never_overlap(text):
    by_kind = {}
    for mention in read(text).mentions:
        by_kind.setdefault(mention.kind, []).append(mention.span)
    for spans in by_kind.values():
        assert all(one.end <= other.start for one, other in pairwise(sorted(spans)))


@SETTINGS
@given(press, st.data())
def test_harakat_and_tatweel_change_no_value(text, data):
    marked = "".join(
        char
        + (data.draw(st.sampled_from(MARKS[:7])) if "\u0621" <= char <= "\u064a" and data.draw(st.booleans()) else "")
        for char in text
    )
    assert values(marked) == values(text)


@SETTINGS
@given(press)
def test_the_system_of_digits_changes_no_value(text):
    assert values(text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == values(text)


@pytest.mark.parametrize(
    "text", ["و" * 5000, "يا رب " + "ووووو" * 400, "ل" * 5000, "ال" * 3000, "1 و" * 2000, "«" * 3000]
)
def test_a_hostile_repeat_is_read_like_any_text(text):
    assert read(text).document.text == text
