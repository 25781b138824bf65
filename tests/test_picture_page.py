"""Pages of pictures: what they say of the rows, what they lead to, and that no text is obeyed in them."""

import asyncio
import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from datasette.app import Datasette
from datasette.utils import tilde_encode
from site_rows import HOSTILE, build

from pipeline import build_database

SVG = "{http://www.w3.org/2000/svg}"
DECREE = (
    "مرسوم رقم 2.25.914 صادر في 15 من صفر 1447 (9 أغسطس 2025)\nبناء على القانون رقم 34.09 المتعلق بالمنظومة الصحية "
    "وعرض العلاجات؛\nرسم ما يلي:\nالمادة الأولى: تنسخ أحكام المرسوم رقم 2.11.408 الصادر في 21 أكتوبر 2011."
)
TOLD = (
    "أعلن وزير الصحة أمين التهراوي أن بناء 340 مدرسة بجهة الشرق سينتهي قبل متم شتنبر 2026، وفق القانون رقم 34.09. "
    "وقال إن الأشغال تتقدم في كل الأقاليم، وإن الاعتمادات رُصدت كاملة، وإن لجنة تتابع الورش كل شهر على عين المكان. "
    "وتتوفر جهة الشرق اليوم على 1200 مدرسة، حسب المسؤول نفسه، وتتوزع بين الحواضر والقرى والمناطق الجبلية البعيدة."
)


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    datasette = Datasette([str(build(tmp_path_factory.mktemp("picture") / "facts.db"))])
    return lambda path: asyncio.run(datasette.client.get(path))


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A site of a decree and of one article that three outlets published, one of them with a hostile name."""
    folder = tmp_path_factory.mktemp("read")
    texts = [("law", "الجريدة الرسمية", DECREE, "2025-08-20")]
    texts += [
        (f"t{at}", name, f"{TOLD} {name}", f"2026-01-0{at + 5}") for at, name in enumerate(("صحيفة", "جريدة", HOSTILE))
    ]
    lines = [
        json.dumps({"id": key, "publisher": name, "title": f"{name} {key}", "text": text, "published_on": day})
        for key, name, text, day in texts
    ]
    (folder / "texts.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "facts.db"
    assert build_database([str(folder)], path, published=date(2026, 1, 5)).failed == 0
    datasette = Datasette([str(path)])
    return lambda path: asyncio.run(datasette.client.get(path))


PAGES = (
    "/-/map",
    "/-/map?unit=bed&measure=rate",
    "/-/map?unit=%3Cscript%3E&measure=rate",
    "/-/indicators",
    "/-/indicator/bed",
    "/-/indicator/bed?place=%27--",
    "/-/indicator/none",
    "/-/network",
    "/-/network?law=law/08.22",
    "/-/network?law=%3Cscript%3E",
    "/-/outlets",
    "/-/outlets?span=all",
    "/-/outlets?span=%22",
    f"/-/timeline/{tilde_encode('region/01')}",
    f"/-/timeline/{tilde_encode('law/08.22')}",
    f"/-/entity/{tilde_encode('region/01')}",
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
    assert "أسرّة: أكبر رقم منجز أو مذكور 11,338 (مذكور" in shown
    assert "المصدر: قاعدة" in shown
    assert "حقيقة واحدة من وثيقة واحدة" in shown
    assert "/facts/v_facts?unit=bed" in shown
    assert re.search(r'<a href="/-/fact/[^"]+"><title>11,338 سريرا، مذكور', shown)
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


@pytest.mark.parametrize("chosen", ["ar", "fr", "en"])
@pytest.mark.parametrize("path", ["/-/network", "/-/outlets?span=all", f"/-/timeline/{tilde_encode('region/02')}"])
def test_pictures_of_what_was_read_are_drawn_and_taken(read, path, chosen):
    page, _, query = path.partition("?")
    shown = read(f"{path}{'&' if query else '?'}lang={chosen}")
    assert shown.status_code == 200
    assert shown.text.count("<svg") == 2
    assert "<script>alert" not in shown.text
    assert "\u202e" not in shown.text
    file = read(f"{page}.svg?{query}&lang={chosen}")
    assert file.status_code == 200
    svg = ET.fromstring(file.text)
    assert svg.get("lang") == chosen
    assert not [one for one in svg.iter() if one.tag == f"{SVG}script"]


def test_a_network_names_its_verbs_and_leads_to_sentences(read):
    shown = read("/-/network").text
    assert "النصوص القانونية: 3 نصوص؛ صلتان؛" in shown
    assert ">ينسخ<" in shown
    assert f'href="/-/entity/{tilde_encode("law/34.09")}"' in shown
    assert re.search(r'href="/-/document/[0-9a-f]{16}#c\d+"', shown)
    beside = read(f"/-/network?law={'law/34.09'}").text
    assert "القانون 34.09" in beside
    assert "2.11.408" not in beside.partition("<figure")[2]
    assert "لا صلة بنص آخر" in read("/-/network?law=law/99.99").text


def test_outlets_by_day_mark_copies_and_name_their_texts(read):
    shown = read("/-/outlets?span=all").text
    assert "ومنها نسخ: 2" in shown
    assert shown.count('class="s-copy"') == 2 * (2 + 1)  # in two widths: two cells and the key
    assert "نصوص نشرها أكثر من ناشر" in shown
    assert "published_on__gte=" in shown or "published_on=" in shown
    assert "1 - " not in shown


def test_a_timeline_shows_what_is_due_and_stands_on_the_page_of_its_entity(read):
    place = tilde_encode("region/02")
    shown = read(f"/-/timeline/{place}").text
    assert "وأبعد أجل: 340 مدرسة، مرتقب، في أجل 30 شتنبر 2026" in shown
    assert 'class="s-hoped"' in shown
    assert read("/-/timeline/none").status_code == 404
    assert "وأبعد أجل" in read(f"/-/entity/{place}").text
    assert "الجريدة الرسمية" in read(f"/-/entity/{tilde_encode('decree/2.25.914')}").text


def test_a_map_tells_done_from_hoped(read):
    shown = read("/-/map?unit=school").text
    assert "◇ 340" in shown
    assert "1,200" in shown
    assert "5.23" in read("/-/map?unit=school&measure=rate").text


def test_the_home_page_and_the_menu_lead_to_pictures(get):
    home = get("/").text
    for path in ("/-/map", "/-/indicators", "/-/network", "/-/outlets"):
        assert f'href="{path}"' in home, path


def test_a_file_of_any_name_has_a_plain_header(read):
    answer = read(f"/-/timeline/{tilde_encode('region/02')}.svg")
    assert answer.headers["content-disposition"] == 'inline; filename="timeline-region-02.svg"'
    person = re.search(r"/-/entity/(person~2F[^\"]+)", read("/facts/v_entities?kind=person").text)[1]
    assert re.fullmatch(r'inline; filename="timeline-person-[A-Za-z0-9.-]*\.svg"',
                        read(f"/-/timeline/{person}.svg").headers["content-disposition"])  # fmt: skip


@pytest.mark.parametrize("chosen", ["ar", "fr", "en"])
def test_an_empty_database_says_why_nothing_is_drawn(tmp_path, chosen):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_text("لا شيء هنا.", "utf-8")
    build_database([str(tmp_path / "empty")], tmp_path / "facts.db")
    datasette = Datasette([str(tmp_path / "facts.db")])
    for path in ("map", "indicators", "indicator/bed", "network", "outlets"):
        answer = asyncio.run(datasette.client.get(f"/-/{path}?lang={chosen}"))
        assert answer.status_code == 200
        assert "<svg" not in answer.text
        if path != "indicators":
            assert {"ar": "فلا شيء يُرسم", "fr": "rien n'est donc dessiné", "en": "nothing is drawn"}[chosen] in (
                answer.text.replace("&#39;", "'")
            ), path
