"""The one place of a statement, for the figures of it that have none of their own: «في تفجير بفاس، قتل 10 أشخاص»."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from pipeline.facts.clause import Clause, Openers
from pipeline.facts.scene import Group, Scene, Taken
from pipeline.facts.standing import Standings
from pipeline.text import Span

# Another statement begins with these: what somebody says, what is set against it, what comes beside it.
_OPENING = frozenset({"main", "complement", "contrast", "next"})
_OF = "عن"
_NEAR = 3
_ASIDE = frozenset({"relative", "bracket"})


@dataclass(frozen=True, eq=False)
class Reach:
    """A sentence with the words that decide. `met` are the clauses that only say where people met or signed."""

    scene: Scene
    table: Openers
    standings: Standings
    met: AbstractSet[int]

    def of(self, groups: Sequence[Group], taken: Mapping[Span, Taken]) -> Mapping[Span, Taken]:
        """What figures without a place take of their statement, where one place alone says where something is.

        `لقي 100 شخص مصرعهم إثر غرق عبارة في الموصل` -> Mosul
        `أعلن بالرباط أن 100 شخص …`, `300 سرير بفاس، و200 بالشمال` -> nothing
        """
        inside = [group for group in groups if group.inside]
        missing = [anchor for anchor in self.scene.anchors if anchor not in taken]
        found: dict[Span, Taken] = {}
        if not inside or not missing:
            return found
        for first, last in self._statements():
            clauses = self.scene.clauses[first:last]
            here = [group for group in inside if clauses[0].start <= group.start < clauses[-1].end]
            if len(here) != 1 or here[0].unsure or here[0].each:
                continue
            group = here[0]
            n = next(n for n in range(first, last) if group.start < self.scene.clauses[n].end)
            if self._is_spent(group, n, taken) or self._is_speech(group, n):
                continue
            for anchor in missing:
                if clauses[0].start <= anchor.start < clauses[-1].end and self._holds(group, n, anchor):
                    found[anchor] = Taken(group, "sentence")
        return found

    def _statements(self) -> Iterator[tuple[int, int]]:
        """The clauses of each statement: what one says, or what is told of one thing."""
        clauses = self.scene.clauses
        opened = [0]
        for n in range(1, len(clauses)):
            said = clauses[opened[-1]].kind == "complement"
            if clauses[n].kind in _OPENING and not self._is_result(n) and not (said and self._goes_on(n)):
                opened.append(n)
        yield from pairwise([*opened, len(clauses)])

    def _goes_on(self, n: int) -> bool:
        """Whether somebody goes on with what was said: «أن زواج القاصرات بالمغرب …، مشيرة ⟦أن هناك 30 ألف⟧»."""
        before = self.scene.clauses[n - 1].tokens[-_NEAR:]
        return any(token.word.key.lstrip("و") in self.standings["aside"] for token in before)

    def _is_result(self, n: int) -> bool:
        """Whether what follows came of what stands before: «أسفر انفجار في كابول ⟦عن مقتل⟧ …»."""
        if self.scene.clauses[n].tokens[0].word.key != _OF:
            return False
        before = (token.word.key for token in self.scene.clauses[n - 1].tokens)
        return any(word.lstrip("وف") in self.standings["result"] for word in before)

    def _is_spent(self, group: Group, n: int, taken: Mapping[Span, Taken]) -> bool:
        """Whether the place is that of another figure, right before it: «50 متظاهرا، تم تقديم 24 منهم بفاس»."""
        start = self.scene.clauses[n].start
        others = [anchor for anchor in self.scene.anchors if start <= anchor.start and anchor.end <= group.start]
        return any(anchor in taken and taken[anchor].group is group for anchor in others)

    def _is_speech(self, group: Group, n: int) -> bool:
        """Whether it is only where somebody spoke: «حسب ما صرح به بالرباط»."""
        spoken = self.table.of["speech"] | self.table.of["announce"] | self.standings["source"]
        words = (token.word.key for token in self.scene.clauses[n].tokens if token.end <= group.start)
        return any(word.lstrip("وف") in spoken for word in words)

    def _holds(self, group: Group, n: int, anchor: Span) -> bool:
        """Whether the place reaches a figure of its statement."""
        clauses = self.scene.clauses
        own = self.scene.clause_of(anchor.start)
        # «اللوائح التي تنافست بفاس، بلغت 103»: where that stands is where they are counted.
        told = own == n + 1 and clauses[own].tokens[0].word.key in self.standings["reckon"]
        if own != n and ((clauses[n].kind in _ASIDE and not told) or n in self.met or self._meets(group, n)):
            return False
        if self._is_elsewhere(clauses[own], anchor):
            return False
        if group.start < anchor.start:
            return True
        between = [token for clause in clauses[own : n + 1] for token in clause.tokens]
        between = [token for token in between if anchor.end <= token.start and token.end <= group.start]
        # «أصيب 20 شخصا إثر حادث سير وقع بطنجة»: the cause is where it is.
        if any(token.word.key.lstrip("وفب") in self.standings["cause"] for token in between):
            return True
        barred = any(token.word.key.lstrip("وف") in self.standings["bar"] for token in between)
        return not barred and not any(token.word.is_verb for token in between)

    def _meets(self, group: Group, n: int) -> bool:
        """Whether it is only where people met: «اجتمعوا بالرباط، وستبنى 12 مدرسة»."""
        words = [token.word.key for token in self.scene.clauses[n].tokens if token.end <= group.start]
        return any(word.lstrip("وف").removeprefix("ال") in self.standings["meet"] for word in words)

    def _is_elsewhere(self, clause: Clause, anchor: Span) -> bool:
        """Whether the figure's clause names somewhere else, with no name that is known: «و35 بالشمال», «عالميا»."""
        away = self.table.of["elsewhere"]
        words = (token.word.key for token in clause.tokens if token.end > anchor.end)
        return any(word in away or word.lstrip("بول") in away for word in words)
