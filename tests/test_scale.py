"""A large database in small: pages find their rows by indexes, counts stand ready, and greedy requests are refused."""

import asyncio
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from datasette.database import Database

from pipeline.build import Options, ingest
from pipeline.records import Metadata
from pipeline.run import across
from pipeline.site.counted import stored
from pipeline.site.serve import application
from pipeline.store.checks import check
from pipeline.store.count import COUNTED, LABELS
from pipeline.store.opening import opened
from pipeline.store.schema import TABLES

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from grown import grown
from pages import filled, pages

# Tables that grow with the documents; of each there are hundreds of thousands of rows.
BIG = {"documents", "sentences", "dates", "figures", "mentions", "facts", "findings", "fact_evidence", "contributions"}
BIG |= {"unread", "comparisons", "legal_texts", "sources", "signatures"}
# What reads a whole table all the same, and why.
ALLOWED = {
    "select count(*) from": "Datasette's own count, cut off after a tenth of a second",
    "as value, count(*) as count from (": "Datasette's own facet, cut off likewise",
    "from comparisons group by 1": "ten verdicts, counted in one narrow index",
    "sum(confidence >= 0.85)": "three shares, counted in one narrow index",
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return grown(tmp_path_factory.mktemp("grown"), documents=60, copies=3, say=lambda line: None)


@pytest.fixture(scope="module")
def served(db):
    return application(db)


@pytest.fixture(scope="module")
def get(served):
    return lambda path: asyncio.run(served.client.get(path))


def ask(db, sql, values=()):
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchall()


def test_what_is_multiplied_holds_every_check(db):
    with opened(db) as database:
        assert check(database) == ()
    assert ask(db, "SELECT count(*), count(DISTINCT text), count(DISTINCT title) FROM documents") == [(60, 60, 60)]
    assert ask(db, "SELECT count(*) > 500 FROM findings") == [(1,)]


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.name)
def test_no_page_reads_a_large_table_from_end_to_end(db, served, page, monkeypatch):
    asked = []
    execute = Database.execute

    async def watched(self, sql, params=None, **more):
        if self.name == db.stem:
            asked.append((sql, params))
        return await execute(self, sql, params, **more)

    monkeypatch.setattr(Database, "execute", watched)
    for address in filled(page.path, db)[:1]:
        answer = asyncio.run(served.client.get(address))
        assert answer.status_code in (200, 404), answer.text[:500]
    monkeypatch.undo()
    for sql, params in asked:
        if any(allowed in sql for allowed in ALLOWED) or not sql.lstrip().lower().startswith(("select", "with")):
            continue
        steps = asyncio.run(Database.execute(served.get_database(db.stem), f"explain query plan {sql}", params))
        for step in steps.rows:
            assert not is_whole(step["detail"], sql), f"{step['detail']}\n{sql}"


def is_whole(step, sql):
    """Whether a step of a plan reads all rows of a large table: without an index, or with nothing that ends it."""
    scan = re.match(r"SCAN (?P<name>\w+)(?P<how>.*)", step)
    if not scan:
        return False
    names = {alias: table for table, alias in re.findall(r"(?i)\b(?:from|join)\s+(\w+)\s+(?:as\s+)?(\w+)", sql)}
    names |= dict.fromkeys(re.findall(r"(?i)\)\s*as\s+(\w+)", sql))  # a question within the question
    table = names.get(scan["name"], scan["name"])
    if table not in BIG:
        return False
    in_order = "USING" in scan["how"] or not TABLES[table].rowid
    return not in_order or " limit " not in sql.lower().replace("\n", " ")


@pytest.mark.parametrize("name", COUNTED)
def test_stored_counts_are_what_datasette_would_count(db, name):
    assert ask(db, *stored(f"select count(*) from {name} ", {})) == ask(db, f"select count(*) from {name}")
    labels = {column: label for label, column in LABELS.get(name, {}).items()}
    columns = [column for _, column in ask(db, "SELECT 1, name FROM pragma_table_info(?)", [name])]
    for field in (labels.get(field, field) for field in COUNTED[name]):
        if field not in columns:
            continue
        facet = (
            f"select {field} as value, count(*) as count from (\n  select {', '.join(columns)} from {name} \n)\n"
            f"where {field} is not null group by {field} order by count desc, value limit 31"
        )
        assert ask(db, *stored(facet, {})) == ask(db, facet), field
        for value, number in ask(db, facet)[:2]:
            one = f'select count(*) from {name} where "{field}" = :p0 '
            assert ask(db, *stored(one, {"p0": str(value)})) == [(number,)]


def test_what_is_not_counted_is_asked_of_the_rows():
    for sql in ("select count(*) from v_facts where value > 3", "select count(*) from promises", "select 1"):
        assert stored(sql, {}) is None


def test_a_table_page_says_its_rows_and_facets(db, get):
    answer = get(f"/{db.stem}/v_facts.json?_facet=unit&_size=1").json()
    assert [(answer["filtered_table_rows_count"],)] == ask(db, "SELECT count(*) FROM v_facts")
    told = [(one["value"], one["count"]) for one in answer["facet_results"]["unit"]["results"]]
    sql = "SELECT unit, count(*) FROM v_facts WHERE unit IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30"
    assert told == ask(db, sql)


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("_facet=unit&" * 300, 400, "تصنيفات أكثر"),
        ("_next=5000000", 400, "صفحات أبعد"),
        ("_next=" + "1" * 5_000, 400, "صفحات أبعد"),
        ("value__gt=99999999999999999999", 400, "في عنوان الصفحة قيمة لا تُفهم"),
        ("_through=1", 400, "في عنوان الصفحة قيمة لا تُفهم"),
        ("_search=" + "ا" * 40_000, 414, "السؤال أطول"),
        ("_search=" + "ا" * 2_000, 200, ""),
        ("_search=" + "%22" * 3_000, 200, ""),
        ("_search=(((((.*)%2B)%2B)%2B)%2B" + "a" * 500, 200, ""),
        ("_size=100000000", 400, "حجم الصفحة"),
        ("surface__contains=" + "%25" * 1_000, 200, ""),
    ],
)
def test_a_greedy_request_is_answered_at_once(db, get, query, status, said):
    answer = get(f"/{db.stem}/v_facts?{query}")
    assert answer.status_code == status
    assert said in answer.text


def test_a_query_that_never_ends_is_cut_off(db, get):
    endless = "with recursive n(x) as (select 1 union all select x %2B 1 from n) select max(x) from n"
    answer = get(f"/{db.stem}?sql={endless}")
    assert answer.status_code == 400
    assert "استغرق الاستعلام" in answer.text


def test_an_ingest_looks_at_what_it_wrote(db):
    with opened(db) as database:
        known, other = (row[0] for row in database.execute("SELECT id FROM documents ORDER BY id LIMIT 2"))
        database.execute("SAVEPOINT broken")
        database.execute("UPDATE figures SET surface = surface || 'x' WHERE document_id = ?", [known])
        assert [breach.name for breach in check(database, among=[known])] == ["figures quote their document"]
        assert check(database, among=[other]) == ()
        database.execute("ROLLBACK TO broken")
        assert check(database, among=[known]) == ()


def test_a_few_among_very_many_are_compared_when_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(across, "MANY", 2)
    monkeypatch.setattr(across, "SHARE", 2)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"ستبنى 34{number} مدرسة بجهة الشرق قبل متم شتنبر 2026.", "utf-8")
    path = tmp_path / "facts.db"
    options = Options(Metadata(published_on=date(2026, 1, 5)))
    assert not ingest([str(tmp_path)], path, options).waiting
    (tmp_path / "more.txt").write_text("ستبنى 90 مدرسة بجهة الشرق قبل متم شتنبر 2026.", "utf-8")
    assert ingest([str(tmp_path)], path, options).waiting
    promised = "SELECT count(*) FROM promises JOIN facts ON facts.id = fact_id WHERE facts.value = 90"
    assert ask(path, promised) == [(0,)]
    across.compare_database(path)
    assert ask(path, promised) == [(1,)]
    assert not ingest([str(tmp_path)], path, options).waiting  # nothing is new, and all is compared
    assert not ingest([str(tmp_path)], path, Options(options.metadata, force=True)).waiting
