"""A sentence with its clauses and figures, and the places or times that these may take."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.facts.clause import Clause
from pipeline.records import Mention, Sentence
from pipeline.text import Span

# What says that a candidate begins the next item of a list: «300 بفاس ومكناس 200», «200 وفي مكناس 100».
_CONJUNCT = re.compile(
    r"(?<![^\W_])و(?:(?:في|ب|ل|من|الي|علي|عبر|خلال|سنه|عام|شهر|مدينه|بمدينه|جهه|بجهه|اقليم|باقليم|عماله|جماعه)\s{0,2}){0,2}\Z"
)


@dataclass(frozen=True)
class Group:
    """A place or a time that may be taken: one mention, or several that go together («في كل من فاس ومكناس»).

    `each` says that what is told is told of each of them; `unsure` that they cannot be told apart.
    """

    mentions: tuple[Mention, ...]
    each: bool = False
    unsure: bool = False
    relation: str | None = None
    inside: bool = False  # where something is or happens, not only a name: «في فاس»
    attribute: bool = False  # of a text that is named, not of what it says: «الموقعة في يوليوز 2022»

    @cached_property
    def start(self) -> int:
        """Where the first mention starts."""
        return self.mentions[0].span.start

    @cached_property
    def span(self) -> Span:
        """From the first to the last mention."""
        return Span(self.mentions[0].span.start, self.mentions[-1].span.end)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, and where it stood: clause, front, sentence or previous."""

    group: Group
    how: str


@dataclass(frozen=True, eq=False)
class Scene:
    """A sentence with its clauses, and where its figures and events stand."""

    sentence: Sentence
    clauses: Sequence[Clause]
    anchors: Sequence[Span]
    leading: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()  # «مقابل»: of the same place, where no other is named
    elsewhere: frozenset[str] = frozenset()  # «وطنيا»: of another one
    directions: frozenset[str] = frozenset()  # «بأقصى الجنوب»: of one that no name tells

    def clause_of(self, at: int) -> int:
        """The clause in which a position stands."""
        for n, clause in enumerate(self.clauses):
            if at < clause.end:
                return n if clause.start <= at else 0
        return 0

    def around(self, event: Span) -> "Scene":
        """The sentence as one event stands in it, which takes places and times by itself."""
        lists = self.leading, self.against, self.elsewhere, self.directions
        return Scene(self.sentence, self.clauses, (event,), *lists)

    def between(self, start: int, end: int) -> str:
        """The key of what stands between two positions of the document."""
        origin = self.sentence.key.origin
        return self.sentence.key.text[bisect_left(origin, start) : bisect_left(origin, end)]

    def has_verb(self, clause: Clause, start: int, end: int) -> bool:
        """Whether a finite verb of the clause stands between two positions."""
        return any(token.word.is_verb and start <= token.start < end for token in clause.tokens)

    def begins_item(self, clause: Clause, at: int) -> bool:
        """Whether what stands here begins the next item of a list: «300 بفاس ومكناس 200»."""
        return bool(_CONJUNCT.search(self.between(max(clause.start, at - 24), at)))


def each(taken: Taken | None) -> Iterator[tuple[Mention, str]]:
    """The mentions that a fact is told of, one fact for each."""
    if taken is None or taken.group.unsure:
        return
    for mention in taken.group.mentions if taken.group.each else taken.group.mentions[:1]:
        yield mention, taken.how
