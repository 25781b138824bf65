"""What was read in a document, as rows of the database."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

from pipeline.records import (
    DOUBTFUL,
    Contradiction,
    Document,
    Entity,
    Event,
    Fact,
    FactLink,
    LegalEdge,
    LegalStatement,
    Mention,
    Metadata,
    Sentence,
    Unread,
)
from pipeline.store import claim
from pipeline.store.value import TABLE_OF, Row, date_columns, figure_columns, iso
from pipeline.text import fold, searchable
from pipeline.values import Figure, Legal, Timex, describe

Rows: TypeAlias = dict[str, list[Row]]

# A sentence's number is its day of publication, bits of its document's id, and its position: search answers with it,
# newest first without sorting. It ascends within a document, which FTS5 needs to be fast, and does not depend on what
# else is in the database, except once in 900 databases of 100,000 documents over three years: there two documents of a
# day have the same bits, and the second takes others of that day. Documents without a day come last, below zero.
_POSITION_BITS = 16
_DOCUMENT_BITS = 32
_DAY_BITS = 15
_FIRST_DAY = date(1960, 1, 1)  # earlier days, and those after 2049, count as the first and the last
MAX_SENTENCES = 1 << _POSITION_BITS


class Analysed(Protocol):
    """All that was read in one document."""

    @property
    def document(self) -> Document: ...  # noqa: D102 - a record's fields say what they are
    @property
    def sentences(self) -> tuple[Sentence, ...]: ...  # noqa: D102
    @property
    def mentions(self) -> tuple[Mention, ...]: ...  # noqa: D102
    @property
    def entities(self) -> tuple[Entity, ...]: ...  # noqa: D102
    @property
    def edges(self) -> tuple[LegalEdge, ...]: ...  # noqa: D102
    @property
    def facts(self) -> tuple[Fact, ...]: ...  # noqa: D102
    @property
    def links(self) -> tuple[FactLink, ...]: ...  # noqa: D102
    @property
    def warnings(self) -> tuple[Contradiction, ...]: ...  # noqa: D102
    @property
    def unread(self) -> tuple[Unread, ...]: ...  # noqa: D102
    @property
    def statements(self) -> tuple[LegalStatement, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class State:
    """With what a document was read: where one of these has changed, it is read again."""

    rules_version: str
    metadata_hash: str
    language: str
    extracted: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A document as rows by table, and what an ingest tells of it. Small enough to travel between processes."""

    document_id: str
    source: str
    rows: Rows
    counts: dict[str, int]
    unresolved: tuple[str, ...]
    raw: bytes | None = None


def rows(analysis: Analysed, state: State) -> Written:
    """Every row of a document but its findings' numbers; pure."""
    document = analysis.document
    places = _Places(document, analysis.sentences)
    found: Rows = {
        "documents": [_document(document, state)],
        "sentences": [places.sentence(sentence) for sentence in analysis.sentences],
        "cells": list(_cells(document)),
        "pages": list(_pages(document)),
        "repairs": list(_repairs(document)),
        "contributions": list(_contributions(analysis)),
        "dates": [],
        "figures": [],
        "mentions": [],
        "facts": [],
        "fact_evidence": [],
        "fact_links": [],
        "findings": [],
        "legal_edges": _unique(map(places.edge, analysis.edges), "from_id", "to_id", "relation", "sentence_id"),
        "legal_texts": _unique(map(places.statement, analysis.statements), "id"),
        "warnings": _unique(map(places.warning, analysis.warnings), "id"),
        "unread": _unique(map(places.unread, analysis.unread), "id"),
    }
    for mention in analysis.mentions:
        table = TABLE_OF.get(mention.kind, "mentions")
        found[table].append(places.mention(mention))
        if mention.confidence > DOUBTFUL:
            found["findings"].append(
                places.finding(mention, mention.kind, mention.id(document.id), describe(mention.value))
            )
    numbered = claim.numbered(analysis.facts, document.id)
    for fact, identity in numbered:
        found["facts"].append(
            places.here(fact.about, "fact", fact.about.surface) | claim.row(fact, identity, document.id)
        )
        evidence = claim.evidence(fact, identity, document.id, analysis.sentences)
        found["fact_evidence"].extend(_unique(evidence, "slot", "table_name", "row_id"))
        found["findings"].append(places.finding(fact.about, "fact", identity, claim.describe_fact(fact)))
    found["fact_links"].extend(_unique(claim.links(analysis.links, numbered), "fact_id", "other_id", "relation"))
    found["documents"][0].update(
        {name: sum(row["in_body"] for row in found[name]) for name in ("sentences", "figures", "dates")}
    )
    in_body = [mention for mention in analysis.mentions if places.of(mention.sentence).in_body]
    kinds = sorted({mention.kind for mention in in_body})
    counts = {kind: sum(mention.kind == kind for mention in in_body) for kind in kinds}
    unresolved = tuple(
        mention.surface
        for mention in in_body
        if isinstance(mention.value, Timex) and mention.value.start_date is None and mention.value.timex_type != "SET"
    )
    return Written(
        document.id,
        document.source,
        found,
        {**counts, "fact": len(analysis.facts)} if analysis.facts else counts,
        unresolved,
        document.raw,
    )


def number(document_id: str, published_on: date | None, position: int) -> int:
    """The number of a sentence: greater where it was published later, or stands later in one document."""
    digits = int(document_id, 16)
    if published_on is None:
        return (digits >> (_POSITION_BITS + 1) << _POSITION_BITS) + position - (1 << 63)
    day = min(max((published_on - _FIRST_DAY).days, 0), (1 << _DAY_BITS) - 1)
    return (((day << _DOCUMENT_BITS) + (digits >> (64 - _DOCUMENT_BITS))) << _POSITION_BITS) + position


def renumbered(found: Rows, clash: int) -> Rows:
    """The rows of a document with other bits in their sentences' numbers, of the same day: 0 leaves them, 1..."""
    bits = clash << _POSITION_BITS
    changed = (("sentences", "number"), ("findings", "sentence_number"))
    return found | {table: [row | {name: row[name] ^ bits} for row in found[table]] for table, name in changed}


def _list(items: Sequence[Any]) -> str | None:
    return json.dumps(items, ensure_ascii=False) if items else None


def given(known: Metadata) -> str | None:
    """What is known from outside, as JSON; None where nothing is."""
    values = {name: value for name, value in asdict(known).items() if value is not None}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str) if values else None


def _unique(made: Iterable[Row], *key: str) -> list[Row]:
    """The rows, the first of each key."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in made:
        kept.setdefault(tuple(row[name] for name in key), row)
    return list(kept.values())


def _search(*parts: str | None) -> str:
    return searchable(fold(" ".join(part for part in parts if part)).text)


def _document(document: Document, state: State) -> Row:
    known = document.metadata
    return {
        "id": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "title": known.title,
        "author": known.author,
        "publisher": known.publisher,
        "url": known.url,
        "country": known.country or "MA",
        "language": state.language,
        "extracted": int(state.extracted),
        "published_on": iso(known.published_on),
        "published_from": iso(document.published_from or known.published_on),
        "published_to": iso(document.published_to or known.published_on),
        "published_how": document.published_how,
        "text": document.text,
        "search": _search(known.title, known.publisher, known.author),
        "page_count": document.page_count,
        "zones": _list([[*zone.span, zone.zone] for zone in document.zones]),
        "places": _list([[*place.span, place.page, *place.box] for place in document.places]),
        "reader": document.reader,
        "reader_version": document.reader_version,
        "rules_version": state.rules_version,
        "given": given(document.given),
        "metadata_hash": state.metadata_hash,
        "duplicate_of": None,
        "superseded_by": None,
    }


def _cells(document: Document) -> Iterator[Row]:
    for cell in document.cells:
        yield {
            "id": f"{document.id}.p{cell.page or 0}.t{cell.table_no}.r{cell.row_no}.c{cell.column_no}",
            "document_id": document.id,
            "page": cell.page,
            "table_no": cell.table_no,
            "row_no": cell.row_no,
            "column_no": cell.column_no,
            "is_header": int(cell.is_header),
            "start_char": cell.span.start,
            "end_char": cell.span.end,
        }


def _pages(document: Document) -> Iterator[Row]:
    for page in document.pages:
        yield {
            "id": f"{document.id}.p{page.number}",
            "document_id": document.id,
            "number": page.number,
            "start_char": page.span.start,
            "end_char": page.span.end,
            "quality": page.quality,
            "reasons": _list(page.reasons),
        }


def _repairs(document: Document) -> Iterator[Row]:
    for repair in document.repairs:
        yield {
            "id": f"{document.id}.{repair.span.start}-{repair.span.end}.repair",
            "document_id": document.id,
            "start_char": repair.span.start,
            "end_char": repair.span.end,
            # What no database can hold (NUL, a lone surrogate) is kept as its escape.
            "before": repair.before.encode("unicode_escape").decode("ascii")
            if _unstorable(repair.before)
            else repair.before,
            "after": repair.after,
            "kind": repair.kind,
        }


def _unstorable(text: str) -> bool:
    return any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def _contributions(analysis: Analysed) -> Iterator[Row]:
    """What the document tells of each entity that it names; of one named without a record, that it is there."""
    records: dict[str, dict[str, Any]] = {}
    for entity in analysis.entities:
        records[entity.id] = {
            name: value
            for name in ("kind", "name_ar", "name_fr", "name_en", "code", "parent_id", "population", "status")
            if (value := getattr(entity, name)) is not None
        } | ({"aliases": sorted(entity.aliases)} if entity.aliases else {})
    named = [mention.entity_id for mention in analysis.mentions]
    named += [entity.parent_id for entity in analysis.entities]
    named += [end for edge in analysis.edges for end in (edge.from_id, edge.to_id)]
    for identity in named:
        if identity is not None:
            records.setdefault(identity, {"kind": identity.partition("/")[0]})
    for identity in sorted(records):
        yield {
            "document_id": analysis.document.id,
            "entity_id": identity,
            "record": json.dumps(records[identity], ensure_ascii=False, sort_keys=True),
        }


@dataclass(frozen=True, slots=True)
class _Places:
    """Rows that need the sentence they stand in."""

    document: Document
    sentences: Sequence[Sentence]

    def of(self, position: int) -> Sentence:
        return self.sentences[position]

    def number(self, position: int) -> int:
        return number(self.document.id, self.document.metadata.published_on, position)

    def sentence(self, sentence: Sentence) -> Row:
        return {
            "id": sentence.id,
            "document_id": self.document.id,
            "position": sentence.position,
            "number": self.number(sentence.position),
            "zone": sentence.zone,
            "in_body": int(sentence.in_body),
            "page": sentence.page,
            "box": sentence.box,
            "start_char": sentence.span.start,
            "end_char": sentence.span.end,
            "text": sentence.text,
            "key": sentence.key.text,
            "search": searchable(sentence.key.text),
            "tags": "",  # once it is known what facts are made of it: `put_tags`
        }

    def here(self, item: Mention | Event | Contradiction | Unread | LegalStatement, kind: str, surface: str) -> Row:
        sentence = self.of(item.sentence)
        return {
            "id": f"{self.document.id}.{item.span.start}-{item.span.end}.{kind}",
            "document_id": self.document.id,
            "sentence_id": sentence.id,
            "start_char": item.span.start,
            "end_char": item.span.end,
            "surface": surface,
            "in_body": int(sentence.in_body),
            "published_on": iso(self.document.metadata.published_on),
        }

    def mention(self, mention: Mention) -> Row:
        row = self.here(mention, mention.kind, mention.surface)
        row |= {"rule": mention.rule, "confidence": mention.confidence}
        match mention.value:
            case Timex() as time:
                return row | date_columns(time)
            case Figure() as figure:
                related = mention.related
                other = f"{self.document.id}.{related.start}-{related.end}.figure" if related else None
                return row | figure_columns(figure) | {"related_id": other, "relation": mention.relation}
            case value:
                articles = value.articles if isinstance(value, Legal) else ()
                return row | {
                    "kind": mention.kind,
                    "value": describe(value),
                    "entity_id": mention.entity_id,
                    "role": mention.role,
                    "article": articles[0] if len(articles) == 1 else _list(articles),
                }

    def warning(self, warning: Contradiction) -> Row:
        surface = self.document.text[warning.span.start : warning.span.end]
        return self.here(warning, warning.kind, surface) | {"kind": warning.kind, "message": warning.message}

    def unread(self, unread: Unread) -> Row:
        return self.here(unread, "unread", unread.surface) | {"reason": unread.reason}

    def edge(self, edge: LegalEdge) -> Row:
        return {
            "from_id": edge.from_id,
            "to_id": edge.to_id,
            "relation": edge.relation,
            "rule": edge.rule or None,
            "sentence_id": self.of(edge.sentence).id,
            "document_id": self.document.id,
        }

    def statement(self, stated: LegalStatement) -> Row:
        return self.here(stated, "legal_text", stated.surface) | {
            "rule": stated.rule,
            "confidence": 0.9,
            "entity_id": stated.entity_id,
            "own": int(stated.own),
            "title": stated.title,
            "issued_on": _day(stated.issued),
            "bulletin": stated.bulletin,
            "bulletin_on": _day(stated.bulletin_on),
            "bulletin_page": stated.bulletin_page,
        }

    def finding(self, mention: Mention | Event, kind: str, identity: str, value: str) -> Row:
        known = self.document.metadata
        sentence = self.of(mention.sentence)
        return self.here(mention, kind, mention.surface) | {
            "id": identity,
            "kind": kind,
            "value": value,
            "quote": sentence.text,
            "title": known.title,
            "publisher": known.publisher,
            "source": self.document.source,
            "sentence_number": self.number(sentence.position),
        }


def _day(mention: Mention | None) -> str | None:
    value = mention.value if mention else None
    return iso(value.start_date) if isinstance(value, Timex) else None
