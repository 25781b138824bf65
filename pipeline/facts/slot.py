"""The slots of one fact, each filled with the words that say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.facts import programme, time
from pipeline.facts.clause import openers
from pipeline.facts.passage import Passage
from pipeline.facts.scene import Group, Taken, each
from pipeline.facts.subject import Phrases, of_figure
from pipeline.lexicon import Lexicon
from pipeline.records import Context, Event, Evidence, Fact, Mention
from pipeline.values import Figure, Timex

# How sure a fact is by the way its place, its time and its status were found: shares of facts right in every slot,
# rounded, in two lots of press that two readers judged blind (README: Facts). Ways that the lots hardly hold are set
# lower, by order.
_SURE = {"clause": 0.8, "front": 0.8, "sentence": 0.75, "previous": 0.65, "title": 0.65, "document": 0.92}
_DATED = {"clause": 0.8, "front": 0.8, "sentence": 0.75, "previous": 0.65, "title": 0.65, "document": 0.65}
_SAID = {"completed": 0.95}
# A time with a word of its own («بحلول», «منذ») is surer than one that merely stands there.
_WITH_CUE = {"by": 0.9, "since": 0.9, "until": 0.9}
_PLAIN = 0.9  # neither place nor time, and a status that is no more than reported
_SHOWN = {"front": "sentence"}
_CUED = ("status", "change", "stance", "speaker", "source_text", "condition")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences before have left: the place in force, the concepts and the programme named, and their end."""

    place: Group | None = None
    concepts: tuple[Mention, ...] = ()
    programme: Mention | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A figure or event of a sentence, with how it is said and what the sentences before have left."""

    passage: Passage
    target: Mention | Event
    context: Context
    setting: Setting
    times: Sequence[Group]
    published: date | None
    lexicon: Lexicon

    def facts(self, told: Taken | None, dated: Taken | None) -> Iterator[Fact]:
        """The fact, or one for each of the places that it is told of."""
        whole = self._draft(dated)
        places = list(each(told))
        if not places:
            yield self._fact(whole.evidence, whole.slots)
        for mention, how in places:
            kept = None if mention.kind == "national" else mention
            slots = {
                "place": mention.surface,
                "place_id": mention.entity_id,
                "place_how": _SHOWN.get(how, how),
                "confidence": round(whole.slots["confidence"] * _SURE[how], 4),
            }
            shown = Evidence("place", mention.span, mention.sentence, kept)
            yield self._fact([*whole.evidence, shown], whole.slots | slots)

    def _fact(self, evidence: Sequence[Evidence], slots: Mapping[str, Any]) -> Fact:
        quote = self.passage.sentence.text
        return Fact(about=self.target, evidence=tuple(evidence), quote=quote, **slots)

    def _draft(self, dated: Taken | None) -> "_Draft":
        target = self.target
        draft = _Draft([*self._told(), *self._cues()], {"confidence": self._sure()})
        self._fill_action(draft)
        if isinstance(target, Event):
            self._fill_event(draft, target)
        else:
            self._fill_measure(draft, target)
        self._fill_programme(draft)
        self._fill_said_on(draft)
        self._fill_time(draft, dated)
        draft.slots["context"] = self._dated_context(draft, dated)
        return draft

    def _dated_context(self, draft: "_Draft", dated: Taken | None) -> Context:
        """What is told of a day after the article's own is expected: «تُغلق عشرة أوراش في فبراير», read in January."""
        start = draft.slots.get("start_date")
        if dated is None or start is None or self.published is None or self.context.status != "reported":
            return self.context
        if start <= self.published:
            return self.context
        draft.evidence += [Evidence.of("status", one) for one in dated.group.mentions]
        return replace(self.context, status="expected")

    def _sure(self) -> float:
        return round(self.target.confidence * _PLAIN * _SAID.get(self.context.status or "", 1.0), 4)

    def _told(self) -> Iterator[Evidence]:
        yield Evidence.of("value", self.target) if isinstance(self.target, Mention) else self._words("action")

    def _words(self, slot: str) -> Evidence:
        return Evidence(slot, self.target.span, self.target.sentence)

    def _cues(self) -> Iterator[Evidence]:
        """The cues of the context; what fills a slot without one is the target itself."""
        speaker = self.context.speaker_mention
        told = set()
        for cue in self.context.cues:
            told.add(cue.slot)
            kept = speaker if cue.slot == "speaker" and speaker is not None and speaker.span == cue.span else None
            yield Evidence(cue.slot, cue.span, cue.sentence, kept)
        yield from (self._words(slot) for slot in _CUED if slot not in told and getattr(self.context, slot) is not None)

    def _fill_action(self, draft: "_Draft") -> None:
        done = self.passage.done.get(self.target.span)
        if done is None:
            return
        draft.slots["action"] = done.code
        if isinstance(self.target, Mention):
            draft.evidence.append(Evidence("action", done.span, self.target.sentence))

    def _fill_event(self, draft: "_Draft", event: Event) -> None:
        """Of whom an event is told, between whom, and to which legal text it is done."""
        table = openers(self.lexicon)
        phrases = Phrases(self.passage.scene, self.passage.mentions, self.setting.concepts, table)
        done = self.passage.done[event.span]
        draft.evidence += [Evidence.of("party", one) for one in phrases.parties(done)]
        draft.evidence += [Evidence.of("object", one) for one in phrases.objects(done)]
        found = phrases.subject(done)
        if found is None:
            return
        start = self.passage.sentence.span.start
        draft.slots["subject"] = self.passage.sentence.text[found.span.start - start : found.span.end - start]
        draft.evidence.append(Evidence("subject", found.span, event.sentence))
        if found.mention is not None:
            draft.slots["subject_id"] = found.mention.entity_id
            draft.evidence.append(Evidence.of("subject", found.mention))

    def _fill_measure(self, draft: "_Draft", figure: Mention) -> None:
        """Whose figure it is, and the rate that it is the value of."""
        scene, mentions = self.passage.scene, self.passage.mentions
        draft.slots["indicator"] = figure.value.unit if isinstance(figure.value, Figure) else None
        found = of_figure(scene, figure.span, mentions)
        if found is not None and found.mention is not None:
            draft.slots |= {"subject": found.mention.surface, "subject_id": found.mention.entity_id}
            draft.evidence.append(Evidence.of("subject", found.mention))
        measured = programme.indicator(scene, mentions, figure.span)
        if measured is not None and measured.entity_id is not None:
            draft.slots["indicator"] = measured.entity_id.partition("/")[2]
            draft.evidence.append(Evidence.of("indicator", measured))

    def _fill_programme(self, draft: "_Draft") -> None:
        scene, mentions, at = self.passage.scene, self.passage.mentions, self.target.span
        table = openers(self.lexicon)
        found = programme.programme(scene, list(programme.programmes(mentions)), self.setting.programme, at, table)
        if found is None:
            return
        draft.slots["programme_id"] = found.entity_id
        draft.evidence.append(Evidence.of("programme", found))
        phase = programme.phase(scene, mentions, at, table)
        if phase is not None:
            draft.evidence.append(Evidence("phase", phase, self.target.sentence))

    def _fill_said_on(self, draft: "_Draft") -> None:
        found = time.said_on(self.passage.scene, self.target.span, self.times, self.lexicon)
        if found is not None and isinstance(found.value, Timex):
            draft.slots["said_on"] = found.value.start_date
            draft.evidence.append(Evidence.of("said_on", found))

    def _fill_time(self, draft: "_Draft", dated: Taken | None) -> None:
        if dated is None or dated.group.unsure:
            return
        values = [one.value for one in dated.group.mentions if isinstance(one.value, Timex)]
        done = self.passage.done.get(self.target.span)
        begins = done is not None and done.begins
        target = self.target
        relation = time.relation(
            dated.group,
            self.context.status,
            is_event=isinstance(target, Event),
            is_stretch=isinstance(target, Mention) and time.is_stretch(target.value),
        )
        draft.slots |= {
            "start_date": values[0].start_date,
            "end_date": values[-1].end_date,
            "time_relation": "since" if begins else relation,
            "time_how": _SHOWN.get(dated.how, dated.how),
            "confidence": round(self._sure() * _WITH_CUE.get(relation, _DATED[dated.how]), 4),
        }
        draft.evidence += [Evidence.of("time", one) for one in dated.group.mentions]


@dataclass(slots=True)
class _Draft:
    """A fact while its slots are filled."""

    evidence: list[Evidence]
    slots: dict[str, Any]
