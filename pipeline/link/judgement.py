"""What people have judged of names: two are one, one is two, a better name, no name at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.records import Entity, Judgement, Mention
from pipeline.text import fold

Named = tuple[tuple[Mention, ...], tuple[Entity, ...]]


def judge(
    mentions: Sequence[Mention], entities: Sequence[Entity], judgements: Iterable[Judgement]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...], tuple[Judgement, ...]]:
    """The mentions and entities as judged, one judgement after the other, and those that found nothing to judge.

    A merged entity's names become aliases of the other; a split takes the quoted mentions to an entity of their own; a
    rejected mention is gone, the mentions of a rejected entity are NIL. Pure: what came in is left as it is.
    """
    named: Named = (tuple(mentions), tuple(entities))
    unplaced = []
    for judgement in judgements:
        judged = _ACTIONS[judgement.action](named, judgement)
        if judged is None:
            unplaced.append(judgement)
        else:
            named = judged
    return (*named, tuple(unplaced))


def _merge(named: Named, judgement: Judgement) -> Named | None:
    """`person/رشيد-بوابريك` into `person/رشيد-بوبريك`: its mentions lead there, its names are aliases there."""
    mentions, entities = named
    old, new = judgement.entity_id, judgement.into
    merged = next((entity for entity in entities if entity.id == old), None)
    if merged is None or new is None or new == old:
        return None
    kept = next((entity for entity in entities if entity.id == new), None) or replace(merged, id=new, aliases=())
    names = (kept.name_ar, kept.name_fr, kept.name_en)
    other = (merged.name_ar, merged.name_fr, merged.name_en)
    ours, fr, en = (one or another for one, another in zip(names, other, strict=True))
    aliases = _aliases(ours, (*kept.aliases, *merged.aliases, merged.name_ar))
    whole = replace(
        kept,
        name_ar=ours,
        name_fr=fr,
        name_en=en,
        code=kept.code or merged.code,
        parent_id=kept.parent_id or merged.parent_id,
        population=kept.population or merged.population,
        aliases=aliases,
    )
    rest = (replace(entity, parent_id=new) if entity.parent_id == old else entity for entity in entities)
    return (
        tuple(replace(one, entity_id=new) if one.entity_id == old else one for one in mentions),
        _in_order((*(entity for entity in rest if entity.id not in {old, new}), whole)),
    )


def _split(named: Named, judgement: Judgement) -> Named | None:
    """The quoted mentions of one entity are another: they lead to `into`, a new entity of the same kind."""
    mentions, entities = named
    old, new = judgement.entity_id, judgement.into
    whole = next((entity for entity in entities if entity.id == old), None)
    taken = [one for one in mentions if one.entity_id == old and _is_quoted(one, judgement)]
    if whole is None or new is None or new == old or not taken:
        return None
    name = judgement.name or " ".join(taken[0].surface.split())
    spelled = (" ".join(one.surface.split()) for one in taken)
    part = next((entity for entity in entities if entity.id == new), None) or Entity(new, whole.kind, name)
    part = replace(part, aliases=_aliases(part.name_ar, (*part.aliases, *spelled)))
    spans = {(one.kind, one.span) for one in taken}
    return (
        tuple(replace(one, entity_id=new) if (one.kind, one.span) in spans else one for one in mentions),
        _in_order((*(entity for entity in entities if entity.id != new), part)),
    )


def _rename(named: Named, judgement: Judgement) -> Named | None:
    """A better name; the one before it stays an alias, so that search still finds it."""
    mentions, entities = named
    if judgement.name is None or all(entity.id != judgement.entity_id for entity in entities):
        return None
    renamed = (
        replace(entity, name_ar=judgement.name, aliases=_aliases(judgement.name, (*entity.aliases, entity.name_ar)))
        if entity.id == judgement.entity_id
        else entity
        for entity in entities
    )
    return mentions, tuple(renamed)


def _reject(named: Named, judgement: Judgement) -> Named | None:
    """A quoted mention is no name and goes; without a quote the entity goes, and its mentions are NIL."""
    mentions, entities = named
    of_entity = [one for one in mentions if judgement.entity_id in {None, one.entity_id}]
    if judgement.quote is None:
        if judgement.entity_id is None or all(entity.id != judgement.entity_id for entity in entities):
            return None
        freed = tuple(replace(one, entity_id=None) if one.entity_id == judgement.entity_id else one for one in mentions)
        parents = (replace(one, parent_id=None) if one.parent_id == judgement.entity_id else one for one in entities)
        return freed, tuple(entity for entity in parents if entity.id != judgement.entity_id)
    gone = {(one.kind, one.span) for one in of_entity if _is_quoted(one, judgement)}
    if not gone:
        return None
    return _without_idle(tuple(one for one in mentions if (one.kind, one.span) not in gone), entities, judgement)


def _without_idle(mentions: tuple[Mention, ...], entities: tuple[Entity, ...], judgement: Judgement) -> Named:
    """An entity that nothing names any more goes with its last mention, unless another is part of it."""
    needed = {one.entity_id for one in mentions} | {entity.parent_id for entity in entities}
    return mentions, tuple(entity for entity in entities if entity.id != judgement.entity_id or entity.id in needed)


_ACTIONS = {"merge": _merge, "split": _split, "rename": _rename, "reject": _reject}


def _is_quoted(mention: Mention, judgement: Judgement) -> bool:
    """Whether a judgement means this mention: by its letters, and by its place where it gives one."""
    if judgement.quote is None:
        return False
    same = fold(" ".join(mention.surface.split())).text == fold(" ".join(judgement.quote.split())).text
    return same and judgement.start_char in {None, mention.span.start}


def _aliases(name: str | None, names: Iterable[str | None]) -> tuple[str, ...]:
    own = fold(name or "").text
    return tuple(sorted({one for one in names if one and fold(one).text != own}))


def _in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: entity.id))
