"""Three newcomers at work, by clicks alone: a journalist, a researcher and an analyst; their pictures are kept."""

import re
import shlex
import shutil
import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import load_workbook
from site_browser import ROOT, serving
from site_walk import WIDTHS, Walk

pytestmark = pytest.mark.browser
PIPELINE = [sys.executable, "-m", "pipeline"]
SEEDS = ROOT.parent / "shared" / "seeds"
ARABIC = re.compile(r"[\u0621-\u064a]")
# Each language and each width is walked, not each pair of them.
JOURNALISTS = [("desk", "ar"), ("phone", "fr"), ("phone", "en")]
ANALYSTS = [("desk", "fr"), ("phone", "ar")]


class Errand:
    """From the home page to an answer, and the clicks that it took."""

    def __init__(self, walk, home="/"):
        self.page = walk.page
        self.clicks = 0
        self.page.goto(home)

    def click(self, *places):
        """Click one place after the other, each the first that is seen of its kind."""
        for place in places:
            self.page.locator(place).locator("visible=true").first.click()
            self.page.wait_for_load_state()
            self.clicks += 1
        return self

    def question(self, name):
        """Choose a question of the home page by its address."""
        return self.click(f".questions a[href$='{name}']")

    def type(self, **answers):
        """Fill in what a page asks."""
        for name, answer in answers.items():
            self.page.locator(f"main [name={name}]").fill(answer)
        return self

    def menu(self, holds):
        """Open the group of the menu that holds a link, and follow the link."""
        self.page.locator(".menu details", has=self.page.locator(holds)).locator("summary").click()
        self.clicks += 1
        return self.click(f".menu {holds}")

    def read(self, place="main"):
        return self.page.locator(place).first.inner_text()


def taken(page, form):
    """What the link to a file of this form gives, as the browser would save it."""
    place = page.get_by_role("link", name=form, exact=True).first.get_attribute("href")
    answer = page.request.get(place)
    assert answer.ok, place
    return answer.body()


@pytest.mark.parametrize(("width", "walk"), JOURNALISTS, indirect=True)
def test_a_journalist_comes_to_sourced_answers(walk):
    errand = Errand(walk).type(q="سرير").click(".hero button", ".hit .facts a:has-text('سرير')")
    assert re.search("سرير|أسرة|أسرّة", errand.read("blockquote mark"))
    assert len(errand.read("blockquote")) > len(errand.read("blockquote mark"))
    assert errand.clicks <= 3
    walk.look("journalist-fact")

    errand = Errand(walk).question("/law_titles").click("td.col-permalink a, td.col-id a")
    assert "/-/document/" in errand.page.url
    errand = Errand(walk).menu("a[href$='/laws']").click("td a[href$='law~2F08~2E22']")
    assert "08.22" in errand.read("h1")
    assert errand.clicks <= 3

    errand = Errand(walk).click(".chips a[href$='/-/map']")
    assert errand.page.locator("main svg a").count() >= 1
    errand.click("main aside a[href*='/-/fact/']")
    assert errand.read("blockquote mark")

    errand = Errand(walk).click(".tiles a[href*='state=open']")
    assert errand.read(".pairs .badge")
    book = load_workbook(BytesIO(taken(errand.page, "Excel")))
    assert book.active.max_row > 2
    headings = [cell.value for cell in book.active[1]]
    if walk.language == "ar":
        assert book.active.sheet_view.rightToLeft
        assert [heading for heading in headings if not ARABIC.search(heading)] == []


@pytest.mark.parametrize(("width", "walk"), [("phone", "ar")], indirect=True)
def test_a_journalist_asks_what_a_newsroom_asks(walk):
    errand = Errand(walk).question("/due").type(first="2026-06-01", last="2026-06-30").click(".asked button")
    assert set(errand.page.locator("td.col-due_on").all_inner_texts()) == {"2026-06-30"}
    walk.look("journalist-due")
    errand = Errand(walk).question("/who_said_number").type(value="٢٢").click(".asked button")
    quotes = errand.page.locator("td.col-quote").all_inner_texts()
    assert quotes
    assert all("22" in quote for quote in quotes)
    walk.look("journalist-who-said")
    errand = Errand(walk).question("/law_titles")
    assert "إحداث المجموعات الصحية الترابية" in errand.read("td.col-law_title")
    walk.look("journalist-law-titles")
    errand = Errand(walk).question("/-/gaps?state=time").click(".pairs a[href*='/-/fact/']")
    assert errand.read("blockquote mark")
    assert errand.clicks == 2


def test_a_researcher_ingests_and_follows_what_the_summary_says(browser, tmp_path, tmp_path_factory):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("documents.toml", "health-reform-beds.txt", "undated-market.txt"):
        shutil.copy(ROOT / "corpus" / name, texts)
    db = tmp_path / "facts.db"
    ingest = [*PIPELINE, "ingest", str(texts), "--db", str(db)]
    told = subprocess.run(ingest, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "2 new, 0 changed, 0 unchanged, 0 failed" in told
    assert "published_on=YYYY-MM-DD" in told
    again = subprocess.run(ingest, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "0 new, 0 changed, 2 unchanged, 0 failed" in again
    (following,) = re.findall(r"^next: pipeline (.+)$", told, re.MULTILINE)
    artefacts = tmp_path_factory.getbasetemp() / "artefacts" / "researcher"
    artefacts.mkdir(parents=True, exist_ok=True)
    with serving([*PIPELINE, *shlex.split(following)], tmp_path / "log") as site:
        context = browser.new_context(viewport=WIDTHS["desk"], base_url=site)
        walk = Walk(context.new_page(), site, "ar", artefacts)
        errand = Errand(walk).click(".news a[href*='/-/fact/']")
        sentence, identity = errand.read("blockquote"), errand.page.url.rpartition("/")[2]
        errand.click("a[href*='/-/explain/']")
        walk.look("explained")
        context.close()
    assert not walk.complaints, "\n".join(walk.complaints)
    explained = subprocess.run(
        [*PIPELINE, "explain", identity, "--db", str(db)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert sentence.strip() in explained


@pytest.mark.parametrize(("width", "walk"), ANALYSTS, indirect=True)
def test_an_analyst_edits_a_question_and_takes_its_rows(walk):
    errand = Errand(walk).click(".questions a[href$='#queries']", "main a[href$='/v_facts']")
    assert errand.page.locator("td.col-quote").count() > 10
    walk.look("analyst-view")

    errand = Errand(walk).question("/figures_of_unit").type(unit="سرير").click(".asked button")
    page = errand.click("main details.columns summary", "main details.columns a").page
    page.locator(".CodeMirror").wait_for()
    page.locator(".CodeMirror").evaluate(
        "editor => editor.CodeMirror.setValue('select ar_fold(surface) as folded, ar_highlight(quote, :unit) as lit,"
        " hijri(published_on) as day, per_10000(value, 1000000) as rate from v_facts where unit = \\'bed\\'')"
    )
    errand.click("form.sql button[type=submit]")
    rows = page.locator("main tbody tr").count()
    assert rows > 3
    assert "سر" in errand.read("td.col-folded")
    walk.look("analyst-sql")
    address = page.url
    page.goto(address)
    assert page.locator("main tbody tr").count() == rows
    assert len(page.request.get(address.replace("/facts?", "/facts.json?") + "&_shape=array").json()) == rows
    csv = taken(page, "CSV")
    assert csv.startswith(b"\xef\xbb\xbf")
    assert csv.decode("utf-8-sig").count("\n") >= rows
    assert load_workbook(BytesIO(taken(page, "Excel"))).active.max_row == rows + 1


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this repository")
def test_the_five_questions_are_answered_from_the_seeds(browser, tmp_path, tmp_path_factory):
    db = tmp_path / "facts.db"
    subprocess.run([*PIPELINE, "ingest", str(SEEDS), "--db", str(db), "--quiet"], cwd=ROOT, check=True)
    artefacts = tmp_path_factory.getbasetemp() / "artefacts" / "seeds"
    artefacts.mkdir(parents=True, exist_ok=True)
    with serving([*PIPELINE, "serve", "--db", str(db)], tmp_path / "log") as site:
        context = browser.new_context(viewport=WIDTHS["phone"], base_url=site)
        walk = Walk(context.new_page(), site, "ar", artefacts)
        errand = Errand(walk).question("/due").type(last="2026-01-31").click(".asked button")
        assert "1400 مركز بنهاية يناير" in errand.read("td.col-quote")
        errand = Errand(walk).question("/who_said_number").type(value="22", unit="مستشفى").click(".asked button")
        assert "أمين التهراوي" in errand.read("main tbody tr")
        errand = Errand(walk).question("/law_titles")
        assert "إحداث المجموعات الصحية الترابية" in errand.read("td.col-law_title")
        assert errand.page.locator("main tbody tr").count() == 2
        errand = Errand(walk).question("/-/comparisons")
        pair = errand.page.locator(".pairs > li", has_text="11 مرسوما").first
        assert pair.locator(".badge").inner_text() == "اتفاق"
        assert pair.locator(".said").count() == 2
        walk.look("agreement")
        errand = Errand(walk).question("/-/gaps?state=time")
        assert errand.page.locator(".pairs .said").count() >= 1
        context.close()
    assert not walk.complaints, "\n".join(walk.complaints)
