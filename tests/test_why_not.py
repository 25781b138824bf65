"""Which rules saw a text, and what dropped what they read."""

import pytest
from click.testing import CliRunner

from pipeline import build_database
from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.explain.why_not import LIMIT, why_not
from pipeline.lexicon import load


def seen(text, database="none.db"):
    from pathlib import Path

    return why_not(text, Path(database), load())


def outcomes(text, rule):
    return [(one.surface, one.outcome) for one in seen(text).sightings if one.rule == rule]


def test_what_is_kept_is_said_with_its_rule():
    answer = seen("تضم الجهة 1637 سريرا")
    assert answer.found == ("figure: «1637 سريرا» = 1637 bed (number-noun)",)
    assert ("1637", "kept: 1637 bed") in outcomes("تضم الجهة 1637 سريرا", "number-noun")


def test_what_another_kind_has_taken():
    answer = seen("ينص الفصل 92 من الدستور على ذلك")
    assert not any(line.startswith("figure") for line in answer.found)
    taken = [one.outcome for one in answer.sightings if "already" in one.outcome or "reading says no" in one.outcome]
    assert taken


def test_a_text_that_no_rule_sees():
    answer = seen("ذهب الرجل")
    assert (answer.found, answer.sightings, answer.places) == ((), (), ())


def test_where_the_database_has_it_and_why_it_is_out_of_sight(tmp_path):
    (tmp_path / "a.txt").write_text("تضم الجهة ١٦٣٧ سريرا في خمسة أقاليم منها إقليم تازة.", "utf-8")
    (tmp_path / "b.txt").write_text(
        "Le nombre de lits est de 1637 dans la région, selon le ministère de la santé.", "utf-8"
    )
    build_database([str(tmp_path)], tmp_path / "facts.db")
    [place] = seen("1637 سريرا", tmp_path / "facts.db").places
    assert "a.txt" in place
    assert "findings in this sentence" in place
    [place] = seen("1637 dans", tmp_path / "facts.db").places
    assert "not in Arabic" in place


@pytest.mark.parametrize("text", ["", "  \n", "ا" * (LIMIT + 1)])
def test_what_cannot_be_asked(text):
    with pytest.raises(UsageError, match="give the words"):
        seen(text)


def test_the_command(tmp_path):
    done = CliRunner().invoke(cli, ["why-not", "تضم الجهة 1637 سريرا", "--db", str(tmp_path / "none.db")])
    assert done.exit_code == 0, done.output
    assert "number-noun" in done.output
    assert '"sightings"' in CliRunner().invoke(cli, ["why-not", "نص", "--json", "--db", "none.db"]).output
    assert CliRunner().invoke(cli, ["why-not", " "]).exit_code == 2
