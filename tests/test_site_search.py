"""Search: any spelling, newest first, narrowed by chips whose counts are true, safe whatever is asked."""

import asyncio
import json
import re
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from site_rows import HOSTILE, RUN, build

from pipeline import build_database
from pipeline.site.searching import hits as searched
from pipeline.site.searching.asked import Asked, asked
from pipeline.site.serve import application

DAY = date(2026, 1, 5)
TEXTS = [
    ("أعلن وزير الصحة أمين التهراوي أن الجهة ستتوفر على 340 سريرا بجهة الشرق قبل متم شتنبر 2026.", "صحيفة أ"),
    ("بلغت الطاقة ٣٤٠ سريراً بمستشفى إقليمي في طنجة. ولم يذكر التقرير شيئا عن المُستشفى الآخر.", "صحيفة ب"),
    ("افتتحت الوزارة 12 مستشفى بجهة الشرق. <script>alert(1)</script> \u202e سرير واحد.", "صحيفة <b>ج</b>"),
]


def reader(db):
    app = application(db)
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    lines = [
        {"id": str(place), "text": text, "publisher": publisher, "published_on": str(DAY + timedelta(days=place))}
        for place, (text, publisher) in enumerate(TEXTS)
    ]
    (folder / "texts.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert build_database([str(folder / "texts.jsonl")], folder / "facts.db").failed == 0
    return reader(folder / "facts.db")


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    return reader(build(tmp_path_factory.mktemp("rows") / "facts.db"))


def search(get, **parameters):
    answer = get(f"/-/search?{urlencode(parameters, doseq=True)}")
    assert answer.status_code == 200
    return answer.text


def sentences(page):
    """What the hits say, marks kept."""
    found = re.findall(r'<a class="said"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"</?bdi[^>]*>", "", text) for text in found]


def chips(page):
    """{title: (count, address)} of the filters that may be put on."""
    found = re.findall(
        r'<a href="/-/search\?([^"]*)" rel="nofollow"><bdi>([^<]*)</bdi> <span class="number">(\d+)</span>', page
    )
    return {title: (int(count), query.replace("&amp;", "&")) for query, title, count in found}


def test_sentences_are_found_in_any_spelling_and_marked_in_the_authors(get):
    for words in ("340 سرير", "٣٤٠ سريرا", "سَرير 340"):
        found = sentences(search(get, q=words))
        assert len(found) == 2, words
        assert "<mark>٣٤٠</mark> <mark>سريراً</mark>" in found[0]
        assert "<mark>340</mark> <mark>سريرا</mark>" in found[1]


def test_the_newest_stand_first_with_their_source_and_day(get):
    page = search(get, q="سرير")
    assert re.findall(r'<bdi dir="ltr">(2026-01-\d\d)</bdi>', page) == ["2026-01-07", "2026-01-06", "2026-01-05"]
    assert "صحيفة أ" in page


def test_a_hit_leads_into_its_document_and_to_its_facts(get):
    page = search(get, q="شتنبر")
    document, anchor = re.search(r'<a class="said" lang="ar" href="(/-/document/[0-9a-f]{16})#(c\d+)"', page).groups()
    assert f'id="{anchor}"' in get(document).text
    cards = re.findall(r'href="(/-/fact/[^"]+)"', page)
    assert any("340" in get(card).text for card in cards)


def test_the_count_of_a_chip_is_the_number_of_sentences_behind_it(get):
    for asked_for in ({"q": "سرير"}, {"q": "مستشفى"}, {"kind": "fact"}):
        page = search(get, **asked_for)
        assert len(chips(page)) >= 5
        for title, (count, query) in chips(page).items():
            narrowed = search(get, **dict(parse_qsl(query)))
            assert len(sentences(narrowed)) == count, title


def test_chips_are_put_on_together_and_taken_off(get):
    page = search(get, q="سرير", place=["region/02"], kind=["fact", "person"])
    assert len(sentences(page)) == 1
    assert "التهراوي" in sentences(page)[0]
    off = re.findall(r'<a href="/-/search\?([^"]*)" rel="nofollow" aria-current="true"><bdi>([^<]*)</bdi>', page)
    assert {"حقيقة", "شخص"} < {title for _, title in off}
    without = {title: dict(parse_qsl(query.replace("&amp;", "&"))) for query, title in off}
    assert "person" not in str(without["شخص"])
    assert without["شخص"]["place"] == "region/02"


def test_a_province_is_found_in_its_region_and_country(get):
    assert len(sentences(search(get, q="340", place="region/01"))) == 1
    assert len(sentences(search(get, q="340", place="country/MA"))) == 2
    assert sentences(search(get, q="سرير", place="region/05")) == []


@pytest.mark.parametrize(
    ("words", "suggested"),
    [
        ("سرير ديناصور", ["سرير"]),
        ('"سرير 340"', ["سرير 340", "340", "سرير"]),
        ("شتنبز", ["شتنبر"]),
        ("مستشفى شتنبز", ["مستشفى", "شتنبر"]),
        ("ديناصور", []),
    ],
)
def test_where_nothing_is_found_what_finds_something_is_suggested(get, words, suggested):
    page = search(get, q=words)
    assert sentences(page) == []
    tries = re.search(r'<section class="tries">.*?</section>', page, re.DOTALL)
    found = re.findall(r'<bdi lang="ar">([^<]*)</bdi>', tries[0]) if tries else []
    assert found == suggested
    for other in found:
        assert sentences(search(get, q=other.replace("&#34;", '"')))


def test_a_search_with_filters_that_finds_nothing_suggests_to_take_them_off(get):
    page = search(get, q="سرير", place="region/05")
    assert re.search(r'<section class="tries">.*?href="/-/search\?q=[^"&]*">', page, re.DOTALL)


def test_an_empty_search_tells_what_can_be_searched_for(get):
    page = search(get)
    assert "ما يمكن البحث عنه" in page
    assert sentences(page) == []
    assert chips(page)["سرير"][0] >= 3


def test_pages_follow_each_other_without_loss(get, monkeypatch):
    monkeypatch.setattr("pipeline.site.searching.page.PAGE", 1)
    seen, path = [], f"/-/search?{urlencode({'kind': 'figure'})}"
    while path:
        page = get(path).text
        seen += sentences(page)
        following = re.search(r'<a href="([^"]*)" rel="next"', page)
        path = following and following[1].replace("&amp;", "&")
        assert len(seen) < 20
    monkeypatch.undo()
    assert sorted(seen) == sorted(sentences(search(get, kind="figure")))
    assert len(seen) == len(set(seen)) > 3


def test_counts_say_how_far_they_reach(get, monkeypatch):
    monkeypatch.setattr(searched, "COUNTED", 2)
    page = search(get, kind="figure")
    assert "أكثر من" in page
    assert re.search(r'الأعداد من أحدث <bdi dir="ltr">2</bdi>', page)
    assert max(count for count, _ in chips(page).values()) <= 2


def test_the_filters_of_a_search_outlive_new_words(get):
    page = search(get, q="سرير", unit="bed")
    assert '<input type="hidden" name="unit" value="bed">' in page
    assert page.count('action="/-/search"') == 2


def test_an_entity_of_that_name_is_offered(get):
    assert 'href="/-/entity/region~2F02"' in search(get, q="جهة الشرق")


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": "شريط", "outlet": HOSTILE},
        {"q": HOSTILE, "unit": '"; drop table facts; --', "before": "x"},
        {"q": '" OR * NEAR( ^ {a}: -', "place": "x' or 1=1"},
        {"q": "\0\u202e", "year": "9" * 400},
        {"q": "خصصت", "before": "-9" * 30},
        {"q": "a " * 500},
        {"kind": ["fact"] * 40},
        {"outlet": HOSTILE},
    ],
)
def test_nothing_that_is_asked_breaks_the_page_or_runs_in_it(rows, lang, parameters):
    page = search(rows, **parameters, lang=lang)
    assert RUN not in page
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))
    assert "<img" not in page
    assert "\u202e" not in re.sub(r'value="[^"]*"', "", page)
    assert f'<html lang="{lang}"' in page


def test_a_hostile_text_is_shown_and_not_obeyed(get):
    page = search(get, q="سرير")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "&lt;b&gt;ج&lt;/b&gt;" in page


def test_old_versions_and_what_is_no_article_are_left_out(rows, tmp_path):
    assert sentences(search(rows, q="شريط")) == []
    path = tmp_path / "a.txt"
    for number in ("22", "23"):
        path.write_text(f"تضم الجهة {number} مستشفى منذ فاتح أكتوبر 2025.\n", "utf-8")
        build_database([str(path)], tmp_path / "facts.db")
    get = reader(tmp_path / "facts.db")
    assert sentences(search(get, q="22")) == []
    assert len(sentences(search(get, q="23"))) == 1
    assert len(sentences(search(get, unit="hospital"))) == 1


def test_the_index_answers_newest_first_without_sorting(tmp_path):
    import sqlite3

    connection = sqlite3.connect(build(tmp_path / "facts.db"))
    for wanted in (Asked("سرير"), Asked("سرير", (("unit", "bed"),)), Asked("", (("kind", "fact"),))):
        bound = {"match": wanted.expression(), "before": 1 << 62}
        plan = connection.execute(f"explain query plan select sentences.tags {searched._MATCHED} limit 9", bound)
        steps = [row[3] for row in plan]
        assert not [step for step in steps if "TEMP B-TREE" in step], steps
        assert not [step for step in steps if step.startswith("SCAN") and "VIRTUAL" not in step], steps


class Args:
    def __init__(self, query):
        self.pairs = parse_qsl(query, keep_blank_values=True)

    def getlist(self, name):
        return [value for key, value in self.pairs if key == name]

    def get(self, name):
        return next(iter(self.getlist(name)), None)


@pytest.mark.parametrize(
    "one",
    [
        Asked(),
        Asked("سرير", (("unit", "bed"), ("place", "region/01"))),
        Asked('"a b"', (("outlet", HOSTILE),), -5),
    ],
)
def test_an_address_says_what_was_asked(one):
    read = asked(Args(one.query()))
    assert (read.words, set(read.chosen), read.before) == (one.words, set(one.chosen), one.before)
    assert one.toggled("unit", "x").toggled("unit", "x").chosen == one.chosen
