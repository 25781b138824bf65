"""The samples of corpus/: what a careful reader marks in four of them, and what must be found in them by name."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline import build_database
from pipeline.evaluate import evaluate, floor, read_database, read_gold
from pipeline.report import error_line

ROOT = Path(__file__).parents[1]
CORPUS, GOLD, FLOORS = ROOT / "corpus", ROOT / "tests" / "gold" / "corpus.jsonl", ROOT / "tests" / "floors.json"
ITEMS = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
KINDS = ("date", "figure", "law", "place")
NORTH, BEDS, DECREE = "health-group-north.txt", "health-reform-beds.txt", "decree-medical-file.txt"
MARCH = "health-beds-march.txt"


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "facts.db"
    summary = build_database([str(CORPUS)], path)
    assert (summary.failed, summary.broken) == (0, ())
    return path


@pytest.fixture(scope="module")
def report(db):
    items, digest = read_gold(GOLD)
    return evaluate(items, read_database(db), GOLD.name, digest)


def rows(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.execute(sql, values))


def of(db, document, table, columns, where="in_body = 1"):
    """Rows of one document, in the order of its text."""
    return rows(
        db,
        f"SELECT {columns} FROM {table} WHERE document_id = (SELECT id FROM documents WHERE source LIKE '%/' || ?)"
        f" AND {where} ORDER BY start_char",
        document,
    )


class TestGold:
    def test_speaks_of_the_samples_as_they_are(self):
        for item in ITEMS:
            content = (CORPUS / item["doc"]).read_bytes()
            if item["kind"] == "meta":
                assert sha256(content).hexdigest() == item["sha256"], item["doc"]
            else:
                assert content.decode()[item["start_char"] : item["end_char"]] == item["surface"]

    def test_marks_four_samples_exhaustively(self):
        metas = [item for item in ITEMS if item["kind"] == "meta"]
        assert [tuple(item["exhaustive"]) for item in metas] == [KINDS] * 4
        assert len(ITEMS) > 170

    @pytest.mark.parametrize("kind", KINDS)
    def test_everything_marked_is_found_and_nothing_else(self, report, kind):
        gaps = [item for item in ITEMS if item.get("gap")]
        errors = [error for error in report.errors if error.kind == kind and not any(_in(error, gap) for gap in gaps)]
        assert errors == [], "\n" + "\n".join(map(error_line, errors))

    def test_units_qualifiers_and_modifiers_are_found(self, db):
        assert [item for item in _differing(db) if not item.get("gap")] == []

    def test_a_declared_gap_is_open(self, db, report):
        missed = {(error.doc, error.kind, error.start_char) for error in report.errors if error.how != "extra"}
        missed |= {_place(item) for item in _differing(db)}
        closed = [_place(item) for item in ITEMS if item.get("gap") and _place(item) not in missed]
        assert closed == [], "take the gap out of the gold"

    def test_no_score_falls_below_its_floor(self, report):
        floor.check(report, FLOORS)


def _place(item):
    return item["doc"], item["kind"], item["start_char"]


def _in(error, gap):
    """Whether an error is what is wrong with a gap: its own, or a part of its words read as something else."""
    return (
        (error.doc, error.kind) == (gap["doc"], gap["kind"])
        and gap["start_char"] <= error.start_char < gap["end_char"]
    )  # fmt: skip


def _differing(db):
    """The figures whose unit or qualifier, and the dates whose modifier or grain, are not those of the gold."""
    columns = {"figure": ("unit", "qualifier"), "date": ("modifier", "grain")}
    for item in ITEMS:
        if item["kind"] not in columns or item.get("optional") or not item.get("in_body", True):
            continue
        names = columns[item["kind"]]
        found = of(
            db,
            item["doc"],
            item["kind"] + "s",
            ", ".join(names),
            f"in_body = 1 AND start_char < {item['end_char']} AND end_char > {item['start_char']}",
        )
        if tuple(item.get(name) for name in names) not in found:
            yield {**item, "found": found}


@pytest.mark.parametrize(
    ("document", "value", "unit", "qualifier"),
    [
        (NORTH, 22, "hospital", None),
        (NORTH, 295, "health_centre", None),
        (NORTH, 7000, "health_professional", "approx"),
        (BEDS, 11, "decree", None),
        (BEDS, 1430, "bed", None),
        (BEDS, 1637, "bed", None),
        (BEDS, 11338, "bed", None),
        (BEDS, 2, "university_hospital", None),
        (BEDS, 6, "university_hospital", None),
        (BEDS, 500, "health_centre", None),
        (BEDS, 81, "percent", None),
    ],
)
def test_the_figure_is_found(db, document, value, unit, qualifier):
    assert (value, unit, qualifier) in of(db, document, "figures", "value, unit, qualifier")


@pytest.mark.parametrize(
    ("document", "words", "start", "end", "modifier"),
    [
        (BEDS, "الخميس 11 دجنبر", "2025-12-11", "2025-12-11", None),
        (BEDS, "الأربعاء 21 يناير الجاري", "2026-01-21", "2026-01-21", None),
        (BEDS, "متم الشهر الجاري", "2026-01-01", "2026-01-31", "END"),
        (NORTH, "7 و8 أكتوبر", "2025-10-07", "2025-10-08", None),
        (DECREE, "فاتح أبريل 2026", "2026-04-01", "2026-04-01", "ON_OR_AFTER"),
        ("dateline-in-text.txt", "12 و13 ماي", "2025-05-12", "2025-05-13", None),
    ],
)
def test_the_date_is_resolved(db, document, words, start, end, modifier):
    found = of(db, document, "dates", "start_date, end_date, modifier", f"instr(surface, '{words}')")
    assert (start, end, modifier) in found


class TestNames:
    def test_the_law_stands_in_four_documents_with_its_title(self, db):
        found = {Path(source).name for (source,) in rows(
            db,
            "SELECT source FROM mentions JOIN documents ON documents.id = document_id"
            " WHERE entity_id = 'law/08.22' AND in_body = 1",
        )}  # fmt: skip
        assert found == {NORTH, BEDS, MARCH, DECREE}
        [(title,)] = rows(db, "SELECT name_ar FROM entities WHERE id = 'law/08.22'")
        assert "إحداث المجموعات الصحية الترابية" in title

    @pytest.mark.parametrize(
        ("region", "spellings"),
        [
            ("region/03", {"فاس مكناس", "فاس – مكناس"}),
            ("region/07", {"جهة مراكش آسفي", "جهة مراكش-أسفي"}),
            ("region/09", {"سوس ماسة", "سوس - ماسة"}),
        ],
    )
    def test_a_region_is_one_under_several_spellings(self, db, region, spellings):
        found = {surface for (surface,) in rows(db, "SELECT surface FROM mentions WHERE entity_id = ?", region)}
        assert spellings <= found

    @pytest.mark.parametrize(
        "spelling",
        [
            *("جهة طنجة-تطوان-الحسيمة", "جهة طنجة- تطوان- الحسيمة", "جهة طنجة تطوان الحسيمة"),
            *("جهة طنجة – تطوان – الحسيمة", "جهة طنجة تطوان الحسيمه"),
        ],
    )
    def test_the_north_is_one_region_under_any_spelling(self, tmp_path, spelling):
        original = (CORPUS / NORTH).read_text("utf-8")
        assert "جهة طنجة-تطوان-الحسيمة" in original
        (tmp_path / NORTH).write_text(original.replace("جهة طنجة-تطوان-الحسيمة", spelling), "utf-8")
        build_database([str(tmp_path)], tmp_path / "facts.db")
        assert rows(tmp_path / "facts.db", "SELECT surface FROM mentions WHERE entity_id = 'region/01'") == [
            (spelling,)
        ]


class TestZones:
    def test_nothing_of_the_ticker_is_in_the_body(self, db):
        page = (CORPUS / "nador-port.html").read_text("utf-8")
        for line in ("الذهب يربح 45 دولارا", "القانون رقم 66.23", "بالأرقام.. 142 مليون طن", "12.457 مشاهدة"):
            assert line in page
        values = {value for (value,) in of(db, "nador-port.html", "figures", "value")}
        assert values & {45, 900, 0.84, 26, 5.1, 142000000, 12457, 318, 42} == set()
        assert {51000000000, 700, 46} <= values
        assert of(db, "nador-port.html", "mentions", "entity_id", "entity_id = 'law/66.23' AND in_body = 1") == []
        assert of(db, "nador-port.html", "mentions", "entity_id", "entity_id = 'law/15.02'") != []

    def test_the_article_printed_twice_is_one(self, db):
        text = (CORPUS / "tourism-repeated.txt").read_text("utf-8")
        second = text.index("السياحة تنهي سنة 2024", 10)
        zones = of(db, "tourism-repeated.txt", "sentences", "zone, in_body", f"start_char >= {second}")
        assert len(zones) == 10
        assert set(zones) == {("repeat", 0)}
        for table in ("dates", "figures", "mentions"):
            once = of(db, "tourism-repeated.txt", table, "surface")
            twice = of(db, "tourism-repeated.txt", table, "surface", f"start_char >= {second}")
            assert once
            assert set(twice) <= set(once)
            assert of(db, "tourism-repeated.txt", table, "surface", f"in_body AND start_char >= {second}") == []
        assert len(of(db, "tourism-repeated.txt", "figures", "id", "in_body = 1 AND value = 862340")) == 1


class TestPublished:
    def test_the_text_says_its_day(self, db):
        assert rows(
            db, "SELECT published_on, published_how FROM documents WHERE source LIKE '%/dateline-in-text.txt'"
        ) == [("2025-04-28", "text")]
        leaning = of(db, "dateline-in-text.txt", "dates", "start_date", "surface = 'اليوم الاثنين'")
        assert leaning == [("2025-04-28",)]

    def test_the_page_says_its_day_and_publisher(self, db):
        assert rows(
            db, "SELECT published_on, published_how, publisher FROM documents WHERE source LIKE '%/nador-port.html'"
        ) == [("2025-12-15", "page", "بوابة الضفة (نموذج)")]

    def test_without_a_day_nothing_is_filled_in(self, db):
        assert rows(
            db,
            "SELECT published_on, published_from, published_how FROM documents"
            " WHERE source LIKE '%/undated-market.txt'",
        ) == [(None, None, None)]
        found = of(db, "undated-market.txt", "dates", "surface, start_date, end_date")
        assert {surface for surface, _, _ in found} >= {"الاثنين الثلاثاء", "أمس", "الأربعاء", "العام الماضي"}
        assert {(start, end) for _, start, end in found} == {(None, None)}


def test_a_row_of_a_printed_table_tells_its_figures_of_its_region(db):
    found = of(db, "beds-by-region.pdf", "facts", "value, unit, place_id", "place_id = 'region/08'")
    assert found == [
        (9, "hospital", "region/08"),
        (980, "bed", "region/08"),
        (241, "doctor", "region/08"),
        (59, "percent", "region/08"),
    ]


def test_a_sentence_of_a_printed_decree_knows_its_column(db):
    [(page, box)] = of(db, "decree-mobile-units.pdf", "sentences", "page, box", "text LIKE '%850.000%'")
    assert page == 1
    assert all(0 < x0 < x1 < 596 for _, x0, _, x1, _ in json.loads(box))
    assert of(db, "decree-mobile-units.pdf", "sentences", "zone", "text LIKE 'عدد 7460%'") == [("header",)]


def test_the_samples_compare(db):
    """Someone who opens the demonstration finds what agrees, and a promise that another text tells as kept."""
    verdicts = rows(db, "SELECT verdict, count(*) FROM comparisons GROUP BY verdict")
    assert dict(verdicts)["agreement"] >= 2
    assert "planned_done" in dict(verdicts)
    assert "conflict" not in dict(verdicts)
