"""How far the words run that name a speaker or a source."""

from collections.abc import Sequence

from pipeline.context.line import Line
from pipeline.context.word import THAT, Speech

_LEADING = frozenset({"في", "على", "باسم", "لدى"})
# After these «من» and «عن» go on: `بيان صادر عن مصلحة…`, `عدد من المواطنين`.
_OF_WHOM = ("صادر", "الصادر", "منسوب", "عدد", "العديد", "مجموعه", "كثير")


def phrase_end(line: Line, first: int, known: Speech, longest: int) -> int:
    """The word after a phrase that begins at this one: it holds no verb, no complement and no other person.

    `⟨الوزير المكلف بالماء⟩ في حكومة عزيز أخنوش أن`
    """
    words = line.words
    people = [line.place(mention.span).start for mention in line.mentions if mention.kind == "person"]
    counted = [line.place(mention.span).start for mention in line.mentions if mention.kind in {"date", "figure"}]
    at = first + 1
    while at < min(len(words), first + longest):
        begins = any(words[at].start <= start < words[at].end for start in (*people, *counted))
        if begins or _ends(line, at, known) or _leads_away(line, first, at, known):
            break
        at += 1
    while at > first + 1 and (words[at - 1].text in _LEADING or _dangles(line, at, people)):
        at -= 1
    return at


def _ends(line: Line, at: int, known: Speech) -> bool:
    """Whether a word is no part of a name: it stands apart, is a verb, or begins what is said."""
    word = line.words[at]
    if not word.near or known.verbs.by_key.get(word.text) is not None or THAT.fullmatch(word.text):
        return True
    if word.text in known.kinds["stop"]:
        return not (word.text in {"عن", "من"} and line.words[at - 1].text.startswith(_OF_WHOM))
    row = known.names.lexicon["cue_status"].by_key.get(word.text)
    return row is not None and row["form"] != "noun" and not known.names.is_ordinary(word.text)


def _leads_away(line: Line, first: int, at: int, known: Speech) -> bool:
    """Whether an indefinite word follows a definite one, or a preposition leads to something indefinite."""
    words = line.words
    if words[at].text in _LEADING:
        if at + 1 < len(words) and known.is_document(words[at + 1].text):
            return True  # «النيابة العامة في بيان»
        return at > first + 2 or not any(word.definite for word in words[at + 1 : at + 3])
    before = words[at - 1]
    return before.definite and not words[at].definite and words[at].text[0] not in "لو"


def _dangles(line: Line, at: int, people: Sequence[int]) -> bool:
    """Whether the phrase broke off before a name that does not belong to it: `في حكومة ⟨عزيز أخنوش⟩`."""
    words = line.words
    return (
        at < len(words)
        and any(words[at].start <= start < words[at].end for start in people)
        and words[at - 2].text in _LEADING
        and not words[at - 1].definite
    )
