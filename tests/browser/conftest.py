"""The served samples and the browser that reads them."""

import pytest
from playwright.sync_api import sync_playwright
from site_browser import ARGUMENTS, MISSING, chromium, served
from site_walk import DIRECTIONS, WIDTHS, Walk


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a served database; the server ends with the tests."""
    if chromium() is None:
        pytest.fail(MISSING, pytrace=False)
    with served(tmp_path_factory.mktemp("browser")) as address:
        yield address


@pytest.fixture(scope="module")
def browser(site):
    # Of the module, and not of the session: while it lives, no other test could run an event loop.
    assert site
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


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
