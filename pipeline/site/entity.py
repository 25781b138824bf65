"""A page of a place, a law, a person or a body: what it is called, what is said of it, and what stands beside it."""

import json
from typing import Any

from pipeline.site import standing
from pipeline.site.asking import one, rows, titled
from pipeline.site.name import called, names

_MENTIONS = f"""
select v_mentions.id, surface, kind, role, article, quote,
  {titled("v_mentions", "document_id")} as title, publisher, published_on, document_id, start_char
from v_mentions where entity_id = :id
order by published_on desc, document_id, start_char limit 100
"""
# Of each way in which facts can be about it, the newest: a region may have a hundred thousand of them.
_ABOUT = "\nunion ".join(
    f"select id from (select id from facts where {column} = :id order by published_on desc limit 100)"
    for column in ("place_id", "subject_id", "programme_id", "speaker_id")
)
_WITHIN = """
select facts.id from entities as part join facts on facts.rowid in (
  select rowid from facts as newest where newest.place_id = part.id order by newest.published_on desc limit 100)
where part.parent_id = :id"""
_FACTS = f"""
select id, surface, quote, status, start_date, end_date, speaker,
  {titled("v_facts", "document_id")} as title, publisher, published_on, document_id,
  start_char
from v_facts where id in ({_ABOUT}\nunion {_WITHIN})
order by kind desc, published_on desc, document_id, start_char limit 100
"""
_DAY = "select published_on from v_mentions where entity_id = :id and published_on is not null order by published_on"
_COUNTS = f"""
select mentions, documents, ({_DAY} limit 1) as first, ({_DAY} desc limit 1) as last from entities where id = :id
"""
_NEWEST = 2000
_ROLES = f"""
select role, min(published_on) as first, max(published_on) as last, count(*) as times,
  count(distinct document_id) as documents
from (select role, published_on, document_id from v_mentions where entity_id = :id and role is not null
  order by published_on desc limit {_NEWEST})
group by role order by first is null, first, role
"""
# Who is named with an office in a body: the office, as written, holds the name of the body.
_OFFICES = f"""
select other.entity_id as id, other.role, min(other.published_on) as first, max(other.published_on) as last,
  count(distinct other.document_id) as documents
from (select sentence_id, surface from mentions where entity_id = :id and in_body = 1
  order by published_on desc limit {_NEWEST}) as here
join mentions as other on other.sentence_id = here.sentence_id
where other.kind = 'person' and other.entity_id is not null and other.in_body = 1
  and instr(other.role, here.surface) > 0
group by 1, 2 order by last desc, other.entity_id limit 40
"""
# Named in the same sentence, in the newest texts; what is named everywhere says least.
_BESIDE = f"""
select entities.id, entities.kind, coalesce(entities.name_ar, entities.name_fr, entities.id) as name,
  count(distinct other.sentence_id) as times
from (select sentence_id, document_id from mentions where entity_id = :id and in_body = 1
  order by published_on desc limit {_NEWEST}) as here
join mentions as other on other.sentence_id = here.sentence_id and other.entity_id <> :id
join entities on entities.id = other.entity_id
join documents on documents.id = here.document_id
where +documents.superseded_by is null
group by entities.id order by times desc, entities.id limit 24
"""
_TITLES = f"""
select title, count(*) as times, min(published_on) as first, document_id, min(start_char) as start_char
from (select legal_texts.title, legal_texts.published_on, legal_texts.document_id, legal_texts.start_char
  from legal_texts join documents on documents.id = legal_texts.document_id
  where entity_id = :id and legal_texts.title is not null and +documents.superseded_by is null
  order by legal_texts.published_on desc limit {_NEWEST})
group by title order by times desc, title limit 30
"""
_STATED = """
select distinct issued_on, bulletin, bulletin_on, bulletin_page from legal_texts
where entity_id = :id and (issued_on is not null or bulletin is not null) limit 10
"""
_EDGES = """
select v.relation, 'from' as side, v.to_id as id, v.to_label as name, v.quote, v.document_id, v.sentence_id
from v_legal_edges as v where v.from_id = :id
union all
select v.relation, 'to', v.from_id, v.from_label, v.quote, v.document_id, v.sentence_id
from v_legal_edges as v where v.to_id = :id
order by relation, side, id limit 60
"""
_INSIDE = "select id, name_ar, population from entities where parent_id = :id order by population desc, id limit 40"
_QUOTES = f"""
select surface, quote, said_on, published_on, document_id, start_char, publisher,
  {titled("v_facts", "document_id")} as title
from v_facts where speaker_id = :id order by published_on desc, document_id, start_char limit 40
"""

# The texts that name a legal text, month by month: how long it has been talked of, and when most.
_MONTHS = f"""
select substr(published_on, 1, 7) as month, count(distinct document_id) as documents
from (select published_on, document_id from v_mentions where entity_id = :id and published_on is not null
  order by published_on desc limit {_NEWEST})
group by 1 order by 1
"""


async def page(db: Any, key: str) -> dict[str, Any] | None:
    """All that the page of an entity shows, or None where there is no such entity."""
    asked = {"id": key}
    found = await one(db, "select * from entities where id = :id", asked)
    if found is None:
        return None
    kind = found["kind"]
    is_law = bool(await one(db, "select 1 from legal_texts where entity_id = :id limit 1", asked)) or kind == "law"
    inside = await rows(db, _INSIDE, asked)
    beside = await rows(db, _BESIDE, asked)
    edges = await rows(db, _EDGES, asked) if is_law else []
    facts = await rows(db, _FACTS, asked)
    offices = await rows(db, _OFFICES, asked) if kind == "organization" else []
    months = await rows(db, _MONTHS, asked) if is_law else []
    return {
        "called": called(found),
        "names": await names(db, [found["parent_id"], *(row["id"] for row in (*inside, *beside, *edges, *offices))]),
        "standing": await standing.counts(db, key, found["population"]),
        "by_status": list(standing.by_status(facts)),
        "offices": offices,
        "months": months,
        "most": max((month["documents"] for month in months), default=0),
        "entity": found,
        "aliases": json.loads(found["aliases"] or "[]"),
        "counts": await one(db, _COUNTS, asked),
        "roles": await rows(db, _ROLES, asked) if kind == "person" else [],
        "quotes": await rows(db, _QUOTES, asked) if kind in ("person", "organization") else [],
        "titles": await rows(db, _TITLES, asked) if is_law else [],
        "stated": await rows(db, _STATED, asked) if is_law else [],
        "edges": edges,
        "inside": inside,
        "beside": beside,
        "facts": facts,
        "mentions": await rows(db, _MENTIONS, asked),
    }
