"""Pictures: from rows to shapes to SVG, in three languages, whatever the texts say."""

import asyncio
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from datasette.app import Datasette
from site_rows import build

from pipeline.site import language
from pipeline.site.picture import caption, drawing, plot, region, scale, tile
from pipeline.site.picture.claim import Claim
from pipeline.site.picture.drawing import Drawing, clean, element, group, link, shape, text, wrapped

HOSTILE = "<script>alert(1)</script>\u202e\"'>&\x00\x0b\ud800\uffff ]]> مقلوب"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def spoken():
    """Sets the language of the page until the test ends."""
    tokens = []
    yield lambda chosen: tokens.append(language.CHOSEN.set(chosen))
    for token in reversed(tokens):
        language.CHOSEN.reset(token)


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    datasette = Datasette([str(build(tmp_path_factory.mktemp("picture") / "facts.db"))])
    return lambda path: asyncio.run(datasette.client.get(path))


def claim(value, **slots):
    told = dict.fromkeys(Claim.__slots__) | {
        "id": f"0123456789abcdef.1-{value}.figure.1",
        "kind": "quantity",
        "surface": f"{value} سريرا",
        "value": value,
        "unit": "bed",
        "status": "reported",
        "document_id": "0123456789abcdef",
        "published_on": "2026-01-15",
        "title": "عنوان",
    }
    return Claim(**{**told, **slots})


def parsed(body):
    """A drawing as XML, which no text may have broken."""
    return ET.fromstring(drawing.standalone(Drawing(360, 100, body), HOSTILE, HOSTILE, [HOSTILE]))


def test_no_text_breaks_out_of_a_drawing():
    shapes = group([text(1, 2, HOSTILE), link(f"/x?{HOSTILE}", HOSTILE, shape("rect", "done", x=1, y=2))])
    svg = parsed(shapes)
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= {"svg", "g", "a", "text", "title", "desc", "rect"}
    whole = ET.tostring(svg, "unicode")
    assert "<script" not in whole
    assert "\u202e" not in whole
    assert "[U+202E]" in whole
    assert not [name for one in svg.iter() for name in one.attrib if name.startswith("on")]


def test_an_element_is_written_plainly():
    assert element("rect", x=1.0, stroke_width=0.25, y=None) == '<rect x="1" stroke-width="0.2"/>'
    assert element("title", clean("a & b")) == "<title>a &amp; b</title>"


@pytest.mark.parametrize(
    ("chosen", "said", "edge", "anchor", "way"),
    [
        ("ar", "سرير", "right", "start", "rtl"),
        ("ar", "سرير", "left", "end", "rtl"),
        ("en", "bed", "left", "start", "ltr"),
        ("en", "bed", "right", "end", "ltr"),
        ("fr", "سرير", "right", "start", "rtl"),
        ("ar", "Fès-Meknès", "left", "start", "ltr"),
        ("ar", "سرير", "middle", "middle", "rtl"),
    ],
)
def test_a_text_keeps_its_edge_in_every_direction(spoken, chosen, said, edge, anchor, way):
    spoken(chosen)
    shown = ET.fromstring(text(10, 10, said, edge=edge))
    assert (shown.get("text-anchor"), shown.get("direction")) == (anchor, way)
    assert shown.get("lang") == (None if (way == "rtl") == (chosen == "ar") else {"rtl": "ar", "ltr": "fr"}[way])


def test_a_long_text_is_wrapped_and_cut():
    rows = wrapped("جهة طنجة تطوان الحسيمة وما يليها من أقاليم وعمالات كثيرة", 90, 12, 2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")
    assert wrapped("", 90, 12, 2) == [""]


@pytest.mark.parametrize(
    ("values", "ticks", "logarithmic"),
    [
        ([0, 340], [0, 100, 200, 300, 400], False),
        ([120, 980, 3415], [0, 1000, 2000, 3000, 4000], False),
        ([24, 11338], [10, 100, 1000, 10_000, 100_000], True),
        ([-20, 60], [-20, 0, 20, 40, 60], False),
        ([0], [0], False),
    ],
)
def test_amounts_have_the_ticks_that_people_count_by(values, ticks, logarithmic):
    made = scale.amounts(values, 100, 0)
    assert list(made.ticks) == pytest.approx(ticks)
    assert made.logarithmic is logarithmic
    places = [made.place(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(-0.1 <= place <= 100.1 for place in places)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 8),
        (date(2025, 3, 1), date(2026, 12, 31), 8),
        (date(1, 1, 1), date(9999, 12, 31), 4),
    ],
)
def test_days_have_marks_of_whole_months(first, last, count):
    line = scale.days([first, last], 0, 900, count)
    assert 0 <= line.place(first) <= line.place(last) <= 900
    assert all(tick.day == 1 and line.first <= tick <= line.last for tick in line.ticks)
    assert len(line.ticks) <= 2 * count + 4


def test_regions_have_steps_of_colour():
    ends = tile.steps([145, 3415])
    assert [tile.step(value, ends) for value in (145, 980, 1620, 2940, 3415)] == [0, 1, 2, 4, 4]
    assert tile.step(7, tile.steps([7])) == 2


def test_a_region_shows_its_newest_stock_and_its_newest_promise():
    old, new = claim(100, published_on="2025-01-01"), claim(120)
    added = claim(30, change="additional", published_on="2026-02-01")
    assert region.newest([old, new, added], "done") is new
    assert region.newest([added], "done") is added
    planned = claim(500, status="planned")
    assert region.newest([new, planned], "hoped") is planned
    assert region.newest([claim(1, status="cancelled"), claim(2, stance="negated")], "done") is None


def test_a_map_draws_done_solid_and_hoped_hollow_and_links_what_has_a_page():
    done = region.Region(
        "region/03", "فاس-مكناس", 4_000_000, "/r3", done=claim(3415), hoped=claim(500, status="planned")
    )
    hoped = region.Region("region/01", HOSTILE, 4_000_000, None, hoped=claim(200, status="target"))
    empty = region.Region("region/02", "الشرق", 2_000_000, "/r2")
    for width in (360, 960):
        svg = parsed(tile.draw([done, hoped, empty], False, [HOSTILE], width).body)
        looks = [one.get("class") for one in svg.iter(f"{SVG}rect")]
        assert {"s-step2", "s-future", "s-none"} <= set(looks)
        assert {one.get("href") for one in svg.iter(f"{SVG}a")} == {"/r3", "/r2"}
        said = " ".join(one.text or "" for one in svg.iter(f"{SVG}text"))
        assert "3,415" in said
        assert "◇ 500" in said
    rates = parsed(tile.draw([done], True, [], 960).body)
    assert "8.54" in " ".join(one.text or "" for one in rates.iter(f"{SVG}text"))


@pytest.mark.parametrize("width", [360, 960])
def test_figures_over_time_keep_within_their_frame(width):
    claims = [
        claim(
            1430,
            status="expected",
            change="additional",
            start_date="2026-02-01",
            end_date="2026-02-28",
            time_relation="by",
        ),
        claim(11338, status="planned"),
        claim(24, published_on="2025-11-01"),
        claim(340, status="cancelled"),
        claim(30_000, value_max=35_000),
    ]
    points = [plot.Point(one, one.day, f"/-/fact/{one.id}") for one in claims]
    drawn = plot.draw(points, date(2026, 1, 21), width)
    svg = parsed(drawn.body)
    assert len(list(svg.iter(f"{SVG}a"))) == len(claims)
    looks = [one.get("class") for one in svg.iter()]
    assert {"s-done", "s-hoped", "s-dropped", "s-stem", "s-now"} <= set(looks)
    for one in svg.iter(f"{SVG}circle"):
        assert 0 <= float(one.get("cx")) <= width
        assert 0 <= float(one.get("cy")) <= drawn.height
    assert "28 فبراير 2026" in [one.text for one in svg.iter(f"{SVG}text")]


def test_a_fact_is_drawn_at_its_term_or_at_the_day_it_was_told():
    assert claim(1).day == date(2026, 1, 15)
    assert claim(1, status="planned", start_date="2026-01-01", end_date="2026-12-31").day == date(2026, 12, 31)
    assert claim(1, start_date="2026-01-01", end_date="2026-12-31").day == date(2026, 1, 15)
    assert claim(1, start_date="2025-01-01", end_date="2025-12-31", time_relation="since").day == date(2025, 1, 1)
    assert claim(1, published_on=None).day is None
    assert claim(1, published_on="0000-99-99").day is None


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("ar", ["أسرّة", "28 فبراير 2026", "القانون 08.22"]), ("fr", ["Lits", "28 février 2026", "Loi 08.22"]),
     ("en", ["Beds", "28 February 2026", "Law 08.22"])],
)  # fmt: skip
def test_captions_speak_the_language_of_the_page(spoken, chosen, expected):
    spoken(chosen)
    assert [
        caption.counted("bed"),
        caption.day("2026-02-28"),
        caption.legal("law/08.22", "القانون رقم 08.22"),
    ] == expected
    assert caption.number(2.4567) == "2.46"
    assert caption.amount(30000, 35000) == "30,000-35,000"
    assert caption.amount(340, None, "additional") == "+340"
    assert caption.period("2026-01-01", "2026-12-31") == "2026"


def test_every_unit_has_its_name_in_three_languages():
    from pipeline.lexicon import load

    named = caption._plurals()
    counted = {row["unit"] for row in load()["unit"] if row["dimension"] == "count"}
    assert sorted(counted - named.keys()) == []
    assert all(len(names) == 3 and all(names.values()) for names in named.values())


PAGES = (
    "/-/map",
    "/-/map?unit=bed&measure=rate",
    "/-/map?unit=%3Cscript%3E&measure=rate",
    "/-/indicators",
    "/-/indicator/bed",
    "/-/indicator/bed?place=%27--",
    "/-/indicator/none",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("chosen", ["ar", "fr", "en"])
def test_pages_of_pictures(get, path, chosen):
    answer = get(f"{path}{'&' if '?' in path else '?'}lang={chosen}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert "style=" not in answer.text
    for svg in re.findall(r"<svg.*?</svg>", answer.text, re.DOTALL):
        ET.fromstring(svg)


def test_a_picture_tells_its_figures_its_source_and_its_table(get):
    shown = get("/-/indicator/bed").text
    assert "أسرّة: 11,338 مذكور" in shown
    assert "المصدر: قاعدة" in shown
    assert "حقيقة واحدة من وثيقة واحدة" in shown
    assert "/facts/v_facts?unit=bed" in shown
    assert re.search(r'<a href="/-/fact/[^"]+" aria-label="11,338 سريرا، مذكور', shown)
    assert "<table" in shown
    mapped = get("/-/map?unit=bed&measure=rate").text
    assert "28.13" in mapped


def test_a_picture_is_a_file_of_its_own(get):
    answer = get("/-/map.svg?unit=bed&lang=fr")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    svg = ET.fromstring(answer.text)
    said = " ".join(one.text or "" for one in svg.iter(f"{SVG}text"))
    assert "Lits" in said
    assert "Source" in said
    assert get("/-/indicator/none.svg").status_code == 404
    assert get("/-/indicators.svg").status_code == 404


def test_where_nothing_is_drawn_a_sentence_says_why(get):
    shown = get("/-/indicator/none").text
    assert "فلا شيء يُرسم" in shown
    assert "<svg" not in shown
    assert "لا رقم لأي جهة" in get("/-/map?unit=centre").text
