"""The command: every verb, its exit code, and what goes to which stream."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import cli

ROOT = Path(__file__).parents[1]
TEXT = "تضم جهة طنجة تطوان الحسيمة 22 مستشفى و295 مركزا صحيا منذ فاتح أكتوبر 2025.\n"
UNDATED = "قال الوزير يوم الثلاثاء إن عدد الأسرة بلغ 1430 سريرا.\n"


def run(*arguments, **options):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], **options)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text(TEXT, "utf-8")
    (folder / "second.txt").write_text(UNDATED, "utf-8")
    return folder


@pytest.fixture
def db(tmp_path):
    return tmp_path / "facts.db"


@pytest.fixture
def built(folder, db):
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 0, outcome.output
    return db


def rows(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.execute(sql, values))


class TestEveryCommand:
    @pytest.mark.parametrize("name", sorted(cli.commands))
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_has_help_with_an_example(self, name, flag):
        outcome = run(name, flag)
        assert outcome.exit_code == 0
        assert re.search(rf"Examples:\n.*pipeline {name}\b", outcome.stdout, re.DOTALL)

    @pytest.mark.parametrize("name", sorted(cli.commands))
    def test_stands_in_the_readme(self, name):
        assert f"pipeline {name}" in (ROOT / "README.md").read_text("utf-8")

    @pytest.mark.parametrize("name", sorted(cli.commands))
    def test_describes_every_option(self, name):
        options = [option for option in cli.commands[name].params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help] == []

    def test_is_promised_by_the_design(self):
        assert set(cli.commands) >= {
            *("ingest", "read", "extract", "serve", "verify", "evaluate", "explain", "set", "remove", "doctor"),
        }


class TestCommand:
    def test_says_its_version(self):
        assert re.fullmatch(r"pipeline, version \d+\.\d+\.\d+\n", run("--version").stdout)

    def test_starts_quickly_without_spacy(self):
        code = "import sys, pipeline.cli; sys.exit(bool({'spacy', 'datasette', 'sqlite_utils'} & set(sys.modules)))"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

    def test_runs_as_a_module(self):
        outcome = subprocess.run([sys.executable, "-m", "pipeline", "-h"], capture_output=True, text=True, check=False)
        assert outcome.returncode == 0
        assert "Commands:" in outcome.stdout

    def test_an_unknown_command_is_a_mistake_of_usage(self):
        outcome = run("ingst")
        assert outcome.exit_code == 2
        assert "ingst" in outcome.stderr

    def test_a_bad_day_is_said_so(self, folder):
        outcome = run("ingest", folder, "--published", "30/12/2025")
        assert outcome.exit_code == 2
        assert "2025-12-30" in outcome.stderr

    def test_a_bad_country_is_said_so(self, folder):
        outcome = run("ingest", folder, "--country", "Morocco")
        assert outcome.exit_code == 2
        assert "two letters" in outcome.stderr


class TestIngest:
    def test_says_what_it_did_and_what_comes_next(self, folder, db):
        outcome = run("ingest", folder, "--db", db)
        assert outcome.exit_code == 0, outcome.output
        assert "2 new" in outcome.stdout
        assert str(db) in outcome.stdout
        assert f"pipeline serve --db {db}" in outcome.stdout

    def test_lists_what_has_no_date_and_how_to_set_it(self, folder, db):
        outcome = run("ingest", folder, "--db", db)
        assert "الثلاثاء" in outcome.stdout
        assert f"pipeline set {folder / 'second.txt'} published_on=" in outcome.stdout
        assert "\u2068" in outcome.stdout
        assert "\u2069" in outcome.stdout

    @pytest.mark.parametrize("more", [[], ["--dry-run"]])
    def test_an_entry_of_a_manifest_without_a_file_is_told(self, folder, db, more):
        (folder / "2025").mkdir()
        (folder / "2025" / "third.txt").write_text(TEXT, "utf-8")
        entries = ("first.txt", "zzz.txt", "sec*.txt", "nine*.txt", "2025/third.txt", "none.zip!a.txt")
        manifest = "".join(f'[[document]]\nfile = "{name}"\ncountry = "MA"\n' for name in entries)
        (folder / "documents.toml").write_text(manifest, "utf-8")
        (folder / "2025" / "documents.csv").write_text("file,country\nthrid.txt,MA\n", "utf-8")
        outcome = run("ingest", folder, "--db", db, *more)
        assert outcome.exit_code == 0, outcome.output
        told = [line.strip() for line in outcome.stdout.splitlines() if "no such file" in line]
        assert told == [
            *(f"{folder / 'documents.toml'}: {name}: no such file here (check the name)" for name in entries[1::2][:2]),
            f"{folder / 'documents.toml'}: none.zip!a.txt: no such file here (check the name)",
            f"{folder / '2025' / 'documents.csv'}: thrid.txt: no such file here (check the name)",
        ]

    def test_what_came_on_standard_input_is_dated_by_another_ingest(self, db):
        outcome = run("ingest", "-", "--db", db, input="تضم الجهة 22 مستشفى، وزارها الوزير الثلاثاء الماضي.\n")
        assert outcome.exit_code == 0, outcome.output
        assert f"pipeline ingest - --published YYYY-MM-DD --db {db}\n" in outcome.stdout
        assert "pipeline set" not in outcome.stdout

    def test_a_second_run_finds_nothing_new(self, folder, built):
        outcome = run("ingest", folder, "--db", built, "--json")
        summary = json.loads(outcome.stdout)
        assert (summary["new"], summary["changed"], summary["unchanged"], summary["failed"]) == (0, 0, 2, 0)

    def test_json_is_one_object(self, folder, db):
        summary = json.loads(run("ingest", folder, "--db", db, "--json").stdout)
        assert summary["new"] == 2
        assert summary["mentions"]["figure"] >= 3
        assert [item["source"] for item in summary["undated"]] == [
            str(folder / "first.txt"),
            str(folder / "second.txt"),
        ]

    def test_quiet_says_nothing(self, folder, db):
        outcome = run("ingest", folder, "--db", db, "--quiet")
        assert (outcome.exit_code, outcome.stdout, outcome.stderr) == (0, "", "")

    @pytest.mark.parametrize("quiet", [[], ["--quiet"]])
    def test_a_check_that_does_not_hold_is_told(self, folder, built, quiet):
        with closing(sqlite3.connect(built)) as connection, connection:
            connection.execute("UPDATE figures SET surface = 'x' WHERE value = 22")
        (folder / "third.txt").write_text(UNDATED.replace("1430", "1431"), "utf-8")
        outcome = run("ingest", folder, "--db", built, *quiet)
        assert outcome.exit_code == 4
        told = outcome.stderr if quiet else outcome.stdout
        [(row,)] = rows(built, "SELECT id FROM figures WHERE surface = 'x'")
        assert row in told
        assert f"pipeline verify --db {built}" in told
        assert "next:" not in told

    def test_dry_run_writes_nothing(self, folder, db):
        outcome = run("ingest", folder, "--db", db, "--dry-run")
        assert outcome.exit_code == 0
        assert "2 new" in outcome.stdout
        assert not db.exists()

    def test_an_edited_file_replaces_its_old_version(self, folder, built):
        (folder / "first.txt").write_text(TEXT.replace("22", "23"), "utf-8")
        summary = json.loads(run("ingest", folder, "--db", built, "--json").stdout)
        assert summary["new"] + summary["changed"] == 1
        assert rows(built, "SELECT count(*) FROM documents WHERE superseded_by IS NOT NULL") == [(1,)]

    def test_published_resolves_what_leans_on_it(self, folder, db):
        run("ingest", folder, "--db", db, "--published", "2026-01-21")
        assert rows(db, "SELECT DISTINCT published_on FROM documents") == [("2026-01-21",)]
        assert rows(db, "SELECT start_date FROM dates WHERE instr(surface, 'الثلاثاء')") == [("2026-01-20",)]

    def test_publisher_and_country_are_stored(self, folder, db):
        run("ingest", folder, "--db", db, "--publisher", "الصحيفة", "--country", "dz")
        assert rows(db, "SELECT DISTINCT publisher, country FROM documents") == [("الصحيفة", "DZ")]

    def test_prune_removes_what_is_gone(self, folder, built):
        (folder / "second.txt").unlink()
        run("ingest", folder, "--db", built)
        assert rows(built, "SELECT count(*) FROM documents") == [(2,)]
        assert "would be taken out" in run("ingest", folder, "--db", built, "--prune", "--dry-run").stdout
        run("ingest", folder, "--db", built, "--prune")
        assert rows(built, "SELECT count(*) FROM documents") == [(1,)]

    def test_reextract_and_force_redo_and_change_no_row(self, folder, built):
        before = rows(built, "SELECT id, surface FROM figures ORDER BY id")
        for flag in ("--reextract", "--force"):
            summary = json.loads(run("ingest", folder, "--db", built, flag, "--json").stdout)
            assert summary["new"] == 0
            assert rows(built, "SELECT id, surface FROM figures ORDER BY id") == before

    def test_standard_input_is_a_source(self, db):
        outcome = run("ingest", "-", "--db", db, input=TEXT)
        assert outcome.exit_code == 0, outcome.output
        assert rows(db, "SELECT source FROM documents") == [("-",)]

    def test_corpus_is_the_default(self, folder, tmp_path, monkeypatch):
        (tmp_path / "corpus").symlink_to(folder)
        monkeypatch.chdir(tmp_path)
        assert run("ingest").exit_code == 0
        assert rows(tmp_path / "extracted" / "facts.db", "SELECT count(*) FROM documents") == [(2,)]

    def test_two_jobs_do_as_one(self, folder, built, tmp_path):
        other = tmp_path / "two.db"
        assert run("ingest", folder, "--db", other, "--jobs", "2").exit_code == 0
        for table in ("documents", "figures", "dates", "mentions"):
            assert rows(built, f"SELECT * FROM {table} ORDER BY id") == rows(
                other, f"SELECT * FROM {table} ORDER BY id"
            )


class TestRead:
    def test_prints_the_text(self, folder):
        assert run("read", folder / "first.txt").stdout == TEXT

    def test_json_tells_the_reader_and_the_repairs(self, folder):
        (folder / "nul.txt").write_bytes(TEXT.encode() + b"\0")
        record = json.loads(run("read", folder / "nul.txt", "--json").stdout)
        assert record["text"] == TEXT + "\ufffd"
        assert record["repairs"][0]["before"] == "\0"
        assert record["reader"]

    def test_a_page_gives_its_article(self):
        outcome = run("read", ROOT / "corpus" / "nador-port.html")
        assert outcome.exit_code == 0
        assert "<" not in outcome.stdout

    def test_a_missing_file_is_said_in_one_line(self, folder):
        outcome = run("read", folder / "none.txt")
        assert outcome.exit_code == 3
        assert outcome.stderr.count("\n") == 1


class TestExtract:
    def test_prints_mentions_of_standard_input(self):
        outcome = run("extract", input=TEXT)
        assert "22 hospital" in outcome.stdout
        assert "2025-10-01" in outcome.stdout

    def test_jsonl_spans_quote_the_text(self, folder):
        outcome = run("extract", folder / "first.txt", "--format", "jsonl")
        records = [json.loads(line) for line in outcome.stdout.splitlines()]
        assert {"date", "figure", "place"} <= {record["kind"] for record in records}
        assert all(TEXT[record["start_char"] : record["end_char"]] == record["surface"] for record in records)

    def test_published_anchors(self):
        record = json.loads(
            run(
                "extract", "--published", "2026-01-21", "--format", "jsonl", input="وصل يوم الثلاثاء."
            ).stdout.splitlines()[0]
        )
        assert record["start"] == "2026-01-20"

    def test_timeml_marks_the_times(self):
        outcome = run("extract", "--format", "timeml", input=TEXT)
        assert outcome.exit_code == 0
        assert 'value="2025-10-01"' in outcome.stdout

    def test_another_format_is_a_usage_error(self):
        assert run("extract", "--format", "xml", input=TEXT).exit_code == 2


class TestSetAndRemove:
    def test_set_writes_the_manifest_and_says_what_comes_next(self, folder, built):
        outcome = run("set", folder / "second.txt", "published_on=2026-01-21", "--db", built)
        assert outcome.exit_code == 0, outcome.output
        assert "published_on = 2026-01-21" in (folder / "documents.toml").read_text("utf-8")
        assert f"pipeline ingest {folder / 'second.txt'}" in outcome.stderr
        run("ingest", folder / "second.txt", "--db", built)
        assert rows(built, "SELECT published_on, published_how FROM documents WHERE source LIKE '%second.txt'") == [
            ("2026-01-21", "manifest")
        ]

    def test_the_next_command_can_be_pasted(self, folder, db):
        file = (folder / "second.txt").rename(folder / "مقال ثان.txt")
        outcome = run("set", file, "title=عنوان", "--db", db.with_name("my facts.db"))
        assert f"pipeline ingest '{file}' --db '{db.with_name('my facts.db')}'" in outcome.stderr

    def test_set_takes_an_id(self, folder, built):
        [(identity,)] = rows(built, "SELECT id FROM documents WHERE source LIKE '%second.txt'")
        assert run("set", identity, "title=عنوان", "country=dz", "--db", built).exit_code == 0
        assert 'file = "second.txt"' in (folder / "documents.toml").read_text("utf-8")

    @pytest.mark.parametrize("pair", ["published_on", "published_on=soon", "colour=red", "country=Maroc"])
    def test_set_refuses_what_no_manifest_holds(self, folder, built, pair):
        outcome = run("set", folder / "second.txt", pair, "--db", built)
        assert outcome.exit_code == 2
        assert outcome.stderr.count("\n") == 1
        assert not (folder / "documents.toml").exists()

    def test_set_writes_all_or_nothing(self, folder, built):
        outcome = run("set", folder / "second.txt", "title=عنوان", "country=Maroc", "--db", built)
        assert outcome.exit_code == 2
        assert not (folder / "documents.toml").exists()
        assert run("set", folder / "second.txt", "title=عنوان", "country=MA", "--db", built).exit_code == 0
        before = (folder / "documents.toml").read_bytes()
        assert run("set", folder / "second.txt", "title=آخر", "published_on=soon", "--db", built).exit_code == 2
        assert (folder / "documents.toml").read_bytes() == before
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []

    @pytest.mark.parametrize(
        ("name", "manifest"),
        [
            ("documents.csv", "file,title\nsecond.txt,عنوان\n"),
            ("documents.csv", "file,title\n*.txt,عنوان\n"),
            ("documents.toml", '[[document]]\nfile = "s*.txt"\ntitle = "عنوان"\n'),
        ],
    )
    def test_set_does_not_pretend_to_clear_what_is_said_elsewhere(self, folder, built, name, manifest):
        (folder / name).write_text(manifest, "utf-8")
        outcome = run("set", folder / "second.txt", "title=", "--db", built)
        assert outcome.exit_code == 2
        assert str(folder / name) in outcome.stderr
        assert sorted(path.name for path in folder.glob("documents.*")) == [name]
        assert (folder / name).read_text("utf-8") == manifest

    def test_set_clears_what_it_wrote(self, folder, built):
        run("set", folder / "second.txt", "title=عنوان", "country=MA", "--db", built)
        assert run("set", folder / "second.txt", "title=", "--db", built).exit_code == 0
        manifest = '[[document]]\nfile = "second.txt"\ncountry = "MA"\n'
        assert (folder / "documents.toml").read_text("utf-8") == manifest

    def test_set_of_an_unknown_document(self, built):
        outcome = run("set", "none.txt", "title=x", "--db", built)
        assert outcome.exit_code == 2
        assert "no such document" in outcome.stderr

    def test_remove_by_source_and_by_id(self, folder, built):
        assert run("remove", folder / "first.txt", "--db", built).exit_code == 0
        [(identity,)] = rows(built, "SELECT id FROM documents")
        assert run("remove", identity, "--db", built).exit_code == 0
        assert rows(built, "SELECT count(*) FROM documents") == [(0,)]

    def test_remove_of_what_is_not_there(self, built):
        outcome = run("remove", "none.txt", "--db", built)
        assert outcome.exit_code == 2
        assert outcome.stderr.count("\n") == 1


class TestVerify:
    def test_is_green_after_an_ingest(self, built):
        outcome = run("verify", "--db", built)
        assert outcome.exit_code == 0, outcome.output

    def test_says_what_was_tampered_with(self, built):
        with closing(sqlite3.connect(built)) as connection, connection:
            connection.execute("UPDATE figures SET surface = 'x' WHERE value = 22")
        outcome = run("verify", "--db", built)
        assert outcome.exit_code == 4
        assert outcome.stdout

    def test_without_a_database(self, tmp_path):
        assert run("verify", "--db", tmp_path / "none.db").exit_code == 2


class TestEvaluate:
    @pytest.fixture
    def gold(self, tmp_path):
        start = TEXT.index("22")
        path = tmp_path / "gold.jsonl"
        path.write_text(
            json.dumps({"doc": "first.txt", "kind": "figure", "start_char": start, "end_char": start + 9, "value": 22})
            + "\n",
            "utf-8",
        )
        return path

    def test_a_database(self, built, gold):
        record = json.loads(run("evaluate", gold, "--db", built, "--json").stdout)
        assert record["kinds"]["figure"]["recall"] == 1.0

    def test_predictions_of_any_tool(self, folder, gold, tmp_path):
        found = tmp_path / "found.jsonl"
        found.write_text(run("extract", folder / "first.txt", "--format", "jsonl").stdout, "utf-8")
        record = json.loads(run("evaluate", gold, "--predictions", found, "--json").stdout)
        assert record["kinds"]["figure"]["recall"] == 1.0

    def test_below_a_floor_is_exit_5(self, built, gold, tmp_path):
        floors = tmp_path / "floors.json"
        assert run("evaluate", gold, "--db", built, "--floors", floors, "--update").exit_code == 0
        assert run("evaluate", gold, "--db", built, "--floors", floors).exit_code == 0
        nothing = tmp_path / "nothing.jsonl"
        nothing.write_text("", "utf-8")
        outcome = run("evaluate", gold, "--predictions", nothing, "--floors", floors)
        assert outcome.exit_code == 5
        assert "figure recall" in outcome.stderr


class TestDoctor:
    def test_lists_what_is_there(self, built):
        outcome = run("doctor", "--db", built)
        assert outcome.exit_code == 0
        assert "spacy" in outcome.stdout
        assert "2 documents" in outcome.stdout

    def test_json(self, db):
        names = {finding["name"] for finding in json.loads(run("doctor", "--db", db, "--json").stdout)["findings"]}
        assert {"Python", "SQLite FTS5", "datasette", "Chromium"} <= names


def test_serve_without_a_database_is_said_in_one_line(tmp_path):
    outcome = run("serve", "--db", tmp_path / "none.db")
    assert outcome.exit_code == 2
    assert outcome.stderr.count("\n") == 1


def test_serve_under_what_is_no_sub_path_is_said_in_one_line(built):
    outcome = run("serve", "--db", built, "--port", "0", "--base-url", "http://example.org/")
    assert outcome.exit_code == 2
    assert "not a sub-path" in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_serve_opens_the_site_and_ends_on_ctrl_c(built):
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "serve", "--db", str(built), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}facts/figures.json").json()["filtered_table_rows_count"] >= 3
    finally:
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=30)
    assert process.returncode == 0
    assert output == ""
    assert error == ""
