"""One literal describes the database: what is created, what is documented and what is shown must be that."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.records import ZONES
from pipeline.store.metadata import metadata
from pipeline.store.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, VIEWS, ddl, markdown

ROOT = Path(__file__).parents[1]
PROMISED = {
    "documents": "id source sha256 media_type title author publisher url country language published_on published_from "
    "published_to published_how text page_count reader reader_version rules_version metadata_hash duplicate_of "
    "superseded_by",
    "sources": "document_id source",
    "sentences": "id document_id position zone in_body page box start_char end_char text key search",
    "cells": "document_id page table_no row_no column_no is_header start_char end_char",
    "dates": "timex_type timex_value start_date end_date grain modifier relative anchor hijri",
    "figures": "value value_max value_alt qualifier dimension unit unit_per value_si unit_si iso8601 noun noun_lemma "
    "related_id relation",
    "entities": "id kind name_ar name_fr name_en code parent_id population aliases status",
    "legal_edges": "from_id to_id relation sentence_id",
    "mentions": "kind entity_id role article",
    "facts": "kind figure_id indicator action subject subject_id value value_max qualifier unit noun noun_lemma change "
    "status place place_id place_how start_date end_date time_relation time_how condition programme_id speaker "
    "speaker_id source_text said_on stance quote",
    "fact_links": "fact_id other_id relation rule",
    "fact_evidence": "fact_id slot table_name row_id start_char end_char",
    "repairs": "document_id start_char end_char before after kind",
    "failures": "source stage error hint",
    "findings": "kind surface value quote title published_on source in_body",
    **dict.fromkeys(
        ["duplicates", "comparisons", "promises", "consistency", "pages", "warnings", "corrections", "runs", "unread"],
        "",
    ),
}
EXTRACTED = "id document_id sentence_id start_char end_char surface in_body rule confidence"


@pytest.fixture(scope="module")
def empty():
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in ddl():
            connection.execute(statement)
        yield connection


def columns(connection, table):
    return [(row[1], row[2], bool(row[3])) for row in connection.execute(f"PRAGMA table_info({table})")]


def test_a_database_is_what_the_literal_says(empty):
    created = {
        row[0] for row in empty.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    }
    assert {name for name in created if not name.startswith("sqlite_")} == set(TABLES)
    for name, table in TABLES.items():
        found = columns(empty, name)
        assert [(column, kind) for column, kind, _ in found] == [(one.name, one.type) for one in table.columns]
        keys = sorted((row[5], row[1]) for row in empty.execute(f"PRAGMA table_info({name})") if row[5])
        assert tuple(key for _, key in keys) == table.key


def test_every_table_is_strict(empty):
    loose = [
        row[0]
        for row in empty.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
        if not row[0].startswith("sqlite_")
    ]
    assert loose == []


@pytest.mark.parametrize("name", PROMISED)
def test_what_is_promised_is_there(name):
    promised = PROMISED[name].split()
    if name in {"dates", "figures", "mentions", "facts"}:
        promised += EXTRACTED.split()
    assert set(promised) <= set(TABLES[name].names)


def test_references_and_their_indexes(empty):
    for name, table in TABLES.items():
        found = {row[3]: row[2] for row in empty.execute(f"PRAGMA foreign_key_list({name})")}
        assert found == {one.name: one.references for one in table.columns if one.references}
        first = {
            empty.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]
            for row in empty.execute(f"PRAGMA index_list({name})")
        }
        assert set(found) <= first, f"{name}: a reference without an index"


def test_every_table_and_column_is_described_in_two_languages():
    for thing in (*TABLES.values(), *(column for table in TABLES.values() for column in table.columns)):
        assert len(thing.description) > 2, thing.name
        assert any("\u0600" <= char <= "\u06ff" for char in thing.title_ar), thing.name
        assert ": " not in thing.title_ar


def test_a_view_shows_what_it_says(empty):
    for name, view in VIEWS.items():
        found = [row[0] for row in empty.execute(f"SELECT * FROM {name}").description]
        assert tuple(found) == tuple(column.name for column in view.columns) == view.order


def test_the_header_says_that_it_is_ours(empty):
    assert empty.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert empty.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("documents", "published_on", "12/2025"),
        ("documents", "published_how", "guessed"),
        ("documents", "extracted", 2),
        ("documents", "zones", "[1,"),
        ("sentences", "zone", "margin"),
        ("figures", "value", "22"),
        ("figures", "confidence", 1.5),
        ("dates", "grain", "fortnight"),
        ("facts", "stance", "maybe"),
    ],
)
def test_a_column_refuses_what_it_does_not_hold(empty, table, column, value):
    # CHECKs come before references, so a row of nothing else but the value shows which of them refuses it.
    samples = {"INTEGER": 1, "REAL": 0.5, "ANY": 1}
    row = {one.name: samples.get(one.type, "2025-01-01") for one in TABLES[table].columns if one.required}
    row |= {one.name: one.choices[0] for one in TABLES[table].columns if one.choices and one.required}
    row |= {"start_char": 0, "end_char": 1} if "start_char" in TABLES[table].names else {}

    def insert(row):
        empty.execute("SAVEPOINT attempt")
        try:
            marks = ", ".join("?" * len(row))
            empty.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        finally:
            empty.execute("ROLLBACK TO attempt")
            empty.execute("RELEASE attempt")

    insert(row)
    with pytest.raises(sqlite3.IntegrityError):
        insert(row | {column: value})


def test_zones_are_those_of_the_records():
    assert TABLES["sentences"]["zone"].choices == ZONES


def test_the_committed_metadata_describes_every_table_view_and_column():
    committed = json.loads((ROOT / "metadata.json").read_text("utf-8"))
    (database,) = committed["databases"].values()
    for name, entry in metadata()["databases"]["facts"]["tables"].items():
        shown = database["tables"][name]
        assert shown["columns"] == entry["columns"], f"{name}: metadata.json is old; type: make docs"
        assert {key: shown.get(key) for key in ("fts_table", "fts_pk")} == {
            key: entry.get(key) for key in ("fts_table", "fts_pk")
        }


def test_the_printed_tables_name_every_column():
    printed = markdown()
    for name, table in TABLES.items():
        assert f"### {name} · {table.title_ar}" in printed
        assert all(f"| `{column}` |" in printed for column in table.names)
