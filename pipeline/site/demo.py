"""A public demonstration: the same site, with short queries, few rows and nothing to carry away whole."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

# For anybody at all: what an analyst types is answered, in half a second and two hundred rows.
SETTINGS: Mapping[str, Any] = {
    "max_returned_rows": 200,
    "sql_time_limit_ms": 500,
    "facet_time_limit_ms": 200,
    "allow_facet": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "max_csv_mb": 2,
    "default_cache_ttl": 300,
}
# What one query may hold in memory: `select zeroblob(900000000)` is over long before any limit of time.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 8_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
}
# Datasette's pages about the machine that it runs on.
_INSIDE = re.compile(
    r"/-/(?:metadata|versions|plugins|settings|config|threads|databases|actor|permissions|allow-debug|patterns|messages)\b"
)
_AGE = b"max-age=300"


def is_demo(datasette: Any) -> bool:
    """Whether the site is served as a demonstration."""
    return bool((datasette.plugin_config("wathiqa") or {}).get("demo"))


def most(datasette: Any, usual: int) -> int:
    """How many rows may be carried away at once."""
    return min(usual, int(datasette.setting("max_returned_rows"))) if is_demo(datasette) else usual


def limit(connection: sqlite3.Connection) -> None:
    """Bound what one query of a stranger can ask of the machine."""
    for name, most in _LIMITS.items():
        connection.setlimit(name, most)


def is_kept_inside(path: str) -> bool:
    """Whether a page tells of the machine and not of the documents: `/-/databases.json`."""
    return bool(_INSIDE.match(path))


def kept(headers: list[tuple[bytes, bytes]], status: int) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, with leave to keep it for five minutes where nothing else was said."""
    said = {name.lower() for name, _ in headers}
    if status != 200 or said & {b"cache-control", b"set-cookie"}:
        return headers
    return [*headers, (b"cache-control", _AGE)]


def robots(datasette: Any) -> str:
    """What robots.txt says: of a demonstration the pages may be listed, of a newsroom's own site nothing."""
    if not is_demo(datasette):
        return "User-agent: *\nDisallow: /\n"
    base = datasette.setting("base_url")
    closed = ("*?*sql=", "*?*_", "*.json", "*.csv", "*.xlsx", "*.atom", "-/search", "-/explain/", "-/correct/")
    return "User-agent: *\n" + "".join(f"Disallow: {base}{path}\n" for path in closed) + "Crawl-delay: 5\n"
