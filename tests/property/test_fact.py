"""What holds for the facts of every text."""

from gold_table import document
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import any_text, press

from pipeline.build import analyse
from pipeline.facts import facts, passages
from pipeline.lexicon import load
from pipeline.records import Mention

SETTINGS = settings(max_examples=60, deadline=None)


@SETTINGS
@given(st.one_of(press, any_text))
def test_evidence_stands_in_its_sentence_and_every_slot_has_some(text):
    analysis = analyse(document(text), load())
    for fact in analysis.facts:
        slots = {one.slot for one in fact.evidence}
        for one in fact.evidence:
            sentence = analysis.sentences[one.sentence]
            assert sentence.span.start <= one.span.start < one.span.end <= sentence.span.end
        assert fact.place is None or "place" in slots
        assert fact.time_how is None or "time" in slots
        assert fact.action is None or "action" in slots
        assert fact.subject is None or "subject" in slots
        assert 0 < fact.confidence <= 1


@SETTINGS
@given(press)
def test_every_figure_of_the_body_is_a_fact(text):
    analysis = analyse(document(text), load())
    body = {sentence.position for sentence in analysis.sentences if sentence.in_body}
    figures = {one.span for one in analysis.mentions if one.kind == "figure" and one.sentence in body}
    assert {fact.about.span for fact in analysis.facts if isinstance(fact.about, Mention)} == figures


@SETTINGS
@given(press)
def test_facts_are_the_same_twice(text):
    analysis = analyse(document(text), load())
    again = passages(analysis.sentences, analysis.mentions, load())
    contexts = {fact.about.span: fact.context for fact in analysis.facts}
    assert facts(analysis.document, again, contexts, load()).facts == analysis.facts
