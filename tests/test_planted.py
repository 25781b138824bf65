"""Planted repeats, copies, agreements, conflicts, promises and slips: all are found, and none is invented."""

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from pipeline import build_database
from pipeline.build import Options, ingest, remove
from pipeline.records import Metadata
from pipeline.run.across import compare_database

SCHOOLS = (
    "أعلنت وزارة التربية الوطنية أن أشغال بناء 340 مدرسة جديدة بجهة الشرق ستنتهي قبل متم شتنبر 2026.\n"
    "وأوضح بلاغ الوزارة أن هذه المؤسسات ستستقبل تلاميذ الوسط القروي بعد تجهيزها بالأقسام والمطاعم والداخليات.\n"
    "وأضاف المصدر ذاته أن المشروع يندرج ضمن برنامج تقليص الهدر المدرسي في المناطق الجبلية البعيدة عن المراكز الحضرية.\n"
    "ودعا المتدخلون إلى توفير النقل المدرسي في جميع الجماعات التابعة للجهة قبل بداية الموسم الدراسي المقبل.\n"
)
DOCUMENTS = {
    "origin": ("2026-01-05", SCHOOLS),
    "copy": ("2026-01-06", SCHOOLS + "\n"),
    "edited": ("2026-01-07", "خبر عاجل عن الدخول المدرسي المقبل.\n" + SCHOOLS),
    "agrees": (
        "2026-02-10",
        (
            "ستنتهي أشغال بناء 340 مدرسة بجهة الشرق قبل متم شتنبر 2026، حسب ما صرح به مسؤول جهوي للصحافة المحلية.\n"
            "وقال المسؤول إن الأثاث سيصل إلى الأقسام الجديدة في الصيف، وإن المديرين عينوا في مناصبهم."
        ),
    ),
    "pupils": ("2026-02-12", "بلغ عدد التلاميذ المسجلين بجهة سوس ماسة 52000 تلميذ خلال سنة 2025."),
    "pupils-otherwise": ("2026-02-13", "وبلغ عدد التلاميذ بجهة سوس ماسة 48000 تلميذ خلال سنة 2025 حسب النقابة."),
    "late": ("2025-03-01", "من المتوقع أن تنتهي أشغال بناء 12 مستشفى بجهة درعة تافيلالت بحلول متم دجنبر 2025."),
    "pledge": ("2025-05-02", "سيتم افتتاح 25 مركزا صحيا بجهة بني ملال خنيفرة قبل متم نونبر 2025."),
    "kept": ("2025-11-20", "تم افتتاح 25 مركزا صحيا بجهة بني ملال خنيفرة."),
    "slips": (
        "2026-03-20",
        (
            "تتوفر المؤسسة على 300 سرير موزعة على فاس (120 سريرا) ومكناس (150 سريرا).\n"
            "وانعقد الاجتماع يوم الاثنين 11 دجنبر 2025."
        ),
    ),
    "sound": (
        "2026-03-01",
        (
            "تتوفر الشركة على 90 حافلة موزعة على طنجة (40 حافلة) وتطوان (50 حافلة).\n"
            "وانعقد اللقاء يوم الخميس 11 دجنبر 2025."
        ),
    ),
    "other": ("2026-03-02", "تساقطت الأمطار بغزارة على مدينة الصويرة، وسجلت المحطة 34 ملم."),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    lines = [
        json.dumps({"id": name, "text": text, "published_on": day, "publisher": name}, ensure_ascii=False)
        for name, (day, text) in DOCUMENTS.items()
    ]
    (folder / "press.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "facts.db"
    assert build_database([str(folder)], path).failed == 0
    return path


def rows(db, sql):
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.execute(sql))


def name_of(document):
    """The name of a document in the file, as SQL."""
    return f"(SELECT substr(source, instr(source, '#') + 1) FROM documents WHERE id = {document})"


def test_copies(db):
    found = rows(
        db,
        f"SELECT {name_of('document_id')}, {name_of('other_id')}, kind FROM duplicates ORDER BY 1",
    )
    assert found == [("copy", "origin", "identical"), ("edited", "origin", "near")]
    assert rows(db, f"SELECT {name_of('d.id')} FROM documents AS d WHERE duplicate_of IS NOT NULL ORDER BY 1") == [
        ("copy",),
        ("edited",),
    ]


def test_agreements_and_conflicts(db):
    found = rows(
        db,
        f"SELECT DISTINCT verdict, {name_of('substr(fact_id, 1, 16)')}, {name_of('substr(other_id, 1, 16)')}"
        " FROM comparisons ORDER BY 1, 2, 3",
    )
    assert [one for one in found if one[0] != "repeat"] == [
        ("agreement", "origin", "agrees"),
        ("conflict", "pupils", "pupils-otherwise"),
        ("planned_done", "pledge", "kept"),
    ]
    assert {frozenset(one[1:]) for one in found if one[0] == "repeat"} <= {
        frozenset({"origin", "copy"}), frozenset({"origin", "edited"}), frozenset({"copy", "edited"}),
    }  # fmt: skip
    assert any(one[0] == "repeat" for one in found)


def test_promises_on_two_days(db):
    sql = f"SELECT {name_of('substr(fact_id, 1, 16)')}, state FROM promises ORDER BY 1"
    assert set(rows(db, sql)) == {("agrees", "open"), ("late", "missed"), ("origin", "open"), ("pledge", "met")}
    compare_database(db, as_of=date(2025, 6, 1))
    assert set(rows(db, sql)) == {("late", "open"), ("pledge", "open")}
    compare_database(db)
    assert ("late", "missed") in rows(db, sql)


def test_sums_and_weekdays(db):
    assert rows(db, "SELECT kind, verdict, message_en FROM consistency ORDER BY verdict") == [
        ("sum", "contradicts", "120 + 150 = 270; the stated total is 300."),
        ("sum", "fits", "40 + 50 = 90; the stated total is 90."),
    ]
    assert [kind for (kind,) in rows(db, "SELECT kind FROM warnings")] == ["weekday_mismatch"]


def test_two_builds_compare_alike(db, tmp_path):
    again = tmp_path / "again.db"
    build_database([str(db.parent / "press.jsonl")], again)
    for table in ("duplicates", "comparisons", "promises", "consistency", "gaps", "signatures"):
        sql = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert rows(again, sql) == rows(db, sql), table


def test_what_is_taken_out_tells_of_no_promise_any_more(tmp_path):
    promised = "قالت وزارة الصحة إنها ستفتح 300 مستشفى في جهة الشرق بحلول 31 دجنبر 2025."
    kept = "أعلنت وزارة الصحة أنها فتحت 300 مستشفى في جهة الشرق خلال سنة 2025."
    for name, text, day in (("a", promised, date(2025, 1, 10)), ("b", kept, date(2026, 1, 10))):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        ingest([str(tmp_path / f"{name}.txt")], tmp_path / "facts.db", Options(metadata=Metadata(published_on=day)))
    states = "SELECT state FROM promises"
    with closing(sqlite3.connect(tmp_path / "facts.db")) as db:
        assert db.execute(states).fetchall() == [("met",)]
        remove(tmp_path / "facts.db", str(tmp_path / "b.txt"))
        assert db.execute(states).fetchall() == [("open",)]
