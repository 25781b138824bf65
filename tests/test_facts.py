"""A fact has words behind every slot; what is not said in one way only is not said."""

from datetime import date

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Evidence, Fact, Mention
from pipeline.text import Span
from pipeline.values import decimal

DAY = date(2026, 1, 21)


def read(text, published=DAY, country="MA"):
    return analyse(document(text, published, country), load())


def amount(fact):
    return decimal(fact.about.value.value) if isinstance(fact.about, Mention) else fact.action


def told(text, *slots):
    return [(amount(fact), *(getattr(fact, slot) for slot in slots)) for fact in read(text).facts]


def test_a_fact_cannot_be_without_evidence():
    fact = read("تضم جهة الشرق 22 مستشفى").facts[0]
    with pytest.raises(ValueError, match="evidence"):
        Fact(about=fact.about, evidence=())


@pytest.mark.parametrize(
    "text",
    [
        "وفي سنة 2024، تم افتتاح 12 مدرسة بفاس ضمن برنامج أوراش، حسب الوزارة.",
        "صادق مجلس الحكومة، الخميس، على مشروع القانون رقم 12.34 المتعلق بالماء.",
        "يتوقع أن يبلغ معدل البطالة 11% بحلول نهاية 2027 على الصعيد الوطني.",
    ],
)
def test_every_filled_slot_has_evidence_inside_the_text(text):
    analysis = read(text)
    assert analysis.facts
    for fact in analysis.facts:
        slots = {one.slot for one in fact.evidence}
        filled = {
            "action": fact.action,
            "subject": fact.subject,
            "place": fact.place,
            "time": fact.time_how,
            "programme": fact.programme_id,
            "said_on": fact.said_on,
            "status": fact.context.status,
            "change": fact.context.change,
            "speaker": fact.context.speaker,
            "condition": fact.context.condition,
        }
        assert {slot for slot, value in filled.items() if value is not None} <= slots
        for one in fact.evidence:
            sentence = analysis.sentences[one.sentence]
            assert sentence.span.start <= one.span.start < one.span.end <= sentence.span.end


def test_a_mention_is_evidence_by_its_own_span():
    fact = read("تضم جهة الشرق 22 مستشفى").facts[0]
    assert Evidence.of("value", fact.about) in fact.evidence


def test_what_stands_outside_the_body_is_not_claimed():
    ticker = "    ".join(["فتح 12 مدرسة بفاس", *[f"عنوان قصير رقم {n} لا صلة له بما بعده" for n in range(30)]])
    analysis = read(ticker)
    body = {sentence.position for sentence in analysis.sentences if sentence.in_body}
    assert all(fact.about.sentence in body for fact in analysis.facts)


def test_one_figure_of_several_places_is_several_facts():
    assert told("تم بناء 12 مدرسة في كل من فاس ومكناس", "place") == [("12", "فاس"), ("12", "مكناس")]


def test_a_list_of_places_without_each_leaves_the_place_open():
    assert told("تم بناء 12 مدرسة في فاس ومكناس", "place") == [("12", None)]


def test_ids_count_the_facts_of_one_figure():
    from pipeline.store.claim import numbered

    facts = read("تم بناء 12 مدرسة في كل من فاس ومكناس").facts
    assert [identity.rpartition(".")[2] for _, identity in numbered(facts, "0" * 16)] == ["1", "2"]


def test_an_event_has_an_id_of_its_own():
    (fact,) = read("انعقد المجلس الإداري للوكالة في مارس 2025").facts
    assert fact.about.id("0" * 16) == f"{'0' * 16}.0-5.event"
    assert fact.about.span == Span(0, 5)


def test_another_clause_lends_nothing():
    assert told("اجتمع المسؤولون بالرباط سنة 2024، ثم تقرر بناء 12 مستشفى", "place", "time_how") == [("12", None, None)]
    assert told("أكد الوزير في الرباط أن 12 مستشفى ستفتح في فبراير 2026", "place", "end_date") == [
        ("12", None, date(2026, 2, 28))
    ]


def test_a_comma_inside_a_number_parts_no_clause():
    assert told("ستوفر المشاريع 11,338 سريرا بجهة الشرق", "place_id") == [("11338", "region/02")]


def table(*rows):
    """A document that is one table, as a reader gives it."""
    from dataclasses import replace

    from pipeline.records import Cell, Zone

    text, cells, zones = "", [], []
    for at, row in enumerate(rows):
        start = len(text)
        for column, words in enumerate(row):
            cells.append(Cell(Span(len(text), len(text) + len(words)), 1, 0, at, column, at == 0))
            text += words + ("\n" if column == len(row) - 1 else "\t")
        zones.append(Zone(Span(start, len(text) - 1), "table"))
    return replace(document(text, DAY), cells=tuple(cells), zones=tuple(zones))


def test_a_cell_has_the_place_of_its_row_and_the_time_of_its_column():
    read_table = table(
        ("الجهة", "أسرة سنة 2023", "أسرة سنة 2024"),
        ("جهة الشرق", "1200 سرير", "1400 سرير"),
        ("جهة سوس ماسة", "900 سرير", "950 سرير"),
    )
    found = [
        (amount(fact), fact.place_id, fact.start_date and fact.start_date.year)
        for fact in analyse(read_table, load()).facts
    ]
    assert found == [
        ("1200", "region/02", 2023),
        ("1400", "region/02", 2024),
        ("900", "region/09", 2023),
        ("950", "region/09", 2024),
    ]


def test_the_place_that_a_document_is_about_is_told_last():
    text = "تضم مدينة آسفي ميناء كبيرا. وتعرف آسفي نشاطا متزايدا. وزار الوزير آسفي.\nوتم تسجيل 12 حالة."
    assert told(text, "place", "place_how")[-1] == ("12", "آسفي", "document")


def test_links_lead_from_the_part_to_the_whole():
    analysis = read("تم بناء 80 مدرسة، منها 30 بإقليم الحوز، ضمن 12 مشروعا أخرى.")
    assert [(amount(link.fact), link.relation, amount(link.other)) for link in analysis.links] == [
        ("30", "part_of", "80")
    ]
