"""Which concept a name means: the table says so; a phase is one of the programme that stands by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.lexicon.concept import identity_of
from pipeline.records import Entity, Mention
from pipeline.text import fold
from pipeline.values import Name

_PHASE = re.compile(r"(?P<programme>.+)\.phase-(?P<number>\d+)")
# How far after a phase its programme may stand: «المرحلة الثانية من برنامج أوراش».
_NEAR = 40


def find(mentions: Sequence[Mention]) -> list[Mention]:
    """The concepts of a document, each with its entity; a phase of no programme is dropped."""
    named = [
        replace(mention, entity_id=mention.value.candidates[0])
        for mention in mentions
        if mention.kind == "concept" and isinstance(mention.value, Name) and mention.value.candidates
    ]
    programmes = [mention for mention in named if (mention.entity_id or "").startswith("programme/")]
    found = []
    for mention in mentions:
        if mention.kind == "concept" and isinstance(mention.value, Name) and mention.value.type == "phase":
            parent = _programme_of(mention, programmes)
            if parent is not None and isinstance(parent.value, Name):
                number = mention.value.name.rpartition(" ")[2]
                identity = f"{parent.entity_id}.phase-{number}"
                value = Name(f"{mention.value.name}: {parent.value.name}", "phase", (identity,))
                found.append(replace(mention, entity_id=identity, value=value))
    return [*named, *found]


def _programme_of(phase: Mention, programmes: Sequence[Mention]) -> Mention | None:
    """The programme right after a phase; else the only one of its sentence; else the only one named before."""
    after = [one for one in programmes if 0 < one.span.start - phase.span.end <= _NEAR]
    if after:
        return min(after, key=lambda one: one.span)
    here = [one for one in programmes if one.sentence == phase.sentence]
    before = [one for one in programmes if one.span < phase.span]
    for near in (here, before):
        if near:
            return near[-1] if len({one.entity_id for one in near}) == 1 else None
    return None


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The concepts named, with what they are part of, in three languages; every name of the table is an alias."""
    table = {row["key"]: row for row in lexicon["concept"]}
    rows = {identity_of(row): row for row in lexicon["concept"]}
    named: dict[str, Name] = {}
    for mention in mentions:
        if mention.kind == "concept" and mention.entity_id and isinstance(mention.value, Name):
            named.setdefault(mention.entity_id, mention.value)
    wanted = set(named)
    wanted |= {hit["programme"] for identity in named if (hit := _PHASE.fullmatch(identity))}
    wanted |= {identity_of(table[rows[one]["parent"]]) for one in tuple(wanted) if one in rows and rows[one]["parent"]}
    found = [
        Entity(
            id=identity,
            kind=identity.partition("/")[0],
            name_ar=row.word,
            name_fr=row["name_fr"] or None,
            name_en=row["name_en"] or None,
            parent_id=identity_of(table[row["parent"]]) if row["parent"] else None,
            aliases=tuple(sorted(word for word in row.words[1:] if fold(word).text != fold(row.word).text)),
        )
        for identity, row in rows.items()
        if identity in wanted
    ]
    return [*found, *(_own(identity, named[identity]) for identity in sorted(set(named) - set(rows)))]


def _own(identity: str, name: Name) -> Entity:
    """A programme that only the text knows, or a phase with the programme that it is part of."""
    hit = _PHASE.fullmatch(identity)
    if hit is None:
        return Entity(identity, "programme", name.name)
    title = f"{name.name.partition(':')[2].strip()}: المرحلة {hit['number']}"
    return Entity(identity, "programme", title, code=hit["number"], parent_id=hit["programme"])
