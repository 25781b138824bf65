"""The home page: what there is, what is new, and how far it can be trusted."""

from typing import Any

from pipeline.site.language import translate
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
        "undated_documents",
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
_LATEST = """select id, title, source, publisher, published_on from v_documents
order by published_on desc, title limit 8"""
_SHOWN = (
    "figures_of_unit",
    "beds_by_place",
    "law",
    "place_timeline",
    "deadlines",
    "largest_amounts",
    "dates_of_period",
)


async def home(datasette: Any, name: str) -> dict[str, Any]:
    """What the template of the home page shows of a database."""
    db = datasette.get_database(name)
    url = datasette.urls.table
    latest = await _rows(db, _LATEST)
    runs = await _rows(db, "select max(coalesce(finished_at, started_at)) as day from runs")
    return {
        "tiles": [await _counted(datasette, name, *tile) for tile in _TILES],
        "doubts": [await _counted(datasette, name, *doubt) for doubt in _DOUBTS],
        "queries": [{"title": spoken(QUERIES[query].title), "href": url(name, query)} for query in _SHOWN],
        "latest": latest,
        "last_run": runs[0]["day"][:16].replace("T", " ") if runs and runs[0]["day"] else None,
    }


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
    rows = await _rows(db, sql)
    return rows[0][0] if rows else None


async def _rows(db: Any, sql: str) -> list[Any]:
    from datasette.database import QueryInterrupted  # noqa: PLC0415  (loads all of Datasette, which loads us)

    try:
        return list((await db.execute(sql)).rows)
    except QueryInterrupted:
        return []
