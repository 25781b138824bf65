"""No foreign word: what the program says in English, and what codes stand for, is said in the language of the page."""

import asyncio
import re
from itertools import chain

import pytest
from site_rows import BEDS, build
from test_site import reader

from pipeline.site import fault, language, name, telling, words
from pipeline.site.cell import mixed
from pipeline.store.schema import TABLES, VIEWS


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return reader(build(tmp_path_factory.mktemp("language") / "facts.db"))


@pytest.fixture(params=["ar", "fr", "en"])
def spoken(request):
    token = language.CHOSEN.set(request.param)
    yield request.param
    language.CHOSEN.reset(token)


@pytest.fixture
def _french():
    token = language.CHOSEN.set("fr")
    yield
    language.CHOSEN.reset(token)


MESSAGES = {
    "2026-01-05 is weekday 1, not 3": ("الاثنين", "lundi", "Monday"),
    "1447-07-14 is 2026-01-03, not 2026-02-03": ("بالهجري", "hégire", "Hijra"),
    "1447-07-31 is None, not 2026-02-03": ("التقويم الهجري", "calendrier", "calendar"),
    "there is no 2025-02-30": ("لا يوجد يوم", "Il n’y a pas", "there is no"),
    "from 67.4 to 65.8 is 1.6; 1.6 is stated.": ("الفرق", "différence", "from"),
    "1,130 of 1,400 is 80.7%; 81% is stated.": ("في المائة", "sur", "of"),
    "120 + 150 = 270; the stated total is 300.": ("المجموع المذكور", "total", "total"),
    "another reader finds other numbers (2 of 9)": ("قارئ آخر", "autre lecteur", "another reader"),
    "12% of the glyphs have no text": ("الرسوم", "dessins", "glyphs"),
    "empty file: nothing but white space": ("ملف فارغ", "fichier vide", "empty file"),
    "no reader for .rtf yet": ("لا قارئ لملفات .rtf", "pas encore de lecteur pour .rtf", "no reader for .rtf"),
    "fill it or remove it": ("املأه أو احذفه", "remplissez-le", "fill it"),
}


@pytest.mark.parametrize("english", MESSAGES)
def test_a_message_is_said_in_the_language_of_the_page(spoken, english):
    expected = dict(zip(("ar", "fr", "en"), MESSAGES[english], strict=True))[spoken]
    said = telling.said(english)
    assert expected in said
    assert re.findall(r"\d[\d.,-]*\d", english) == re.findall(r"\d[\d.,-]*\d", said) or "weekday" in english


@pytest.mark.usefixtures("_french")
def test_every_message_has_its_french():
    for text in chain(
        (arabic for _, arabic in telling._KNOWN),
        (arabic for _, arabic, _ in fault._KNOWN),
        telling.VERDICTS.values(),
        telling.STATES.values(),
    ):
        assert language.is_translated(text), text


@pytest.mark.usefixtures("_french")
def test_every_table_and_column_is_described_in_french():
    described = {text for table in TABLES.values() for text in (table.title_ar, table.description_ar)}
    described |= {
        text
        for table in (*TABLES.values(), *VIEWS.values())
        for column in table.columns
        for text in (column.title_ar, column.arabic)
    }
    left = sorted(text for text in described if not language.is_translated(text))
    assert left == [], "their French goes into pipeline/site/catalogue/fr/tables.po"


@pytest.mark.usefixtures("_french")
def test_every_code_has_a_french_name():
    left = {
        (column, code)
        for column, codes in words._codes().items()
        if column not in {"country", "language"}
        for code, arabic in codes.items()
        if not language.is_translated(arabic) and code not in words._cldr("fr").get(column, {})
    }
    assert left == set(), "their French goes into pipeline/site/catalogue/fr/tables.po"


@pytest.mark.usefixtures("_french")
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"state": "open", "due_on": "2026-02-28", "as_of": "2026-01-01", "done": None, "remaining": None},
         "L’échéance est à venir (échéance le 28 février 2026, situation au 1 janvier 2026)."),
        ({"state": "missed", "due_on": "2026-02-28", "as_of": "2026-03-01", "done": 1130, "remaining": 270},
         "1,130 faits, 270 restent à faire."),
    ],
)  # fmt: skip
def test_a_promise_is_told_in_french(row, expected):
    assert expected in telling.promised(row)


@pytest.mark.parametrize(
    ("path", "french_said", "arabic_said"),
    [
        ("/facts/nope", "ni table ni question", "لا يوجد جدول ولا سؤال بهذا الاسم."),
        ("/-/static-plugins/wathiqa/nope.txt", "pas de page", "لا توجد صفحة بهذا العنوان."),
        ("/-/nope", "pas de page", "لا توجد صفحة بهذا العنوان."),
    ],
)
def test_an_error_is_told_in_the_language_of_the_page(client, path, french_said, arabic_said):
    for lang, said in (("fr", french_said), ("ar", arabic_said)):
        text = client(f"{path}?lang={lang}").text
        assert f'<html lang="{lang}"' in text
        assert said in text
        assert "not found" not in text


def test_a_bare_line_of_datasettes_becomes_a_page(client):
    answer = asyncio.run(client.app.client.post("/"))
    assert answer.status_code == 405
    assert "لا تُطلب هذه الصفحة بهذه الطريقة." in answer.text
    assert "Method not allowed" not in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/facts/v_figures"), ("POST", "/facts/search"), ("TRACE", "/facts"), ("DELETE", "/-/search")],
)
def test_what_only_shows_cannot_be_written(client, method, path):
    answer = asyncio.run(client.app.client.request(method, f"{path}?lang=fr"))
    assert answer.status_code == 405
    assert '<html lang="fr"' in answer.text


def test_what_is_refused_at_once_has_the_headers_of_a_page(client):
    answer = client(f"/-/search?q={'a' * 40_000}&lang=en")
    assert answer.status_code == 414
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "السؤال أطول" not in answer.text


@pytest.mark.parametrize("path", ["/facts/v_figures", "/facts/v_figures?unit=bed", "/facts/search?q=11338"])
def test_a_choice_of_language_is_no_condition_on_the_rows(client, path):
    for lang in ("ar", "fr", "en"):
        text = client(f"{path}{'&' if '?' in path else '?'}lang={lang}").text
        assert f'<html lang="{lang}"' in text
        assert "11,338" in text


def test_a_hyphen_does_not_turn_a_name_around(client):
    assert re.search(r'<bdi lang="ar"[^>]*>[^<]*</bdi>', client("/facts/v_facts?_facet=place&lang=fr").text)
    token = language.CHOSEN.set("fr")
    try:
        assert str(mixed("درعة-تافيلالت: 3")) == '<bdi lang="ar" dir="rtl">درعة-تافيلالت</bdi>: 3'
    finally:
        language.CHOSEN.reset(token)


def test_an_error_for_a_program_stays_its_own(client):
    assert client("/facts/nope.json").json()["error"] == "Table not found"


def test_a_code_is_shown_by_its_name_and_kept_in_a_title(client):
    page = client("/facts/v_mentions?kind=place").text
    assert re.search(r'title="region/01"><bdi lang="ar">طنجة تطوان الحسيمة</bdi>', page)
    assert 'title="law/08.22"><bdi lang="fr">Loi 08.22</bdi>' in client("/facts/v_mentions?kind=law&lang=fr").text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("region/01", True),
        ("law/08.22", True),
        ("person/x", True),
        ("http://x/y", False),
        ("a/b/c", False),
        ("x", False),
    ],
)
def test_an_id_of_an_entity(text, expected):
    assert name.is_entity(text) is expected


def test_no_english_of_ours_is_left_beside_the_arabic(client):
    for path in ("/", "/facts", "/facts/v_figures", f"/-/document/{BEDS}"):
        marked = re.findall(r'<(?:p|span|dd)[^>]* lang="en"[^>]*>([^<]*)', client(path).text)
        assert marked == [], path


def test_the_arabic_of_the_site_is_shipped_with_its_licence(client):
    styles = client("/-/static-plugins/wathiqa/site.css").text
    fonts = set(re.findall(r'url\("(font/[\w-]+\.woff2)"\)', styles))
    assert len(fonts) == 4
    weight = 0
    for font in fonts:
        answer = client(f"/-/static-plugins/wathiqa/{font}")
        assert answer.content.startswith(b"wOF2"), font
        assert answer.headers["content-type"].startswith("font/woff2")
        weight += len(answer.content)
    assert weight < 250_000
    assert "SIL OPEN FONT LICENSE" in client("/-/static-plugins/wathiqa/font/OFL.txt").text
    assert "http" not in re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
