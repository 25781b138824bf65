"""What surrounds every page: its words, its menu and the headers that keep strangers' scripts out."""

import mimetypes
from codecs import BOM_UTF8
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

from datasette import Response
from datasette.utils import tilde_encode

from pipeline.site import bound, demo, language, name, plain, telling, words
from pipeline.site.amend import choice
from pipeline.site.cell import arabic, mixed, safe
from pipeline.site.copying import copying
from pipeline.site.counted import FACETED, counted
from pipeline.site.fault import fault
from pipeline.site.hook import hookimpl
from pipeline.site.inbox.guard import guarded
from pipeline.site.phrase import at_phrase
from pipeline.site.query import GROUPS
from pipeline.site.search import SEARCHED

# Nothing from elsewhere, no script and no style inside a page: text from a document can never run.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
)


def _within(scope: Any, base: str) -> Any:
    """A request without the sub-path that the site stands under, which Datasette would write twice into its links."""
    if base == "/" or not scope["path"].startswith(base):
        return scope  # the proxy took it off
    raw = scope.get("raw_path")
    inner = {"path": scope["path"][len(base) - 1 :], "raw_path": raw[len(base) - 1 :] if raw else raw}
    return {**scope, **inner}


def _headers(path: str, datasette: Any) -> list[tuple[bytes, bytes]]:
    # The page of a database has an editor of SQL, and the editor writes styles into the page.
    base = datasette.setting("base_url")
    editors = {f"/{datasette.urls.database(name).removeprefix(base)}" for name in datasette.databases}
    styles = " 'unsafe-inline'" if path in editors else ""
    # The small card of a fact is made to stand in other sites' pages; nothing else may.
    frames = "*" if path.startswith("/-/embed/fact/") else "'none'"
    return [
        (b"content-security-policy", _POLICY.format(styles=styles, frames=frames).encode()),
        (b"referrer-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
    ]


def _refusal(scope: Any, *, public: bool) -> Response | None:
    """The answer to what nobody reads any further; None to all else."""
    if public and demo.is_kept_inside(scope["path"]):
        return Response.text("404", status=404)
    if bound.is_too_long(scope):
        return Response.text("Too long an address", status=414)
    return Response.text("Method not allowed", status=405) if bound.is_refused(scope) else None


def _is_csv(path: str, headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether an answer is CSV, downloaded or shown: Excel takes its Arabic for another alphabet without a mark."""
    told = {name.lower(): value for name, value in headers}
    kind = told.get(b"content-type", b"")
    return kind.startswith(b"text/csv") or (path.endswith(".csv") and kind.startswith(b"text/plain"))


App = Callable[[Any, Any, Any], Awaitable[None]]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Add the headers and the mark of CSV, and remember for the cells of a page what was searched for."""
    base = datasette.setting("base_url")
    public = demo.is_demo(datasette)

    def wrap(app: App) -> App:
        async def framed(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            scope = _within(scope, base)
            path = scope["path"]
            chosen = language.choose(scope)
            marking = False  # whether the next bytes are the first of a table for a spreadsheet

            async def send_framed(event: Any) -> None:
                nonlocal marking
                if event["type"] == "http.response.start":
                    headers = event.get("headers", [])
                    if chosen:
                        headers = [*headers, language.remembered(chosen, base)]
                    marking = _is_csv(path, headers)
                    headers = demo.kept(headers, event["status"]) if public else headers
                    event = {**event, "headers": [*headers, *_headers(path, datasette)]}
                elif marking and event.get("body"):
                    marking = False
                    event = {**event, "body": BOM_UTF8 + event["body"]}
                await send(event)

            asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
            FACETED.set(tuple(asked.get("_facet", ())))
            name.ASKED.set({})
            SEARCHED.set((asked.get("_search") or asked.get("q") or [""])[0])
            send_told = plain.retold(datasette, scope, send_framed)
            refusal = _refusal(scope, public=public)
            if refusal is not None:
                await refusal.asgi_send(send_told)
                return
            await app(language.without(scope), receive, send_told)

        return guarded(datasette, framed)

    return wrap


def filled(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> set[str]:
    """The columns that hold something in any of the rows."""
    return {name for place, name in enumerate(columns) if any(str(row[place]) != "&nbsp;" for row in rows)}


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates their words, in the language that the reader has chosen: `{{ _("الوثائق") }}`."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(language.translate, language.translate_many, newstyle=True)
    env.globals.update(
        question_groups=GROUPS,
        words=words,
        language=language,
        telling=telling,
        amending=choice,
        copying=copying,
        facts_database=None,
    )
    env.filters.update(
        tilde=tilde_encode,
        shown=safe,
        mixed=mixed,
        said=arabic,
        filled=filled,
        fault=fault,
        name=name.shown,
        at_phrase=at_phrase,
    )
    env.globals.setdefault("inbox", None)  # the desk, where the site was started with one


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Find the database that the menus lead to: the one that holds documents and their sentences."""
    mimetypes.add_type("font/woff2", ".woff2")  # Python 3.11 does not know it

    async def find() -> None:
        for each, db in datasette.databases.items():
            if {"documents", "sentences"} <= set(await db.table_names()):
                datasette.jinja_env.globals["facts_database"] = each
                if "counts" in await db.table_names():
                    datasette.remove_database(each)
                    datasette.add_database(counted(db), each, db.route)
                return

    return find
