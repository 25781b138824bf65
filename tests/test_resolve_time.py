"""What the document tells of a date, and what it does not."""

from dataclasses import replace
from datetime import date

import pytest
from gold_table import document

from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.records import Zone
from pipeline.resolve.tense import tense
from pipeline.resolve.time import resolve
from pipeline.text import Span, fold


def read(text, published=None, zones=()):
    source = replace(document(text, published), zones=zones)
    parts = sentences(source)
    found = [mention for part in parts for mention in extract(part, load()) if mention.kind == "date"]
    mentions, warnings = resolve(source, parts, found, load())
    return list(mentions), list(warnings)


def values(text, published=None):
    return [mention.value for mention in read(text, published)[0]]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("التقى الوزير الوفد، الثلاثاء.", "published"),
        ("صادق المجلس الخميس 11 دجنبر على النص.", "weekday"),
        ("بنيت سنة 2010 ورممت في نفس السنة.", "document"),
        ("صدر في 22 ذي القعدة 1443 (22 يونيو 2022).", "pair"),
    ],
)
def test_the_anchor_is_named(text, how):
    assert values(text, date(2025, 12, 30))[-1].anchor == how


@pytest.mark.parametrize(
    "text",
    [
        "التقى الوزير الوفد، الثلاثاء.",
        "يفتتح خلال العام الجاري.",
        "غادر أمس.",
        "تعود في الشهر المقبل.",
        "انتهت في مارس الماضي.",
    ],
)
def test_without_an_anchor_nothing_is_filled_in(text):
    (value,) = values(text)
    assert (value.start_date, value.end_date, value.relative) == (None, None, True)
    assert value.lean is not None


def test_the_same_year_as_an_open_one_stays_open():
    found = values("ينتهي الشطر بنهاية 2026.\nيبدأ الثاني هذا العام وينتهي نصفه خلال العام نفسه.")
    assert [value.start_date for value in found] == [date(2026, 1, 1), None, None]


def test_a_weekday_fixes_the_year_only_inside_the_years_of_the_text():
    assert values("في الخميس 11 دجنبر.")[0].start_date is None
    assert values("في الخميس 11 دجنبر من أجل برنامج سنة 2026.")[0].start_date == date(2025, 12, 11)
    # 2014 and 2025 both fit a text that names 2013 and 2026.
    assert values("بين سنتي 2013 و2026، في الخميس 11 دجنبر.")[-1].start_date is None


def test_one_year_of_the_document_dates_a_day_without_one():
    text = "صدر البلاغ في 3 ماي 2021.\nوعقد اللقاء يوم 9 ماي."
    assert values(text)[1].start_date == date(2021, 5, 9)
    assert values(text + "\nوانتهى في 2 يونيو 2022.")[1].start_date is None


def test_relative_dates_of_boilerplate_stay_open():
    text = "توقعات الطقس ليوم الأربعاء"
    zones = (Zone(Span(0, len(text)), "boilerplate"),)
    mentions, _ = read(text, date(2025, 4, 30), zones)
    if not any(part.zone == "boilerplate" for part in sentences(replace(document(text), zones=zones))):
        pytest.skip("sentences do not carry zones yet")
    assert [mention.value.start_date for mention in mentions] == [None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("عقد الأربعاء 12 يناير 2019 بالرباط.", "weekday_mismatch"),
        ("مؤرخ في 22 ذي القعدة 1443 (2 يونيو 2022).", "hijri_mismatch"),
        ("حدد الموعد في 30 فبراير 2025.", "impossible_date"),
    ],
)
def test_contradictions_are_told_and_trusted_less(text, kind):
    mentions, warnings = read(text)
    assert [warning.kind for warning in warnings] == [kind]
    assert all(mention.confidence < 1 for mention in mentions)
    assert [warning.span for warning in warnings] == [mention.span for mention in mentions]


@pytest.mark.parametrize(
    "text", ["عقد السبت 12 يناير 2019.", "مؤرخ في 22 ذي القعدة 1443 (22 يونيو 2022).", "في 28 فبراير 2025."]
)
def test_what_agrees_raises_no_warning(text):
    assert read(text)[1] == []


def test_an_impossible_day_has_no_days():
    (value,) = values("حدد الموعد في 30 فبراير 2025.")
    assert (value.timex_value, value.start_date, value.end_date) == ("2025-02-30", None, None)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("أعلن الوزير أن المجلس سيجتمع الخميس", "الخميس", "future"),
        ("قال المدير الخميس إن المعمل سيفتح أبوابه", "الخميس", "past"),
        ("يوم الخميس ستعقد الجلسة", "الخميس", "future"),
        ("سيارات وسياسات وسنوات الخميس", "الخميس", ""),
    ],
)
def test_tense_is_that_of_the_nearest_cue(sentence, word, expected):
    key = fold(sentence).text
    assert tense(key, key.index(fold(word).text), load()) == expected


def test_the_day_of_publication_counts_as_past_but_not_for_an_explicit_last():
    tuesday = date(2025, 12, 30)
    assert values("حل الوفد الثلاثاء.", tuesday)[0].start_date == tuesday
    assert values("حل الوفد الثلاثاء الماضي.", tuesday)[0].start_date == date(2025, 12, 23)
    assert values("يحل الوفد الثلاثاء المقبل.", tuesday)[0].start_date == date(2026, 1, 6)


def test_a_pair_keeps_its_hijri_date():
    (value,) = values("صدر في 22 من ذي القعدة 1443 (22 يونيو 2022).")
    assert (value.hijri, value.start_date, value.modifier) == ("1443-11-22", date(2022, 6, 22), None)


def test_hijri_alone_means_five_days():
    (value,) = values("صدر في 22 من ذي القعدة 1443.")
    assert (value.hijri, value.start_date, value.end_date) == ("1443-11-22", date(2022, 6, 19), date(2022, 6, 23))
    assert value.modifier == "APPROX"
