"""An indicator over time: every figure of a unit, of one place or of all, at its day."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.site.asking import rows
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, indicator, plot
from pipeline.site.picture.claim import COLUMNS, CURRENT, QUANTITY, Claim, as_day, claims, texts
from pipeline.site.picture.drawing import isolate
from pipeline.site.picture.figure import Cell, Picture, Place
from pipeline.site.picture.plot import Point
from pipeline.site.picture.region import is_stock

# What a picture can show and a reader can tell apart; the newest are kept.
MOST = 250
_FACTS = f"""
select {COLUMNS}, entities.name_ar, entities.name_fr, entities.name_en
from facts join documents on documents.id = facts.document_id left join entities on entities.id = facts.place_id
where facts.unit = :unit {{of}} and {QUANTITY} and {CURRENT}
order by facts.published_on desc limit {MOST}
"""
_NAMES = "select id, name_ar, name_fr, name_en from entities where id in (select value from json_each(:ids))"
_PLACES = 30  # places that a page offers to choose from


async def picture(place: Place, unit: str, of: str) -> tuple[Picture, Mapping[str, Any]]:
    """The figures of a unit over time, and the places that its page offers to choose from."""
    sql = _FACTS.format(of="and facts.place_id = :place" if of else "")
    found = await rows(place.db, sql, {"unit": unit, "place": of})
    said = sorted(claims(found), key=lambda claim: (claim.day or date.min, claim.id), reverse=True)
    counts = await indicator.by_place(place, unit)
    every = counts.get(of, 0) if of else sum(counts.values())
    newest = as_day(await place.newest())
    names = {row["place_id"]: caption.named(row["name_ar"], row["name_fr"], row["name_en"]) for row in found}
    points = [Point(claim, day, place.path(f"/-/fact/{claim.id}")) for claim in said if (day := claim.day)]
    shown = Picture(
        name=f"indicator-{unit}",
        title=_title(unit, points, newest, names) if points else _empty(unit, len(said)),
        about=_about(every, len(said) - len(points)),
        source=await place.source(len(points), texts([point.claim for point in points])),
        draw=(lambda width: plot.draw(points, newest, width)) if points else None,
        columns=(_("الرقم"), _("الحالة"), _("المكان"), _("الزمن"), _("النشر"), _("الوثيقة")),
        rows=[_row(place, claim, names) for claim in said],
        query=place.table("v_facts", unit=unit, kind="quantity", **({"place_id": of} if of else {})),
        file=place.file(f"/-/indicator/{unit}", place=of),
    )
    return shown, {"places": await _choices(place, counts), "of": of}


async def _choices(place: Place, counts: Mapping[str | None, int]) -> list[dict[str, Any]]:
    """The places that have most figures of the unit, by their names."""
    most = [key for key in counts if key][:_PLACES]
    named = {row["id"]: row for row in await rows(place.db, _NAMES, {"ids": json.dumps(most)})}
    return [
        {"id": key, "name": caption.named(row["name_ar"], row["name_fr"], row["name_en"], key), "facts": counts[key]}
        for key in most
        if (row := named.get(key))
    ]


def _title(unit: str, points: Sequence[Point], newest: date | None, names: Mapping[str | None, str]) -> str:
    """The largest that is told as done and the next deadline, in a sentence."""
    done = max(
        (point for point in points if point.claim.look == "done"),
        key=lambda point: (is_stock(point.claim), point.claim.value or 0, point.day),
        default=None,
    )
    told = (
        _("أكبر رقم منجز أو مذكور {told}").format(told=_told(done.claim, names))
        if done
        else _("لا رقم منجزا ولا مذكورا بعد")
    )
    return caption.headed(caption.counted(unit), told, _hoped(points, newest, names))


def _hoped(points: Sequence[Point], newest: date | None, names: Mapping[str | None, str]) -> str:
    """The next deadline; else the last, which is past; else what is hoped for without one; of one day the largest."""
    hoped = sorted(
        (point for point in points if point.claim.look == "hoped"),
        key=lambda point: (point.day, -(point.claim.value or 0), point.claim.id),
    )
    due = [point for point in hoped if point.claim.is_due]
    if coming := [point for point in due if newest is None or point.day >= newest]:
        return _("وأقرب أجل: {told}").format(told=_told(coming[0].claim, names))
    if due:
        return _("وآخر أجل، وقد مضى: {told}").format(told=_told(due[-1].claim, names))
    return _("وبلا أجل: {told}").format(told=_told(hoped[-1].claim, names)) if hoped else ""


def _told(claim: Claim, names: Mapping[str | None, str]) -> str:
    """`1,430 (مرتقب، في أجل 28 فبراير 2026)`."""
    name = names.get(claim.place_id) or ""
    return f"{claim.said} ({caption.listed(claim.state, isolate(name) if name else '', claim.when)})"


def _empty(unit: str, undated: int) -> str:
    name = isolate(caption.counted(unit))
    if undated:
        return _("لا يوم لأي رقم من {unit} ({facts})، فلا شيء يُرسم.").format(unit=name, facts=caption.facts(undated))
    return _("لا رقم من {unit} في القاعدة، فلا شيء يُرسم.").format(unit=name)


def _about(every: int, undated: int) -> str:
    told = [_("كل علامة حقيقة تقود إلى بطاقتها: الممتلئة منجزة أو مذكورة، والجوفاء مرتقبة أو مبرمجة وتحتها أجلها. "
              "الأماكن والنطاقات تختلف، فلا يُجمع بعضها إلى بعض.")]  # fmt: skip
    if every > MOST:
        told.append(_("هنا أحدث {shown} من {every} حقيقة.").format(shown=MOST, every=f"{every:,}"))
    if undated:
        told.append(_("وبلا يوم، فلا تُرسم: {facts}.").format(facts=caption.facts(undated)))
    return " ".join(told)


def _row(place: Place, claim: Claim, names: Mapping[str | None, str]) -> list[Cell]:
    return [
        Cell(claim.figure, place.path(f"/-/fact/{claim.id}"), "number"),
        Cell(claim.state),
        Cell(names.get(claim.place_id) or claim.place or ""),
        Cell(claim.when),
        Cell(claim.published_on or "", kind="day"),
        Cell(claim.title, place.path(f"/-/document/{claim.document_id}")),
    ]
