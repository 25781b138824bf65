"""Mentions to facts, each with its evidence: of what, where, by when and by whom; what is not said stays unknown.

`passages` takes the sentences apart and finds what they state; `facts` fills the slots, once `context` has told how
each figure and event is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipeline.facts import place, programme, relation, time
from pipeline.facts.attach import attach
from pipeline.facts.background import TURNING, from_document, from_previous
from pipeline.facts.clause import clauses, openers
from pipeline.facts.heading import Headings, headings
from pipeline.facts.passage import Passage, passages
from pipeline.facts.reach import Reach
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.facts.slot import Case, Setting
from pipeline.facts.standing import standings
from pipeline.facts.turn import in_turn
from pipeline.lexicon import Lexicon
from pipeline.records import Context, Document, Entity, Event, Fact, FactLink, Mention
from pipeline.text import Span
from pipeline.values import Figure

__all__ = ["Facts", "Passage", "facts", "passages"]

# Where people met is no place of what is told next.
# What is done for a year: «برمجة المشروع لسنة 2027».
_YEARLY = frozenset({"programme", "allocate"})
_MEETINGS = frozenset({"hold", "chair", "sign", "visit", "receive", "win", "arrest", "leave"})
# What is played or said has no place but where it says so; a count of places is itself one.
_WHOLE = frozenset({"country", "continent"})
_PARTS = frozenset({"region", "province", "commune", "city"})
_NEAR = frozenset({"clause", "front", "sentence"})
_PLACELESS = _WHOLE | _PARTS | {"match", "goal", "point", "time"}
_OF_THEMSELVES = frozenset({"duration", "age", "length", "angle"})
_DIRECTIONS = frozenset({"جنوب", "شمال", "شرق", "غرب", "عن", "علي"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document claims, how its claims go together, and the entities that they name and no mention does."""

    facts: tuple[Fact, ...]
    links: tuple[FactLink, ...]
    entities: tuple[Entity, ...]


def facts(document: Document, read: Sequence[Passage], contexts: Mapping[Span, Context], lexicon: Lexicon) -> Facts:
    """One fact for every figure and event of the body (several where it is told of each of several places).

    `وبحلول فبراير 2026، ستوفر عشرة مشاريع 1430 سريرا بجهة الشرق` -> 1430 bed, region/02, by 2026-02
    `تتوفر فاس على 20 مدرسة ومكناس على 12` -> 20 in Fez, 12 in Meknes
    """
    made: list[Fact] = []
    setting = Setting()
    named = [mention for passage in read for mention in passage.mentions]
    about = place.dominant(document, named, lexicon)
    nation = place.nation(document, named, lexicon)
    heads = headings(document, named)
    for passage, following in zip(read, [*read[1:], None], strict=False):
        teller = _Teller(document, passage, contexts, setting, about, nation, heads, lexicon)
        made.extend(sorted(teller.facts(), key=lambda fact: fact.about.span))
        setting = teller.left(going_on=following is not None and bool(following.figures))
    return Facts(tuple(made), tuple(relation.links(read, made)), tuple(_entities(made, lexicon)))


@dataclass(frozen=True)
class _Teller:
    """One sentence: the places and times that it names, and what each figure and event takes of them."""

    document: Document
    passage: Passage
    contexts: Mapping[Span, Context]
    setting: Setting
    about: Mention | None
    nation: place.Nation
    heads: Headings | None
    lexicon: Lexicon

    @cached_property
    def places(self) -> list[Group]:
        """The places of the sentence."""
        return place.groups(self.passage.scene, self.passage.mentions, self.nation, self.lexicon)

    @property
    def published(self) -> date | None:
        """The last day that the article can be of."""
        return self.document.metadata.published_on or self.document.published_to

    @property
    def times(self) -> Sequence[Group]:
        """The times of the sentence."""
        return self.passage.times

    def facts(self) -> Iterator[Fact]:
        """The figures attach beside each other; each event by itself."""
        scene = self.passage.scene
        if self.passage.figures:
            yield from self._of(scene, [group for group in self.times if not group.attribute], self.places)
        for event in self.passage.events:
            places = [group for group in self.places if not place.is_named_by_the_way(scene, event.span, group)]
            named = self.passage.done[event.span].code not in _YEARLY
            dates = [
                group
                for group in self.times
                if not (place.is_topic(scene, event.span, group) or (named and time.is_of_a_thing(scene, group)))
            ]
            yield from self._of(scene.around(event.span), dates, places)

    def _of(self, scene: Scene, dates: Sequence[Group], around: Sequence[Group]) -> Iterator[Fact]:
        places = attach(scene, around, subject=True)
        times = attach(scene, dates, subject=False)
        places = {**places, **in_turn(scene, around, self.lexicon)}
        if self.passage.figures:
            places = {**self._reached(scene, places), **places}
        times = {**times, **in_turn(scene, dates, self.lexicon)}
        anchors = set(scene.anchors)
        for target in self.passage.targets:
            if target.span in anchors:
                context = self.contexts.get(target.span, Context())
                told = places.get(target.span) or self._from_heading(target, "place")
                told = told or self._from_around(target)
                if told is not None and place.is_of_the_world(scene, target.span, told.group, self.lexicon):
                    told = None
                dated = times.get(target.span) or self._from_heading(target, "date")
                if isinstance(target, Mention):
                    told, dated = _of_kind(scene, target, told), _of_kind(scene, target, dated)
                    gone = time.begins_there(scene, target.span, dated) or time.is_of_before(scene, target.span, dated)
                    dated = None if gone else dated
                case = Case(self.passage, target, context, self.setting, self.times, self.published, self.lexicon)
                yield from case.facts(told, dated)

    def _reached(self, scene: Scene, places: Mapping[Span, Taken]) -> Mapping[Span, Taken]:
        """The one place of a statement, for the figures of it that could be counted there."""
        if not any(group.inside for group in self.places):
            return {}
        met = {done.clause for done in self.passage.done.values() if done.code in _MEETINGS}
        found = Reach(scene, openers(self.lexicon), standings(self.lexicon), met).of(self.places, places)
        placed = {one.span for one in self.passage.figures if _has_place(one)}
        return {span: taken for span, taken in found.items() if span in placed}

    def _from_heading(self, target: Mention | Event, kind: str) -> Taken | None:
        """What stands at the head of the column of a table."""
        return self.heads.of(target.span, kind) if self.heads is not None else None

    def _from_around(self, target: Mention | Event) -> Taken | None:
        """The place of the sentence before, where this one names none, else that of the document."""
        if isinstance(target, Event):
            return None
        passage, lexicon = self.passage, self.lexicon
        before = None if self.places else from_previous(passage, self.setting, self.document, target, lexicon)
        return before or from_document(passage, self.about, target, lexicon)

    def left(self, *, going_on: bool) -> Setting:
        """What this sentence leaves to the next; a place only where figures follow (`going_on`), who alone take it."""
        passage = self.passage
        concepts = tuple(one for one in passage.mentions if one.kind == "concept")
        named = list(programme.programmes(concepts))
        return Setting(
            self._lasting() if going_on else None,
            concepts or self.setting.concepts,
            named[-1] if named else self.setting.programme,
            passage.sentence.span.end,
        )

    def _lasting(self) -> Group | None:
        """The one place named, where it is still in force at the end and not only where people met."""
        named = sum(one.kind == "place" for one in self.passage.mentions)
        if named != 1 or len(self.places) != 1 or self.places[0].unsure:
            return None
        scene, group = self.passage.scene, self.places[0]
        if not scene.clauses:
            scene = replace(scene, clauses=clauses(scene.sentence, self.passage.mentions, self.lexicon))
        at = scene.clause_of(group.span.start)
        turned = any(clause.kind in TURNING for clause in scene.clauses[at + 1 :])
        met = any(done.clause in (at, at - 1) and done.code in _MEETINGS for done in self.passage.done.values())
        return None if turned or met else group


def _is_place(taken: Taken) -> bool:
    return any(one.kind in ("place", "national") for one in taken.group.mentions)


def _is_there(figure: Mention, taken: Taken, unit: str) -> bool:
    """Whether the text says that goals were scored there, or that the countries counted lie there."""
    if unit in _WHOLE:
        return taken.group.inside and taken.group.start >= figure.span.end
    nation = any((one.entity_id or "").startswith("country/") for one in taken.group.mentions)
    return unit in _PARTS or taken.group.inside or not nation


def _has_place(figure: Mention) -> bool:
    """Whether what is counted stands somewhere, as goals, matches and countries do not."""
    value = figure.value
    return isinstance(value, Figure) and value.dimension not in _OF_THEMSELVES and value.unit not in _PLACELESS


def _of_kind(scene: Scene, figure: Mention, taken: Taken | None) -> Taken | None:
    """A stretch of time, an age or a distance takes only what its own clause says directly after it."""
    value = figure.value
    if taken is None or not isinstance(value, Figure):
        return taken
    if (
        taken.how in _NEAR
        and value.unit in _PLACELESS
        and _is_place(taken)
        and not _is_there(figure, taken, value.unit)
    ):
        return None
    if value.dimension not in _OF_THEMSELVES:
        return taken
    if (
        value.dimension == "duration"
        and taken.how == "clause"
        and time.follows_directly(scene, figure.span, taken.group)
    ):
        return taken
    stretch = value.dimension == "duration" and _is_place(taken)
    if value.dimension == "age" or stretch or taken.how != "clause" or taken.group.span.start < figure.span.end:
        return None
    away = _DIRECTIONS & set(scene.between(figure.span.end, taken.group.span.start).split())
    return None if away else taken


def _entities(made: Sequence[Fact], lexicon: Lexicon) -> Iterator[Entity]:
    """The country that «على الصعيد الوطني» means."""
    for identity in sorted({fact.place_id for fact in made if fact.place_id and fact.place_id.startswith("country/")}):
        found = lexicon.atlas.places[identity]
        yield Entity(found.id, "country", found.name_ar, found.name_fr, found.name_en, found.code, found.parent_id)
