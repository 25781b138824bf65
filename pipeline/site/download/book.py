"""Workbooks and tables of text: of every table, view and question, and of the lists on pages of our own."""

import asyncio
import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import urlencode

from datasette import Request, Response

from pipeline.export.sheet import harmless, workbook
from pipeline.site import demo
from pipeline.site.download.link import absolute, permalink
from pipeline.site.language import direction, translate
from pipeline.site.words import heading, label

# A workbook is made in memory and on the disk beside it, not by a stream: so many rows, and it says where it ends.
ROWS = 10_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = 1 << 23  # bytes of a workbook that stay in memory
_INNER = frozenset({"sentence_number"})
_OURS = frozenset({"_labels", "_next", "_size", "_shape", "_nl", "_nocount", "_nofacet", "_json"})


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows to be taken away: `more` where there were more than these."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    more: bool = False
    table: str | None = None


async def render(
    datasette: Any, request: Request, columns: Sequence[str], rows: Sequence[Any], data: Mapping[str, Any]
) -> Response:
    """The workbook of a table, a view or a question."""
    table = data.get("table")
    taken = Taken(
        table or str(data.get("canned_query") or request.url_vars.get("table") or "wathiqa"),
        tuple(columns),
        [tuple(row) for row in rows],
        more=bool(data.get("truncated")),
        table=table,
    )
    if table is not None and data.get("next"):
        taken = await _all(datasette, request, taken)
    return await book(datasette, request, taken)


async def _all(datasette: Any, request: Request, first: Taken) -> Taken:
    """Every row of a table behind a page of it, as Datasette hands them out page by page."""
    kept = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in _OURS]
    path = request.path.removesuffix(".xlsx") + ".json"
    rows: list[tuple[Any, ...]] = []
    at, enough = "", demo.most(datasette, ROWS)
    while len(rows) < enough:
        asked = [*kept, ("_size", "max"), ("_nocount", "1"), ("_nofacet", "1"), *([("_next", at)] if at else [])]
        answer = await datasette.client.get(f"{path}?{urlencode(asked)}", headers=_who(request))
        if answer.status_code != 200:
            return Taken(first.name, first.columns, rows or first.rows, more=True, table=first.table)
        told = answer.json()
        rows += [tuple(row) for row in told["rows"]]
        at = told.get("next") or ""
        if not at:
            break
    return Taken(first.name, first.columns, rows[:enough], more=bool(at) or len(rows) > enough, table=first.table)


def _who(request: Request) -> dict[str, str]:
    """What says who asks: pages behind the first are for the same reader."""
    return {name: request.headers[name] for name in ("cookie", "authorization") if name in request.headers}


async def book(datasette: Any, request: Request, taken: Taken) -> Response:
    """A workbook in the language of the page: headings and codes in words, a permanent link on every row."""
    named = _linked(datasette, request, taken)
    shown = [name for name in named.columns if name not in _INNER]
    places = [named.columns.index(name) for name in shown]
    notes = _notes(request, taken)
    headings = [heading(name, taken.table) for name in shown]
    rows = ([_value(name, row[place]) for name, place in zip(shown, places, strict=True)] for row in named.rows)
    # Headings and codes are in the language of this request, which a thread of asyncio's inherits.
    body = await asyncio.to_thread(_bytes, shown, headings, rows, direction() == "rtl", notes)
    return Response(body, headers=_file(f"{taken.name}.xlsx"), content_type=_XLSX)


async def answer(datasette: Any, request: Request, form: str, taken: Taken) -> Response:
    """A list of ours as `xlsx`, `csv` or `json`."""
    if form == "xlsx":
        return await book(datasette, request, taken)
    named = _linked(datasette, request, taken)
    if form == "json":
        rows = [dict(zip(named.columns, row, strict=True)) for row in named.rows]
        return Response.json({"rows": rows, "truncated": taken.more})
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(named.columns)
    writer.writerows([harmless(_plain(value)) for value in row] for row in named.rows)
    return Response(out.getvalue(), headers=_file(f"{taken.name}.csv"), content_type="text/csv; charset=utf-8")


def _linked(datasette: Any, request: Request, taken: Taken) -> Taken:
    """The rows with a permanent link at their end, where they have pages."""
    columns = tuple(name for name in taken.columns if name != "permalink")
    rows = []
    for row in taken.rows:
        known: Mapping[str, Any] = dict(zip(taken.columns, row, strict=True))
        path = datasette.urls.path(known["permalink"]) if known.get("permalink") else permalink(datasette, known)
        rows.append((*(known[name] for name in columns), absolute(request, path) if path else None))
    if not any(row[-1] for row in rows):
        return Taken(taken.name, columns, [row[:-1] for row in rows], taken.more, taken.table)
    return Taken(taken.name, (*columns, "permalink"), rows, taken.more, taken.table)


def _value(column: str, value: Any) -> str | int | float | None:
    """A cell of a workbook: codes in words."""
    plain = _plain(value)
    return label(column, plain) if isinstance(plain, str) else plain


def _plain(value: Any) -> str | int | float | None:
    if isinstance(value, dict):  # a key with its label
        value = value.get("label") or value.get("value")
    if isinstance(value, bytes):
        return f"[{len(value)}]"
    return value if value is None or isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _notes(request: Request, taken: Taken) -> list[tuple[str, str | int]]:
    """Where the rows come from, and whether they are all."""
    page = request.full_path.replace(".xlsx", "", 1)
    told: list[tuple[str, str | int]] = [
        (translate("المصدر"), absolute(request, page)),
        (translate("عدد السطور"), len(taken.rows)),
    ]
    if taken.more:
        told.append(
            (translate("تنبيه"), translate("هذه أوائل السطور لا كلها: ضيّق السؤال، أو خذ CSV أو pipeline export."))
        )
    return told


def _bytes(
    columns: Sequence[str], headings: Sequence[str], rows: Any, right_to_left: bool, notes: Sequence[tuple[str, Any]]
) -> bytes:
    with SpooledTemporaryFile(max_size=_KEPT) as file:
        workbook(columns, headings, rows, right_to_left=right_to_left, notes=notes).save(file)
        file.seek(0)
        return file.read()


def _file(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
