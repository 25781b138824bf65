"""What holds for any text: folding, repairs, sentences."""

import pytest
from gold_table import document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.repair import repair, undo
from pipeline.nlp import sentences
from pipeline.records import ZONES, Zone
from pipeline.text import Span, bare, fold, searchable

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةٱ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200c\u200d\u200e\u200f\u202a\u202c\ufeff"
SIGNS = " \u00a0\n\r\t.،؛؟!:«»“”\"'()[]-–…/%٪٫٬0123456789٠١٢٣٤٥٦٧٨٩۱۲۳"
FORMS = "\ufefb\ufdfa\ufe8d\ufee3\u06cc\u06a9گپ"
ARABIC = st.text(st.sampled_from(LETTERS + MARKS + SIGNS + FORMS), max_size=200)
ANY = st.one_of(ARABIC, st.text(max_size=120))
WORDS = st.lists(
    st.sampled_from(
        [
            "وزارة الصحة",
            "08.22",
            "م. أخنوش",
            "11,338",
            "سريراً",
            '"نص"',
            "«قال.",
            "»",
            ".",
            "،",
            "..",
            "\r\n",
            "\n",
            "   ",
            "1.",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(ANY)
def test_folding_is_idempotent(text):
    key = fold(text).text
    assert fold(key).text == key


@given(ANY, st.integers(0, 10_000))
def test_origins_ascend_and_stay_in_range(text, offset):
    key = fold(text, offset)
    assert len(key.origin) == len(key.text)
    assert all(one <= other for one, other in zip(key.origin, key.origin[1:], strict=False))
    assert all(offset <= place < offset + len(text) for place in key.origin)


@given(ARABIC, st.data())
def test_every_span_of_the_key_is_a_span_of_the_text_that_folds_to_hold_it(text, data):
    key = fold(text)
    if not key.text:
        return
    start = data.draw(st.integers(0, len(key.text) - 1))
    end = data.draw(st.integers(start + 1, len(key.text)))
    span = key.to_source(start, end)
    assert key.text[start:end] in fold(text[slice(*span)]).text


@given(ARABIC)
def test_harakat_and_tatweel_change_no_key(text):
    assert fold("".join(char + "\u064e\u0640" for char in text)).text == fold(text).text


@given(ARABIC)
def test_what_is_bare_folds_alike(text):
    assert fold(bare(text)).text == fold(text).text


@given(ARABIC)
def test_the_search_form_is_that_of_itself(text):
    once = searchable(fold(text).text)
    assert searchable(fold(once).text) == once


@given(st.text(st.one_of(st.characters(), st.sampled_from("\0\ud800\udfff\udc80")), max_size=80))
def test_repairs_undo(text):
    repaired, repairs = repair(text)
    assert undo(repaired, repairs) == text
    assert "\0" not in repaired
    repaired.encode("utf-8")


@pytest.mark.parametrize("kind", ["any", "words"])
@given(data=st.data())
@settings(deadline=None)
def test_sentences_cover_the_text_and_never_overlap(kind, data):
    check(data.draw(ANY if kind == "any" else WORDS))


@given(WORDS, st.data())
@settings(deadline=None)
def test_a_zone_ends_every_sentence(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    zones = tuple(
        Zone(Span(start, end), data.draw(st.sampled_from(ZONES)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    for sentence in check(text, zones):
        assert all(
            sentence.span.end <= zone.span.start
            or zone.span.end <= sentence.span.start
            or (
                zone.span.start <= sentence.span.start
                and sentence.span.end <= zone.span.end
                and sentence.zone == zone.zone
            )
            for zone in zones
        )


def check(text, zones=()):
    from dataclasses import replace

    found = sentences(replace(document(text), zones=zones))
    at = 0
    for position, sentence in enumerate(found):
        assert sentence.position == position
        assert sentence.text == text[slice(*sentence.span)] == sentence.text.strip()
        assert sentence.key == fold(sentence.text, sentence.span.start)
        assert not text[at : sentence.span.start].strip()
        at = sentence.span.end
    assert not text[at:].strip()
    return found
