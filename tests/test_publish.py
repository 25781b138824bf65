"""The static copy: every page and link there, nothing that asks, nothing of an article but what is quoted."""

import asyncio
import csv
import filecmp
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_walk import Page, dead_links
from site_rows import HOSTILE, RUN, TEXTS, add, build, mention

from pipeline import build_database
from pipeline.errors import PipelineError, UsageError
from pipeline.site import copying
from pipeline.site.excerpt import passages
from pipeline.site.publish import Wish, address, publish, publishing, rewriting
from pipeline.site.roll import ROLLS
from pipeline.site.serve import application

CORPUS = Path(__file__).parents[1] / "corpus"
SAMPLES = ("health-reform-beds.txt", "order-extracted.txt", "culture-football.txt", "health-group-north.txt")


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name in (*SAMPLES, "documents.toml"):
        shutil.copy(CORPUS / name, folder)
    (folder / "hostile.txt").write_text(f"{HOSTILE} بنت الجماعة 12 مدرسة سنة 2024.\nلا رقم في هذه الجملة.", "utf-8")
    path = tmp_path_factory.mktemp("publish") / "facts.db"
    assert build_database([str(folder)], path, published=date(2026, 1, 5)).failed == 0
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return build(tmp_path_factory.mktemp("small") / "facts.db")


@pytest.fixture(scope="module")
def copy(db, tmp_path_factory):
    out = tmp_path_factory.mktemp("copy") / "public"
    outcome = publish(db, out, Wish(base_url="https://example.org/wathiqa/"))
    assert outcome.files == sum(path.is_file() for path in out.rglob("*"))
    return out


@pytest.fixture(scope="module")
def read(copy):
    return dead_links(copy)


def rows(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchall()


def words(html):
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


# --- pages and links --------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file_and_a_place_of_the_copy(read):
    dead, pages = read
    assert len(pages) > 300
    assert dead == []


def test_nothing_asks_and_nothing_runs(read):
    _, pages = read
    for path, page in pages.items():
        kept_out = {"script", "form", "button", "iframe", "object", "base"}
        assert kept_out.isdisjoint(tag for tag, _ in page.tags), path
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (
                path,
                tag,
                attributes,
            )
        assert not [
            link for _, _, link in page.links if "localhost" in link or link.startswith(("/", "javascript:"))
        ], path
        if path.parent.name != path.parents[1].name and path.name not in ("404.html", "index.html"):
            policy = [told["content"] for tag, told in page.tags if told.get("http-equiv") == "Content-Security-Policy"]
            assert policy, path
            assert "default-src 'none'" in policy[0]
            assert "script-src" not in policy[0]


def test_a_hostile_text_is_shown_and_not_obeyed(copy):
    for path in copy.rglob("*.html"):
        html = path.read_text("utf-8")
        assert RUN not in html, path
        assert "\u202e" not in html, path
        assert "localhost" not in html, path


def test_a_card_is_cited_by_its_address_in_the_copy(db, copy):
    [(fact,), *_] = rows(db, "SELECT id FROM v_facts ORDER BY id")
    for code in ("ar", "en"):
        card = (copy / code / "fact" / f"{fact}.html").read_text("utf-8")
        assert f"https://example.org/wathiqa/{code}/fact/{fact}.html</" in card


def test_each_row_has_its_page_in_each_language(db, copy):
    for (fact,) in rows(db, "SELECT id FROM v_facts"):
        assert all((copy / code / "fact" / f"{fact}.html").is_file() for code in ("ar", "fr", "en"))
    for (document,) in rows(db, "SELECT id FROM documents"):
        assert (copy / "ar" / "document" / f"{document}.html").is_file()
    assert (copy / "en" / "entity" / "law" / "08.22.html").is_file()
    assert (copy / "fr" / "entity" / "region" / "01.html").is_file()


def test_the_switch_of_languages_leads_to_the_same_page(copy):
    for name in ("index.html", "promises.html", "entity/law/08.22.html"):
        for code in ("ar", "fr", "en"):
            page = copy / code / name
            html = page.read_text("utf-8")
            assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in html
            switched = [
                link for _, _, link in Page(html).links if re.search(rf"\.\./(?:ar|fr|en)/{re.escape(name)}$", link)
            ]
            assert {(page.parent / link).resolve() for link in switched} >= {
                copy / other / name for other in ("ar", "fr", "en")
            }


def test_a_copy_in_one_language_has_no_switch(db, tmp_path):
    publish(db, tmp_path / "fr", Wish(languages=("fr",)))
    dead, pages = dead_links(tmp_path / "fr")
    assert dead == []
    assert not (tmp_path / "fr" / "ar").exists()
    assert not [link for page in pages.values() for _, _, link in page.links if re.search(r"\b(?:ar|en)/", link)]


def test_lists_stand_for_the_tables_of_the_living_site(copy):
    home = (copy / "ar" / "index.html").read_text("utf-8")
    for name in ("documents", "facts", "places", "laws", "people"):
        assert f'href="../ar/list/{name}.html"' in home
    laws = words((copy / "en" / "list" / "laws.html").read_text("utf-8"))
    assert "Law 08.22" in laws


def test_a_list_goes_on_over_pages(db, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.site.roll.ROWS", 7)
    monkeypatch.setattr("pipeline.site.publish.listing.ROWS", 7)
    publish(db, tmp_path / "copy", Wish(languages=("ar",)))
    facts = rows(db, "SELECT id FROM v_facts")
    listed = [
        Path(link).stem
        for number in range(1, -(-len(facts) // 7) + 1)
        for tag, _, link in Page(
            (tmp_path / "copy/ar/list" / ("facts.html" if number == 1 else f"facts/{number}.html")).read_text("utf-8")
        ).links
        if "/fact/" in link
    ]
    assert sorted(listed) == sorted(fact for (fact,) in facts)
    assert dead_links(tmp_path / "copy")[0] == []


def test_the_living_site_has_no_page_of_a_copy(db):
    app = application(db)
    for path in ("/-/copy", "/-/list/facts", "/-/list/facts/2"):
        assert asyncio.run(app.client.get(path)).status_code == 404
    assert copying.copying() is None


@pytest.mark.parametrize("code", ["fr", "en"])
def test_titles_of_lists_are_in_the_catalogues(code):
    from pipeline.site import language

    token = language.CHOSEN.set(code)
    try:
        assert [roll.title for roll in ROLLS.values() if not language.is_translated(roll.title)] == []
        assert language.is_translated("في الموقع الحي وحده")
    finally:
        language.CHOSEN.reset(token)


# --- what is quoted ---------------------------------------------------------------------------------------------------


def test_a_document_shows_what_is_quoted_and_the_length_of_the_rest(db, copy):
    shown_in_part = 0
    for key, text in rows(db, "SELECT id, text FROM documents"):
        html = (copy / "fr" / "document" / f"{key}.html").read_text("utf-8")
        sheet = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
        quoted = {int(at) for at in re.findall(rf"/document/{key}\.html#c(\d+)\"", "".join(map(str, everything(copy))))}
        sentences = rows(db, "SELECT start_char, end_char, in_body, text FROM sentences WHERE document_id = ?"
                             " ORDER BY start_char", key)  # fmt: skip
        near = {
            number + beside
            for number, (start, end, *_) in enumerate(sentences)
            if any(start <= at < end for at in quoted)
            for beside in (-1, 0, 1)
        }
        for number, (*_, words_of) in enumerate(sentences):
            told = words(words_of.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;"))
            if number not in near and len(told) > 20:
                assert told not in words(sheet), told
                shown_in_part += 1
        left_out = sum(int(each.replace(",", "")) for each in re.findall(r"\[… ([\d,]+) caract", sheet))
        assert left_out <= len(text)
    assert shown_in_part >= 3


def everything(copy):
    return [path.read_text("utf-8") for path in sorted((copy / "fr").rglob("*.html")) if path.parent.name != "document"]


def test_the_whole_text_only_where_it_is_asked_for(db, tmp_path):
    outcome = publish(db, tmp_path / "copy", Wish(languages=("ar",), full_text=True))
    assert outcome.shown == 1
    for key, text in rows(db, "SELECT id, text FROM documents WHERE source LIKE '%culture%'"):
        html = (tmp_path / "copy/ar/document" / f"{key}.html").read_text("utf-8")
        sheet = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
        assert "left-out" not in sheet
        assert words(text)[:200] in words(sheet)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], []),
        ([0], [(0, 20)]),
        ([25], [(10, 40)]),
        ([5, 45], [(0, 20), (30, 59)]),
        ([5, 25], [(0, 40)]),
        ([55], [(40, 59)]),  # what stands outside the article is no neighbour of it
        ([65], [(60, 69)]),
        ([59, 999], []),  # between sentences, and beyond the text
    ],
)
def test_a_passage_is_a_sentence_with_one_on_either_side(places, expected):
    starts = range(0, 60, 10)
    sentences = [{"start_char": at, "end_char": at + (9 if at == 50 else 10), "in_body": 1} for at in starts]
    sentences.append({"start_char": 60, "end_char": 69, "in_body": 0})
    sentences[5]["in_body"] = 1
    if places == [65]:
        sentences[5]["in_body"] = 0
    assert [tuple(span) for span in passages(sentences, places)] == expected


# --- names of files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("/", "index.html"),
        ("/-/promises", "promises.html"),
        ("/-/promises?state=open&lang=fr", "promises/state=open.html"),
        ("/-/entity/law~2F08~2E22", "entity/law/08.22.html"),
        ("/-/fact/0123456789abcdef.5-9.figure.1", "fact/0123456789abcdef.5-9.figure.1.html"),
        ("/-/entity/person~2F~D9~86", "entity/person/_0646_.html"),
        ("/-/entity/~2E~2E~2F~2E~2E~2Fetc~2Fpasswd", "entity/_002e002e_/_002e002e_/etc/passwd.html"),
        ("/-/entity/place~2FCON", "entity/place/_0043004f004e_.html"),
        ("/-/entity/place~2Fcon~2Ex", "entity/place/_0063_on.x.html"),
        ("/-/entity/place~2F", "entity/place/__.html"),
        ("/-/map.svg", "map.svg"),
    ],
)
def test_the_file_of_a_page(asked, file):
    assert address.file_of(address.page_of(asked), "svg" if asked.endswith(".svg") else "html") == file


@given(st.lists(st.text(max_size=160), min_size=2, max_size=8, unique=True))
def test_no_two_ids_share_a_file_and_none_leaves_the_folder(ids):
    files = [address.file_of(address.Page(f"/-/entity/{key}")) for key in ids]
    assert len({file.casefold() for file in files}) == len(files)
    for file in files:
        assert re.fullmatch(r"entity(?:/[a-z0-9._=-]+)*\.html", file)
        for part in file.split("/"):
            assert part.strip(".") == part
            assert len(part) <= 130
            assert not re.match(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", part)


def test_a_hostile_id_stays_in_the_folder(tmp_path):
    db = build(tmp_path / "facts.db")
    evil = [
        "place/../../../evil",
        "place/CON",
        "place/con",
        'place/"><img src=x onerror=alert(1)>',
        "place/" + "ط" * 300,
    ]
    with closing(sqlite3.connect(db)) as connection:
        for key in evil:
            add(connection, "entities", id=key, kind="place", name_ar=HOSTILE, search="x")
        for key, surface in zip(evil, ("الإصلاح", "القانون", "التنفيذ", "الصحي", "حيز"), strict=True):
            mention(connection, next(iter(TEXTS)), surface, "mentions", kind="place", value=key, entity_id=key)
        connection.commit()
    publish(db, tmp_path / "out" / "copy", Wish())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["copy"]
    dead, pages = dead_links(tmp_path / "out" / "copy")
    assert dead == []
    assert len([path for path in pages if "/ar/entity/place/" in str(path)]) == len(evil)


# --- links as they are rewritten --------------------------------------------------------------------------------------

LINKS = rewriting.Links(
    page={"/a": "../a.html", "https://example.org/": "https://example.org/"}.get,
    asset={"/s.css": "../s.css", "/i.png": "../i.png"}.get,
    title="live",
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/a">x</a>', '<a href="../a.html">x</a>'),
        ("<a class='c' href='/a' lang=ar>x</a>", "<a class='c' href=\"../a.html\" lang=ar>x</a>"),
        ('<a href="#here">x</a>', '<a href="#here">x</a>'),
        ('<a href="https://example.org/" rel="noopener">x</a>', '<a href="https://example.org/" rel="noopener">x</a>'),
        ('<a href="/gone"><b>x</b></a> y', '<span class="live" title="live"><b>x</b></span> y'),
        ('<nav><a href="/gone">x</a><a href="/a">y</a></nav>', '<nav><a href="../a.html">y</a></nav>'),
        ('<svg><a href="/gone"><path d="M0 0"/></a></svg>', '<svg><g><path d="M0 0"/></g></svg>'),
        ('a<form action="/q"><p>t <input name=q></p> <a href="/a">y</a></form>b', 'a<a href="../a.html">y</a> b'),
        ("a<script>if (1 < 2) '</a>'</script>b", "ab"),
        ("<SCRIPT src=x></SCRIPT>b", "b"),
        ('<link rel="stylesheet" href="/s.css">', '<link rel="stylesheet" href="../s.css">'),
        ('<link rel="stylesheet" href="/gone.css"><link rel="alternate" href="/x.json">', ""),
        ('<img src="/i.png" alt="a > b"><img src="/z.png">', '<img src="../i.png" alt="a > b"><img src="data:,">'),
        ('<p title="<a href=/gone>">x</p><!-- <a href="/a"> -->', '<p title="<a href=/gone>">x</p>'),
        ("1 < 2 <b>x</b>", "1 < 2 <b>x</b>"),
    ],
)  # fmt: skip
def test_a_page_is_rewritten(html, expected):
    assert rewriting.rewritten(html, LINKS) == expected


def test_rewriting_takes_linear_time():
    hostile = "<a " + "x " * 200_000
    assert rewriting.rewritten(hostile, LINKS) == hostile
    assert rewriting.rewritten("<!--" * 2000, LINKS) == "<!--" * 2000


# --- the folder -------------------------------------------------------------------------------------------------------


def same(one, other):
    compared = filecmp.dircmp(one, other)
    return not (compared.left_only or compared.right_only or compared.diff_files or compared.funny_files) and all(
        same(one / name, other / name) for name in compared.common_dirs
    )


def test_two_copies_of_one_database_are_equal(db, copy, tmp_path):
    publish(db, tmp_path / "copy", Wish(base_url="https://example.org/wathiqa"))
    assert same(copy, tmp_path / "copy")
    for path in copy.rglob("*"):
        assert path.is_dir() or path.read_bytes() == (tmp_path / "copy" / path.relative_to(copy)).read_bytes()


def test_a_copy_is_replaced_whole(small, tmp_path):
    out = tmp_path / "copy"
    publish(small, out, Wish(languages=("ar",)))
    publish(small, out, Wish(languages=("en",)))
    assert not (out / "ar").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert (out.stat().st_mode & 0o777) == 0o755


def test_a_half_written_copy_never_replaces_a_good_one(small, tmp_path, monkeypatch):
    out = tmp_path / "copy"
    publish(small, out, Wish(languages=("ar",)))
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    calls = iter(range(5))

    def broken(html, _links):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return html

    monkeypatch.setattr(publishing, "rewritten", broken)
    with pytest.raises(KeyboardInterrupt):
        publish(small, out, Wish())
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_what_is_no_copy_is_left_alone(small, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something else"):
        publish(small, tmp_path / "mine", Wish())
    (tmp_path / "mine" / "wathiqa.json").write_text('{"made_by": "me"}')
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        publish(small, tmp_path / "mine", Wish())
    with pytest.raises(UsageError, match="is a file"):
        publish(small, tmp_path / "mine" / "thesis.txt", Wish())
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_what_was_put_into_a_copy_is_not_thrown_away(small, tmp_path):
    out = tmp_path / "copy"
    publish(small, out, Wish(languages=("ar",)))
    (out / "CNAME").write_text("example.org")
    with pytest.raises(UsageError, match="CNAME"):
        publish(small, out, Wish(languages=("ar",)))
    assert (out / "CNAME").exists()


def test_an_empty_folder_may_be_filled(small, tmp_path):
    publish(small, tmp_path, Wish(languages=("ar",)))
    assert (tmp_path / "ar" / "index.html").is_file()


def test_a_page_that_the_site_cannot_give_is_a_fault(small, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.site.publish.listing.EACH", (("/-/fact/", "select 'nowhere'"),))
    with pytest.raises(PipelineError, match="/-/fact/nowhere: the site answers 404"):
        publish(small, tmp_path / "copy", Wish(languages=("ar",)))
    assert list(tmp_path.iterdir()) == []


# --- what stands beside the pages -------------------------------------------------------------------------------------


def test_tables_lead_to_the_cards(db, copy):
    with (copy / "download" / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == rows(db, "SELECT count(*) FROM v_facts")[0][0]
    for row in table:
        assert row["permalink"].startswith("https://example.org/wathiqa/ar/fact/")
        assert (copy / row["permalink"].removeprefix("https://example.org/wathiqa/")).is_file()
    book = openpyxl.load_workbook(copy / "download" / "facts.xlsx")
    assert book.active.max_row == len(table) + 1
    assert book.active.sheet_view.rightToLeft


def test_without_an_address_tables_lead_beside_themselves(db, tmp_path):
    publish(db, tmp_path / "copy", Wish(languages=("fr",)))
    with (tmp_path / "copy/download/facts.csv").open(encoding="utf-8-sig", newline="") as file:
        link = next(csv.DictReader(file))["permalink"]
    assert (tmp_path / "copy/download" / link).resolve().is_file()
    assert not (tmp_path / "copy/sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "copy/robots.txt").read_text("utf-8")


def test_the_feed_and_the_sitemap_are_sound(copy):
    atom, maps = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    feed = ET.parse(copy / "download" / "feed.xml").getroot()
    links = [link.get("href") for link in feed.iter(f"{atom}link")]
    assert links
    listed = [place.text for place in ET.parse(copy / "sitemap.xml").getroot().iter(f"{maps}loc")]
    assert len(listed) == len(set(listed)) > 300
    for link in (*links, *listed):
        assert (copy / link.removeprefix("https://example.org/wathiqa/")).is_file(), link


def test_a_long_sitemap_is_in_parts(tmp_path, monkeypatch):
    from pipeline.site.publish import beside

    monkeypatch.setattr(beside, "_MOST", 2)
    beside.sitemap(tmp_path, "https://example.org", ["a.html", "b.html", "c&d.html"])
    index = (tmp_path / "sitemap.xml").read_text("utf-8")
    assert re.findall(r"<loc>(.*?)</loc>", index) == [f"https://example.org/sitemap-{part}.xml" for part in (1, 2)]
    assert "c&amp;d.html" in (tmp_path / "sitemap-2.xml").read_text("utf-8")


def test_the_door_and_the_page_of_no_page(copy):
    assert 'content="0; url=ar/index.html"' in (copy / "index.html").read_text("utf-8")
    lost = (copy / "404.html").read_text("utf-8")
    assert 'href="https://example.org/wathiqa/fr/index.html"' in lost
    assert "Page introuvable" in lost


def test_letters_come_with_their_licence(copy):
    assert list((copy / "static").rglob("*.woff2"))
    assert list((copy / "static").rglob("OFL.txt"))


def test_promises_are_told_for_a_day(db, tmp_path):
    before = rows(db, "SELECT id, state, as_of FROM promises ORDER BY id")
    publish(db, tmp_path / "copy", Wish(languages=("en",), as_of=date(2031, 1, 1)))
    page = words((tmp_path / "copy/en/promises.html").read_text("utf-8"))
    assert "2031-01-01" in page
    assert rows(db, "SELECT id, state, as_of FROM promises ORDER BY id") == before


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://", "https://example.org/?x=1"])
def test_a_wrong_address_is_said_to_be_wrong(db, tmp_path, url):
    with pytest.raises(UsageError, match="not the address"):
        publish(db, tmp_path / "copy", Wish(base_url=url))


# --- the command ------------------------------------------------------------------------------------------------------


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "publish", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_the_command_tells_what_it_wrote(small, tmp_path):
    outcome = run("--db", small, "--static", tmp_path / "copy", "--language", "ar", "--json")
    assert outcome.returncode == 0, outcome.stderr
    told = json.loads(outcome.stdout)
    assert told["pages"] == len(list((tmp_path / "copy/ar").rglob("*.*")))
    assert told["bytes"] > 100_000
    assert 0 < told["shown"] <= 1
    assert told["pages_per_second"] > 0
    again = run("--db", small, "--static", tmp_path / "copy", "--language", "ar")
    assert again.returncode == 0
    assert "pages a second" in again.stdout


def test_a_mistake_is_said_in_one_line(small, tmp_path):
    (tmp_path / "file").write_text("x")
    for arguments, said in (
        (["--db", tmp_path / "none.db", "--static", tmp_path / "copy"], "no such database"),
        (["--db", small, "--static", tmp_path], "something else"),
        (["--db", small, "--static", tmp_path / "copy", "--base-url", "x"], "not the address"),
    ):
        outcome = run(*arguments)
        assert outcome.returncode == 2
        assert said in outcome.stderr
        assert outcome.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
