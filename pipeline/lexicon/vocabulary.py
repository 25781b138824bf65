"""What tells a name from the words around it: given names, offices, and the words of every day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.lexicon.name import bare, forms

# What an ordinary word may carry before and behind it.
_BEFORE = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "س")
_BEHIND = (("ها", 3), ("هم", 3), ("هما", 3), ("نا", 4), ("ين", 4), ("ون", 4), ("ات", 4), ("ا", 3), ("ه", 4), ("ته", 3))
_VERB = re.compile(r"(?:است|[يتن]ست|س[يتن])[^\W\d_]{2,}|[يتن][^\W\d_]{3,}(?<![يوا])|ا[نفست]ت?[^\W\d_]{2,}ت")
_POSSESSED = re.compile(r"[^\W\d_]{3,}(?:ها|هما|هم|هن)")


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
