"""The pages of pictures, and the pictures as files."""

import re
from typing import Any

from datasette import NotFound, Request, Response
from datasette.utils import tilde_decode
from markupsafe import Markup

from pipeline.site.picture import indicator, map, network, outlet, series, timeline  # noqa: A004  (a map is a map)
from pipeline.site.picture.drawing import foreign
from pipeline.site.picture.figure import Picture, Place

PATH = (
    r"/-/(?P<picture>map|indicators|network|outlets|indicator/(?P<unit>[^/.]+)|timeline/(?P<entity>[^/.]+))"
    r"(?P<file>\.svg)?$"
)


async def answer(request: Request, datasette: Any, name: str) -> Response:
    """A page with its picture; the picture alone where the address ends in `.svg`."""
    place = Place(datasette, name)
    shown = await _MAKERS[request.url_vars["picture"].partition("/")[0]](request, place)
    if request.url_vars["file"]:
        return _file(shown.get("picture"))
    told = {**shown, "database": name, "tongue": foreign}
    return Response.html(await datasette.render_template("picture.html", told, request=request))


def _file(picture: Picture | None) -> Response:
    drawn = picture.download if picture else None
    if picture is None or drawn is None:
        raise NotFound("Nothing is drawn here")
    # The name of a header: letters of the units and entities that it holds may be any.
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", picture.name).strip("-")
    headers = {"content-disposition": f'inline; filename="{name}.svg"'}
    return Response(_declared(drawn), headers=headers, content_type="image/svg+xml; charset=utf-8")


def _declared(drawn: Markup) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'


async def _map(request: Request, place: Place) -> dict[str, Any]:
    units = await indicator.indicators(place)
    unit = (request.args.get("unit") or indicator.chosen(units))[:80]
    rate = request.args.get("measure") == "rate" and indicator.is_counted(unit)
    picture, beside = await map.picture(place, unit, rate)
    return {
        "page": "map",
        "picture": picture,
        "unit": unit,
        "rate": rate,
        "units": await indicator.indicators(place),
        **beside,
    }


async def _indicators(_request: Request, place: Place) -> dict[str, Any]:
    return {"page": "indicators", "picture": None, "units": await indicator.indicators(place)}


async def _indicator(request: Request, place: Place) -> dict[str, Any]:
    unit = tilde_decode(request.url_vars["unit"])[:80]
    picture, beside = await series.picture(place, unit, (request.args.get("place") or "")[:120])
    return {"page": "indicator", "picture": picture, "unit": unit, "is_counted": indicator.is_counted(unit), **beside}


async def _network(request: Request, place: Place) -> dict[str, Any]:
    law = (request.args.get("law") or "")[:200]
    return {"page": "network", "picture": await network.picture(place, law), "law": law}


async def _outlets(request: Request, place: Place) -> dict[str, Any]:
    picture, beside = await outlet.picture(place, request.args.get("span") or "")
    return {"page": "outlets", "picture": picture, **beside}


async def _timeline(request: Request, place: Place) -> dict[str, Any]:
    key = tilde_decode(request.url_vars["entity"])
    picture = await timeline.picture(place, key)
    if picture is None:
        raise NotFound("No such entity")
    return {"page": "timeline", "picture": picture, "key": key}


_MAKERS = {
    "map": _map,
    "indicators": _indicators,
    "indicator": _indicator,
    "network": _network,
    "outlets": _outlets,
    "timeline": _timeline,
}


async def beside(datasette: Any, name: str, key: str) -> list[Picture]:
    """The pictures on the page of an entity: its timeline, and of a legal text what it has to do with others."""
    place = Place(datasette, name)
    drawn = [await timeline.picture(place, key), await network.picture(place, key) if _is_legal(key) else None]
    return [picture for picture in drawn if picture and not picture.is_empty]


def _is_legal(key: str) -> bool:
    return not key.startswith(("person/", "organization/", "region/", "province/", "commune/", "country/", "place/"))
