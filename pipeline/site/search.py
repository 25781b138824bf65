"""A search box on every page of rows: words are found in any spelling, in the sentence, the title or the name."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from datasette import Request

from pipeline.site import bound
from pipeline.site.hook import hookimpl

# What the reader of the present page searched for, so that cells can mark it.
SEARCHED: ContextVar[str] = ContextVar("SEARCHED", default="")

_BY_SENTENCE = (
    "select {column} from sentences where number in"
    " (select rowid from sentences_fts where sentences_fts match escape_fts(:search))"
)
_BY_NAME = (
    "select id from {table} where rowid in (select rowid from {table}_fts where {table}_fts match escape_fts(:search))"
)
_DOCUMENT = f"id in ({_BY_NAME.format(table='documents')} union {_BY_SENTENCE.format(column='document_id')})"
# Where Datasette's own search does not reach: {table or view: condition}.
_WHERE = {
    "v_documents": _DOCUMENT,
    "v_entities": f"id in ({_BY_NAME.format(table='entities')})",
    **{
        table: f"sentence_id in ({_BY_SENTENCE.format(column='id')})"
        for table in ("dates", "figures", "mentions", "facts", "warnings", "unread", "legal_edges", "legal_texts")
    },
}


@hookimpl(trylast=True)
def filters_from_request(request: Request, database: str, table: str, datasette: Any) -> Callable[[], Awaitable[Any]]:
    """Search where Datasette would find no index of its own.

    Last, so that what Datasette says of a search box (there is none) is overruled.
    """

    async def search() -> Any:
        from datasette.filters import FilterArguments  # noqa: PLC0415  (loads all of Datasette, which loads us)

        bound.check(request, table)
        if table not in _WHERE or database != datasette.jinja_env.globals.get("facts_database"):
            return None
        query = request.args.get("_search") or ""
        context = {"supports_search": True, "search": query}
        if not query:
            return FilterArguments([], extra_context=context)
        return FilterArguments([_WHERE[table]], {"search": query}, [f'search matches "{query}"'], context)

    return search
