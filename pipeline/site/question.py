"""The page of a canned query: its first rows are read on a page, all of them are taken away as files."""

from typing import Any

from datasette import Request, Response

from pipeline.site.query import QUERIES

# A thousand rows are no page to read, and slow to make; CSV, Excel and JSON have them.
SHOWN = 100
PATH = rf"/(?P<database>[^/.]+)/(?P<table>{'|'.join(QUERIES)})$"


async def question(request: Request, datasette: Any) -> Response:
    """A question of ours as Datasette answers it, shortened; any other thing of that name as it is."""
    from datasette.views.database import QueryView  # noqa: PLC0415  (loads all of Datasette, which loads us)
    from datasette.views.table import TableView  # noqa: PLC0415

    class First(QueryView):  # type: ignore[misc]
        """The rows of a question, as far as a page goes."""

        async def data(self, request: Request, *arguments: Any, **options: Any) -> Any:
            told, *rest = await super().data(request, *arguments, **options)
            if len(told["rows"]) > SHOWN:
                # The same list is what the template shows.
                del told["rows"][SHOWN:]
                told["truncated"] = True
            return told, *rest

    class Named(TableView):  # type: ignore[misc]
        """Datasette's own way from a name to its question."""

        async def data(self, request: Request, *arguments: Any, **options: Any) -> Any:
            name = request.url_vars["table"]
            known = await datasette.get_canned_query(request.url_vars["database"], name, request.actor)
            if known is None or known["sql"] != QUERIES[name].sql:
                return await super().data(request, *arguments, **options)
            return await First(datasette).data(
                request,
                known["sql"],
                metadata=known,
                editable=False,
                canned_query=name,
                named_parameters=known.get("params"),
            )

    request.url_vars["format"] = None
    answer: Response = await Named(datasette).get(request)
    return answer
