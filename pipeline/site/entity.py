"""A page of a place, a law, a person or a body: what it is called, what is said of it, and what stands beside it."""

import json
from typing import Any

from pipeline.site.asking import one, rows

_MENTIONS = """
select v_mentions.id, surface, kind, role, article, quote,
  coalesce(title, source) as title, publisher, published_on, document_id, start_char
from v_mentions where entity_id = :id
order by published_on is null, published_on desc, document_id, start_char limit 100
"""
_FACTS = """
select id, surface, quote, status, start_date, end_date, speaker,
  coalesce(title, source) as title, publisher, published_on, document_id,
  start_char
from v_facts where place_id = :id or subject_id = :id or programme_id = :id or speaker_id = :id
  or place_id in (select id from entities where parent_id = :id)
order by kind desc, published_on is null, published_on desc, document_id, start_char limit 100
"""
_COUNTS = """
select count(*) as mentions, count(distinct document_id) as documents, min(published_on) as first,
  max(published_on) as last from v_mentions where entity_id = :id
"""
_ROLES = """
select role, min(published_on) as first, max(published_on) as last, count(*) as times,
  count(distinct document_id) as documents
from v_mentions where entity_id = :id and role is not null group by role order by first is null, first, role
"""
# Named in the same sentence; what is named everywhere says least.
_BESIDE = """
select entities.id, entities.kind, coalesce(entities.name_ar, entities.name_fr, entities.id) as name,
  count(distinct other.sentence_id) as times
from mentions as here
join mentions as other on other.sentence_id = here.sentence_id and other.entity_id <> here.entity_id
join entities on entities.id = other.entity_id
join documents on documents.id = here.document_id
where here.entity_id = :id and here.in_body = 1 and documents.superseded_by is null
group by entities.id order by times desc, entities.id limit 24
"""
_TITLES = """
select legal_texts.title, count(*) as times, min(published_on) as first, documents.id as document_id,
  min(legal_texts.start_char) as start_char
from legal_texts join documents on documents.id = legal_texts.document_id
where entity_id = :id and legal_texts.title is not null and documents.superseded_by is null
group by legal_texts.title order by times desc, legal_texts.title limit 30
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
_QUOTES = """
select surface, quote, said_on, published_on, document_id, start_char, coalesce(title, source) as title, publisher
from v_facts where speaker_id = :id order by published_on is null, published_on desc, document_id, start_char limit 40
"""


async def page(db: Any, key: str) -> dict[str, Any] | None:
    """All that the page of an entity shows, or None where there is no such entity."""
    asked = {"id": key}
    found = await one(db, "select * from entities where id = :id", asked)
    if found is None:
        return None
    kind = found["kind"]
    is_law = bool(await one(db, "select 1 from legal_texts where entity_id = :id limit 1", asked)) or kind == "law"
    parent = await one(db, "select id, name_ar from entities where id = ?", [found["parent_id"]])
    return {
        "entity": found,
        "parent": parent,
        "aliases": json.loads(found["aliases"] or "[]"),
        "counts": await one(db, _COUNTS, asked),
        "roles": await rows(db, _ROLES, asked) if kind == "person" else [],
        "quotes": await rows(db, _QUOTES, asked) if kind in ("person", "organization") else [],
        "titles": await rows(db, _TITLES, asked) if is_law else [],
        "stated": await rows(db, _STATED, asked) if is_law else [],
        "edges": await rows(db, _EDGES, asked) if is_law else [],
        "inside": await rows(db, _INSIDE, asked),
        "beside": await rows(db, _BESIDE, asked),
        "facts": await rows(db, _FACTS, asked),
        "mentions": await rows(db, _MENTIONS, asked),
    }
