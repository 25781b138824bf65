"""The numbers drawn by lot from the press: what is kept, and that a reader judges before seeing our reading."""

import gzip
import importlib
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.build import analyse
from pipeline.lexicon import load

HERE = Path(__file__).parent / "sample"


@pytest.fixture
def fact(monkeypatch):
    """The script of the facts and their judged lot."""
    monkeypatch.syspath_prepend(HERE)
    return importlib.import_module("fact")


@pytest.fixture
def sample(monkeypatch, tmp_path):
    """The script, on a press of our own."""
    spec = importlib.util.spec_from_file_location("sample_number", HERE / "number.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, "sample_number", module)
    spec.loader.exec_module(module)
    texts = ["شيدت الجماعة 12 مدرسة سنة 2019.", "كلف الجسر حوالي 40 مليون درهم.", "صوت 30 عضوا، وغاب 5 أعضاء."]
    with gzip.open(tmp_path / "press.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            print(json.dumps({"id": f"a{number}", "text": text}), file=file)
    (tmp_path / "numbers.tsv").write_text("\t".join(module.COLUMNS) + "\n", "utf-8")
    monkeypatch.setattr(module, "PRESS", tmp_path / "press.jsonl.gz")
    monkeypatch.setattr(module, "KEPT", tmp_path / "numbers.tsv")
    return module


def read(module, folder, *lines):
    path = folder / "mine.tsv"
    path.write_text("".join(f"{number}\t{line}\n" for number, line in enumerate(lines)), "utf-8")
    return module.compare(module.lot(1, 5), path, 1)


READINGS = ("12 school", "date", "approx 40000000 MAD", "30 member", "5 عضو")


class TestLot:
    def test_a_reader_is_shown_the_sentence_and_nothing_of_our_reading(self, sample, tmp_path):
        sample.draw(1, 5, tmp_path / "blind.txt")
        lines = (tmp_path / "blind.txt").read_text("utf-8").splitlines()
        assert [line.split("\t")[0] for line in lines] == ["0", "1", "2", "3", "4"]
        assert lines[0].split("\t")[1] == "شيدت الجماعة ⟦12⟧ مدرسة سنة 2019."
        assert not any("school" in line or "figure" in line for line in lines)

    def test_equal_readings_are_right(self, sample, tmp_path):
        rows = read(sample, tmp_path, *READINGS)
        assert [row["first"] for row in rows] == ["right"] * 5
        assert [row["reading_1"] for row in rows] == [
            "12 school",
            "date",
            "approx 40000000 MAD",
            "30 member",
            "5 count",
        ]

    @pytest.mark.parametrize(
        ("number", "other"),
        [(0, "13 school"), (0, "12 hospital"), (2, "40000000 MAD"), (2, "approx 40000000 EUR"), (1, "2019 مدرسة")],
    )
    def test_what_differs_is_shown_and_waits_for_a_verdict(self, sample, tmp_path, capsys, number, other):
        readings = [*READINGS[:number], other, *READINGS[number + 1 :]]
        assert read(sample, tmp_path, *readings) is None
        assert capsys.readouterr().out.startswith(f"{number}\t{other}\t")
        readings[number] += "\twrong"
        assert [row["first"] for row in read(sample, tmp_path, *readings)].count("wrong") == 1

    def test_a_second_reader_is_kept_beside_the_first_and_disagreements_are_listed(self, sample, tmp_path):
        drawn = sample.lot(1, 5)
        sample.keep(1, read(sample, tmp_path, *READINGS), 1)
        path = tmp_path / "theirs.tsv"
        theirs = ("12 school", "date", "40000000 MAD\twrong", "30 member", "5 member")
        path.write_text("".join(f"{number}\t{line}\n" for number, line in enumerate(theirs)), "utf-8")
        sample.keep(1, sample.compare(drawn, path, 2), 2)
        rows = sample.kept()
        assert [(row["first"], row["second"]) for row in rows].count(("right", "wrong")) == 1
        assert [line for line in sample.tell(rows) if line.startswith("disagreed:")] == [
            "disagreed:\t" + "\t".join(rows[2].values())
        ]

    def test_what_an_earlier_lot_held_is_not_drawn_again(self, sample, tmp_path):
        rows = read(sample, tmp_path, *READINGS)
        sample.keep(1, rows[:2], 1)
        assert {(one.article, one.span.start) for one in sample.lot(2, 3)}.isdisjoint(
            (row["article"], int(row["start"])) for row in rows[:2]
        )
        assert len(sample.lot(1, 5)) == 5  # the lot itself stays what it was

    def test_a_reading_that_is_none_is_told(self, sample, tmp_path):
        with pytest.raises(SystemExit, match="not a reading"):
            read(sample, tmp_path, "a dozen", *READINGS[1:])

    def test_a_list_that_is_not_whole_is_told(self, sample, tmp_path):
        with pytest.raises(SystemExit, match="numbers 0 to 4"):
            read(sample, tmp_path, *READINGS[1:])


def test_a_range_and_a_rate_are_compared_whole(sample):
    document = next(sample.articles())[1]
    text = "بين 22 و23 بالمئة بسرعة 60 كلم في الساعة"
    figures = analyse(type(document)("0" * 16, "x", "0" * 64, "text/plain", text, "t", "1"), load()).mentions
    assert sample.equal("22..23 percent + 60 km/hour", figures)
    assert not sample.equal("22 percent + 60 km/hour", figures)


# The lots that failed stay: the rules were mended after they were judged. Lot 47 was judged unseen and held; lot 53,
# drawn after it to look again, did not. Then the whole press was searched for wrong readings, but for the numbers of
# lots 59, 61 and 67, which stayed hidden: 281 right and 10 wrong, 287 and 6, 286 and 4, each mended before the next
# was drawn. Lot 71, whose numbers were among those searched, holds by its first reader (289 right, 3 wrong); its second
# reader, who judged blind, finds one wrong reading more than the promise allows (288 right, 4 wrong).
# Lot 73, its numbers among those searched too, was read blind and just holds by its one reader: 286 right, 3 wrong (a
# daily rate, an «or» and a «more than» lost), two ages read as ordinals counted as unread.
HELD, LAST, AGAIN, FRESH = "47", "53", "71", "73"
SINCE_MENDED = pytest.mark.xfail(reason="279 right, 11 wrong, since mended: a fresh lot decides")
ONE_TOO_MANY = pytest.mark.xfail(reason="288 right, 4 wrong by the second reader", strict=True)
HEADER, *LINES = [line.split("\t") for line in (HERE / "numbers.tsv").read_text("utf-8").splitlines()]
ROWS = [dict(zip(HEADER, line, strict=True)) for line in LINES]


class TestKept:
    def test_no_text_is_kept(self):
        assert not any(re.search("[\u0600-\u06ff]", cell) for row in ROWS for cell in row.values())

    def test_every_lot_holds_three_hundred_numbers_each_drawn_once(self):
        assert set(Counter(row["seed"] for row in ROWS).values()) == {300}
        places = Counter((row["article"], row["start"]) for row in ROWS)
        assert [place for place, count in places.items() if count > 1] == []

    def test_every_number_has_a_verdict(self):
        assert {row["first"] for row in ROWS} == {"right", "wrong", "unread"}
        assert {row["second"] for row in ROWS} <= {"right", "wrong", "unread", ""}

    @pytest.mark.parametrize(
        ("lot", "reader"),
        [
            (HELD, "first"),
            (HELD, "second"),
            (AGAIN, "first"),
            (FRESH, "first"),
            pytest.param(AGAIN, "second", marks=ONE_TOO_MANY),
            pytest.param(LAST, "first", marks=SINCE_MENDED),
            pytest.param(LAST, "second", marks=SINCE_MENDED),
        ],
    )
    def test_a_lot_judged_unseen_holds_its_promise(self, lot, reader):
        verdicts = Counter(row[reader] for row in ROWS if row["seed"] == lot)
        if verdicts[""]:
            pytest.skip("the second reader has not judged it yet")
        assert verdicts["right"] >= 280
        assert verdicts["wrong"] <= 3


class TestFacts:
    def test_no_text_is_kept(self, fact):
        assert not any(re.search("[\u0600-\u06ff]", cell) for row in fact.kept() for cell in row.values())

    def test_a_lot_holds_a_hundred_and_fifty_facts_or_half_as_many_events_each_of_another_article(self, fact):
        lots = fact.lots(fact.kept())
        assert {seed for seed, _ in lots} >= {"11", "83", "89"}
        for (seed, kind), rows in lots.items():
            count = {"quantity": 150, "event": 75}[kind]
            assert (len(rows), len({row["article"] for row in rows})) == (count, count), (seed, kind)

    @pytest.mark.parametrize("reader", ["first", "second"])
    def test_every_slot_has_a_verdict_of_both_readers(self, fact, reader):
        columns = fact.READERS[reader]
        assert {row[column] for row in fact.kept() for column in columns} == {"right", "wrong", "missed"}

    def test_shares_are_told_beside_what_was_promised(self, fact):
        rows = [
            dict.fromkeys(fact.COLUMNS, "right"),
            dict.fromkeys(fact.COLUMNS, "right") | {"second_place": "missed"},
        ]
        assert [line.rpartition("; ")[2] for line in fact.shares(rows, "first")] == ["holds"] * 4
        assert [line.rpartition("; ")[2] for line in fact.shares(rows, "second")] == [
            "holds",
            "holds",
            "fails",
            "holds",
        ]

    def test_a_disagreement_is_listed_with_both_verdicts_and_why(self, fact):
        same = dict.fromkeys(fact.COLUMNS, "right") | {"article": "a1", "start": "3", "end": "5", "why": ""}
        apart = same | {"second_place": "missed", "why": "place country"}
        assert list(fact.disagreements([same, apart])) == ["  disagreed:\ta1\t3\t5\tplace\tright\tmissed\tcountry"]
