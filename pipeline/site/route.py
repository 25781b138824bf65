"""Pages of our own: a document, a fact, an entity, how a value was reached, and what documents show together."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import NotFound, Request, Response
from datasette.utils import tilde_decode

from pipeline.site import across, demo, embed, explanation, quality, question, roll, scan, undated
from pipeline.site import entity as entities
from pipeline.site import fact as facts
from pipeline.site.amend import page as amend
from pipeline.site.copying import copying, quoted
from pipeline.site.document import page
from pipeline.site.download import lists
from pipeline.site.hook import hookimpl
from pipeline.site.inbox import page as inbox
from pipeline.site.picture import page as pictures
from pipeline.site.searching import page as searching
from pipeline.site.searching import taken
from pipeline.site.searching.asked import asked


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """`/-/document/<id>`, `/-/fact/<id>`, `/-/entity/<id>`, `/-/explain/<id>`, and pages over all documents."""
    return [
        (r"/-/document/(?P<id>[^/]+)$", document),
        (r"/-/page/(?P<id>[0-9a-f]{16})/(?P<number>[0-9]{1,5})\.png$", leaf),
        (r"/-/fact/(?P<id>[^/]+)$", fact),
        (r"/-/embed/fact/(?P<id>[^/]+)$", embedded),
        (r"/-/oembed$", embed.oembed),
        (r"/-/entity/(?P<id>[^/]+)$", entity),
        (r"/-/search$", search),
        (rf"/-/search\.(?P<form>{'|'.join(taken.FORMS)})$", search_taken),
        (r"/-/feed\.atom$", new_facts),
        (r"/-/explain/(?P<id>[^/]+)$", explain),
        (pictures.PATH, picture),
        (rf"{amend.PATH}/(?P<id>[^/]+)$", amend.correct),
        (rf"{inbox.PATH}$", inbox.paste),
        (rf"{inbox.WAITING}/(?P<ticket>[^/]+)$", inbox.ticket),
        (rf"/-/(?P<page>{'|'.join(across.PAGES)})$", together),
        (rf"/-/(?P<page>{'|'.join(across.PAGES)})\.(?P<form>{'|'.join(lists.FORMS)})$", together_taken),
        (r"/-/quality$", trusted),
        (r"/-/undated$", without_day),
        (r"/-/about$", about),
        (r"/-/list/(?P<name>[a-z]+)(?:/(?P<number>[1-9]\d{0,5}))?$", listed),
        (r"/-/copy$", about_copy),
        (r"/robots\.txt$", robots),
        (question.PATH, question.question),
    ]


async def document(request: Request, datasette: Any) -> Response:
    """A document: its text with every mention underlined, and what was read in it beside."""
    name = await _database(request, datasette)
    key = request.url_vars["id"]
    shown = await page(datasette.get_database(name), key, quoted(key))
    if shown is None:
        raise NotFound("No such document")
    return Response.html(await datasette.render_template("document.html", {**shown, "database": name}, request=request))


async def leaf(request: Request, datasette: Any) -> Response:
    """The picture of a page of a PDF."""
    name = await _database(request, datasette)
    drawn = await scan.drawn(datasette.get_database(name), request.url_vars["id"], int(request.url_vars["number"]))
    if drawn is None:
        raise NotFound("No such page")
    return Response(drawn, headers={"cache-control": "private, max-age=3600"}, content_type="image/png")


async def fact(request: Request, datasette: Any) -> Response:
    """The card of a fact."""
    return await _page(request, datasette, "fact.html", facts.page, request.url_vars["id"])


async def embedded(request: Request, datasette: Any) -> Response:
    """The small card of a fact, for a frame in another page."""
    return await _page(request, datasette, "embed.html", facts.page, request.url_vars["id"])


async def entity(request: Request, datasette: Any) -> Response:
    """A place, a law, a person or a body."""
    return await _page(request, datasette, "entity.html", entities.page, tilde_decode(request.url_vars["id"]))


async def search(request: Request, datasette: Any) -> Response:
    """Sentences that hold some words, narrowed by what else they hold."""
    return await _page(request, datasette, "search.html", searching.page, asked(request.args))


async def search_taken(request: Request, datasette: Any) -> Response:
    """The sentences of a search, to take away."""
    name = await _database(request, datasette)
    return await taken.sentences(request, datasette, name, request.url_vars["form"])


async def new_facts(request: Request, datasette: Any) -> Response:
    """The newest facts of a search, as a feed."""
    return await taken.facts(request, datasette, await _database(request, datasette))


async def together(request: Request, datasette: Any) -> Response:
    """Promises, comparisons, calculations or gaps, all or of one state."""
    state = request.args.get("state") or ""
    return await _page(request, datasette, "across.html", across.page, request.url_vars["page"], state)


async def trusted(request: Request, datasette: Any) -> Response:
    """How far what is read can be trusted."""
    return await _page(request, datasette, "quality.html", quality.page)


async def without_day(request: Request, datasette: Any) -> Response:
    """The documents that nothing dates."""
    return await _page(request, datasette, "undated.html", undated.page)


async def about(request: Request, datasette: Any) -> Response:
    """What this site is, how it reads, what its numbers mean and where its limits are."""
    return Response.html(await datasette.render_template("about.html", {}, request=request))


async def listed(request: Request, datasette: Any) -> Response:
    """A list, in a static copy."""
    asked = request.url_vars
    return await _page(request, datasette, "roll.html", roll.page, asked["name"], asked["number"] or "1")


async def about_copy(request: Request, datasette: Any) -> Response:
    """What a static copy is and what it lacks."""
    copy = copying()
    if copy is None:
        raise NotFound("404")
    return Response.html(await datasette.render_template("copy.html", {"copy": copy}, request=request))


async def together_taken(request: Request, datasette: Any) -> Response:
    """The list of such a page, to take away."""
    return await lists.answer(request, datasette, await _database(request, datasette))


async def robots(datasette: Any) -> Response:
    """What those who list pages may read."""
    return Response.text(demo.robots(datasette))


async def picture(request: Request, datasette: Any) -> Response:
    """A picture with its page, or alone as a file."""
    return await pictures.answer(request, datasette, await _database(request, datasette))


async def _page(
    request: Request, datasette: Any, template: str, make: Callable[..., Awaitable[Any]], *arguments: Any
) -> Response:
    name = await _database(request, datasette)
    shown = await make(datasette.get_database(name), *arguments)
    if shown is None:
        raise NotFound("No such row")
    return Response.html(await datasette.render_template(template, {**shown, "database": name}, request=request))


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
