"""A database is proved against its sources, letter by letter."""

import json
import sqlite3
from contextlib import closing

import pytest

from pipeline.build import ingest
from pipeline.errors import DatabaseError
from pipeline.store.checks import _search_is_broken
from pipeline.store.opening import open_database
from pipeline.verify import verify

TEXT = "تضم جهة الشرق 22 مستشفى و1.430 سريرا، حسب القانون رقم 08.22 المتعلق بالمجموعات الصحية، في 12 دجنبر 2025.\n"


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.jsonl").write_text(json.dumps({"id": "x", "text": TEXT.replace("22 م", "29 م")}) + "\n", "utf-8")
    (folder / "c.html").write_text(
        f"<html lang=ar><title>خبر</title><article><p>{TEXT * 5}</p></article></html>", "utf-8"
    )
    db = tmp_path / "facts.db"
    assert ingest(["texts"], db).failures == ()
    return db


def change(db, sql):
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(sql)


def test_a_fresh_database_is_proved(built):
    outcome = verify(built)
    assert (outcome.documents, outcome.read_again, outcome.problems, outcome.missing) == (3, 3, (), ())
    assert outcome.spans > 15


def test_a_source_that_has_changed_is_told(built, tmp_path):
    (tmp_path / "texts" / "a.txt").write_text(TEXT + "أضيف سطر.", "utf-8")
    (problem,) = verify(built).problems
    assert (problem.where, problem.cause) == ("texts/a.txt", "the source has changed since it was read")


def test_a_source_that_has_gone_is_told_and_is_no_fault(built, tmp_path):
    (tmp_path / "texts" / "b.jsonl").unlink()
    outcome = verify(built)
    assert (outcome.missing, outcome.problems, outcome.read_again) == (("texts/b.jsonl#x",), (), 2)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE figures SET start_char = start_char + 1, end_char = end_char + 1", "figures quote their document"),
        ("UPDATE mentions SET surface = 'القانون'", "mentions quote their document"),
        ("UPDATE sentences SET text = 'x' || substr(text, 2)", "a sentence quotes its document"),
        ("UPDATE dates SET in_body = 0", "dates start in their sentence"),
        ("UPDATE figures SET end_char = end_char + 9, surface = surface", "figures stand apart"),
        ("DELETE FROM fact_evidence WHERE slot = 'place'", "a filled slot has evidence"),
        ("DELETE FROM fact_evidence", "a fact has evidence"),
        ("UPDATE fact_evidence SET row_id = 'nowhere'", "evidence stands in"),
        ("DELETE FROM findings WHERE kind = 'law'", "findings list all mentions"),
        ("DELETE FROM sources", "a current document stands somewhere"),
        ("DELETE FROM entities WHERE id = 'law/08.22'", "a reference leads somewhere"),
        ("DELETE FROM contributions", "an entity is named"),
        ("UPDATE documents SET extracted = 0", "what is not extracted has no rows"),
        ("DELETE FROM sentences_fts_data WHERE id > 10", "the search of sentences is whole"),
    ],
)
def test_what_was_tampered_with_is_told(built, sql, told):
    with closing(sqlite3.connect(built)) as connection:
        before = connection.total_changes
        connection.execute(sql)
        connection.commit()
        if connection.total_changes == before:
            pytest.skip("the sample holds no such row")
    assert told in " ".join(problem.cause for problem in verify(built).problems)


def test_a_text_that_was_tampered_with_is_told(built):
    change(built, "UPDATE documents SET text = text || ' ' WHERE source = 'texts/a.txt'")
    (problem,) = verify(built).problems
    assert (problem.where, problem.cause) == ("texts/a.txt", "the source now reads differently")


def test_a_database_that_is_not_there(tmp_path):
    with pytest.raises(DatabaseError, match="no such database"):
        verify(tmp_path / "none.db")


def test_a_database_that_cannot_be_written_is_not_called_broken(built, monkeypatch):
    def held(*_):
        raise sqlite3.OperationalError("database is locked")

    with closing(open_database(built)) as db:
        monkeypatch.setattr(type(db), "execute", held)
        with pytest.raises(sqlite3.OperationalError):
            _search_is_broken(db, "sentences")
