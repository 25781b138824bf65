"""Gold against found: what counts as right, what counts as nothing, and floors that hold."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import build_database
from pipeline.errors import FloorError, GoldError, UsageError
from pipeline.evaluate import evaluate, read_database, read_gold, read_predictions
from pipeline.evaluate.floor import check, update

META = {"doc": "a.txt", "kind": "meta", "exhaustive": ["date", "figure", "law", "place"]}
DATE = {"doc": "a.txt", "kind": "date", "start_char": 10, "end_char": 20, "start": "2025-12-11", "end": "2025-12-11"}
FIGURE = {
    "doc": "a.txt",
    "kind": "figure",
    "start_char": 30,
    "end_char": 39,
    "value": 22,
    "noun": ["مستشفى", "hospital"],
}
LAW = {"doc": "a.txt", "kind": "law", "start_char": 50, "end_char": 66, "type": "law", "number": "08.22"}
PLACE = {"doc": "a.txt", "kind": "place", "start_char": 70, "end_char": 80, "name": "الدار البيضاء"}


def lines(path, *items):
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), "utf-8")
    return path


@pytest.fixture
def judge(tmp_path):
    def judge(gold, found):
        items, digest = read_gold(lines(tmp_path / "gold.jsonl", *gold))
        return evaluate(items, read_predictions(lines(tmp_path / "found.jsonl", *found)), "gold.jsonl", digest)

    return judge


def rates(report, kind):
    rate = report.values[kind]
    return rate.hit, rate.gold, rate.right, rate.found


def test_gold_against_itself_is_perfect(judge):
    report = judge([META, DATE, FIGURE, LAW, PLACE], [DATE, FIGURE, LAW, PLACE])
    assert {kind: (rate.precision, rate.recall, rate.f1) for kind, rate in report.values.items()} == dict.fromkeys(
        ("date", "figure", "law", "place"), (1.0, 1.0, 1.0)
    )
    assert not report.errors


def test_a_wrong_value_is_one_error_and_its_span_is_right(judge):
    report = judge([META, DATE], [{**DATE, "start": "2024-12-11", "end": "2024-12-11", "rule": "day month"}])
    assert rates(report, "date") == (0, 1, 0, 1)
    assert report.spans["date"].f1 == 1.0
    assert [(error.how, error.rule) for error in report.errors] == [("wrong", "day month")]
    assert report.rules == {"date: day month": (0, 1)}


def test_an_extra_and_a_miss_are_two_errors(judge):
    report = judge([META, DATE], [{**DATE, "start_char": 100, "end_char": 110}])
    assert sorted(error.how for error in report.errors) == ["extra", "missed"]


@pytest.mark.parametrize("shift", [(-3, 0), (0, 10), (2, -2)])
def test_a_span_may_be_somewhat_wider_or_narrower(judge, shift):
    found = {**DATE, "start_char": 10 + shift[0], "end_char": 20 + shift[1]}
    assert judge([META, DATE], [found]).values["date"].f1 == 1.0


def test_a_span_as_wide_as_the_text_is_not_the_date(judge):
    assert judge([META, DATE], [{**DATE, "start_char": 0, "end_char": 500}]).values["date"].hit == 0


def test_what_is_optional_counts_neither_for_nor_against(judge):
    optional = {**DATE, "start_char": 200, "end_char": 210, "optional": True}
    assert rates(judge([META, DATE, optional], [DATE]), "date") == (1, 1, 1, 1)
    assert rates(judge([META, DATE, optional], [DATE, {**optional, "start": "1999-01-01"}]), "date") == (1, 1, 1, 1)


def test_what_stands_outside_the_body_is_not_wanted(judge):
    ticker = {**DATE, "start_char": 200, "end_char": 210, "in_body": False}
    assert rates(judge([META, DATE, ticker], [DATE]), "date") == (1, 1, 1, 1)
    assert rates(judge([META, DATE, ticker], [DATE, ticker]), "date") == (1, 1, 1, 2)


def test_precision_is_known_only_where_the_gold_is_exhaustive(judge):
    report = judge([{**META, "exhaustive": []}, DATE], [DATE, {**DATE, "start_char": 300, "end_char": 310}])
    assert (report.values["date"].recall, report.values["date"].precision) == (1.0, None)


def test_an_unresolved_date_must_stay_unresolved(judge):
    open_date = {**DATE, "start": None, "end": None}
    assert judge([META, open_date], [open_date]).values["date"].hit == 1
    assert judge([META, open_date], [DATE]).values["date"].hit == 0


@pytest.mark.parametrize(
    ("noun", "right"), [("hospital", True), ("مستشفى إقليمي", True), ("مستشفي", True), ("سرير", False), (None, False)]
)
def test_a_figure_needs_one_of_its_nouns(judge, noun, right):
    found = {**FIGURE, "noun": noun, "unit": None}
    assert judge([META, FIGURE], [found]).values["figure"].hit == right


def test_a_law_is_its_number(judge):
    assert judge([META, LAW], [{**LAW, "number": "٠٨.٢٢"}]).values["law"].hit == 1
    assert judge([META, LAW], [{**LAW, "number": "08.23"}]).values["law"].hit == 0


def test_a_place_is_its_name_however_it_is_spelt(judge):
    assert judge([META, PLACE], [{**PLACE, "name": "الدار البيضاء"}]).values["place"].hit == 1
    assert judge([META, PLACE], [{**PLACE, "name": "الدارالبيضاء"}]).values["place"].hit == 0


def test_one_find_serves_one_gold_item(judge):
    assert rates(judge([META, DATE, {**DATE, "start_char": 12}], [DATE]), "date") == (1, 2, 1, 1)


def test_ten_worst_errors_begin_with_false_statements(judge):
    found = [{**DATE, "start_char": 1000 + 20 * i, "end_char": 1010 + 20 * i} for i in range(12)]
    report = judge([META, FIGURE, DATE], [*found, {**DATE, "start": "2024-01-01", "end": "2024-01-01"}])
    assert len(report.worst) == 10
    assert report.worst[0].how == "wrong"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{", "line 1: not JSON"),
        ("[1]", "line 1: not an object"),
        ('{"doc": "a"}', "line 1: no kind"),
        ('\n{"doc": "a", "kind": "date"}', "line 2: no end_char, start_char"),
    ],
)
def test_a_broken_gold_line_is_named(tmp_path, content, cause):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(GoldError, match=re.escape(cause)):
        read_gold(path)


def test_a_broken_prediction_line_is_named(tmp_path):
    with pytest.raises(GoldError, match="line 2"):
        read_predictions(lines(tmp_path / "found.jsonl", DATE, {"doc": "a.txt", "kind": "date"}))


def test_a_missing_gold_file_is_a_mistake_of_the_user(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        read_gold(tmp_path / "none.jsonl")


class TestFloor:
    def test_holds_where_nothing_fell(self, judge, tmp_path):
        report = judge([META, DATE, FIGURE], [DATE, FIGURE])
        update(report, tmp_path / "floors.json")
        check(report, tmp_path / "floors.json")

    def test_breaks_where_a_score_fell(self, judge, tmp_path):
        update(judge([META, DATE, FIGURE], [DATE, FIGURE]), tmp_path / "floors.json")
        with pytest.raises(FloorError, match="date f1") as error:
            check(judge([META, DATE, FIGURE], [FIGURE]), tmp_path / "floors.json")
        assert error.value.exit_code == 5

    def test_is_not_lowered_without_a_word(self, judge, tmp_path):
        path = tmp_path / "floors.json"
        update(judge([META, DATE, FIGURE], [DATE, FIGURE]), path)
        worse = judge([META, DATE, FIGURE], [FIGURE])
        with pytest.raises(FloorError, match="allow-regression"):
            update(worse, path)
        update(worse, path, allow_regression=True)
        check(worse, path)

    def test_of_another_gold_is_no_floor(self, judge, tmp_path):
        update(judge([META, DATE], [DATE]), tmp_path / "floors.json")
        with pytest.raises(GoldError, match="has changed"):
            check(judge([META, DATE, FIGURE], [DATE, FIGURE]), tmp_path / "floors.json")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("documents", "gold"),
    [
        ("seeds", Path(__file__).parent / "gold" / "seeds.jsonl"),
        ("data/gold/press.jsonl", Path("data/gold/gold.jsonl")),
    ],
    ids=["seeds", "press"],
)
def test_no_score_is_below_its_floor_and_an_independent_scorer_agrees(shared, tmp_path, documents, gold):
    """The scorer of the shared data reads a database; ours must count the same hits in it."""
    db = tmp_path / "facts.db"
    build_database([str(shared / documents)], db)
    items, digest = read_gold(shared / gold)
    report = evaluate(items, read_database(db), gold.name, digest)
    check(report, Path(__file__).parent / "floors.json")
    # The scorer knows no `in_body`: what is not wanted is taken out for it.
    wanted = [item for item in items if item.get("in_body", True)]
    output = subprocess.run(
        [sys.executable, shared / "tools" / "score_facts.py", db, lines(tmp_path / "wanted.jsonl", *wanted)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    theirs = {
        match["kind"]: (int(match["hit"]), int(match["gold"]))
        for match in re.finditer(r"^(?P<kind>\w+)\s+(?P<hit>\d+)/(?P<gold>\d+) recall", output, re.MULTILINE)
        if match["kind"] in report.values
    }
    assert {kind: (rate.hit, rate.gold) for kind, rate in report.values.items()} == theirs
