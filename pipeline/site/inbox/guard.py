"""Who may hand something in: a page of ours, asked for on this machine by its name, with the token it was given.

A page from elsewhere that the same browser has open can send a form here, and a name of its own can be made to lead
here; neither knows the token, and neither gets past the names.
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from datasette import Forbidden, Request

from pipeline.site.hook import hookimpl
from pipeline.site.serve import is_loopback

CHECKED = ("/-/paste", "/-/correct/")  # the pages whose forms are checked here
App = Callable[[Any, Any, Any], Awaitable[None]]
_PROXIED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
_SAID = (
    "هذا الموقع لا يجيب إلا هذه الآلة، باسم 127.0.0.1 أو localhost.\n"
    "Ce site ne répond qu'à cette machine, sous le nom 127.0.0.1 ou localhost.\n"
    "This site answers this machine only, called 127.0.0.1 or localhost.\n"
).encode()


def _is_asked_locally(host: str) -> bool:
    """Whether a Host header names this machine, at any port: `localhost:8001`, `[::1]:8001`."""
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


def guarded(datasette: Any, app: App) -> App:
    """While the inbox is open, no page is given under a name that is not this machine's (DNS rebinding).

    Nor is one to a proxy: whoever reaches that would write here.
    """

    async def guard(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and datasette.jinja_env.globals.get("inbox") is not None:
            told = [(name.lower(), value.decode("latin-1")) for name, value in scope.get("headers", [])]
            hosts = [value for name, value in told if name == b"host"]
            passed_on = any(name in _PROXIED for name, _ in told)
            if passed_on or len(hosts) != 1 or not _is_asked_locally(hosts[0]):
                headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
                await send({"type": "http.response.start", "status": 421, "headers": headers})
                await send({"type": "http.response.body", "body": _SAID})
                return
        await app(scope, receive, send)

    return guard


@hookimpl
def skip_csrf(scope: Any) -> bool:
    """Whether Datasette's own check is left to us: ours reads no body without a limit, and lets nothing pass."""
    return str(scope["path"]).startswith(CHECKED)


def check_origin(request: Request) -> None:
    """Raise Forbidden where a form comes from a page that is not ours."""
    headers = request.headers
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or (origin is not None and origin != f"{request.scheme}://{request.host}"):
        raise Forbidden("The form comes from another site")


def has_token(request: Request, token: str) -> bool:
    """Whether a form brings the token that its page was given (Datasette's, in a signed cookie).

    Datasette itself lets a form without cookies pass, and one with a bearer's header: here neither does.
    """
    return secrets.compare_digest(token.encode(), request.scope["csrftoken"]().encode())
