"""What changed between two databases, by rule."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline import build_database
from pipeline.cli import cli
from pipeline.errors import DatabaseError
from pipeline.explain.difference import EXAMPLES, difference


@pytest.fixture
def both(tmp_path):
    (tmp_path / "a.txt").write_text(
        "تضم جهة الشرق 22 مستشفى و1430 سريرا سنة 2025. وبلغ عدد المدارس 340 مدرسة.", "utf-8"
    )
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    build_database([str(tmp_path / "a.txt")], old)
    shutil.copy(old, new)
    return old, new


def change(path, *statements):
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_the_same_is_the_same(both):
    found = difference(*both)
    assert (found.counts, found.examples, found.only_old, found.only_new) == ((), (), 0, 0)


def test_added_lost_and_changed_by_rule(both):
    old, new = both
    change(new, "UPDATE figures SET value = 1431, unit = NULL, rule = 'new rule' WHERE value = 1430")
    change(new, "DELETE FROM facts WHERE value = 340", "DELETE FROM figures WHERE value = 340")
    change(old, "DELETE FROM dates")
    found = difference(old, new)
    assert [(table, kind) for table, kind, _, _ in found.counts] == [
        ("dates", "added"), ("facts", "lost"), ("figures", "changed"), ("figures", "lost"),
    ]  # fmt: skip
    [changed] = [one for one in found.examples if one.kind == "changed"]
    assert (changed.rule, changed.surface) == ("new rule", "1430 سريرا")
    assert changed.details == "value: 1430 -> 1431; unit: bed -> unknown"


def test_documents_of_one_alone_are_counted_and_not_compared(both, tmp_path):
    old, new = both
    (tmp_path / "b.txt").write_text("بلغ عدد المراكز 12 مركزا صحيا.", "utf-8")
    build_database([str(tmp_path / "b.txt")], new)
    found = difference(old, new)
    assert (found.counts, found.only_old, found.only_new) == ((), 0, 1)


def test_a_few_examples_of_each(both):
    old, new = both
    change(new, "UPDATE figures SET qualifier = 'approx', rule = 'one'")
    found = difference(old, new)
    assert found.counts == (("figures", "changed", "one", 3),)
    assert len(found.examples) <= EXAMPLES


def test_what_is_no_database(both, tmp_path):
    (tmp_path / "x.db").write_text("x" * 5000)
    for wrong in (tmp_path / "x.db", tmp_path / "none.db"):
        with pytest.raises(DatabaseError):
            difference(wrong, both[1])
        with pytest.raises(DatabaseError):
            difference(both[0], wrong)


def test_the_command(both):
    change(both[1], "UPDATE figures SET value = 1431 WHERE value = 1430")
    done = CliRunner().invoke(cli, ["diff", *map(str, both)])
    assert done.exit_code == 0, done.output
    assert "figures: 1 changed by" in done.output
    assert "value: 1430 -> 1431" in done.output
    assert '"counts"' in CliRunner().invoke(cli, ["diff", *map(str, both), "--json"]).output
    assert CliRunner().invoke(cli, ["diff", "none.db", str(both[1])]).exit_code != 0
