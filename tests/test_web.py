"""The web: what a page, a feed and a hostile host may make us do. Only servers of this machine are asked."""

import socket
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from click.testing import CliRunner
from gathering import documents, errors, gathered, one_error

from pipeline.build import Options, Reach, ingest
from pipeline.cli import cli
from pipeline.errors import SourceError
from pipeline.ingest import feed, robots, sources, web
from pipeline.verify import verify

PARAGRAPH = (
    "أعلنت الجماعة أن أشغال تهيئة الطريق ستنطلق قريبا، وأن كلفتها تناهز 12 مليون درهم، على أن تنتهي قبل متم السنة "
    "المقبلة."
)
PAGE = """<!DOCTYPE html><html lang="ar"><head><title>عنوان الخبر</title></head><body>
<nav><a href="/">الرئيسية</a> الذهب 45 دولارا</nav>
<article><h1>عنوان الخبر</h1><p>{body}</p><p>{body}</p></article>
<footer><p>جميع الحقوق محفوظة 2012-2024</p></footer></body></html>"""


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """No pause between requests, and no host remembered from another test."""
    monkeypatch.setattr(web, "PAUSE", 0)
    monkeypatch.setattr(web, "_hosts", {})


class _Site(BaseHTTPRequestHandler):
    answers: ClassVar = {}

    asked: ClassVar = []

    def do_GET(self):
        self.asked.append(self.path)
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    """A server on this machine, which only a test may reach."""
    server = HTTPServer(("127.0.0.1", 0), _Site)
    _Site.answers, _Site.asked = {}, []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class TestWeb:
    HTML: ClassVar = {"content-type": "text/html; charset=utf-8"}

    @pytest.fixture
    def reachable(self, monkeypatch):
        monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")

    @pytest.mark.usefixtures("reachable")
    def test_a_page(self, site):
        body = PAGE.format(body=PARAGRAPH).encode()
        _Site.answers = {"/a": (302, {"location": "/b"}, b""), "/b": (200, self.HTML, body)}
        [document] = documents(f"{site}/a")
        assert PARAGRAPH in document.text
        assert document.source == document.metadata.url == f"{site}/a"
        assert document.raw == body
        assert document.sha256 == sha256(f"{site}/a\n{document.text}".encode()).hexdigest()

    @pytest.mark.usefixtures("reachable")
    def test_what_surrounds_the_article_changes_no_identity(self, site):
        pages = [PAGE.format(body=PARAGRAPH).replace("45 دولارا", gain).encode() for gain in ("45 دولارا", "46 دولارا")]
        identities = set()
        for page in pages:
            _Site.answers = {"/": (200, self.HTML, page)}
            identities |= {document.id for document in documents(f"{site}/")}
        assert len(identities) == 1

    def test_this_machine_is_out_of_reach(self, site):
        assert "a host of a private network" in one_error(f"{site}/a")

    def test_so_it_is_on_the_way(self, site, monkeypatch):
        _Site.answers = {"/a": (302, {"location": "http://localhost:1/secret"}, b"")}
        asked = []

        def first_only(address):
            asked.append(address)
            return len(asked) <= 2  # for the rules of the first host, and for its page

        monkeypatch.setattr(web, "is_public", first_only)
        assert "localhost is a host of a private network" in one_error(f"{site}/a")

    @pytest.mark.parametrize(
        ("answer", "cause"),
        [
            ((404, {}, b""), "the server answered 404"),
            ((200, {"content-type": "application/zip"}, b"PK"), "not what was asked for, but application/zip"),
            ((302, {"location": "/a"}, b""), "too many redirections"),
            ((302, {"location": "file:///etc/passwd"}, b""), "no page of the web"),
            ((302, {"location": "http://["}, b""), "cannot be fetched"),
            ((200, {"content-type": "text/html"}, b""), "empty file"),
        ],
    )
    @pytest.mark.usefixtures("reachable")
    def test_what_goes_wrong(self, site, answer, cause):
        _Site.answers = {"/a": answer}
        assert cause in one_error(f"{site}/a")

    @pytest.mark.usefixtures("reachable")
    def test_too_large(self, site, monkeypatch):
        monkeypatch.setattr(web, "LIMIT", 1000)
        _Site.answers = {"/a": (200, self.HTML, b"x" * 5000)}
        assert "too large" in one_error(f"{site}/a")

    @pytest.mark.usefixtures("reachable")
    def test_nobody_answers(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        assert "cannot be fetched" in one_error(f"http://127.0.0.1:{port}/")

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
         "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
         "64:ff9b:1::808:808", "::7f00:1", "fec0::1"],
    )  # fmt: skip
    def test_private_addresses(self, address):
        assert not web.is_public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
    def test_public_addresses(self, address):
        assert web.is_public(address)

    @pytest.mark.usefixtures("reachable")
    def test_the_site_may_ask_robots_to_stay_away(self, site):
        body = PAGE.format(body=PARAGRAPH).encode()
        rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: wathiqa\nDisallow: /b\n"
        _Site.answers = {
            "/robots.txt": (200, {"content-type": "text/plain"}, rules),
            **dict.fromkeys(("/a", "/b/c", "/private"), (200, self.HTML, body)),
            "/r": (302, {"location": "/b/c"}, b""),
        }
        assert len(documents(f"{site}/a", f"{site}/private")) == 2
        assert "asks robots not to read it" in one_error(f"{site}/b/c")
        assert "asks robots not to read it" in one_error(f"{site}/r")
        assert _Site.asked.count("/robots.txt") == 1
        assert "/b/c" not in _Site.asked

    @pytest.mark.usefixtures("reachable")
    def test_rules_that_cannot_be_had_forbid_all(self, site):
        _Site.answers = {"/robots.txt": (503, {}, b""), "/a": (200, self.HTML, b"x")}
        assert "asks robots not to read it" in one_error(f"{site}/a")

    @pytest.mark.usefixtures("reachable")
    def test_of_long_rules_the_first_part_is_read(self, site, monkeypatch):
        monkeypatch.setattr(web, "_RULES", 40)
        rules = b"User-agent: *\nDisallow: /b\n" + b"#" * 100_000 + b"\nDisallow: /a\n"
        page = (200, self.HTML, PAGE.format(body=PARAGRAPH).encode())
        _Site.answers = {"/robots.txt": (200, {"content-type": "text/plain"}, rules), "/a": page, "/b": page}
        assert len(documents(f"{site}/a")) == 1
        assert "asks robots not to read it" in one_error(f"{site}/b")

    @pytest.mark.usefixtures("reachable")
    def test_a_host_is_asked_after_a_pause_and_what_it_asks_for(self, site, monkeypatch):
        slept = []
        monkeypatch.setattr(web, "PAUSE", 1.0)
        monkeypatch.setattr(web, "sleep", slept.append)
        rules = b"User-agent: *\nCrawl-delay: 7\n"
        _Site.answers = {"/robots.txt": (200, {"content-type": "text/plain"}, rules)}
        errors(f"{site}/a", f"{site}/b")
        assert [round(seconds) for seconds in slept] == [7, 7]

    def test_a_private_host_is_asked_only_when_told(self, site):
        _Site.answers = {"/a": (200, self.HTML, PAGE.format(body=PARAGRAPH).encode())}
        [near] = gathered(f"{site}/a")
        [told] = sources([f"{site}/a"], reach=Reach(private=True))
        with pytest.raises(SourceError, match="private network"):
            web.load(near)
        assert PARAGRAPH.encode() in web.load(told)


def test_what_robots_are_asked():
    rules = robots.rules("User-agent: *\nCrawl-delay: 3\nDisallow: /a\nAllow: /\n".encode("utf-8-sig"))
    assert (rules.pause, rules.allow("https://example.org/b"), rules.allow("https://example.org/a/1")) == (
        3,
        True,
        False,
    )
    assert robots.ALL.allow("https://example.org/a")
    assert not robots.NONE.allow("https://example.org/a")
    assert robots.rules(b"\xff\x00<html>").allow("https://example.org/a")


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><link>{site}/</link>
<item><title>خبر</title><link>{site}/1</link></item><item><link> {site}/2 </link></item>
<item><link>{site}/1</link></item><item><link>file:///etc/passwd</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="{site}/"/><entry><link rel="self" href="{site}/x"/>
<link href="/1"/></entry><entry><link rel="alternate" href="{site}/2"/></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site}/1</loc></url>
<url><loc>{site}/2</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{site}/map.xml</loc></sitemap><sitemap><loc>{site}/feed.xml</loc></sitemap></sitemapindex>"""
XML: dict[str, str] = {"content-type": "application/xml"}


@pytest.fixture
def reach():
    return Reach(feed=True, private=True)


class TestFeed:
    @pytest.mark.parametrize("feed_text", [RSS, ATOM, MAP, INDEX])
    def test_the_pages_that_it_lists(self, site, reach, feed_text):
        _Site.answers = {
            "/feed.xml": (200, XML, feed_text.format(site=site).encode()),
            "/map.xml": (200, XML, MAP.format(site=site).encode()),
        }
        assert feed.pages(f"{site}/feed.xml", reach) == [f"{site}/1", f"{site}/2"]

    def test_what_is_no_address_is_passed_over(self, tmp_path, reach):
        file = tmp_path / "feed.xml"
        links = ("http://[", "https://example.org/1")
        file.write_text("<rss>" + "".join(f"<item><link>{link}</link></item>" for link in links) + "</rss>")
        assert feed.pages(str(file), reach) == ["https://example.org/1"]

    def test_no_more_than_asked(self, site):
        _Site.answers = {"/feed.xml": (200, XML, RSS.format(site=site).encode())}
        assert feed.pages(f"{site}/feed.xml", Reach(feed=True, limit=1, private=True)) == [f"{site}/1"]

    def test_a_file(self, tmp_path, reach):
        (tmp_path / "feed.xml").write_text(RSS.format(site="https://example.org"), "utf-8")
        assert feed.pages(str(tmp_path / "feed.xml"), reach) == ["https://example.org/1", "https://example.org/2"]

    def test_an_index_that_leads_to_itself_ends(self, site, reach):
        text = INDEX.format(site=site).replace("map.xml", "feed.xml")
        _Site.answers = {"/feed.xml": (200, XML, text.encode())}
        with pytest.raises(SourceError, match="a feed without pages"):
            feed.pages(f"{site}/feed.xml", reach)
        assert _Site.asked.count("/feed.xml") == feed.NESTED

    def test_a_file_may_not_lead_to_a_file(self, tmp_path, reach):
        (tmp_path / "feed.xml").write_text("<sitemapindex><loc>/etc/passwd</loc></sitemapindex>", "utf-8")
        with pytest.raises(SourceError, match="no page of the web"):
            feed.pages(str(tmp_path / "feed.xml"), reach)

    @pytest.mark.parametrize(
        ("text", "cause"),
        [
            ("", "not a sound feed"),
            ("نص", "not a sound feed"),
            ("<rss><channel>", "not a sound feed"),
            ("<opml></opml>", "not a feed"),
            ("<rss></rss>", "a feed without pages"),
            ("<html><head></head></html>", "not a feed"),
        ],
    )
    def test_what_is_no_feed(self, tmp_path, reach, text, cause):
        (tmp_path / "feed.xml").write_text(text, "utf-8")
        [error] = sources([str(tmp_path / "feed.xml")], reach=reach)
        assert error.cause.startswith(cause)
        assert error.hint

    def test_a_page_may_name_its_feed(self, tmp_path, reach):
        link = '<link rel="alternate" type="application/rss+xml" href="https://example.org/rss">'
        (tmp_path / "a.html").write_text(f"<!doctype html><html><head>{link}</head></html>", "utf-8")
        with pytest.raises(SourceError, match="not a feed") as caught:
            feed.pages(str(tmp_path / "a.html"), reach)
        assert caught.value.hint == "its feed may be https://example.org/rss"

    def test_entities_do_not_grow(self, tmp_path, reach):
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
        text = (
            f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss><item><link>https://e.org/&e11;</link></item></rss>'
        )
        (tmp_path / "feed.xml").write_text(text, "utf-8")
        with pytest.raises(SourceError, match="not a sound feed"):
            feed.pages(str(tmp_path / "feed.xml"), reach)

    def test_an_entity_reads_no_file(self, tmp_path, reach):
        (tmp_path / "secret").write_text("secret", "utf-8")
        text = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "{tmp_path}/secret">]><rss><item><link>https://e.org/&s;</link></item></rss>'
        (tmp_path / "feed.xml").write_text(text, "utf-8")
        assert feed.pages(str(tmp_path / "feed.xml"), reach) == ["https://e.org/"]

    def test_a_feed_is_asked_often_and_its_pages_once(self, site, tmp_path):
        page = PAGE.format(body=PARAGRAPH)
        _Site.answers = {
            "/feed.xml": (200, XML, RSS.format(site=site).encode()),
            "/1": (200, TestWeb.HTML, page.encode()),
            "/2": (200, TestWeb.HTML, page.replace("12", "13").encode()),
        }
        database = tmp_path / "facts.db"
        line = ["ingest", "--feed", "--private", f"{site}/feed.xml", "--db", str(database)]
        assert CliRunner().invoke(cli, line).exit_code == 0
        asked = list(_Site.asked)
        again = ingest([f"{site}/feed.xml"], database, Options(reach=Reach(feed=True, private=True)))
        assert (again.new, again.unchanged) == (0, 2)
        assert _Site.asked == [*asked, "/feed.xml"]
        proved = verify(database)
        assert (proved.problems, proved.missing, proved.read_again) == ((), (), 2)
