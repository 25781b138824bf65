"""Pages of our own: a document with its facts."""

from typing import Any

from datasette import NotFound, Request, Response

from pipeline.site.document import page
from pipeline.site.hook import hookimpl


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """`/-/document/<id>`."""
    return [(r"/-/document/(?P<id>[^/]+)$", document)]


async def document(request: Request, datasette: Any) -> Response:
    """A document: its text with every mention underlined, and what was read in it beside."""
    name = datasette.jinja_env.globals.get("facts_database")
    if name is None:
        raise NotFound("No database of documents is served")
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    shown = await page(datasette.get_database(name), request.url_vars["id"])
    if shown is None:
        raise NotFound("No such document")
    return Response.html(await datasette.render_template("document.html", {**shown, "database": name}, request=request))
