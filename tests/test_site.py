"""The site: every page in Arabic and right to left, searched in any spelling, safe whatever a document says."""

import asyncio
import json
import re
import socket
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from site_rows import BEDS, HOSTILE, NASTY, RUN, TICKER, build

from pipeline import build_database
from pipeline.errors import DatabaseError, NewerDatabaseError, UsageError
from pipeline.site import metadata, serve
from pipeline.site.document import pieces
from pipeline.site.function import ar_fold, ar_highlight, ar_search
from pipeline.site.query import QUERIES
from pipeline.site.serve import application
from pipeline.site.words import rows
from pipeline.store.schema import TABLES, VIEWS

PAGES = [
    "/",
    "/facts",
    f"/-/document/{BEDS}",
    f"/-/document/{NASTY}",
    *(f"/facts/{name}" for name in (*TABLES, *VIEWS)),
    *(f"/facts/{name}" for name in QUERIES),
    f"/facts/documents/{NASTY}",
    "/facts/entities/region~2F01",
    "/facts?sql=select+title+from+documents",
]


ROOT = Path(__file__).parents[1]


def reader(db):
    """A function that asks the site of a database for a page."""
    app = application(db)

    def get(path):
        return asyncio.run(app.client.get(path))

    asyncio.run(app.invoke_startup())
    get.app = app
    return get


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return reader(build(tmp_path_factory.mktemp("site") / "facts.db"))


def found(client, path, **asked):
    """The rows of a page as JSON lists them."""
    answer = client(f"{path}.json?{urlencode({'_shape': 'array', **asked})}")
    assert answer.status_code == 200, answer.text
    return answer.json()


class Page(HTMLParser):
    """The tags and attributes of a page as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_arabic_right_to_left_and_safe(client, path):
    answer = client(path)
    assert answer.status_code == 200, answer.text
    tags = Page(answer.text).tags
    assert ("html", {"lang": "ar", "dir": "rtl"}) in tags
    assert any(tag == "meta" and attrs.get("name") == "viewport" for tag, attrs in tags)
    for tag, attrs in tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        assert tag != "script" or attrs.get("src", "").startswith("/"), attrs
        assert tag != "img", attrs
        assert not (attrs.get("href") or "").lower().startswith("javascript:"), attrs
        if tag == "link":
            assert attrs["href"].startswith(("/", "http://localhost/")), attrs
    shown = answer.text.split("</head>")[1]
    assert RUN not in shown
    assert "\u202e" not in re.sub(r"<textarea.*?</textarea>|value=\"[^\"]*\"", "", shown, flags=re.DOTALL)


@pytest.mark.parametrize("path", ["/", "/facts/v_figures", "/facts/search?q=x", f"/-/document/{BEDS}", "/nowhere"])
def test_strangers_scripts_are_kept_out_by_a_header(client, path):
    policy = client(path).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_a_page_that_is_not_there_says_so_in_arabic(client):
    answer = client("/-/document/0000000000000000")
    assert answer.status_code == 404
    assert "لا توجد هذه الصفحة" in answer.text
    assert 'dir="rtl"' in answer.text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/facts/v_figures?_next=zzz", 400, "في عنوان الصفحة قيمة لا تُفهم"),
        ("/facts/v_figures?value__in=[", 400, "في عنوان الصفحة قيمة لا تُفهم"),
        ("/facts/v_figures?_sort=nope", 400, "لا يمكن الترتيب بهذا العمود"),
        ("/facts/v_figures?_where=1=1;drop", 400, "لا يُنفَّذ إلا استعلام واحد"),
        ("/facts/nope", 404, "لا يوجد جدول ولا سؤال بهذا الاسم"),
        ("/facts/documents/zz", 404, "لا يوجد سطر بهذا المعرّف"),
        ("/-/document/zzz", 404, "لا توجد وثيقة بهذا المعرّف"),
        ("/-/explain/zzz", 404, "لا يوجد سطر بهذا المعرّف"),
        ("/facts?sql=drop+table+x", 400, "القاعدة للقراءة فقط"),
        ("/facts?sql=select+*+from+nope", 400, "في الاستعلام جدول لا وجود له"),
    ],
)
def test_what_cannot_be_answered_is_said_in_arabic_and_without_a_traceback(client, capfd, path, status, said):
    answer = client(path)
    assert answer.status_code == status
    assert said in re.sub(r'<(\w+)[^>]* lang="en".*?</\1>', " ", answer.text)
    assert "Traceback" not in capfd.readouterr().err


def test_a_slow_query_is_said_to_be_slow(client):
    endless = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"
    answer = client(f"/facts?{urlencode({'sql': endless})}")
    assert answer.status_code == 400
    assert "استغرق الاستعلام أكثر مما يُسمح به" in answer.text
    assert "<textarea style" not in answer.text


def test_a_fault_of_our_own_is_told_in_full(client, capfd, monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr("pipeline.site.variable.home", broken)
    assert client("/?x=1").status_code == 500
    assert "Traceback" in capfd.readouterr().err


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_datasettes_english_is_left(client, path):
    text = re.sub(
        r"<(?:script|style|pre|textarea|code)\b.*?</(?:script|style|pre|textarea|code)>",
        " ",
        client(path).text,
        flags=re.DOTALL,
    )
    text = re.sub(r'<(\w+)[^>]* lang="en".*?</\1>', " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "\n", text)
    for phrase in ("rows where", "This data as", "Custom SQL", "Advanced export", "Apply", "View and edit", "records",
                   "Powered by", "Suggested facets", "Next page", "Queries", "Views", "sorted by"):  # fmt: skip
        assert phrase not in text, phrase


# --- search -----------------------------------------------------------------------------------------------------------

SPELLINGS = [
    ("الاصلاح", "الإصلاح"),
    ("الإصلاح", "الإصلاح"),
    ("إصلاح", "الإصلاح"),
    ("الإِصْلَاح", "الإصلاح"),
    ("الاصـــلاح", "الإصلاح"),
    ("11338", "11,338"),
    ("11,338", "11,338"),
    ("١١٣٣٨", "11,338"),
    ("١١٬٣٣٨", "11,338"),
    ("295", "295"),
    ("08.22", "08.22"),
    ('"الإصلاح الصحي"', "الإصلاح"),
    ("حيز الاصلاح", "الإصلاح"),
]


@pytest.mark.parametrize(("query", "hit"), SPELLINGS)
def test_search_finds_any_spelling(client, query, hit):
    assert [row["text"] for row in found(client, "/facts/search", q=query) if hit in row["text"]]
    for table in ("sentences", "v_sentences"):
        assert [row["text"] for row in found(client, f"/facts/{table}", _search=query) if hit in row["text"]], table


@pytest.mark.parametrize("table", ["v_figures", "figures", "v_facts", "facts", "findings"])
def test_facts_are_found_by_the_words_of_their_sentence(client, table):
    assert "11338" in [str(row["value"]) for row in found(client, f"/facts/{table}", _search="الطاقه")]
    assert found(client, f"/facts/{table}", _search="كلمة لا توجد") == []


@pytest.mark.parametrize("table", ["documents", "v_documents", "entities", "v_entities"])
def test_titles_and_names_are_found_in_any_spelling(client, table):
    query = "اسره" if "documents" in table else "تطوان الحسيمه"
    assert len(found(client, f"/facts/{table}", _search=query)) == 1


@pytest.mark.parametrize(
    "query", ["", '"', "''", "*", "AND", "NEAR(", "a OR", "(", "-", "؟!", "\u202e", "\x00", "%", 'x" OR "y', "ا" * 5000]
)
def test_no_query_breaks_the_search(client, query):
    assert client(f"/facts/search?q={quote(query)}").status_code == 200
    assert client(f"/facts/sentences?_search={quote(query)}").status_code == 200
    assert client(f"/facts/v_figures?_search={quote(query)}").status_code == 200


def test_hits_are_marked_in_the_authors_spelling(client):
    assert "<mark>الإصلاح</mark>" in client(f"/facts/search?q={quote('الاصلاح')}").text
    assert "<mark>11,338</mark>" in client("/facts/v_figures?_search=11338").text
    assert client(f"/facts/search?{urlencode({'q': RUN})}").text.count(RUN) == 0


def test_folding_in_sql():
    assert ar_fold("الإِصلاح ١١٬٣٣٨") == "الاصلاح 11,338"
    assert ar_fold(None) is None
    assert ar_search("١١٬٣٣٨") == '"11338"'
    assert '"وبالاصلاح"' in ar_search("إصلاح")
    assert ar_search(" \"' ") == '""'
    assert ar_highlight("وبالإصلاح و11,338 سريرا", "اصلاح 11338") == "⟦وبالإصلاح⟧ ⟦و11,338⟧ سريرا"
    assert ar_highlight(None, "x") is None


def test_a_list_in_a_thousand_lists_is_shown_as_it_is(client):
    query = "select replace(hex(zeroblob(15000)), '00', '[') as aliases"
    answer = client(f"/facts?{urlencode({'sql': query})}")
    assert answer.status_code == 200
    assert "[[[[" in answer.text


def test_of_an_endless_query_the_beginning_is_read():
    assert len(ar_search("1" * 1_000_000)) == len(ar_search("1" * 2_000)) == 2_002
    assert ar_highlight("سرير", "سرير " * 1_000_000) == "⟦سرير⟧"


# --- tables -----------------------------------------------------------------------------------------------------------


def test_foreign_keys_show_the_title_and_the_sentence(client):
    page = client("/facts/figures").text
    assert "أسرّة جديدة بالشمال" in page
    assert "بلغت الطاقة" in page
    assert f"/-/document/{BEDS}#c" in page


def test_codes_are_read_in_arabic_and_kept_in_json(client):
    assert 'title="bed">سرير</span>' in client("/facts/v_figures").text
    assert {row["unit"] for row in found(client, "/facts/v_figures")} == {"bed", "centre", "MAD"}


def test_what_stands_outside_the_body_is_not_on_the_pages_that_menus_lead_to(client):
    home = client("/").text
    names = {"places", "laws", "v_mentions?kind=concept"}
    leads = {"v_documents", "findings?in_body=1", "v_figures", "v_dates", *names}
    assert leads <= set(re.findall(r'href="/facts/([^"#]+)"', home))
    assert TICKER not in client("/facts/v_figures").text
    assert "49 مليار" not in client("/facts/findings?in_body=1").text
    assert "49 مليار" in client("/facts/figures").text


def test_the_home_page_counts_the_body(client):
    tiles = re.findall(r'<strong class="number">([\d,]+)</strong> ([^<]+)</a>', client("/").text)
    assert {title: int(count) for count, title in tiles} == {
        "وثائق": 2, "جمل": 6, "أرقام": 3, "تواريخ": 3, "أماكن": 1, "نصوص قانونية": 1,
        "أشخاص": 0, "مؤسسات": 0, "حقائق": 1, "وعود لم يحن أجلها": 0, "وعود مضى أجلها": 0, "تعارضات": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["places", "laws"])
def test_the_home_page_counts_the_rows_of_the_page_it_leads_to(client, name):
    (count,) = re.findall(rf'href="/facts/{name}"><strong class="number">([\d,]+)<', client("/").text)
    assert int(count) == len(found(client, f"/facts/{name}"))


def test_csv_opens_as_arabic_in_a_spreadsheet(client):
    for path in ("/facts/v_figures.csv", "/facts/v_figures.csv?_dl=1&_stream=1", "/facts/search.csv?q=x"):
        body = client(path).content
        assert body.startswith(b"\xef\xbb\xbf"), path
        assert body.count(b"\xef\xbb\xbf") == 1
    assert not client("/facts/v_figures.json").content.startswith(b"\xef")


def test_a_search_for_nothing_asks_for_a_word(client):
    assert "اكتب كلمة للبحث" in client("/facts/search?q=").text
    nothing = client("/facts/search?q=zzzzz").text
    assert "لا شيء هنا" in nothing
    assert "اكتب كلمة للبحث" not in nothing


def test_no_comma_is_doubled_where_there_are_no_rows(client):
    assert "، ،" not in re.sub(r"<[^>]*>", "", client("/facts/v_figures?_search=zzzzz").text)


def test_the_list_of_tables_has_a_title_of_its_own(client):
    assert "<title>الأسئلة والجداول - وثيقة</title>" in client("/facts").text


def test_every_facet_and_sort_names_a_column():
    described = metadata()["databases"]["facts"]["tables"]
    for name, settings in described.items():
        columns = {column.name for column in (TABLES.get(name) or VIEWS[name]).columns}
        assert {*settings.get("facets", ()), *filter(None, [settings.get("sort_desc")])} <= columns, name


def test_metadata_follows_the_name_of_the_file():
    assert set(metadata("other")["databases"]) == {"other"}


# --- canned queries ---------------------------------------------------------------------------------------------------

# {query: (what is asked, how many rows, what stands in the first)}; nothing asked means the default.
ANSWERS = {
    "search": ({"q": "سريرا"}, 1, {"title": "أسرّة جديدة بالشمال"}),
    "figures_of_unit": ({}, 1, {"value": 11338}),
    "beds_by_place": ({}, 1, {"place": "طنجة تطوان الحسيمة", "value": 11338}),
    "law": ({}, 1, {"surface": "القانون 08.22"}),
    "place_timeline": ({}, 1, {"day": "2025-12-01", "dates": "دجنبر 2025"}),
    "dates_of_period": ({}, 2, {"timex_value": "2025-12"}),
    "deadlines": ({}, 1, {"end_date": "2026-01-31"}),
    "largest_amounts": ({}, 1, {"value": 3_000_000}),
    "number_lookup": ({"value": "١١٬٣٣٨"}, 1, {"surface": "11,338 سريرا"}),
    "places": ({}, 1, {"name_ar": "طنجة تطوان الحسيمة"}),
    "laws": ({}, 1, {"entity_id": "law/08.22"}),
    "latest_documents": ({}, 2, {"published_on": "2025-12-30"}),
    "findings_by_kind": ({}, 3, {"kind": "figure"}),
    "undated_documents": ({}, 1, {"document_id": NASTY, "unresolved_dates": 1}),
    "unresolved_dates": ({}, 1, {"surface": "يوم الثلاثاء"}),
    "what_was_not_read": ({}, 1, {"surface": "3"}),
    "contradictions": ({}, 1, {"message": HOSTILE}),
    "repairs": ({}, 1, {"before": RUN}),
    "runs_and_failures": ({}, 1, {"hint": "fill it", "new": 2}),
}


def test_every_canned_query_answered_here_is_one():
    assert set(ANSWERS) <= set(QUERIES)  # the others are answered in test_site_query.py


@pytest.mark.parametrize("name", ANSWERS)
def test_a_canned_query_answers(client, name):
    asked, count, first = ANSWERS[name]
    answer = found(client, f"/facts/{name}", **asked)
    assert len(answer) == count, answer
    assert answer[0] | first == answer[0]
    page = client(f"/facts/{name}?{urlencode(asked)}")
    assert page.status_code == 200
    assert rows(count) in page.text


@pytest.mark.parametrize(
    ("name", "asked", "count"),
    [
        ("figures_of_unit", {"unit": "سرير"}, 1),
        ("figures_of_unit", {"unit": "مركز"}, 1),
        ("figures_of_unit", {"unit": "hospital"}, 0),
        ("law", {"law": "08.22"}, 1),
        ("law", {"law": "٠٨.٢٢"}, 1),
        ("law", {"law": "99.99"}, 0),
        ("place_timeline", {"place": "طنجه تطوان الحسيمه"}, 1),
        ("place_timeline", {"place": "01"}, 1),
        ("place_timeline", {"place": "nowhere"}, 0),
        ("dates_of_period", {"first": "2026-01-01", "last": "2026-12-31"}, 1),
        ("findings_by_kind", {"kind": "law"}, 1),
        ("findings_by_kind", {"kind": "x' or '1'='1"}, 0),
        ("number_lookup", {"value": "49000000000"}, 0),
    ],
)
def test_a_canned_query_takes_what_is_typed(client, name, asked, count):
    assert len(found(client, f"/facts/{name}", **asked)) == count


@pytest.mark.parametrize("name", QUERIES)
def test_a_canned_query_binds_what_is_typed(client, name):
    query = QUERIES[name]
    assert " · " in query.title
    assert " · " in query.description
    assert set(re.findall(r":(\w+)", query.sql)) == {parameter for parameter, _ in query.parameters}
    for value in ("'; drop table documents; --", HOSTILE, "\u202e"):
        asked = urlencode({parameter: value for parameter, _ in query.parameters})
        assert client(f"/facts/{name}?{asked}").status_code == 200


# --- the document -----------------------------------------------------------------------------------------------------


def test_the_page_of_a_document_underlines_what_was_read(client):
    page = client(f"/-/document/{BEDS}").text
    assert re.search(r'<span class="m figure"[^>]* title="[^"]*11338[^"]*">11,338 سريرا</span>', page)
    assert re.search(r'<span class="m place"[^>]*>جهة طنجة تطوان الحسيمة</span>', page)
    assert re.search(r'<span class="off">شريط: </span>', page)
    assert re.search(r'<span class="title">أسرّة جديدة بالشمال</span>', page)
    assert "2025-12-30" in page


def test_pieces_put_together_are_the_text():
    text = "abcdefgh"
    row = {"zone": "body", "in_body": 1, "value": 1, "name": None, "detail": None}
    read = [
        row | {"kind": "date", "start_char": 1, "end_char": 5},
        row | {"kind": "law", "start_char": 3, "end_char": 7},
        row | {"kind": "figure", "start_char": 7, "end_char": 99},
    ]
    cut = list(pieces(text, [row | {"start_char": 0, "end_char": 8}], read))
    assert "".join(piece.text for piece in cut) == text
    assert [(piece.text, piece.classes) for piece in cut] == [
        ("a", ""),
        ("bc", "m date"),
        ("de", "m law over"),
        ("fg", "m law"),
        ("h", "m figure"),
    ]


def test_people_organisations_and_concepts_are_shown_in_arabic(tmp_path):
    build_database([str(ROOT / "corpus")], tmp_path / "facts.db")
    ask = reader(tmp_path / "facts.db")
    page = ask("/facts/v_mentions?kind__in=person,organization,concept").text
    kinds = ask("/facts/v_mentions.json?_facet=kind").json()["facet_results"]["kind"]["results"]
    assert {"person", "organization", "concept"} <= {kind["value"] for kind in kinds}
    for kind, title in (("person", "شخص"), ("organization", "مؤسسة"), ("concept", "مفهوم")):
        assert f'<span title="{kind}">{title}</span>' in page, kind
    [row] = found(ask, "/facts/v_documents", source__endswith="agency-turnout.txt")
    document = ask(f"/-/document/{row['id']}").text
    for kind, title in (("person", "أشخاص"), ("organization", "مؤسسات"), ("concept", "مفاهيم")):
        assert f'<span class="m {kind}">{title}</span></label>' in document
    assert '<span class="m organization"' in document
    css = (ROOT / "pipeline" / "site" / "static" / "site.css").read_text("utf-8")
    for kind in ("figure", "date", "place", "law", "person", "organization", "concept"):
        assert f".m.{kind} {{ text-decoration-color: var(--{kind}); }}" in css
        assert css.count(f"--{kind}: #") == 2, "by day and by night"
        assert f"#show-{kind}:not(:checked)" in css


def test_old_versions_are_marked_where_whole_tables_are_shown(tmp_path):
    (tmp_path / "a.txt").write_text("تضم الجهة 22 مستشفى منذ فاتح أكتوبر 2025.\n", "utf-8")
    build_database([str(tmp_path / "a.txt")], tmp_path / "facts.db")
    (tmp_path / "a.txt").write_text("تضم الجهة 23 مستشفى منذ فاتح أكتوبر 2025.\n", "utf-8")
    build_database([str(tmp_path / "a.txt")], tmp_path / "facts.db")
    ask = reader(tmp_path / "facts.db")
    for table in ("documents", "sentences", "figures", "dates"):
        page = ask(f"/facts/{table}").text
        assert page.count("نسخة قديمة") == 1, table
        assert f'href="/facts/v_{table}"' in page
        assert "نسخة قديمة" not in ask(f"/facts/v_{table}").text
    assert ask("/facts/sentences?_search=22").text.count("نسخة قديمة") == 1
    assert "نسخة قديمة" not in ask("/facts/sentences?_search=23").text


# --- serving ----------------------------------------------------------------------------------------------------------


def test_serving_what_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(DatabaseError, match="pipeline ingest"):
        serve(tmp_path / "facts.db", port=0, ready=pytest.fail)
    (tmp_path / "text.db").write_text("not a database, and long enough to be looked at as one")
    with pytest.raises(DatabaseError, match="not a database"):
        serve(tmp_path / "text.db", port=0, ready=pytest.fail)
    sqlite3.connect(tmp_path / "other.db").execute("create table x (y)").connection.close()
    with pytest.raises(DatabaseError, match="not a database of this program"):
        serve(tmp_path / "other.db", port=0, ready=pytest.fail)


@pytest.mark.parametrize(("version", "error"), [(999, NewerDatabaseError), (0, DatabaseError)])
def test_serving_a_database_of_another_version_says_so(tmp_path, version, error):
    db = build(tmp_path / "facts.db")
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(error, match=f"schema {version}"):
        serve(db, port=0, ready=pytest.fail)


def test_serving_on_a_taken_port_says_so(tmp_path):
    db = build(tmp_path / "facts.db")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="--port"):
            serve(db, port=taken.getsockname()[1])


def test_serving_goes_on_while_an_ingest_writes(tmp_path):
    db = build(tmp_path / "facts.db")
    app = application(db)

    async def read():
        await app.invoke_startup()
        return (await app.client.get("/facts/v_documents.json?_shape=array")).json()

    writer = sqlite3.connect(db)
    writer.execute("update documents set title = 'أثناء الكتابة'")
    assert "أثناء الكتابة" not in json.dumps(asyncio.run(read()), ensure_ascii=False)
    writer.commit()
    writer.close()
