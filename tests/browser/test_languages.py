"""The main walks through the site in Arabic, French and English, on a desk and on a phone."""

import re
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser
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
