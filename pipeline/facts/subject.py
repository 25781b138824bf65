"""Of whom or what a figure or event is told, what is measured, and between whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.facts.action import Done
from pipeline.facts.clause import ALL, Openers
from pipeline.facts.scene import Scene
from pipeline.facts.word import Token
from pipeline.records import Mention
from pipeline.text import Span

_NAMED = frozenset({"organization", "concept", "law", "person"})
_BODIES = frozenset({"organization", "concept", "person"})
_PARTIES = frozenset({"organization", "person", "place"})
_AUXILIARIES = frozenset({"كان", "كانت", "وكانت", "وكان", "قد", "وقد"})
_DEFINITE = ("ال", "لل")
_OWNED = ("ها", "هم", "هما")
_LONGEST = 6
_HEAD = 3
_BACK = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """Words of the sentence, and the mention that names whom or what they mean."""

    span: Span
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The noun phrases of a sentence. `earlier` are the concepts named before it."""

    scene: Scene
    mentions: Sequence[Mention]
    earlier: Sequence[Mention]
    table: Openers

    def subject(self, done: Done) -> Subject | None:
        """What an event is told of: `انعقد أول مجلس إدارة` -> أول مجلس إدارة; `كانت الحكومة صادقت على` -> الحكومة."""
        words = self._words(done)
        if not words:
            return None
        named = next((one for one in self.mentions if one.kind in _NAMED and _heads(words, one)), None)
        end = max(words[-1].end, named.span.end if named is not None else 0)
        return Subject(Span(words[0].start, end), named or self._taken_up(words))

    def parties(self, done: Done) -> list[Mention]:
        """Between whom: `توقيع اتفاقية بين الوزارة والوكالة` -> both."""
        tokens = self.scene.clauses[done.clause].tokens[done.at :]
        between = next((token for token in tokens if token.word.key in ("بين", "مع")), None)
        if between is None:
            return []
        after = (token for token in tokens if token.start > between.end and self._ends(token))
        end = next((token.start for token in after), self.scene.clauses[done.clause].end)
        return [one for one in self.mentions if one.kind in _PARTIES and between.end <= one.span.start < end]

    def objects(self, done: Done) -> list[Mention]:
        """The legal texts that something is done to: `صادقت الحكومة، الخميس، على مشروع القانون رقم 10.25`."""
        reach = self.scene.clauses[done.clause : done.clause + 3]
        last = next((n for n, clause in enumerate(reach) if n and (clause.has_verb or clause.takes != ALL)), len(reach))
        end = reach[last - 1].end
        return [one for one in self.mentions if one.kind == "law" and done.span.end <= one.span.start < end]

    def _words(self, done: Done) -> list[Token]:
        tokens = self.scene.clauses[done.clause].tokens
        if done.row["form"] == "participle":
            return self._antecedent(done)
        if self.scene.clauses[done.clause].kind == "relative" and done.at <= 2 and done.row["form"] != "masdar":
            told = self._told_of(done.clause)
            return told or self._phrase(tokens, done.at + 1)
        words = self._led(done) or self._phrase(tokens, done.at + 1) or self._after_adverb(done)
        return words if words or done.row["form"] == "masdar" else self._phrase_before(tokens, done.at)

    def _led(self, done: Done) -> list[Token]:
        """The noun phrase that opens the clause of a verb: `أكد أن ⟨الرئيس⟩ سيزور المغرب`."""
        tokens = self.scene.clauses[done.clause].tokens
        first = int(self.scene.clauses[done.clause].kind == "complement")
        if not tokens[done.at].word.is_verb or not first < done.at:
            return []
        before = self._phrase_before(tokens, done.at)
        opens = bool(before) and before[0] is tokens[first]
        opens = opens and (any(one.word.key.startswith("ال") for one in before[:2]) or self._is_named(before[0]))
        return before if opens else []

    def _after_adverb(self, done: Done) -> list[Token]:
        """«وقعت، قبل يومين، مذكرة تفاهم»: what is put between is passed over."""
        after = self.scene.clauses[done.clause + 1 : done.clause + 3]
        ends = done.at + 1 == len(self.scene.clauses[done.clause].tokens)
        passed = ends and len(after) == 2 and after[0].kind == "adverb" and after[1].takes == ALL
        return self._phrase(after[1].tokens, 0) if passed else []

    def _taken_up(self, words: Sequence[Token]) -> Mention | None:
        """«هذا النموذج» is the last concept named."""
        keys = [token.word.key for token in words[:2]]
        takes_up = keys[0] in self.table.of["demonstrative"] and keys[-1] in self.table.of["takes_up"]
        return self.earlier[-1] if takes_up and self.earlier else None

    def _phrase(self, tokens: Sequence[Token], at: int) -> list[Token]:
        """The noun phrase that begins here."""
        found: list[Token] = []
        for token in tokens[at : at + _LONGEST]:
            named = found and self._is_named(token)
            if found and not named and self._closes(found[-1]):
                break
            if not named and (self._ends(token) or (found and (token.word.conjunct or _is_next(found[-1], token)))):
                break
            found.append(token)
        return found

    def _ends(self, token: Token) -> bool:
        """Whether a word ends a noun phrase: a verb, a preposition, a number, a date or place with its preposition."""
        key = token.word.key
        if token.word.is_verb or key[:1].isdigit() or key in self.table.of["stop"] or key in self.table.of["leading"]:
            return True
        within = key[:1] in "بل"
        return any(
            one.span.start == token.start + within
            for one in self.mentions
            if one.kind == "date" or (one.kind == "place" and within)
        )

    def _closes(self, token: Token) -> bool:
        """Whether a name ends with this word."""
        return any(one.kind in _PARTIES and one.span.end == token.end for one in self.mentions)

    def _is_dated(self, token: Token) -> bool:
        return any(one.kind == "date" and one.span.start <= token.start < one.span.end for one in self.mentions)

    def _is_named(self, token: Token) -> bool:
        return any(one.kind in _NAMED and one.span.start <= token.start < one.span.end for one in self.mentions)

    def _antecedent(self, done: Done) -> list[Token]:
        """What a participle is said of: `الاتفاقية الإطارية المتعلقة بالبرنامج، والموقعة` -> الاتفاقية الإطارية."""
        clauses = self.scene.clauses[: done.clause + 1]
        before = [token for clause in clauses for token in clause.tokens if token.end <= done.span.start]
        if before and before[-1].word.key.endswith(_OWNED) and not before[-1].word.is_verb:
            return before[-1:]
        stems = done.row["object"].split()
        for at in range(len(before) - 1, max(-1, len(before) - _BACK), -1):
            key = before[at].word.key.removeprefix("و")
            named = any(stem in key for stem in stems) if stems else key.startswith("ال")
            if named and not before[at].word.is_verb:
                return self._phrase(before, at)
        return []

    def _told_of(self, n: int) -> list[Token]:
        """The definite noun before «الذي»: `المشروع، الذي انطلق` -> المشروع."""
        before = self.scene.clauses[n - 1].tokens if n else ()
        names = [one for one in self.mentions if one.kind in _NAMED and before and one.span.end == before[-1].end]
        if names:
            return [token for token in before if names[-1].span.start <= token.start]
        found: list[Token] = []
        for token in reversed(before[-_HEAD:]):
            if not token.word.key.lstrip("وبلف").startswith(("ال", "ل")) or token.word.is_verb:
                break
            found.insert(0, token)
        return found

    def _phrase_before(self, tokens: Sequence[Token], at: int) -> list[Token]:
        """The noun phrase that ends before a verb: «الحكومة صادقت»."""
        found: list[Token] = []
        while at and tokens[at - 1].word.key in _AUXILIARIES:
            at -= 1
        for token in reversed(tokens[max(0, at - 4) : at]):
            if (
                self._ends(token)
                or self._is_dated(token)
                or token.word.key in _AUXILIARIES
                or token.word.key.removeprefix("و") in self.table.kinds
            ):
                break
            found.insert(0, token)
        return found


def _is_next(one: Token, other: Token) -> bool:
    """After a definite noun an indefinite one begins the next phrase: «وقعت الوزارة | اتفاقية»."""
    return one.word.key.startswith(_DEFINITE) and not other.word.key.startswith(_DEFINITE)


def _heads(words: Sequence[Token], mention: Mention) -> bool:
    """Whether a name begins among the first words of a phrase."""
    return any(token.start <= mention.span.start < token.end for token in words[:_HEAD])


def of_figure(scene: Scene, figure: Span, mentions: Sequence[Mention]) -> Subject | None:
    """The one body, person or concept named before a figure in its clause, with no other figure between."""
    clause = scene.clauses[scene.clause_of(figure.start)]
    before = [
        one
        for one in mentions
        if one.kind in _BODIES
        and clause.start <= one.span.start
        and one.span.end <= figure.start
        and not any(other.start < one.span.end and one.span.start < other.end for other in scene.anchors)
    ]
    bodies = [one for one in before if one.kind != "concept"] or before
    if len({one.entity_id or one.surface for one in bodies}) != 1:
        return None
    if any(bodies[-1].span.end <= other.start < figure.start for other in scene.anchors):
        return None
    return Subject(bodies[-1].span, bodies[-1])
