"""Counted nouns: from «مراكز استشفائية جامعية» to its singular «مركز استشفائي جامعي» and to the unit it stands for.

Broken plurals come from the table `plural`; duals, sound plurals and the accusative are made from it by rule.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.lexicon import Lexicon, Row
from pipeline.text import bare, fold

_LONGEST = 4  # words of a unit
# Nouns of action, which take no ة in the singular: «اتهام», «استثمار», «تحقيق».
_VERBAL = re.compile(r"ا[^ا]{2,4}ا[^ا]|است[^ا]{1,2}ا[^ا]|ت[^ا]{2}ي[^ا]")
_SHADDA = "\u0651"


@dataclass(frozen=True, eq=False)
class Nouns:
    """What is known of nouns: every form's singular, the duals that are no plurals, and units by their singular key."""

    singular: Mapping[str, str]
    dual: Mapping[str, str]
    unit: Mapping[str, Row]
    adjectives: frozenset[str]
    functions: frozenset[str]
    homograph: Mapping[str, str]
    spelt: frozenset[str]
    written: frozenset[str]

    def is_known(self, key: str) -> bool:
        """Whether a form, with or without the article, belongs to a noun of the tables."""
        return key in self.singular or _bare_of_article(key) in self.singular

    def is_function(self, key: str, word: str) -> bool:
        """Whether a word of the text is a preposition, particle or verb: «أمام», but not «إمام» of the same key."""
        return key in self.functions and bare(word) not in self.spelt

    def counted_lemma(self, word: str, value: Decimal) -> str:
        """The singular after a number: «5 أسرة» are beds, «41 أسرة» families, for after 11 the noun is singular."""
        letters = bare(word)
        other = self.homograph.get(fold(letters).text)
        if other is None or (letters in self.written and letters != other):
            return self.lemma(word)
        # «400 إجراء» are no «أجراء»: the hamza tells, where it is written and differs.
        if letters == other and letters not in self.written:
            return other
        plural = 3 <= value % 100 <= 10 and value == value.to_integral_value()
        return self.lemma(word) if plural or _SHADDA in word else other

    def lemma(self, word: str) -> str:
        """The singular of a word as published, in full spelling where a table knows it.

        >>> nouns(load()).lemma("مشاريع"), nouns(load()).lemma("تجمعاً")
        ('مشروع', 'تجمع')
        """
        letters = bare(word)
        key = fold(letters).text
        known = self.singular.get(key) or self.singular.get(_bare_of_article(key))
        if known is not None:
            return known
        if key.startswith("ال") and len(key) > 4:
            letters, key = letters[2:], key[2:]
        return _guess(letters, key)

    def unit_of(self, lemmas: Sequence[str]) -> tuple[Row, int] | None:
        """The unit of the longest stretch of singulars from the first one, and how many words it takes."""
        for length in range(min(_LONGEST, len(lemmas)), 0, -1):
            row = self.unit.get(fold(" ".join(lemmas[:length])).text)
            if row is not None:
                return row, length
        return None


@lru_cache(maxsize=8)
def nouns(lexicon: Lexicon) -> Nouns:
    """The nouns of a lexicon."""
    heads = _heads(lexicon)
    alone = _without_plural(lexicon, heads)
    singular: dict[str, str] = {}
    dual: dict[str, str] = {}
    # What a table writes out wins over what a rule makes.
    for head, forms in heads.items():
        for form in forms:
            singular.setdefault(fold(form).text, head)
    for head, forms in heads.items():
        keys = {fold(form).text for form in forms}
        for made in _inflected(
            fold(head).text, feminine=head.endswith("ة"), sound=any(key.endswith("ين") for key in keys)
        ):
            singular.setdefault(made, head)
        for made in _duals(fold(head).text, feminine=head.endswith("ة")):
            # «سعوديين», «مدرسين»: where no plural is known, this may be it.
            if head in alone and made.endswith("ين") and not head.endswith("ة"):
                singular.setdefault(made, head)
            elif made not in keys and singular.setdefault(made, head) == head:
                dual[made] = head
    homograph = _homographs(lexicon, singular, dual)
    functions = frozenset(lexicon["function_word"].by_key)
    spelt = {bare(form) for forms in heads.values() for form in forms if fold(form).text in functions}
    return Nouns(
        singular=singular,
        dual=dual,
        unit=_units(lexicon, singular),
        adjectives=frozenset(lexicon["adjective"].by_key),
        functions=functions,
        homograph=homograph,
        written=frozenset(bare(form) for forms in heads.values() for form in forms if fold(form).text in homograph),
        spelt=frozenset(spelt - {bare(word) for row in lexicon["function_word"] for word in row.words}),
    )


def _homographs(lexicon: Lexicon, singular: dict[str, str], dual: dict[str, str]) -> dict[str, str]:
    """Singulars written like another noun's plural; their forms, and the duals that no rule makes, are added."""
    homograph: dict[str, str] = {}
    for row in lexicon["homograph"]:
        for form in row.words:
            if fold(form).text in singular:
                homograph[fold(form).text] = row.word
            singular.setdefault(fold(form).text, row.word)
        for made in _duals(fold(row.word).text, feminine=row.word.endswith("ة")):
            singular[made] = dual[made] = row.word
    for row in lexicon["dual"]:
        for form in row.words[1:]:
            singular[fold(form).text] = dual[fold(form).text] = row.word
    return homograph


def _heads(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Every singular with the forms that a table writes out; a unit without plurals stands for itself."""
    heads: dict[str, tuple[str, ...]] = {row.word: row.words for row in lexicon["plural"]}
    known = {fold(form).text for forms in heads.values() for form in forms}
    for row in lexicon["unit"]:
        for first in (word.split()[0] for word in row.words):
            if fold(first).text not in known:
                heads.setdefault(first, (first,))
    return heads


def _without_plural(lexicon: Lexicon, heads: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The counted units of which no table gives the plural; what is measured has a dual and no plural in ين."""
    firsts = {word.split()[0] for row in lexicon["unit"] if not row["factor"] for word in row.words}
    return frozenset(first for first in firsts if heads.get(first) == (first,))


def _units(lexicon: Lexicon, singular: Mapping[str, str]) -> dict[str, Row]:
    """Units by key, also as `unit_of` is asked: with the adjectives in the masculine singular."""
    units: dict[str, Row] = {}
    for row in lexicon["unit"]:
        for word in row.words:
            units[fold(word).text] = row
            first, *rest = word.split()
            lemmas = (singular.get(fold(other).text) or adjective_lemma(other) for other in rest)
            units.setdefault(fold(" ".join((first, *lemmas))).text, row)
    return units


def _inflected(key: str, *, feminine: bool, sound: bool) -> Iterator[str]:
    if feminine:
        yield key[:-1] + "ات"
        return
    yield key + "ات"
    yield key + "ا"
    if sound:
        yield from (key + "ي", key + "و")


def _duals(key: str, *, feminine: bool) -> Iterator[str]:
    stem = key[:-1] + "ت" if feminine else key
    yield from (stem + "ان", stem + "ين")


def _bare_of_article(key: str) -> str:
    return key[2:] if key.startswith(("ال", "لل")) else key


def _guess(letters: str, key: str) -> str:
    """The singular of a word that no table knows: by its ending, or as it is."""
    if len(key) > 4 and key.endswith(("ون", "ين")):
        return letters[:-2]
    if len(key) > 4 and key.endswith("ات"):
        return letters[:-2] if _VERBAL.fullmatch(key[:-2]) else letters[:-2] + "ة"
    if len(key) > 3 and key.endswith("ا") and not key.endswith("يا"):
        return letters[:-1]
    if len(key) > 4 and key.endswith("يا"):
        return letters[:-1]
    return letters


def adjective_lemma(word: str) -> str:
    """The masculine singular of an adjective: «استشفائية» -> «استشفائي», «صحيا» -> «صحي»."""
    letters = bare(word)
    key = fold(letters).text
    if key.startswith("ال"):
        letters, key = letters[2:], key[2:]
    for ending in ("يتين", "يتان"):
        if key.endswith(ending) and len(key) > 6:
            return letters[:-3]
    for ending in ("يان", "يين", "يون"):
        if key.endswith(ending) and len(key) > 4:
            return letters[:-2]
    return letters[:-1] if len(key) > 3 and key.endswith(("ه", "ا")) else letters
