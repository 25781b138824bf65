"""A large database, to time pages and ingests on: really analysed articles, multiplied by SQL; nothing in it is true.

`python bench/grown.py FOLDER [--documents N]` makes FOLDER/grown-N.db, once: a file of that name is taken as it is.
One article in COPIES is analysed, compared and written as an ingest does it. The others are its copies under ids,
days, outlets, titles and last lines of their own, with their rows moved along, so that every check of the store holds.
Two runs make the same rows.
"""

import argparse
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from variant import OUTLETS, variants

from pipeline.build import compare
from pipeline.lexicon import load
from pipeline.run.work import Task, work
from pipeline.store.count import recount
from pipeline.store.lookup import Place
from pipeline.store.opening import opened
from pipeline.store.rows import Written, number
from pipeline.store.schema import TABLES
from pipeline.store.statistic import statistics
from pipeline.store.tag import tag
from pipeline.store.writer import end_run, start_run, write

DOCUMENTS = 100_000
COPIES = 100  # of each analysed article; more documents than a sentence may stand in and still tell of copying
SEED = 8
_ENTITIES = ("person/", "organization/")
_NAMESAKES = 20  # people and bodies that one becomes
# Rows that are made in another way, or that a database without duplicates does not have.
_APART = frozenset({"entities", "duplicates", "corrections", "runs", "failures", "comparisons", "counts"})
_ID = 16


def grown(folder: Path, documents: int = DOCUMENTS, copies: int = COPIES, say: Callable[[str], None] = print) -> Path:
    """The database with so many documents, made where it is not there yet."""
    path = folder / f"grown-{documents}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unfinished, pool = path.with_suffix(".part"), folder / f"pool-{documents}.db"
    for old in (unfinished, pool):
        for file in folder.glob(f"{old.name}*"):
            file.unlink()
    began = time.monotonic()
    _pool(pool, max(documents // copies, 1))
    say(f"{max(documents // copies, 1)} articles analysed, {time.monotonic() - began:.0f} s")
    _multiply(unfinished, pool, copies)
    say(f"multiplied, {time.monotonic() - began:.0f} s")
    with opened(unfinished) as db:
        _roomy(db.conn)
        recount(db)
        end_run(db, start_run(db, "grown", "grown", {}), "done", {"new": documents})
    for file in folder.glob(f"{pool.name}*"):
        file.unlink()
    unfinished.rename(path)
    say(f"{path}: {path.stat().st_size / 1e9:.2f} GB, {time.monotonic() - began:.0f} s")
    return path


def _pool(path: Path, count: int) -> None:
    """The articles that are really read, compared with each other."""
    lexicon = load()
    with opened(path) as db:
        for document in variants(count, SEED, lexicon):
            written = work(Task("", document), lexicon)
            assert isinstance(written, Written), written
            write(db, written, Place(document.source, f"./{document.source}"))
    compare(path)


def _multiply(path: Path, pool: Path, copies: int) -> None:
    with opened(path) as made:
        db = made.conn
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = OFF")
        _roomy(db)
        db.execute("ATTACH ? AS pool", [str(pool)])
        dropped = list(_dropped(db))
        _map(db, copies)
        for name, sql in _inserts(db):
            db.execute(f"INSERT INTO main.{name} {sql}")
        _last_lines(db)
        for statement in (*dropped, *statistics()):  # with an index goes what is known of it
            db.execute(statement)
        for table in TABLES.values():
            if table.search:
                db.execute(f"INSERT INTO {table.name}_fts({table.name}_fts) VALUES ('rebuild')")
        db.execute("DETACH pool")
        db.execute("PRAGMA journal_mode = WAL")


def _roomy(db: sqlite3.Connection) -> None:
    """Two gigabytes of memory, for minutes instead of an hour."""
    db.execute("PRAGMA cache_size = -2000000")
    db.execute("PRAGMA mmap_size = 2147418112")


def _dropped(db: sqlite3.Connection) -> Iterator[str]:
    """Indexes and triggers, made again once the rows are in: a hundred times faster than keeping them up to date."""
    sql = "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    for kind, name, statement in db.execute(sql).fetchall():
        db.execute(f"DROP {kind} main.{name}")
        yield statement


def _map(db: sqlite3.Connection, copies: int) -> None:
    """Which document becomes which, when it was published, and by whom."""
    columns = "new TEXT PRIMARY KEY, old TEXT, copy INT, n INT, sha TEXT, number INT, day TEXT, outlet TEXT"
    tags = "year_was TEXT, year TEXT, outlet_was TEXT, outlet_tag TEXT"
    db.execute(f"CREATE TEMP TABLE map ({columns}, {tags}) WITHOUT ROWID")
    outlets = [f"{name} {place}" for name in OUTLETS.split("|") for place in ("الشمال", "الجنوب", "الشرق", "الغرب")]
    rows = []
    pool = db.execute("SELECT id, published_on, publisher FROM pool.documents ORDER BY id").fetchall()
    for at, (old, day, publisher) in enumerate(pool):
        for copy in range(copies):
            digest = sha256(f"{old}.{copy}".encode()).hexdigest()
            moved = date.fromisoformat(day) + timedelta(weeks=copy % 26)
            outlet = outlets[(at + 7 * copy) % len(outlets)]
            tags = (tag("year", day[:4]), tag("year", str(moved)[:4]), tag("outlet", publisher), tag("outlet", outlet))
            first = number(digest[:_ID], moved, 0)
            rows.append((digest[:_ID], old, copy, at * copies + copy, digest, first, str(moved), outlet, *tags))
    db.executemany(f"INSERT INTO temp.map VALUES ({', '.join('?' * 12)})", sorted(rows))
    db.execute("CREATE INDEX temp.by_old ON map(old, copy)")
    for table in ("fact_evidence", "fact_links", "promises", "gaps"):
        db.execute(f"CREATE INDEX pool.{table}_moved ON {table}(substr(fact_id, 1, {_ID}))")


# What a column becomes, where it is not simply moved along: {(table or "", column): SQL}.
_BECOMES = {
    ("documents", "id"): "m.new",
    ("documents", "source"): "'grown/' || m.n || '.txt'",
    ("documents", "sha256"): "m.sha",
    ("documents", "title"): "t.title || ' ' || m.n",
    ("documents", "search"): "t.search || ' ' || m.n",
    ("documents", "publisher"): "m.outlet",
    ("documents", "published_from"): "m.day",
    ("documents", "published_to"): "m.day",
    ("documents", "text"): "t.text || 'المرجع ' || m.n",
    ("documents", "duplicate_of"): "NULL",
    ("sources", "source"): "'grown/' || m.n || '.txt'",
    ("sources", "place"): "'./grown/' || m.n || '.txt'",
    ("sentences", "number"): "m.number + t.position",
    ("sentences", "tags"): "replace(replace(t.tags, m.year_was, m.year), m.outlet_was, m.outlet_tag)",
    ("findings", "sentence_number"): "m.number + (t.sentence_number & 65535)",
    ("findings", "source"): "'grown/' || m.n || '.txt'",
    ("findings", "title"): "t.title || ' ' || m.n",
    ("findings", "publisher"): "m.outlet",
    ("signatures", "signature"): "signed(t.signature, m.n)",
}
_OF_DOCUMENT = frozenset({"document_id", "sentence_id", "figure_id", "related_id", "fact_id", "row_id"})


def _moved(column: str) -> str:
    return f"m.new || substr(t.{column}, {_ID + 1})"


def _elsewhere(column: str) -> str:
    """The id of a row of whichever document, in the same copy of the pool."""
    there = f"(SELECT new FROM temp.map WHERE old = substr(t.{column}, 1, {_ID}) AND copy = m.copy)"
    return f"{there} || substr(t.{column}, {_ID + 1})"


def _named(column: str) -> str:
    """A person or a body becomes twenty."""
    named = " OR ".join(f"t.{column} LIKE '{kind}%'" for kind in _ENTITIES)
    many = f"(m.copy % {_NAMESAKES})"
    return f"CASE WHEN ({named}) AND {many} THEN t.{column} || ' ' || {many} ELSE t.{column} END"


def _becomes(table: str, column: str) -> str:
    if (table, column) in _BECOMES:
        return _BECOMES[table, column]
    of = TABLES[table]
    if of[column].references == "entities":
        return _named(column)
    if column == "published_on":
        return "m.day"
    if column in ("outcome_id", "other_id"):
        return _elsewhere(column)
    if column in _OF_DOCUMENT or (column == "id" and "id" in of.key):
        return _moved(column)
    return f"t.{column}"


def _inserts(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    db.create_function("signed", 2, _signed, deterministic=True)
    yield "entities", _entities()
    for name, table in TABLES.items():
        if name in _APART:
            continue
        owner = next(
            f"t.{column}" if column == "document_id" else f"substr(t.{column}, 1, {_ID})"
            for column in ("document_id", "fact_id", "id")
            if column in table.names
        )
        columns = ", ".join(_becomes(name, column) for column in table.names)
        # In the order of the new ids, so that a large index is written from one end to the other.
        yield (
            name,
            f"SELECT {columns} FROM temp.map AS m CROSS JOIN pool.{name} AS t ON {owner} = +m.old ORDER BY m.new",
        )
    first, second = _elsewhere("fact_id"), _elsewhere("other_id")
    made = {"id": f"{first} || '+' || {second}", "fact_id": first, "other_id": second}
    columns = ", ".join(made.get(name, f"t.{name}") for name in TABLES["comparisons"].names)
    yield (
        "comparisons",
        (f"SELECT {columns} FROM pool.comparisons AS t JOIN temp.map AS m ON m.old = substr(t.fact_id, 1, {_ID})"),
    )


def _entities() -> str:
    """Every entity, and its namesakes."""
    columns = {
        "id": "t.id || CASE k.k WHEN 0 THEN '' ELSE ' ' || k.k END",
        "name_ar": "t.name_ar || CASE k.k WHEN 0 THEN '' ELSE ' ' || k.k END",
        "search": "t.search || CASE k.k WHEN 0 THEN '' ELSE ' ' || k.k END",
    }
    chosen = ", ".join(columns.get(name, f"t.{name}") for name in TABLES["entities"].names)
    named = " OR ".join(f"t.id LIKE '{kind}%'" for kind in _ENTITIES)
    return (
        f"SELECT {chosen} FROM pool.entities AS t JOIN (SELECT DISTINCT copy % {_NAMESAKES} AS k FROM temp.map) AS k"
        f" WHERE k.k = 0 OR {named}"
    )


def _signed(signature: str, number: int) -> str:
    """A signature of its own: copies are to be other texts where likeness is asked."""
    mask = sha256(str(number).encode()).hexdigest() * (len(signature) // 64 + 1)
    return f"{int(signature, 16) ^ int(mask[: len(signature)], 16):0{len(signature)}x}"


def _last_lines(db: sqlite3.Connection) -> None:
    """The last line of each text is its own, a sentence that is nothing but a reference: «المرجع 4711»."""
    line = "'المرجع ' || m.n"
    start = f"length(d.text) - length({line})"
    values = {
        "id": f"m.new || '.' || ({start}) || '-' || length(d.text)",
        "document_id": "m.new",
        "position": "last.position + 1",
        "number": "m.number + last.position + 1",
        "zone": "'footer'",
        "in_body": "0",
        "start_char": start,
        "end_char": "length(d.text)",
        "text": line,
        "key": line,
        "search": line,
        "tags": "m.year || ' ' || m.outlet_tag",
    }
    columns = ", ".join(values.get(name, "NULL") for name in TABLES["sentences"].names)
    db.execute(
        f"INSERT INTO main.sentences SELECT {columns} FROM temp.map AS m JOIN main.documents AS d ON d.id = m.new"
        " JOIN (SELECT document_id, max(position) AS position FROM pool.sentences GROUP BY 1) AS last"
        " ON last.document_id = m.old"
    )


def main() -> None:
    """Make it, and say how long it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--copies", type=int, default=COPIES)
    asked = parser.parse_args()
    grown(asked.folder, asked.documents, asked.copies)


if __name__ == "__main__":
    main()
