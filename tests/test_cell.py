import pytest
from gathering import documents

from pipeline.lexicon import load
from pipeline.run.analysis import analyse


def analysed(tmp_path, *rows):
    docx = pytest.importorskip("docx")
    file = docx.Document()
    table = file.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    file.save(str(tmp_path / "a.docx"))
    [document] = documents(tmp_path / "a.docx")
    return analyse(document, load())


def figures(found):
    return [
        (mention.surface, mention.value.unit, mention.value.noun)
        for mention in found.mentions
        if mention.kind == "figure"
    ]


def places(found):
    return [(mention.surface, mention.entity_id) for mention in found.mentions if mention.kind == "place"]


def test_a_bare_number_is_so_many_of_its_heading(tmp_path):
    found = analysed(tmp_path, ("الإقليم", "عدد الأسرة", "الأطباء"), ("بركان", "340", "1,120"), ("جرادة", "85", "61"))
    assert figures(found) == [
        ("340", "bed", "الأسرة"),
        ("1,120", "doctor", "الأطباء"),
        ("85", "bed", "الأسرة"),
        ("61", "doctor", "الأطباء"),
    ]
    assert places(found) == [("بركان", "province/02.113"), ("جرادة", "province/02.275")]


def test_a_name_is_of_the_level_of_its_heading(tmp_path):
    found = analysed(tmp_path, ("الجهة", "المستشفيات"), ("الشرق", "12"), ("سوس ماسة", "9"))
    assert places(found) == [("الشرق", "region/02"), ("سوس ماسة", "region/09")]


def test_a_fact_of_a_row_has_the_noun_of_the_column_and_the_place_of_the_row(tmp_path):
    found = analysed(tmp_path, ("الجهة", "المستشفيات"), ("الشرق", "12"))
    assert [(fact.about.value.unit, fact.place_id) for fact in found.facts] == [("hospital", "region/02")]


def test_a_measure_set_apart_in_the_heading_is_that_of_the_cells(tmp_path):
    found = analysed(tmp_path, ("المشروع", "الكلفة (مليون درهم)", "الإنجاز (%)"), ("سد صغير", "45", "70"))
    values = [(mention.value.value, mention.value.unit) for mention in found.mentions if mention.kind == "figure"]
    assert values == [(45_000_000, "MAD"), (70, "percent")]


def test_a_number_under_a_heading_that_counts_nothing_stays_bare(tmp_path):
    found = analysed(tmp_path, ("الاسم", "الرقم الترتيبي"), ("سعيدة", "14"))
    assert figures(found) == []


def test_a_table_without_headings_says_what_its_cells_say(tmp_path):
    found = analysed(tmp_path, ("الشرق", "12"), ("سوس", "9 مستشفيات"))
    assert figures(found) == [("9 مستشفيات", "hospital", "مستشفيات")]


def test_what_runs_on_from_one_cell_into_the_next_is_not_said(tmp_path):
    found = analysed(tmp_path, ("عدد الأطباء", "الجهة"), ("1120", "جهة الشرق"), ("980", "جهة سوس ماسة"))
    assert figures(found) == [("1120", "doctor", "الأطباء"), ("980", "doctor", "الأطباء")]
    assert [entity for _, entity in places(found)] == ["region/02", "region/09"]


def test_a_table_without_headings_keeps_its_cells_apart_too(tmp_path):
    assert figures(analysed(tmp_path, ("15", "مستشفى"), ("22", "سيارة"))) == []
