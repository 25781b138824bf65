"""Serving the database to a browser on this machine."""

import asyncio
import re
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pipeline.errors import DatabaseError, UsageError
from pipeline.site import demo
from pipeline.site.inbox import Desk
from pipeline.site.metadata import metadata
from pipeline.store.opening import open_database, read_only

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 110,
    "num_sql_threads": 4,
    "suggest_facets": False,
    "truncate_cells_html": 600,
}

_UNHURRIED = {"sql_time_limit_ms": 600_000, "num_sql_threads": 1}


def serve(
    db: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    *,
    ready: Callable[[str], None] | None = None,
    public: bool = False,
    base_url: str = "/",
    inbox: Path | None = None,
) -> None:
    """Serve a database until interrupted; an ingest may go on meanwhile.

    `port` 0 takes a free one; `ready` is called with the address once the server listens. `public` is a demonstration
    for anybody, of a database that nobody writes meanwhile; `base_url` is the sub-path under which a proxy shows it;
    `inbox` is the folder into which texts may be pasted, on this machine alone.
    Raises DatabaseError where there is no such database, UsageError where the port is taken, or where texts could be
    pasted from elsewhere.
    """
    (_check_finished if public else _check)(db)
    desk = _desk(inbox, db, host, public=public) if inbox else None
    listening = _listen(host, port)
    try:
        if desk:
            desk.open()
        _run(application(db, public=public, base_url=base_url, desk=desk), listening, host, ready)
    finally:
        listening.close()
        if desk:
            desk.close()


def _desk(folder: Path, db: Path, host: str, *, public: bool) -> Desk:
    """The desk for what is pasted. Raises UsageError where others than who sits at this machine could come to it."""
    if public:
        raise UsageError("an inbox in a demonstration for anybody", "leave --inbox or --read-only-demo out")
    if not is_loopback(host):
        raise UsageError(f"an inbox on {host}, where other machines could write into it", "leave --host or --inbox out")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: not a folder", "name one for the pasted texts: --inbox FOLDER")
    return Desk(folder, db)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address: `127.0.0.1`, `::1`, `localhost`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def application(
    db: Path, *, public: bool = False, copied: bool = False, base_url: str = "/", desk: Desk | None = None
) -> Any:
    """The Datasette that is served, for servers and tests of one's own; `desk` takes what is pasted.

    To be `copied` into files it takes its time: a page that is cut short would be so for good. Raises UsageError for
    a wrong sub-path.
    """
    # Here and not above: loading Datasette loads its plugins, of which this package is one.
    from datasette.app import Datasette  # noqa: PLC0415

    apart = demo.SETTINGS if public else _UNHURRIED if copied else {}
    settings = {**SETTINGS, **apart, "base_url": _sub_path(base_url)}
    told = {**metadata(db.stem), "plugins": {"wathiqa": {"demo": public}}}
    files = {"files": [], "immutables": [str(db)]} if public or copied else {"files": [str(db)]}
    datasette = Datasette(**files, metadata=told, settings=settings)
    datasette.jinja_env.globals["inbox"] = desk
    # After that: a module of Datasette's that is loaded before its plugins would be registered without its hooks.
    from datasette import handle_exception  # noqa: PLC0415

    handle_exception.rich = None  # a page that is not there is no reason to fill the terminal with local variables
    return datasette


def _run(
    datasette: Any,
    listening: socket.socket,
    host: str,
    ready: Callable[[str], None] | None,
) -> None:
    import uvicorn  # noqa: PLC0415  (comes with Datasette, and is as slow to load)

    asyncio.run(datasette.invoke_startup())
    server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", workers=1))
    if ready:
        base = datasette.setting("base_url")
        ready(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}{base}")
    server.run(sockets=[listening])


def _check(db: Path) -> None:
    """Raise DatabaseError where there is no database, or it is not of this program and version."""
    open_database(db, create=False).close()


def _check_finished(db: Path) -> None:
    """As `_check`, of a file on a disk that may be read-only; it must be whole without its journal."""
    if not db.exists():
        raise DatabaseError(f"{db}: no such database", "make it with: pipeline ingest")
    journal = db.with_name(f"{db.name}-wal")
    if journal.exists() and journal.stat().st_size:
        raise DatabaseError(
            f"{db}: an ingest is writing it, or was cut off (there is a {journal.name})",
            "let it end, or run `pipeline ingest` again; a demonstration shows a finished database",
        )
    read_only(db).close()


def _sub_path(base_url: str) -> str:
    """`wathiqa` -> `/wathiqa/`."""
    inner = base_url.strip("/")
    if not re.fullmatch(r"(?:[\w.~-]+(?:/[\w.~-]+)*)?", inner, re.ASCII):
        raise UsageError(f"{base_url}: not a sub-path of a site", "write it as /wathiqa/")
    return f"/{inner}/" if inner else "/"


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
