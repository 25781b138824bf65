"""What follows a first name: particles with their words, further given names, surnames."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon.name import Word, bare
from pipeline.lexicon.office import is_led
from pipeline.lexicon.vocabulary import Vocabulary

_LONGEST = 12
# Names of which nothing tells the end but the first word of every day.
_OPEN = frozenset({"foreign", "unknown", "presented"})


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
        """«بن يحيى», «عبد الله», «دي ميستورا», «فون دير لاين»: how many words a particle brings."""
        part = self.known.parts.get(self.words[at].text)
        following = self.words[at + 1] if at + 1 < len(self.words) and self.words[at + 1].near else None
        foreign = part == "foreign prefix" and self.strength in _OPEN
        if foreign:
            self.plain = 2  # nothing but the particle's own word comes after it
        if foreign and following and self.known.parts.get(following.text) == part and self._is_near(at + 2):
            return 3
        leads = foreign or part in {"prefix", "kunya"}
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
        if self._is_house(at):
            self.definite = True
            return 1
        if text in self.known.given or not _is_surname(text, self.strength if at == self.first else "", self.known):
            return 0
        if text[0] in "لب" and text[1:] in self.known.head:
            return 0  # «مولاي الحسن لنادي الضباط»
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

    def _is_house(self, at: int) -> bool:
        """«صباح الخالد الحمد الصباح», «أحمد بالهول الفلاسي»: a forefather's name, and what his house is called."""
        text = self.words[at].text
        if text.startswith("بال") and self.strength in {"strong", "presented"} and self._is_near(at + 1):
            following = self.words[at + 1].text
            return at == self.first and following.startswith("ال") and following.endswith("ي")
        return self.definite and text.startswith("ال") and bare(text) in self.known.given

    def _is_no_surname(self, text: str) -> bool:
        """«إلهام لنساء», «فاتح رجب»: what follows a noun that is a given name too may belong to the noun."""
        return text in self.known.lexicon["hijri_month"].by_key or is_led(text, self.known)


def surname(words: Sequence[Word], at: int, strength: str, known: Vocabulary) -> int:
    """Where a name ends whose first name ends at `at`: `عبد الوافي ⟨لفتيت⟩`, `محمد ⟨بن يحيى العلوي⟩`."""
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
    if text[0] == "و" and any(text[1:] in words for words in (known.given, known.parts, known.ordinary)):
        return False
    if known.is_name_like(text, foreign=strength == "foreign", sure=strength == "strong"):
        return not text.startswith(("وال", "بال", "فال", "كال", "لل"))
    if not text.startswith("ال") or text in known.nation or known.is_office(text):
        return False
    if strength == "presented":
        return text not in known.function
    if strength in {"strong", "noble"} and text.endswith("ي") and text not in known.stop and len(text) > 4:
        return text not in known.adjective and bare(text) not in known.function
    return (
        text not in known.stop
        and strength in {"strong", "noble", "weak"}
        and known.ordinary.get(text) == "weak"
        and bare(text) not in known.ordinary
    )
