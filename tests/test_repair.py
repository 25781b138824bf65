"""Damaged text is led back to what was published, sound text is never touched."""

import time

import pytest
from damage import scrambled, swapped
from gold_table import FOLDER, read_table

from pipeline.ingest.repair import repair, undo
from pipeline.ingest.repair.evidence import weigh

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
