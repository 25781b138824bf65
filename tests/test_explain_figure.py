"""How a figure was composed, line by line."""

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from pipeline import build_database
from pipeline.explain import explain
from pipeline.explain.number import composition, grouped
from pipeline.lexicon import load

TEXT = """خصص البنك 120 مليون يورو (8ر150 مليون دولار) للمشروع.
بلغت الكلفة 8 ملايين و485 ألفا و175 درهما، ورصدت الجماعة 30 مليار سنتيم.
تراوحت النسبة ما بين 22 و23 بالمئة من الأسر.
شيدت الجهة نحو 1,200 مدرسة، 500 منها بالجبل.
يشترط أن لا يقل عدد الأعضاء عن ثلاثمائة وخمسة وعشرين عضوا.
وزعت الجمعية ثلاثمائة ألف (300.000) كتاب وألفي دفتر على مسافة ١٢ كلم.
استمرت الأشغال سنتين ونصف بسرعة 60 كلم في الساعة.
"""
LEFT, RIGHT = "\u2068«", "»\u2069"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("composed")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    build_database([str(folder / "a.txt")], folder / "facts.db")
    return folder / "facts.db"


def told(db, surface):
    """The lines of one figure before those of its sentence, Arabic unmarked."""
    with closing(sqlite3.connect(db)) as connection:
        [(row_id,)] = connection.execute("SELECT id FROM figures WHERE instr(surface, ?)", [surface])
    lines = []
    for label, text in explain(db, row_id).parts:
        if label == "sentence":
            break
        lines.append((label, text.replace(LEFT, "").replace(RIGHT, "").replace(row_id.split(".")[0], "D")))
    return lines[1:]  # the words themselves


@pytest.mark.parametrize(
    ("surface", "lines"),
    [
        (
            "8ر150",
            [
                ("rule", "number-currency (confidence 1)"),
                ("number", "8ر150 مليون = 150.8 × 1,000,000 = 150,800,000"),
                ("written", "8ر150 is 150.8: agency style, the fraction stands before ر"),
                ("value", "150800000 USD"),
                ("dimension", "money"),
                ("unit", "USD: دولار in the table currency"),
                ("normalised", "150,800,000 USD"),
                ("counts", "دولار, that is دولار"),
                ("same_amount", "D.10-24.figure 120 مليون يورو"),
            ],
        ),
        (
            "8 ملايين",
            [
                ("rule", "number-currency (confidence 1)"),
                ("number", "8 ملايين و485 ألفا و175 = 8 × 1,000,000 + 485 × 1,000 + 175 = 8,485,175"),
                ("value", "8485175 MAD"),
                ("dimension", "money"),
                ("unit", "MAD: درهم in the table currency"),
                ("normalised", "8,485,175 MAD"),
                ("counts", "درهما, that is درهم"),
            ],
        ),
        (
            "30 مليار",
            [
                ("rule", "number-currency (confidence 1)"),
                ("number", "30 مليار = 30 × 1,000,000,000 = 30,000,000,000"),
                ("value", "30000000000 centime"),
                ("dimension", "money"),
                ("unit", "centime: سنتيم in the table currency"),
                ("normalised", "30,000,000,000 × 0.01 = 300,000,000 MAD"),
                ("counts", "سنتيم, that is سنتيم"),
            ],
        ),
        (
            "22 و23",
            [
                ("rule", "percent (confidence 1)"),
                ("number", "22 = 22"),
                ("to", "23 = 23"),
                ("value", "22 to 23 percent"),
                ("dimension", "percent"),
                ("unit", "percent: في المائة in the table percent"),
                ("normalised", "22 × 0.01 = 0.22"),
            ],
        ),
        (
            "1,200",
            [
                ("rule", "number-noun (confidence 1)"),
                ("number", "1,200 = 1,200"),
                ("written", "1,200 is 1,200: grouped; it might be 1.2"),
                ("qualifier", "approx, said by نحو"),
                ("value", "approx 1200 school"),
                ("dimension", "count"),
                ("unit", "school: مدرسة in the table unit"),
                ("counts", "مدرسة, that is مدرسة"),
            ],
        ),
        (
            "500 منها",
            [
                ("rule", "number-anaphor (confidence 0.9)"),
                ("number", "500 = 500"),
                ("value", "500 school"),
                ("dimension", "count"),
                ("unit", "school: مدرسة in the table unit"),
                ("counts", "مدرسة of the antecedent, that is مدرسة"),
                ("antecedent", "D.183-198.figure نحو 1,200 مدرسة"),
            ],
        ),
        (
            "عضوا",
            [
                ("rule", "number-noun (confidence 1)"),
                ("number", "ثلاثمائة وخمسة وعشرين = 300 + 5 + 20 = 325"),
                ("written", "in words"),
                ("qualifier", "at_least, said by لا يقل, which stands apart"),
                ("value", "at_least 325 member"),
                ("dimension", "count"),
                ("unit", "member: عضو in the table unit"),
                ("counts", "عضوا, that is عضو"),
            ],
        ),
        (
            "300.000",
            [
                ("rule", "number-noun (confidence 1)"),
                ("number", "ثلاثمائة ألف (300.000) = 300 × 1,000 = 300,000"),
                ("written", "in words; the digits in brackets repeat them"),
                ("value", "300000 book"),
                ("dimension", "count"),
                ("unit", "book: كتاب in the table unit"),
                ("counts", "كتاب, that is كتاب"),
            ],
        ),
        (
            "١٢",
            [
                ("rule", "number-noun (confidence 1)"),
                ("number", "١٢ = 12"),
                ("written", "in Arabic-Indic digits"),
                ("value", "12 km"),
                ("dimension", "length"),
                ("unit", "km: كيلومتر in the table unit"),
                ("normalised", "12 × 1,000 = 12,000 m"),
                ("counts", "كلم, that is كلم"),
            ],
        ),
        (
            "سنتين",
            [
                ("rule", "two-of-a-time (confidence 1)"),
                ("number", "2, said by the dual of the noun"),
                ("value", "2.5 year"),
                ("dimension", "duration"),
                ("unit", "year: سنة in the table unit"),
                ("normalised", "2.5 × 31,556,952 = 78,892,380 s"),
                ("duration", "P2Y6M"),
                ("counts", "سنتين, that is سنة"),
            ],
        ),
    ],
)
def test_a_figure_tells_how_it_was_composed(db, surface, lines):
    assert told(db, surface) == lines


@pytest.mark.parametrize(
    ("surface", "value", "made"),
    [
        ("ألفي", 2000, "2 × 1,000 = 2,000"),
        ("ثلاث مئة وسبعة عشر", 317, "3 × 100 + 7 + 10 = 317"),
        ("مليون ونصف", 1500000, "1,000,000 + 0.5 × 1,000,000 = 1,500,000"),
        ("نصف مليون", 500000, "0.5 × 1,000,000 = 500,000"),
        ("ثلاثة أرباع", Decimal("0.75"), "3 × 0.25 = 0.75"),
        ("129 ألف و910", 129910, "129 × 1,000 + 910 = 129,910"),
        ("ألف و200 مليار", 1200000000000, "(1,000 + 200) × 1,000,000,000 = 1,200,000,000,000"),
        ("خمسة وعشرون ألفا", 25000, "(5 + 20) × 1,000 = 25,000"),
        ("17", 17, "17"),
        # What does not add up is not told.
        ("سبعة", 8, "8"),
    ],
)
def test_a_number_tells_its_parts(surface, value, made):
    assert composition(surface, Decimal(value), load()) == made


def test_numbers_are_grouped():
    assert [grouped(number) for number in (1000000, "0.01", Decimal("150.80"), -1200)] == [
        "1,000,000",
        "0.01",
        "150.8",
        "-1,200",
    ]
