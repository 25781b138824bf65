"""Who a name means: the one bearer of it in the document, a well-known one, or a person known by this name alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.lexicon.vocabulary import vocabulary
from pipeline.link.bearer import Bearer, bearers, canonical, key_of
from pipeline.link.short_name import short_names
from pipeline.records import Entity, Mention, Sentence
from pipeline.text import fold
from pipeline.values import Name


def find(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The people of a document, each with its entity, and the short names that lead back to a full one."""
    known = vocabulary(lexicon)
    people = [mention for mention in mentions if mention.kind == "person"]
    named = bearers(people, lexicon, known)
    others = [mention.span for mention in mentions if mention.kind in {"person", "organization", "law"}]
    return [_linked(mention, named, lexicon) for mention in (*people, *short_names(sentences, named, others, known))]


def _linked(mention: Mention, named: Sequence[Bearer], lexicon: Lexicon) -> Mention:
    """The entity: the gazetteer's person, the document's fuller name, or the name itself; a lone word stays NULL."""
    if not isinstance(mention.value, Name):
        return mention
    name = mention.value.name
    key = canonical(name, lexicon)
    if " " not in key or mention.rule == "person: known surname":
        own = [bearer for bearer in named if fold(name).text in bearer.short] or _only_of(key, named)
        if own:
            return replace(mention, value=Name(own[-1].name, "person"), entity_id=_identity(own[-1].name, lexicon))
        row = lexicon["person_short"].find(fold(name).text)
        if row is None:
            return mention
        full = next(one.word for one in lexicon["person"] if one["key"] == row["key"])
        return replace(mention, value=Name(full, "person"), entity_id=f"person/{row['key']}")
    if lexicon["person"].find(fold(name).text) is not None:
        return replace(mention, entity_id=_identity(name, lexicon))
    fuller = [bearer for bearer in named if key in bearer.short or _is_part(key, bearer.key)]
    if len(fuller) == 1:
        name = fuller[0].name
    return replace(mention, entity_id=_identity(name, lexicon))


def _only_of(key: str, named: Sequence[Bearer]) -> list[Bearer]:
    """«الأستاذ ياسين», where one person of the document has that for a last name, given name though it is."""
    ending = [bearer for bearer in named if bearer.key.endswith(f" {key}")]
    return ending if len(ending) == 1 else []


def _is_part(key: str, longer: str) -> bool:
    """Whether a name is a longer one with some of its middle or its end left out."""
    parts, full = key.split(), longer.split()
    rest = iter(full)
    return len(parts) < len(full) and parts[0] == full[0] and all(part in rest for part in parts)


def _identity(name: str, lexicon: Lexicon) -> str:
    row = lexicon["person"].find(fold(name).text)
    return f"person/{row['key']}" if row else f"person/{key_of(name).replace(' ', '-')}"


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The people named: each by its fullest name, with the spellings that the document uses."""
    cited: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "person" and mention.entity_id:
            cited.setdefault(mention.entity_id, []).append(mention)
    rows = {f"person/{row['key']}": row for row in lexicon["person"]}
    found = []
    for identity, those in cited.items():
        row = rows.get(identity)
        names = sorted({mention.value.name for mention in those if isinstance(mention.value, Name)})
        name = row.word if row else max(names, key=lambda one: (len(one), one))
        spelled = {" ".join(mention.surface.split()) for mention in those}
        found.append(
            Entity(
                id=identity,
                kind="person",
                name_ar=name,
                name_fr=row["name_fr"] if row else None,
                name_en=row["name_en"] if row else None,
                aliases=tuple(sorted(one for one in spelled if fold(one).text != fold(name).text)),
            )
        )
    return found
