"""Of which place a figure or event is told: the candidates of a sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.facts.clause import openers
from pipeline.facts.scene import Group, Scene
from pipeline.facts.standing import AWAY, IN, REACH, acts, standing, standings
from pipeline.lexicon import Lexicon, alternation
from pipeline.records import Document, Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Name

_LEAD = 24
# «وصوله من الرباط، حيث …»: what is told next was where somebody came to.
_COMING = re.compile(r"(?<![^\W_])(?:وصول|قدوم|عود)[^\W_]{0,4}\s{1,2}من\s{1,2}(?:مدينه\s{1,2})?\Z")
_INNER = re.compile(r"[^\W_أ]{0,8}[^\W_لأ]أ[^\W_]{1,8}")
_FAR, _FAR_BEFORE = 5, 12  # words between an event and a bare name
_ABOUT = re.compile(r"(?<![^\W_])(?:حول|بخصوص|بشان|بصدد)(?![^\W_])[^,.;:]{0,60}\Z")
# «شمال فرنسا حيث قضى 2000 جندي»: what is told next was there, however the place was led in.
_WHERE = re.compile(r"\s{0,2},?\s{1,2}(?:حيث|اين)(?![^\W_])")


class Nation(NamedTuple):
    """The country that «الوطني» means, the publisher's, and the one that «البلاد» means, which may be another."""

    own: str
    told: str


def groups(scene: Scene, mentions: Sequence[Mention], nation: Nation, lexicon: Lexicon) -> list[Group]:
    """The places of a sentence that a figure or event may be told of, those of one list together.

    `في كل من فاس ومكناس` -> each of the two
    `بجماعة أولاد تايمة إقليم تارودانت` -> the commune, which lies in the province
    `بين المغرب وإسبانيا` -> none of the two
    """
    places = [mention for mention in mentions if mention.kind == "place"]
    found: list[list[Mention]] = []
    for mention in places:
        if found and _joined(scene, found[-1], mention, lexicon):
            if found[-1][-1].entity_id is None:
                found[-1][-1] = mention  # «جماعة كذا بإقليم شيشاوة», of which only the province is known
            elif not _is_near(scene, found[-1], mention, lexicon):
                found[-1].append(mention)
            continue
        found.append([mention])
    made = [_group(scene, group, lexicon) for group in found]
    made += list(_national(scene.sentence, nation, lexicon))
    return sorted((group for group in made if group is not None), key=lambda group: group.span)


_OFTEN = 3
_LAND = "البلاد"


def dominant(document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    """The place that a document is about: named three times, and twice as often as any that is not part of it.

    A title that names it makes up for one mention. It is told by its first mention.
    """
    named = [one for one in mentions if one.kind == "place" and one.entity_id is not None]
    counts = Counter(one.entity_id for one in named if one.entity_id is not None)
    if not counts:
        return None
    chains = {identity: {place.id for place in lexicon.atlas.chain(identity)} for identity in counts}
    within = {top: sum(number for one, number in counts.items() if top in chains[one]) for top in counts}
    best = max(counts, key=lambda one: (counts[one], within[one], one))
    others = [number for one, number in counts.items() if best not in chains[one] and one not in chains[best]]
    title = fold(document.metadata.title or "").text
    first = next(one for one in named if one.entity_id == best)
    bonus = fold(first.surface).text in title
    if within[best] + bonus < _OFTEN or within[best] + bonus < 2 * max(others, default=0):
        return None
    return first


def nation(document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> Nation:
    """«البلاد» is the publisher's country, unless the text names another twice as often; else it is none."""
    own = f"country/{document.metadata.country or 'MA'}"
    named: Counter[str] = Counter()
    counts = Counter(one.entity_id for one in mentions if one.kind == "place" and one.entity_id is not None)
    for identity, times in counts.items():
        named.update(
            dict.fromkeys((one.id for one in lexicon.atlas.chain(identity) if one.id.startswith("country/")), times)
        )
    if not named or named[own] == max(named.values()):
        return Nation(own, own)
    other, times = named.most_common(1)[0]
    return Nation(own, other if times >= 2 * max(1, named[own]) else "")


def _joined(scene: Scene, group: Sequence[Mention], mention: Mention, lexicon: Lexicon) -> bool:
    between = scene.between(group[-1].span.end, mention.span.start)
    if group[-1].entity_id is None and not _within(lexicon).fullmatch(between):
        return False
    return _is_near(scene, group, mention, lexicon) or bool(_coordinated(lexicon).fullmatch(between))


def _is_near(scene: Scene, group: Sequence[Mention], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a place only says where the one before lies: «إقليم شيشاوة نواحي مراكش», «أولاد تايمة بتارودانت»."""
    between = scene.between(group[-1].span.end, mention.span.start)
    if not _within(lexicon).fullmatch(between):
        return False
    within = group[-1].entity_id is None or _lies_in(group[-1], mention, lexicon)
    return within or any(word.lstrip("بو") in openers(lexicon).of["around"] for word in between.split())


def _lies_in(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether the first place is the other one or part of it."""
    return other.entity_id in {place.id for place in lexicon.atlas.chain(one.entity_id or "")}


def _group(scene: Scene, group: Sequence[Mention], lexicon: Lexicon) -> Group | None:
    if _is_misread(group[0], lexicon):
        return None
    start = group[0].span.start
    lead = scene.between(max(scene.sentence.span.start, start - REACH), start)
    if _between(lexicon).search(lead[-_LEAD:]):
        return None
    end = group[-1].span.end
    behind = scene.between(end, min(end + _LEAD, scene.sentence.span.end))
    stands = standing(lead, standings(lexicon))
    if _WHERE.match(behind) and not _COMING.search(lead):
        stands = IN
    if stands == AWAY or (stands != IN and acts(behind, standings(lexicon))):
        return None
    shared = len(group) > 1 and bool(_each(lexicon).search(lead[-_LEAD:]))
    return Group(tuple(group), each=shared, unsure=len(group) > 1 and not shared, inside=stands == IN)


def is_topic(scene: Scene, event: Span, group: Group) -> bool:
    """Whether it is what a text is about: `تقرير أنجز ⟨حول بورصة⟩ الدار البيضاء`."""
    return event.end <= group.start and _ABOUT.search(scene.between(event.end, group.start)) is not None


def is_named_by_the_way(scene: Scene, event: Span, group: Group) -> bool:
    """Whether a place that no preposition of place leads in stands far from an event: `صدرت … وعاصمتها القدس`."""
    if is_topic(scene, event, group):
        return True
    if group.inside:
        return False
    low, high = (event.end, group.start) if group.start >= event.end else (group.span.end, event.start)
    return len(scene.between(low, high).split()) > (_FAR if group.start >= event.end else _FAR_BEFORE)


def _is_misread(one: Mention, lexicon: Lexicon) -> bool:
    """Whether a hamza within a word makes another one of it: «فأس» is an axe, not فاس."""
    known = lexicon.atlas.places.get(one.entity_id or "")
    return known is not None and bool(_INNER.fullmatch(one.surface)) and not _INNER.fullmatch(known.name_ar)


@lru_cache(maxsize=8)
def _coordinated(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands between two places of one list: `فاس وبمدينة مكناس`."""
    head = rf"(?:{lexicon['place_cue'].pattern}\s{{1,2}})?"
    return re.compile(rf"\s{{0,3}}(?:,\s{{0,3}}و?|و|/)\s{{0,3}}(?:في\s{{1,2}}|[بل]\s?)?{head}\s{{0,2}}")


@lru_cache(maxsize=8)
def _within(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands between a place and the one that it lies in: `أولاد تايمة بإقليم تارودانت`."""
    head = rf"(?:{lexicon['place_cue'].pattern}\s{{1,2}}){{0,2}}"
    owned = r"(?:(?:التابعه|التابع)\s{1,2})?"
    return re.compile(rf"\s{{0,3}}[,(]?\s{{0,3}}{owned}(?:(?:في|من)\s{{1,2}}|[بل]\s?)?{head}\s{{0,2}}")


@lru_cache(maxsize=8)
def _between(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternation(openers(lexicon).of["between"])
    return re.compile(rf"(?<![^\W_])و?{words}\s{{1,3}}(?:{lexicon['place_cue'].pattern}\s{{1,2}})?\Z")


@lru_cache(maxsize=8)
def _each(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternation(openers(lexicon).of["share"])
    return re.compile(rf"(?<![^\W_])[وب]?{words}\s{{1,3}}(?:{lexicon['place_cue'].pattern}\s{{1,2}})?\Z")


@lru_cache(maxsize=8)
def _whole(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])[بل]?{alternation(openers(lexicon).of['national'])}(?![^\W_])")


@lru_cache(maxsize=8)
def _world(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])و?[بل]?{alternation(openers(lexicon).of['world'])}(?![^\W_])")


def is_of_the_world(scene: Scene, figure: Span, group: Group, lexicon: Lexicon) -> bool:
    """Whether a figure speaks of the whole world rather than of a place: «35 في المائة من الرسائل حول العالم»."""
    if not scene.clauses:
        return False
    clause = scene.clauses[scene.clause_of(figure.start)]
    start, end = clause.start, clause.end
    if start <= group.start < end:
        start, end = (group.span.end, end) if group.start < figure.start else (start, group.start)
    return _world(lexicon).search(scene.between(start, end)) is not None


def _national(sentence: Sentence, nation: Nation, lexicon: Lexicon) -> Iterator[Group]:
    """«على الصعيد الوطني», «في أنحاء البلاد»: the country that is meant."""
    for match in _whole(lexicon).finditer(sentence.key.text):
        country = nation.told if match[0].endswith(_LAND) else nation.own
        if country not in lexicon.atlas.places:
            continue
        span = sentence.key.to_source(*match.span())
        start = sentence.span.start
        name = Name(lexicon.atlas.places[country].name_ar, "country", (country,))
        surface = sentence.text[span.start - start : span.end - start]
        yield Group(
            (Mention("national", Span(*span), surface, name, "national", sentence.position, 0.9, entity_id=country),)
        )
