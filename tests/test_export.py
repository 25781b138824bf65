"""Files for other tools: read back as those tools would."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from io import StringIO

import pytest
from arro3.io import read_parquet
from click.testing import CliRunner
from openpyxl import load_workbook

from pipeline import build_database
from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.export import FORMATS, Export, export
from pipeline.export.calendar import _folded
from pipeline.export.sheet import harmless

TEXT = "تضم جهة الشرق 22 مستشفى و1430 سريرا حسب القانون رقم 08.22، وبلغت النسبة 80,7 في المائة يوم 11 دجنبر 2025."
HOSTILE = (
    '=HYPERLINK("http://evil.example") ارتفع العدد في هذه الجهة حسب الوزارة إلى 340 مدرسة <b>عمومية</b>\u0007 سنة 2025 '
    "بعد أن كان أقل من ذلك في السنوات الماضية."
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text(HOSTILE, "utf-8")
    path = folder / "facts.db"
    build_database([str(folder)], path, published=date(2026, 1, 5))
    with closing(sqlite3.connect(path)) as connection, connection:
        fact, document = connection.execute("SELECT id, document_id FROM facts WHERE value = 1430").fetchone()
        connection.execute(
            "INSERT INTO promises VALUES (?1, ?1, NULL, '2026-02-28', 'open', '2026-01-05', 0, 1430,"
            " '1430 سريرا؛ لم يحن أجله، بعد', 'open', 'test')",
            [fact],
        )
        assert document
    return path


def count(db, table):
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def written(db, tmp_path, form, **asked):
    out = tmp_path / f"out.{form}"
    return export(db, Export(form, **asked), out), out


def test_csv_opens_in_arabic_and_runs_nothing(db, tmp_path):
    rows, out = written(db, tmp_path, "csv", headings="ar")
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert rows == len(table) == count(db, "v_facts")
    [fact] = [row for row in table if row["القيمة"] == "1430"]
    assert fact["الاقتباس"] == TEXT
    assert fact["المصدر"].endswith("a.txt")
    assert fact["الرابط الدائم"].startswith("http://127.0.0.1:8001/-/fact/")
    [school] = [row for row in table if row["القيمة"] == "340"]
    assert school["الاقتباس"].startswith("'=HYPERLINK")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\uff1d1", "'\uff1d1"),
        ("\n=1", "'\n=1"),
        (-5, -5),
        (None, None),
        ("نص", "نص"),
    ],
)
def test_a_formula_is_a_text(cell, expected):
    assert harmless(cell) == expected


def test_a_workbook_is_right_to_left_with_arabic_headings_and_no_formula(db, tmp_path):
    rows, out = written(db, tmp_path, "xlsx")
    sheet = load_workbook(out).active
    assert sheet.sheet_view.rightToLeft
    heading, *table = sheet.iter_rows(values_only=True)
    assert "الاقتباس" in heading
    assert "الرابط الدائم" in heading
    assert rows == len(table) == count(db, "v_facts")
    quote, value = heading.index("الاقتباس"), heading.index("القيمة")
    [school] = [row for row in table if row[value] == 340]
    assert school[quote].startswith("=HYPERLINK")
    assert "\ufffd" in school[quote]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_lines_of_json(db, tmp_path):
    rows, out = written(db, tmp_path, "jsonl", table="v_figures")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert rows == len(lines) == count(db, "v_figures")
    assert {"value": 80.7, "unit": "percent"}.items() <= next(line for line in lines if line["value"] == 80.7).items()
    assert next(line for line in lines if line["value"] == 1430)["value_max"] is None


@pytest.mark.parametrize("table", ["v_facts", "v_figures", "v_dates", "v_mentions", "v_documents"])
def test_a_permanent_link_leads_to_a_page_and_a_place(db, tmp_path, table):
    import asyncio

    from pipeline.site.serve import application

    site = application(db)
    _, out = written(db, tmp_path, "jsonl", table=table)
    for line in out.read_text("utf-8").splitlines()[:20]:
        page, _, place = json.loads(line)["permalink"].removeprefix("http://127.0.0.1:8001").partition("#")
        answer = asyncio.run(site.client.get(page))
        assert answer.status_code == 200
        assert not place or f'id="{place}"' in answer.text


def test_parquet_has_types(db, tmp_path):
    rows, out = written(db, tmp_path, "parquet", table="figures")
    table = read_parquet(str(out)).read_all()
    assert table.num_rows == rows == count(db, "figures")
    assert [value.as_py() for value in table.column("value")].count(80.7) == 1
    assert {"permalink", "quote", "source"} <= set(table.column_names)


def test_annotations_select_their_words(db, tmp_path):
    rows, out = written(db, tmp_path, "webannotation", site="https://example.org/")
    collection = json.loads(out.read_text("utf-8"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["total"] == len(collection["items"]) == rows > 5
    law = next(one for one in collection["items"] if one["body"]["value"].startswith("law/08.22"))
    quote, position = law["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == "القانون رقم 08.22"
    assert TEXT.index(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0
    assert law["id"].startswith("https://example.org/-/document/")


def test_tokens_with_their_tags(db, tmp_path):
    rows, out = written(db, tmp_path, "conll")
    lines = [line.split("\t") for line in out.read_text("utf-8").splitlines() if "\t" in line]
    assert len(lines) == rows
    tags = {line[0]: line[2:] for line in lines}
    assert tags["الشرق"] == ["I-LOC", "O", "O", "O"]
    assert tags["سريرا"][2] == "I-COUNT"
    assert tags["08.22"][3] == "I-LAW"
    assert tags["دجنبر"][1] == "I-DATE"
    assert tags["<"] == ["O"] * 4
    assert all(TEXT[int(start) : int(start) + len(token)] == token or "b.txt" for token, start, *_ in lines)


def test_a_calendar_of_promises(db, tmp_path):
    rows, out = written(db, tmp_path, "ics")
    data = out.read_bytes()
    assert rows == 1
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260228" in unfolded
    assert "SUMMARY:1430 سريرا؛ لم يحن أجله، بعد" in unfolded
    assert unfolded[-2] == "END:VCALENDAR"


def test_a_long_line_is_folded_between_letters():
    folded = _folded("SUMMARY:" + "مستشفى " * 40)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == "SUMMARY:" + "مستشفى " * 40 + "\r\n"


@pytest.mark.parametrize(("form", "asked", "cause"), [
    ("xlsx", {}, "no text for a terminal"), ("parquet", {}, "no text for a terminal"),
    ("csv", {"table": "sqlite_master"}, "no such table"),
    ("csv", {"table": "facts; DROP TABLE facts"}, "no such table"),
])  # fmt: skip
def test_what_will_not_do(db, form, asked, cause):
    with pytest.raises(UsageError, match=cause):
        export(db, Export(form, **asked), None)


def test_a_folder_that_is_not_there_leaves_no_half_file(db, tmp_path):
    for form in FORMATS:
        with pytest.raises(UsageError, match="cannot be written"):
            export(db, Export(form), tmp_path / "none" / "out")
    assert list(tmp_path.iterdir()) == []


def test_every_table_and_view_can_be_exported(db, tmp_path):
    from pipeline.store.schema import TABLES, VIEWS

    for name in (*TABLES, *VIEWS):
        rows, out = written(db, tmp_path, "jsonl", table=name)
        assert rows == len(out.read_text("utf-8").splitlines()), name


def test_the_command(db, tmp_path):
    done = CliRunner().invoke(cli, ["export", "--format", "csv", "--db", str(db)])
    assert done.exit_code == 0
    assert done.stdout.startswith("\ufeffid,")
    wrong = CliRunner().invoke(cli, ["export", "--format", "docx", "--db", str(db)])
    assert (wrong.exit_code, "no such format" in wrong.output) == (2, True)
    none = CliRunner().invoke(cli, ["export", "--db", str(tmp_path / "none.db")])
    assert none.exit_code == 2
    assert "Traceback" not in none.output
