"""How a name, a law or a concept was reached: its kind and the entity that it stands for."""

import sqlite3

from pipeline.explain.part import Parts, mark, reading


def tell(db: sqlite3.Connection, row: sqlite3.Row) -> Parts:
    """`طنجة` -> the commune, its code and what it lies in."""
    yield from reading(row)
    yield "kind", row["kind"]
    yield "role", row["role"] or ""
    yield "article", row["article"] or ""
    if row["entity_id"] is None:
        yield "entity", "none that we know (NIL)"
        return
    entity = db.execute("SELECT * FROM entities WHERE id = ?", [row["entity_id"]]).fetchone()
    yield "entity", row["entity_id"]
    if entity:
        yield "named", " / ".join(entity[name] for name in ("name_ar", "name_fr", "name_en") if entity[name])
        yield "linked by", _linked(row["surface"], entity)
        yield "code", entity["code"] or ""
        yield "within", entity["parent_id"] or ""


def _linked(surface: str, entity: sqlite3.Row) -> str:
    return "its number" if entity["code"] and any(map(str.isdigit, surface)) else f"its name {mark(surface)}"
