"""The canned queries answer rightly: texts written here, whose answers a reader can work out."""

import asyncio
import csv
import json
from io import StringIO
from urllib.parse import urlencode

import pytest
from test_site import ANSWERS as ANSWERED

from pipeline import build_database
from pipeline.site import language
from pipeline.site.query import QUERIES, parse
from pipeline.site.serve import application

COPIED = (
    "تضم جهة فاس مكناس 40 مستشفى عموميا، وفق ما أوردته المديرية الجهوية للصحة في تقريرها السنوي. ويشتغل بها 1200 طبيب "
    "و3400 ممرض موزعين على الأقاليم كلها. وقالت المديرية إن العرض الصحي بالجهة لا يزال دون الحاجيات، خصوصا في المناطق "
    "الجبلية النائية. وسجلت أن ثلث الأطر يعمل في مدينة فاس وحدها. وأوصت بإحداث خمسة مراكز صحية جديدة في إقليم بولمان "
    "قبل نهاية سنة 2027"
)
TEXTS = [
    (
        "2026-01-05",
        "صحيفة الشمال",
        (
            "أعلن وزير الصحة أمين التهراوي أن أشغال بناء 340 مدرسة بجهة الشرق ستنتهي قبل متم فبراير 2026. وأضاف أن "
            "الجهة ستتوفر على 120 سريرا جديدا قبل متم مارس 2026."
        ),
    ),
    (
        "2026-01-08",
        "جريدة الجنوب",
        "ستنتهي أشغال بناء 340 مدرسة بجهة الشرق قبل متم فبراير 2026، حسب ما صرح به مسؤول جهوي للصحافة.",
    ),
    ("2026-03-02", "جريدة الجنوب", "انتهت أشغال بناء 300 مدرسة بجهة الشرق في فبراير 2026، حسب بلاغ للوزارة."),
    (
        "2026-04-10",
        "وكالة الغد",
        (
            "تتوفر المؤسسة على 300 سرير موزعة على فاس (120 سريرا) ومكناس (150 سريرا) إلى اليوم. وانطلقت الأشغال يوم "
            "الاثنين 8 أبريل 2026 بفاس. واستهلكت المطابخ 15 زلفة من الحساء."
        ),
    ),
    ("2026-04-11", "موقع الناقل", f"{COPIED}."),
    ("2026-04-12", "موقع الناسخ", f"{COPIED}!"),
    ("2026-04-13", "وكالة الغد", "يبلغ عدد المستشفيات العمومية بجهة الشرق 25 مستشفى سنة 2025."),
    ("2026-04-14", "صحيفة الشمال", "يبلغ عدد المستشفيات العمومية بجهة الشرق 31 مستشفى سنة 2025."),
    (
        "2025-12-22",
        "الجريدة الرسمية",
        (
            "مرسوم رقم 2.25.1102 صادر في 20 من جمادى الآخرة 1447 (11 ديسمبر 2025) يتعلق بالملف الطبي.\n"
            "بناء على القانون رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية؛\n"
            "رسم ما يلي:\nالمادة الأولى\nيُعمل بأحكام هذا المرسوم ابتداء من فاتح أبريل 2026."
        ),
    ),
]
# {query: (what is asked, how many rows or None, what stands in one of them)}
ANSWERS = {
    "beds_by_place": ({}, 4, {"value": 120, "place": "الشرق", "per_10000": 0.52}),
    "who_said_number": ({"value": "٣٤٠", "unit": "school"}, 2, {"speaker": "أمين التهراوي", "place": "الشرق"}),
    "new_since": ({"day": "2026-04-13"}, 2, {"value": 31, "published_on": "2026-04-14"}),
    "law_titles": ({"law": "08.22"}, 1, {"law_title": "إحداث المجموعات الصحية الترابية", "documents": 1}),
    "decrees_and_effective_dates": (
        {},
        1,
        {"entity_id": "decree/2.25.1102", "issued_on": "2025-12-11", "effective_on": "2026-04-01"},
    ),
    "regions_without": ({"unit": "school"}, 2, {"entity_id": "region/03", "facts": 0}),
    "cooccurrence": ({"entity": "region/02"}, 1, {"entity_id": "person/amine-tahraoui", "sentences": 1}),
    "term_crosswalk": ({}, None, {"name_fr": "Oriental", "code": "02"}),
    "quotes": ({"speaker": "التهراوي"}, 3, {"surface": "340 مدرسة", "speaker_id": "person/amine-tahraoui"}),
    "who_said_what": (
        {"speaker": "أمين التهراوي"},
        3,
        {"subject": "school", "facts": 1, "documents": 1, "first_on": "2026-01-05"},
    ),
    "due": ({"first": "2026-03-01", "last": "2026-03-31"}, 1, {"surface": "120 سريرا جديدا", "state": "missed"}),
    "overdue": ({}, None, {"surface": "120 سريرا جديدا", "as_of": "2026-04-14", "days_after": 14}),
    "promised_vs_done": ({}, 2, {"value": 340, "done": 300, "remaining": 40, "due_on": "2026-02-28"}),
    "conflicts": ({}, 1, {"surface": "25 مستشفى", "other_surface": "31 مستشفى", "verdict": "conflict"}),
    "first_seen": (
        {"unit": "school"},
        1,
        {"value": 340, "publisher": "صحيفة الشمال", "first_on": "2026-01-05", "documents": 2, "place": "الشرق"},
    ),
    "outlet_lag": (
        {},
        2,
        {"first_publisher": "صحيفة الشمال", "publisher": "جريدة الجنوب", "times": 1, "days_after": 3.0},
    ),
    "syndication": ({}, 1, {"first_publisher": "موقع الناقل", "publisher": "موقع الناسخ", "days_after": 1}),
    "coverage": ({}, 6, {"publisher": "وكالة الغد", "documents": 2, "undated": 0, "last_on": "2026-04-13"}),
    "arith_checks": ({"verdict": "contradicts"}, 1, {"kind": "sum", "verdict": "contradicts"}),
    "weekday_mismatch": ({}, 1, {"kind": "weekday_mismatch", "surface": "الاثنين 8 أبريل 2026"}),
    "unknown_units": ({}, 1, {"noun_lemma": "زلفة", "times": 1}),
    "review_queue": ({}, None, {"surface": "120 سريرا جديدا"}),
    "gaps": ({"slot": "speaker"}, None, {}),
    "digits_disputed": ({}, None, {}),
    "orphan_corrections": ({}, None, {}),
}
# What these texts have none of, and rows put there by hand have.
PLANTED = {
    "gaps": {"value": 31, "question": "من؟"},
    "digits_disputed": {"value": 1200, "value_alt": 1.2},
    "orphan_corrections": {"value": "3", "why": "خطأ"},
}


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("query")
    lines = [
        {"id": str(place), "published_on": day, "publisher": publisher, "text": text}
        for place, (day, publisher, text) in enumerate(TEXTS)
    ]
    (folder / "texts.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert build_database([str(folder / "texts.jsonl")], folder / "facts.db").failed == 0
    _plant(folder / "facts.db")
    app = application(folder / "facts.db")
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


def _plant(path):
    import sqlite3

    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT OR REPLACE INTO gaps (fact_id, slot, question, question_en)"
            " SELECT id, 'speaker', 'من؟', 'who?' FROM facts WHERE value = 31"
        )
        db.execute("UPDATE figures SET value_alt = 1.2 WHERE value = 1200 AND published_on = '2026-04-11'")
        db.execute(
            "INSERT INTO corrections (id, source, quote, field, value, why, corrected_on, state)"
            " VALUES ('x', 'gone.txt', 'لفظ', 'value', '3', 'خطأ', '2026-01-01', 'orphaned')"
        )
    db.close()


def asked(get, name, form="json", **parameters):
    answer = get(f"/facts/{name}.{form}?{urlencode({'_shape': 'array', **parameters})}")
    assert answer.status_code == 200, answer.text
    return answer


def test_every_canned_query_is_answered_here_or_beside():
    assert set(ANSWERS) | set(ANSWERED) == set(QUERIES)
    assert len(QUERIES) >= 26


@pytest.mark.parametrize("name", ANSWERS)
def test_a_canned_query_answers(get, name):
    parameters, count, row = ANSWERS[name]
    rows = asked(get, name, **parameters).json()
    if count is not None:
        assert len(rows) == count, rows
    assert [one for one in rows if row.items() <= one.items()], rows
    table = list(csv.reader(StringIO(asked(get, name, "csv", **parameters).content.decode("utf-8-sig"))))
    assert len(table) == len(rows) + 1
    for lang in language.LANGUAGES:
        page = get(f"/facts/{name}?{urlencode({**parameters, 'lang': lang})}")
        assert page.status_code == 200
        assert page.text.count("<tr>") + page.text.count("<tr ") == len(rows) + 1


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found(get, name):
    rows = asked(get, name, **ANSWERS[name][0]).json()
    assert [row for row in rows if PLANTED[name].items() <= row.items()], rows


@pytest.mark.parametrize(
    ("name", "parameters", "count"),
    [
        ("who_said_number", {"value": "340", "unit": "bed"}, 0),
        ("who_said_number", {"value": "25", "unit": "مستشفى"}, 1),
        ("conflicts", {"verdict": "agreement"}, 1),
        ("due", {"first": "2026-01-01", "last": "2026-01-31"}, 0),
        ("quotes", {"speaker": "person/amine-tahraoui"}, 3),
        ("quotes", {"speaker": "شخص لا وجود له"}, 0),
        ("law_titles", {"law": "law/99.99"}, 0),
        ("arith_checks", {"verdict": "fits"}, 0),
        ("cooccurrence", {"entity": "x' or 1=1 --"}, 0),
        ("first_seen", {"unit": "hospital"}, 1),
        ("first_seen", {"unit": "مستشفى"}, 1),
        ("new_since", {"day": "2027-01-01"}, 0),
    ],
)
def test_a_canned_query_takes_what_is_typed(get, name, parameters, count):
    assert len(asked(get, name, **parameters).json()) == count


def test_all_that_a_query_says_is_translated():
    for chosen in ("fr", "en"):
        token = language.CHOSEN.set(chosen)
        try:
            for name, query in QUERIES.items():
                told = [parameter.title for _, parameter in query.parameters]
                if chosen == "fr":
                    told += [query.title.partition(" · ")[0], query.description.partition(" · ")[0]]
                assert [text for text in told if not language.is_translated(text)] == [], name
        finally:
            language.CHOSEN.reset(token)


def test_every_file_of_a_query_is_in_the_order():
    from importlib.resources import files

    assert {path.name for path in files("pipeline.site.query").iterdir() if path.name.endswith(".sql")} == {
        f"{name}.sql" for name in QUERIES
    }


def test_a_file_of_a_query_is_read():
    query = parse(
        "-- ع · t\n-- و · d\n-- :a الأول = x\n-- :b الثاني\n-- a comment\nselect :a, :b\n".replace("-- a ", "--a ")
    )
    assert query.title == "ع · t"
    assert [(name, asked.title, asked.default) for name, asked in query.parameters] == [
        ("a", "الأول", "x"),
        ("b", "الثاني", ""),
    ]
    assert query.sql.endswith("select :a, :b")
    with pytest.raises(ValueError, match="no parameter"):
        parse("-- ع · t\n-- و · d\n-- nothing\nselect 1")


def test_a_page_shows_the_first_rows_and_files_have_all(get, monkeypatch):
    monkeypatch.setattr("pipeline.site.question.SHOWN", 3)
    page = get("/facts/coverage").text
    assert page.count("<tr>") == 1 + 3
    assert "أكثر من" in page
    assert len(asked(get, "coverage").json()) == 6
    assert "أكثر من" not in get("/facts/first_seen?unit=school").text


def test_a_table_that_is_called_as_a_question_stays_a_table(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE coverage (x)")
        db.execute("INSERT INTO coverage VALUES ('here')")
    db.close()
    from datasette.app import Datasette

    datasette = Datasette([str(tmp_path / "other.db")])
    answer = asyncio.run(datasette.client.get("/other/coverage"))
    assert answer.status_code == 200
    assert "here" in answer.text
    assert asyncio.run(datasette.client.get("/other/due")).status_code == 404
