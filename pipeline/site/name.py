"""What an entity is called in the language of the page, with its id for those who query the database."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from markupsafe import Markup

from pipeline.site.asking import rows
from pipeline.site.language import DEFAULT, language
from pipeline.site.words import label

_NAMES = "select id, kind, code, name_ar, name_fr, name_en from entities where id in (select value from json_each(?))"
_ENTITY = re.compile(
    r"(?:region|province|commune|arrondissement|country|place|law|decree|bill|dahir|order|organic_law|framework_law"
    r"|constitution|code|decision|circular|convention|person|organization|concept|programme)/[^\s/]{1,200}"
)
# Legal texts are called by their kind and number where nobody has translated their titles.
_NUMBERED = frozenset(
    {"law", "decree", "bill", "dahir", "order", "organic_law", "framework_law", "decision", "circular"}
)
_MARKED = Markup('<bdi lang="{}">{}</bdi>')


def is_entity(text: str) -> bool:
    """Whether a text is an entity's id: `region/01`, `law/08.22`."""
    return _ENTITY.fullmatch(text) is not None


def called(entity: Mapping[str, Any]) -> tuple[str, str]:
    """A name with its language: region/01 -> `طنجة-تطوان-الحسيمة`, or `Tanger-Tétouan-Al Hoceima` on a French page."""
    arabic = (entity["name_ar"] or entity["name_fr"] or entity["id"], "ar")
    here = language()
    if here == DEFAULT:
        return arabic
    if entity["kind"] in _NUMBERED and entity["code"]:
        kind = label("entity_kind", entity["kind"])
        return f"{kind[:1].upper()}{kind[1:]} {entity['code']}", here
    if here == "en" and entity["name_en"]:
        return entity["name_en"], "en"
    return (entity["name_fr"], "fr") if entity["name_fr"] else arabic


def shown(entity: Mapping[str, Any]) -> Markup:
    """A name, marked with its language."""
    from pipeline.site.cell import safe  # noqa: PLC0415 - cells show names

    name, spoken = called(entity)
    return _MARKED.format(spoken, safe(name))


# The names that a page has asked for already: the cells of a table ask one by one, and often for the same.
ASKED: ContextVar[dict[str, Markup] | None] = ContextVar("names", default=None)


async def name_of(db: Any, key: str) -> Markup | None:
    """The name of one entity, asked for once a page; None where there is none of this id."""
    asked = ASKED.get()
    if asked is not None and key in asked:
        return asked[key]
    found = (await names(db, [key])).get(key)
    if asked is not None and found is not None:
        asked[key] = found
    return found


async def names(db: Any, ids: Iterable[str | None]) -> dict[str, Markup]:
    """The names of entities by their ids, in one question."""
    wanted: Collection[str] = {one for one in ids if one}
    if not wanted:
        return {}
    return {row["id"]: shown(row) for row in await rows(db, _NAMES, [json.dumps(sorted(wanted))])}
