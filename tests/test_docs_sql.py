"""What docs/sql.md tells analysts is so: its statements run, its functions answer, its addresses open."""

import asyncio
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from site_rows import build

from pipeline.site.function import gregorian, hijri, per_10000
from pipeline.site.serve import application

TEXT = (Path(__file__).parents[1] / "docs" / "sql.md").read_text("utf-8")
STATEMENTS = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
EXAMPLES = re.findall(r"\| `(\w+\([^`]*\))` → `([^`]*)` \|", TEXT)
ADDRESSES = re.findall(r"^\| `(/[^`<]+)` \|", TEXT, re.MULTILINE)


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    app = application(build(tmp_path_factory.mktemp("docs") / "facts.db"))
    asyncio.run(app.invoke_startup())
    return lambda path: asyncio.run(app.client.get(path))


def ask(get, sql):
    answer = get(f"/facts.json?{urlencode({'sql': sql, '_shape': 'array'})}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_there_is_something_to_test():
    assert len(STATEMENTS) >= 6
    assert len(EXAMPLES) == 6
    assert len(ADDRESSES) >= 10


@pytest.mark.parametrize("sql", STATEMENTS)
def test_a_statement_runs(get, sql):
    ask(get, sql.strip().rstrip(";"))


@pytest.mark.parametrize(("call", "told"), EXAMPLES)
def test_a_function_gives_what_is_told(get, call, told):
    assert str(ask(get, f"select {call} as told")[0]["told"]) == told


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_opens(get, address):
    assert get(quote(address, safe="/?=&-._")).status_code == 200


@pytest.mark.parametrize("value", [None, "", "2026", "2026-13-01", "abc", 5, "2026-02-30", "9999-12-31", "١٤٤٧-٠٧-١٤"])
def test_what_is_no_day_gives_none(value):
    assert gregorian(value) is None
    assert hijri(value) is None


def test_days_go_there_and_back():
    for day in ("2026-01-03", "2025-12-11", "2024-07-07"):
        assert gregorian(hijri(day)) == day
    assert gregorian("1447-13-01") is None


@pytest.mark.parametrize("pair", [(None, 1), (1, None), (1, 0), ("1", 10), (1, -5), (b"", 3)])
def test_a_rate_of_nothing_is_none(pair):
    assert per_10000(*pair) is None
    assert per_10000(1, 10_000) == 1.0
