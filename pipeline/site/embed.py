"""A fact in the pages of others: what an editor needs to show its small card there (oEmbed, https://oembed.com)."""

import re
from typing import Any

from datasette import NotFound, Request, Response
from markupsafe import escape

from pipeline.site import fact as facts
from pipeline.site.language import language, translate

_CARD = re.compile(r"/-/(?:embed/)?fact/(?P<id>[0-9a-f]{16}\.\d{1,12}-\d{1,12}\.\w{1,20}\.\d{1,6})$")
_WIDTH, _HEIGHT = 640, 280
_LARGEST = 4000


async def oembed(request: Request, datasette: Any) -> Response:
    """`?url=.../-/fact/<id>` -> the frame that shows it, as JSON; `maxwidth` and `maxheight` are kept to."""
    name = datasette.jinja_env.globals.get("facts_database")
    card = _CARD.search(re.split("[?#]", request.args.get("url") or "", maxsplit=1)[0])
    if name is None or card is None:
        raise NotFound("No row has this id")
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    shown = await facts.page(datasette.get_database(name), card["id"])
    if shown is None:
        raise NotFound("No row has this id")
    width, height = _size(request, "maxwidth", _WIDTH), _size(request, "maxheight", _HEIGHT)
    title = translate("حقيقة من وثيقة")
    site = f"{request.scheme}://{request.host}"
    address = f"{site}{datasette.urls.path('/-/embed/fact/' + card['id'])}?lang={language()}"
    return Response.json(
        {
            "version": "1.0",
            "type": "rich",
            "title": shown["fact"]["surface"],
            "provider_name": translate("وثيقة"),
            "provider_url": f"{site}{datasette.urls.instance()}",
            "width": width,
            "height": height,
            "html": f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}"'
            ' loading="lazy"></iframe>',
        },
        headers={"access-control-allow-origin": "*"},
    )


def _size(request: Request, name: str, usual: int) -> int:
    """What is asked for, where it is less than what the card takes by itself."""
    asked = request.args.get(name) or ""
    return min(usual, int(asked)) if asked.isdecimal() and 0 < len(asked) < len(str(_LARGEST)) + 1 else usual
