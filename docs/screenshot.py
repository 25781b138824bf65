"""Take the README's pictures of the site: `.venv/bin/python docs/screenshot.py`."""

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from site_browser import ARGUMENTS, MISSING, chromium, served  # noqa: E402

FIRST = "/facts/v_documents.json?_shape=array&source__endswith=health-reform-beds.txt"
BEDS = "/facts/v_facts.json?_shape=array&document_id={document}&unit=bed&_sort_desc=value"


def take() -> None:
    """Ingest the samples, serve them and photograph six pages."""
    if chromium() is None:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, base_url=site, color_scheme="light")
        document = page.request.get(FIRST).json()[0]["id"]
        fact = page.request.get(BEDS.format(document=document)).json()[0]["id"]
        pictures = {
            "site.png": "/",
            "search.png": f"/-/search?q={quote('اسرة')}",
            "document.png": f"/-/document/{document}",
            "fact.png": f"/-/fact/{fact}",
            "map.png": "/-/map?unit=bed",
            "promises.png": "/-/promises",
        }
        for name, path in pictures.items():
            page.goto(path)
            page.screenshot(path=ROOT / "docs" / name)
        browser.close()


if __name__ == "__main__":
    take()
