"""Pages of what documents show together: promises by their day, comparisons, sums, and what facts leave unsaid."""

from typing import Any

from pipeline.site.asking import TITLED, one, rows, titled

_TITLED_A, _TITLED_B = titled("da"), titled("db")

_STATES = ("open", "missed", "met", "superseded")
_VERDICTS = (
    *("conflict", "agreement", "planned_done", "update", "rounding", "different_scope", "different_date"),
    *("different_measure", "different_place", "repeat"),
)
_SHOWN = 200
_PROMISES = f"""
select promises.*, facts.surface, facts.quote, facts.document_id, facts.start_char,
  {TITLED} as title, documents.publisher, documents.published_on
from promises join facts on facts.id = promises.fact_id join documents on documents.id = facts.document_id
where promises.rowid in (select rowid from promises where :state in ('', state) order by due_on, id limit :size)
order by due_on, promises.id
"""
# The most telling first: each verdict from its own index, so that hundreds of thousands of the others are not read.
_RANKED = " union all ".join(
    f"select * from (select rowid as row, {rank} as rank from comparisons"
    f" where verdict = '{verdict}' and :state in ('', verdict) order by id limit :size)"
    for rank, verdict in enumerate(_VERDICTS)
)
_COMPARISONS = f"""
select comparisons.*, a.surface as surface, b.surface as other_surface, a.quote as quote,
  a.document_id as document_id, a.start_char as start_char,
  {_TITLED_A} as title,
  da.publisher as publisher, da.published_on as published_on, b.quote as other_quote, b.document_id as other_document,
  b.start_char as other_start, {_TITLED_B} as other_title, db.publisher as other_publisher,
  db.published_on as other_published
from ({_RANKED} order by rank limit :size) as first cross join comparisons on comparisons.rowid = first.row
join facts as a on a.id = comparisons.fact_id join documents as da on da.id = a.document_id
join facts as b on b.id = comparisons.other_id join documents as db on db.id = b.document_id
order by first.rank, comparisons.id
"""
_CHECKS = f"""
select consistency.id, consistency.kind, null as warning, verdict as state, message, message_en,
  consistency.document_id, consistency.start_char,
  {TITLED} as title, documents.publisher, documents.published_on,
  (select text from sentences where sentences.document_id = consistency.document_id
   and sentences.start_char <= consistency.start_char and sentences.end_char > consistency.start_char) as quote
from consistency join documents on documents.id = consistency.document_id
where documents.superseded_by is null and :state in ('', verdict)
union all
select v_warnings.id, v_warnings.kind, v_warnings.kind, 'contradicts', message, message, document_id, start_char,
  coalesce(title, source), publisher,
  published_on, quote from v_warnings where :state in ('', 'contradicts')
order by state, 1 limit :size
"""
_GAPS = f"""
select gaps.slot, gaps.question, gaps.question_en, facts.id as fact_id, facts.surface, facts.quote, facts.document_id,
  facts.start_char, {TITLED} as title, documents.publisher, documents.published_on
from facts cross join gaps on gaps.fact_id = facts.id join documents on documents.id = facts.document_id
where :state in ('', gaps.slot) order by facts.value desc, facts.id, gaps.slot limit :size
"""
_CHECKED = "select verdict as state from consistency union all select 'contradicts' from v_warnings"
# What each page asks, what it counts, and the order of its filters.
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "promises": (_PROMISES, "select state, count(*) as count from promises group by 1", _STATES),
    "comparisons": (_COMPARISONS, "select verdict as state, count(*) as count from comparisons group by 1", _VERDICTS),
    "checks": (
        _CHECKS,
        f"select state, count(*) as count from ({_CHECKED}) group by 1",
        ("contradicts", "rounded", "fits"),
    ),
    "gaps": (
        _GAPS,
        "select slot as state, count(*) as count from gaps group by 1",
        ("time", "place", "speaker", "published_on"),
    ),
}


async def page(db: Any, name: str, state: str, size: int = _SHOWN) -> dict[str, Any] | None:
    """All that one of these pages shows, filtered by a state; None where there is no such page."""
    if name not in PAGES:
        return None
    sql, counting, states = PAGES[name]
    counts = {row["state"]: row["count"] for row in await rows(db, counting)}
    chosen = state if state in states else ""
    as_of = await one(db, "select max(as_of) as day from promises")
    return {
        "page": name,
        "state": chosen,
        "counts": [(one, counts[one]) for one in states if one in counts],
        "total": sum(counts.values()),
        "rows": await rows(db, sql, {"state": chosen, "size": size}),
        "as_of": as_of["day"] if as_of else None,
        "shown": size,
    }
