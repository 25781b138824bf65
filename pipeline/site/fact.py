"""A fact as a card: what is claimed, of where, by when, by whom, in which sentence, and what others say of it."""

from collections.abc import Iterator
from typing import Any

from pipeline.site import trust
from pipeline.site.asking import TITLED, one, rows
from pipeline.site.name import names
from pipeline.site.spread import spread

_FACT = f"""
select v_facts.*, documents.url, {TITLED} as document_title, documents.publisher as outlet,
  figures.value_alt, figures.unit_per, sentences.page, sentences.start_char as sentence_start
from v_facts join sentences on sentences.id = v_facts.sentence_id left join figures on figures.id = v_facts.figure_id
join documents on documents.id = v_facts.document_id where v_facts.id = :id
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
join facts as other on other.id in (comparisons.fact_id, comparisons.other_id) and other.id <> :id
join documents on documents.id = other.document_id
where comparisons.id in (
  select id from comparisons where fact_id = :id union select id from comparisons where other_id = :id)
order by comparisons.verdict, other.id limit 40
"""
_PROMISE = "select * from promises where fact_id = :id"
_GAPS = "select * from gaps where fact_id = :id order by slot"
_CORRECTIONS = "select * from corrections where target_id in (:id, :figure) order by corrected_on, id"
_EVIDENCE = "select slot, start_char, end_char from fact_evidence where fact_id = :id order by slot, start_char"


_NAMED = ("subject_id", "place_id", "programme_id", "speaker_id")


async def page(db: Any, key: str) -> dict[str, Any] | None:
    """All that the card of a fact shows, or None where there is no such fact."""
    asked = {"id": key}
    fact = await one(db, _FACT, asked)
    if fact is None:
        return None
    corrections = await rows(db, _CORRECTIONS, {**asked, "figure": fact["figure_id"]})
    applied = sum(made["state"] == "applied" for made in corrections)
    return {
        "fact": fact,
        "sure": trust.in_words(fact["confidence"]),
        "why": list(trust.why(fact, applied)),
        "names": await names(db, [fact[slot] for slot in _NAMED]),
        "spread": await spread(db, key, fact["document_id"]),
        "links": await rows(db, _LINKS, asked),
        "elsewhere": await rows(db, _ELSEWHERE, asked),
        "promise": await one(db, _PROMISE, asked),
        "gaps": await rows(db, _GAPS, asked),
        "corrections": corrections,
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
