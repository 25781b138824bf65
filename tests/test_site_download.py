"""What readers take away opens right: workbooks in their language, tables without formulas, feeds that are valid."""

import asyncio
import csv
import re
import sqlite3
from io import BytesIO, StringIO
from urllib.parse import urlencode
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from site_rows import BEDS, NASTY, RUN, build

from pipeline.site.download import book
from pipeline.site.query import QUERIES
from pipeline.site.serve import application
from pipeline.store.schema import TABLES, VIEWS

ATOM = "{http://www.w3.org/2005/Atom}"
FORMULA = '=HYPERLINK("http://evil","x")'


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    path = build(tmp_path_factory.mktemp("download") / "facts.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE documents SET publisher = ? WHERE id = ?", [FORMULA, NASTY])
    db.close()
    app = application(path)
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


def sheets(answer):
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    return load_workbook(BytesIO(answer.content)).worksheets


def lines(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def entries(answer):
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")


# --- workbooks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TABLES, *VIEWS, *QUERIES])
def test_every_table_view_and_question_has_a_workbook(get, name):
    sheet, notes = sheets(get(f"/facts/{name}.xlsx"))
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    rows = get(f"/facts/{name}.json?_shape=array&_size=max").json()
    assert len(lines(sheet)) == len(rows) + 1
    assert lines(notes)[1][1] == len(rows)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("lang", "way", "headings"),
    [
        ("ar", True, {"القيمة", "الوحدة", "الحالة"}),
        ("fr", False, {"Valeur", "Unité"}),
        ("en", False, {"value", "unit"}),
    ],
)
def test_a_workbook_speaks_the_language_of_its_reader(get, lang, way, headings):
    sheet, _ = sheets(get(f"/facts/v_facts.xlsx?lang={lang}"))
    first, row = lines(sheet)[:2]
    assert bool(sheet.sheet_view.rightToLeft) == way
    assert headings <= set(first)
    assert {"ar": "سرير", "fr": "lit", "en": "bed"}[lang] in row


def test_each_row_has_a_permanent_link_that_opens(get):
    for page in ("v_facts", "v_figures", "v_documents", "v_entities", "entities", "search?q=سريرا"):
        name, _, query = page.partition("?")
        first, row = lines(sheets(get(f"/facts/{name}.xlsx?{query}"))[0])[:2]
        link = row[-1]
        assert first[-1] == "الرابط الدائم", page
        assert link.startswith("http://localhost/-/")
        assert get(link.removeprefix("http://localhost").split("#")[0]).status_code == 200
    assert lines(sheets(get("/facts/v_facts.xlsx"))[0])[1][-1].startswith("http://localhost/-/fact/")


def test_a_workbook_has_all_the_rows_behind_a_page_and_says_where_it_ends(get, monkeypatch):
    assert len(lines(sheets(get("/facts/v_sentences.xlsx?_size=1"))[0])) == 1 + 6
    assert len(lines(sheets(get("/facts/v_sentences.xlsx?_size=1&zone=title"))[0])) == 1 + 1
    monkeypatch.setattr(book, "ROWS", 2)
    sheet, notes = sheets(get("/facts/v_sentences.xlsx?_size=1"))
    assert len(lines(sheet)) == 1 + 2
    assert "أوائل السطور لا كلها" in str(lines(notes))


def test_what_looks_like_a_formula_is_none(get):
    sheet, _ = sheets(get("/facts/documents.xlsx"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s"]
    rows = list(csv.reader(StringIO(get(f"/-/search.csv?{urlencode({'q': 'خصصت'})}").content.decode("utf-8-sig"))))
    assert f"'{FORMULA}" in rows[1]


def test_pages_offer_the_workbook(get):
    for path in ("/facts/v_facts", "/facts/documents", "/facts/beds_by_place"):
        assert re.search(r'href="[^"]*\.xlsx[^"]*"><bdi lang="en">Excel<', get(path).text), path


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_sentences_of_a_search_are_taken_away(get, form):
    answer = get(f"/-/search.{form}?{urlencode({'q': 'سريرا', 'unit': 'bed'})}")
    assert answer.status_code == 200
    if form == "xlsx":
        assert "11,338" in str(lines(sheets(answer)[0])[1])
    elif form == "csv":
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert "11,338" in answer.text
    else:
        (row,) = answer.json()["rows"]
        assert "11,338" in row["text"]
        assert row["permalink"].startswith(f"http://localhost/-/document/{BEDS}#c")
    assert get(f"/-/search.{form}").status_code == 404


def test_views_tell_the_page_of_each_row(get):
    for view in VIEWS:
        for row in get(f"/facts/{view}.json?_shape=array").json():
            if view != "v_entities":
                path = row["permalink"].split("#")[0]
                assert get(path).status_code == 200, path
    assert "col-permalink" not in get("/facts/v_facts").text


# --- feeds ------------------------------------------------------------------------------------------------------------


def test_a_feed_of_a_search_holds_its_facts(get):
    (entry,) = entries(get(f"/-/feed.atom?{urlencode({'q': 'الطاقه', 'unit': 'bed'})}"))
    assert entry.findtext(f"{ATOM}title").startswith("11,338 سريرا")
    assert entry.findtext(f"{ATOM}updated") == "2025-12-30T00:00:00Z"
    link = entry.find(f"{ATOM}link").attrib["href"]
    assert "11,338" in get(link.removeprefix("http://localhost")).text
    for other in ({"unit": "hospital"}, {"q": "لاشيء"}, {"kind": "person"}, {"place": "region/09"}):
        assert entries(get(f"/-/feed.atom?{urlencode(other)}")) == []
    assert len(entries(get("/-/feed.atom"))) == 1
    assert len(entries(get("/-/feed.atom?place=country/MA"))) == 1


def test_a_feed_is_valid_and_its_ids_are_its_own(get):
    feeds = [get(path) for path in ("/-/feed.atom", "/facts/v_dates.atom", "/facts/search.atom?q=سريرا")]
    ids = []
    for answer in feeds:
        feed = ET.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert len(feed.findall(f"{ATOM}{name}")) == 1
        assert {link.attrib["rel"] for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
        for entry in feed.findall(f"{ATOM}entry"):
            for name in ("id", "title", "updated"):
                assert len(entry.findall(f"{ATOM}{name}")) == 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated"))
            ids.append(UUID(entry.findtext(f"{ATOM}id").removeprefix("urn:uuid:")))
    assert len(ids) == len(set(ids)) >= 4
    assert get("/-/feed.atom").content == get("/-/feed.atom").content


def test_what_nobody_dated_counts_from_the_first_run(get):
    (entry,) = entries(get(f"/facts/v_sentences.atom?publisher={FORMULA}&zone=body&text__contains=خصصت"))
    assert entry.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
    assert entry.find(f"{ATOM}published") is None


def test_a_hostile_text_is_text_in_a_feed(get):
    told = get("/facts/v_sentences.atom")
    assert RUN not in told.text
    assert "\u202e" not in told.text
    assert RUN in "".join(entry.findtext(f"{ATOM}summary") for entry in entries(told))


def test_a_page_leads_to_its_feed(get):
    assert '<link rel="alternate" type="application/atom+xml"' in get("/-/search?q=x").text
    assert 'href="/facts/deadlines.atom"' in get("/facts/deadlines").text
    assert "laws.atom" not in get("/facts/laws").text
    for path, title in (("/facts/deadlines.atom", "آجال ومواعيد نهائية"), ("/facts/v_facts.atom", "الحقائق")):
        assert ET.fromstring(get(path).content).findtext(f"{ATOM}title") == f"وثيقة: {title}"


@pytest.mark.parametrize("page", ["promises", "comparisons", "checks", "gaps"])
@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "atom"])
def test_the_lists_of_our_pages_are_taken_away(get, page, form):
    assert get(f"/-/{page}.{form}").status_code == 200
    rows = get(f"/-/{page}.json?state=contradicts").json()["rows"]
    if page == "checks":
        (row,) = rows
        assert row["permalink"].startswith(f"http://localhost/-/document/{NASTY}#c")
        assert f"/-/checks.{form}" in get("/-/checks").text
        assert len(entries(get("/-/checks.atom"))) == 1
        assert lines(sheets(get("/-/checks.xlsx?state=fits"))[0]) == []


def test_a_demonstration_gives_no_more_away_than_it_says(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.site.demo.SETTINGS", {"max_returned_rows": 2, "default_page_size": 2})
    app = application(build(tmp_path / "facts.db"), public=True)
    asyncio.run(app.invoke_startup())

    def ask(path):
        return asyncio.run(app.client.get(path))

    assert len(lines(sheets(ask("/facts/v_sentences.xlsx"))[0])) == 1 + 2
    told = ask("/-/search.json?kind=figure").json()
    assert len(told["rows"]) == 2
    assert told["truncated"]
