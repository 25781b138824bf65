"""How much a request may ask for: what is more than any reader needs is refused at once, with a reason."""

from typing import Any

from datasette import Request

from pipeline.store.schema import VIEWS

LONGEST = 32_000  # bytes of what stands after the `?`, where a letter of Arabic takes six
FACETS = 8
DEEPEST = 20_000  # rows that a page of a view may skip: they are all read again for each page
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_too_long(scope: Any) -> bool:
    """Whether an address asks for more words than a person types."""
    return len(scope.get("query_string", b"")) > LONGEST


def is_refused(scope: Any) -> bool:
    """Whether a request wants to write where nothing can be written: forms are sent to pages under `/-/` alone."""
    method = scope.get("method", "GET")
    return method not in _READING and not (method == "POST" and scope["path"].startswith("/-/"))


def check(request: Request, table: str) -> None:
    """Raise BadRequest where a page of rows would count or skip more than it shows."""
    from datasette.utils.asgi import BadRequest  # noqa: PLC0415  (loads all of Datasette, which loads us)

    facets = sum(len(request.args.getlist(key)) for key in request.args if key.startswith("_facet"))
    if facets > FACETS:
        raise BadRequest(f"Too many facets: at most {FACETS}")
    after = request.args.get("_next") or ""
    # Cut first: a number of thousands of digits is none that Python reads.
    if table in VIEWS and after.isdecimal() and int(after.lstrip("0")[:9] or 0) > DEEPEST:
        raise BadRequest(f"Too many pages: filter the rows, or take them as a file (at most {DEEPEST})")
