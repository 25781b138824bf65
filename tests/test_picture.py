"""Pictures: from rows to shapes to SVG, in three languages, whatever the texts say."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from pipeline.site import language
from pipeline.site.picture import caption, drawing, graph, heat, plot, region, scale, strip, tile, timeline
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
    assert caption.amount(340, None, caption.sign("additional", "approx")) == "≈+340"
    assert caption.said(7000, None, caption.sign(None, "more_than")) == "\u200e>7,000"
    assert caption.period("2026-01-01", "2026-12-31") == "2026"


def test_every_unit_has_its_name_in_three_languages():
    from pipeline.lexicon import load

    named = caption._plurals()
    counted = {row["unit"] for row in load()["unit"] if row["dimension"] == "count"}
    assert sorted(counted - named.keys()) == []
    assert all(len(names) == 3 and all(names.values()) for names in named.values())


def item(lane, day, look="done", label="حدث", end=None):
    return strip.Item(lane, day, end or day, look, label, "/-/fact/x", "d")


def test_a_timeline_stacks_what_stands_together_and_counts_what_has_no_room():
    same = [item("done", date(2026, 1, 15), label=f"{number}") for number in range(9)]
    items = [*same, item("hoped", date(2026, 12, 31), "hoped"), item("event", date(2025, 6, 1), label=HOSTILE)]
    for width in (360, 960):
        drawn = strip.draw(items, timeline.lanes(), date(2026, 1, 21), width)
        svg = parsed(drawn.body)
        assert len(list(svg.iter(f"{SVG}a"))) == 5 + 2
        said = [one.text for one in svg.iter(f"{SVG}text")]
        assert "+4" in said
        assert "أرقام منجزة أو مذكورة (9)" in said
        assert not any((one or "").startswith("وثائق تذكره") for one in said)
        assert all(0 <= float(one.get("x")) <= width for one in svg.iter(f"{SVG}text"))


def test_a_far_day_does_not_squeeze_the_others():
    near = [item("date", date(2026, month, 1)) for month in range(1, 13)]
    assert strip.window([*near, item("date", date(1912, 3, 30))]) == (date(2026, 1, 1), date(2026, 12, 1))
    facts = [item("done", date(2026, 1, 1)), item("done", date(2026, 3, 1))]
    beside = [item("date", date(1912, 3, 30)), item("date", date(2026, 12, 31)), item("date", date(2030, 1, 1))]
    assert strip.window([*facts, *beside]) == (date(2026, 1, 1), date(2026, 12, 31))
    assert strip.window([*near[:2], item("date", date(2024, 3, 30))]) == (date(2024, 3, 30), date(2026, 2, 1))


def test_texts_stand_in_columns_by_what_they_do():
    nodes = [graph.Node(key, key, f"/{key}") for key in "abcd"]
    edges = [graph.Edge("a", "b", "implements"), graph.Edge("b", "c", "cites"), graph.Edge("a", "d", "repeals")]
    assert graph.columns(nodes, edges) == [["a"], ["b"], ["c", "d"]]
    assert graph.columns(list(reversed(nodes)), list(reversed(edges))) == graph.columns(nodes, edges)
    beside = [graph.Node("a", "a", "/a"), graph.Node("b", "b", "/b", centre=True), graph.Node("c", "c", "/c")]
    assert graph.columns(beside, edges[:2]) == [["a"], ["b"], ["c"]]


@pytest.mark.parametrize("width", [360, 960])
def test_a_network_of_forty_texts_can_be_read(width):
    nodes = [graph.Node(f"law/{number:02}.22", f"القانون {number:02}.22", f"/{number}") for number in range(40)]
    edges = [graph.Edge(nodes[at].key, nodes[(at * 7 + 13) % 40].key, ("cites", "amends")[at % 2]) for at in range(40)]
    drawn = graph.draw(nodes, edges, width)
    svg = parsed(drawn.body)
    frames = [one for one in svg.iter(f"{SVG}rect") if one.get("class") == "s-node"]
    boxes = [tuple(float(one.get(name)) for name in ("x", "y", "width", "height")) for one in frames]
    assert len(boxes) == 40
    assert all(x >= 0 and x + wide <= width and y + high <= drawn.height for x, y, wide, high in boxes)
    pairs = ((one, other) for at, one in enumerate(boxes) for other in boxes[:at])
    assert not any(abs(one[0] - other[0]) < one[2] and abs(one[1] - other[1]) < one[3] for one, other in pairs)
    assert drawn == graph.draw(nodes, edges, width)


def test_few_arrows_say_their_verb():
    nodes = [graph.Node("a", HOSTILE, "/a"), graph.Node("b", "القانون", "/b", centre=True)]
    svg = parsed(graph.draw(nodes, [graph.Edge("a", "b", "repeals", 3)], 960).body)
    assert [one.text for one in svg.iter(f"{SVG}text") if one.text == "ينسخ"] == ["ينسخ", "ينسخ"]
    assert any("(3)" in (one.text or "") for one in svg.iter(f"{SVG}title"))


@pytest.mark.parametrize(
    ("first", "last", "count", "days"),
    [
        (date(2026, 1, 1), date(2026, 3, 1), 60, 1),
        (date(2025, 3, 1), date(2026, 2, 28), 53, 7),
        (date(2020, 1, 15), date(2025, 1, 15), 61, 31),
        (date(1, 1, 1), date(9999, 12, 31), 100, 36159),
    ],
)
def test_days_are_gathered_so_that_columns_can_be_told_apart(first, last, count, days):
    made = heat.bins(first, last)
    assert len(made) == count
    assert (made[0].last - made[0].first).days + 1 == days
    assert all(one.last < other.first for one, other in pairwise(made))
    assert made[-1].last >= last or last.year == 9999


def test_a_strip_of_an_outlet_is_darker_where_it_published_more_and_marks_copies():
    days = heat.bins(date(2026, 1, 1), date(2026, 1, 10))
    cells = [
        heat.Square(HOSTILE, 0, 1, 0, HOSTILE, "/1"),
        heat.Square(HOSTILE, 9, 12, 2, HOSTILE, "/2"),
        heat.Square("صحيفة المثال", 4, 6, 0, "ستة", "/3"),
    ]
    for width in (360, 960):
        svg = parsed(heat.draw([HOSTILE, "صحيفة المثال"], cells, days, width).body)
        looks = [next(iter(one.iter(f"{SVG}rect"))).get("class") for one in svg.iter(f"{SVG}a")]
        assert looks == ["s-cell0", "s-cell4", "s-cell2"]
        assert sum(one.get("class") == "s-copy" for one in svg.iter(f"{SVG}path")) == 2  # a cell, and the key


def test_every_text_of_pictures_is_in_both_catalogues(spoken):
    from importlib.resources import files

    # A call of `_` with one literal, which may be in several pieces.
    called = re.compile(r'\b_\(\s*(?P<pieces>(?:"[^"]*"\s*)+)\)')
    texts = {
        "".join(re.findall(r'"([^"]*)"', match["pieces"]))
        for module in files("pipeline.site.picture").iterdir()
        if module.name.endswith(".py")
        for match in called.finditer(module.read_text("utf-8"))
    }
    texts |= {*caption._LEGAL.values(), "{count} حقائق", "{count} وثائق", "{count} نصوص", "{count} صلات"}
    assert len(texts) > 80
    for chosen in ("fr", "en"):
        spoken(chosen)
        assert sorted(said for said in texts if not language.is_translated(said)) == []
        for said in texts:
            slots = set(re.findall(r"\{\w+\}", said))
            assert slots == set(re.findall(r"\{\w+\}", language.translate(said))), said
