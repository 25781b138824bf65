"""A reader's walk through the site in headless Chromium, on the database that `pipeline ingest corpus` builds."""

import re
from urllib.parse import quote, urlsplit

import pytest

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATHS = [
    "/",
    "/facts",
    "/facts/v_documents",
    "/facts/v_sentences",
    "/facts/v_figures",
    "/facts/v_dates",
    "/facts/v_mentions",
    "/facts/findings?in_body=1",
    "/facts/figures",
    "/facts/documents",
    "/facts/figures_of_unit",
    "/facts/law",
    "/facts/what_was_not_read",
    "/facts?sql=select+title,text+from+documents",
]


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request, browser, site):
    """A page that complains of nothing, asks nobody else and does not overflow."""
    context = browser.new_context(viewport=request.param, locale="ar-MA", base_url=site)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []


def is_right_to_left_and_fits(page):
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_right_to_left_within_the_width(page, path):
    assert page.goto(path).status == 200
    is_right_to_left_and_fits(page)


def test_from_home_to_the_words_in_three_clicks(page):
    page.goto("/")
    is_right_to_left_and_fits(page)
    assert int(page.locator(".tiles strong").first.inner_text().replace(",", "")) >= 12
    page.locator(".hero input[name=q]").fill("اسرة")
    page.locator(".hero button").click()
    assert page.locator(".hit mark").first.inner_text()
    page.locator(".hit > a").first.click()
    assert urlsplit(page.url).path.startswith("/-/document/")
    page.locator(":target").wait_for(state="attached")
    is_right_to_left_and_fits(page)


@pytest.mark.parametrize(
    ("query", "hit"),
    [("الاصلاح", "صلاح"), ("11338", "11,338"), ("١١٣٣٨", "11,338"), ("11,338", "11,338")],
)
def test_search_folds_spelling_and_numbers(page, query, hit):
    page.goto(f"/facts/search?q={quote(query)}")
    assert hit in page.locator("td.col-text mark").first.inner_text()
    page.goto("/facts/v_sentences")
    page.locator("#_search").fill(query)
    page.locator(".search-row button").click()
    assert hit in page.locator("td.col-text mark").first.inner_text()
    assert page.locator("#_search").input_value() == query
    is_right_to_left_and_fits(page)


def test_a_question_is_asked_and_answered(page):
    page.goto("/facts/figures_of_unit")
    page.get_by_label("الوحدة").fill("مستشفى")
    page.locator(".asked button").click()
    page.wait_for_url("**unit=**")
    assert "مستشفى" in page.locator("td.col-surface").first.inner_text()
    is_right_to_left_and_fits(page)


def test_a_document_shows_its_mentions_and_leads_to_them(page):
    page.goto("/facts/v_documents")
    page.get_by_role("link", name=re.compile("أسرّة جديدة ومراكز قرب")).first.click()
    page.wait_for_load_state()
    sheet = page.locator("article.sheet")
    assert page.evaluate("e => getComputedStyle(e).unicodeBidi", sheet.element_handle()) == "plaintext"
    assert sheet.locator(".m.figure").count() > 5
    assert sheet.locator(".m.date").count() > 2
    page.locator("aside a[href^='#c']").first.click()
    page.locator(":target").wait_for(state="attached")
    page.get_by_label("أرقام").uncheck()
    first = sheet.locator(".m.figure").first.element_handle()
    assert page.evaluate("e => getComputedStyle(e).textDecorationLine", first) == "none"
    is_right_to_left_and_fits(page)


def test_dates_and_ids_are_read_from_left_to_right(page):
    page.goto("/facts/v_documents")
    day = page.locator("td.col-published_on bdi").first
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day.inner_text())
    assert page.evaluate("e => getComputedStyle(e).direction", day.element_handle()) == "ltr"


def test_the_editor_of_sql_runs_left_to_right(page):
    page.goto("/facts?sql=select+1+as+one")
    editor = page.locator(".CodeMirror")
    editor.wait_for()
    assert page.evaluate("e => getComputedStyle(e).direction", editor.element_handle()) == "ltr"


def test_the_whole_menu_is_seen_in_three_lines(page):
    page.goto("/")
    width = page.viewport_size["width"]
    groups = page.locator(".menu details")
    lines = {round(group.bounding_box()["y"]) for group in groups.all()}
    assert len(lines) <= 3
    seen = 0
    for group in groups.all():
        group.locator("summary").click()
        assert page.locator(".menu details[open]").count() == 1
        places = [link.bounding_box() for link in group.locator("a").all()]
        assert all(place["x"] >= 0 and place["x"] + place["width"] <= width for place in places)
        seen += len(places)
    assert seen >= 12
    is_right_to_left_and_fits(page)


def test_a_very_long_number_stays_within_the_width(page):
    page.goto("/facts/v_figures")
    page.evaluate("document.querySelector('td .number').textContent = '1' + ',000'.repeat(100)")
    is_right_to_left_and_fits(page)
