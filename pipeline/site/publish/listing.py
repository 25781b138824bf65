"""Which pages a copy has: here, and nowhere else, a page of the site is added to it."""

import sqlite3
from collections.abc import Iterator

from datasette.utils import tilde_encode

from pipeline.site.publish.address import Page, page_of
from pipeline.site.roll import ROLLS, ROWS

# Pages of which there is one, with what they lead to below them (`/-/promises?state=open`, `/-/map.svg`).
SINGLE = (
    *("/", "/-/copy"),
    *("/-/promises", "/-/comparisons", "/-/checks", "/-/gaps"),
    *("/-/map", "/-/indicators", "/-/network", "/-/outlets", "/-/about", "/-/quality", "/-/undated"),
    *(f"/-/list/{name}" for name in ROLLS),
)
# Pages of which there is one for each row: the path, and the ids.
_CURRENT = "select id from documents where superseded_by is not null"
_ENTITIES = f"""with recursive named(id) as (
  select entity_id from mentions where in_body = 1 and document_id not in ({_CURRENT})
  union select place_id from v_facts union select subject_id from v_facts
  union select programme_id from v_facts union select speaker_id from v_facts
  union select from_id from v_legal_edges union select to_id from v_legal_edges
), known(id, parent_id) as (
  select id, parent_id from entities where id in (select id from named)
  union select entities.id, entities.parent_id from entities join known on entities.id = known.parent_id
) select id from known order by id"""
EACH = (
    ("/-/fact/", "select id from v_facts order by id"),
    ("/-/entity/", _ENTITIES),
)
# What these quote, the documents show; a name alone is no reason to show its sentence there as well.
_QUOTING = ("/-/fact/", "/-/promises", "/-/comparisons", "/-/checks", "/-/gaps")
DOCUMENTS = ("/-/document/", "select id from documents where superseded_by is null order by id")


# What the licence of the letters asks to be kept beside them.
LICENCES = ("/-/static-plugins/wathiqa/font/OFL.txt",)


def pages(db: sqlite3.Connection, path: str, sql: str) -> Iterator[str]:
    """The addresses of the pages of a query's rows."""
    return (path + tilde_encode(key) if "/" in key else path + key for (key,) in db.execute(sql))


def lists(db: sqlite3.Connection) -> Iterator[str]:
    """The addresses of the further pages of lists."""
    for name, roll in ROLLS.items():
        (count,) = db.execute(f"select count(*) from ({roll.sql})").fetchone()
        yield from (f"/-/list/{name}/{number}" for number in range(2, -(-count // ROWS) + 1))


def instead(database: str) -> dict[Page, Page]:
    """Pages of tables, which no copy has, with the list that stands for each."""
    return {
        page_of(address.format(db=f"/{database}")): Page(f"/-/list/{name}")
        for name, roll in ROLLS.items()
        for address in roll.instead_of
    }


def is_quoting(address: str) -> bool:
    """Whether what a page quotes is to be shown in its document: facts, and what is said of them."""
    return address.startswith(_QUOTING)


def is_below(address: str) -> bool:
    """Whether a page belongs to one of the single pages: another state of it, a part, its picture as a file."""
    return address.startswith(_BELOW) and not address.startswith("/-/list/")


# Tables to take away are not: their links lead to the living site.
_BELOW = (*(f"{single}{mark}" for single in SINGLE if single != "/" for mark in ("/", "?", ".svg")), "/-/indicator/")
