"""Many documents tell of one entity: what is kept does not depend on who came first."""

import json
from collections.abc import Iterable
from typing import Any

from pipeline.text import fold, searchable

_WORDS = ("kind", "name_ar", "name_fr", "name_en", "code", "parent_id", "status")


def merge(identity: str, records: Iterable[str]) -> dict[str, Any]:
    """The row of an entity from what each document tells (JSON): the longest of every name; the others are aliases.

    Of two equally long, the first in code point order.
    """
    told = [json.loads(record) for record in records]
    row: dict[str, Any] = {"id": identity}
    for name in _WORDS:
        said = {record[name] for record in told if record.get(name)}
        row[name] = min(said, key=lambda word: (-len(word), word)) if said else None
    row["kind"] = row["kind"] or identity.partition("/")[0]
    row["population"] = max((record["population"] for record in told if record.get("population")), default=None)
    aliases = {alias for record in told for alias in record.get("aliases", ())}
    aliases |= {record["name_ar"] for record in told if record.get("name_ar")}
    others = sorted(aliases - {row["name_ar"]})
    row["aliases"] = json.dumps(others, ensure_ascii=False) if others else None
    names = [row["name_ar"], row["name_fr"], row["name_en"], row["code"], *others]
    row["search"] = searchable(fold(" ".join(name for name in names if name)).text)
    return row
