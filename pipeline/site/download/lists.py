"""The lists of our pages over all documents, to take away: promises, comparisons, calculations, gaps."""

from typing import Any

from datasette import Request, Response

from pipeline.site import across, demo
from pipeline.site.download import book, feed
from pipeline.site.words import table_title

FORMS = ("xlsx", "csv", "json", "atom")
_ROWS = 2_000
_TABLES = {"checks": "consistency"}


async def answer(request: Request, datasette: Any, database: str) -> Response:
    """`/-/promises.xlsx?state=open`: what the page lists, as far as it goes."""
    name, form = request.url_vars["page"], request.url_vars["form"]
    most = demo.most(datasette, _ROWS)
    shown = await across.page(datasette.get_database(database), name, request.args.get("state") or "", most + 1)
    found = [dict(row) for row in shown["rows"]] if shown else []
    table = _TABLES.get(name, name)
    if form == "atom":
        entries = [entry for row in found[:most] if (entry := feed.of_row(datasette, row))]
        page = request.full_path.replace(".atom", "", 1)
        return await feed.answer(datasette, request, feed.Feed(database, table_title(table), page, entries))
    columns = tuple(found[0]) if found else ()
    rows = [tuple(row.values()) for row in found[:most]]
    return await book.answer(datasette, request, form, book.Taken(name, columns, rows, len(found) > most, table))
