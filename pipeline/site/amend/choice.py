"""What the form that corrects a fact offers: units, places, statuses, by their names in the language of the page."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pipeline.lexicon import load
from pipeline.lexicon.atlas import Place
from pipeline.site.language import DEFAULT, language
from pipeline.site.words import label
from pipeline.store.tables.fact import FACTS

# The fields of the form that begin with what the fact says so far.
FIELDS = ("value", "unit", "place", "start_date", "end_date", "status")
_NAMED = (*(("subject_id", "subject"), ("speaker_id", "speaker"), ("programme_id", "programme_label")),)
_GUESSED = ("person/", "organization/", "programme/", "concept/")
_HEADS = {"region": "جهة ", "province": "إقليم "}


def units(current: str | None) -> list[tuple[str, str]]:
    """The units with their names, in the order of these: bed, سرير; the fact's own among them, whatever it is."""
    known = _units(language())
    return known if current is None or any(code == current for code, _ in known) else [(current, current), *known]


@cache
def _units(spoken: str) -> list[tuple[str, str]]:
    lexicon = load()
    codes = {row[column] for table, column in _TABLES for row in lexicon[table]} - {""}
    named = {code: label("unit", code) for code in codes}
    # What a language has no name for is called by its code, after the rest.
    return sorted(named.items(), key=lambda one: (one[0] == one[1] and spoken == DEFAULT, one[1].casefold(), one[0]))


_TABLES = (("unit", "unit"), ("percent", "unit"), ("currency", "iso4217"))


def statuses() -> list[tuple[str, str]]:
    """The states of a fact with their names: planned, مبرمج."""
    return [(code, label("status", code)) for code in map(str, FACTS["status"].choices)]


def places() -> Sequence[str]:
    """The names of regions and provinces, to choose from while writing; any other place may be written as well."""
    return _places(language())


@cache
def _places(spoken: str) -> Sequence[str]:
    found = [place for place in load().atlas.places.values() if place.id.startswith(("region/", "province/"))]
    return [called(place, spoken) for place in sorted(found, key=lambda place: (place.type != "region", place.id))]


def called(place: Place, spoken: str) -> str:
    """A place as a person tells it from its namesakes: `جهة الشرق`; on a French page `Oriental`."""
    if spoken == DEFAULT:
        return _HEADS.get(place.type, "") + place.name_ar
    return (place.name_en if spoken == "en" else None) or place.name_fr or place.name_ar


def given(fact: Mapping[str, Any]) -> dict[str, str]:
    """The form of a fact as it begins: what the fact says."""
    shown = {name: fact[name] for name in FIELDS}
    shown["place"] = fact["place_label"] or fact["place"]
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def named(fact: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The entities of a fact that may be another's double, with what they are called: places and laws are counted."""
    found = {str(fact[key]): str(fact[name] or fact[key]) for key, name in _NAMED if fact[key]}
    return [(entity, called) for entity, called in found.items() if entity.startswith(_GUESSED)]
