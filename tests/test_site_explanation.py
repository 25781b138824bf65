"""The page that tells how a value was reached."""

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest

from pipeline import build_database
from pipeline.explain import explain
from pipeline.site import language, retelling
from pipeline.site.explanation import line
from pipeline.site.serve import application

TEXT = 'نال المشروع "<script>alert(1)</script>\u202e" حوالي 8ر150 مليون دولار يوم 3 ماي 2019 بطنجة.\n'


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    build_database([str(folder / "a.txt")], folder / "facts.db")
    return folder / "facts.db"


@pytest.fixture(scope="module")
def get(db):
    app = application(db)
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


def ids(db, table):
    with closing(sqlite3.connect(db)) as connection:
        return [row[0] for row in connection.execute(f"SELECT id FROM {table}")]


def plain(html):
    """The words of a page without its mark-up."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html).replace("&lt;", "<").replace("&#34;", '"'))


def test_the_page_says_what_the_command_prints(get, db):
    [figure] = ids(db, "figures")
    shown = plain(get(f"/-/explain/{figure}?lang=en").text)
    for label, text in explain(db, figure).parts:
        assert label in shown
        if label in ("rule", "number", "written", "value", "normalised"):
            assert text.replace("\u2068", "").replace("\u2069", "") in shown
    assert "= 150.8 × 1,000,000 = 150,800,000" in shown


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ar", ["نحو 150800000", "الثقة", "على طريقة الوكالات", "في معجم currency", "متن"]),
        ("fr", ["environ 150800000", "confiance", "à la manière des agences", "dans le lexique currency"]),
    ],
)
def test_the_lines_are_told_in_the_language_of_the_page(get, db, lang, expected):
    [figure] = ids(db, "figures")
    shown = plain(get(f"/-/explain/{figure}?lang={lang}").text)
    for said in expected:
        assert said in shown, said
    for english in ("confidence", "agency style", "in the table", "said by", " is "):
        assert english not in shown.replace("Le lien is", ""), english


def test_every_phrase_of_the_command_has_its_french():
    token = language.CHOSEN.set("fr")
    try:
        assert [text for text in retelling.ARABIC if not language.is_translated(text)] == []
    finally:
        language.CHOSEN.reset(token)


@pytest.mark.parametrize("table", ["dates", "figures", "mentions", "facts"])
def test_every_row_has_its_page(get, db, table):
    assert ids(db, table)
    for row_id in ids(db, table):
        answer = get(f"/-/explain/{row_id}")
        assert answer.status_code == 200
        assert 'dir="rtl"' in answer.text
        assert '<dd dir="ltr">' in answer.text


def test_what_a_text_says_is_escaped_and_turns_nothing_around(get, db):
    html = get(f"/-/explain/{ids(db, 'figures')[0]}").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "\u202e" not in html
    assert "[U+202E]" in html


def test_marks_inside_a_text_cannot_open_or_close_a_quotation():
    html = str(line("\u2068«ا»\u2069<b>»\u2069 = 1 \u2068"))
    assert html == '<bdi dir="auto">«ا»</bdi>&lt;b&gt;»[U+2069] = 1 [U+2068]'


def test_a_row_that_is_not_there_is_not_found(get):
    answer = get("/-/explain/0123456789abcdef.1-2.figure")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/facts/v_figures", "/facts/v_dates"])
def test_the_rows_of_a_table_lead_to_their_explanation(get, path):
    [url] = set(re.findall(r'href="(/-/explain/[^"]+)"', get(path).text))
    assert get(url).status_code == 200
