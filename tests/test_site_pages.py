"""Pages of facts and entities, and of what documents show together: everything is there, nothing is obeyed."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from datasette.app import Datasette
from datasette.utils import tilde_encode

from pipeline import build_database

TEXTS = {
    "a.txt": (
        "أعلن وزير الصحة أمين التهراوي أن أشغال بناء 340 مدرسة بجهة الشرق ستنتهي قبل متم شتنبر 2026، وفق القانون "
        "رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية."
    ),
    "b.txt": "ستنتهي أشغال بناء 340 مدرسة بجهة الشرق قبل متم شتنبر 2026، حسب ما صرح به مسؤول جهوي للصحافة.",
    "c.txt": (
        "<script>alert(1)</script> تتوفر المؤسسة على 300 سرير موزعة على فاس (120 سريرا) ومكناس (150 سريرا) "
        "\u202e إلى اليوم."
    ),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    path = folder / "facts.db"
    assert build_database([str(folder)], path, published=date(2026, 1, 5)).failed == 0
    return path


@pytest.fixture(scope="module")
def get(db):
    datasette = Datasette([str(db)])

    def ask(path, **cookies):
        return asyncio.run(datasette.client.get(path, cookies=cookies))

    return ask


def one(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchone()[0]


def words(answer):
    assert answer.status_code == 200, answer.text[:500]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_card_of_a_fact(db, get):
    fact = one(db, "SELECT id FROM facts WHERE value = 340 AND document_id IN"
                   " (SELECT id FROM documents WHERE source LIKE '%a.txt')")  # fmt: skip
    shown = words(get(f"/-/fact/{fact}"))
    for said in ("340", "2026-09-30", "مرتقب", "لم يحن أجله", "اتفاق", "استشهد بها", "هذا خطأ؟", "كيف قُرئ"):
        assert said in shown, said
    assert f"/-/document/{fact[:16]}#c" in get(f"/-/fact/{fact}").text
    assert tilde_encode("region/02") in get(f"/-/fact/{fact}").text


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("region/02", ["الشرق", "340 مدرسة", "السكان (إحصاء 2024)", "ما يُحصى فيه", "مرتقب 2", "يُذكر معه", "حيث ذُكر"]),
        ("law/08.22", ["08.22", "عناوينه في النصوص", "إحداث المجموعات الصحية الترابية", "حيث ذُكر"]),
    ],
)
def test_the_page_of_an_entity(get, entity, expected):
    shown = words(get(f"/-/entity/{tilde_encode(entity)}"))
    for said in expected:
        assert said in shown, said


def test_the_page_of_a_person(db, get):
    person = one(db, "SELECT entity_id FROM mentions WHERE kind = 'person' AND entity_id IS NOT NULL LIMIT 1")
    shown = words(get(f"/-/entity/{tilde_encode(person)}"))
    assert "المناصب عبر الزمن" in shown
    assert "وزير الصحة" in shown


def test_the_page_of_a_body_names_who_holds_an_office_there(tmp_path):
    (tmp_path / "a.txt").write_text(
        "صرح حسن بوبريك، المدير العام للصندوق الوطني للضمان الاجتماعي، بأن عدد المنخرطين بلغ 3 ملايين شخص.", "utf-8"
    )
    path = tmp_path / "facts.db"
    build_database([str(tmp_path / "a.txt")], path)
    shown = words(asyncio.run(Datasette([str(path)]).client.get("/-/entity/organization~2Fcnss")))
    assert "من يُذكر بصفة فيه حسن بوبريك · المدير العام للصندوق الوطني للضمان الاجتماعي" in shown


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/-/promises", ["الوعود وما آلت إليه", "2026-09-30", "لم يحن أجله 2"]),
        ("/-/promises?state=open", ["340 مدرسة"]),
        ("/-/promises?state=met", ["لا شيء هنا"]),
        ("/-/comparisons", ["اتفاق 1", "يتفق النصان"]),
        ("/-/checks", ["لا يصح 1", "120 + 150 = 270"]),
        ("/-/gaps?state=speaker", ["لا يسمي النص قائلا"]),
        ("/-/promises?state=%27%3B+drop+table+facts", ["الوعود وما آلت إليه"]),
    ],
)
def test_what_documents_show_together(get, path, expected):
    shown = words(get(path))
    for said in expected:
        assert said in shown, said


@pytest.mark.parametrize("path", ["/-/fact/none", "/-/entity/none", "/-/fact/0000000000000000.1-2.figure.1", "/-/none"])
def test_what_is_not_there(get, path):
    assert get(path).status_code == 404


def test_a_hostile_text_is_shown_and_not_obeyed(db, get):
    fact = one(db, "SELECT id FROM facts WHERE value = 300")
    for path in (f"/-/fact/{fact}", "/-/checks", "/-/gaps"):
        text = get(path).text
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert "unsafe-inline" not in get(path).headers["content-security-policy"]


def test_the_language_is_chosen_and_remembered(get):
    answer = get("/-/promises?lang=fr")
    assert '<html lang="fr" dir="ltr">' in answer.text
    assert "lang=fr" in answer.headers["set-cookie"]
    assert '<html lang="en" dir="ltr">' in get("/-/promises", lang="en").text
    assert '<html lang="ar" dir="rtl">' in get("/-/promises", lang="xx").text
    assert "set-cookie" not in get("/-/promises", lang="en").headers
    assert '<html lang="ar" dir="rtl">' in get("/-/promises?lang=%22%3E%3Cscript%3E").text


def test_every_text_of_ours_is_in_both_catalogues():
    from importlib.resources import files

    from pipeline.site import language

    quoted = re.compile(r"""\b_\((?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\)""")
    texts = {
        match["double"] or match["single"]
        for template in files("pipeline.site").joinpath("templates").iterdir()
        for match in quoted.finditer(template.read_text("utf-8"))
    }
    assert len(texts) > 100
    for chosen in ("fr", "en"):
        token = language.CHOSEN.set(chosen)
        try:
            assert sorted(text for text in texts if not language.is_translated(text)) == []
        finally:
            language.CHOSEN.reset(token)


def test_no_arabic_of_ours_stands_outside_the_catalogues():
    from importlib.resources import files

    for template in files("pipeline.site").joinpath("templates").iterdir():
        text = re.sub(r"\{[{%#].*?[}%#]\}", "", template.read_text("utf-8"), flags=re.DOTALL)
        left = re.findall("[\u0621-\u064a]{2,}", text)
        assert set(left) <= {"الاصلاح", "الإصلاح"}, f"{template.name}: {left}"


def test_the_home_page_tells_what_is_new_due_and_sure(get):
    shown = words(get("/"))
    for said in ("أحدث الحقائق 340 مدرسة", "آجال قريبة 2026-09-30", "أعداد من الصحافة سُحبت بالقرعة", "وثائق جديدة : 3"):
        assert said in shown.replace("جديدة: 3", "جديدة : 3"), said
    assert 'href="/-/quality"' in get("/").text


def test_the_newest_facts_are_of_several_documents():
    from pipeline.site.home import _few

    facts = [{"document_id": "a", "quote": str(number)} for number in range(5)]
    facts += [{"document_id": name, "quote": "same"} for name in "bb"]
    assert [(one["document_id"], one["quote"]) for one in _few(facts)] == [("a", "0"), ("a", "1"), ("b", "same")]


@pytest.mark.parametrize(("lang", "said"), [("fr", "Promesses"), ("en", "Promises"), ("ar", "الوعود")])
def test_a_page_speaks_its_language(get, lang, said):
    for path in ("/", "/-/promises", "/facts", "/facts/v_figures"):
        assert said in words(get(f"{path}?lang={lang}")), path
