"""Gold, and what was found: files of JSON lines, or a database."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import GoldError, UsageError
from pipeline.evaluate.equal import Found, Gold
from pipeline.store.opening import open_database

KINDS = ("date", "figure", "law", "place", "person", "organization")


def read_gold(path: Path) -> tuple[list[Gold], str]:
    """The items of a gold file, and the sha256 that names this state of it."""
    content = _content(path)
    items = list(_json_lines(path, content))
    for number, item in items:
        placed = item.get("kind") in KINDS and item.get("match") != "value"
        missing = {"doc", "kind", *(("start_char", "end_char") if placed else ())} - set(item)
        if missing:
            raise GoldError(f"{path}, line {number}: no {', '.join(sorted(missing))}")
    return [item for _, item in items], sha256(content).hexdigest()


def read_predictions(path: Path) -> list[Found]:
    """What another tool found: JSON lines with the keys of the gold."""
    found = []
    for number, item in _json_lines(path, _content(path)):
        try:
            found.append(
                Found(
                    docs=(str(item["doc"]),),
                    kind=item["kind"],
                    start=int(item["start_char"]),
                    end=int(item["end_char"]),
                    surface=str(item.get("surface", "")),
                    values=_predicted_values(item),
                    rule=str(item.get("rule", "")),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise GoldError(
                f"{path}, line {number}: {error} is missing or not a number",
                "a line needs doc, kind, start_char, end_char",
            ) from error
    return [item for item in found if item.kind in KINDS]


def _predicted_values(item: Gold) -> Mapping[str, Any]:
    nouns = item.get("noun", [])
    name = item.get("name")
    return {
        **item,
        "nouns": [*(nouns if isinstance(nouns, list) else [nouns]), item.get("unit")],
        "names": [name or item.get("surface")],
        "linked": bool(name or item.get("number") or item.get("code")),
    }


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}", "name a file of JSON lines") from error


def _json_lines(path: Path, content: bytes) -> Iterable[tuple[int, dict[str, Any]]]:
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(item, dict):
            raise GoldError(f"{path}, line {number}: not an object")
        yield number, item


def read_database(path: Path) -> list[Found]:
    """What stands in the body of the documents of a database, in the form of the gold."""
    with closing(open_database(path, create=False).conn) as db:
        db.row_factory = sqlite3.Row
        sources: dict[str, list[str]] = defaultdict(list)
        for document, source in db.execute(
            "SELECT document_id, source FROM sources UNION SELECT id, source FROM documents ORDER BY 1, 2"
        ):
            sources[document].append(source)
        return [
            Found(
                docs=tuple(sources[row["document_id"]]),
                kind=kind,
                start=row["start_char"],
                end=row["end_char"],
                surface=row["surface"],
                values=values,
                rule=row["rule"],
            )
            for kind, row, values in _rows(db)
        ]


# What stands in the body of a document that no newer version has replaced.
_CURRENT = (
    "in_body = 1 AND document_id IN (SELECT id FROM documents WHERE superseded_by IS NULL)"
    " ORDER BY document_id, start_char, end_char"
)


def _rows(db: sqlite3.Connection) -> Iterator[tuple[str, sqlite3.Row, Mapping[str, Any]]]:
    for row in db.execute(f"SELECT * FROM dates WHERE timex_type = 'DATE' AND {_CURRENT}"):
        yield "date", row, {"start": row["start_date"], "end": row["end_date"], "modifier": row["modifier"]}
    for row in db.execute(f"SELECT * FROM figures WHERE {_CURRENT}"):
        nouns = [row[column] for column in ("unit", "noun", "noun_lemma", "unit_si")]
        yield "figure", row, {"value": row["value"], "value_max": row["value_max"], "nouns": nouns}
    for row in db.execute(
        "SELECT mentions.*, name_ar, name_fr, name_en, code, aliases, entities.id AS linked "
        f"FROM mentions LEFT JOIN entities ON entities.id = entity_id WHERE {_CURRENT}"
    ):
        if row["kind"] in KINDS:
            names = [row["name_ar"], row["name_fr"], row["name_en"], *json.loads(row["aliases"] or "[]")]
            yield (
                row["kind"],
                row,
                {
                    "names": [name for name in names if name] if row["linked"] else [row["surface"]],
                    "code": row["code"],
                    "entity_id": row["entity_id"],
                    "linked": row["linked"] is not None,
                },
            )
