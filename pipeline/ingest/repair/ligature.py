"""Ligatures written backwards: «اإلطار» for «الإطار», «خالل» for «خلال», «هللا» for «الله», «املادة» for «المادة»."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from pipeline.ingest.repair.edit import Edit
from pipeline.ingest.repair.word import Words, load, plain

KIND = "ligature"
_WORD = re.compile("[\u0621-\u063a\u0640-\u0652\u0670]{1,40}")
_GOD = re.compile("(?P<before>[وفت]?)(?:(?P<god>هللا)|(?P<to>هلل)|(?P<by>ب?)اهلل)")
ALEF, OTHER = "اأإآ", "جحخم"
_ARTICLES = ("ا", "وا", "فا", "با", "كا", "وبا", "وكا", "فبا")
_COUNTED = 3
_DOUBT = 3  # of words that nobody knows: how much likelier than as it stands a reading must be
# «لامكتري» is no word: what is not known begins with the article.
_NEGATED = re.compile("[وف]?لا")
# «الدورة ال 17»
_ARTICLE, _NUMBER_FOLLOWS = ("ال", "وال", "بال"), re.compile(r"[ ـ]{0,2}[\dA-Za-z«\"]")
_MOST = 4  # ligatures in a word: more are noise
# Alefs that no word holds side by side.
_IMPOSSIBLE = re.compile("[اأإآ][اأإآ]|ا[ةىؤئء]ا")
_SURE = 3.0  # how many times likelier a reading must be than the word as it stands


def edits(text: str, *, alef: bool, other: bool) -> Iterator[Edit]:
    """The words whose ligatures are turned back; those that are words as they stand, and likelier so, stay."""
    kinds = (ALEF if alef else "") + (OTHER if other else "")
    before = ""
    ahead = ""
    words = _WORD.finditer(text)
    match = next(words, None)
    while match is not None:
        following = next(words, None)
        ahead = plain(following[0]) if following else ""
        number = match[0] in _ARTICLE and _NUMBER_FOLLOWS.match(text, match.end())
        after = match[0] if number else turned(match[0], kinds, before, ahead)
        if after != match[0]:
            yield Edit(*match.span(), after, KIND)
        before = plain(after)
        match = following


@lru_cache(maxsize=1 << 16)
def turned(word: str, kinds: str = ALEF, before: str = "", after: str = "") -> str:
    """A word with the ligatures turned back that make it likelier.

    >>> turned("اإلطار"), turned("خالل"), turned("الحالة")
    ('الإطار', 'خلال', 'الحالة')
    """
    readings = list(turnings(word, kinds))
    if len(readings) == 1:
        return readings[0]
    words = load()
    scores = {reading: _score(words, reading, before, after) for reading in readings}
    if not any(words.known(plain(reading)) for reading in readings):
        scores[word] *= _DOUBT
    return max(readings, key=scores.__getitem__)


def turnings(word: str, kinds: str = ALEF) -> Iterator[str]:
    """The words that may have become this one, itself first: those whose every ligature was turned."""
    god = _GOD.fullmatch(word) if "ا" in kinds else None
    if god:
        yield god["before"] + ("الله" if god["god"] else "لله" if god["to"] else god["by"] + ("الله"))
        return
    places = [at for at in range(len(word) - 1) if word[at + 1] == "ل" and _turnable(word, at, kinds)]
    if not 0 < len(places) <= _MOST:
        yield word
        return
    for choice in product((False, True), repeat=len(places)):
        reading = list(word)
        for at, turn in zip(places, choice, strict=True):
            if turn:
                reading[at], reading[at + 1] = "ل", word[at]
        yield "".join(reading)


def _turnable(word: str, at: int, kinds: str) -> bool:
    """An alef anywhere; a jim, hah, khah or meem in the article, as in «املادة» (but not in «عمل»)."""
    return word[at] in kinds and (word[at] in ALEF or word[max(0, at - 3) : at] in _ARTICLES)


def _score(words: Words, reading: str, before: str, after: str) -> float:
    """How likely a reading is between its neighbours."""
    key = plain(reading)
    score = words.likelihood(key) * words.between(before, key, after)
    if _IMPOSSIBLE.search(key):
        score *= 1e-6
    if _NEGATED.match(key) and words.words.get(key, 0) < _COUNTED:
        score *= 0.05 if words.known(key) else 0.02
    return score
