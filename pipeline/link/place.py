"""Which place a name means: the one whose province the text names, or the one that is far larger."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.lexicon import Lexicon
from pipeline.lexicon.atlas import Atlas
from pipeline.records import Document, Entity, Mention
from pipeline.text import Span, fold
from pipeline.values import Name

# A weak name needs support; a name that is far larger than its namesakes is meant where nothing else is said.
_SUPPORTED = 0.5
_FAR_LARGER = 10
_DOUBLED = "\N{ARABIC SHADDA}"
# Two names of one list: «تطوان، الجديدة وآسفي».
_LISTED = re.compile(r"\s{0,3}(?:,\s{0,3}و?|و|/|\()\s{0,3}(?:[بل]?)")


def choose(document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> Mapping[Span, str | None]:
    """The entity of every place that the document supports; None where several bear the name and nothing chooses."""
    atlas = lexicon.atlas
    ordered = sorted(mentions, key=lambda mention: mention.span)
    kept = _supported(document, ordered, atlas)
    certain = [(mention, ids[0]) for mention in kept for ids in (_candidates(mention),) if _is_certain(ids, atlas)]
    home = document.metadata.country or ""
    return {mention.span: _pick(mention, certain, atlas) or _abroad(mention, certain, atlas, home) for mention in kept}


def _candidates(mention: Mention) -> tuple[str, ...]:
    return mention.value.candidates if isinstance(mention.value, Name) else ()


def _is_certain(ids: Sequence[str], atlas: Atlas) -> bool:
    if not ids:
        return False
    if len(ids) == 1:
        return True
    # «عمان» is a country, and the capital of another.
    if ids[0].startswith("country/"):
        return len({country for identity in ids for country in _levels(identity, atlas, "country")}) == 1
    first, second = ((atlas.places[identity].population or 0) for identity in ids[:2])
    return not second or first >= _FAR_LARGER * second


def _supported(document: Document, mentions: Sequence[Mention], atlas: Atlas) -> list[Mention]:
    """The mentions that stand by themselves, and the weak ones that others hold up."""
    kept = {mention.span for mention in mentions if mention.confidence >= _SUPPORTED}
    for order in (range(len(mentions)), reversed(range(len(mentions)))):
        for i in order:
            mention = mentions[i]
            if mention.span not in kept and _is_held(document, mentions, i, kept, atlas):
                kept.add(mention.span)
    return [mention for mention in mentions if mention.span in kept]


def _is_held(document: Document, mentions: Sequence[Mention], i: int, kept: set[Span], atlas: Atlas) -> bool:
    weak = mentions[i]
    ids = set(_candidates(weak))
    provinces = {province for identity in ids for province in _levels(identity, atlas, "province")}
    for j, other in enumerate(mentions):
        if other.span not in kept:
            continue
        others = _candidates(other)
        if ids.intersection(others):
            return True
        if other.sentence != weak.sentence or not others or not ids:
            continue
        if provinces and provinces.intersection(_levels(others[0], atlas, "province")):
            return True
        if abs(i - j) == 1 and _is_like(_candidates(weak)[0], others[0], atlas) and _is_listed(document, weak, other):
            return True
    return False


def _is_listed(document: Document, one: Mention, other: Mention) -> bool:
    first, second = sorted((one.span, other.span))
    between = document.text[first.end : second.start]
    return len(between) < 12 and _LISTED.fullmatch(fold(between).text) is not None


def _is_like(one: str, other: str, atlas: Atlas) -> bool:
    """Countries stand beside countries, places of one country beside each other."""
    if one.startswith("country/") or other.startswith("country/"):
        return one.startswith("country/") and other.startswith("country/")
    return _levels(one, atlas, "country") == _levels(other, atlas, "country")


def _levels(identity: str, atlas: Atlas, level: str) -> list[str]:
    return [place.id for place in atlas.chain(identity) if place.id.startswith(f"{level}/")]


def _pick(mention: Mention, certain: Sequence[tuple[Mention, str]], atlas: Atlas) -> str | None:
    ids = _candidates(mention)
    if len(ids) < 2:
        return ids[0] if ids else None
    others = [(other, identity) for other, identity in certain if other.span != mention.span]
    same = [pair for pair in others if pair[0].sentence == mention.sentence]
    same.sort(key=lambda pair: (abs(pair[0].span.start - mention.span.end), pair[0].span))
    found = _only(ids, same, atlas, "province")
    if found is None and _is_certain(ids, atlas):
        return ids[0]
    steps = ((same, "region"), (others, "province"), (others, "region"))
    return found or next((only for near, level in steps if (only := _only(ids, near, atlas, level))), None)


def _abroad(mention: Mention, certain: Sequence[tuple[Mention, str]], atlas: Atlas, home: str) -> str | None:
    """A country, or another's city of its letters: `عمّان` by its shadda, `عمان` by the countries of its document."""
    ids = _candidates(mention)
    if len(ids) < 2 or not ids[0].startswith("country/"):
        return None
    if _DOUBLED in mention.surface:
        doubled = [identity for identity in ids if _DOUBLED in atlas.places[identity].name_ar]
        return doubled[0] if len(doubled) == 1 else None
    named = _only(ids, [pair for pair in certain if pair[0].span != mention.span], atlas, "country")
    at_home = [identity for identity in ids if f"country/{home}" in _levels(identity, atlas, "country")]
    return named or (at_home[0] if len(at_home) == 1 else None)


def _only(ids: Sequence[str], near: Iterable[tuple[Mention, str]], atlas: Atlas, level: str) -> str | None:
    """The one bearer of a name that lies in a province (region) named nearby; the nearest decides."""
    for _, identity in near:
        around = set(_levels(identity, atlas, level))
        inside = [candidate for candidate in ids if around.intersection(_levels(candidate, atlas, level))]
        if len(inside) == 1:
            return inside[0]
    return None


def is_abroad(chosen: Mapping[Span, str | None], lexicon: Lexicon, home: str) -> bool:
    """Whether a document speaks of another country at least twice as often as of its own."""
    named = Counter(
        country for identity in chosen.values() if identity for country in _levels(identity, lexicon.atlas, "country")
    )
    own = named.pop(f"country/{home}", 0)
    return max(named.values(), default=0) >= max(3, 2 * own)


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The places named, with what they are part of; aliases are the spellings that the document uses."""
    spelled: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind == "place" and mention.entity_id:
            for place in lexicon.atlas.chain(mention.entity_id):
                spelled.setdefault(place.id, set())
            spelled[mention.entity_id].add(" ".join(mention.surface.split()))
    found = []
    for identity, surfaces in spelled.items():
        place = lexicon.atlas.places[identity]
        own = fold(place.name_ar).text
        found.append(
            Entity(
                id=place.id,
                kind=place.id.partition("/")[0],
                name_ar=place.name_ar,
                name_fr=place.name_fr,
                name_en=place.name_en,
                code=place.code,
                parent_id=place.parent_id,
                population=place.population,
                aliases=tuple(sorted(surface for surface in surfaces if fold(surface).text != own)),
            )
        )
    return found
