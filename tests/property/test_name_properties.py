"""What holds for places and legal texts in any text."""

from gold_table import document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.build import analyse
from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.records import Sentence
from pipeline.text import Span, fold
from pipeline.values import Legal

PIECES = [
    *("القانون", "رقم", "08.22", "مرسوم", "قرار لوزير", "المادة 5 من", "المتعلق ب", "و", "ب", "ل", "،", ".", "\n"),
    *("المذكور", "12-13", "45/13", "الدستور", "قانون المالية لسنة 2024", "بتطبيق", "صادر في", "الرباط", "جهة"),
    *("طنجة- تطوان- الحسيمة", "إقليم", "إقليمي", "أجدير", "الجديدة", "مالي", "السعودية", "المغرب", "في", "جماعة", "ـ"),
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map(" ".join)
KINDS = {"law", "place"}


def read(text):
    sentence = Sentence("0" * 16, 0, Span(0, len(text)), text, fold(text))
    return [mention for mention in extract(sentence, load()) if mention.kind in KINDS]


@given(texts)
@settings(max_examples=150, deadline=None)
def test_a_mention_quotes_its_source_and_never_overlaps(text):
    for kind in KINDS:
        end = 0
        for mention in (mention for mention in read(text) if mention.kind == kind):
            assert text[mention.span.start : mention.span.end] == mention.surface
            assert mention.span.start >= end
            end = mention.span.end


@given(texts)
@settings(max_examples=100, deadline=None)
def test_tatweel_changes_no_value(text):
    stretched = text.replace("ان", "اـن").replace("با", "بـا")
    assert [mention.value for mention in read(text)] == [mention.value for mention in read(stretched)]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
@settings(max_examples=80, deadline=None)
def test_every_entity_of_a_mention_is_given_with_its_parents(text):
    analysis = analyse(document(text), load())
    known = {entity.id for entity in analysis.entities}
    assert {m.entity_id for m in analysis.mentions if m.entity_id and m.kind in KINDS} <= known
    assert {entity.parent_id for entity in analysis.entities if entity.parent_id} <= known
    assert all(edge.from_id in known and edge.to_id in known for edge in analysis.edges)
    assert [entity.id for entity in analysis.entities] == sorted(known)


@given(st.integers(1, 150), st.integers(1, 99), st.sampled_from(".-/"))
def test_a_law_is_found_however_its_number_is_joined(first, second, joint):
    number = f"{first:02d}{joint}{second:02d}"
    (mention,) = read(f"صدر القانون رقم {number} أمس")
    assert mention.value == Legal("law", f"{first:02d}.{second:02d}")
