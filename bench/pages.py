"""How long the pages of the site take on a large database, beside a table page of Datasette without us; `make bench`.

`python bench/pages.py [--documents N] [--folder FOLDER] [--runs N]`: the database is made first where it is not there
(bench/grown.py: for 100,000 documents about 6 GB of disk, in the cache folder of the user, and a few minutes). Each
page is asked for through Datasette's own client, in one process; the bare table page is asked for in a process of its
own. A page is asked for once before it is timed, as the second reader of a day finds it.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import quote

from grown import DOCUMENTS, grown

LIMIT = 300  # milliseconds that a page may take
RUNS = 12
BARE = "findings"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wathiqa-bench"


class Page(NamedTuple):
    """A page by its path; what stands in braces is filled from SUBJECTS, or is the name of the database (`{db}`)."""

    name: str
    path: str


# What pages are of: each a question with several answers, which take turns.
SUBJECTS = {
    "document": "SELECT id FROM documents WHERE superseded_by IS NULL ORDER BY sha256 LIMIT 5",
    "fact": "SELECT id FROM facts WHERE place_id IS NOT NULL ORDER BY id LIMIT 5",
    "told": "SELECT fact_id FROM comparisons ORDER BY id LIMIT 5",
    "figure": "SELECT id FROM figures ORDER BY id LIMIT 5",
    "big": "SELECT entity_id FROM mentions WHERE kind = 'place' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    "region": "SELECT id FROM entities WHERE kind = 'region' AND id <> 'region/01' ORDER BY id LIMIT 3",
    "country": "SELECT id FROM entities WHERE kind = 'country' ORDER BY id LIMIT 3",
    "law": "SELECT entity_id FROM mentions WHERE kind = 'law' AND entity_id IS NOT NULL"
    " GROUP BY 1 ORDER BY count(*) DESC LIMIT 3",
    "person": "SELECT entity_id FROM mentions WHERE kind = 'person' AND entity_id IS NOT NULL"
    " GROUP BY 1 ORDER BY count(*) DESC LIMIT 3",
    "body": "SELECT entity_id FROM mentions WHERE kind = 'organization' AND entity_id IS NOT NULL"
    " GROUP BY 1 ORDER BY count(*) DESC LIMIT 3",
    "outlet": "SELECT DISTINCT publisher FROM documents ORDER BY 1 LIMIT 3",
    "unit": "SELECT unit FROM facts WHERE unit IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 3",
    "sentence": "SELECT id FROM sentences ORDER BY id LIMIT 5",
}
_AS_THEY_ARE = frozenset({"document", "fact", "told", "figure"})
# Of a word that stands in one text, and of one that stands in most.
RARE, COMMON = "المرجع 4711", "في"


def pages() -> Iterator[Page]:
    """Every kind of page: a new one takes a line."""
    yield Page("home", "/")
    yield Page("document", "/-/document/{document}")
    yield Page("fact card", "/-/fact/{fact}")
    yield Page("fact card, compared", "/-/fact/{told}")
    yield Page("why a figure", "/-/explain/{figure}")
    for kind in ("big", "region", "country", "law", "person", "body"):
        yield Page(f"entity: {'the region most named' if kind == 'big' else kind}", f"/-/entity/{{{kind}}}")
    for name in ("promises", "comparisons", "checks", "gaps"):
        yield Page(name, f"/-/{name}")
    yield Page("promises, missed", "/-/promises?state=missed")
    yield Page("comparisons, conflicts", "/-/comparisons?state=conflict")
    yield Page("search: a rare word", f"/-/search?q={quote(RARE)}")
    yield Page("search: a common word", f"/-/search?q={quote(COMMON)}")
    yield Page("search: a word, a unit, a place", f"/-/search?q={quote('سرير')}&unit=bed&place=country/MA")
    yield Page("search: a unit, a status", "/-/search?unit=bed&status=planned")
    yield Page("search: nothing found", f"/-/search?q={quote('مستشفى ديناصور')}")
    yield Page("what can be searched for", "/-/search")
    yield Page("feed of a search", "/-/feed.atom?unit=bed")
    for path in ("map", "network", "outlets", "quality", "about", "undated", "inbox"):
        yield Page(path, f"/-/{path}")
    yield Page("indicator", "/-/indicator/{unit}")
    yield Page("timeline", "/-/timeline/{big}")
    yield Page("database page", "/{db}")
    for table in (
        "facts",
        "figures",
        "dates",
        "mentions",
        "sentences",
        "documents",
        "entities",
        "roles",
        "legal_texts",
    ):
        yield Page(f"table v_{table}", f"/{{db}}/v_{table}")
    for table in ("findings", "facts", "sentences", "documents", "entities", "fact_evidence", "contributions"):
        yield Page(f"table {table}", f"/{{db}}/{table}")
    yield Page("v_facts, a facet asked for", "/{db}/v_facts?_facet=speaker")
    yield Page("v_facts, one unit", "/{db}/v_facts?unit={unit}")
    yield Page("v_facts, one unit and status", "/{db}/v_facts?unit={unit}&status=completed")
    yield Page("v_facts, one unit, a facet", "/{db}/v_facts?unit={unit}&_facet=publisher")
    yield Page("v_facts, second page", "/{db}/v_facts?_next=50")
    yield Page("v_facts, by value", "/{db}/v_facts?_sort_desc=value")
    yield Page("v_facts, one outlet", "/{db}/v_facts?publisher={outlet}")
    yield Page("v_facts, a rare word", f"/{{db}}/v_facts?_search={quote(RARE)}")
    yield Page("v_facts, a common word", f"/{{db}}/v_facts?_search={quote(COMMON)}")
    yield Page("v_sentences, one outlet", "/{db}/v_sentences?publisher={outlet}")
    yield Page("v_sentences, a rare word", f"/{{db}}/v_sentences?_search={quote(RARE)}")
    yield Page("v_sentences, a common word", f"/{{db}}/v_sentences?_search={quote(COMMON)}")
    yield Page("v_mentions, one kind", "/{db}/v_mentions?kind=law")
    yield Page("findings, facts", "/{db}/findings?kind=fact&in_body=1")
    yield Page("row of a sentence", "/{db}/sentences/{sentence}")
    yield Page("v_facts as JSON", "/{db}/v_facts.json?_shape=array")
    yield Page("v_facts as CSV", "/{db}/v_facts.csv")
    yield from queries()


def queries() -> Iterator[Page]:
    """Every canned query, with its defaults; the search with a rare and with a common word."""
    from pipeline.site.query import QUERIES  # noqa: PLC0415 - the bare Datasette has nothing of ours

    for name in QUERIES:
        if name != "search":
            yield Page(f"query {name}", f"/{{db}}/{name}")
    yield Page("query search: a rare word", f"/{{db}}/search?q={quote(RARE)}")
    yield Page("query search: a common word", f"/{{db}}/search?q={quote(COMMON)}")


class Time(NamedTuple):
    """How a page answered, and in how many milliseconds: the first time, the median, and 19 of 20.

    `work` is the median of the processor's time, which other programs on the machine do not lengthen.
    """

    status: int
    first: float
    middle: float
    slowest: float
    work: float


def timed(application: object, paths: Sequence[Sequence[str]], runs: int) -> list[Time]:
    """Each page, asked for so many times; its addresses take turns."""
    return asyncio.run(_timed(application, paths, runs))


async def _timed(application: object, paths: Sequence[Sequence[str]], runs: int) -> list[Time]:
    await application.client.get("/-/versions.json")  # type: ignore[attr-defined] - Datasette
    return [await _page(application, addresses, runs) for addresses in paths]


async def _page(application: object, addresses: Sequence[str], runs: int) -> Time:
    taken, worked = [], []
    status = 0
    for _, address in zip(range(runs + len(addresses)), cycle(addresses), strict=False):
        start, began = time.perf_counter(), time.process_time()
        answer = await application.client.get(address)  # type: ignore[attr-defined]
        taken.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - began))
        status = answer.status_code
        if status == 404:
            break
    warm = taken[len(addresses) :] or taken
    slowest = quantiles(warm, n=20)[-1] if len(warm) > 1 else warm[0]
    return Time(status, taken[0], median(warm), slowest, median(worked[len(addresses) :] or worked))


def filled(path: str, db: Path) -> list[str]:
    """The addresses of a page, one for each of its subjects."""
    from datasette.utils import tilde_encode  # noqa: PLC0415 - slow to load, and we time loading elsewhere

    path = path.replace("{db}", tilde_encode(db.stem))
    name = path.partition("{")[2].partition("}")[0]
    if not name:
        return [path]
    with closing(sqlite3.connect(db)) as connection:
        found = [str(row[0]) for row in connection.execute(SUBJECTS[name])]
    encoded = quote if "?" in path.partition("{")[0] or name in _AS_THEY_ARE else tilde_encode
    return [path.replace(f"{{{name}}}", encoded(one)) for one in found]


def bare(db: Path, runs: int) -> Time:
    """A table page of Datasette as it comes, without this package, in a process of its own."""
    known = {**os.environ, "DATASETTE_LOAD_PLUGINS": ""}
    command = [sys.executable, __file__, "--bare", str(db), "--runs", str(runs)]
    told = subprocess.run(command, env=known, capture_output=True, text=True, check=True).stdout
    return Time(*json.loads(told))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--folder", type=Path, default=CACHE)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        from datasette.app import Datasette  # noqa: PLC0415

        print(json.dumps(timed(Datasette([str(asked.bare)]), [[f"/{asked.bare.stem}/{BARE}"]], asked.runs)[0]))
        return
    db = grown(asked.folder, asked.documents, say=lambda line: print(line, file=sys.stderr))
    told = report(db, asked.runs, asked.only)
    for what, taken in (
        ("", [page.middle for _, page in told]),
        (" of the processor", [page.work for _, page in told]),
    ):
        within = sum(each <= LIMIT for each in taken)
        print(f"\n{within} of {len(told)} pages under {LIMIT} ms{what}; the slowest {max(taken, default=0):.0f} ms")


def report(db: Path, runs: int, only: str = "") -> list[tuple[str, Time]]:
    """Time every page and print it as it comes."""
    from pipeline.site.serve import application  # noqa: PLC0415

    plain = bare(db, runs)
    with closing(sqlite3.connect(db)) as connection:
        documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        found = connection.execute("SELECT count(*) FROM findings").fetchone()[0]
    print(f"\n**pages on {documents:,} documents and {found:,} dates, figures, names and facts**\n")
    print(f"{db.stat().st_size / 1e9:.2f} GB; {runs} times each; asked for: under {LIMIT} ms\n")
    print("| page | status | median, ms | p95, ms | first, ms | of the processor, ms | beside the bare table page |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    print(_line(f"Datasette alone, table {BARE}", plain, plain))
    told = []
    served = application(db)
    for page in pages():
        if only not in page.name:
            continue
        addresses = filled(page.path, db)
        one = timed(served, [addresses], runs)[0] if addresses else Time(404, 0, 0, 0, 0)
        if one.status == 404:
            print(f"| {page.name} | not there | | | | | |")
            continue
        told.append((page.name, one))
        print(_line(page.name, one, plain), flush=True)
    return told


def _line(name: str, one: Time, plain: Time) -> str:
    times = " | ".join(f"{milliseconds:.0f}" for milliseconds in (one.middle, one.slowest, one.first, one.work))
    return f"| {name} | {one.status} | {times} | {one.middle / plain.middle:.2f} |"


if __name__ == "__main__":
    main()
