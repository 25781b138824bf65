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

from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.resolve.published import infer
from pipeline.resolve.time import resolve
from pipeline.values import describe

ROWS = [row for name in ("date", "date_range", "date_within") for row in read_table(FOLDER / f"{name}.tsv") if not row.gap]
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
    ],
)
def test_hostile_repeats_take_linear_time(piece):
    def seconds(length):
        source = document((piece * (length // len(piece) + 1))[:length])
        parts = sentences(source)
        started = time.perf_counter()
        found = [mention for part in parts for mention in extract(part, load()) if mention.kind == "date"]
        resolve(source, parts, found, load())
        return time.perf_counter() - started

    dates("يوم 3 ماي 2025")
    short, long = max(seconds(5_000), 0.02), seconds(20_000)
    assert long < 12 * short
