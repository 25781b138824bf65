"""A fact has words behind every slot; what is not said in one way only is not said."""

from datetime import date
from decimal import Decimal

from gold_table import document

from pipeline.build import analyse
from pipeline.facts import facts
from pipeline.lexicon import load
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Figure, Name, Timex, decimal

TEXT = "تضم جهة الشرق 22 مستشفى و430 سريرا منذ 2024. والعيون 3 مراكز"


def sentence(words, position=0, zone="body"):
    start = TEXT.index(words)
    text = TEXT[start : start + len(words)]
    return Sentence("0" * 16, position, Span(start, start + len(words)), text, fold(text, start), zone)


def mention(kind, surface, value, position=0, entity_id=None):
    start = TEXT.index(surface)
    span = Span(start, start + len(surface))
    return Mention(kind, span, surface, value, "test", position, entity_id=entity_id)


def figure(surface, value, unit, position=0):
    return mention("figure", surface, Figure(Decimal(value), unit=unit), position)


def year(known=True):
    days = {"start_date": date(2024, 1, 1), "end_date": date(2024, 12, 31)} if known else {}
    return mention("date", "2024", Timex(timex_value="2024" if known else None, **days))


EAST = mention("place", "جهة الشرق", Name("جهة الشرق", "region", ("region/02",)), entity_id="region/02")
FIRST = sentence(TEXT[: TEXT.index(".") + 1])
BEDS = figure("430 سريرا", 430, "bed")
HOSPITALS = figure("22 مستشفى", 22, "hospital")


def read(mentions, sentences=(FIRST,), text=TEXT):
    return facts(document(text), sentences, mentions, load())


def test_every_figure_of_the_body_is_a_fact():
    found = read([EAST, HOSPITALS, BEDS, year()])
    assert [(decimal(fact.figure.value.value), fact.indicator) for fact in found] == [
        ("22", "hospital"),
        ("430", "bed"),
    ]
    assert {fact.place.entity_id for fact in found} == {"region/02"}
    assert {(fact.place_how, fact.time_how, fact.time_relation) for fact in found} == {("clause", "clause", None)}
    assert {fact.quote for fact in found} == {FIRST.text}


def test_every_filled_slot_has_evidence():
    (fact,) = read([EAST, BEDS, year()])
    assert {one.slot: one.mention for one in fact.evidence} == {"value": BEDS, "place": EAST, "time": year()}
    (bare,) = read([BEDS])
    assert [one.slot for one in bare.evidence] == ["value"]


def test_two_places_leave_the_place_unknown():
    other = mention("place", "الشرق", Name("الشرق", "place"), entity_id="place/الشرق")
    (fact,) = read([EAST, other, BEDS])
    assert (fact.place, fact.place_how) == (None, None)


def test_a_place_that_no_entity_stands_for_is_no_place():
    (fact,) = read([mention("place", "الشرق", Name("الشرق", "place")), BEDS])
    assert fact.place is None


def test_a_time_that_nothing_resolves_is_no_time():
    (fact,) = read([BEDS, year(known=False)])
    assert (fact.time, fact.time_how) == (None, None)


def test_another_sentence_lends_nothing():
    second = sentence("والعيون 3 مراكز", 1)
    found = read([EAST, BEDS, figure("3 مراكز", 3, "centre", 1)], (FIRST, second))
    assert [fact.place for fact in found] == [EAST, None]


def test_what_stands_outside_the_body_is_not_claimed():
    assert read([BEDS], (sentence(FIRST.text, zone="boilerplate"),)) == ()
    assert read([BEDS], (sentence(FIRST.text, zone="repeat"),)) == ()
    assert len(read([BEDS], (sentence(FIRST.text, zone="title"),))) == 1


def test_what_is_not_known_stays_unknown():
    (fact,) = read([BEDS])
    assert fact.time_relation is None


def claims(text, published=None):
    return [
        (
            decimal(fact.figure.value.value),
            fact.place and fact.place.entity_id,
            fact.time and fact.time.value.timex_value,
        )
        for fact in analyse(document(text, published), load()).facts
    ]


def test_another_clause_lends_nothing():
    assert claims("اجتمع المسؤولون بالرباط سنة 2024، ثم تقرر بناء 12 مستشفى") == [("12", None, None)]
    assert claims("أكد الوزير في الرباط أن 12 مستشفى ستفتح في فبراير 2026") == [("12", None, "2026-02")]
    assert claims("تُسلَّم عشرة مستشفيات في فبراير 2026 وتوفر 1430 سريرا، ثم 1637 سريرا عند نهاية الأشغال") == [
        ("10", None, "2026-02"),
        ("1430", None, "2026-02"),
        ("1637", None, None),
    ]


def test_a_comma_inside_a_number_parts_no_clause():
    assert claims("ستوفر المشاريع 11,338 سريرا بجهة الشرق") == [("11338", "region/02", None)]
