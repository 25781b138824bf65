"""Tables of articles: a row is a document, and its columns are known by their headings or by the manifest."""

import zipfile
from datetime import date, datetime

import pytest
from click.testing import CliRunner
from gathering import documents, errors, gathered, one_error
from openpyxl import Workbook

from pipeline.build import Options, ingest
from pipeline.cli import cli
from pipeline.ingest import Source, table
from pipeline.verify import verify

ARABIC = (
    "العنوان,النص,تاريخ النشر,الجريدة\n"
    'خبر أول,"بلغ العدد 22 مستشفى، منها ""اثنان""\nفي الشرق",2025-12-30,الأفق\n'
    "خبر ثان,بلغ العدد 23 مستشفى,,\n"
)


def test_headings_in_arabic(tmp_path):
    (tmp_path / "a.csv").write_text(ARABIC, "utf-8")
    first, second = documents(tmp_path)
    assert first.source == f"{tmp_path}/a.csv#2"
    assert first.text == 'بلغ العدد 22 مستشفى، منها "اثنان"\nفي الشرق'
    assert (first.metadata.title, first.metadata.publisher) == ("خبر أول", "الأفق")
    assert (first.metadata.published_on, first.published_how) == (date(2025, 12, 30), "manifest")
    assert (second.source[-2:], second.text) == ("#3", "بلغ العدد 23 مستشفى")
    assert second.metadata.published_on is None


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_as_programs_save_it(tmp_path, delimiter, encoding):
    rows = ["id,Titre,Texte,Date", "7,خبر,بلغ عدد المستشفيات في الجهة اثنين وعشرين مستشفى,2025-12-30"]
    (tmp_path / "a.csv").write_text("\r\n".join(rows).replace(",", delimiter), encoding)
    [document] = documents(tmp_path)
    assert document.source.endswith("a.csv#7")
    assert document.text == "بلغ عدد المستشفيات في الجهة اثنين وعشرين مستشفى"
    assert document.metadata.published_on == date(2025, 12, 30)


def test_the_manifest_names_columns(tmp_path):
    (tmp_path / "a.csv").write_text("text,lead,corps_ar\nالتصنيف,خبر,بلغ العدد 22 مستشفى\n", "utf-8")
    done = CliRunner().invoke(cli, ["set", str(tmp_path / "a.csv"), "columns=text=corps_ar, title=lead"])
    assert done.exit_code == 0, done.output
    [document] = documents(tmp_path)
    assert (document.text, document.metadata.title) == ("بلغ العدد 22 مستشفى", "خبر")


@pytest.mark.parametrize(
    ("columns", "cause"),
    [
        ("text=nothing", "no column of texts among"),
        ("text=a, title=zzz", "no column 'zzz'"),
    ],
)
def test_a_manifest_that_names_what_is_not_there(tmp_path, columns, cause):
    (tmp_path / "a.csv").write_text("a,b\n1,نص\n", "utf-8")
    (tmp_path / "documents.toml").write_text(f'[[document]]\nfile = "a.csv"\ncolumns = "{columns}"\n', "utf-8")
    assert cause in one_error(tmp_path)


@pytest.mark.parametrize("columns", ["zzz=a", "text", "text=", "text=a,"])
def test_a_manifest_that_names_no_columns(tmp_path, columns):
    (tmp_path / "a.csv").write_text("a,b\n1,نص\n", "utf-8")
    (tmp_path / "documents.toml").write_text(f'[[document]]\nfile = "a.csv"\ncolumns = "{columns}"\n', "utf-8")
    assert "names no columns" in one_error(tmp_path)
    done = CliRunner().invoke(cli, ["set", str(tmp_path / "a.csv"), f"columns={columns}"])
    assert (done.exit_code, "names no columns" in done.output) == (2, True)


def test_a_table_of_figures_is_an_error_only_when_named(tmp_path):
    (tmp_path / "beds.csv").write_text("region,beds\n1,22\n", "utf-8")
    assert "no column of texts among: region, beds" in one_error(tmp_path / "beds.csv")
    assert errors(tmp_path) == []


def test_a_broken_table_in_a_folder_is_told(tmp_path):
    (tmp_path / "articles.xlsx").write_bytes(b"no workbook")
    (tmp_path / "~$articles.xlsx").write_bytes(b"the lock of an open workbook")
    [error] = errors(tmp_path)
    assert "articles.xlsx: not a sound file" in str(error)
    assert "~$" not in str(error)


def test_excel(tmp_path):
    book = Workbook()
    book.active.append([None, "Date", "Contenu", "ID"])
    book.active.append([None, datetime(2025, 12, 30, 10, 0), "بلغ العدد 22 مستشفى", 41.0])  # noqa: DTZ001
    book.active.append([None, None, None, None])
    book.active.append([None, "30/12/2025", "بلغ العدد 23 مستشفى", None])
    book.save(tmp_path / "a.xlsx")
    first, second = documents(tmp_path)
    assert (first.source[-3:], first.text, first.metadata.published_on) == (
        "#41",
        "بلغ العدد 22 مستشفى",
        date(2025, 12, 30),
    )
    assert (second.source[-2:], second.metadata.published_on) == ("#4", date(2025, 12, 30))


def test_a_bad_row_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.csv").write_text(
        "id,text,date\n1,نص,ليس تاريخا\n1,نص آخر,\n1,نص ثالث,\n,,\n2,,2025-12-30\n", "utf-8"
    )
    assert [document.text for document in documents(tmp_path)] == ["نص آخر"]
    assert [error.cause for error in errors(tmp_path)] == [
        "published_on: 'ليس تاريخا' is not a date",
        "the id '1' is that of line 3",
        "no text",
    ]


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.csv", b"", "empty file"),
        ("a.csv", b"\x89PNG" + b"\0" * 90, "a picture"),
        ("a.xlsx", b"x", "not a sound file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 900, "locked with a password"),
    ],
)
def test_what_is_no_table(tmp_path, name, data, cause):
    (tmp_path / name).write_bytes(data)
    assert cause in one_error(tmp_path / name)


def test_an_excel_file_with_a_broken_sheet(tmp_path):
    book = Workbook()
    book.active.append(["text"])
    book.save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, data[: len(data) // 2] if "sheet1" in info.filename else data)
    assert "not a sound Excel file" in one_error(tmp_path / "a.xlsx")


def test_a_table_above_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "SIZE", 10)
    (tmp_path / "a.csv").write_text(ARABIC, "utf-8")
    assert "too large" in one_error(tmp_path / "a.csv")


def test_a_database_of_a_table_is_proved_and_stays_as_it_is(tmp_path):
    (tmp_path / "a.csv").write_text(ARABIC, "utf-8")
    database = tmp_path / "facts.db"
    assert ingest([str(tmp_path)], database, Options()).new == 2
    assert ingest([str(tmp_path)], database, Options()).unchanged == 2
    proved = verify(database)
    assert (proved.problems, proved.missing, proved.read_again) == ((), (), 2)
    (tmp_path / "a.csv").write_text(ARABIC.replace("23", "24"), "utf-8")
    assert ingest([str(tmp_path)], database, Options()).new == 1
    assert all(isinstance(source, Source) for source in gathered(tmp_path))
