"""A journalist pastes a text, reaches the card of a fact, corrects it, and sees the correction, in a real browser."""

import re

import pytest
from site_browser import served
from site_walk import WIDTHS, Walk

pytestmark = pytest.mark.browser
TEXT = (
    "أعلنت وزارة الصحة أن أشغال بناء {number} مستشفى بجهة الشرق ستنتهي قبل متم شتنبر 2026.\n"
    "وستضيف الوزارة 1430 سريرا بجهة سوس ماسة بحلول فبراير 2027، حسب بلاغ لها."
)


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    """The address of a site with an inbox."""
    folder = tmp_path_factory.mktemp("inbox")
    with served(folder, "--inbox", folder / "corpus" / "inbox") as address:
        yield address


@pytest.fixture
def context(browser, box):
    made = browser.new_context(viewport=WIDTHS["desk"], base_url=box)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("language", "width", "number"), [("ar", "desk", 21), ("ar", "phone", 22), ("fr", "phone", 23), ("en", "desk", 24)]
)
def test_from_a_pasted_text_to_a_corrected_fact(browser, box, tmp_path_factory, language, width, number):
    artefacts = tmp_path_factory.getbasetemp() / "artefacts" / f"inbox-{language}-{width}"
    artefacts.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport=WIDTHS[width], base_url=box)
    context.add_cookies([{"name": "lang", "value": language, "url": box}])
    walk = Walk(context.new_page(), box, language, artefacts)
    page = walk.page
    page.goto("/")
    assert page.locator(".menu a[href$='/-/paste']").count() == 1
    page.goto("/-/paste")
    walk.look("paste")
    page.locator("#text").fill(TEXT.format(number=number))
    page.locator("#published_on").fill("2026-01-08")
    page.locator(".send button").click()
    page.wait_for_url("**/-/document/*")
    walk.look("document")
    page.locator("li", has_text=f"{number} مستشفى").locator("a[href*='/-/fact/']").first.click()
    page.wait_for_url("**/-/fact/*")
    card = page.url
    page.locator("#wrong summary").click()
    walk.look("wrong")
    page.locator("#value").fill("99")
    page.locator("#place").fill("طنجة")
    page.locator("#why").fill("يقول البلاغ 99")
    page.locator("#author").fill("سعاد")
    page.locator(".mend button").click()
    page.wait_for_url("**/-/correct/**")
    walk.look("which")
    page.locator("input[value='province/01.511']").check()
    page.locator(".mend button").click()
    page.locator(".changes").wait_for()
    page.locator("section > details summary").first.click()
    walk.look("preview")
    assert '"place_id", "value": "province/01.511"' in page.locator("#lines").inner_text()
    page.locator(".send button").click()
    page.wait_for_url(card)
    walk.look("corrected")
    assert re.search(r"\b99\b", page.locator("dl.record").inner_text())
    assert page.locator("li", has_text="يقول البلاغ 99").filter(has_text="سعاد").count() >= 1
    context.close()
    assert not walk.complaints, "\n".join(walk.complaints)


def test_it_works_without_any_script(browser, box):
    context = browser.new_context(viewport=WIDTHS["phone"], base_url=box, java_script_enabled=False)
    page = context.new_page()
    page.goto("/-/paste")
    page.locator("#text").fill(TEXT.format(number=31))
    page.locator(".send button").click()
    page.wait_for_url("**/-/document/*")
    assert page.locator("article.sheet").inner_text().count("31 مستشفى") == 1
    context.close()


def test_a_file_is_dropped_and_one_too_large_is_not_sent(context):
    page = context.new_page()
    page.goto("/-/paste")
    page.evaluate("document.querySelector('form.inbox').dataset.limit = 10")
    page.locator("#file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a" * 11})
    page.locator(".send button").click()
    assert "الملف أكبر مما يُقبل" in page.locator(".busy").inner_text()
    page.goto("/-/paste")
    page.evaluate(
        """text => {
          const moved = new DataTransfer();
          moved.items.add(new File([text], "../../a.txt", {type: "text/plain"}));
          const drop = new DragEvent("drop", {dataTransfer: moved, bubbles: true});
          document.querySelector("form.inbox").dispatchEvent(drop);
        }""",
        TEXT.format(number=41),
    )
    page.locator(".send button").click()
    page.wait_for_url("**/-/document/*")
    assert "41 مستشفى" in page.locator("article.sheet").inner_text()


def test_a_page_of_another_site_hands_nothing_in(context, box):
    page = context.new_page()
    page.goto("/-/paste")
    token = page.locator("input[name=csrftoken]").get_attribute("value")
    other = context.new_page()
    other.set_content(
        f'<form method="post" enctype="multipart/form-data" action="{box}/-/paste">'
        f'<input name="csrftoken" value="{token}"><textarea name="text">نص دخيل</textarea><button>x</button></form>'
    )
    with other.expect_response("**/-/paste") as refused:
        other.locator("button").click()
    assert refused.value.status == 403
    assert "أُرسلت هذه الاستمارة من موقع آخر" in other.locator("main").inner_text()
