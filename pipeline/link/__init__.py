"""Mention to entity, or NIL: places by their atlas and their document, legal texts by their number or name."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.link import edge, legal, place
from pipeline.records import Document, Entity, LegalEdge, Mention, Sentence


def link(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[LegalEdge, ...]]:
    """The mentions with their entity ids, the entities that they name, and what legal texts say of each other.

    A name that nothing in the document supports («المدينة الجديدة») is dropped; one that stands for several places, of
    which nothing chooses, stays with a NULL entity.
    """
    country = document.metadata.country or "MA"
    places = place.choose(document, [mention for mention in mentions if mention.kind == "place"], lexicon)
    cited = [mention for mention in mentions if mention.kind == "law"]
    laws = legal.choose(sentences, cited, lexicon, legal.Setting(country, place.is_abroad(places, lexicon, country)))
    kept = [
        replace(mention, entity_id=chosen) if chosen else mention
        for mention in mentions
        for chosen in ({"place": places, "law": laws}.get(mention.kind, {}).get(mention.span),)
        if mention.kind != "place" or mention.span in places
    ]
    entities = {entity.id: entity for entity in (*place.entities(kept, lexicon), *legal.entities(kept, lexicon))}
    return tuple(kept), tuple(entities[key] for key in sorted(entities)), edge.edges(document, sentences, kept, lexicon)
