"""People: given names with what follows them, names after an office or before one, and well-known bearers.

A name ends before the first word of every day, and what bears a person's name (a street, a university) is no person.
A surname alone is left to `link`, which knows the whole document.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.rule import Match, Pattern, Read, Rule, Words
from pipeline.lexicon.name import (
    Vocabulary,
    Word,
    bare,
    forms,
    is_led,
    legible,
    office_after,
    office_before,
    split,
    vocabulary,
)
from pipeline.text import bare as letters
from pipeline.values import Name

KIND = "person"
# A short name that nobody in its document bears in full, and a given name without a surname.
SHORT = 0.6
_LONGEST = 6
# Names of which nothing tells the end but the first word of every day.
_OPEN = frozenset({"foreign", "unknown", "presented"})


def _people(match: Match) -> list[Read]:
    """Every person of a sentence."""
    words, known = split(legible(match.sentence, match.shadow.text)), vocabulary(match.lexicon)
    found: list[Read] = []
    taken = 0
    for at in range(len(words)):
        if at < taken:
            continue
        read = _given(words, at, known) or _run(words, at, known)
        if read is None:
            continue
        start, end, rule, confidence = read
        taken = end
        if not _bears(words, at, known):
            found.append(_read(match, words, (at, start, end), rule, confidence))
    return found


def _read(
    match: Match,
    words: Sequence[Word],
    place: tuple[int, int, int],
    rule: str,
    confidence: float,
) -> Read:
    first, start, end = place
    known = vocabulary(match.lexicon)
    # «وزير العدل وفلان»: what stands before «و» is not his office.
    own = words[first].text[0] != "و" or words[first].start == start
    role = (office_before(words, first, known) if own else None) or office_after(words, end, known)
    at = (start, words[end - 1].end)
    span = match.cut(*at)
    offset = match.sentence.span.start
    surface = " ".join(letters(match.sentence.text[span.start - offset : span.end - offset]).split())
    cut = next((cut for form, cut in forms(words[role[0]].text) if known.is_office(form)), 0) if role else 0
    return Read(
        Name(surface, "person"),
        confidence,
        at=at,
        role=(words[role[0]].start + cut, words[role[1] - 1].end) if role else None,
        rule=rule,
    )


_Found = tuple[int, int, str, float]


def _given(words: Sequence[Word], at: int, known: Vocabulary) -> _Found | None:
    """A given name and what hangs on it: `عبد الوافي لفتيت`, `محمد بن الحسن`; its start, end, rule and confidence."""
    for form, cut in forms(words[at].text):
        first = _first(words, at, form, known)
        if first is None:
            continue
        if cut and _is_whole(words[at].text, cut, known):
            return None
        if (
            form.startswith("ال")
            and known.given.get(form) == "noun"
            and at
            and words[at].near
            and words[at - 1].definite
        ):
            return None
        end, strength = first
        if strength == "noun" and known.is_office(form) and not _is_presented(words, at, known):
            return None
        start = words[at].start + cut
        last = _surname(words, end, "foreign" if form in known.foreign else strength, known)
        if last > end:
            presented = _is_presented(words, at, known)
            told = presented or _is_said(words, at, known)
            if strength == "noun" and not told and not _is_surname_of_noun(words[end].text, known):
                return None
            sure = strength == "strong" or presented
            return (start, last, "person: given name and surname", 0.9 if sure else 0.7)
        if end > at + 1 and strength == "noble":
            return (start, end, "person: noble name", 0.8)
        if strength != "compound" and _is_presented(words, at, known) and not _goes_on(words, end):
            return (start, end, "person: title and given name", SHORT)
        return None
    return None


def _is_whole(text: str, cut: int, known: Vocabulary) -> bool:
    """Whether a word is one without its first letters being clitics: «ولاية» is no «و», «ل» and «آية»."""
    whole = text in known.ordinary or text in known.lexicon["plural"].by_key
    return known.ordinary.get(text) == "strong" or (cut > 1 and whole)


def _is_surname_of_noun(text: str, known: Vocabulary) -> bool:
    """After a given name that is a noun too, a word with the article must look like a surname: «حسن العلوي»."""
    if text in known.given or text in known.parts:
        return True
    return text.endswith("ي") if text.startswith("ال") else text.startswith(("بن", "بو", "ا"))


def _goes_on(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].near and words[at].definite


def _first(words: Sequence[Word], at: int, form: str, known: Vocabulary) -> tuple[int, str] | None:
    """Where the given name ends, and how sure it is: `عبد اللطيف` is one, `عز الدين` another."""
    following = words[at + 1].text if at + 1 < len(words) and words[at + 1].near else ""
    part = known.parts.get(form)
    if part == "slave":
        return (at + 2, "strong") if following.startswith("ال") or following in known.given else None
    second = known.parts.get(following) == "second"
    if second and (part == "compound" or form in known.given):
        return (at + 2, "strong")
    if part == "noble":
        inner = _first(words, at + 1, following, known) if following else None
        return (inner[0], "noble") if inner else None
    if form in known.given:
        return (at + 1, known.given[form])
    if form.startswith("عبدال") or (form.endswith("الدين") and len(form) > 6 and not form.startswith("ال")):
        return (at + 1, "strong")
    return None


@dataclass
class _Tail:
    """What follows a first name, read word by word as far as it belongs to the name."""

    words: Sequence[Word]
    first: int
    strength: str
    known: Vocabulary
    definite: bool = False
    plain: int = 0

    def read(self) -> int:
        """Where the name ends: after particles with their words, further given names and words that are no words."""
        end = self.first
        if (
            self.strength in {"strong", "noun"}
            and self._is_near(end)
            and self.known.parts.get(self.words[end].text) == "number"
        ):
            return end + 1
        while self._is_near(end) and end - self.first < _LONGEST:
            steps = self._part(end) or self._given(end) or self._last(end)
            if not steps:
                break
            end += steps
        return end

    def _part(self, at: int) -> int:
        """«بن يحيى», «عبد الله», «دي ميستورا»: how many words a particle brings."""
        part = self.known.parts.get(self.words[at].text)
        following = self.words[at + 1] if at + 1 < len(self.words) and self.words[at + 1].near else None
        leads = part == "prefix" or (part == "foreign prefix" and self.strength in _OPEN)
        if following and (
            (leads and _may_follow(following.text, self.known)) or (part == "slave" and following.definite)
        ):
            return 2
        return 1 if part == "second" else 0

    def _is_near(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].near

    def _given(self, at: int) -> int:
        text = self.words[at].text
        if text not in self.known.given or (at > self.first and self.known.is_office(text)):
            return 0
        if self.strength in {"weak", "noun"} and at == self.first and self._is_no_surname(text):
            return 0
        return 0 if self.definite and not text.startswith("ال") else 1

    def _last(self, at: int) -> int:
        """A surname, and another after it where they may follow each other: «فتاح العلوي», not «العلوي فتاح»."""
        text = self.words[at].text
        article = text.startswith("ال")
        if text in self.known.given or not _is_surname(text, self.strength if at == self.first else "", self.known):
            return 0
        if self.strength in _OPEN and text[0] in "ولبف" and text[1:] in self.known.ordinary:
            return 0
        if self.strength in {"weak", "noun"} and (text[0] == "و" or (text.endswith("ه") and not article)):
            return 0
        if self.strength in {"weak", "noun"} and at == self.first and self._is_no_surname(text):
            return 0
        # «زار يونس بوطالب المعمل»: after a surname without the article, one with it is of the form «العلوي».
        if (self.definite and not article) or (self.plain and article and not text.endswith("ي")):
            return 0
        # «محمد بوطالب نذر»: after an Arabic surname without the article comes a verb, not another one.
        self.plain += not article
        self.definite = article
        return 0 if self.plain > (2 if self.strength in _OPEN else 1) else 1

    def _is_no_surname(self, text: str) -> bool:
        """«إلهام لنساء», «فاتح رجب»: what follows a noun that is a given name too may belong to the noun."""
        return text in self.known.lexicon["hijri_month"].by_key or is_led(text, self.known)


def _surname(words: Sequence[Word], at: int, strength: str, known: Vocabulary) -> int:
    return _Tail(words, at, strength, known).read()


def _may_follow(text: str, known: Vocabulary) -> bool:
    return text not in known.function and text not in known.speech


def _is_surname(text: str, strength: str, known: Vocabulary) -> bool:
    """Whether a word after a name goes on with it; after a given name, «الصغير» may."""
    if text in known.surname:
        return True
    if (
        strength != "foreign"
        and text[0] == "ك"
        and (text[1:] in known.office or known.ordinary.get(text[1:]) == "strong")
    ):
        return False
    if text[0] == "و" and (text[1:] in known.given or text[1:] in known.parts):
        return False
    if known.is_name_like(text, foreign=strength == "foreign", sure=strength == "strong"):
        return not text.startswith(("وال", "بال", "فال", "كال", "لل"))
    if not text.startswith("ال") or text in known.nation or known.is_office(text):
        return False
    if strength == "presented":
        return text not in known.function
    return (
        text not in known.stop
        and strength in {"strong", "noble", "weak"}
        and known.ordinary.get(text) == "weak"
        and bare(text) not in known.ordinary
    )


def _is_presented(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """Whether a title or a definite office stands right before."""
    if not at or not words[at].near:
        return False
    before = words[at - 1].text
    return any(
        form in known.title or (form.startswith("ال") and bare(form) in known.office) for form, _ in forms(before)
    )


def _run(words: Sequence[Word], at: int, known: Vocabulary) -> _Found | None:
    """Words that are no words, after an office or a verb of speech or before an office: `ألفارو أربيلوا`."""
    text = words[at].text
    if text in known.given or text in known.parts or not _starts(words, at, known):
        return None
    presented = _is_presented(words, at, known) and not _is_courtesy(words[at - 1].text, known)
    end = _surname(words, at + 1, "presented" if presented else "unknown", known)
    start = words[at].start
    if end == at + 1:
        if at and _is_courtesy(words[at - 1].text, known) and words[at].near and not _goes_on(words, end):
            return (start, end, "person: title and surname", SHORT)
        if _is_said(words, at, known) and _is_followed(words, end, known):
            return (start, end, "person: verb of speech and surname", SHORT)
        return None
    if end - at > 4 or not any(_is_foreign(word.text, known) for word in words[at:end]):
        return None
    if office_before(words, at, known) or _is_presented(words, at, known):
        return (start, end, "person: office and name", 0.8)
    if _is_said(words, at, known) and not any(word.definite for word in words[at:end]):
        return (start, end, "person: verb of speech and name", 0.7)
    after = office_after(words, end, known)
    if after and words[end].comma:
        return (start, end, "person: name and office", 0.75)
    return None


def _is_courtesy(word: str, known: Vocabulary) -> bool:
    return any(form in known.title for form, _ in forms(word))


# After the subject of a verb of speech: «قال فيرغسون إن», «أضاف بوكوس، في تصريح».
_OPENERS = frozenset({"ان", "بان", "انه", "انها", "في", "خلال", "ضمن", "لـ"})


def _is_followed(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    return at < len(words) and words[at].text in _OPENERS and not known.is_place(words[at - 1].text)


def _starts(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    text = words[at].text
    return (
        len(text) >= 3
        and not words[at].definite
        and not any(
            cut and (form in known.ordinary or form in known.head or known.is_office(form)) for form, cut in forms(text)
        )
        and not text.startswith("و")
        and not text.endswith(("ه", "ات"))
        and known.is_name_like(text)
        and not (at and words[at].near and _is_inside(words[at - 1].text, known))
    )


def _is_inside(before: str, known: Vocabulary) -> bool:
    """Whether the word before is part of the same run."""
    return known.is_name_like(before) and before not in known.title


def _is_foreign(word: str, known: Vocabulary) -> bool:
    return not known.is_ordinary(word) and word not in known.parts


def _is_said(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    return bool(at) and words[at].near and any(form in known.speech for form, _ in forms(words[at - 1].text))


def _bears(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """Whether something named after a person stands before: `شارع محمد الخامس`, `نادي خيتافي`."""
    while at > 1 and words[at].near and (words[at - 1].text in _ROYAL or words[at - 1].text in known.adjective):
        at -= 1
    for before in range(at - 1, max(-1, at - 3), -1):
        if not words[before + 1].near:
            return False
        for form, _ in forms(words[before].text):
            if form in known.named_after or (
                not form.startswith("ال")
                and known.head.get(form) in {"club", "company", "media", "party", "university"}
            ):
                return before == at - 1 or known.parts.get(words[at - 1].text) is not None
        if words[before].definite and words[before].text not in known.title and before == at - 1:
            return bare(forms(words[before].text)[-1][0]) in known.named_after
    return False


# «مستشفى الأمير مولاي عبد الله», «المسرح الوطني محمد الخامس»: these stand between the thing and the name.
_ROYAL = frozenset({"الامير", "الملك", "مولاي", "سيدي", "الشيخ", "الاميره", "لاله", "القايد", "جلاله", "الراحل"})


def _known(match: Match) -> Read | None:
    """A bearer of whom everybody speaks: `الملك محمد السادس`, `ترامب`."""
    words, known = split(legible(match.sentence, match.shadow.text)), vocabulary(match.lexicon)
    name = "person" if match.text("person") is not None else "person_short"
    row = match.row(name)
    start, end = match.match.span(name)
    first = next((i for i, word in enumerate(words) if word.start <= start < word.end), None)
    after = next((i for i, word in enumerate(words) if word.start >= end), len(words))
    if row is None or first is None or _bears(words, first, known):
        return None
    if name == "person_short" and _is_part(words, first, after, known):
        return None
    whole = name == "person"
    rule = "person: known name" if whole else "person: known surname"
    return _read(match, words, (first, start, after), rule, 0.95 if whole else SHORT)


def _is_part(words: Sequence[Word], first: int, after: int, known: Vocabulary) -> bool:
    """Whether the surname belongs to another name: «حسناء الداودي»."""
    if first and words[first].near:
        before = words[first - 1].text
        inside = any(form in known.given or form in known.parts for form, _ in forms(before))
        if inside or (known.is_name_like(before) and before not in known.title):
            return True
    return after < len(words) and words[after].near and words[after].text in known.given


RULES: tuple[Rule, ...] = (
    Rule("person: known name", (Words("person", clitic=True),), _known),
    Rule("person: known surname", (Words("person_short", clitic=True),), _known),
    Rule("person: name", (Pattern(r"(?s:.{2,})"),), _people),
)
