"""Lists for a static copy, where no table can be asked: documents, facts, places, laws, people and organisations."""

from dataclasses import dataclass
from typing import Any

from pipeline.site.asking import rows
from pipeline.site.copying import copying
from pipeline.site.name import names

ROWS = 100  # of a page
# By mentions in the bodies of documents that no newer one has replaced.
_ENTITIES = """with counted as materialized (
  select entity_id, count(*) as mentions, count(distinct document_id) as documents
  from mentions where in_body = 1 and entity_id is not null
    and document_id not in (select id from documents where superseded_by is not null)
  group by entity_id
)
select entities.*, counted.mentions, counted.documents from counted join entities on entities.id = counted.entity_id
where kind in {kinds} order by counted.mentions desc, entities.id"""
_PLACES = "('region', 'province', 'commune', 'arrondissement', 'country', 'place')"
_NAMES = "('person', 'organization', 'concept', 'programme')"


@dataclass(frozen=True, slots=True)
class Roll:
    """A list with its title, what it reads, and the pages of the living site that it stands for."""

    title: str
    sql: str
    instead_of: tuple[str, ...]


# `{db}` is the path of the database.
ROLLS: dict[str, Roll] = {
    "documents": Roll(
        "الوثائق",
        "select id, coalesce(title, source) as title, publisher, published_on from documents"
        " where superseded_by is null order by published_on is null, published_on desc, title, id",
        ("{db}/v_documents", "{db}/documents", "{db}/latest_documents", "{db}/undated_documents"),
    ),
    "facts": Roll(
        "الحقائق",
        "select id, surface, quote, status, end_date, published_on, publisher from v_facts"
        " order by published_on is null, published_on desc, document_id, start_char, id",
        ("{db}/v_facts", "{db}/facts", "{db}/findings?in_body=1"),
    ),
    "places": Roll(
        "الأماكن",
        _ENTITIES.format(kinds=_PLACES),
        ("{db}/places", "{db}/v_mentions?kind__in=place,law"),
    ),
    "laws": Roll(
        "النصوص القانونية",
        _ENTITIES.replace("kind in {kinds}", f"kind not in {_PLACES} and kind not in {_NAMES}"),
        ("{db}/laws",),
    ),
    "people": Roll("أشخاص", _ENTITIES.format(kinds="('person')"), ("{db}/v_entities?kind=person",)),
    "organizations": Roll("مؤسسات", _ENTITIES.format(kinds="('organization')"), ("{db}/v_entities?kind=organization",)),
    "subjects": Roll(
        "مفاهيم وبرامج",
        _ENTITIES.format(kinds="('concept', 'programme')"),
        ("{db}/v_mentions?kind__in=person,organization,concept", "{db}/v_entities"),
    ),
}


async def page(db: Any, name: str, number: str) -> dict[str, Any] | None:
    """A page of a list; None where there is none, and on the living site, which has the tables themselves."""
    roll = ROLLS.get(name)
    if roll is None or copying() is None or not number.isdecimal():
        return None
    at = int(number)
    found = await rows(db, f"{roll.sql} limit {ROWS + 1} offset {ROWS * (at - 1)}")
    if at < 1 or (at > 1 and not found):
        return None
    shown = found[:ROWS]
    entities = "mentions" in shown[0].keys() if shown else False  # noqa: SIM118 - sqlite3.Row iterates over values
    return {
        "roll": name,
        "title": roll.title,
        "rolls": [(key, each.title) for key, each in ROLLS.items()],
        "number": at,
        "more": len(found) > ROWS,
        "rows": shown,
        "names": await names(db, [row["id"] for row in shown]) if entities else {},
    }
