"""What a page looks like in the dark and on paper, and how it is read without a mouse: in headless Chromium."""

import re
from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser
PDF = "/facts/v_documents.json?_shape=array&source__endswith=beds-by-region.pdf"
BED = "/facts/v_facts.json?_shape=array&unit=bed&_sort_desc=value"
DARK = ["/", "/-/quality", "/-/promises", "/-/entity/region~2F02", "/facts/v_facts", "/facts?sql=select+1"]


def barriers(page):
    """What axe-core holds serious: contrast above all."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in {"serious", "critical"}
    ]


@pytest.fixture
def open_page(browser, site):
    """A function that opens pages in a scheme of colours; what the console complains of fails the test."""
    contexts, complaints = [], []

    def open_page(scheme="light"):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def first(page, path):
    return page.request.get(path).json()[0]["id"]


def test_nothing_is_hard_to_read_in_the_dark(open_page):
    page = open_page("dark")
    for path in [*DARK, f"/-/document/{first(page, PDF)}", f"/-/fact/{first(page, BED)}"]:
        page.goto(path)
        assert barriers(page) == [], path
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_and_a_document_are_legible_on_paper(open_page, scheme):
    page = open_page(scheme)
    for path in (f"/-/fact/{first(page, BED)}", f"/-/document/{first(page, PDF)}"):
        page.goto(path)
        page.emulate_media(media="print", color_scheme=scheme)
        for hidden in (".top", ".foot", ".trail"):
            assert not page.locator(hidden).first.is_visible()
        assert page.locator("h1").is_visible()
        for seen in ("h1", ".sheet"):
            ink, paper = page.evaluate(
                "s => { const e = getComputedStyle(document.querySelector(s)); return [e.color, e.backgroundColor] }",
                seen,
            )
            assert ink == "rgb(0, 0, 0)", seen
            assert paper in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, seen
        assert barriers(page) == []


def test_the_paper_of_a_pdf_shows_the_sentence_of_the_chosen_fact(open_page):
    page = open_page()
    page.goto(f"/-/document/{first(page, PDF)}")
    page.locator(".aside a[href^='#c']", has_text="3,415").first.click()
    assert page.locator(".sheet .lit").first.inner_text() == "3,415"
    assert page.locator(".aside a[aria-current]").inner_text() == "3,415"
    box = page.locator(".boxes a.lit rect").first.bounding_box()
    picture = page.locator(".paper img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.paper img').naturalWidth > 500")
    paper = picture.bounding_box()
    assert box["width"] > 10
    assert 0 < box["width"] < paper["width"]
    page.locator(".ways a[href^='#b']").first.click()
    assert page.evaluate("document.querySelector(':target').matches('.boxes a')")


def test_a_document_is_read_with_the_keyboard(open_page):
    page = open_page()
    page.goto(f"/-/document/{first(page, PDF)}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    links = page.locator(".aside a[href^='#c']")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == links.nth(1).inner_text()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    assert re.search(r"#c\d+$", page.url)
    page.locator(".sheet .lit").first.wait_for()


def test_the_row_of_a_fact_fits_a_phone(open_page):
    page = open_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/facts/facts/{first(page, BED).replace('.', '~2E')}?lang=fr")
    assert page.locator("dl.record").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_arabic_is_drawn_with_the_fonts_of_the_site(open_page):
    page = open_page()
    page.goto(f"/-/document/{first(page, PDF)}")
    page.wait_for_function("document.fonts.status === 'loaded'")
    drawn = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)")
    assert {name.strip('"') for name in drawn} == {"Wathiqa Naskh", "Wathiqa Sans"}
