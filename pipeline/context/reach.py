"""How far a cue reaches: what stands between it and the figure of which it may be said."""

import re
from dataclasses import dataclass

from pipeline.context.clause import Clause
from pipeline.context.cue import Found, noun
from pipeline.context.line import Place
from pipeline.lexicon import Lexicon

_NEAR = 3  # words between a cue and its own figure
_OBJECT = 4  # words between a verb and its object: its subject stands there
_WORD = re.compile(r"[^\W_]+")
_AFTER = re.compile(r"(?:\s{1,3}[^\W_]{1,20}){1,2}")


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure in its sentence: the key, the clauses, and in which of them it stands."""

    text: str
    clauses: tuple[Clause, ...]
    at: int
    target: Place
    lexicon: Lexicon
    is_stretch: bool = False  # a time or an age, which is seldom what is done
    is_event: bool = False

    @property
    def clause(self) -> Clause:
        """The figure's own clause."""
        return self.clauses[self.at]

    def gap(self, cue: Found) -> str:
        """The letters between a cue and the figure."""
        if cue.start >= self.target.end:
            return self.text[self.target.end : cue.start]
        return self.text[cue.end : max(cue.end, self.target.start)]


def value(cue: Found, scene: Scene, start: int) -> str:
    """What a cue means here: `وقعت الشركة اتفاقية` -> completed, `وقع الحادث` -> reported.

    `start` is where the words begin that may decide about a cue which stands after its figure.
    """
    if not cue.beside:
        return cue.value
    after = cue.start >= scene.target.end
    before = after or cue.beside in {"creation", "progress"}
    low, high = (min(start, scene.target.start), cue.start) if before else (cue.end, max(scene.target.end, cue.end))
    beside = noun(cue.beside, scene.lexicon)
    found = beside.search(scene.text, low, max(low, high))
    # «80 كاتبا وقعوا على عريضة»: what is done may follow its verb.
    if after and found is None:
        following = _AFTER.match(scene.text, cue.end, scene.clause.end)
        found = following and beside.search(scene.text, following.start(), following.end())
    return cue.then if found else cue.value


def is_in_reach(cue: Found, scene: Scene) -> bool:
    """Whether nothing between a cue and its figure ends the cue's own phrase."""
    gap = scene.gap(cue)
    words = _WORD.findall(gap)
    if cue.start >= scene.target.end:
        # «500 يورو لامرأة جرى منعها»
        led = any(word.startswith("ل") and not word.startswith("لل") and len(word) > 4 for word in words)
        return len(words) <= _NEAR and not led and not _holds(words, "preposition", scene.lexicon)
    match cue.scope:
        case "near" | "total":
            return len(words) <= _NEAR and (cue.strength == "weak" or _leads(words, "reach", scene.lexicon))
        case "object":
            if gap.strip(" ,") == "و":
                return False  # «80 ملعبا مرتقبا و12 مسبحا»: it was said of the noun before
            return len(words) <= _OBJECT and not _holds(words, "preposition", scene.lexicon)
        case "amount":
            # «ارتفاعا سنويا ⟨ناهز 28 بالمئة⟩»: the verb that leads to an amount may be part of the figure.
            first = _WORD.findall(scene.text[scene.target.start : scene.target.end])[:1]
            by = not words or _leads(words[-1:], "by", scene.lexicon)
            return by or (len(words) <= _NEAR and _leads(first, "by", scene.lexicon) and words[-1] != "الي")
        case _:
            return True


def _leads(words: list[str], kind: str, lexicon: Lexicon) -> bool:
    """Whether these words only lead on to the amount: `قدرها`, `تصل الي`; «وبلغ» begins anew."""
    return all(word[0] != "و" and noun(kind, lexicon).fullmatch(word) for word in words)


def _holds(words: list[str], kind: str, lexicon: Lexicon) -> bool:
    return any(noun(kind, lexicon).fullmatch(word) for word in words)
