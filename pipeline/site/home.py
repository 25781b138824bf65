"""The home page: what there is, what is new, and how far it can be trusted."""

from collections.abc import Iterable
from typing import Any

from pipeline.site.asking import one, rows, titled
from pipeline.site.language import translate
from pipeline.site.name import names
from pipeline.site.quality import measured
from pipeline.site.query import IS_LAW, IS_PLACE, QUERIES
from pipeline.site.words import spoken


def _all(table: str, field: str = "") -> str:
    """The rows of a table or view, or those in which something holds, as they were counted when documents came."""
    return f"select coalesce(sum(number), 0) from counts where name = '{table}' and field = '{field}'"


_TILES = (
    ("وثائق", "v_documents", _all("v_documents")),
    ("جمل", "v_sentences", _all("v_sentences")),
    ("حقائق", "v_facts", _all("v_facts")),
    ("وعود لم يحن أجلها", "/-/promises?state=open", "select count(*) from promises where state = 'open'"),
    ("وعود مضى أجلها", "/-/promises?state=missed", "select count(*) from promises where state = 'missed'"),
    ("تعارضات", "/-/comparisons?state=conflict", "select count(*) from comparisons where verdict = 'conflict'"),
    ("أرقام", "v_figures", _all("v_figures")),
    ("تواريخ", "v_dates", _all("v_dates")),
    ("أماكن", "places", f"select count(*) from entities where mentions > 0 and {IS_PLACE}"),
    ("نصوص قانونية", "laws", f"select count(*) from entities where mentions > 0 and {IS_LAW}"),
    ("أشخاص", "v_entities?kind=person", "select count(*) from v_entities where kind = 'person'"),
    ("مؤسسات", "v_entities?kind=organization", "select count(*) from v_entities where kind = 'organization'"),
)
_DOUBTS = (
    (
        "وثائق بلا تاريخ نشر",
        "/-/undated",
        "select count(*) from documents where published_on is null and +superseded_by is null",
    ),
    ("تواريخ لم تُحلّ", "unresolved_dates", _all("v_dates", "unresolved")),
    ("أرقام وشهور لم تُقرأ", "what_was_not_read", _all("v_unread")),
    ("تناقضات وتنبيهات", "contradictions", _all("v_warnings")),
    ("ما لا تقوله النصوص", "/-/gaps", "select count(*) from gaps"),
    ("إصلاحات في النصوص", "repairs", _all("v_repairs")),
    (
        "مصادر تعذرت قراءتها",
        "runs_and_failures",
        "select count(*) from failures where run_id = (select max(id) from runs)",
    ),
)
_LATEST = f"""select v_documents.id, {titled("v_documents")} as title, publisher, published_on from v_documents
order by published_on desc, title limit 8"""
# The newest facts, from which a few are chosen: at most two of a document, with a place or a time before without.
_FRESH = f"""
select v_facts.id, surface, quote, status, place_id, place, end_date, document_id, published_on, publisher,
  {titled("v_facts", "document_id")} as title
from v_facts where v_facts.id in (
  select id from facts where published_on is not null and +in_body = 1 and +kind = 'quantity'
  order by published_on desc limit 120
)
order by published_on desc, place_id is null and end_date is null, document_id, start_char
"""
_DUE = """
select promises.due_on, promises.remaining, promises.as_of, facts.id, facts.kind, facts.surface, facts.quote,
  facts.place_id
from promises join facts on facts.id = promises.fact_id
where promises.state = '{state}' order by promises.due_on {order}, promises.id limit 5
"""
_RUN = "select coalesce(finished_at, started_at) as day, new, changed, failed from runs order by id desc limit 1"
_FEW, _OF_ONE = 8, 2
# What a newsroom asks first: our pages with their questions, the canned queries with their titles.
_ASKED = (
    "due", "who_said_number", "law_titles",
    ("هل تتفق الوثائق؟", "/-/comparisons"), ("أي الأرقام بلا أجل؟", "/-/gaps?state=time"),
    "figures_of_unit", "beds_by_place", "place_timeline", "largest_amounts",
)  # fmt: skip


async def home(datasette: Any, name: str) -> dict[str, Any]:
    """What the template of the home page shows of a database."""
    db = datasette.get_database(name)
    fresh = _few(await rows(db, _FRESH))
    due = await rows(db, _DUE.format(state="open", order="asc"))
    missed = await rows(db, _DUE.format(state="missed", order="desc"))
    return {
        "tiles": [await _counted(datasette, name, *tile) for tile in _TILES],
        "doubts": [await _counted(datasette, name, *doubt) for doubt in _DOUBTS],
        "questions": [_question(datasette, name, asked) for asked in _ASKED],
        "latest": await rows(db, _LATEST),
        "fresh": fresh,
        "due": due,
        "missed": missed,
        "names": await names(db, [fact["place_id"] for fact in (*fresh, *due, *missed)]),
        "read": measured()["samples"]["numbers"],
        "run": await one(db, _RUN),
    }


def _few(facts: Iterable[Any]) -> list[Any]:
    """Of the newest facts eight, no more than two of a document, one of a sentence."""
    chosen: list[Any] = []
    for fact in facts:
        same = [one for one in chosen if one["document_id"] == fact["document_id"]]
        if len(same) < _OF_ONE and fact["quote"] not in {one["quote"] for one in same}:
            chosen.append(fact)
    return chosen[:_FEW]


def _question(datasette: Any, name: str, asked: str | tuple[str, str]) -> dict[str, str]:
    """A question with the page that answers it: a canned query by its name, or a page of ours."""
    if isinstance(asked, str):
        return {"title": spoken(QUERIES[asked].title), "href": datasette.urls.table(name, asked)}
    return {"title": translate(asked[0]), "href": datasette.urls.path(asked[1])}


async def _counted(datasette: Any, name: str, title: str, place: str, sql: str) -> dict[str, Any]:
    """A count with its title and its page: one of ours (`/-/promises`), or a table or a query of the database."""
    path, *query = place.split("?")
    href = datasette.urls.path(path) if path.startswith("/") else datasette.urls.table(name, path)
    return {
        "title": translate(title),
        "href": "?".join([href, *query]),
        "count": await _count(datasette.get_database(name), sql),
    }


async def _count(db: Any, sql: str) -> int | None:
    """A count, or None where it takes too long."""
    found = await one(db, sql)
    return found[0] if found else None
