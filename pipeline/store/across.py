"""What comparison reads from the database, and what it writes there: all of it in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from sqlite_utils import Database

from pipeline.claim import Claim, Findings, Link, Moment, Shown, Text
from pipeline.store.value import Row
from pipeline.store.writer import insert, transaction

_CURRENT = "documents.superseded_by IS NULL"
_TOPICS = ("concept", "law", "organization")
_COPIED = (
    *("id", "document_id", "sentence_id", "quote", "kind", "indicator", "action", "subject_id", "qualifier", "unit"),
    *("noun", "noun_lemma", "change", "status", "place", "time_relation", "programme_id", "speaker", "stance"),
    "surface",
)
_FACTS = f"""
SELECT {", ".join(f"facts.{name}" for name in _COPIED)}, facts.start_char, facts.end_char, facts.value,
  facts.value_max, facts.start_date, facts.end_date, facts.said_on, facts.place_id, documents.published_on,
  figures.dimension, documents.country
FROM facts JOIN documents ON documents.id = facts.document_id LEFT JOIN figures ON figures.id = facts.figure_id
WHERE {_CURRENT} AND facts.in_body = 1
ORDER BY facts.document_id, facts.start_char, facts.id"""


def state(db: Database, *asked: object) -> str:
    """A digest of what would be compared: where it is the same, nothing need be done."""
    digest = sha256(repr(asked).encode())
    columns = "id, metadata_hash, rules_version, reader_version, published_on"
    for row in db.execute(f"SELECT {columns} FROM documents WHERE {_CURRENT} ORDER BY id"):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()[:16]


def compared(db: Database) -> str | None:
    """The state that was compared last."""
    row = db.execute("SELECT compared FROM runs WHERE compared IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def newest(db: Database) -> date | None:
    """The newest day of publication: the day for which promises are told unless another is asked for."""
    found = db.execute(f"SELECT max(published_on) FROM documents WHERE {_CURRENT}").fetchone()[0]
    return date.fromisoformat(found) if found else None


def texts(
    db: Database, sign: Callable[[Iterable[str]], bytes], hashes: Callable[[Iterable[str]], frozenset[bytes]]
) -> tuple[list[Text], list[tuple[str, bytes]]]:
    """The current documents with their signatures, and the signatures that were not known yet.

    `sign` and `hashes` make a signature, and the hashes of long sentences, from the folded sentences of a body.
    """
    known = {row[0]: bytes.fromhex(row[1]) for row in db.execute("SELECT document_id, signature FROM signatures")}
    days = dict(db.execute(f"SELECT id, published_on FROM documents WHERE {_CURRENT} AND extracted = 1"))
    found, fresh = [], []
    for identity, keys in _bodies(db):
        if identity not in days:
            continue
        signature = known.get(identity)
        if signature is None:
            signature = sign(keys)
            fresh.append((identity, signature))
        published = date.fromisoformat(days[identity]) if days[identity] else None
        found.append(Text(identity, published, signature, hashes(keys)))
    return found, fresh


def _bodies(db: Database) -> Iterator[tuple[str, list[str]]]:
    """The folded sentences of each body, document by document."""
    held: str | None = None
    keys: list[str] = []
    sql = "SELECT document_id, key FROM sentences WHERE zone IN ('body', 'table') ORDER BY document_id, start_char"
    for identity, key in db.execute(sql):
        if identity != held and held is not None:
            yield held, keys
            keys = []
        held = identity
        keys.append(key)
    if held is not None:
        yield held, keys


def claims(db: Database) -> list[Claim]:
    """Every fact of a current document's body, with its links, its topics, and the places that its place lies in."""
    parents = dict(db.execute("SELECT id, parent_id FROM entities WHERE parent_id IS NOT NULL"))
    topics = _topics(db)
    links = _links(db)
    found = [_claim(row, topics, links, parents) for row in db.execute(_FACTS).fetchall()]
    moments: defaultdict[str, set[Moment]] = defaultdict(set)
    for one in found:
        if one.action and one.end_date:
            moments[one.sentence_id].add(Moment(one.action, one.start_date or one.end_date, one.end_date))
    return [replace(one, beside=frozenset(moments.get(one.sentence_id, ()))) for one in found]


def _claim(
    row: Sequence[object],
    topics: Mapping[str, frozenset[str]],
    links: Mapping[str, tuple[Link, ...]],
    parents: Mapping[str, str],
) -> Claim:
    copied = dict(zip(_COPIED, row, strict=False))
    start, end, value, value_max, first, last, said_on, place_id, published, dimension, country = row[len(_COPIED) :]
    identity, sentence, programme = str(copied["id"]), str(copied["sentence_id"]), copied["programme_id"]
    named = topics.get(sentence, frozenset())
    return Claim(
        **copied,  # type: ignore[arg-type]  # columns of the same names and types
        start=int(str(start)),
        end=int(str(end)),
        value=_number(value),
        value_max=_number(value_max),
        start_date=_day(first),
        end_date=_day(last),
        said_on=_day(said_on),
        published_on=_day(published),
        dimension=str(dimension) if dimension else None,
        country=str(country) if country else None,
        regions=tuple(_chain(str(place_id), parents)) if place_id else (),
        topics=named | {str(programme)} if programme else named,
        links=links.get(identity, ()),
    )


def _chain(place: str, parents: Mapping[str, str]) -> Iterator[str]:
    """A place and all that it lies in: `commune/01.511.01.0` -> itself, its province, its region, the country."""
    seen: set[str] = set()
    here: str | None = place
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        here = parents.get(here)


def _topics(db: Database) -> dict[str, frozenset[str]]:
    """What each sentence names: concepts, programmes, laws, bodies."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    kinds = ", ".join("?" * len(_TOPICS))
    sql = (
        f"SELECT sentence_id, entity_id FROM mentions WHERE entity_id IS NOT NULL AND kind IN ({kinds}) AND in_body = 1"
    )
    for sentence, entity in db.execute(sql, list(_TOPICS)):
        found[sentence].add(entity)
    return {sentence: frozenset(entities) for sentence, entities in found.items()}


def _links(db: Database) -> dict[str, tuple[Link, ...]]:
    found: defaultdict[str, list[Link]] = defaultdict(list)
    sql = (
        "SELECT fact_id, relation, other_id, facts.unit, facts.value, facts.surface FROM fact_links"
        " JOIN facts ON facts.id = fact_links.other_id ORDER BY fact_id, relation, other_id"
    )
    for fact, relation, other, unit, value, surface in db.execute(sql):
        found[fact].append(Link(relation, other, unit, _number(value), surface))
    return {fact: tuple(links) for fact, links in found.items()}


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def write(db: Database, found: Findings, fresh: Iterable[tuple[str, bytes]], run: int | None, digest: str) -> None:
    """Put what all documents show together in the place of what was there. All of it or nothing."""
    with transaction(db):
        insert(db, "signatures", [{"document_id": one, "signature": made.hex()} for one, made in fresh])
        for table, rows in _rows(found).items():
            db.execute(f"DELETE FROM {table}")
            insert(db, table, rows)
        db.execute("UPDATE documents SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL")
        whole = [(copy.other_id, copy.document_id) for copy in found.copies if copy.kind != "partial"]
        db.conn.executemany("UPDATE documents SET duplicate_of = ? WHERE id = ?", whole)
        last = "(SELECT max(id) FROM runs)" if run is None else str(run)
        db.execute(f"UPDATE runs SET compared = ? WHERE id = {last}", [digest])


def _rows(found: Findings) -> dict[str, list[Row]]:
    return {
        "duplicates": [
            {"document_id": one.document_id, "other_id": one.other_id, "kind": one.kind, "confidence": one.likeness}
            for one in found.copies
        ],
        "comparisons": [
            {"id": one.id, "fact_id": one.first, "other_id": one.second, "verdict": one.verdict,
             "explanation": one.arabic, "explanation_en": one.english, "rule": one.rule}
            for one in found.comparisons
        ],
        "promises": [
            {"id": one.fact_id, "fact_id": one.fact_id, "outcome_id": one.outcome_id, "due_on": one.due_on.isoformat(),
             "state": one.state, "as_of": one.as_of.isoformat(), "done": _stored(one.done),
             "remaining": _stored(one.left),
             "explanation": one.arabic, "explanation_en": one.english, "rule": one.rule}
            for one in found.promises
        ],
        "consistency": [
            {"id": one.id, "document_id": one.document_id, "start_char": one.start, "end_char": one.end,
             "kind": one.kind, "verdict": one.verdict, "message": one.arabic, "message_en": one.english,
             "rule": one.rule}
            for one in found.checks
        ],
        "gaps": [
            {"fact_id": one.fact_id, "slot": one.slot, "question": one.arabic, "question_en": one.english}
            for one in found.gaps
        ],
    }  # fmt: skip


def _stored(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


_COUNTED = (
    ("duplicates", "kind"),
    ("comparisons", "verdict"),
    ("promises", "state"),
    ("consistency", "verdict"),
    ("gaps", "slot"),
)


def shown(db: Database) -> Shown:
    """What was found, as it stands in the tables."""
    counts = tuple(
        (table, name, count)
        for table, column in _COUNTED
        for name, count in db.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1 ORDER BY 1")
    )
    return Shown(
        as_of=db.execute("SELECT max(as_of) FROM promises").fetchone()[0],
        counts=counts,
        conflicts=_column(db, "SELECT explanation FROM comparisons WHERE verdict = 'conflict' ORDER BY id"),
        promises=tuple(map(tuple, db.execute("SELECT state, explanation FROM promises ORDER BY due_on, id"))),
        contradictions=_column(db, "SELECT message FROM consistency WHERE verdict = 'contradicts' ORDER BY id"),
    )


def _column(db: Database, sql: str) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute(sql))
