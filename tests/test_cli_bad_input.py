"""What is broken gets one line with a cause and a hint, and the other documents go in."""

import errno
import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import lexicon
from pipeline.cli import cli

GOOD = "تضم الجهة 22 مستشفى منذ فاتح أكتوبر 2025.\n"


def run(*arguments, **options):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], **options)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    return folder


@pytest.fixture
def db(tmp_path):
    return tmp_path / "facts.db"


def rows(db, sql):
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.execute(sql))


BROKEN = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "photo.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "invalid.txt": "نص".encode() + b"\xff\xfe\x81\x8d" + "آخر".encode() + b"\x81",
    "huge.txt": "سطر ".encode() * (50 * 1024 * 1024 // 7),
    "broken.jsonl": b'{"id": "1", "text": \n',
    "not-a-zip.zip": b"PK but not a zip",
    "page.html": b"<html><body></body></html>",
    "report.pdf": b"%PDF-1.7\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_listed_and_the_others_go_in(folder, db, name):
    (folder / name).write_bytes(BROKEN[name])
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 3, outcome.output
    assert "Traceback" not in outcome.output
    lines = [line for line in outcome.output.splitlines() if name in line]
    assert len(lines) == 1, outcome.output
    assert "(" in lines[0], "a hint stands in brackets"
    assert [source for (source,) in rows(db, "SELECT source FROM documents")] == [str(folder / "good.txt")]
    [(source, error, hint)] = rows(db, "SELECT source, error, hint FROM failures")
    assert name in source
    assert error
    assert hint


def test_a_name_that_is_not_utf_8_is_listed_and_the_others_go_in(folder, db):
    with open(os.fsencode(folder) + b"/\xe3\xdf.txt", "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(GOOD.encode())
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 3, outcome.output
    assert "its name is not UTF-8 (rename it)" in outcome.output
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]
    assert rows(db, "SELECT count(*) FROM failures") == [(1,)]


def test_failures_are_told_in_json_too(folder, db):
    (folder / "empty.txt").touch()
    outcome = run("ingest", folder, "--db", db, "--json")
    assert outcome.exit_code == 3
    [failure] = json.loads(outcome.stdout)["failures"]
    assert failure.keys() >= {"source", "stage", "error", "hint"}


def test_a_missing_file_is_listed(folder, db):
    outcome = run("ingest", folder / "none.txt", folder / "good.txt", "--db", db)
    assert outcome.exit_code == 3
    assert "no such file" in outcome.output
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]


def test_a_broken_line_leaves_the_other_lines(folder, db):
    lines = [json.dumps({"id": str(i), "text": GOOD.replace("22", str(30 + i))}, ensure_ascii=False) for i in range(3)]
    lines[1] = lines[1][:-5]
    (folder / "many.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 3
    assert "many.jsonl" in outcome.output
    assert rows(db, "SELECT count(*) FROM documents") == [(3,)]


def test_an_unreadable_folder_is_listed(folder, db):
    command = [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db)]
    if os.geteuid() == 0:
        # Root reads every folder, whatever its permissions, unless it lets go of that power.
        if not (setpriv := shutil.which("setpriv")):
            pytest.skip("root reads every folder, and setpriv is not here to take that from it")
        powers = "-dac_override,-dac_read_search"
        command = [setpriv, f"--inh-caps={powers}", f"--bounding-set={powers}", *command]
    (folder / "closed").mkdir()
    (folder / "closed" / "a.txt").write_text(GOOD, "utf-8")
    (folder / "closed").chmod(0)
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        (folder / "closed").chmod(0o755)
    assert outcome.returncode == 3, outcome.stderr
    assert "permission" in outcome.stdout.lower()
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]


def test_a_closed_folder_that_is_named_is_listed(folder, db, monkeypatch):
    closed = folder / "closed"
    closed.mkdir()
    is_dir, scandir = Path.is_dir, os.scandir

    def look(path):
        if path.parent == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_dir(path)

    def scan(path="."):
        if Path(os.fspath(path)) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(Path, "is_dir", look)
    monkeypatch.setattr(os, "scandir", scan)
    outcome = run("ingest", closed, "--db", db)
    assert outcome.exit_code == 3, outcome.output
    assert rows(db, "SELECT source, error FROM failures") == [(str(closed), "cannot be opened: permission denied")]


def test_what_stands_in_a_closed_folder_is_not_pruned(folder, db, monkeypatch):
    closed = folder / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text(GOOD.replace("22", "33"), "utf-8")
    assert run("ingest", folder, "--db", db).exit_code == 0
    (closed / "a.txt").unlink()  # as one sees it who may not look into the folder
    scandir = os.scandir

    def scan(path="."):
        if Path(os.fspath(path)) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    assert run("ingest", folder, "--db", db, "--prune").exit_code == 3
    assert rows(db, "SELECT count(*) FROM documents") == [(2,)]


@pytest.mark.parametrize(("table", "column"), [("unit", "factor"), ("currency", "factor"), ("month", "month")])
def test_a_users_number_that_is_none_is_said(folder, db, table, column):
    package = Path(lexicon.__file__).parent / "ar" / f"{table}.tsv"
    header, first = package.read_text("utf-8").splitlines()[:2]
    cells = dict(zip(header.split("\t"), first.split("\t"), strict=True)) | {column: "abc"}
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / f"{table}.tsv").write_text(header + "\n" + "\t".join(cells.values()) + "\n", "utf-8")
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 2, outcome.output
    assert f"{table}.tsv, line 2: {column} is `abc`" in outcome.stderr


@pytest.mark.parametrize("name", ["", " ", "."])
def test_a_database_without_a_name_is_a_mistake_of_usage(folder, name):
    outcome = run("ingest", folder, "--db", name)
    assert outcome.exit_code == 2
    assert "--db" in outcome.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_other_encodings_are_read(folder, db, encoding):
    (folder / "other.txt").write_bytes((GOOD.replace("22", "33") * 5).encode(encoding))
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 0, outcome.output
    assert rows(db, "SELECT count(*) FROM figures WHERE value = 33") == [(5,)] or rows(
        db, "SELECT count(*) FROM figures WHERE value = 33 AND in_body = 1"
    ) != [(0,)]


def test_a_french_text_is_stored_and_says_so(folder, db):
    french = "Le ministre a annoncé mardi 22 hôpitaux et 295 centres de santé dans la région du Nord. " * 6
    (folder / "french.txt").write_text(french, "utf-8")
    outcome = run("ingest", folder, "--db", db)
    assert outcome.exit_code == 0, outcome.output
    assert rows(db, "SELECT language, extracted FROM documents WHERE source LIKE '%french.txt'") == [("fr", 0)]
    assert rows(db, "SELECT count(*) FROM figures WHERE value = 295") == [(0,)]
    assert "french.txt" in outcome.output


class TestDatabase:
    def one_line(self, outcome, code):
        assert outcome.exit_code == code, outcome.output
        assert outcome.stderr.count("\n") == 1
        assert "(" in outcome.stderr
        assert "Traceback" not in outcome.output

    def test_that_is_another_program_s_is_left_alone(self, folder, db):
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("CREATE TABLE songs (name)")
        before = db.read_bytes()
        self.one_line(run("ingest", folder, "--db", db), 2)
        assert db.read_bytes() == before

    def test_that_is_no_database_is_left_alone(self, folder, db):
        db.write_text("notes, not rows" * 100)
        self.one_line(run("ingest", folder, "--db", db), 2)
        assert db.read_text() == "notes, not rows" * 100

    @pytest.mark.parametrize(
        "command", [["ingest", "{folder}"], ["verify"], ["explain", "x"], ["evaluate", "{gold}"], ["serve"]]
    )
    def test_of_a_newer_version_is_exit_6(self, folder, db, tmp_path, command):
        assert run("ingest", folder, "--db", db).exit_code == 0
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA user_version = 999")
        gold = tmp_path / "gold.jsonl"
        gold.touch()
        self.one_line(run(*(part.format(folder=folder, gold=gold) for part in command), "--db", db), 6)

    def test_of_an_older_version_says_what_to_do(self, folder, db):
        assert run("ingest", folder, "--db", db).exit_code == 0
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA user_version = 0")
        self.one_line(run("ingest", folder, "--db", db), 2)

    def test_of_another_version_is_no_find_of_the_doctor(self, folder, db):
        assert run("ingest", folder, "--db", db).exit_code == 0
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA user_version = 999")
        findings = json.loads(run("doctor", "--db", db, "--json").stdout)["findings"]
        [finding] = [finding for finding in findings if finding["name"] == str(db)]
        assert finding["state"] == "missing"
        assert "newer version" in finding["cost"]

    def test_in_a_place_that_is_no_folder(self, folder):
        self.one_line(run("ingest", folder, "--db", folder / "good.txt" / "facts.db"), 2)

    def test_held_by_another_ingest_is_said(self, folder, db):
        assert run("ingest", folder, "--db", db).exit_code == 0
        with db.with_name(db.name + ".lock").open("a+") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            outcome = run("ingest", folder, "--db", db, "--force")
        self.one_line(outcome, 2)
        assert "another ingest" in outcome.stderr

    def test_two_ingests_at_once_both_end_well(self, folder, db):
        for number in range(20):
            (folder / f"{number}.txt").write_text(GOOD.replace("22", str(100 + number)), "utf-8")
        both = [
            subprocess.Popen(
                [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        outputs = [process.communicate(timeout=120) for process in both]
        assert all(process.returncode in (0, 2) for process in both), outputs
        assert any(process.returncode == 0 for process in both), outputs
        assert not any("Traceback" in error for _, error in outputs), outputs
        assert rows(db, "SELECT count(*) FROM documents") == [(21,)]
        assert run("verify", "--db", db).exit_code == 0


def test_ctrl_c_keeps_what_was_finished(folder, db):
    """A real interrupt of a real process: exit 130, one line, and the next run goes on."""
    import signal
    import time

    for number in range(150):
        (folder / f"{number}.txt").write_text(GOOD.replace("22", str(1000 + number)) * 30, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if db.exists() and rows(db, "SELECT count(*) FROM documents")[0][0] > 3:
                break
        except sqlite3.OperationalError:
            pass
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert "Traceback" not in error
    [(kept,)] = rows(db, "SELECT count(*) FROM documents")
    assert 0 < kept < 151
    assert run("verify", "--db", db).exit_code == 0
    summary = json.loads(run("ingest", folder, "--db", db, "--json").stdout)
    assert (summary["new"], summary["unchanged"]) == (151 - kept, kept)
