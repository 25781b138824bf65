"""Mention to entity, or NIL: places by their atlas, legal texts by number, people and bodies by their document."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.link import concept, edge, guess, holder, legal, organization, person, place, reversal
from pipeline.records import Document, Entity, LegalEdge, Mention, Sentence

_NAMED = frozenset({"person", "organization", "concept"})


def link(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[LegalEdge, ...]]:
    """The mentions with their entity ids, the entities that they name, and what legal texts say of each other.

    A name that nothing in the document supports («المدينة الجديدة») is dropped; one that stands for several places, of
    which nothing chooses, stays with a NULL entity.
    """
    country = document.metadata.country or "MA"
    mentions = reversal.doubted(mentions, lexicon, country)
    places = place.choose(document, [mention for mention in mentions if mention.kind == "place"], lexicon)
    cited = [mention for mention in mentions if mention.kind == "law"]
    laws = legal.choose(sentences, cited, lexicon, legal.Setting(country, place.is_abroad(places, lexicon, country)))
    kept = [
        replace(mention, entity_id=chosen) if chosen else mention
        for mention in mentions
        for chosen in ({"place": places, "law": laws}.get(mention.kind, {}).get(mention.span),)
        if mention.kind not in _NAMED and (mention.kind != "place" or mention.span in places)
    ]
    abroad = organization.country_of(places.values(), country, lexicon)
    bodies = organization.find(document, sentences, mentions, lexicon, abroad)
    people = person.find(sentences, [*mentions, *bodies], lexicon)
    kept = [mention for mention in kept if mention.kind != "place" or not organization.covers(bodies, mention.span)]
    kept += guess.guesses(sentences, [*kept, *bodies, *people], lexicon)
    titles = holder.titles(sentences, people, lexicon)
    kept = sorted((*kept, *bodies, *people, *titles, *concept.find(mentions)), key=lambda one: (one.span, one.kind))
    entities = {
        entity.id: entity
        for stage in (place, legal, person, organization, concept)
        for entity in stage.entities(kept, lexicon)
    }
    return tuple(kept), tuple(entities[key] for key in sorted(entities)), edge.edges(document, sentences, kept, lexicon)
