"""What documents state of legal texts: day of issue, and the place in the Official Bulletin."""

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load


def stated(text, country="MA"):
    found = analyse(document(text, country=country), load()).statements
    assert all(text[one.span.start : one.span.end] == one.surface for one in found)
    return [
        (
            one.entity_id,
            str(one.issued.value.start_date) if one.issued else None,
            one.bulletin,
            str(one.bulletin_on.value.start_date) if one.bulletin_on else None,
            one.bulletin_page,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "حدد المرسوم رقم 2.21.17 الصادر في 5 مارس 2021 أجل التسجيل.",
            [("decree/2.21.17", "2021-03-05", None, None, None)],
        ),
        (
            "نفذه الظهير الشريف رقم 1.09.20 بتاريخ 22 من صفر 1430 (18 فبراير 2009) دون تأخير.",
            [("dahir/1.09.20", "2009-02-18", None, None, None)],
        ),
        (
            "القانون رقم 09.08، المنشور بالجريدة الرسمية عدد 5711 بتاريخ 23 فبراير 2009، ص 552، يحمي المعطيات.",
            [("law/09.08", None, "5711", "2009-02-23", "552")],
        ),
        (
            "ألغي القانون رقم 11-10 المؤرخ في 22 يونيو 2011 (الجريدة الرسمية، العدد 37 المؤرخة في 3 يوليو 2011).",
            [("law/11.10", "2011-06-22", None, None, None), ("law/11.10", None, "37", "2011-07-03", None)],
        ),
        (
            "صدر القانون رقم 31.08 بالجريدة الرسمية عدد 5932 في الصفحة الأولى.",
            [("law/31.08", None, "5932", None, None)],
        ),
        ("وزع العدد 7213 من الجريدة الرسمية.", []),
        ("طالع الجريدة الرسمية عدد 7213 قبل التوقيع.", []),
        ("يعود القانون رقم 31.08 إلى سنة 2011.", []),
        ("صوت النواب على القانون رقم 31.08 يوم 12 يناير 2011.", []),
    ],
)
def test_a_statement_belongs_to_its_text(text, expected):
    assert stated(text) == expected


def test_a_footnote_tells_where_the_document_itself_was_printed():
    text = "مرسوم رقم 2.22.9 صادر في 4 مارس 2022 بإحداث لجنة.\n1- الجريدة الرسمية عدد 7073 بتاريخ 14 مارس 2022، ص 1520."
    own = [one for one in analyse(document(text), load()).statements if one.own]
    assert [(one.entity_id, one.bulletin, one.bulletin_page) for one in own] == [
        ("decree/2.22.9", None, None),
        ("decree/2.22.9", "7073", "1520"),
    ]


def test_a_text_that_only_cites_is_no_legal_text():
    text = "بناء على المرسوم رقم 2.22.9 صادر في 4 مارس 2022 تقرر ما يلي."
    assert not any(one.own for one in analyse(document(text), load()).statements)


def test_edges_tell_the_rule_that_decided():
    text = "مرسوم رقم 2.22.9 صادر في 4 مارس 2022 بتطبيق القانون رقم 31.08.\nينسخ المرسوم رقم 2.12.503."
    edges = analyse(document(text), load()).edges
    assert {(edge.to_id, edge.relation) for edge in edges} == {
        ("law/31.08", "implements"),
        ("decree/2.12.503", "repeals"),
    }
    assert all(edge.rule for edge in edges)
