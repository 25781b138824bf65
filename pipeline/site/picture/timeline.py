"""What is told of a place, a law, a person or a body, over time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from datasette.utils import tilde_encode

from pipeline.records import DOUBTFUL
from pipeline.site.asking import one, rows
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, strip
from pipeline.site.picture.claim import COLUMNS, CURRENT, Claim, as_day, claims
from pipeline.site.picture.drawing import clean, isolate
from pipeline.site.picture.figure import Cell, Picture, Place
from pipeline.site.picture.strip import Item, Lane

# The lanes of facts.
SAID = frozenset({"done", "hoped", "event", "said"})
# Rows looked through for one entity, and rows drawn: what is named everywhere must not keep a page waiting.
_THROUGH, _EACH, _MOST = 1500, 120, 250
_ENTITY = "select id, kind, name_ar, name_fr, name_en, documents, mentions from entities where id = :id"
# Of a place also what lies in it, as far as anything is told of it; of a country what is said of the whole.
_WITHIN = """
with recursive here(id) as (
  select :id union
  select entities.id from entities join here on entities.parent_id = here.id where :id not like 'country/%'
)
select here.id from here join counts on counts.name = 'v_facts' and counts.field = 'place_id' and counts.value = here.id
order by counts.number desc, here.id limit 60
"""
_NEAR = f"""
select fact from (
  select rowid as fact from facts where {{column}} = :{{name}} order by published_on desc limit {_EACH}
)"""
_FACTS = f"""
select {COLUMNS}, facts.speaker_id is :id as spoken from ({{near}}) as near cross join facts on facts.rowid = near.fact
join documents on documents.id = facts.document_id where {CURRENT}
order by coalesce(facts.end_date, facts.said_on, facts.published_on) desc, facts.id limit {_MOST}
"""
_NAMING = f"from mentions where entity_id = :id and +in_body = 1 order by published_on desc limit {_THROUGH}"
_DATES = f"""
select dates.surface, dates.start_date, dates.end_date, dates.document_id, dates.start_char, dates.timex_value
from dates join documents on documents.id = dates.document_id
where dates.sentence_id in (select sentence_id {_NAMING})
  and +dates.in_body = 1 and +dates.confidence > {DOUBTFUL} and +dates.start_date is not null
  and +documents.superseded_by is null order by dates.end_date desc, dates.id limit {_MOST}
"""
_DOCUMENTS = f"""
select documents.id, coalesce(documents.title, documents.source) as title, documents.published_on from documents
where documents.id in (select document_id {_NAMING})
  and +documents.superseded_by is null and +documents.published_on is not null
order by documents.published_on desc, documents.id limit {_MOST}
"""
_LEGAL = """
select issued_on, bulletin, bulletin_on, document_id, min(start_char) as start_char from legal_texts
where entity_id = :id and (issued_on is not null or bulletin_on is not null)
group by issued_on, bulletin_on order by issued_on, bulletin_on limit 20
"""


async def picture(place: Place, key: str) -> Picture | None:
    """The timeline of an entity; None where there is no such entity."""
    asked = {"id": key}
    entity = await one(
        place.db, "select id, kind, name_ar, name_fr, name_en, documents, mentions from entities where id = :id", asked
    )
    if entity is None:
        return None
    told = await _facts(place, key)
    items = [
        *_told(place, claims(told), {row["id"] for row in told if row["spoken"]}),
        *_legal(place, await rows(place.db, _LEGAL, asked)),
        *_dated(place, await rows(place.db, _DATES, asked)),
        *_named(place, await rows(place.db, _DOCUMENTS, asked)),
    ]
    newest = as_day(await place.newest())
    name = called(entity)
    names = lanes()
    said = sum(item.lane in SAID for item in items)
    return Picture(
        name=f"timeline-{key.replace('/', '-')}",
        title=_title(name, items) if items else _("{name}: لا شيء يحمل يوما، فلا شيء يُرسم.").format(name=isolate(name)),
        about=_about(items, entity["documents"] if entity["mentions"] > _THROUGH or len(told) == _MOST else 0),
        source=await place.source(said, len({item.document for item in items})),
        draw=(lambda width: strip.draw(items, names, newest, width)) if items else None,
        columns=(_("من"), _("إلى"), _("الصنف"), _("ما هو")),
        rows=[_row(item, dict(names)) for item in sorted(items, key=lambda item: (item.end, item.label), reverse=True)],
        query=_query(place, entity),
        file=place.file(f"/-/timeline/{tilde_encode(key)}"),
    )


async def _facts(place: Place, key: str) -> list[Any]:
    """The newest facts of an entity: of a place, and of each place in it; of a subject, a programme, a speaker."""
    within = [row["id"] for row in await rows(place.db, _WITHIN, {"id": key})] or [key]
    named = {f"place{at}": one for at, one in enumerate(within)}
    near = [_NEAR.format(column="place_id", name=name) for name in named]
    near += [_NEAR.format(column=column, name="id") for column in ("subject_id", "programme_id", "speaker_id")]
    return await rows(place.db, _FACTS.format(near=" union ".join(near)), {"id": key, **named})


def called(entity: Any) -> str:
    """An entity in the language of the page."""
    name = caption.named(entity["name_ar"], entity["name_fr"], entity["name_en"], entity["id"])
    return caption.legal(entity["id"], name)


def lanes() -> list[tuple[Lane, str]]:
    """The lanes from top to bottom, with their names."""
    return [
        ("done", _("أرقام منجزة أو مذكورة")),
        ("hoped", _("أرقام مرتقبة أو مبرمجة")),
        ("event", _("أحداث")),
        ("said", _("ما قاله")),
        ("legal", _("الصدور والنشر في الجريدة الرسمية")),
        ("date", _("تواريخ في جمله")),
        ("document", _("وثائق تذكره، عند نشرها")),
    ]


def _query(place: Place, entity: Any) -> str:
    """The facts of a place; of others all that names them."""
    if entity["kind"] in {"region", "province", "commune", "country", "place", "arrondissement"}:
        return place.table("place_timeline", place=entity["id"])
    return place.table("v_mentions", entity_id=entity["id"])


def _told(place: Place, said: Sequence[Claim], spoken: set[str]) -> Iterator[Item]:
    for claim in said:
        day = claim.day
        if day is None:
            continue
        lane: Lane = "said" if claim.id in spoken else "event" if claim.kind == "event" else "done"
        if lane == "done" and claim.look != "done":
            lane = "hoped"
        if lane == "said":
            day = as_day(claim.said_on or claim.published_on) or day
        start = as_day(claim.start_date) or day
        href = place.path(f"/-/fact/{claim.id}")
        due = lane == "hoped" and claim.is_due
        yield Item(lane, min(start, day), day, claim.look, claim.label, href, claim.document_id, is_due=due)


def _legal(place: Place, found: Sequence[Any]) -> Iterator[Item]:
    for row in found:
        href = place.path(f"/-/document/{row['document_id']}#c{row['start_char']}")
        if day := as_day(row["issued_on"]):
            label = _("صدر في {day}").format(day=caption.day(row["issued_on"]))
            yield Item("legal", day, day, "done", label, href, row["document_id"])
        if day := as_day(row["bulletin_on"]):
            said = _("الجريدة الرسمية عدد {number}، {day}")
            label = said.format(number=clean(row["bulletin"] or "?"), day=caption.day(row["bulletin_on"]))
            yield Item("legal", day, day, "done", label, href, row["document_id"])


def _dated(place: Place, found: Sequence[Any]) -> Iterator[Item]:
    for row in found:
        start, end = as_day(row["start_date"]), as_day(row["end_date"] or row["start_date"])
        if start and end:
            href = place.path(f"/-/document/{row['document_id']}#c{row['start_char']}")
            yield Item("date", start, end, "node", row["surface"], href, row["document_id"])


def _named(place: Place, found: Sequence[Any]) -> Iterator[Item]:
    for row in found:
        if day := as_day(row["published_on"]):
            href = place.path(f"/-/document/{row['id']}")
            yield Item("document", day, day, "text", row["title"], href, row["id"])


def _title(name: str, items: Sequence[Item]) -> str:
    """How much there is, from when to when, and what is due next to the end."""
    first, last = strip.window(items)
    said = sum(item.lane in SAID for item in items)
    texts = len({item.document for item in items if item.document})
    parts = [caption.facts(said)] if said else []
    if texts:
        parts.append(caption.documents(texts))
    span = _("من {start} إلى {end}").format(start=_month(first), end=_month(last))
    due = [item for item in items if item.is_due and first <= item.end <= last]
    ahead = _("وأبعد أجل: {label}").format(label=clean(max(due, key=lambda item: item.end).label)) if due else ""
    return caption.headed(isolate(name), f"{caption.listed(*parts)} {span}", ahead)


def _month(day: date) -> str:
    return caption.day(day.isoformat(), "MMMM y")


def _about(items: Sequence[Item], documents: int) -> str:
    """How to read it, and what is not in it; `documents` where it shows the newest of so many."""
    if not items:
        return _("لا حقيقة ولا تاريخ ولا وثيقة مؤرخة تذكره.")
    told = [
        _("كل علامة تقود إلى بطاقة الحقيقة أو إلى موضعها في الوثيقة؛ الممتلئة منجزة، والجوفاء مرتقبة، والمعين حدث.")
    ]
    first, last = strip.window(items)
    if left := sum(not first <= item.end <= last for item in items):
        told.append(_("خارج الصورة لبعد تاريخها، وهي في الجدول: {count}.").format(count=left))
    if documents:
        told.append(_("تذكره في القاعدة {documents}، والصورة لأحدثها.").format(documents=caption.documents(documents)))
    return " ".join(told)


def _row(item: Item, names: dict[Lane, str]) -> list[Cell]:
    return [
        Cell(item.start.isoformat(), kind="day"),
        Cell(item.end.isoformat(), kind="day"),
        Cell(names[item.lane]),
        Cell(item.label, item.href),
    ]
