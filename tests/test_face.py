"""The three verbs for those who write Python."""

import doctest
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import SourceError, UsageError
from pipeline.face import documents, mentions
from pipeline.values import Figure, Timex

TEXT = "تضم الجهة 22 مستشفى، حسب ما أعلن يوم الثلاثاء.\n"


def test_the_example_of_the_package_runs():
    assert doctest.testmod(pipeline).failed == 0
    assert doctest.testmod(pipeline).attempted > 0


def test_find_reads_a_text():
    figures = [mention for mention in pipeline.find(TEXT) if isinstance(mention.value, Figure)]
    assert [(figure.value.value, figure.value.unit) for figure in figures] == [(Decimal(22), "hospital")]


def test_find_fills_nothing_in_from_today():
    [day] = [mention.value for mention in pipeline.find(TEXT) if isinstance(mention.value, Timex)]
    assert day.start_date is None
    [day] = [m.value for m in pipeline.find(TEXT, date(2026, 1, 21)) if isinstance(m.value, Timex)]
    assert day.start_date == date(2026, 1, 20)


def test_a_document_is_read_with_its_manifest(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "documents.toml").write_text('[[document]]\nfile = "a.txt"\npublished_on = 2026-01-21\n', "utf-8")
    document = pipeline.read_document(tmp_path / "a.txt")
    assert (document.text, document.metadata.published_on) == (TEXT, date(2026, 1, 21))


def test_a_file_that_is_not_one_document_is_refused(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "نص"}\n{"id": "2", "text": "نص آخر"}\n', "utf-8")
    with pytest.raises(UsageError, match="2 documents"):
        pipeline.read_document(tmp_path / "a.jsonl")
    with pytest.raises(SourceError, match="no such file"):
        pipeline.read_document(tmp_path / "none.txt")


def test_a_database_is_built(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    summary = pipeline.build_database([str(tmp_path / "a.txt")], tmp_path / "facts.db", published=date(2026, 1, 21))
    assert (summary.new, summary.failed, summary.undated) == (1, 0, ())


def test_nothing_else_is_promised():
    with pytest.raises(AttributeError):
        _ = pipeline.analyse_everything


def test_the_tables_beside_a_file_are_read_with_it(tmp_path):
    (tmp_path / "lexicon").mkdir()
    package = Path(pipeline.__file__).parent / "lexicon" / "ar" / "unit.tsv"
    header, first = package.read_text("utf-8").splitlines()[:2]
    cells = dict(zip(header.split("\t"), first.split("\t"), strict=True)) | {"unit": "kiosk", "word": "كشك|أكشاك"}
    (tmp_path / "lexicon" / "unit.tsv").write_text(header + "\n" + "\t".join(cells.values()) + "\n", "utf-8")
    (tmp_path / "a.txt").write_text("فُتح في السوق 14 كشكا.\n", "utf-8")
    (document,) = documents(str(tmp_path / "a.txt"))
    assert [mention.value.unit for mention in mentions(document) if mention.kind == "figure"] == ["kiosk"]
