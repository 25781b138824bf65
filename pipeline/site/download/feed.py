"""Feeds of what is new (Atom, RFC 4287): of a search, and of every question whose rows have a place in the texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from datasette import Request, Response

from pipeline.site.asking import one
from pipeline.site.cell import safe
from pipeline.site.download.link import absolute, permalink
from pipeline.site.language import language, translate
from pipeline.site.query import QUERIES
from pipeline.site.words import label, spoken, table_title

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML cannot hold: all other control characters, lone surrogates, two code points that are none.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_RUN = "select min(started_at) as day from runs"
_TITLED = ("surface", "name_ar", "title", "text", "message")
_SAID = ("quote", "text", "explanation", "message")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is new: `day` is that of publication, None where it is unknown."""

    identity: str
    path: str
    title: str
    summary: str
    author: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is of, the page that shows the same, and what is in it."""

    database: str
    title: str
    page: str
    entries: Sequence[Entry]


async def render(
    datasette: Any, request: Request, columns: Sequence[str], rows: Sequence[Any], data: Mapping[str, Any]
) -> Response:
    """The feed of what a page shows, newest first."""
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    entries = [entry for row in told if (entry := of_row(datasette, row))]
    table, query = data.get("table"), QUERIES.get(str(data.get("query_name")))
    title = table_title(table) if table else spoken(query.title) if query else str(data.get("query_name") or "SQL")
    page = request.full_path.replace(".atom", "", 1)
    return await answer(datasette, request, Feed(str(data["database"]), title, page, entries))


def of_row(datasette: Any, row: Mapping[str, Any]) -> Entry | None:
    """A row as an entry; None where it has no page."""
    path, identity = permalink(datasette, row), row.get("id") or row.get("fact_id")
    if path is None or not identity:
        return None
    title = next((str(row[name]) for name in _TITLED if row.get(name)), str(identity))
    named = [label(name, row[name]) for name in ("status", "state", "verdict", "kind") if row.get(name)]
    summary = next((str(row[name]) for name in _SAID if row.get(name)), title)
    day = str(row.get("published_on") or "")
    return Entry(
        str(identity),
        path,
        " · ".join([title, *named[:1]]),
        summary,
        str(row.get("publisher") or row.get("source") or ""),
        day if _DAY.fullmatch(day) else None,
    )


async def answer(datasette: Any, request: Request, told: Feed) -> Response:
    """The feed itself. What nobody dated counts from the day of the first ingest: never from the clock."""
    run = await one(datasette.get_database(told.database), _FIRST_RUN)
    first = str(run["day"] or "")[:10] if run else ""
    first = first if _DAY.fullmatch(first) else "1970-01-01"
    newest = sorted(told.entries, key=lambda entry: (entry.day or "", entry.identity), reverse=True)[:ENTRIES]
    feed = ET.Element("feed", {"xmlns": _ATOM, _XML_LANG: language()})
    _put(feed, "title", f"{translate('وثيقة')}: {told.title}")
    _put(feed, "id", absolute(request, told.page))
    _put(feed, "updated", _moment(max([entry.day or first for entry in newest], default=first)))
    ET.SubElement(
        feed, "link", {"rel": "self", "type": "application/atom+xml", "href": absolute(request, request.full_path)}
    )
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": absolute(request, told.page)})
    _put(ET.SubElement(feed, "author"), "name", translate("وثيقة"))
    for entry in {entry.identity: entry for entry in newest}.values():
        made = ET.SubElement(feed, "entry")
        _put(made, "title", entry.title)
        # The same wherever the site stands, so that no reader sees an entry twice.
        _put(made, "id", uuid5(NAMESPACE_URL, f"wathiqa:{entry.identity}").urn)
        _put(made, "updated", _moment(entry.day or first))
        if entry.day:
            _put(made, "published", _moment(entry.day))
        if entry.author:
            _put(ET.SubElement(made, "author"), "name", entry.author)
        ET.SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": absolute(request, entry.path)})
        _put(made, "summary", entry.summary)
    body = ET.tostring(feed, "utf-8", xml_declaration=True)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _put(parent: ET.Element, name: str, text: str) -> None:
    """A child of plain text: no mark-up, nothing that XML cannot hold, nothing that turns the line around."""
    ET.SubElement(parent, name).text = safe(_UNHELD.sub("\ufffd", text))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
