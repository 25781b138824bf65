"""The map: a figure of every region, what is said of the whole country first, and nothing spread over regions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils import tilde_encode

from pipeline.lexicon.atlas import MOROCCO
from pipeline.site.asking import rows
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, indicator, tile
from pipeline.site.picture.claim import COLUMNS, CURRENT, QUANTITY, Claim, claims, texts
from pipeline.site.picture.figure import Cell, Picture, Place
from pipeline.site.picture.region import Region, extremes, newest, regions

_INSIDE = """
with recursive inside(id, region) as (
  select id, id from entities where kind = 'region'
  union all select entities.id, inside.region from entities join inside on entities.parent_id = inside.id
) select id, region from inside
"""
# Of a region its newest facts: among them what is done and what is hoped for.
_NEWEST = """
select fact from (select rowid as fact from facts where unit = :unit and place_id is :{place}
order by published_on desc limit 60)"""
_SAID = f"""
select {COLUMNS} from ({{newest}}) as near cross join facts on facts.rowid = near.fact
join documents on documents.id = facts.document_id where {QUANTITY} and {CURRENT}
order by facts.published_on desc, facts.value desc, facts.id
"""
_LISTED = 3  # facts listed beside the map, of the whole country or without a place


async def picture(place: Place, unit: str, rate: bool) -> tuple[Picture, Mapping[str, Any]]:
    """The map of a unit, and what its page lists beside it."""
    known = {row["id"]: row["region"] for row in await rows(place.db, _INSIDE)}
    counts = await indicator.by_place(place, unit)
    said = await _said(place, unit, [region.id for region in regions()])
    found = _regions(place, said, counts, known)
    nationwide = (await _said(place, unit, [MOROCCO]))[:_LISTED]
    nowhere = (await _said(place, unit, [None]))[:_LISTED]
    outside = Counter({"nation": counts.get(MOROCCO, 0), "nowhere": counts.get(None, 0)})
    outside["abroad"] = sum(
        count for identity, count in counts.items() if identity not in {None, MOROCCO} and identity not in known
    )
    beside = _beside(outside, nationwide, nowhere)
    used = [claim for region in found for claim in (region.done, region.hoped) if claim]
    shown = Picture(
        name=f"map-{unit}{'-rate' if rate else ''}",
        title=_title(unit, found, rate, outside),
        about=_about(rate) if used else _("ما قيل وطنيا أو بلا مكان مذكور جانبا، ولا يُوزَّع على الجهات."),
        source=await place.source(len(used), texts(used)),
        draw=(lambda width: tile.draw(found, rate, beside, width)) if used else None,
        columns=(_("الجهة"), _("الرقم"), _("لكل 10,000 نسمة"), _("الحالة"), _("الزمن"), _("النشر"), _("حقائق أخرى")),
        rows=[_row(place, region, claim) for region in found for claim in _kept(region)],
        query=place.table("v_facts", unit=unit, kind="quantity", place_id__startswith="region/"),
        file=place.file("/-/map", unit=unit, measure="rate" if rate else None),
    )
    return shown, {"outside": outside, "nationwide": nationwide, "nowhere": nowhere, "counts": counts}


async def _said(place: Place, unit: str, places: Sequence[str | None]) -> list[Claim]:
    """The newest facts of a unit in each of some places."""
    names = [f"place{at}" for at in range(len(places))]
    sql = _SAID.format(newest=" union all ".join(_NEWEST.format(place=name) for name in names))
    return claims(await rows(place.db, sql, {"unit": unit, **dict(zip(names, places, strict=True))}))


def _regions(
    place: Place, said: Sequence[Claim], counts: Mapping[str | None, int], known: Mapping[str, str]
) -> list[Region]:
    inside = Counter[str]()
    for identity, count in counts.items():
        if identity and identity != known.get(identity) and identity in known:
            inside[known[identity]] += count
    found = []
    for named in regions():
        here = [claim for claim in said if claim.place_id == named.id]
        found.append(
            Region(
                id=named.id,
                name=caption.named(named.name_ar, named.name_fr, named.name_en, named.id),
                population=named.population,
                href=place.path(f"/-/entity/{tilde_encode(named.id)}") if named.id in known else None,
                done=newest(here, "done"),
                hoped=newest(here, "hoped"),
                count=counts.get(named.id, 0),
                inside=inside[named.id],
            )
        )
    return found


def _title(unit: str, found: Sequence[Region], rate: bool, outside: Counter[str]) -> str:
    """What the map shows, in a sentence with its numbers."""
    heading = caption.counted(unit)
    if rate:
        heading = _("{unit} لكل 10,000 نسمة").format(unit=heading)
    done = [region for region in found if region.value(rate) is not None]
    hoped = [region for region in found if region.hoped]
    ends = extremes(found, rate)
    if ends:
        most, least = ends
        told = _("أكبر رقم {high} في جهة {most} وأصغر رقم {low} في جهة {least}").format(
            high=tile.shown(most.value(rate), rate), most=most.name,
            low=tile.shown(least.value(rate), rate), least=least.name,
        )  # fmt: skip
    elif done:
        told = _("لا رقم منجزا إلا لجهة {region}: {value}").format(
            region=done[0].name, value=tile.shown(done[0].value(rate), rate)
        )
    elif hoped:
        told = _("لا رقم منجزا لأي جهة، و{count} لها رقم مرتقب").format(count=len(hoped))
    else:
        told = _("لا رقم لأي جهة، فلا شيء يُرسم")
    without = len(found) - len(done)
    rest = _("وبلا رقم منجز: {count} من 12 جهة").format(count=without) if done and without else ""
    unplaced = outside["nation"] + outside["nowhere"]
    free = _("ووطنيا أو بلا مكان: {facts}").format(facts=caption.facts(unplaced)) if unplaced else ""
    return caption.headed(heading, told, rest, free)


def _about(rate: bool) -> str:
    told = _(
        "لكل جهة أحدث ما نُشر عنها بوصفه منجزا أو مذكورا؛ وما هو مرتقب أو مبرمج فبإطار متقطع أو بعلامة ◇. "
        "مربعات متساوية لا ترسم حدودا ولا مساحات، وقد تختلف تواريخ الأرقام."
    )
    return f"{told} {_('السكان حسب إحصاء 2024.')}" if rate else told


def _beside(outside: Counter[str], nationwide: Sequence[Claim], nowhere: Sequence[Claim]) -> list[str]:
    """What belongs to no region, as lines of the drawing: first of all, with its count."""
    lines = []
    for count, kind, newest_ in (
        (outside["nation"], _("وطنيا"), nationwide),
        (outside["nowhere"], _("بلا مكان مذكور"), nowhere),
    ):
        if count:
            last = newest_[0] if newest_ else None
            told = _("أحدثها: {value} ({state}، {when})").format(
                value=last.said, state=last.state, when=last.when
            ) if last else ""  # fmt: skip
            lines.append(f"{kind}: {caption.facts(count)}. {told}".strip())
    if outside["abroad"]:
        lines.append(f"{_('خارج الجهات الاثنتي عشرة')}: {caption.facts(outside['abroad'])}.")
    return lines


def _kept(region: Region) -> list[Claim | None]:
    """The rows of a region in the table: what the tile shows, or an empty row."""
    return [claim for claim in (region.done, region.hoped) if claim] or [None]


def _row(place: Place, region: Region, claim: Claim | None) -> list[Cell]:
    others = str(region.count - len([1 for one in (region.done, region.hoped) if one]) + region.inside)
    if claim is None:
        return [Cell(region.name, region.href), *[Cell("")] * 5, Cell(others, kind="number")]
    rate = region.measure(claim, rate=True)
    return [
        Cell(region.name, region.href),
        Cell(claim.figure, place.path(f"/-/fact/{claim.id}"), "number"),
        Cell(caption.number(round(rate, 2)) if rate is not None else "", kind="number"),
        Cell(claim.state),
        Cell(claim.when),
        Cell(claim.published_on or "", kind="day"),
        Cell(others, kind="number"),
    ]
