"""A fact in the pages of others: a small card, framed by whoever wants it, and nothing else of the site."""

import asyncio
import re

import pytest
from site_rows import BEDS, build

from pipeline.site.serve import application


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    app = application(build(tmp_path_factory.mktemp("embed") / "facts.db"))
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


@pytest.fixture(scope="module")
def fact(get):
    return get("/facts/facts.json?_shape=array").json()[0]["id"]


def test_the_small_card_may_stand_in_any_page_and_nothing_else_may(get, fact):
    card = get(f"/-/embed/fact/{fact}")
    assert "frame-ancestors *" in card.headers["content-security-policy"]
    assert "unsafe" not in card.headers["content-security-policy"]
    for path in ("/", f"/-/fact/{fact}", f"/-/document/{BEDS}", "/-/embed/", "/facts/v_facts"):
        assert "frame-ancestors 'none'" in get(path).headers["content-security-policy"], path


@pytest.mark.parametrize(("lang", "said"), [("ar", "حالها غير مذكورة"), ("fr", "sans statut"), ("en", "no status")])
def test_the_small_card_is_the_fact_with_its_sentence_and_no_menu(get, fact, lang, said):
    text = get(f"/-/embed/fact/{fact}?lang={lang}").text
    assert f'<html lang="{lang}"' in text
    assert "<mark>11,338 سريرا</mark> بجهة طنجة" in text
    assert "2025-12-30" in text
    assert said in text
    assert f'href="/-/fact/{fact}"' in text
    assert "<nav" not in text
    assert "<script" not in text


def test_the_code_to_embed_stands_on_the_card(get, fact):
    code = re.search(r"&lt;iframe src=.*?/iframe&gt;", get(f"/-/fact/{fact}?lang=fr").text)[0]
    assert f'src="http://localhost/-/embed/fact/{fact}?lang=fr"' in code.replace("&#34;", '"')


def test_oembed_gives_the_frame(get, fact):
    told = get(f"/-/oembed?url=http%3A%2F%2Flocalhost%2F-%2Ffact%2F{fact}&maxwidth=300").json()
    assert told["type"] == "rich"
    assert told["width"] == 300
    assert f'src="http://localhost/-/embed/fact/{fact}?lang=ar"' in told["html"]


@pytest.mark.parametrize(
    "path",
    [
        "/-/embed/fact/none",
        "/-/oembed",
        "/-/oembed?url=http://elsewhere.org/",
        "/-/oembed?url=/-/fact/0000000000000000.1-2.figure.1",
        "/-/oembed?url=http://[",
    ],
)
def test_what_is_no_fact_has_no_card(get, path):
    assert get(path).status_code == 404
