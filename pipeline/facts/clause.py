"""A sentence as clauses: where another claim begins, and what it still shares with the one before.

Arabic press runs many claims together in one sentence. A comma parts claims only where a verb, a contrast or a clause
of its own follows; «300 سرير بفاس، و200 بمكناس» is one list.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TypeAlias

from pipeline.facts.word import OPENING, Token, tokens, words
from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold

# What a clause takes over from the one before: nothing; what stands at the front («في سنة 2024، …»); all of it.
NOTHING, FRONT, ALL = "nothing", "front", "all"
# A mark is looked for where one of its letters stands; only where there is a dash, at every space too.
_SIGN = r"(?:(?<!\d[,.])(?<=[,.])|(?<=[,.])(?!\d)|(?<=[;:!?…()\n|]))"
_MARK = re.compile(rf"[,.;:!?…()\n|]{_SIGN}")
_DASHED = re.compile(rf"[,.;:!?…()\n|]{_SIGN}|\s[-–—]\s")
_DASH = re.compile(r"[-–—]")
_STOPS = frozenset("!?…\n|.")
# How far before «عن» or a colon the verb of speaking stands, in words.
_SPOKEN = 12
_DATA = 6
_OF = "عن"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that makes one claim, or a list of like claims.

    `kind` is main, next, verb, contrast, complement, data, relative, goes_on, adverb, bracket, or resumes (after a
    bracket); `takes` what it shares with the clause before; `depth` how many brackets it stands in.
    """

    start: int
    end: int
    kind: str
    takes: str
    tokens: tuple[Token, ...]
    depth: int = 0

    @property
    def has_verb(self) -> bool:
        """Whether a finite verb stands in it."""
        return any(token.word.is_verb for token in self.tokens)


@dataclass(frozen=True, eq=False)
class Openers:
    """The words that open a clause, by their key, and the lists that decide beside them."""

    kinds: Mapping[str, str]
    of: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8)
def openers(lexicon: Lexicon) -> Openers:
    """The table `clause`."""
    kinds: dict[str, str] = {}
    of: dict[str, set[str]] = {}
    for row in lexicon["clause"]:
        for kind in row["kind"].split():
            for word in row.words:
                of.setdefault(kind, set()).add(fold(word).text)
                if kind in OPENING:
                    kinds[fold(word).text] = kind
    return Openers(kinds, {kind: frozenset(keys) for kind, keys in of.items()})


def clauses(sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Clause]:
    """The clauses of a sentence in order; what a mention holds («11,338», «(22 يونيو)») parts none."""
    found = tokens(sentence, words(lexicon))
    if not found:
        return []
    reader = _Reader(found, {mention.span.start: mention.kind for mention in mentions}, openers(lexicon))
    cuts = [(0, "main", NOTHING, 0)]
    depth = 0
    inside = [mention.span for mention in mentions]
    for i, signs in _signs(sentence, found, inside):
        opened = max(0, depth + signs.count("(") - signs.count(")")) if signs else depth
        cut = (reader.bracket(signs, depth, opened) if opened != depth else None) or reader.cut(i, signs)
        if cut is None and "," in signs and cuts[-1][1] == "relative" and not found[i].word.conjunct:
            cut = ("goes_on", ALL)  # «المركب، الذي دشن سنة 2023، 4 ملاعب»: the clause of «الذي» ends
        if cut is None and opened < depth:
            cut = ("resumes", ALL)  # «تطوان (14 إصابة)، والعرائش (9 إصابات)»
        depth = opened
        if cut is not None and i:
            cuts.append((i, *cut, depth))
    made = []
    for (i, kind, takes, deep), (last, _, _, _) in pairwise([*cuts, (len(found), "", NOTHING, 0)]):
        start = found[i].start if i else sentence.span.start
        end = found[last].start if last < len(found) else sentence.span.end
        made.append(Clause(start, end, kind, takes, tuple(found[i:last]), deep))
    return made


def _signs(sentence: Sentence, found: Sequence[Token], inside: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """Each word that no mention holds in its midst, with the marks before it; of quiet words those after a mark."""
    held = _Held(inside)
    starts = [start for start, _, _ in found]
    signs = dict.fromkeys([i for i, (_, _, word) in enumerate(found) if not word.is_quiet], "")
    for at, sign in _marks(sentence):
        if not held.holds(at):
            i = bisect_right(starts, at)
            while i < len(starts) and held.parts(starts[i]):
                i += 1
            signs[i] = signs.get(i, "") + sign
    for i in sorted(signs):
        if i < len(starts) and (signs[i] or not held.parts(starts[i])):
            yield i, signs[i]


def _marks(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """Each mark where it stands in the document; a line's end is one."""
    text, origin = sentence.key.text, sentence.key.origin
    for match in (_DASHED if _DASH.search(text) else _MARK).finditer(text):
        yield origin[match.start()], match[0].strip() or "\n"


class _Held:
    """What mentions hold: the stretches in order, and how far all up to each reach."""

    def __init__(self, spans: Sequence[Span]) -> None:
        held = sorted(spans)
        self.starts = [span.start for span in held]
        self.ends = list(accumulate((span.end for span in held), max))

    def holds(self, at: int) -> bool:
        """Whether a mention holds what stands here."""
        n = bisect_right(self.starts, at)
        return n > 0 and at < self.ends[n - 1]

    def parts(self, at: int) -> bool:
        """Whether a mention that has begun before goes on here."""
        n = bisect_left(self.starts, at)
        return n > 0 and at < self.ends[n - 1]


_Cut: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Reader:
    """The words of a sentence, and where its mentions start."""

    found: Sequence[Token]
    starts: Mapping[int, str]
    table: Openers

    def bracket(self, signs: str, depth: int, opened: int) -> _Cut | None:
        """«(…)» is a clause of its own, and so is what follows it."""
        if opened > depth:
            return "bracket", ALL
        return ("resumes", ALL) if opened < depth and "," not in signs and ";" not in signs else None

    def cut(self, i: int, signs: str) -> _Cut | None:
        """The kind of clause that a word opens, and what it takes over; None where it opens none."""
        if signs and not _STOPS.isdisjoint(signs):
            return "main", NOTHING
        word = self.found[i].word
        opened = self._opened(i, signs) if signs or word.opens or word.key == _OF else None
        if opened is not None:
            return opened
        if word.is_verb and (signs or (word.conjunct and word.key[:1] in "وف")):
            return "verb", FRONT
        if word.key[:1] == "و" and self._fronts(i):
            return "verb", FRONT
        if signs and any(token.word.key in self.table.of["part"] for token in self.found[i + 1 : i + 3]):
            return "goes_on", ALL  # «12 إصابة، 7 منها بتازة»
        if not signs or word.conjunct or self.found[i].start in self.starts or word.key[:1].isdigit():
            return None
        return ("adverb", ALL) if word.key in self.table.of["leading"] or word.key[:1] == "ب" else ("goes_on", ALL)

    def _opened(self, i: int, signs: str) -> _Cut | None:
        """What a word of the table or a colon opens."""
        match self._opener(i) if self.found[i].word.opens else None:
            case "complement":
                return self._complement(i)
            case "contrast":
                return "contrast", NOTHING
            case "next":
                return "next", FRONT
            case "relative":
                return "relative", ALL
            case "goes_on" if signs:
                return "goes_on", ALL
        if self._announces(i):
            return "complement", NOTHING
        if not signs:
            return None
        if ":" in signs:
            spoke = any(token.word.is_verb for token in self.found[max(0, i - _SPOKEN) : i])
            return ("complement", NOTHING) if spoke else ("goes_on", ALL)
        return ("next", FRONT) if ";" in signs else None

    def _opener(self, i: int) -> str | None:
        following = self.found[i + 1].word.key if i + 1 < len(self.found) else ""
        for rest, kind in self.found[i].word.opens:
            if not rest or (
                rest[0] == following
                and tuple([token.word.key for token in self.found[i + 1 : i + 1 + len(rest)]]) == rest
            ):
                return kind
        return None

    def _complement(self, i: int) -> _Cut:
        """«أكد أن» opens what is said; «من المتوقع أن» goes on; «على أن», «بعد أن» and «وأن» open another claim."""
        before = [token.word.key for token in self.found[max(0, i - 3) : i]]
        if self.found[i].word.key.startswith("وا") or (before and before[-1] in self.table.of["conjunct"]):
            return "next", FRONT
        if any(_bare(word) in self.table.of["modal"] for word in before):
            return "goes_on", ALL
        told = [token.word.key for token in self.found[max(0, i - _DATA) : i]]
        if any(_bare(word) in self.table.of["data"] for word in told):
            return "data", FRONT  # «وفي المغرب، تبين أرقام الوزارة أن …»: where the data hold, not where one speaks
        return "complement", NOTHING

    def _announces(self, i: int) -> bool:
        """«أعلنت الوزارة، الثلاثاء، عن …»: what follows is what is announced."""
        if self.found[i].word.key != _OF:
            return False
        before = self.found[max(0, i - _SPOKEN) : i]
        return any(_bare(token.word.key) in self.table.of["announce"] for token in before)

    def _fronts(self, i: int) -> bool:
        """«وفي سنة 2025 …», «وبفاس …»: a place or a date opens another claim."""
        rest, start = self.found[i].word.key[1:], self.found[i].start
        if rest in self.table.of["leading"]:
            near = (start + 1, *(token.start for token in self.found[i + 1 : i + 4]))
        elif rest[:1] in ("ب", "ل"):
            near = (start + 2, *(token.start for token in self.found[i + 1 : i + 2]))
            near = near if start + 2 in self.starts or rest[1:] in self.table.of["leading"] else ()
        else:
            return False
        return any(self.starts.get(at) in ("place", "date") for at in near)


def _bare(word: str) -> str:
    return word[1:] if word[:1] in "وف" and len(word) > 4 else word
