"""What tells a name from the words around it: given names, offices, and the words of every day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Sentence
from pipeline.text import fold

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEAR = re.compile(r"[^\S\n]{1,3}|-")
_COMMA = re.compile(r"\s{0,2},\s{1,2}")
# What an ordinary word may carry before and behind it.
_BEFORE = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "س")
_BEHIND = (("ها", 3), ("هم", 3), ("هما", 3), ("نا", 4), ("ين", 4), ("ون", 4), ("ات", 4), ("ا", 3), ("ه", 4), ("ته", 3))
_VERB = re.compile(r"(?:است|[يتن]ست|س[يتن])[^\W\d_]{2,}|[يتن][^\W\d_]{3,}(?<!ي)(?<!و)|ا[نفست]ت?[^\W\d_]{2,}ت")
_POSSESSED = re.compile(r"[^\W\d_]{3,}(?:ها|هما|هم|هن)")
_DEFINITE = re.compile(r"[وف]?(?:ال|بال|كال|لل)[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a key, and how it hangs on the one before: `near` (a space), `comma`, or neither."""

    text: str
    start: int
    end: int
    near: bool
    comma: bool

    @property
    def definite(self) -> bool:
        """Whether it bears the article, with a clitic or without."""
        return _DEFINITE.fullmatch(self.text) is not None


_ON = re.compile(r"(?<![^\W\d_])[وف]?(?:بال)?علي(?![^\W\d_])")


def legible(sentence: Sentence, text: str) -> str:
    """The text with «على» spelled again where it is no «علي»: folding has merged the preposition and the name."""
    if "علي" not in text or len(text) != len(sentence.key.text):
        return text
    parts, last = [], 0
    for hit in _ON.finditer(text):
        at = sentence.key.origin[hit.end() - 1] - sentence.span.start
        if sentence.text[at] == "ى":
            parts.append(text[last : hit.end() - 1] + "ى")
            last = hit.end()
    return "".join(parts) + text[last:]


@lru_cache(maxsize=4)
def split(text: str) -> tuple[Word, ...]:
    """The words of a key in order."""
    found = []
    last = 0
    for hit in _LETTERS.finditer(text):
        gap = text[last : hit.start()]
        near = gap == " " or _NEAR.fullmatch(gap) is not None
        found.append(Word(hit[0], hit.start(), hit.end(), near, not near and _COMMA.fullmatch(gap) is not None))
        last = hit.end()
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[tuple[str, int], ...]:
    """A word with and without its leading clitics, each with the number of letters that stay outside.

    >>> forms("وللوزير")
    (('وللوزير', 0), ('للوزير', 1), ('الوزير', 2))
    """
    found = [(word, 0)]
    at = 0
    if word[0] in "وف" and len(word) > 3:
        at = 1
        found.append((word[1:], 1))
    rest = word[at:]
    if rest[0] in "بلك" and len(rest) > 3:
        found.append(("ال" + rest[2:], at + 1) if rest.startswith("لل") else (rest[1:], at + 1))
    return tuple(found)


def bare(word: str) -> str:
    """A word without the article and without the alef of the accusative: `الوزير`, `وزيرا` -> `وزير`."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The tables by which words of a name are told, as sets of keys."""

    lexicon: Lexicon
    given: Mapping[str, str]
    foreign: frozenset[str]
    parts: Mapping[str, str]
    office: frozenset[str]
    title: frozenset[str]
    speech: frozenset[str]
    function: frozenset[str]
    ordinary: Mapping[str, str]
    nation: frozenset[str]
    named_after: frozenset[str]
    head: Mapping[str, str]
    stop: frozenset[str]
    adjective: frozenset[str]
    surname: frozenset[str]

    def is_place(self, word: str) -> bool:
        """Whether a word, alone or after a clitic, names a place that needs no support."""
        rows = self.lexicon["atlas"].by_key
        return any(form in rows and rows[form]["strength"] in {"strong", "adjective"} for form, _ in forms(word))

    def is_country(self, word: str) -> bool:
        """Whether a word, alone or after a clitic, names a country, or a place by a clitic alone: `بطنجة`."""
        rows = self.lexicon["atlas"].by_key
        found = [(rows[form]["ids"], cut) for form, cut in forms(word) if form in rows]
        return any(cut or "country/" in ids or "place/" in ids for ids, cut in found)

    def is_ordinary(self, word: str) -> bool:
        """Whether it is a word of the language, in any of its forms: `للمواطنين`, `قانونها`."""
        return _is_ordinary(self, word)

    def is_office(self, word: str) -> bool:
        """Whether it says what somebody is: `الوزير`, `رئيسا`."""
        plain = bare(word)
        return plain in self.office or (plain.endswith("ا") and not plain.endswith("ها") and plain[:-1] in self.office)

    def is_name_like(self, word: str, *, foreign: bool = False, sure: bool = False) -> bool:
        """Whether a word may be a name: no word of every day, no verb (unless `foreign`), no place (unless `sure`)."""
        if len(word) < 2 or word in self.function or word in self.speech or not "ء" <= word[0] <= "ي":
            return False
        if word in self.given or word in self.parts:
            return True
        if bare(word) in self.office or bare(word) in self.nation or word in self.nation or self.is_ordinary(word):
            return False
        return (
            (sure or not self.is_place(word))
            and not self.is_country(word)
            and (foreign or not _VERB.fullmatch(word))
            and not _POSSESSED.fullmatch(word)
        )


@lru_cache(maxsize=1 << 16)
def _is_ordinary(words: Vocabulary, word: str) -> bool:
    ordinary = words.ordinary
    if word in ordinary or word in words.function or word in words.speech:
        return True
    for clitic in _BEFORE:
        stem = word[len(clitic) :]
        if word.startswith(clitic) and stem in words.function:
            return True
        if word.startswith(clitic) and len(stem) >= 3:
            # «لشكر» and «بركة» are surnames: a clitic alone is taken off a common word only.
            if ordinary.get(stem) == "strong" or (len(clitic) > 1 and stem in ordinary):
                return True
            if len(clitic) > 1 and any(
                stem.endswith(end)
                and not stem.endswith("انه")
                and len(stem) - len(end) >= least
                and stem[: -len(end)] in ordinary
                for end, least in _BEHIND
            ):
                return True
    return any(
        word.endswith(end)
        and len(word) - len(end) >= least
        and (word[: -len(end)] in ordinary or (end[0] == "ت" and word[: -len(end)] + "ه" in ordinary))
        for end, least in _BEHIND
    )


def _keys(lexicon: Lexicon, table: str) -> frozenset[str]:
    return frozenset(lexicon[table].by_key)


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon, built once."""
    given = lexicon["given_name"].by_key
    nation = _keys(lexicon, "nationality")
    return Vocabulary(
        lexicon=lexicon,
        given={key: row["strength"] for key, row in given.items()},
        foreign=frozenset(key for key, row in given.items() if row["origin"] == "foreign"),
        parts={key: row["class"] for key, row in lexicon["name_part"].by_key.items()},
        office=_keys(lexicon, "office"),
        title=_keys(lexicon, "title"),
        speech=_keys(lexicon, "speech_verb"),
        function=_keys(lexicon, "function_word") - {"علي"} | {"على", "وعلى", "فعلى"},
        ordinary={key: row["strength"] for key, row in lexicon["ordinary"].by_key.items()},
        nation=nation | {bare(key) for key in nation},
        named_after=_keys(lexicon, "named_after"),
        head={key: row["type"] for key, row in lexicon["organization_head"].by_key.items()},
        stop=_keys(lexicon, "organization_stop"),
        adjective=_keys(lexicon, "organization_adjective"),
        surname=_keys(lexicon, "person_short"),
    )


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
    return (best, end) if best is not None else None


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
    if text in known.function or text in known.speech or (text in known.stop and not known.is_office(text)):
        return 0 if text in {"سابق", "سابقا", "السابق", "السابقه", "الجديد", "الحالي"} else None
    if _DEFINITE.fullmatch(text):
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
