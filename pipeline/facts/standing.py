"""What a place's name does in its sentence: say where something is, or only whose home, office, team or rival it is."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from pipeline.lexicon import Lexicon
from pipeline.text import fold

# What stands before a place: where something is; no more than its name; nothing that a figure could be told of.
IN, NAMED, AWAY = "in", "named", "away"
REACH = 72
_WALL = re.compile(r"[.;:!?()\n,]")
_WORD = re.compile(r"[^\W_]+")
Standings: TypeAlias = Mapping[str, frozenset[str]]
_CLITICS = ("و", "ف", "ب", "ل", "ك")
# How many words before a preposition may say that somebody only lives there, or is on the way there.
_NEAR, _WAY = 2, 5


@lru_cache(maxsize=8)
def standings(lexicon: Lexicon) -> Standings:
    """The words that decide, by kind, with those of the offices."""
    of: dict[str, set[str]] = {}
    for row in lexicon["standing"]:
        for kind in row["kind"].split():
            of.setdefault(kind, set()).update(fold(word).text for word in row.words)
    of["office"] |= {fold(word).text for row in lexicon["office"] for word in row.words}
    return {kind: frozenset(keys) for kind, keys in of.items()}


def standing(lead: str, of: Standings) -> str:
    """What the words before a place make of it.

    `توقيف شخصين ب` طنجة, `حريق في مسجد` كيبيك, `وافقت محكمة` طوكيو -> in
    `يقيمون ب` فاس, `منتخب` الأرجنتين, `ولي عهد` أبو ظبي, `خسرت أمام` كولومبيا -> away
    `تضم` طنجة, `صادرات` المغرب -> named
    """
    words = _words(lead, of)
    at = next((n for n, word in enumerate(words) if word not in of["site"]), len(words))
    seated = any(word in of["seat"] for word in words[:at])
    word = words[at] if at < len(words) else ""
    before = words[at + 1 :]
    if (
        (word == "من" and not seated and _is_origin(before, of))
        or _is_home(word, before, of)
        or _is_named_after(word, before, of)
        or (word in of["rival"] and not seated)
        or _holds(of["charge"], before[:_WAY])
    ):
        return AWAY
    if word in of["in"]:
        return IN
    return IN if seated else NAMED


def acts(behind: str, of: Standings) -> bool:
    """Whether a place speaks or acts upon others, by the word behind it: أمريكا `سلمت`, فرنسا `أعلنت`."""
    found = _WORD.match(behind.lstrip())
    return found is not None and found[0] in of["says"]


def _is_origin(before: Sequence[str], of: Standings) -> bool:
    """Whether «من» tells where somebody comes from: not «في كل من», nor «بالقرب من»."""
    return not before or before[0].lstrip("وبل") not in of["part"]


def _is_home(word: str, before: Sequence[str], of: Standings) -> bool:
    """Whether somebody only lives there, was born there or is on the way there."""
    if _holds(of["home"], (word, *before[:_NEAR])):
        return True
    if any(one in of["dwell"] and who in of["who"] for one, who in pairwise(before[: _NEAR + 1])):
        return True
    return word in of["to"] and _holds(of["travel"], (word, *before[:_WAY]))


def _is_named_after(word: str, before: Sequence[str], of: Standings) -> bool:
    """Whether a place is only in the name of an office, a team or a newspaper, or is a rival or speaks."""
    if any(_holds(of[kind], (word,)) for kind in ("office", "team", "publisher", "says")):
        return True
    if word == "علي":
        return _holds(of["win"], before[:_WAY])
    # «كاتبه الإقليمي بفاس»: whose office is there.
    return (
        word == "ب" and before[:1] != [] and before[0] in of["post"] and any(_is_office(one, of) for one in before[1:3])
    )


def _holds(keys: AbstractSet[str], words: Sequence[str]) -> bool:
    """Whether one of the words is of a list, by itself or behind a clitic: «لمنتخب», «برحلة»."""
    return any(word in keys or (word[:1] in _CLITICS and word[1:] in keys) for word in words)


def _is_office(word: str, of: Standings) -> bool:
    stem = word.removeprefix("ال")
    return stem in of["office"] or (stem.endswith(("ه", "ها", "هم")) and stem.rstrip("هام") in of["office"])


def _words(lead: str, of: Standings) -> list[str]:
    """The words of the same phrase before a place, the nearest first, its prepositions apart: «بمدينة» is two."""
    phrase = _WALL.split(lead)[-1]
    found: list[str] = []
    for word in _WORD.findall(phrase):
        rest = word.removeprefix("و") if word not in of["in"] else word
        if len(word) == 1:
            found.append(word)
            continue
        bare = rest if rest in of["site"] or rest.removeprefix("ال") in of["site"] else ""
        if bare:
            found.append(bare if bare in of["site"] else bare.removeprefix("ال"))
            continue
        stem = rest[1:].removeprefix("ال")
        if rest[:1] in ("ب", "ل") and stem.removeprefix("ل") in of["site"]:
            found += [rest[:1], stem.removeprefix("ل")]
        else:
            found.append(word)
    found.reverse()
    if found[:1] and found[0][:1] == "و" and len(found[0]) == 2:
        found[0] = found[0][1:]  # «وب»
    return found
