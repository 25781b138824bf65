"""The served samples and the browser that reads them."""

import pytest
from playwright.sync_api import sync_playwright
from site_browser import ARGUMENTS, MISSING, chromium, served


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
