"""Pages of our own: a document with its facts, and how a value was reached."""

from typing import Any

from datasette import NotFound, Request, Response

from pipeline.site import explanation
from pipeline.site.document import page
from pipeline.site.hook import hookimpl


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """`/-/document/<id>` and `/-/explain/<id>`."""
    return [(r"/-/document/(?P<id>[^/]+)$", document), (r"/-/explain/(?P<id>[^/]+)$", explain)]


async def document(request: Request, datasette: Any) -> Response:
    """A document: its text with every mention underlined, and what was read in it beside."""
    name = await _database(request, datasette)
    shown = await page(datasette.get_database(name), request.url_vars["id"])
    if shown is None:
        raise NotFound("No such document")
    return Response.html(await datasette.render_template("document.html", {**shown, "database": name}, request=request))


async def explain(request: Request, datasette: Any) -> Response:
    """How a date, a figure, a name or a fact was reached."""
    name = await _database(request, datasette)
    shown = await explanation.page(datasette, name, request.url_vars["id"])
    if shown is None:
        raise NotFound("No row has this id")
    page = await datasette.render_template("explanation.html", {**shown, "database": name}, request=request)
    return Response.html(page)


async def _database(request: Request, datasette: Any) -> str:
    """The name of the database of documents, for those who may see it."""
    name: str | None = datasette.jinja_env.globals.get("facts_database")
    if name is None:
        raise NotFound("No database of documents is served")
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    return name
