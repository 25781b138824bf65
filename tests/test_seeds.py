"""The five real texts: everything that a careful reader marks in them, and nothing else."""

import json
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import build_database
from pipeline.evaluate import evaluate, read_database, read_gold
from pipeline.report import error_line

GOLD = Path(__file__).parent / "gold" / "seeds.jsonl"
GROUP, BEDS, CENTRE, MARCH, LETTER = "000_", "001_", "002_", "003_", "004_"

pytestmark = pytest.mark.shared


class Built:
    """A database, and the seconds and counts of its two ingests."""

    def __init__(self, folder, db):
        self.db, self.seconds = db, []
        self.summaries = []
        for _ in range(2):
            start = time.perf_counter()
            self.summaries.append(build_database([str(folder)], db))
            self.seconds.append(time.perf_counter() - start)

    def rows(self, sql, *values):
        with closing(sqlite3.connect(self.db)) as db:
            db.row_factory = sqlite3.Row
            return [tuple(row) for row in db.execute(sql, values)]

    def of(self, document, table, columns, where="in_body = 1"):
        """Rows of one document, in the order of its text."""
        return self.rows(
            f"SELECT {columns} FROM {table} WHERE document_id = "
            f"(SELECT id FROM documents WHERE source LIKE '%/' || ? || '%') AND {where} ORDER BY start_char",
            document,
        )


@pytest.fixture(scope="module")
def dated(shared, tmp_path_factory):
    """The seeds as they are, with their manifest."""
    return Built(shared / "seeds", tmp_path_factory.mktemp("dated") / "facts.db")


@pytest.fixture(scope="module")
def bare(shared, tmp_path_factory):
    """The texts alone, elsewhere."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "texts").mkdir()
    for path in (shared / "seeds").glob("*.txt"):
        shutil.copy(path, folder / "texts")
    return Built(folder / "texts", folder / "facts.db")


@pytest.mark.parametrize("kind", ["date", "figure", "law", "place"])
def test_everything_marked_is_found_and_nothing_else(dated, kind):
    items, digest = read_gold(GOLD)
    report = evaluate(items, read_database(dated.db), GOLD.name, digest)
    gaps = {(item["doc"], item["start_char"]) for item in items if item.get("gap") and item["kind"] == kind}
    missed = {(error.doc, error.start_char) for error in report.errors if error.kind == kind and error.how != "extra"}
    assert gaps <= missed, "a declared gap is closed: take it out of the gold"
    errors = [error_line(e) for e in report.errors if e.kind == kind and (e.doc, e.start_char) not in gaps]
    assert errors == [], "\n" + "\n".join(errors)


def test_units_and_qualifiers_of_the_gold_are_found(dated):
    wrong = []
    for item in map(json.loads, GOLD.read_text("utf-8").splitlines()):
        if item["kind"] != "figure" or item.get("optional") or not item.get("in_body", True):
            continue
        found = dated.of(
            item["doc"],
            "figures",
            "unit, qualifier",
            f"start_char < {item['end_char']} AND end_char > {item['start_char']}",
        )
        if (item["unit"], item.get("qualifier")) not in found:
            wrong.append((item["doc"], item["start_char"], item["unit"], item.get("qualifier"), found))
    assert wrong == []


def test_the_modifiers_of_the_gold_are_found(dated):
    wrong = []
    for item in map(json.loads, GOLD.read_text("utf-8").splitlines()):
        if item["kind"] != "date" or item.get("optional") or not item.get("in_body", True):
            continue
        found = dated.of(
            item["doc"],
            "dates",
            "modifier, grain",
            f"start_char < {item['end_char']} AND end_char > {item['start_char']}",
        )
        if (item.get("modifier"), item["grain"]) not in found:
            wrong.append((item["doc"], item["start_char"], item.get("modifier"), item["grain"], found))
    assert wrong == []


class TestFigures:
    @pytest.mark.parametrize(
        ("document", "value", "unit", "times"),
        [
            (GROUP, 22, "hospital", 1),
            (GROUP, 295, "health_centre", 1),
            (GROUP, 7000, "health_professional", 1),
            (GROUP, 1, "university_hospital", 1),
            (GROUP, 11, "decree", 1),
            (BEDS, 1430, "bed", 1),
            (BEDS, 1637, "bed", 1),
            (BEDS, 2, "university_hospital", 1),
            (BEDS, 81, "percent", 2),
            (BEDS, 500, "health_centre", 1),
            (LETTER, 6, "university_hospital", 1),
            (LETTER, 11338, "bed", 1),
        ],
    )
    def test_is_found(self, dated, document, value, unit, times):
        assert dated.of(document, "figures", "value, unit", "in_body = 1").count((value, unit)) == times

    def test_about_seven_thousand_is_about(self, dated):
        assert dated.of(GROUP, "figures", "qualifier", "value = 7000") == [("approx",)]

    def test_500_of_them_points_to_what_it_is_of(self, dated):
        [(noun, related)] = dated.of(BEDS, "figures", "noun_lemma, related_id", "value = 500")
        assert noun is not None
        if related is not None:
            assert dated.rows("SELECT value, unit FROM figures WHERE id = ?", related) == [(1600, "health_centre")]


class TestDates:
    @pytest.mark.parametrize(
        ("document", "words", "start", "end", "modifier"),
        [
            (GROUP, "الخميس 11 دجنبر", "2025-12-11", "2025-12-11", None),
            (GROUP, "فاتح أكتوبر 2025", "2025-10-01", "2025-10-01", None),
            (MARCH, "29 و30 أبريل", "2025-04-29", "2025-04-30", None),
            (BEDS, "يناير الجاري", "2026-01-01", "2026-01-31", "END"),
            (BEDS, "العام الجاري", "2026-01-01", "2026-12-31", None),
        ],
    )
    def test_is_resolved(self, dated, document, words, start, end, modifier):
        found = dated.of(document, "dates", "start_date, end_date, modifier", f"instr(surface, '{words}')")
        assert (start, end, modifier) in found, found


class TestNames:
    def test_law_stands_in_two_documents_with_its_title(self, dated):
        assert dated.rows(
            "SELECT count(DISTINCT document_id) FROM mentions WHERE entity_id = 'law/08.22' AND in_body = 1"
        ) == [(2,)]
        [(title,)] = dated.rows("SELECT name_ar FROM entities WHERE id = 'law/08.22'")
        assert "المجموعات الصحية الترابية" in title

    def test_region_is_one_under_three_spellings(self, dated):
        spellings = {row[0] for row in dated.rows("SELECT surface FROM mentions WHERE entity_id = 'region/01'")}
        assert len(spellings) >= 3, spellings


class TestZones:
    def test_nothing_of_the_ticker_is_in_the_body(self, dated):
        [(first,)] = dated.of(MARCH, "sentences", "min(start_char)", "zone = 'title'") or [(None,)]
        body = dated.of(MARCH, "figures", "surface", "value IN (49000000000, 300000000)")
        assert len(body) == 2, "the ticker is stored"
        assert dated.of(MARCH, "figures", "surface", "in_body = 1 AND value IN (49000000000, 300000000)") == []
        assert first is None or first > 3000
        for table in ("dates", "figures", "mentions", "facts"):
            assert (
                dated.of(MARCH, table, "surface" if table != "facts" else "quote", "in_body = 1 AND start_char < 3300")
                == []
            )

    def test_publisher_and_date_stand_in_the_text(self, dated):
        assert dated.rows(
            "SELECT publisher, published_on, published_how FROM documents WHERE source LIKE '%/003_%'"
        ) == [("الأيام 24", "2025-04-30", "text")]

    def test_the_second_half_is_a_repeat(self, dated):
        repeats = [
            item for item in map(json.loads, GOLD.read_text("utf-8").splitlines()) if item.get("zone") == "repeat"
        ]
        first = min(item["start_char"] for item in repeats)
        assert set(dated.of(CENTRE, "sentences", "zone, in_body", f"start_char >= {first}")) == {("repeat", 0)}
        assert dated.of(CENTRE, "mentions", "surface", f"in_body = 1 AND start_char >= {first}") == []
        assert dated.of(CENTRE, "mentions", "surface", f"in_body = 0 AND start_char >= {first}") != []


class TestWithoutTheManifest:
    @pytest.mark.parametrize(("document", "words"), [(GROUP, "الثلاثاء"), (BEDS, "الأربعاء")])
    def test_a_weekday_stays_unresolved(self, bare, document, words):
        assert bare.of(
            document, "dates", "start_date, end_date", f"instr(surface, '{words}') AND start_char < 100"
        ) == [(None, None)]

    def test_the_text_itself_tells_its_month(self, bare):
        inferred = bare.rows(
            "SELECT published_on, published_from, published_to, published_how FROM documents"
            " WHERE source LIKE '%/001_%'"
        )
        assert inferred == [(None, "2026-01-01", "2026-01-31", "inferred")]
        assert bare.of(BEDS, "dates", "DISTINCT start_date, anchor", "surface = 'العام الجاري'") == [
            ("2026-01-01", "inferred")
        ]

    def test_nothing_is_filled_in(self, bare):
        assert bare.rows("SELECT count(*) FROM documents WHERE published_on IS NOT NULL") == [(1,)]

    def test_a_weekday_fixes_the_year(self, bare):
        assert bare.of(GROUP, "dates", "start_date", "instr(surface, '11 دجنبر')") == [("2025-12-11",)]


def test_a_second_ingest_finds_nothing_new(dated):
    first, second = dated.summaries
    assert (first.new, second.new, second.changed, second.unchanged, second.failed) == (5, 0, 0, 5, 0)
    assert dated.seconds[1] < dated.seconds[0] / 2


def test_every_span_is_proved(dated):
    for table in ("dates", "figures", "mentions"):
        assert (
            dated.rows(
                f"SELECT t.id FROM {table} t JOIN documents d ON d.id = document_id "
                "WHERE substr(d.text, start_char + 1, end_char - start_char) <> surface"
            )
            == []
        )
