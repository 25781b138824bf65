"""The site in public: a demonstration that stays small, and the site under a sub-path of another."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import httpx
import pytest
from site_rows import BEDS, build

from pipeline.errors import DatabaseError, UsageError
from pipeline.site.serve import application, is_loopback, serve


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hosting") / "facts.db")


@pytest.fixture(scope="module")
def demo(db):
    return asker(application(db, public=True))


def asker(app):
    """A function that asks for an address as a proxy would hand it on."""
    asyncio.run(app.invoke_startup())
    asgi = app.app()

    async def ask(path, **cookies):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=asgi), cookies=cookies) as client:
            return await client.get(f"http://site.example{path}")

    return lambda path, **cookies: asyncio.run(ask(path, **cookies))


def sql(query, form=""):
    return f"/facts{form}?{urlencode({'sql': query, '_shape': 'array'})}"


@pytest.mark.parametrize(("lang", "said"), [("ar", "عرض تجريبي"), ("fr", "Démonstration"), ("en", "demonstration")])
def test_a_demonstration_says_that_it_is_one(demo, lang, said):
    for path in ("/", "/facts/v_facts", f"/-/document/{BEDS}", "/-/promises"):
        assert said in demo(f"{path}?lang={lang}").text


def test_the_ordinary_site_does_not_say_so(db):
    assert "عرض تجريبي" not in asker(application(db))("/").text


def test_sql_is_answered_in_few_rows(demo):
    assert demo(sql("select 1 as one", ".json")).json() == [{"one": 1}]
    many = "with recursive c(x) as (select 1 union all select x + 1 from c limit 5000) select x from c"
    assert len(demo(sql(many, ".json")).json()) == 200


@pytest.mark.parametrize(
    "query",
    [
        "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c",
        "select length(zeroblob(900000000))",
        "select length(replace(hex(zeroblob(3000000)), '0', 'aaaa'))",
        "select 1 where 'a' like '" + "%a" * 500 + "'",
    ],
)
def test_a_greedy_query_is_refused(demo, query):
    assert demo(sql(query)).status_code == 400


def test_nothing_is_carried_away_whole(demo):
    assert demo("/facts.db").status_code == 403
    assert demo("/facts/v_sentences.csv?_stream=on").status_code == 400
    assert demo("/facts/v_facts?_facet=surface").status_code == 400


@pytest.mark.parametrize(
    "page", ["databases", "databases.json", "settings", "plugins.json", "threads", "metadata.json", "messages"]
)
def test_nothing_is_told_of_the_machine(demo, page):
    assert demo(f"/-/{page}").status_code == 404


def test_a_demonstration_cannot_be_written(demo, db):
    assert demo(sql("delete from facts")).status_code == 400
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (1,)


def test_answers_may_be_kept_but_not_those_of_one_reader(demo):
    for path in ("/", "/facts/v_facts", f"/-/document/{BEDS}"):
        answer = demo(path)
        assert answer.headers["cache-control"] == "max-age=300", path
        assert "cookie" in answer.headers["vary"].lower()
    assert "max-age" not in demo("/-/promises?lang=fr").headers.get("cache-control", "")
    assert "no-store" in demo("/-/promises", lang="fr").headers["cache-control"]
    assert "cache-control" not in demo("/-/fact/none").headers


def test_robots_are_told_what_they_may_read(demo, db):
    assert "Disallow: /*.csv" in demo("/robots.txt").text
    assert "Disallow: /\n" not in demo("/robots.txt").text
    assert asker(application(db))("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_an_unfinished_database_is_no_demonstration(tmp_path):
    path = build(tmp_path / "facts.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM unread")
        connection.commit()
        with pytest.raises(DatabaseError, match=r"facts\.db-wal"):
            serve(path, port=0, public=True, ready=pytest.fail)
    with pytest.raises(DatabaseError, match="no such database"):
        serve(tmp_path / "none.db", port=0, public=True, ready=pytest.fail)


def test_who_reaches_an_address():
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "example.org")))


# --- under a sub-path -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["wathiqa", "/wathiqa", "/wathiqa/"])
def test_a_sub_path_may_be_written_in_any_way(db, asked):
    assert application(db, base_url=asked).setting("base_url") == "/wathiqa/"


@pytest.mark.parametrize("asked", ["http://example.org/x/", "/a b/", "/a?b/", "/ا/", "/a//b/"])
def test_a_wrong_sub_path_is_said_to_be_wrong(db, asked):
    with pytest.raises(UsageError, match="sub-path"):
        application(db, base_url=asked)


@pytest.mark.parametrize("prefix", ["/wathiqa", ""])
def test_headers_hold_under_a_sub_path_kept_or_taken_off_by_the_proxy(db, prefix):
    ask = asker(application(db, base_url="/wathiqa/"))
    assert "unsafe-inline" in ask(f"{prefix}/facts").headers["content-security-policy"]
    assert "unsafe-inline" not in ask(f"{prefix}/-/promises").headers["content-security-policy"]
    assert ask(f"{prefix}/facts/v_facts.csv").content.startswith(b"\xef\xbb\xbf")
    assert "Path=/wathiqa/;" in ask(f"{prefix}/-/promises?lang=en").headers["set-cookie"]
    assert 'href="?lang=fr"' in ask(f"{prefix}/-/promises").text


@pytest.mark.parametrize("prefix", ["/wathiqa", ""])
def test_links_of_json_stay_within_the_sub_path(db, prefix):
    ask = asker(application(db, base_url="/wathiqa/"))
    told = ask(f"{prefix}/facts/v_sentences.json?_size=2").json()
    assert told["next_url"].startswith("http://site.example/wathiqa/facts/v_sentences.json")
    assert not re.findall(r'"/facts', json.dumps(told))
