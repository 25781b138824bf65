"""What adds names to those of the rules is a choice of the user's, and a change of it is a change of the rules."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline import build_database, find
from pipeline.build import Options, ingest, rules_version
from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.lexicon import load

TEXT = "استقبلت ولاية نيفادا آلاف الزوار خلال عطلة الربيع.\n"


def read(database):
    """The names of a database with their rules."""
    with closing(sqlite3.connect(database)) as db:
        return db.execute("SELECT kind, surface, rule, entity_id FROM mentions ORDER BY start_char").fetchall()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_recogniser_is_on_unless_another_is_chosen(article, tmp_path):
    assert [one.rule for one in find(TEXT)] == ["recogniser: place"]
    assert find(TEXT, names="rules") == ()
    build_database([str(article)], tmp_path / "facts.db")
    assert read(tmp_path / "facts.db") == [("place", "نيفادا", "recogniser: place", None)]


def test_another_choice_reads_again_and_the_same_does_not(article, tmp_path):
    database = tmp_path / "facts.db"
    for names, wanted in (("recogniser", "new"), ("recogniser", "unchanged"), ("rules", "changed")):
        summary = ingest([str(article)], database, Options(names=names))
        assert getattr(summary, wanted) == 1, names
    assert read(database) == []
    assert rules_version(load(), "rules") != rules_version(load(), "recogniser") == rules_version(load())


def test_stored_texts_are_read_again_with_another_choice(article, tmp_path):
    database = tmp_path / "facts.db"
    ingest([str(article)], database, Options(names="rules"))
    assert ingest([], database, Options(names="rules", reextract=True)).unchanged == 1
    assert ingest([], database, Options(reextract=True)).changed == 1
    assert len(read(database)) == 1


def test_the_rehearsal_knows_the_choice(article, tmp_path):
    database = tmp_path / "facts.db"
    ingest([str(article)], database, Options(names="rules"))
    assert ingest([str(article)], database, Options(names="rules", dry_run=True)).unchanged == 1
    assert ingest([str(article)], database, Options(dry_run=True)).changed == 1


def test_workers_are_told_the_choice(tmp_path):
    for at in range(60):
        (tmp_path / f"{at}.txt").write_text(f"{TEXT}{at}\n", "utf-8")
    database = tmp_path / "facts.db"
    ingest([str(tmp_path / "*.txt")], database, Options(names="rules", jobs=2))
    assert read(database) == []


def test_an_unknown_reader_is_refused_before_anything_is_written(article, tmp_path):
    with pytest.raises(UsageError, match="no reader of names is called oracle"):
        ingest([str(article)], tmp_path / "facts.db", Options(names="oracle"))
    assert not (tmp_path / "facts.db").exists()


def test_the_command_takes_the_choice():
    found = [
        [json.loads(line)["rule"] for line in CliRunner().invoke(cli, arguments, input=TEXT).stdout.splitlines()]
        for arguments in (["extract", "--format", "jsonl"], ["extract", "--format", "jsonl", "--names", "rules"])
    ]
    assert found == [["recogniser: place"], []]
