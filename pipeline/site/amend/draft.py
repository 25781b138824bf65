"""What a reader says of a fact, made the corrections that it means; or what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.correct import REJECT, number
from pipeline.errors import UsageError
from pipeline.lexicon import load
from pipeline.lexicon.atlas import Place
from pipeline.lexicon.near import find_places, like_place, units
from pipeline.site.amend.choice import called, given, named
from pipeline.site.asking import rows
from pipeline.site.function import ar_search
from pipeline.site.language import language
from pipeline.site.words import label
from pipeline.store.tables.fact import FACTS
from pipeline.text import fold

LENGTHS = {"why": 500, "author": 100, "value": 40, "place": 100, "into": 100}
_LONG, _NUMBER = "هذا أطول مما يُقبل.", "هذا ليس عددا: اكتبه هكذا: 1430 أو 80.7."
_NEEDED = "لا تُمحى القيمة: إن لم يكن هذا رقما يُعتد به فقل إنه ليس حقيقة."
_DAY, _BACKWARDS = "هذا ليس تاريخا: اكتبه سنة ثم شهرا ثم يوما، هكذا: 2025-12-30.", "ينتهي قبل أن يبدأ."
_UNIT, _STATUS = "اختر وحدة من القائمة.", "اختر حالة من القائمة."
_NO_PLACE, _WHICH = "لا نعرف مكانا بهذا الاسم.", "أي هذه تقصد؟"
_ALIKE = "لا نعرف مكانا بهذا الاسم: هل تقصد أحد هذه؟"
_NO_ENTITY, _FROM = "لا اسم كهذا في القاعدة.", "اختر الاسم الذي كُرر."
_WHY, _NOTHING = "قل لماذا: يُعرض السبب بجانب التصحيح.", "لم تغيّر شيئا."
_BY_ID = "select id, name_ar from entities where id = :into and id <> :id and kind = :kind"
_ENTITIES = """
select id, name_ar from entities where kind = :kind and id <> :id and rowid in
(select rowid from entities_fts where entities_fts match :words limit 200) order by length(name_ar), id limit 8
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A slot as it is and as it is to be, in words."""

    field: str
    was: str
    becomes: str


@dataclass(slots=True)
class Draft:
    """The corrections that a form means: pairs by the id of the row, and what they change; or what is wrong.

    `choices` are the entities, by field, of which the reader is to choose one.
    """

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def rejects(self) -> bool:
        """Whether the fact is to be taken out."""
        return any(name == REJECT for pairs in self.pairs.values() for name, _ in pairs)


async def draft(db: Any, fact: Mapping[str, Any], told: Mapping[str, str]) -> Draft:
    """What is said of a fact in the fields of the form."""
    made = Draft(wrong={name: _LONG for name, length in LENGTHS.items() if len(told.get(name, "")) > length})
    if not told.get("why"):
        made.wrong.setdefault("why", _WHY)
    if told.get(REJECT):
        made.pairs[fact["id"]] = [(REJECT, "1")]
        made.changes.append(Change(REJECT, fact["surface"], ""))
        return made
    for each in (_value, _unit, _place, _days, _status):
        each(fact, told, made)
    await _merge(db, fact, told, made)
    if not made.pairs and not made.wrong and not made.choices:
        made.wrong[""] = _NOTHING
    return made


def _changed(fact: Mapping[str, Any], told: Mapping[str, str], name: str) -> str | None:
    """What is newly said of a slot; None where it is what the fact says already, or where nothing is said."""
    said = told.get(name)
    return None if said is None or said == given(fact)[name] else said


def _put(fact: Mapping[str, Any], made: Draft, name: str, value: str, shown: str | None = None) -> None:
    made.pairs.setdefault(fact["id"], []).append((name, value))
    was = given(fact)[name]
    was = label(name, was) if name in ("unit", "status") and was else was
    made.changes.append(Change(name, was, value if shown is None else shown))


def _value(fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    said = _changed(fact, told, "value")
    if said is None or "value" in made.wrong:
        return
    if not said:
        made.wrong["value"] = _NEEDED
        return
    try:
        value = number(fold(said).text.replace(",", "").replace(" ", ""))
    except UsageError:
        made.wrong["value"] = _NUMBER
        return
    if fact["value"] is None or value != Decimal(str(fact["value"])):
        _put(fact, made, "value", f"{value:f}")


def _unit(fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    said = _changed(fact, told, "unit")
    if said and said not in units(load()):
        made.wrong["unit"] = _UNIT
    elif said is not None:
        _put(fact, made, "unit", said, label("unit", said) if said else "")


def _place(fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    said = _changed(fact, told, "place")
    if said is None or "place" in made.wrong:
        return
    found = list(find_places(said, load())) if said else []
    alike = like_place(said, load()) if said and not found else []
    chosen = [place for place in (*found, *alike) if place.id == told.get("place_id")] or found
    if said and len(chosen) != 1:
        made.wrong["place"] = _WHICH if chosen else _ALIKE if alike else _NO_PLACE
        made.choices["place_id"] = [(place.id, _within(place)) for place in chosen or alike]
        return
    name, identity = (chosen[0].name_ar, chosen[0].id) if chosen else ("", "")
    if identity != (fact["place_id"] or ""):
        _put(fact, made, "place", name, called(chosen[0], language()) if chosen else "")
        made.pairs[fact["id"]].append(("place_id", identity))


def _within(place: Place) -> str:
    """A place with what it is, and what it is part of: `طنجة (جماعة، طنجة-أصيلة)`."""
    spoken = language()
    above = [each for each in load().atlas.chain(place.id) if each.id != place.id][:1]
    parts = (label("kind", place.id.partition("/")[0]), *(called(each, spoken) for each in above))
    return f"{called(place, spoken)} ({' / '.join(parts)})"


def _days(fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    said = {name: _changed(fact, told, name) for name in ("start_date", "end_date")}
    for name, value in said.items():
        try:
            if value:
                said[name] = date.fromisoformat(value).isoformat()
        except ValueError:
            made.wrong[name] = _DAY
    start, end = (fact[name] if value is None else value for name, value in said.items())
    if start and end and start > end and not {"start_date", "end_date"} & made.wrong.keys():
        made.wrong["end_date"] = _BACKWARDS
    for name, value in said.items():
        if value is not None and name not in made.wrong:
            _put(fact, made, name, value)


def _status(fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    said = _changed(fact, told, "status")
    if said and said not in FACTS["status"].choices:
        made.wrong["status"] = _STATUS
    elif said is not None:
        _put(fact, made, "status", said, label("status", said) if said else "")


async def _merge(db: Any, fact: Mapping[str, Any], told: Mapping[str, str], made: Draft) -> None:
    """An entity of the fact is another's double: which, its reader writes by name."""
    into, known = told.get("into"), dict(named(fact))
    if not into or "into" in made.wrong:
        return
    double = told.get("double") or next(iter(known), "")
    if double not in known:
        made.wrong["double"] = _FROM
        return
    found = await _like(db, double, into)
    same = [row for row in found if told.get("into_id") == row["id"]]
    same = same or [row for row in found if row["id"] == into or fold(row["name_ar"] or "").text == fold(into).text]
    if len(same) != 1:
        made.wrong["into"] = _WHICH if found else _NO_ENTITY
        made.choices["into_id"] = [(row["id"], row["name_ar"] or row["id"]) for row in same or found]
        return
    made.pairs[double] = [("merge", same[0]["id"])]
    made.changes.append(Change("merge", known[double], same[0]["name_ar"] or same[0]["id"]))


async def _like(db: Any, double: str, into: str) -> list[Any]:
    """The entities of one kind that an id or a name may mean."""
    asked = {"kind": double.partition("/")[0], "id": double, "into": into, "words": ar_search(into)}
    return await rows(db, _BY_ID, asked) or await rows(db, _ENTITIES, asked)
