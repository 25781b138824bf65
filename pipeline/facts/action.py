"""What is done: the action that a figure is told of («تحديث 1130 مركزا»), and the actions of a sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.facts.clause import Clause, Openers
from pipeline.facts.scene import Scene
from pipeline.facts.word import Token, Words, phrase
from pipeline.lexicon import Row
from pipeline.text import Span, bare, fold

_NEAR = 9
_OBJECT = 7
_PHRASE = 6
_BEGUN = 4
_NEVER = 4
_INTO = "حيز"  # «دخل حيز التنفيذ»: what is told is that it came into force
_FORMULAS = frozenset({("عليه", "وسلم")})
_FINITE = frozenset({"past", "present", "either", "verb"})
_GOVERNED = frozenset({"علي", "الي", "من", "في", "عن"})


@dataclass(frozen=True, slots=True)
class Done:
    """An action where it stands. `at` is its word's place in the clause."""

    row: Row
    span: Span
    clause: int
    at: int
    begins: bool = False  # «بدأت ممارسة …»

    @property
    def code(self) -> str:
        """The action's code: build, open, adopt..."""
        return self.row["action"]


def actions(scene: Scene, known: Words, table: Openers, taken: Sequence[Span]) -> list[Done]:
    """The actions of a sentence in order; what a name holds («وزارة التجهيز») is none."""
    found = []
    for n, clause in enumerate(scene.clauses):
        for at, token in enumerate(clause.tokens):
            word = token.word
            if not word.acts:
                continue
            if at and clause.tokens[at - 1].word.leads and _pair(clause.tokens, at - 1, known) is not None:
                continue  # the second word of «إعادة تنظيم»
            row = _pair(clause.tokens, at, known) or word.action
            if row is None or any(span.start < token.end and token.start < span.end for span in taken):
                continue
            if at and (clause.tokens[at - 1].word.key, token.word.key) in _FORMULAS:
                continue
            if at and clause.tokens[at - 1].word.key == _INTO:
                continue
            if not _fits(scene, n, at, _object(row["object"])) or not _is_written(scene, token, row):
                continue
            found.append(Done(row, Span(token.start, token.end), n, at))
    aspects = [one for one in found if _is_aspect(one, found, scene, table)]
    begun = {
        (one.clause, one.at + step)
        for one in aspects
        if one.code == "start" and one.row["form"] in _FINITE
        for step in range(1, _BEGUN + 1)
    }
    told = [one for one in found if one not in aspects] if aspects else found
    return [replace(one, begins=True) if (one.clause, one.at) in begun else one for one in told]


def _pair(found: Sequence[Token], at: int, known: Words) -> Row | None:
    """The action that two words name: «إعادة تأهيل»."""
    if not found[at].word.leads or at + 1 == len(found):
        return None
    pair = phrase(found, at, 2)
    return known.actions.get(pair) or known.actions.get(pair.removeprefix("و"))


class _Object(NamedTuple):
    """What a row says of the words around its action.

    `!` in the table is what may not follow: «اعتمد على»; `-` what may not stand right after: «بناء على», `+` what must,
    `=` what must follow as it is: «شرع … في»; `*` ends what such a word begins with. `?` is of events alone
    (`is_told_of`): `told` holds its parts of words, `exact` its words as they are.
    """

    never: tuple[str, ...]
    barred: tuple[str, ...]
    must: tuple[str, ...]
    follows: frozenset[str]
    wanted: tuple[str, ...]
    told: tuple[str, ...]
    exact: frozenset[str]


@lru_cache(maxsize=4096)
def _object(cell: str) -> _Object | None:
    """The cell `object`, None where it is empty."""
    stems = cell.split()
    never, barred, must, follows = (tuple(stem[1:] for stem in stems if stem[0] == sign) for sign in "!-+=")
    wanted = tuple(stem for stem in stems if stem[0] not in "!-+=?")
    told = [stem[1:] for stem in stems if stem[0] == "?"]
    exact = frozenset(stem[1:] for stem in told if stem[:1] == "=")
    parts = tuple(stem for stem in told if stem[:1] != "=")
    return _Object(never, barred, must, frozenset(follows), wanted, parts, exact) if stems else None


def _fits(scene: Scene, n: int, at: int, said: _Object | None) -> bool:
    """Whether the words around are those of the action: «وقعت … اتفاقية», but not «اعتمد على»."""
    if said is None:
        return True
    found = scene.clauses[n].tokens
    after = _after(scene, n, at)
    if said.never and any(_is_barred(word, stem) for stem in said.never for word in after[:_NEVER]):
        return False
    if said.barred and any(_is_barred(word, stem) for stem in said.barred for word in after[:1]):
        return False
    if said.must and after and not any(_is_barred(after[0], stem) for stem in said.must):
        counted = at + 1 < len(found) and any(anchor.start == found[at + 1].start for anchor in scene.anchors)
        if not counted:
            return False  # «أحدث تقرير» is the newest, «أحدث المجلس» creates
    if said.follows and said.follows.isdisjoint(after):
        return False
    return not said.wanted or _is_near(said.wanted, (*_before(scene, n, at), *after))


def _after(scene: Scene, n: int, at: int) -> list[str]:
    """The words after an action, in its clause; where it ends its clause, in the next."""
    found = scene.clauses[n].tokens
    beyond = (
        [token for clause in scene.clauses[n + 1 : n + 3] for token in clause.tokens] if at + 1 == len(found) else []
    )
    said = scene.clauses[n + 1].tokens[:1] if n + 1 < len(scene.clauses) else ()  # «أقرت الرياض | بأن …»
    return [token.word.key for token in (*found[at + 1 : at + _OBJECT], *(beyond[:_OBJECT] or said))]


def _before(scene: Scene, n: int, at: int) -> list[str]:
    """The words before an action, in its clause and at the end of the one before."""
    before = scene.clauses[n - 1].tokens[-_PHRASE:] if n and at < _PHRASE else ()
    return [token.word.key for token in (*before, *scene.clauses[n].tokens[max(0, at - _PHRASE) : at])]


def _is_near(stems: Sequence[str], words: Sequence[str]) -> bool:
    return any(stem in word for stem in stems for word in words)


def is_told_of(scene: Scene, one: Done, named: Sequence[Span], table: Openers) -> bool:
    """Whether a word of several senses is told of what makes it a deed: `?` in the table.

    «انتهت المحاكمة» ends something, «انتهى الحلم» does not; `?` alone wants somebody or something named, or an
    institution, and `?=` a word as it is: «نقل … إلى».
    """
    said = _object(one.row["object"])
    if said is None or not (said.told or said.exact):
        return True
    words = (*_before(scene, one.clause, one.at), *_after(scene, one.clause, one.at))
    if not said.exact.isdisjoint(words) or _is_near([stem for stem in said.told if stem], words):
        return True
    if "" not in said.told:
        return False
    around = scene.clauses[max(0, one.clause - 1) : one.clause + 2]  # «الشركة، | التي أنهت …»
    start, end = around[0].start, around[-1].end
    keys = [token.word.key for clause in around for token in clause.tokens]
    return any(start <= span.start < end for span in named) or _is_near(sorted(table.of["participant"]), keys)


def _is_barred(word: str, stem: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem


def _is_written(scene: Scene, token: Token, row: Row) -> bool:
    """Whether a word that folding makes like another is written as its row has it: «بدأ», not «بدا»."""
    key = (token.word.key[1:] if token.word.conjunct else token.word.key).removeprefix(token.word.prefix)
    start = scene.sentence.span.start
    written = bare(scene.sentence.text[token.start - start : token.end - start])
    # «بيعة» is a pledge, not «بيعه», that somebody sold it.
    if row["form"] in ("masdar", "either") and written.endswith("ة") and not any(map(_is_feminine, row.words)):
        return False
    if row["exact"] != "1" or key not in _keys(row.words):
        return True
    return any(written.endswith(bare(word)) for word in row.words)


@lru_cache(maxsize=4096)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


def _is_feminine(word: str) -> bool:
    return word.endswith("ة")


def _is_aspect(one: Done, found: Sequence[Done], scene: Scene, table: Openers) -> bool:
    """«بدأت ممارسة …», «إتمام تحديث …»: what begins or ends is what is told."""
    tokens = scene.clauses[one.clause].tokens
    key = tokens[one.at].word.key
    if one.code == "launch" or not any(form in table.of["aspect"] for form in (key, key[1:], key.removeprefix("ال"))):
        return False
    # «شرعت الشركة في تشغيل المصنع»: where «في» stands between, the one who begins may too.
    keys = [token.word.key for token in tokens[one.at + 1 : one.at + _BEGUN]]
    reach = _BEGUN if "في" in keys else 2
    return any(
        other is not one
        and other.clause == one.clause
        and 0 < other.at - one.at <= reach
        and other.row["form"] == "masdar"
        for other in found
    )


def of_figure(scene: Scene, figure: Span, others: Sequence[Span], found: Sequence[Done], table: Openers) -> Done | None:
    """The action that a figure is told of: the nearest before it in its clause, else the first after it.

    `بعد إتمام تحديث 1130 مركزا` -> modernise; `11 مرسوما تمت المصادقة عليها` -> adopt
    """
    n = scene.clause_of(figure.start)
    clause = scene.clauses[n]
    at = bisect_right(clause.tokens, figure.start, key=lambda token: token.end)
    if at and clause.tokens[at - 1].word.key.removeprefix("و") in table.of["oblique"]:
        return None
    before = [one for one in found if one.clause == n and one.span.end <= figure.start]
    if before and at - before[-1].at <= _NEAR + 6 * _between(before[-1].span, figure, others):
        return before[-1]
    relative = n + 1 < len(scene.clauses) and scene.clauses[n + 1].kind == "relative"
    n_after = n + 1 if relative and not _is_apart(clause, figure, table) else n
    for one in found:
        if one.clause in (n, n_after) and one.span.start >= figure.end and one.at <= _NEAR + at * (one.clause == n):
            if _follows(scene.clauses[one.clause], one, figure, others):
                return one
            break
    return _carried(scene, n, found)


def _is_apart(clause: Clause, figure: Span, table: Openers) -> bool:
    """Whether too much stands between a figure and the end of its clause for «التي» to tell of it."""
    after = [token.word.key for token in clause.tokens if token.start >= figure.end]
    return len(after) > _PHRASE or any(word in table.of["leading"] or word[:1] == "ب" for word in after)


def _between(start: Span, end: Span, others: Sequence[Span]) -> int:
    return sum(start.end <= other.start and other.end <= end.start for other in others)


def _follows(clause: Clause, one: Done, figure: Span, others: Sequence[Span]) -> bool:
    """Whether an action after a figure is told of it: a verb or participle, and no other figure between."""
    if one.row["form"] == "masdar" and not any(
        token.word.is_verb and figure.end <= token.start < one.span.start for token in clause.tokens
    ):
        return False
    return _between(figure, one.span, others) == 0


def _carried(scene: Scene, n: int, found: Sequence[Done]) -> Done | None:
    """«صادقت الحكومة، يوم الخميس، على 11 مرسوما»: what was put between leaves the action in force."""
    kind, first = scene.clauses[n].kind, scene.clauses[n].tokens[0].word.key
    if n > 1 and scene.clauses[n - 1].kind == "relative":
        return next((one for one in reversed(found) if one.clause == n - 2 and one.row["form"] in _FINITE), None)
    if kind == "bracket" or (kind in ("adverb", "goes_on") and first in _GOVERNED):
        return next((one for one in reversed(found) if n - 3 < one.clause < n and one.row["form"] in _FINITE), None)
    return None
