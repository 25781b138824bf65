"""Damaged text is led back to what was published, sound text is never touched."""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from damage import scrambled, swapped
from gold_table import FOLDER, document, read_table

from pipeline import build_database
from pipeline.build import analyse
from pipeline.ingest.repair import repair, undo
from pipeline.ingest.repair.evidence import weigh
from pipeline.lexicon import load
from pipeline.verify import verify

ROOT = Path(__file__).parents[1]

ROWS = read_table(FOLDER / "repair.tsv")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.id, marks=[pytest.mark.xfail(reason=row.gap, strict=True)] if row.gap else [])
        for row in ROWS
    ],
)
def test_row_is_repaired_letter_for_letter(row):
    expected = row.values[0].replace("\\n", "\n") if row.values else row.text
    repaired, made = repair(row.text)
    assert repaired.strip() == expected.strip()
    assert undo(repaired, made) == row.text


@pytest.mark.parametrize("row", [row for row in ROWS if row.values and not row.gap])
def test_what_is_repaired_is_sound(row):
    assert repair(row.values[0].replace("\\n", "\n"))[1] == ()


def test_the_table_holds_damage_and_soundness():
    sound = [row for row in ROWS if not row.values]
    assert len(ROWS) >= 120
    assert len(sound) >= 40


class TestGate:
    def test_one_damaged_word_in_a_sound_text_is_left(self):
        text = "لا يزال الأمر معلقا إلى الآن، ولا جديد خلال الأسبوع. كتب على اللوحة: األمل.\n" * 3
        assert repair(text) == (text, ())

    def test_a_sound_text_waits_for_no_table(self, monkeypatch):
        def never():
            raise AssertionError

        monkeypatch.setattr("pipeline.ingest.repair.ligature.load", never)
        monkeypatch.setattr("pipeline.ingest.repair.order._readings", never)
        assert repair("قرر المجلس في 12 ماي 2024 (الدورة 3) ألا يزيد الأعضاء على 20.")[1] == ()

    def test_swapped_letters_do_not_stir_sound_numbers(self):
        text = "األشغال في 12 ماي 2024 (11 يوما)، واإلنجاز 40% من 3 مشاريع"
        assert repair(text)[0] == "الأشغال في 12 ماي 2024 (11 يوما)، والإنجاز 40% من 3 مشاريع"

    def test_scrambled_numbers_do_not_stir_sound_letters(self):
        text = scrambled("لا تزال الحالة كما كانت في 12 ماي 2024، خلال 3 أعوام (2021).")
        assert not weigh(text).alef


@pytest.mark.parametrize(
    "piece",
    ["األ", "ا", "ال" * 50 + " ", "8( 1444ماي )2023 ", "(", ") 1", "1 ", "1،", "1-", "\n 1", "ـ", "١٢من ", "ربيع 1( "],
)
def test_hostile_text_takes_linear_time(piece):
    def seconds(size):
        text = "األشغال في 8( 1444ماي )2023\n" + piece * (size // len(piece))
        start = time.perf_counter()
        repaired, made = repair(text)
        spent = time.perf_counter() - start
        assert undo(repaired, made) == text
        return spent

    seconds(1000)
    # Far from quadratic; the clock decides nothing closer.
    assert seconds(400_000) < 60 * max(seconds(20_000), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "صادر في 3 رجب 1440 (10 مارس 2019) برفع حصة الأسد إلى 40%، منها 12.5% للجهات.",
        "تضم اللائحة 14 بندا (انظر الصفحة 3)، ولا يعمل بها إلا بعد 90 يوما.",
    ],
)
def test_damage_forwards_and_repair_backwards_meet(text):
    assert repair(scrambled(swapped(text)))[0] == text


class TestWhatStaysInDoubt:
    def read(self, text):
        return analyse(replace(document(repair(text)[0]), repairs=repair(text)[1]), load())

    def test_a_pair_that_cannot_be_put_in_order_is_told_and_its_dates_doubted(self):
        analysis = self.read("صادر في 12من رجب 5( 1440مارس )2019ثم نشر في 4من صفر 88( 1440أكتوبر )2018")
        assert [warning.kind for warning in analysis.warnings] == ["hijri_mismatch", "damaged_date"]
        doubted = [mention for mention in analysis.mentions if mention.kind == "date" and mention.confidence < 1]
        assert len(doubted) >= 2

    def test_a_pair_that_goes_on_in_the_next_line_is_checked(self):
        sound = self.read("صادر في 16من رمضان\n17( 1432أغسطس )2011بتنفيذ القانون")
        wrong = self.read("صادر في 16من رمضان\n17( 1432أغسطس )2001بتنفيذ القانون")
        assert [warning.kind for warning in sound.warnings] == []
        assert [warning.kind for warning in wrong.warnings] == ["hijri_mismatch"]

    def test_dates_before_the_tables_are_checked_by_arithmetic(self):
        assert self.read("المؤرخ في 9من رمضان 12( 1331أغسطس )1913").warnings == ()


def test_the_damaged_sample_reads_as_it_was_published():
    text = (ROOT / "corpus" / "order-extracted.txt").read_text("utf-8")
    repaired, made = repair(text)
    assert undo(repaired, made) == text
    assert repaired.startswith("قرار لوزير التجهيز والماء رقم 1544.25 صادر في 13 من ذي القعدة 1446 (12 ماي 2025)\n")
    assert "على القانون رقم 36.15 المتعلق بالماء، ولاسيما المادتين 80 و81 منه؛" in repaired
    assert "من الظهير الشريف رقم 1.69.174.\n" in repaired
    assert repaired.endswith("عدد 7408 بتاريخ 2 ذو الحجة 1446 (29 ماي 2025)، ص 3011.\n")


def test_a_database_undoes_its_repairs(tmp_path):
    (tmp_path / "order.txt").write_bytes((ROOT / "corpus" / "order-extracted.txt").read_bytes())
    build_database([str(tmp_path / "order.txt")], tmp_path / "facts.db")
    assert verify(tmp_path / "facts.db").problems == ()
    with closing(sqlite3.connect(tmp_path / "facts.db")) as db:
        db.execute("UPDATE repairs SET before = before || 'x' WHERE rowid = (SELECT min(rowid) FROM repairs)")
        db.commit()
    assert [problem.cause for problem in verify(tmp_path / "facts.db").problems] == [
        "its repairs do not lead back to the source"
    ]


@pytest.mark.parametrize("reader", ["first", "second"])
def test_ninety_eight_of_a_hundred_repairs_drawn_were_judged_right(reader):
    header, *rows = (line.split("\t") for line in (ROOT / "tests/sample/repairs.tsv").read_text("utf-8").splitlines())
    verdicts = [dict(zip(header, row, strict=True))[reader] for row in rows]
    assert len(verdicts) == 100
    assert verdicts.count("right") >= 98
