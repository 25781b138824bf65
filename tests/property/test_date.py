"""Dates keep their value whatever the typing, and hostile text neither raises nor takes long."""

import re
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from gold_table import FOLDER, document, read_table

from pipeline.extract import EXTRACTORS, extract
from pipeline.extract.rule import Reader, compile_rule
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.resolve.published import infer
from pipeline.resolve.time import resolve
from pipeline.values import describe

ROWS = [
    row for name in ("date", "date_range", "date_within") for row in read_table(FOLDER / f"{name}.tsv") if not row.gap
]
WORDS = [
    "من",
    "إلى",
    "في",
    "يوم",
    "شهر",
    "سنة",
    "عام",
    "بين",
    "و",
    "-",
    "/",
    "(",
    ")",
    "،",
    "3",
    "11",
    "29",
    "30",
    "2025",
    "1445",
    "هـ",
    "م",
    "الخميس",
    "الأحد",
    "دجنبر",
    "ماي",
    "محرم",
    "شعبان",
    "الماضي",
    "الجاري",
    "نفسه",
    "قبل",
    "بعد",
]
LETTERS = st.text(alphabet="ابتثجحدرسعفقكلمنهويءأإآةى 0123456789٠١٢-/.:،()«»\u0640\u064b\n", max_size=80)
HARAKAT = "\u064e\u064f\u0650\u0652"


def dates(text, published=None):
    source = document(text, published)
    parts = sentences(source)
    found = [mention for part in parts for mention in extract(part, load()) if mention.kind == "date"]
    return resolve(infer(source, parts, found, load()), parts, found, load())[0]


def values(text, published=None):
    return [describe(mention.value) for mention in dates(text, published)]


@given(st.one_of(LETTERS, st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)), st.none() | st.dates())
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_mentions_quote_it_apart(text, published):
    found = sorted(dates(text, published), key=lambda mention: mention.span)
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.surface
        value = mention.value
        assert (value.start_date is None) == (value.end_date is None)
        assert value.start_date is None or value.start_date <= value.end_date
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.sampled_from(ROWS), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_harakat_and_tatweel_change_no_value(row, random):
    # Words that are told from others by their hamza alone keep their letters.
    text = "".join(
        char + random.choice(["", "", random.choice(HARAKAT), "\u0640"]) if re.match("[بتجدسعفقمنهي]", char) else char
        for char in row.text
    )
    assert values(text, row.published) == list(row.values)


@given(st.sampled_from(ROWS))
@settings(max_examples=120, deadline=None)
def test_digit_systems_change_no_value(row):
    assert values(row.text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), row.published) == list(row.values)


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(["", "و", "ل", "ب"]))
@settings(max_examples=150, deadline=None)
def test_every_day_is_read_back(day, clitic):
    months = {int(row["month"]): row.words for row in load()["month"] if "MA" in row["regions"].split()}
    for word in months[day.month]:
        assert values(f"انتهى الأمر {clitic}يوم {day.day} {word} {day.year} ليلا") == [day.isoformat()]
    assert values(f"نشر {day:%d/%m/%Y} ليلا") == [day.isoformat()]


@given(
    st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["", "و", "ف", "ب", "ل", "ك", "ول", "فب", "وب"]),
    st.sampled_from(["شهر", "سنة", "نهاية سنة", "فاتح", "موسم"]),
)
@settings(max_examples=150, deadline=None)
def test_clitics_change_no_value(day, clitic, head):
    month = next(row for row in load()["month"] if int(row["month"]) == day.month and "MA" in row["regions"].split())
    said, expected = {
        "شهر": (f"شهر {month.word} {day.year}", f"{day:%Y-%m}"),
        "سنة": (f"سنة {day.year}", f"{day.year}"),
        "نهاية سنة": (f"نهاية سنة {day.year}", f"{day.year} END"),
        "فاتح": (f"فاتح {month.word} {day.year}", f"{day:%Y-%m}-01"),
        "موسم": (f"موسم {day.year}-{day.year + 1}", f"{day.year}/{day.year + 1}"),
    }[head]
    assert values(f"قرأ الجميع {clitic}{said} ليلا") == [expected]


def _seconds(text):
    """What dates cost here, on this core, without what other processes do meanwhile."""
    source = document(text)
    parts = sentences(source)
    started = time.process_time()
    for part in parts:
        reader = Reader(part, load())
        for kind, rules in DATES:
            reader.read(kind, rules)
    return time.process_time() - started


DATES = [
    (EXTRACTORS[name].KIND, tuple(compile_rule(rule, load()) for rule in EXTRACTORS[name].RULES))
    for name in ("date", "date_within", "date_range")
]
HOSTILE = "شهر يناير من سنة الخميس قبل بعد كل يوم في الساعة "


def test_a_megabyte_of_repeats_takes_linear_time():
    half = (HOSTILE * (500_000 // len(HOSTILE) + 1))[:500_000]
    _seconds(half[:10_000])
    assert _seconds(half * 2) <= 4 * max(_seconds(half), 0.05)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "11 ",
        "30 - ",
        "من ",
        "بين 3 و",
        "سنة ",
        "ماي ",
        "الخميس ",
        "شهر يناير ",
        "(",
        "23:",
        "قبل ثلاثة ",
        "3 محرم ",
        "الأسبوع المقبل ",
        "أول يوم من ",
        "من 4 إلى 22 من ",
        "22/04 ",
        "ألفين وستة وعشرين ",
    ],
)
def test_hostile_repeats_take_linear_time(piece):
    def whole(length):
        source = document((piece * (length // len(piece) + 1))[:length])
        parts = sentences(source)
        started = time.process_time()
        found = [mention for part in parts for mention in extract(part, load()) if mention.kind == "date"]
        resolve(infer(source, parts, found, load()), parts, found, load())
        return time.process_time() - started

    dates("يوم 3 ماي 2025")
    short, long = max(whole(8_000), 0.05), whole(16_000)
    assert long <= 4 * short
