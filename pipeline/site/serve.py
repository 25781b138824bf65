"""Serving the database to a browser on this machine."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.site.metadata import metadata
from pipeline.store.opening import open_database

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 500,
    "num_sql_threads": 4,
    "suggest_facets": False,
    "truncate_cells_html": 600,
}


def serve(
    db: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    *,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a database until interrupted; an ingest may go on meanwhile.

    `port` 0 takes a free one; `ready` is called with the address once the server listens.
    Raises DatabaseError where there is no such database, UsageError where the port is taken.
    """
    _check(db)
    listening = _listen(host, port)
    try:
        _run(db, listening, host, ready)
    finally:
        listening.close()


def application(db: Path) -> Any:
    """The Datasette that is served, for servers and tests of one's own."""
    # Here and not above: loading Datasette loads its plugins, of which this package is one.
    from datasette.app import Datasette  # noqa: PLC0415

    datasette = Datasette([str(db)], metadata=metadata(db.stem), settings=SETTINGS)
    # After that: a module of Datasette's that is loaded before its plugins would be registered without its hooks.
    from datasette import handle_exception  # noqa: PLC0415

    handle_exception.rich = None  # a page that is not there is no reason to fill the terminal with local variables
    return datasette


def _run(
    db: Path,
    listening: socket.socket,
    host: str,
    ready: Callable[[str], None] | None,
) -> None:
    datasette = application(db)
    import uvicorn  # noqa: PLC0415  (comes with Datasette, and is as slow to load)

    asyncio.run(datasette.invoke_startup())
    server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", workers=1))
    if ready:
        ready(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/")
    server.run(sockets=[listening])


def _check(db: Path) -> None:
    """Raise DatabaseError where there is no database, or it is not of this program and version."""
    open_database(db, create=False).close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a taken port is said before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(f"cannot listen on {host}, port {port}: {error}", "choose another with --port") from error
    return listening
