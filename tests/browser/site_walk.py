"""A reader's walk through the site, at which every page is looked at with a critic's eye."""

from importlib.resources import files
from pathlib import Path

WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
FOREIGN = Path(__file__).with_name("foreign.js").read_text("utf-8")


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
