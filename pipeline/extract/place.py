"""Places: Morocco's regions, provinces and communes, countries, cities of the world, seas and mountains.

The word of a level (جهة, إقليم, جماعة) belongs to the name and decides which of its bearers is meant; a word like مدينة
stays outside. A name that is a word of the language too needs such a word, or it is read with a low confidence, and
`link` keeps it where the document supports it.
"""

import re
from functools import lru_cache

from pipeline.extract.rule import START, WORD_END, WORD_START, Match, Read, Rule, Words
from pipeline.lexicon import Lexicon
from pipeline.values import Name

KIND = "place"
# Below this a mention waits for support from its document.
UNSUPPORTED = 0.3
_LEVELS = frozenset({"region", "province", "commune", "arrondissement", "country"})
# «يحدها من جهة الشرق» is a side, «جهة الشرق» a region.
_SIDE = re.compile(rf"{WORD_START}و?من\s{{1,3}}$")


def _of_level(ids: list[str], level: str) -> list[str]:
    if level in _LEVELS:
        return [identity for identity in ids if identity.startswith(f"{level}/")]
    return _bare(ids)


def _bare(ids: list[str]) -> list[str]:
    """What a name without a level stands for: the commune, not the province or the region that bear its name."""
    for levels in (("country", "place", "commune", "arrondissement"), ("province",)):
        found = [identity for identity in ids if identity.startswith(levels)]
        if found:
            return found
    return ids


# «حوض أم الربيع», «سد أزرو»: a river, or what bears the name of a place, and no place where people live.
_WATER = re.compile(rf"{START}(?:حوض|نهر|سد|سدي)\s{{1,3}}$")


def _of_water(match: Match, ids: list[str]) -> list[str]:
    """What a name may stand for after a river, a basin or a dam: nothing that is administered."""
    text, start = match.shadow.text, match.match.start("atlas")
    if _WATER.search(text, max(0, start - 10), start) is None:
        return ids
    return [identity for identity in ids if identity.startswith("place/")]


def _name(match: Match, ids: list[str]) -> Name:
    place = match.lexicon.atlas.places[ids[0]]
    return Name(place.name_ar, place.type, tuple(ids))


def _levelled(match: Match) -> Read | None:
    """A name after the word of its level: `إقليم الحسيمة` -> province/01.051, `مدينة الجديدة` -> the commune."""
    cue, row = match.row("place_cue"), match.row("atlas")
    if cue is None or row is None:
        return None
    ids = _of_level(row["ids"].split(), cue["level"])
    if not ids or (row["strength"] == "cue" and cue["level"] not in _LEVELS | {"governorate"}):
        return None
    start = match.match.start("place_cue")
    if (
        cue["level"] == "region"
        and "cue" in row["strength"]
        and _SIDE.search(match.shadow.text, max(0, start - 6), start)
    ):
        return None
    inside = cue["inside"] == "1" and cue["count"] == "one"
    return Read(_name(match, ids), 0.95, span=("place_cue" if inside else "atlas", "atlas"))


def _alone(match: Match) -> Read | None:
    """A name by itself: `بالرباط` -> the commune of Rabat; after «إقليمي الحسيمة و» the province."""
    row = match.row("atlas")
    if row is None or row["strength"] == "none":
        return None
    ids = _of_water(match, row["ids"].split())
    if not ids or _is_nation(match):
        return None
    level = _level_of_list(match)
    listed = _of_level(ids, level) if level in _LEVELS else []
    if listed:
        return Read(_name(match, listed), 0.9)
    if row["strength"] == "cue" or (row["strength"] == "adjective" and _is_adjective(match)):
        return None
    if row["strength"] != "weak":
        return Read(_name(match, _bare(ids)), 0.9)
    return Read(_name(match, _bare(ids)), 0.7 if level or _is_placed(match) else UNSUPPORTED)


# «65 إسبانيا», «15 إطارا إفريقيا»: so many of that nation, in letters that name the country too.
_COUNTED = re.compile(r"(?<![\d.,])\d{1,3}(?:\s{1,3}[^\W\d_]{2,20}ا)?\s{1,3}$")


def _is_nation(match: Match) -> bool:
    """Whether the name is a nation in the accusative, which only stands right behind what is counted."""
    text, (start, end) = match.shadow.text, match.match.span("atlas")
    return text.endswith("يا", start, end) and _COUNTED.search(text, max(0, start - 30), start) is not None


_DEFINITE = re.compile(rf"{START}(?:ال|لل)[^\W\d_]{{2,20}}(?:\s{{0,2}}[»”\"])?\s{{1,3}}$")


def _is_adjective(match: Match) -> bool:
    """Whether the name says of a definite noun what it is like: «الحكومة السعودية»."""
    text, start = match.shadow.text, match.match.start("atlas")
    return _DEFINITE.search(text, max(0, start - 30), start) is not None


@lru_cache(maxsize=8)
def _many(lexicon: Lexicon) -> re.Pattern[str]:
    cue = lexicon["place_cue"].pattern
    return re.compile(
        rf"{START}(?P<cue>{cue}){WORD_END}\s{{1,3}}(?P<before>[^.;:()\n\d]{{2,90}}?)\s{{0,3}}(?:,\s{{0,3}}و?|و)$"
    )


_BETWEEN = re.compile(r"\s{0,3},\s{0,3}و?|\s{1,3}و(?=[^\W\d_])")


def _level_of_list(match: Match) -> str:
    """The level that a plural before a list gives to each of its names: «إقليمي الحسيمة والناظور»."""
    text, end = match.shadow.text, match.match.start("atlas")
    if end == 0 or text[end - 1] not in "و ,":
        return ""
    hit = _many(match.lexicon).search(text, max(0, end - 120), end)
    if hit is None:
        return ""
    cue = match.lexicon["place_cue"].find(hit["cue"])
    names = [part.strip() for part in _BETWEEN.split(hit["before"])]
    known = all(match.lexicon["atlas"].find(name) for name in names if name)
    return cue["level"] if cue and cue["count"] == "many" and known else ""


@lru_cache(maxsize=8)
def _preposition(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{START}{lexicon['place_preposition'].pattern}{WORD_END}\s{{1,3}}$")


def _is_placed(match: Match) -> bool:
    """Whether a preposition, after which no adjective can stand, comes right before: «بالجديدة», «في مالي»."""
    text, start = match.shadow.text, match.match.start("atlas")
    before = text[max(0, start - 2) : start]
    if before.endswith("ب") and not before[:-1].strip("وف "):
        return True
    return _preposition(match.lexicon).search(text, max(0, start - 14), start) is not None


RULES: tuple[Rule, ...] = (
    Rule("place: level and name", (Words("place_cue", clitic=True), Words("atlas", clitic=True)), _levelled),
    Rule("place: name", (Words("atlas", clitic=True),), _alone),
)
