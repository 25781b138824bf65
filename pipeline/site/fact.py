"""A fact as a card: what is claimed, of where, by when, by whom, in which sentence, and what others say of it."""

from collections.abc import Iterator
from typing import Any

from pipeline.site.asking import TITLED, one, rows

_FACT = f"""
select v_facts.*, documents.url, {TITLED} as document_title, documents.publisher as outlet
from v_facts join documents on documents.id = v_facts.document_id where v_facts.id = :id
"""
_LINKS = """
select relation, other.id, other.surface, other.quote, 'to' as side from fact_links
join facts as other on other.id = fact_links.other_id where fact_links.fact_id = :id
union all
select relation, other.id, other.surface, other.quote, 'from' from fact_links
join facts as other on other.id = fact_links.fact_id where fact_links.other_id = :id
order by relation, side, other.id
"""
_ELSEWHERE = f"""
select comparisons.verdict, comparisons.explanation, comparisons.explanation_en, other.id, other.surface, other.quote,
  other.document_id, other.start_char,
  {TITLED} as title, documents.publisher, documents.published_on
from comparisons
join facts as other
  on other.id = case when comparisons.fact_id = :id then comparisons.other_id else comparisons.fact_id end
join documents on documents.id = other.document_id
where :id in (comparisons.fact_id, comparisons.other_id) order by comparisons.verdict, other.id limit 40
"""
_PROMISE = "select * from promises where fact_id = :id"
_GAPS = "select * from gaps where fact_id = :id order by slot"
_CORRECTIONS = "select * from corrections where target_id in (:id, :figure) order by corrected_on, id"
_EVIDENCE = "select slot, start_char, end_char from fact_evidence where fact_id = :id order by slot, start_char"
# How sure a reading is, in words: where the share of right readings was measured to fall off.
_SURE = ((0.85, "sure"), (0.65, "likely"), (0.0, "check"))


async def page(db: Any, key: str) -> dict[str, Any] | None:
    """All that the card of a fact shows, or None where there is no such fact."""
    asked = {"id": key}
    fact = await one(db, _FACT, asked)
    if fact is None:
        return None
    return {
        "fact": fact,
        "sure": next(word for least, word in _SURE if fact["confidence"] >= least),
        "links": await rows(db, _LINKS, asked),
        "elsewhere": await rows(db, _ELSEWHERE, asked),
        "promise": await one(db, _PROMISE, asked),
        "gaps": await rows(db, _GAPS, asked),
        "corrections": await rows(db, _CORRECTIONS, {**asked, "figure": fact["figure_id"]}),
        "evidence": await rows(db, _EVIDENCE, asked),
        "pieces": list(_lit(fact["quote"], fact["surface"])),
    }


def _lit(quote: str, surface: str) -> Iterator[tuple[str, bool]]:
    """The sentence with the words of the fact lit."""
    at = quote.find(surface)
    if at < 0:
        yield quote, False
        return
    yield quote[:at], False
    yield surface, True
    yield quote[at + len(surface) :], False
