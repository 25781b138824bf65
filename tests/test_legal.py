"""Citations: what a table of cases cannot show (titles, line ends, speed on hostile text)."""

import time

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.extract import extract
from pipeline.extract.citation import number_of
from pipeline.extract.legal import KIND, RULES
from pipeline.extract.rule import Reader, compile_rule
from pipeline.lexicon import load
from pipeline.records import Sentence
from pipeline.text import Span, fold


def sentence(text):
    return Sentence("0" * 16, 0, Span(0, len(text)), text, fold(text))


def read(text):
    return [mention for mention in extract(sentence(text), load()) if mention.kind == "law"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("08.22", "08.22"),
        ("131-13", "131.13"),
        ("45/13", "45.13"),
        ("11- 27", "11.27"),
        ("2.22.1061", "2.22.1061"),
        ("11/2021", "11.2021"),
        ("15/03/2024", None),
        ("2018-2019", None),
    ],
)
def test_a_number_keeps_the_order_in_which_it_is_printed(printed, number):
    assert number_of(printed) == number


def test_the_number_may_stand_on_the_next_line():
    assert [(mention.span, mention.value.number) for mention in read("نشر القانون\nرقم 17.99 اليوم")] == [
        (Span(4, 21), "17.99")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("صدر القانون رقم 31.08 المتعلق بحماية المستهلك، ودخل حيز التنفيذ.", "حماية المستهلك"),
        ("صدر القانون رقم 31.08 القاضي بتحديد تدابير الحماية.", "تحديد تدابير الحماية"),
        ("القانون رقم 131.13 المتعلق بمزاولة مهنة الطب الذي صدر حديثا", "مزاولة مهنة الطب"),
        ("القانون رقم 54.05 بشأن التدبير المفوض للمرافق العامة", "التدبير المفوض للمرافق العامة"),
        ("المرسوم رقم 2.08.1 الصادر في 5 ماي 2008 المتعلق بالنقل", "النقل"),
        ("القانون رقم 28.08 المنظم لمهنة المحاماة", "مهنة المحاماة"),
        ("القانون رقم 22.20 لم ينشر بعد", None),
    ],
)
def test_the_title_is_read_but_left_outside_the_span(text, title):
    (mention,) = read(text)
    found = mention.value.title
    assert found is None if title is None else found.removeprefix("ال") == title.removeprefix("ال")
    assert mention.surface.endswith(tuple("0123456789"))


def test_a_title_belongs_to_the_nearest_text():
    decree, law = read("المرسوم رقم 2.23.350 الصادر في 28 يونيو بتطبيق القانون رقم 08.22 المتعلق بإحداث المجموعات.")
    assert decree.value.title is None
    assert law.value.title == "إحداث المجموعات"


def test_what_is_around_a_citation_stays_free_for_other_kinds():
    (mention,) = read("المادة 12 من القانون رقم 08.22 الصادر في 28 يونيو 2023")
    assert mention.surface == "القانون رقم 08.22"
    assert mention.value.articles == ("12",)


def test_harakat_and_tatweel_change_no_value():
    assert read("القَانُونُ رقم 08.22")[0].value == read("القانــون رقم 08.22")[0].value


@pytest.mark.parametrize(
    "text",
    [
        "قرار " * 4000,
        "قرار لوزير " * 2000 + "رقم",
        "المادة 1 " * 3000 + "من القانون رقم 08.22",
        "القانون رقم " + "1." * 5000,
        "القانون رقم 08.22 المتعلق ب" + "كلمة " * 4000,
        "المواد " + "1 و" * 5000,
    ],
)
def test_hostile_text_takes_linear_time(text):
    rules = [compile_rule(rule, load()) for rule in RULES]
    start = time.perf_counter()
    Reader(sentence(text), load()).read(KIND, rules)
    assert time.perf_counter() - start < 2


def test_a_pointing_citation_takes_its_only_antecedent():
    mentions = analyse(document("صدر القانون رقم 54.05 أمس. وينص القانون المذكور على العقود."), load()).mentions
    assert [mention.entity_id for mention in mentions if mention.kind == "law"] == ["law/54.05", "law/54.05"]
