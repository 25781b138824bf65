"""The office that stands before a person's name or after it, as far as it runs."""

from collections.abc import Sequence

from pipeline.lexicon.name import DEFINITE, Word, forms
from pipeline.lexicon.vocabulary import Vocabulary
from pipeline.text import fold

# Prepositions that lead on inside an office: «الخبير في تنظيم الرحلات», «البرلماني عن حزب …», «وزير الدولة لدى …».
_LEADING = frozenset(fold(word).text for word in ("في", "عن", "لدى", "باسم", "المكلف"))
# What may stand between a name and the office that is said of it: «، وهي كاتبة», «، الذي عين رئيسا».
_SAID = frozenset(
    fold(word).text
    for word in (
        "وهو",
        "وهي",
        "الذي",
        "التي",
        "عين",
        "عينت",
        "أصبح",
        "أصبحت",
        "يشغل",
        "تشغل",
        "منصب",
        "بصفته",
        "بصفتها",
    )
)
_REACH = 16


def office_before(words: Sequence[Word], at: int, known: Vocabulary) -> tuple[int, int] | None:
    """The words of the office that stands before a name, as a range: «وزير الصحة [السيد] ⟨أمين⟩»."""
    end = at
    while end and _hangs(words, end, at) and _is_title(words[end - 1].text, known):
        end -= 1
    best = None
    for first in range(end - 1, max(-1, end - _REACH), -1):
        if first + 1 < end and not words[first + 1].near:
            break
        if first + 1 == end and not _hangs(words, end, end):
            break
        if _office_form(words[first].text, known) is not None and _leads(words, first, end, known):
            best = first
    if best is not None and not words[end - 1].definite:
        away = any(_leads_away(words, inner, known) for inner in range(best + 1, end - 1))
        # «طبيبا لتنظيم قوافل»: what a preposition leads in goes on with the next word.
        if away or words[end - 1].text in _LEADING or (end - best > 1 and is_led(words[end - 1].text, known)):
            return None
    if best is None:
        return None
    # «صاحب الجلالة الملك»: an office of two words, of which the first alone says nothing.
    two = (
        best
        and words[best].near
        and any(f"{form} {words[best].text}" in known.office for form, _ in forms(words[best - 1].text))
    )
    return (best - 1 if two else best, end)


def office_at(words: Sequence[Word], at: int, known: Vocabulary) -> int:
    """Where the office that begins at a word ends: `⟨الكاتب العام للنقابة⟩ إن`."""
    end = _extent(words, at, min(len(words), at + _REACH), known)
    while end > at + 1 and (words[end - 1].text in _LEADING or words[end - 1].text in known.function):
        end -= 1
    return end


def is_led(word: str, known: Vocabulary) -> bool:
    """Whether a preposition leads in a word of every day without the article: `لنساء`, `لتنظيم`; not `لجنة`."""
    stem = word[1:]
    whole = word in known.ordinary or word in known.head or word in known.given or known.is_office(word)
    return word[0] in "بل" and not whole and stem in known.ordinary and not stem.startswith("ل")


def _hangs(words: Sequence[Word], at: int, name: int) -> bool:
    """Whether a word hangs on the one before by a space, or by a comma where the name itself begins."""
    if at >= len(words):
        return False
    return words[at].near or (at == name and words[at].comma)


def _is_title(word: str, known: Vocabulary) -> bool:
    return any(form in known.title for form, _ in forms(word)) or word == "السي"


def _office_form(word: str, known: Vocabulary) -> tuple[str, int] | None:
    return next(((form, cut) for form, cut in forms(word) if known.is_office(form)), None)


def _leads(words: Sequence[Word], first: int, end: int, known: Vocabulary) -> bool:
    return _extent(words, first, end, known) == end


def office_after(words: Sequence[Word], at: int, known: Vocabulary) -> tuple[int, int] | None:
    """The words of the office that follows a name: «⟨أمين بوزوبع⟩، الكاتب العام للكونفدرالية»."""
    if at >= len(words) or not (words[at].near or words[at].comma):
        return None
    comma, said = words[at].comma, at
    while at < min(len(words) - 1, said + 4) and words[at].text in _SAID and words[at + 1].near:
        at += 1
    if not known.is_office(words[at].text):
        return None
    end = _extent(words, at, min(len(words), at + _REACH), known)
    end = next((inner for inner in range(at + 1, end - 1) if _leads_away(words, inner, known)), end)
    is_next = end < len(words) and (words[end].near or words[end].comma) and words[end].text in known.given
    if is_next and not comma and said == at:
        return None
    while end > at + 1 and (words[end - 1].text in _LEADING or words[end - 1].text in known.function):
        end -= 1
    return (at, end)


def _leads_away(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """Whether a preposition goes on to something else than the office: «عن استعداد بلاده»."""
    following = words[at + 1]
    return (
        words[at].text in _LEADING
        and not following.definite
        and known.is_ordinary(following.text)
        and following.text not in known.head
    )


def _extent(words: Sequence[Word], first: int, end: int, known: Vocabulary) -> int:
    """How far an office runs: a construct, then definite words, prepositions and «و» that lead on."""
    form = _office_form(words[first].text, known)
    chain = 0 if form and form[0].startswith("ال") else 3
    at = first + 1
    while at < end:
        word = words[at]
        if not word.near:
            return at
        text = word.text
        follows = _step(text, chain, known)
        if follows is None:
            return at
        chain = follows
        at += 1
    return at


def _step(text: str, chain: int, known: Vocabulary) -> int | None:
    """How many indefinite words may follow after this one, or None where the office has ended before it."""
    if text in _LEADING:
        return 2
    if text[0] == "و" and text.endswith(("هم", "هن", "هما")) and not known.is_office(text[1:]):
        return None  # «المتهم وضمنهم النقيب محمد زيان»
    if text in known.function or text in known.speech or (text in known.stop and not known.is_office(text)):
        return 0 if text in {"سابق", "سابقا", "السابق", "السابقه", "الجديد", "الحالي"} else None
    if DEFINITE.fullmatch(text):
        return 1 if chain > 1 and text.startswith("لل") else 0
    if text[0] in "ول" and len(text) > 3 and (known.is_ordinary(text[1:]) or text[1:] in known.head):
        return 2
    if known.is_place(text) or text in known.nation:
        return 0
    if text in known.given:
        return None
    if known.is_ordinary(text) or text in known.head or known.is_office(text):
        return chain - 1 if chain > 0 else None
    return chain - 1 if chain > 0 else None
