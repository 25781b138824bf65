"""Word files: what the page shows, in its order, and what a hostile file may not do."""

import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from gathering import documents, one_error

from pipeline.lexicon import load
from pipeline.run.analysis import analyse


def saved(path, file):
    file.save(str(path))
    return path


@pytest.fixture
def decree(tmp_path):
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "الجريدة الرسمية - عدد 7478"
    file.sections[0].footer.paragraphs[0].text = "صفحة من النشرة العامة"
    file.add_paragraph("مرسوم بتحديد عدد الأسرة في الجهات", style="Title")
    file.add_paragraph("صادق المجلس يوم 11 دجنبر 2025 على بناء 22 مستشفى في الجهات المذكورة في الجدول التالي.")
    table = file.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, [("الجهة", "المستشفيات", "الأسرة"), ("الشرق", "12", "1430"), ("سوس ماسة", "", "1637")], strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    file.add_paragraph("وحرر بالرباط.")
    return saved(tmp_path / "decree.docx", file)


def test_paragraphs_tables_headers_and_footers_in_their_places(decree):
    [document] = documents(decree)
    assert document.text.split("\n") == [
        "الجريدة الرسمية - عدد 7478",
        "مرسوم بتحديد عدد الأسرة في الجهات",
        "صادق المجلس يوم 11 دجنبر 2025 على بناء 22 مستشفى في الجهات المذكورة في الجدول التالي.",
        "الجهة\tالمستشفيات\tالأسرة",
        "الشرق\t12\t1430",
        "سوس ماسة\t1637",
        "وحرر بالرباط.",
        "صفحة من النشرة العامة",
        "",
    ]
    assert document.metadata.title == "مرسوم بتحديد عدد الأسرة في الجهات"
    zones = {document.text[slice(*zone.span)]: zone.zone for zone in document.zones}
    assert zones["الجريدة الرسمية - عدد 7478"] == "header"
    assert zones["صفحة من النشرة العامة"] == "footer"
    assert zones["مرسوم بتحديد عدد الأسرة في الجهات"] == "title"


def test_a_table_keeps_its_cells_and_a_row_is_a_sentence(decree):
    [document] = documents(decree)
    cells = [(c.row_no, c.column_no, c.is_header, document.text[slice(*c.span)]) for c in document.cells]
    assert cells == [
        (0, 0, True, "الجهة"), (0, 1, True, "المستشفيات"), (0, 2, True, "الأسرة"),
        (1, 0, False, "الشرق"), (1, 1, False, "12"), (1, 2, False, "1430"),
        (2, 0, False, "سوس ماسة"), (2, 2, False, "1637"),
    ]  # fmt: skip
    rows = [sentence.text for sentence in analyse(document, load()).sentences if sentence.zone == "table"]
    assert rows == ["الجهة\tالمستشفيات\tالأسرة", "الشرق\t12\t1430", "سوس ماسة\t1637"]


def test_what_was_struck_out_is_not_read_and_what_was_added_is(tmp_path):
    file = docx.Document()
    paragraph = file.add_paragraph("كلفته ")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>')
    )
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>15</w:t></w:r></w:ins>'))
    paragraph.add_run(" مليون درهم")
    [document] = documents(saved(tmp_path / "a.docx", file))
    assert document.text == "كلفته 15 مليون درهم\n"


def test_a_text_box_is_a_paragraph_of_its_own_and_stands_once(tmp_path):
    file = docx.Document()
    run = file.add_paragraph("النص الأساس للخبر.").add_run()._r
    inner = "<w:txbxContent><w:p><w:r><w:t>في الإطار: 45 مركزا صحيا</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    run.append(
        parse_xml(
            f"<mc:AlternateContent {nsdecls('w')} {spaces}>"
            f"<mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><v:textbox>{inner}</v:textbox></mc:Fallback></mc:AlternateContent>"
        )
    )
    [document] = documents(saved(tmp_path / "a.docx", file))
    assert document.text == "النص الأساس للخبر.\nفي الإطار: 45 مركزا صحيا\n"


def test_footnotes_stand_below_and_their_marks_leave_no_digit_in_the_text(tmp_path):
    file = docx.Document()
    paragraph = file.add_paragraph("بلغ العدد 1130 مركزا")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(mark)
    path = saved(tmp_path / "a.docx", file)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>حسب معطيات الوزارة.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    rewrite(
        path,
        {"word/_rels/document.xml.rels": lambda xml: xml.replace("</Relationships>", relation)},
        {"word/footnotes.xml": notes},
    )
    [document] = documents(path)
    assert document.text == "بلغ العدد 1130 مركزا\nحسب معطيات الوزارة.\n"
    assert [zone.zone for zone in document.zones] == ["footnote"]


def rewrite(path, changed, added):
    """Change and add members of a zip."""
    with zipfile.ZipFile(path) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    for name, change in changed.items():
        members[name] = change(members[name].decode()).encode()
    members |= {name: text.encode() for name, text in added.items()}
    if added:
        types = members["[Content_Types].xml"].decode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        override = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in added)
        members["[Content_Types].xml"] = types.replace("</Types>", override + "</Types>").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)


class TestHostile:
    def test_an_entity_is_refused(self, decree):
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
        rewrite(decree, {"word/document.xml": lambda xml: bomb + xml.partition("?>")[2]}, {})
        assert "declares entities" in one_error(decree)

    def test_a_zip_bomb_is_refused(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("word/document.xml", b" " * 40_000_000)
        assert "packed too tightly" in one_error(tmp_path / "a.docx")

    def test_too_much_in_all(self, tmp_path, monkeypatch):
        from pipeline.ingest import office

        monkeypatch.setattr(office, "_TOTAL", 1000)
        file = docx.Document()
        file.add_paragraph("نص")
        assert "too large unpacked" in one_error(saved(tmp_path / "a.docx", file))

    @pytest.mark.parametrize(
        ("data", "cause"),
        [
            (b"x" * 100, "not a sound file"),
            (b"", "not a sound file"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked with a password"),
        ],
    )
    def test_what_is_no_word_file(self, tmp_path, data, cause):
        (tmp_path / "a.docx").write_bytes(data)
        assert cause in one_error(tmp_path / "a.docx")

    def test_a_zip_of_something_else(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as other:
            other.writestr("a.txt", "نص")
        assert "it has no word/document.xml" in one_error(tmp_path / "a.docx")

    @pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
    def test_a_broken_part(self, decree, part):
        rewrite(decree, {part: lambda xml: xml[: len(xml) // 2]}, {})
        assert "not a sound Word file" in one_error(decree)

    def test_a_cut_file(self, decree):
        decree.write_bytes(decree.read_bytes()[:3000])
        assert "not a sound file" in one_error(decree)

    def test_nothing_in_it(self, tmp_path):
        assert "no text in it" in one_error(saved(tmp_path / "a.docx", docx.Document()))


def test_it_may_stand_in_a_zip(decree, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(decree, "decree.docx")
    [document] = documents(tmp_path / "all.zip")
    assert "22 مستشفى" in document.text
