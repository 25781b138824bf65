"""The page of a search: hits, chips with counts to narrow them, and what to try where there are none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline.site.asking import rows
from pipeline.site.language import translate
from pipeline.site.name import called, shown
from pipeline.site.searching.asked import Asked
from pipeline.site.searching.hits import PAGE, Counts, counts, hits, names, told
from pipeline.site.searching.suggestion import suggestions
from pipeline.site.words import label
from pipeline.store.tag import UNKNOWN

_TITLES = {
    "kind": "في الجملة",
    "status": "حال الحقيقة",
    "unit": "الوحدة",
    "place": "المكان",
    "outlet": "الناشر",
    "year": "سنة النشر",
}
_AT_MOST = 12  # chips of a facet
# Of places, those that say most at a glance; a chosen one is shown whatever it is.
_WIDE = ("region/", "country/")
_PAGES = """select id, kind, code, name_ar, name_fr, name_en from entities
where rowid in (select rowid from entities_fts where entities_fts match ar_search(:q) limit 200)
  and exists (select 1 from mentions where mentions.entity_id = entities.id)
order by length(coalesce(name_ar, name_fr, id)), id limit 4"""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that a link puts on or takes off, with the number of hits that hold it."""

    title: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The chips of one kind, the chosen first."""

    name: str
    title: str
    chips: tuple[Chip, ...]


async def page(db: Any, asked: Asked) -> dict[str, Any]:
    """All that the page of a search shows."""
    wanted = bool(asked.expression())
    found = await hits(db, asked, PAGE + 1) if wanted else []
    counted = await counts(db, asked)
    return {
        "asked": asked,
        "wanted": wanted,
        "hits": await told(db, asked, found[:PAGE]),
        "next": replace(asked, before=found[PAGE - 1]["number"]).query() if len(found) > PAGE else None,
        "counts": counted,
        "facets": (narrowing := await facets(db, asked, counted)),
        "chosen": [chip for facet in narrowing for chip in facet.chips if chip.chosen],
        "pages": [(row, shown(row)) for row in await _pages(db, asked)],
        "suggestions": await suggestions(db, asked) if wanted and not counted.hits else [],
    }


async def _pages(db: Any, asked: Asked) -> list[Any]:
    """Entities that are called so."""
    return await rows(db, _PAGES, {"q": asked.words}) if asked.words and asked.before is None else []


async def facets(db: Any, asked: Asked, counted: Counts) -> list[Facet]:
    """The chips of each facet: what the hits hold, and what is chosen though no hit holds it."""
    listed = {facet: list(_listed(asked, facet, counted)) for facet in _TITLES}
    places = await names(db, [value for value, _ in listed["place"]])
    return [
        Facet(
            facet,
            translate(title),
            tuple(
                Chip(_title(facet, value, places), count, asked.toggled(facet, value).query(), asked.has(facet, value))
                for value, count in listed[facet]
            ),
        )
        for facet, title in _TITLES.items()
        if listed[facet]
    ]


def _listed(asked: Asked, facet: str, counted: Counts) -> Iterator[tuple[str, int]]:
    held = counted.facets.get(facet, ())
    chosen = [value for name, value in asked.chosen if name == facet]
    of = dict(held)
    yield from ((value, of.get(value, 0)) for value in chosen)
    others = [one for one in held if one[0] not in chosen and (facet != "place" or one[0].startswith(_WIDE))]
    if facet == "year":
        others.sort(reverse=True)
    yield from others[: _AT_MOST - len(chosen)]


def _place(identity: str, row: Any | None) -> str:
    """What a place is called in the language of the page, as far as it is known there."""
    kind, _, code = identity.partition("/")
    if kind == "country" and label("country", code) != code:
        return label("country", code)
    return called(row)[0] if row is not None else identity


def _title(facet: str, value: str, places: dict[str, Any]) -> str:
    if value == UNKNOWN and facet in ("outlet", "year"):
        return translate("غير معروف")
    if facet == "place":
        return _place(value, places.get(value))
    return label(facet, value)
