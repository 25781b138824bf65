"""Which concept a name means: the table says so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Entity, Mention
from pipeline.text import fold
from pipeline.values import Name


def find(mentions: Sequence[Mention]) -> list[Mention]:
    """The concepts of a document, each with its entity."""
    return [
        replace(mention, entity_id=mention.value.candidates[0])
        for mention in mentions
        if mention.kind == "concept" and isinstance(mention.value, Name) and mention.value.candidates
    ]


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The concepts named, with what they are part of, in three languages; every name of the table is an alias."""
    rows = {f"concept/{row['key']}": row for row in lexicon["concept"]}
    named = {mention.entity_id for mention in mentions if mention.kind == "concept"}
    wanted = set(named)
    for identity in named:
        row = rows.get(identity or "")
        if row and row["parent"]:
            wanted.add(f"concept/{row['parent']}")
    return [
        Entity(
            id=identity,
            kind="concept",
            name_ar=row.word,
            name_fr=row["name_fr"] or None,
            name_en=row["name_en"] or None,
            parent_id=f"concept/{row['parent']}" if row["parent"] else None,
            aliases=tuple(sorted(word for word in row.words[1:] if fold(word).text != fold(row.word).text)),
        )
        for identity, row in rows.items()
        if identity in wanted
    ]
