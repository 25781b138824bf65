"""TimeML: well-formed whatever the text, the text unchanged, every expression of time in its place."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.timeml import timeml


def marked(text, published=None):
    source = document(text, published)
    return ET.fromstring(timeml(source, analyse(source, load()).mentions).encode())


def attributes(text, published=None):
    return [dict(element.attrib) for element in marked(text, published).find("TEXT").iter("TIMEX3")]


def test_a_date_is_marked_where_it_stands():
    root = marked("صدر في 3 ماي 2021 بفاس.")
    (timex,) = root.find("TEXT")
    assert timex.text == "3 ماي 2021"
    assert timex.attrib == {"tid": "t1", "type": "DATE", "value": "2021-05-03"}
    assert "".join(root.find("TEXT").itertext()) == "صدر في 3 ماي 2021 بفاس."


def test_the_day_of_publication_anchors_what_leans_on_it():
    text, day = "استقبل الوزير، الثلاثاء، وفدا.", date(2025, 12, 30)
    (creation,) = marked(text, day).find("DCT")
    assert creation.attrib["functionInDocument"] == "CREATION_TIME"
    (timex,) = attributes(text, day)
    assert (timex["value"], timex["temporalFunction"], timex["anchorTimeID"]) == ("2025-12-30", "true", "t0")


def test_what_nothing_resolves_says_how_fine_it_is():
    (timex,) = attributes("استقبل الوزير، الثلاثاء، وفدا.")
    assert (timex["value"], timex["temporalFunction"]) == ("XXXX-XX-XX", "true")


def test_a_range_is_a_duration_between_two_points():
    whole, first, last = attributes("يقام من 3 إلى 7 أبريل 2019.")
    assert (whole["type"], whole["value"]) == ("DURATION", "P5D")
    assert (whole["beginPoint"], whole["endPoint"]) == (first["tid"], last["tid"])
    assert (first["value"], last["value"]) == ("2019-04-03", "2019-04-07")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نهاية يناير 2026.", {"type": "DATE", "value": "2026-01", "mod": "END"}),
        ("منذ دجنبر 2023 وهو غائب.", {"type": "DATE", "value": "2023-12", "mod": "ON_OR_AFTER"}),
        ("يجتمع المكتب كل شهر.", {"type": "SET", "value": "P1M", "quant": "EVERY"}),
        ("استغرق السفر ثلاثة أيام.", {"type": "DURATION", "value": "P3D"}),
        ("دام الإضراب أكثر من ثلاثة أيام.", {"type": "DURATION", "value": "P3D", "mod": "MORE_THAN"}),
        ("يبدأ على الساعة الثامنة مساء.", {"type": "TIME", "value": "T20:00"}),
    ],
)
def test_values_are_those_of_the_standard(text, expected):
    (timex,) = attributes(text)
    assert {name: value for name, value in timex.items() if name != "tid"} == expected


def test_marks_never_nest():
    root = marked("يشتغل منذ خمس سنوات.", date(2025, 5, 5))
    assert [len(element) for element in root.find("TEXT")] == [0]


@pytest.mark.parametrize("text", ["a < b & «ج» > \x00\x0b", "<TIMEX3>3 ماي 2021</TIMEX3>", ""])
def test_hostile_text_stays_well_formed(text):
    marked(text)
