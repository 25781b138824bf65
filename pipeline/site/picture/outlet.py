"""Which outlet published how much on which day, and which texts stand in several."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pipeline.site.asking import one, rows
from pipeline.site.language import translate as _
from pipeline.site.picture import caption, heat
from pipeline.site.picture.claim import as_day
from pipeline.site.picture.drawing import clean, isolate
from pipeline.site.picture.figure import Cell, Picture, Place
from pipeline.site.picture.heat import Bin, Square

# Days that a page may show: two months, a year, ten years, or all.
SPANS: Mapping[str, int | None] = {"60": 60, "365": 365, "3650": 3650, "all": None}
_LISTED = 400  # rows of the table
_ROWS = 20  # outlets drawn; the rest are one row
# Counted on the index of outlet and day alone (the sign keeps SQLite to it); old versions, being few, are taken off.
_DAYS = """
select coalesce(publisher, '') as publisher, {day} as day, sum(documents) as documents from (
  select publisher, published_on, count(*) as documents from documents
  where +published_on between :first and :last group by publisher, published_on
  union all
  select publisher, published_on, -count(*) from documents
  where superseded_by > '' and +published_on between :first and :last group by +publisher, +published_on
) group by 1, 2 having sum(documents) > 0
"""
_FIRST = """
select published_on as day from documents where published_on > '' and +superseded_by is null
order by published_on limit 1
"""
_UNDATED = "select count(*) as documents from documents where published_on is null and +superseded_by is null"
_COPIES = """
select duplicates.other_id, duplicates.document_id, duplicates.kind, coalesce(copy.publisher, '') as publisher,
  copy.published_on as day, coalesce(first.publisher, '') as first_publisher, first.published_on as first_day,
  coalesce(first.title, first.source) as first_title, coalesce(copy.title, copy.source) as title
from duplicates cross join documents as copy on copy.id = duplicates.document_id
join documents as first on first.id = duplicates.other_id
where +copy.published_on between :first and :last and +copy.superseded_by is null and +first.superseded_by is null
order by first.published_on, duplicates.other_id, copy.published_on, duplicates.document_id limit 1000
"""


async def picture(place: Place, span: str) -> tuple[Picture, Mapping[str, Any]]:
    """The outlets by day over the newest days, and the texts that several of them have."""
    last = as_day(await place.newest())
    chosen = span if span in SPANS else "60"
    first = last and await _first(place, last, SPANS[chosen])
    asked = {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}
    days = heat.bins(first, last) if first and last else []
    # Of columns of months the sums of months are enough.
    monthly = bool(days) and (days[0].last - days[0].first).days > 7
    sql = _DAYS.format(day="substr(published_on, 1, 7) || '-01'" if monthly else "published_on")
    told = await rows(place.db, sql, asked) if first else []
    copies = await rows(place.db, _COPIES, asked) if first else []
    undated = await one(place.db, _UNDATED)
    outlets = _outlets(told)
    cells = _cells(place, told, copies, outlets, days)
    texts = sum(row["documents"] for row in told)
    shown = Picture(
        name=f"outlets-{chosen}",
        title=_title(told, copies, first, last),
        about=_about(undated["documents"] if undated else 0, days),
        source=caption.source(place.name, asked["last"], "", texts),
        draw=(lambda width: heat.draw(list(dict.fromkeys(outlets.values())), cells, days, width)) if cells else None,
        columns=(_("الناشر"), _("اليوم"), _("وثائق")),
        rows=[
            [
                Cell(row["publisher"] or _("بلا ناشر")),
                Cell(row["day"][:7] if monthly else row["day"], kind="day"),
                Cell(str(row["documents"]), kind="number"),
            ]
            for row in sorted(told, key=lambda row: (row["day"], row["publisher"]), reverse=True)[:_LISTED]
        ],
        query=place.table("v_documents", _facet="publisher", published_on__gte=asked["first"] or ""),
        file=place.file("/-/outlets", span=chosen),
    )
    return shown, {"clusters": _clusters(copies), "span": chosen, "spans": list(SPANS)}


async def _first(place: Place, last: date, span: int | None) -> date:
    found = await one(place.db, _FIRST)
    oldest = as_day(found["day"] if found else None) or last
    return oldest if span is None else max(oldest, last - timedelta(days=span - 1))


def _outlets(told: Sequence[Any]) -> dict[str, str]:
    """The row of each outlet: its own where it is among the busiest, else that of the others."""
    counts = Counter[str]()
    for row in told:
        counts[row["publisher"]] += row["documents"]
    busiest = sorted(counts, key=lambda name: (-counts[name], name))
    own = {name: name or _("بلا ناشر") for name in busiest[:_ROWS]}
    return own | dict.fromkeys(busiest[_ROWS:], _("ناشرون آخرون"))


def _cells(
    place: Place, told: Sequence[Any], copies: Sequence[Any], outlets: Mapping[str, str], days: Sequence[Bin]
) -> list[Square]:
    """What each row has in each column."""
    column = {}
    at = 0
    for day in sorted({row["day"] for row in told}):
        when = as_day(day)
        while when and at < len(days) and days[at].last < when:
            at += 1
        column[day] = min(at, len(days) - 1)
    counts = Counter[tuple[str, int]]()
    copied = Counter[tuple[str, int]]()
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in told:
        counts[outlets[row["publisher"]], column[row["day"]]] += row["documents"]
        names[outlets[row["publisher"]]].add(row["publisher"])
    for row in copies:
        if row["publisher"] in outlets and row["day"] in column:
            copied[outlets[row["publisher"]], column[row["day"]]] += 1
    return [
        Square(outlet, at, count, copied[outlet, at], *_called(place, outlet, names[outlet], days[at], count))
        for (outlet, at), count in sorted(counts.items())
    ]


def _called(place: Place, outlet: str, names: set[str], days: Bin, count: int) -> tuple[str, str]:
    """What a square is called, and the documents that it leads to."""
    start, end = days.first.isoformat(), days.last.isoformat()
    own = {"publisher": next(iter(names))} if len(names) == 1 and "" not in names else {}
    asked = {"published_on": start} if start == end else {"published_on__gte": start, "published_on__lte": end}
    label = f"{caption.listed(clean(outlet), caption.period(start, end))}: {caption.documents(count)}"
    return label, place.table("v_documents", **own, **asked)


def _clusters(copies: Sequence[Any]) -> list[dict[str, Any]]:
    """Texts that stand in several outlets, each with its copies, the most copied first."""
    found: dict[str, dict[str, Any]] = {}
    for row in copies:
        cluster = found.setdefault(
            row["other_id"],
            {"id": row["other_id"], "title": row["first_title"], "publisher": row["first_publisher"],
             "day": row["first_day"], "copies": []},
        )  # fmt: skip
        cluster["copies"].append(row)
    return sorted(found.values(), key=lambda cluster: -len(cluster["copies"]))[:30]


def _title(told: Sequence[Any], copies: Sequence[Any], first: date | None, last: date | None) -> str:
    """How many documents of how many outlets, which has most, how many are copies."""
    if not told or first is None or last is None:
        return _("لا وثيقة معروفة يوم النشر، فلا شيء يُرسم.")
    counts = Counter[str]()
    for row in told:
        counts[row["publisher"]] += row["documents"]
    named = {name: count for name, count in counts.items() if name}
    span = _("من {start} إلى {end}").format(start=caption.day(first.isoformat()), end=caption.day(last.isoformat()))
    texts = caption.documents(counts.total())
    parts = [
        _("عدد الناشرين {outlets}، ولهم {documents} {span}").format(outlets=len(named), documents=texts, span=span)
        if named
        else _("بلا ناشر مذكور: {documents} {span}").format(documents=texts, span=span)
    ]
    if len(named) > 1:
        most = max(sorted(named), key=lambda name: named[name])
        parts.append(_("وأكثرها من {outlet} ({count})").format(outlet=isolate(most), count=named[most]))
    parts.append(_("ومنها نسخ: {count}").format(count=len(copies)) if copies else _("ولا نسخة بينها"))
    return caption.headed(_("الناشرون يوما بيوم"), *parts)


def _about(undated: int, days: Sequence[Bin]) -> str:
    told = [_("كل مربع يقود إلى وثائق الناشر في أيامه؛ والمعين نسخة من نص نشره غيره قبله.")] if days else []
    if undated:
        told.append(_("وثائق لا يُعرف يوم نشرها، فلا تُرسم: {count}.").format(count=f"{undated:,}"))
    return " ".join(told)
