"""What Datasette would count by reading every row is answered from the counts that the ingest keeps."""

import re
from contextvars import ContextVar
from typing import Any

from datasette.database import Database, Results

from pipeline.store.count import COUNTED, LABELS

# The facets that the reader of the present page has asked for.
FACETED: ContextVar[tuple[str, ...]] = ContextVar("FACETED", default=())
# How long a page waits for a count over some of the rows: it says «many» where it takes longer.
COUNT_MS = 60
# And how long for each facet that the page offers by itself; who asks for one waits for as long as Datasette has it.
FACET_MS = 40
# In how many of the newest sentences that hold a word a table is searched.
NEWEST = 5_000
_NAME = r"[\[\"]?(?P<{}>\w+)[\]\"]?"
# Datasette's own questions, as it writes them.
_COUNT = re.compile(rf"select count\(\*\) from {_NAME.format('table')} ?(?:where {_NAME.format('column')} = :p0 ?)?")
_FACET = re.compile(
    rf"\s*select {_NAME.format('column')} as value, count\(\*\) as count from \(\s*"
    rf"select [\w, \[\]\"]+ from {_NAME.format('table')}\s*(?:where {_NAME.format('only')} = :p0\s*)?\)\s*"
    r"where \S+ is not null\s*group by \S+ order by count desc, value limit (?P<limit>\d+)\s*"
)
_SHADOW = re.compile(r"select count\(\*\) from \[?\w+_fts\w*\]?")  # how a search index keeps its words
_OFFERED = re.compile(rf"\s*select {_NAME.format('column')} as value, count\(\*\) as count from \(")
# A word that stands in every second sentence is looked for in the newest of them.
_HITS = "sentences_fts match escape_fts(:search)"
_NEWEST = f"{_HITS} order by rowid desc limit {NEWEST}"
_ALL = "select coalesce(sum(number), 0) from counts where name = :name and field = ''"
_OF_VALUE = "select coalesce(sum(number), 0) from counts where name = :name and field = :field and value = :value"
_OF_LABEL = """
select coalesce(sum(number), 0) from counts join entities on entities.id = counts.value
where name = :name and field = :field and name_ar = :value"""
_ONLY = "select value, number as count from counts where name = :name and field = :field and value = :value"
_VALUES = """
select value, number as count from counts where name = :name and field = :field
order by number desc, value limit :limit"""
# Of thousands of names the most frequent are looked up; some may be of two entities.
_LABELLED = """
select name_ar as value, sum(number) as count
from (select value as entity, number from counts where name = :name and field = :field
  order by number desc limit 4 * :limit) join entities on entities.id = entity
where name_ar is not null group by 1 order by 2 desc, 1 limit :limit"""


class CountedDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A database that knows how many rows it has, and how many of each value."""

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        **more: Any,
    ) -> Results:
        """Answer; from the stored counts where only they are asked for."""
        sql = sql.replace(_HITS, _NEWEST)
        known = stored(sql, params)
        if known is not None:
            sql, params = known
        elif sql.startswith("select count(*) from "):
            custom_time_limit = min(COUNT_MS, custom_time_limit or COUNT_MS)
        elif (facet := _OFFERED.match(sql)) and facet["column"] not in FACETED.get():
            custom_time_limit = FACET_MS
        return await super().execute(sql, params, truncate=truncate, custom_time_limit=custom_time_limit, **more)


def stored(sql: str, params: Any) -> tuple[str, dict[str, Any]] | None:
    """What asks the stored counts instead; None where they do not know.

    `select count(*) from v_facts where "unit" = :p0` -> the number of v_facts whose unit is that.
    """
    match = _COUNT.fullmatch(sql)
    if match and match["column"] is None and match["table"] in COUNTED:
        return _ALL, {"name": match["table"]}
    if match and match["column"] and (field := _field(match["table"], match["column"])):
        asked = {"name": match["table"], "field": field, "value": _number(params["p0"])}
        return (_OF_VALUE if field == match["column"] else _OF_LABEL), asked
    if _SHADOW.fullmatch(sql):
        return "select null", {}
    match = _FACET.fullmatch(sql)
    if match and match["only"]:
        same = match["only"] == match["column"] and _field(match["table"], match["column"]) == match["column"]
        asked = {"name": match["table"], "field": match["column"], "value": _number(params["p0"])} if same else {}
        return (_ONLY, asked) if same else None
    if match and (field := _field(match["table"], match["column"])):
        asked = {"name": match["table"], "field": field, "limit": int(match["limit"])}
        return (_VALUES if field == match["column"] else _LABELLED), asked
    return None


def _field(table: str, column: str) -> str | None:
    """The column under which values are counted: of a label, that of the id it belongs to."""
    field = LABELS.get(table, {}).get(column, column)
    return field if field in COUNTED.get(table, ()) else None


def _number(value: Any) -> Any:
    """A flag as it is stored: an address knows no numbers."""
    return int(value) if isinstance(value, str) and value in ("0", "1") else value


def counted(database: Database) -> CountedDatabase:
    """The same database, with its counts known."""
    known = CountedDatabase(database.ds, path=database.path, is_mutable=database.is_mutable)
    known.route = database.route
    return known
