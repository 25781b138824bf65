"""Errors that Datasette says in a bare line of English, told on a page of ours instead."""

from collections.abc import Awaitable, Callable
from typing import Any

Send = Callable[[Any], Awaitable[None]]
_PROGRAMS = (".json", ".csv", ".xlsx", ".png", ".svg", ".js", ".css", ".woff2")  # what no person reads as a page


def retold(datasette: Any, scope: Any, send: Send) -> Send:
    """A `send` that puts our page of errors in the place of a bare line, such as `Method not allowed`."""
    held: dict[str, Any] | None = None

    async def send_retold(event: Any) -> None:
        nonlocal held
        if event["type"] == "http.response.start" and event["status"] >= 400 and _is_text(event, scope["path"]):
            held = event
            return
        if held is not None and event["type"] == "http.response.body":
            start, held = held, None
            body = event.get("body", b"")
            if b"<html" not in body[:500].lower() and not event.get("more_body"):
                body = (await _page(datasette, scope, start["status"], body.decode("utf-8", "replace"))).encode()
                start = {**start, "headers": [(b"content-type", b"text/html; charset=utf-8")]}
            await send(start)
            event = {**event, "body": body}
        await send(event)

    return send_retold


def _is_text(event: Any, path: str) -> bool:
    headers = {name.lower(): value for name, value in event.get("headers", [])}
    return headers.get(b"content-type", b"").startswith(b"text/") and not path.endswith(_PROGRAMS)


async def _page(datasette: Any, scope: Any, status: int, said: str) -> str:
    from datasette import Request  # noqa: PLC0415  (loads all of Datasette, which loads us)

    request = Request({**scope, "csrftoken": lambda: ""}, None)  # the page has no form that changes anything
    page: str = await datasette.render_template("error.html", {"status": status, "error": said}, request=request)
    return page
