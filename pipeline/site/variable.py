"""What our templates are told besides what Datasette tells them."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from pipeline.site.demo import is_demo
from pipeline.site.home import home
from pipeline.site.hook import hookimpl
from pipeline.site.picture.page import beside
from pipeline.site.superseded import superseded


@hookimpl
def extra_template_vars(
    view_name: str, database: str | None, table: str | None, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Whether this is a demonstration; the counts of the home page; a table's old versions; an entity's pictures."""

    async def variables() -> dict[str, Any]:
        name = datasette.jinja_env.globals.get("facts_database")
        told: dict[str, Any] = {"demo": is_demo(datasette)}
        if view_name == "index" and name is not None:
            return {**told, "home": await home(datasette, name)}
        if view_name == "table" and name is not None and database == name and table is not None:
            return {**told, **await superseded(datasette, name, table)}
        if name is not None:
            return {**told, "pictures_beside": partial(beside, datasette, name)}
        return told

    return variables
