"""What an undated text tells of its own day of publication, and what it does not."""

from datetime import date

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.resolve.published import Constraint, forget, window
from pipeline.text import Span


def read(text, published=None):
    return analyse(document(text, published), load())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وقع الطرفان، أمس الأحد 5 ماي 2019، عقدا جديدا.", date(2019, 5, 6)),
        ("افتتح المعرض اليوم الثلاثاء 30 أبريل 2019 بمكناس.", date(2019, 4, 30)),
        ("يحل الوفد غدا الخميس 27 يونيو 2019 بطنجة.", date(2019, 6, 26)),
    ],
)
def test_a_date_beside_today_or_yesterday_tells_the_day(text, day):
    found = read(text).document
    assert (found.metadata.published_on, found.published_how) == (day, "inferred")
    assert (found.published_from, found.published_to) == (day, day)


def test_a_running_month_between_what_was_and_what_will_be():
    text = (
        "بلغت الأشغال نهايتها في دجنبر 2025.\nويسلم الورش بنهاية يناير الجاري.\n"
        "سيفتح بحلول فبراير 2026 خلال العام الجاري."
    )
    found = read(text)
    assert found.document.metadata.published_on is None
    assert (found.document.published_from, found.document.published_to) == (date(2026, 1, 1), date(2026, 1, 31))
    values = {mention.surface: mention.value for mention in found.mentions if mention.kind == "date"}
    assert values["نهاية يناير الجاري"].timex_value == "2026-01"
    assert (values["العام الجاري"].timex_value, values["العام الجاري"].anchor) == ("2026", "inferred")


def test_a_compared_year_tells_the_year_of_publication():
    text = "ربح المطار مسافرين كثيرين سنة 2018.\nوعبره العام الماضي مليون مسافر، بزيادة خمسة في المائة عن سنة 2017."
    found = read(text)
    assert (found.document.published_from, found.document.published_to) == (date(2019, 1, 1), date(2019, 12, 31))
    assert [mention.value.timex_value for mention in found.mentions if mention.surface == "العام الماضي"] == ["2018"]


@pytest.mark.parametrize(
    "text",
    [
        "التقى الوزير الوفد، الثلاثاء.",
        "عقد الاجتماع يوم 3 ماي 2019 بفاس.",
        "عبره العام الماضي مليون مسافر، بزيادة خمسة في المائة عن سنة 2017.",
        "انتهت الأشغال بنهاية يناير الجاري.",
        "نظم الحفل أمس الأحد 5 ماي 2019.\nونظم آخر أمس الأحد 12 ماي 2019.",
        "نظم الحفل أمس السبت 5 ماي 2019.",
    ],
)
def test_where_nothing_is_sure_nothing_is_inferred(text):
    found = read(text).document
    assert (found.metadata.published_on, found.published_how, found.published_from) == (None, None, None)


def test_a_day_from_elsewhere_is_never_touched():
    found = read("افتتح المعرض اليوم الثلاثاء 30 أبريل 2019 بمكناس.", date(2025, 1, 1)).document
    assert (found.metadata.published_on, found.published_how) == (date(2025, 1, 1), "manifest")


def test_what_was_inferred_is_inferred_anew():
    first = read("افتتح المعرض اليوم الثلاثاء 30 أبريل 2019 بمكناس.").document
    assert forget(first).metadata.published_on is None
    assert analyse(first, load()).document == first


def test_no_more_than_a_year_is_left():
    def told(**said):
        return Constraint(Span(0, 1), "", **said)

    assert window([told(first=date(2019, 1, 1))]) is None
    assert window([told(first=date(2019, 1, 1)), told(last=date(2021, 1, 1))]) is None
    assert window([told(first=date(2019, 2, 1)), told(last=date(2019, 1, 1))]) is None
    assert window([told(first=date(2019, 1, 1)), told(last=date(2019, 9, 1)), told(month=3)]) == (
        date(2019, 3, 1),
        date(2019, 3, 31),
    )
    assert window([told(first=date(2019, 1, 1)), told(last=date(2019, 9, 1)), told(month=3), told(month=4)]) is None
