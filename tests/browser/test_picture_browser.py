"""Pictures in a browser: they lead to their facts, they are taken as PNG, and they stand in the dark and on paper."""

import re

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
DONE = (11, 93, 87)  # what is solid, in a file


@pytest.fixture
def page(browser, site):
    """A page of a desk that complains of nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []


def test_a_map_leads_to_a_place_and_a_point_to_its_fact(page):
    page.goto("/-/map")
    page.locator(".picture .wide a[href*='region~2F02']").click()
    page.wait_for_url(re.compile("/-/entity/region~2F02"))
    assert page.locator(".picture .wide").first.is_visible()
    page.goto("/-/indicator/bed")
    point = page.locator(".picture .wide a").first
    point.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/-/fact/"))


def test_the_keyboard_passes_a_picture_in_one_step(page):
    page.goto("/-/indicator/bed")
    page.get_by_role("link", name="تجاوز الصورة إلى جدولها").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator(".as-table table").is_visible()


def test_another_indicator_is_chosen_without_a_script(page):
    page.goto("/-/map")
    page.get_by_label("المؤشر").select_option("hospital")
    page.get_by_label("القياس").select_option("rate")
    page.get_by_role("button", name="ارسم").click()
    page.wait_for_url(re.compile("unit=hospital&measure=rate"))
    assert "مستشفيات لكل 10,000 نسمة" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", ["/-/map", "/-/indicator/bed?lang=fr"])
def test_a_picture_is_taken_as_png_with_its_title_and_its_source(page, path, tmp_path):
    page.goto(path)
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").click()
    assert taken.value.suggested_filename.endswith(".png")
    file = tmp_path / "picture.png"
    taken.value.save_as(file)
    with Image.open(file) as opened:
        picture = opened.convert("RGB")
    assert picture.width == 1920
    seen = {colour: count for count, colour in picture.getcolors(2**24)}
    assert picture.getpixel((1, 1)) == (255, 255, 255)  # paper
    assert seen[DONE] > 100
    for part in (picture.crop((0, 0, 1920, 100)), picture.crop((0, picture.height - 80, 1920, picture.height))):
        dark = sum(count for count, colour in part.getcolors(2**24) if sum(colour) < 400)
        assert dark > 200  # letters of the title, and of the source


@pytest.mark.parametrize(
    ("media", "scheme", "light"), [("screen", "dark", False), ("screen", "light", True), ("print", "light", True)]
)
def test_a_picture_follows_the_scheme_of_its_page(page, media, scheme, light):
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto("/-/indicator/bed")
    drawn = page.locator(".picture .wide")
    ground = drawn.evaluate("e => getComputedStyle(e).backgroundColor")
    letters = drawn.locator(".s-ink").first.evaluate("e => getComputedStyle(e).fill")
    assert (_sum(ground) > 600) is light
    assert (_sum(letters) < 300) is light


def _sum(colour):
    return sum(map(int, re.findall(r"\d+", colour)[:3]))
