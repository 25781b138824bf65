"""The main walks through the site in Arabic, French and English, on a desk and on a phone."""

import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser
WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
FOREIGN = Path(__file__).with_name("foreign.js").read_text("utf-8")
# Every page but those that the walk itself comes to.
PATHS = {
    "promises": "/-/promises",
    "promises-open": "/-/promises?state=open",
    "comparisons": "/-/comparisons",
    "checks": "/-/checks",
    "gaps": "/-/gaps",
    "law": "/-/entity/law~2F08~2E22",
    "place": "/-/entity/region~2F02",
    "quality": "/-/quality",
    "about": "/-/about",
    "undated": "/-/undated",
    "map": "/-/map?unit=bed&measure=rate",
    "indicator": "/-/indicator/bed",
    "indicators": "/-/indicators",
    "network": "/-/network",
    "outlets": "/-/outlets?span=all",
    "timeline": "/-/timeline/region~2F02",
    "people": "/facts/v_entities?kind=person",
    "facets": "/facts/v_facts?_facet=unit&_facet=status",
    "figures": "/facts/v_figures",
    "nothing-found": "/-/search?q=" + quote("مستشفى ديناصور"),
    "what-to-search": "/-/search",
    "canned": "/facts/figures_of_unit?unit=" + quote("مستشفى"),
    "database": "/facts",
    "sql": "/facts?sql=select+1",
}


class Walk:
    """A reader of one language and one width, who looks at each page with a critic's eye."""

    def __init__(self, page, site, language, artefacts):
        self.page = page
        self.language = language
        self.artefacts = artefacts
        self.complaints = []
        page.set_default_timeout(15_000)
        page.on(
            "console", lambda said: self.complaints.append(f"console: {said.text}") if said.type == "error" else None
        )
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda asked: self._heard(asked.url, site))

    def _heard(self, url, site):
        if not url.startswith((f"{site}/", "data:")):
            self.complaints.append(f"asked elsewhere: {url}")

    def look(self, name):
        """Keep a picture of the page in hand and all that is wrong with it."""
        page = self.page
        page.wait_for_load_state()
        page.screenshot(path=self.artefacts / f"{name}.png")
        wrong = []
        if page.evaluate("[document.documentElement.lang, document.documentElement.dir]") != [
            self.language,
            DIRECTIONS[self.language],
        ]:
            wrong.append("its language or direction")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append("wider than the window")
        wrong += [f"foreign: {text}" for text in page.evaluate(FOREIGN)]
        wrong += self._barriers()
        self.complaints += [f"{name}: {fault}" for fault in wrong]

    def _barriers(self):
        """What axe-core holds serious: contrast, labels, headings, roles."""
        # Evaluated by the debugger's side of the page, which its Content-Security-Policy does not bind.
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{each['id']} ({each['impact']}): {node['html'][:160]}"
            for each in found
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"][:3]
        ]


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture(params=DIRECTIONS)
def walk(request, browser, site, width, tmp_path_factory):
    """A walk that must end without a complaint; its pictures stay in pytest's folder, a folder a language and width."""
    language = request.param
    artefacts = tmp_path_factory.getbasetemp() / "artefacts" / f"{language}-{width}"
    artefacts.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport=WIDTHS[width], base_url=site)
    context.add_cookies([{"name": "lang", "value": language, "url": site}])
    walk = Walk(context.new_page(), site, language, artefacts)
    yield walk
    context.close()
    assert not walk.complaints, "\n".join(walk.complaints)


def test_from_home_to_an_entity_by_links_alone(walk):
    page = walk.page
    page.goto("/")
    walk.look("home")
    page.locator(".hero input[name=q]").fill("سرير")
    page.locator(".hero button").click()
    walk.look("search")
    page.locator(".hit > a[href*='/-/document/']").first.click()
    walk.look("document")
    page.locator("a[href*='/-/fact/']").first.click()
    page.wait_for_url(re.compile("/-/fact/"))
    walk.look("fact")
    page.goto(page.url.replace("/-/fact/", "/-/embed/fact/"))
    walk.look("embedded")
    page.go_back()
    page.locator("main a[href*='/-/entity/']").first.click()
    page.wait_for_url(re.compile("/-/entity/"))
    walk.look("entity")


def test_each_page_speaks_one_language_and_bars_nobody(walk):
    for name, path in PATHS.items():
        assert walk.page.goto(path).status == 200, path
        walk.look(name)
