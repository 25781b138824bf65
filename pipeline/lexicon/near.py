"""What a person may have meant: the known units and places by their codes and names, and those that look alike."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from babel import Locale

from pipeline.lexicon import Lexicon
from pipeline.lexicon.atlas import Place
from pipeline.text import fold

_LENGTH = 100  # of a name that is looked for; no place is called longer
_LIKE = 0.72  # of difflib's ratio: `regoin/01` is like region/01, `potato` like nothing
_SHOWN = 3
_ZEROS = re.compile(r"(?<=[/.])0+(?=\d)")
# What stands before a name says which of its bearers is meant: جهة, إقليم or عمالة, جماعة, مقاطعة.
_HEADS = {"جهه": "region", "اقليم": "province", "عماله": "province", "جماعه": "commune", "مقاطعه": "arrondissement"}


@cache
def units(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Every unit with the words that mean it: those of the tables, and the currencies of ISO 4217.

    `bed` -> سرير, أسرة; `MAD` -> درهم, درهم مغربي
    """
    found: dict[str, tuple[str, ...]] = {}
    for table, column in (("unit", "unit"), ("percent", "unit"), ("currency", "unit"), ("currency", "iso4217")):
        for row in lexicon[table]:
            found[row[column]] = (*found.get(row[column], ()), *row.words)
    for code, name in Locale("ar").currencies.items():
        found.setdefault(code, (name,))
    return found


def like_unit(asked: str, lexicon: Lexicon) -> list[str]:
    """The units that may have been meant: `beds` -> bed, `سرير` -> bed."""
    known = units(lexicon)
    key = fold(asked[:_LENGTH]).text
    named = [code for code, words in known.items() if any(fold(word).text == key for word in words)]
    return named[:_SHOWN] or _alike(asked, known)


def find_places(asked: str, lexicon: Lexicon) -> tuple[Place, ...]:
    """The places that a name or an id stands for, the likeliest first.

    `طنجة` -> the commune, and the prefecture of its name; `جهة الشرق`, `Oriental`, `region/02` -> the region
    """
    atlas = lexicon.atlas
    if asked in atlas.places:
        return (atlas.places[asked],)
    key = " ".join(fold(asked[:_LENGTH]).text.split())
    head, _, name = key.partition(" ")
    found = [atlas.places[one] for one in atlas.by_key.get(key, ()) or _latin(lexicon).get(_plain(asked), ())]
    if not found and head in _HEADS:
        found = [atlas.places[one] for one in atlas.by_key.get(name, ())]
        found = [place for place in found if place.type == _HEADS[head]] or found
    return tuple(found)


def like_place(asked: str, lexicon: Lexicon) -> list[Place]:
    """The places that may have been meant: `region/1` -> region/01, `طنجا` -> Tangier."""
    atlas = lexicon.atlas
    if re.match(r"[a-z]+/", asked):
        kind = asked.partition("/")[0]
        ids = [one for one in atlas.places if one.startswith(f"{kind}/")] or list(atlas.places)
        # A code is often written without its zero.
        same = [one for one in ids if _ZEROS.sub("", one) == _ZEROS.sub("", asked)]
        return [atlas.places[one] for one in same or _alike(asked[:_LENGTH], ids)]
    key = " ".join(fold(asked[:_LENGTH]).text.split())
    latin = _latin(lexicon)
    found = [*(latin[near][0] for near in _alike(_plain(asked), latin))]
    found += [atlas.by_key[near][0] for near in _alike(key, atlas.by_key) if atlas.by_key[near]]
    return [atlas.places[one] for one in dict.fromkeys(found)][:_SHOWN]


@cache
def _latin(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The places by their French and English names, without accents: `tanger` -> the commune, its prefecture."""
    found: dict[str, tuple[str, ...]] = {}
    for place in lexicon.atlas.places.values():
        for name in {place.name_fr, place.name_en} - {None}:
            key = _plain(str(name))
            found[key] = (*found.get(key, ()), place.id)
    return found


def _plain(name: str) -> str:
    """`Fès - Meknès` -> fes-meknes."""
    letters = unicodedata.normalize("NFD", name[:_LENGTH].casefold()).replace("\u2013", "-")
    kept = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"\s*-\s*", "-", " ".join(kept.split()))


def _alike(asked: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(asked, [*known], n=_SHOWN, cutoff=_LIKE)
