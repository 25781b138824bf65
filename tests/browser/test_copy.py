"""The static copy, opened from its folder: whole, readable, in one language a page, and asking nobody for anything."""

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from site_browser import ARGUMENTS, MISSING, ROOT, chromium

from pipeline import build_database
from pipeline.site.publish import Wish, publish

pytestmark = pytest.mark.browser
FOREIGN = Path(__file__).with_name("foreign.js").read_text("utf-8")
SAMPLES = ("health-reform-beds.txt", "order-extracted.txt", "culture-football.txt")
LOOKS = [("ar", 390, "dark"), ("fr", 1280, "light"), ("en", 390, "light")]
NAMES = ("copy.html", "list/facts.html", "list/places.html", "entity/law/08.22.html", "promises.html", "map.html")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name in (*SAMPLES, "documents.toml"):
        shutil.copy(ROOT / "corpus" / name, folder)
    db = tmp_path_factory.mktemp("copy") / "facts.db"
    build_database([str(folder)], db, published=date(2026, 1, 5))
    publish(db, db.with_name("public"), Wish())
    return db.with_name("public")


@pytest.fixture(scope="module")
def chrome():
    if chromium() is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.mark.parametrize(("code", "width", "scheme"), LOOKS)
def test_a_copy_is_read_from_its_folder(copy, chrome, code, width, scheme):
    context = chrome.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    complaints = []
    page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    page.on("requestfailed", lambda asked: complaints.append(f"failed: {asked.url}"))
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("file:") else None)
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

    def look(what):
        assert page.evaluate("document.documentElement.lang") == code
        assert page.evaluate("getComputedStyle(document.body).display") == "flex", f"{what}: no style"
        wrong = [f"foreign: {text}" for text in page.evaluate(FOREIGN)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append("wider than the window")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
        wrong += [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found
                  if each["impact"] in ("serious", "critical")]  # fmt: skip
        complaints.extend(f"{what}: {each}" for each in wrong)

    page.goto((copy / "index.html").as_uri())
    page.wait_for_url("**/ar/index.html")
    if code != "ar":
        page.locator(f".languages a[lang={code}]").click()
        page.wait_for_url(f"**/{code}/index.html")
    look("home")
    page.locator(".tiles a[href*='list/documents']").click()
    page.locator("main .news a").first.click()
    page.wait_for_url("**/document/*.html")
    look("document")
    page.locator(".aside a[href*='/fact/']").first.click()
    page.wait_for_url("**/fact/*.html")
    look("fact")
    for name in NAMES:
        page.goto((copy / code / name).as_uri())
        look(name)
    context.close()
    assert complaints == [], "\n".join(complaints)
