"""Pages about the site itself: what was measured is current, what is in doubt is counted, what has no day is told."""

import importlib.util
import json
import re
from pathlib import Path

import pytest
from site_rows import NASTY, build
from test_site import reader

from pipeline.site import language, quality

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def measure():
    spec = importlib.util.spec_from_file_location("measure", ROOT / "docs" / "measure.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return reader(build(tmp_path_factory.mktemp("quality") / "facts.db"))


def words(answer):
    assert answer.status_code == 200, answer.text[:300]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_what_is_shown_was_measured_on_the_samples_as_they_are(measure):
    shown = quality.measured()
    for name in measure.SAMPLES:
        assert shown["samples"][name] == json.loads(json.dumps(measure.sample(name))), f"{name}: python docs/measure.py"
    assert shown["calibration"]["sha256"] == measure.digest(measure.SAMPLE / "facts.tsv"), "python docs/measure.py"


def test_what_is_shown_was_measured_on_the_gold_as_it_is(measure):
    shown = quality.measured()["gold"]
    for name in ("corpus", "seeds"):
        assert shown[name]["sha256"] == measure.digest(measure.GOLD[name][0]), "python docs/measure.py"


def test_the_scores_on_our_samples_are_those_of_today(measure):
    scores = quality.measured()["gold"]["corpus"]["scores"]
    assert json.loads(json.dumps(measure.gold("corpus")["scores"])) == scores, "python docs/measure.py"


def test_no_shown_score_is_below_its_floor():
    floors = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))
    for name, file in (("corpus", "corpus.jsonl"), ("seeds", "seeds.jsonl"), ("press", "gold.jsonl")):
        shown = quality.measured()["gold"][name]["scores"]
        for kind, floor in floors[file]["scores"].items():
            for rate in ("precision", "recall"):
                assert (shown[kind][rate] or 0) >= (floor[rate] or 0), (name, kind, rate)


def test_verdicts_of_a_reader_add_up():
    judged = quality._judged({"right": 7, "wrong": 1, "cut": 1, "missed": 1})
    assert (judged.right, judged.wrong, judged.missed, judged.all) == (7, 2, 1, 10)


def test_the_page_of_quality(client):
    said = words(client("/-/quality"))
    facts = quality.measured()["samples"]["facts"]
    assert str(facts["slots"]["value"][0]["right"]) in said
    for text in ("ما معنى «مؤكد»؟", "عينات سُحبت بالقرعة وقُرئت", "وثائق بلا تاريخ نشر 1", "ملف فارغ"):
        assert text in said, text


def test_the_page_of_undated_documents(client):
    page = client("/-/undated").text
    assert f"/-/document/{NASTY}" in page
    assert "<script>alert" not in page
    assert "يوم الثلاثاء" in page


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "الحقيقة هنا ما يقوله نص"), ("fr", "Un fait est ici"), ("en", "A fact here")]
)
def test_the_page_about_the_site(client, lang, said):
    assert said in words(client(f"/-/about?lang={lang}"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_text_of_these_pages_is_translated(lang):
    token = language.CHOSEN.set(lang)
    try:
        assert [text for text in quality.ARABIC if not language.is_translated(text)] == []
    finally:
        language.CHOSEN.reset(token)


def test_the_footer_leads_there(client):
    page = client("/").text
    for path in ("/-/about", "/-/quality", "/-/undated"):
        assert f'href="{path}"' in page
