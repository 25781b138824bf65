"""How a value was reached, told from the database alone."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline import build_database
from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.explain import explain

TEXT = (
    "أعلن الوزير يوم الثلاثاء بمدينة طنجة أن الجهة تضم 22 مستشفى ونحو 7 آلاف سرير.\n"
    "ويستند المشروع إلى القانون رقم 08.22، وسيكلف 300 مليون درهم قبل نهاية سنة 2026.\n"
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explained")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "texts" / "documents.toml").write_text(
        '[[document]]\nfile = "a.txt"\ntitle = "مستشفيات الجهة"\npublisher = "الصحيفة"\npublished_on = 2026-01-21\n',
        "utf-8",
    )
    build_database([str(folder / "texts")], folder / "facts.db")
    return folder / "facts.db"


def one(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        [(value,)] = connection.execute(sql, values)
    return value


def parts(db, sql):
    return dict(explain(db, one(db, sql)).parts)


def test_a_figure_tells_its_words_rule_value_and_sentence(db):
    told = parts(db, "SELECT id FROM figures WHERE value = 22")
    assert "22 مستشفى" in told["words"]
    assert told["value"] == "22 hospital"
    assert "confidence" in told["rule"]
    assert "أعلن الوزير" in told["sentence"]
    assert told["zone"] == "body"


def test_a_figure_tells_how_exact_it_is(db):
    assert parts(db, "SELECT id FROM figures WHERE value = 7000")["value"] == "approx 7000 bed"


def test_a_relative_date_tells_what_it_leans_on(db):
    told = parts(db, "SELECT id FROM dates WHERE instr(surface, 'الثلاثاء')")
    assert told["days"] == "2026-01-20 to 2026-01-20"
    assert "publication, 2026-01-21 (known from: manifest)" in told["leans on"]


def test_a_date_tells_its_modifier(db):
    assert "2026" in parts(db, "SELECT id FROM dates WHERE start_date = '2026-01-01'")["value"]


def test_a_place_tells_its_entity_and_where_that_lies(db):
    told = parts(db, "SELECT id FROM mentions WHERE kind = 'place' AND surface = 'طنجة'")
    assert told["entity"].startswith(("commune/", "province/", "place/"))
    assert "طنجة" in told["named"]
    assert "name" in told["linked by"]


def test_a_law_is_linked_by_its_number(db):
    told = parts(db, "SELECT id FROM mentions WHERE kind = 'law'")
    assert told["entity"] == "law/08.22"
    assert told["linked by"] == "its number"


def test_a_document_is_named_with_its_source(db):
    told = parts(db, "SELECT id FROM figures WHERE value = 22")
    assert "مستشفيات الجهة" in told["document"]
    assert "الصحيفة" in told["document"]
    assert told["source"].endswith("a.txt")


def test_a_fact_shows_its_evidence(db):
    told = explain(db, one(db, "SELECT id FROM facts WHERE value = 22 LIMIT 1"))
    evidence = {label: text for label, text in told.parts if label.startswith("evidence")}
    assert evidence
    assert any("22 مستشفى" in text for text in evidence.values())


def test_a_figure_names_the_facts_that_it_supports(db):
    fact = one(db, "SELECT id FROM facts WHERE value = 22 LIMIT 1")
    told = explain(db, one(db, "SELECT id FROM figures WHERE value = 22"))
    assert any(label.startswith("supports") and text == fact for label, text in told.parts)


@pytest.mark.parametrize("table", ["dates", "figures", "mentions", "facts"])
def test_every_row_can_be_explained(db, table):
    with closing(sqlite3.connect(db)) as connection:
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")]
    assert ids
    for row_id in ids:
        assert explain(db, row_id).table == table


@pytest.mark.parametrize("table", ["documents", "sentences", "entities"])
def test_a_row_that_is_not_explained_is_not_said_to_be_missing(db, table):
    with pytest.raises(UsageError, match=f"stands in the table {table}, whose rows are not explained"):
        explain(db, one(db, f"SELECT min(id) FROM {table}"))


def test_an_id_that_is_nearly_right_is_answered_with_the_right_one(db):
    right = one(db, "SELECT id FROM figures WHERE value = 22")
    with pytest.raises(UsageError, match=re.escape(right)):
        explain(db, right.replace(".figure", ".figur"))
    with pytest.raises(UsageError, match=re.escape(right.split(".", 1)[0])):
        explain(db, right.split(".", 1)[0])


def test_an_unknown_id_is_a_mistake_in_one_line(db):
    outcome = CliRunner().invoke(cli, ["explain", "nothing", "--db", str(db)])
    assert outcome.exit_code == 2
    assert outcome.stderr.count("\n") == 1


def test_the_command_sets_arabic_apart(db):
    row_id = one(db, "SELECT id FROM figures WHERE value = 22")
    outcome = CliRunner().invoke(cli, ["explain", row_id, "--db", str(db)])
    assert outcome.stdout.startswith(row_id)
    assert "\u2068«22 مستشفى»\u2069" in outcome.stdout


def test_the_command_speaks_json(db):
    row_id = one(db, "SELECT id FROM figures WHERE value = 22")
    record = json.loads(CliRunner().invoke(cli, ["explain", row_id, "--db", str(db), "--json"]).stdout)
    assert (record["id"], record["table"]) == (row_id, "figures")
    assert ["value", "22 hospital"] in record["parts"]


def test_an_inferred_day_names_the_words_that_tell_it(tmp_path):
    (tmp_path / "a.txt").write_text(
        "بلغت الأشغال نهايتها في دجنبر 2025.\nويسلم الورش بنهاية يناير الجاري.\n"
        "سيفتح بحلول فبراير 2026 خلال العام الجاري.\n",
        "utf-8",
    )
    build_database([str(tmp_path / "a.txt")], tmp_path / "facts.db")
    db = tmp_path / "facts.db"
    parts = explain(db, one(db, "SELECT id FROM dates WHERE surface = 'العام الجاري'")).parts
    told = [text for label, text in parts if label == "because"]
    assert dict(parts)["published between"] == "2026-01-01 and 2026-01-31 (inferred)"
    assert len(told) == 3
    assert any("نهاية يناير الجاري" in text for text in told)
