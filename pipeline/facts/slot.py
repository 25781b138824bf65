"""The slots of one fact, each filled with the words that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.facts import programme, time
from pipeline.facts.attach import Group, Taken, each
from pipeline.facts.clause import openers
from pipeline.facts.passage import Passage
from pipeline.facts.subject import Phrases, of_figure
from pipeline.lexicon import Lexicon
from pipeline.records import Context, Event, Evidence, Fact, Mention
from pipeline.values import Figure, Timex

# How sure a slot is by the way it was found.
_SURE = {"clause": 1.0, "front": 0.95, "sentence": 0.85, "previous": 0.75, "title": 0.6, "document": 0.5}
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
    lexicon: Lexicon

    def facts(self, told: Taken | None, dated: Taken | None) -> Iterator[Fact]:
        """The fact, or one for each of the places that it is told of."""
        whole = self._fact(dated)
        places = list(each(told))
        if not places:
            yield whole
        for mention, how in places:
            kept = None if mention.kind == "national" else mention
            yield replace(
                whole,
                place=mention.surface,
                place_id=mention.entity_id,
                place_how=_SHOWN.get(how, how),
                evidence=(*whole.evidence, Evidence("place", mention.span, mention.sentence, kept)),
                confidence=round(whole.confidence * _SURE[how], 4),
            )

    def _fact(self, dated: Taken | None) -> Fact:
        target = self.target
        figure = target.value if isinstance(target, Mention) and isinstance(target.value, Figure) else None
        told = Evidence.of("value", target) if isinstance(target, Mention) else self._words("action")
        fact = Fact(
            about=target,
            evidence=(told, *self._cues()),
            quote=self.passage.sentence.text,
            context=self.context,
            indicator=figure.unit if figure is not None else None,
            confidence=target.confidence,
        )
        fact = self._with_action(fact)
        fact = self._with_event(fact, target) if isinstance(target, Event) else self._with_measure(fact, target)
        return self._with_time(self._with_said_on(self._with_programme(fact)), dated)

    def _words(self, slot: str) -> Evidence:
        return Evidence(slot, self.target.span, self.target.sentence)

    def _cues(self) -> Iterator[Evidence]:
        """The cues of the context; what fills a slot without one is the target itself."""
        speaker = self.context.speaker_mention
        for cue in self.context.cues:
            kept = speaker if cue.slot == "speaker" and speaker is not None and speaker.span == cue.span else None
            yield Evidence(cue.slot, cue.span, cue.sentence, kept)
        told = {cue.slot for cue in self.context.cues}
        yield from (self._words(slot) for slot in _CUED if slot not in told and getattr(self.context, slot) is not None)

    def _with_action(self, fact: Fact) -> Fact:
        done = self.passage.done.get(self.target.span)
        if done is None:
            return fact
        evidence = () if isinstance(self.target, Event) else (Evidence("action", done.span, self.target.sentence),)
        return replace(fact, action=done.code, evidence=(*fact.evidence, *evidence))

    def _with_event(self, fact: Fact, event: Event) -> Fact:
        table = openers(self.lexicon)
        phrases = Phrases(self.passage.scene, self.passage.mentions, self.setting.concepts, table)
        done = self.passage.done[event.span]
        found = phrases.subject(done)
        evidence = [Evidence.of("party", one) for one in phrases.parties(done)]
        evidence += [Evidence.of("object", one) for one in phrases.objects(done)]
        if found is None:
            return replace(fact, evidence=(*fact.evidence, *evidence))
        evidence.append(Evidence("subject", found.span, event.sentence))
        if found.mention is not None:
            evidence.append(Evidence.of("subject", found.mention))
        start = self.passage.sentence.span.start
        return replace(
            fact,
            subject=self.passage.sentence.text[found.span.start - start : found.span.end - start],
            subject_id=found.mention.entity_id if found.mention is not None else None,
            evidence=(*fact.evidence, *evidence),
        )

    def _with_measure(self, fact: Fact, figure: Mention) -> Fact:
        """Whose figure it is, and the rate that it is the value of."""
        scene, mentions = self.passage.scene, self.passage.mentions
        found = of_figure(scene, figure.span, mentions)
        if found is not None and found.mention is not None:
            subject = found.mention
            evidence = (*fact.evidence, Evidence.of("subject", subject))
            fact = replace(fact, subject=subject.surface, subject_id=subject.entity_id, evidence=evidence)
        measured = programme.indicator(scene, mentions, figure.span)
        if measured is None or measured.entity_id is None:
            return fact
        code = measured.entity_id.partition("/")[2]
        return replace(fact, indicator=code, evidence=(*fact.evidence, Evidence.of("indicator", measured)))

    def _with_programme(self, fact: Fact) -> Fact:
        scene, mentions, at = self.passage.scene, self.passage.mentions, self.target.span
        table = openers(self.lexicon)
        named = list(programme.programmes(mentions))
        found = programme.programme(scene, named, self.setting.programme, at, table)
        if found is None:
            return fact
        evidence = [Evidence.of("programme", found)]
        phase = programme.phase(scene, mentions, at, table)
        if phase is not None:
            evidence.append(Evidence("phase", phase, self.target.sentence))
        return replace(fact, programme_id=found.entity_id, evidence=(*fact.evidence, *evidence))

    def _with_said_on(self, fact: Fact) -> Fact:
        found = time.said_on(self.passage.scene, self.target.span, self.times, self.lexicon)
        if found is None or not isinstance(found.value, Timex):
            return fact
        return replace(fact, said_on=found.value.start_date, evidence=(*fact.evidence, Evidence.of("said_on", found)))

    def _with_time(self, fact: Fact, dated: Taken | None) -> Fact:
        if dated is None or dated.group.unsure:
            return fact
        values = [one.value for one in dated.group.mentions if isinstance(one.value, Timex)]
        done = self.passage.done.get(self.target.span)
        begins = done is not None and done.begins
        relation = time.relation(dated.group, self.context.status, is_event=isinstance(self.target, Event))
        return replace(
            fact,
            start_date=values[0].start_date,
            end_date=values[-1].end_date,
            time_relation="since" if begins else relation,
            time_how=_SHOWN.get(dated.how, dated.how),
            evidence=(*fact.evidence, *(Evidence.of("time", one) for one in dated.group.mentions)),
            confidence=round(fact.confidence * _SURE[dated.how], 4),
        )
