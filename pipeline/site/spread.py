"""How far a fact has spread: which outlets say it, in how many texts that are not copies of each other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.site.asking import TITLED, rows

# The documents that say the same, and the copies of all of these: a copy stands beside the first of its cluster.
_SAYING = """
with said(id) as (
  select :document
  union select other.document_id from comparisons
    join facts as other on other.id in (comparisons.fact_id, comparisons.other_id) and other.id <> :fact
    where comparisons.id in (
      select id from comparisons where fact_id = :fact union select id from comparisons where other_id = :fact)
      and comparisons.verdict in ('repeat', 'agreement', 'rounding')
), firsts(id) as (
  select id from said
  union select other_id from duplicates where document_id in (select id from said) and kind in ('identical', 'near')
)
select id from firsts
union select document_id from duplicates where other_id in (select id from firsts) and kind in ('identical', 'near')
limit 500
"""
_TEXTS = f"""
select documents.id, {TITLED} as title, documents.publisher, documents.published_on, duplicates.other_id
from documents left join duplicates
  on duplicates.document_id = documents.id and duplicates.kind in ('identical', 'near')
where documents.id in (select value from json_each(:ids)) and documents.superseded_by is null
order by documents.published_on is null, documents.published_on, documents.id
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Who says a fact: so many outlets, so many independent texts, and the copies of the text in hand."""

    outlets: int
    independent: int
    texts: int
    copies: Sequence[Any]


async def spread(db: Any, fact: str, document: str) -> Spread:
    """How far a fact has spread from one document."""
    ids = [row["id"] for row in await rows(db, _SAYING, {"fact": fact, "document": document})]
    texts = await rows(db, _TEXTS, {"ids": json.dumps(ids or [document])})
    first = {row["id"]: row["other_id"] or row["id"] for row in texts}
    root = first.get(document, document)
    return Spread(
        outlets=len({row["publisher"] for row in texts if row["publisher"]}),
        independent=len(set(first.values())),
        texts=len(first),
        copies=list({row["id"]: row for row in texts if first[row["id"]] == root and row["id"] != document}.values()),
    )
