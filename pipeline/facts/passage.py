"""A sentence taken apart: its clauses, the figures and events that it states, and what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.facts.action import Done, actions, of_figure
from pipeline.facts.clause import clauses, openers
from pipeline.facts.event import events
from pipeline.facts.scene import Group, Scene
from pipeline.facts.time import groups as times
from pipeline.facts.word import may_state, words
from pipeline.lexicon import Lexicon
from pipeline.records import Event, Mention, Sentence
from pipeline.text import Span
from pipeline.values import Figure

# What holds a name holds no action: «وزارة التجهيز», «القانون المتعلق بالتنظيم».
_HOLDING = frozenset({"organization", "law", "person", "place", "date", "figure"})
# What an event may be told of or dated by.
_NAMING = frozenset({"person", "organization", "place", "law", "date"})
_NO_OBJECT = frozenset({"percent", "duration", "age", "temperature"})
_SPENDING = frozenset({"allocate", "finance", "invest", "pay", "buy", "sell", "export", "import"})


@dataclass(frozen=True)
class Passage:
    """A sentence with what it states. `done` is the action of each figure and event, by its span."""

    scene: Scene
    mentions: tuple[Mention, ...]
    figures: tuple[Mention, ...]
    events: tuple[Event, ...]
    done: dict[Span, Done]
    times: tuple[Group, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.scene.sentence

    @cached_property
    def targets(self) -> tuple[Mention | Event, ...]:
        """The figures and events in order of the text."""
        return tuple(sorted((*self.figures, *self.events), key=lambda one: one.span))


def passages(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Passage, ...]:
    """The sentences of the body that state a figure or an event."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    read = (_read(one, by_sentence.get(one.position, []), lexicon) for one in sentences if one.in_body)
    return tuple(read)


def _read(sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon) -> Passage:
    known, table = words(lexicon), openers(lexicon)
    figures = tuple(one for one in mentions if one.kind == "figure" and isinstance(one.value, Figure))
    dated = any(one.kind == "date" for one in mentions)
    if not figures and not may_state(sentence, known, _says(lexicon), dated=dated):
        return Passage(Scene(sentence, (), (), table.of["leading"]), tuple(mentions), (), (), {})
    spans = [one.span for one in figures]
    scene = Scene(
        sentence,
        clauses(sentence, mentions, lexicon),
        spans,
        table.of["leading"],
        table.of["against"],
        table.of["elsewhere"],
        table.of["direction"],
    )
    held = [one.span for one in mentions if one.kind in _HOLDING]
    found = actions(scene, known, table, held)
    done: dict[Span, Done] = {}
    for one in figures:
        action = of_figure(scene, one.span, spans, found, table)
        if action is not None and not _is_age(one):
            done[one.span] = action
    counted = [done[one.span] for one in figures if one.span in done and _is_object(one, done[one.span])]
    dates = times(scene, mentions, lexicon)
    named = [one.span for one in mentions if one.kind in _NAMING]
    stated = events(scene, found, counted, dates, table, named=named) if found else []
    done |= {event.span: action for event, action in stated}
    return Passage(scene, tuple(mentions), figures, tuple(event for event, _ in stated), done, tuple(dates))


@lru_cache(maxsize=8)
def _says(lexicon: Lexicon) -> frozenset[str]:
    """What says that an action is done, ahead or announced, with «و» before it or without."""
    of = openers(lexicon).of
    plain = of["doing"] | of["modal"] | {"قد", "لقد", "سوف", "عن", "لم", "لن"}
    return plain | {f"و{word}" for word in plain}


def _is_age(mention: Mention) -> bool:
    return isinstance(mention.value, Figure) and mention.value.dimension == "age"


def _is_object(mention: Mention, done: Done) -> bool:
    """Whether what is done is done to what the figure counts: «تحديث 1130 مركزا», not «اتفاقية بقيمة 40 مليونا»."""
    value = mention.value
    if not isinstance(value, Figure) or value.dimension in _NO_OBJECT:
        return False
    return value.dimension != "money" or done.code in _SPENDING
