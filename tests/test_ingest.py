"""Sources and readers: what a user may hand over, and what is said of what cannot be read."""

import codecs
import gzip
import json
import os
import pickle
import sys
import tracemalloc
import zipfile
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from gathering import documents, errors, gathered, one_error

from pipeline.errors import SourceError, UsageError
from pipeline.ingest import Source, archive, load, read, set_metadata, sources
from pipeline.ingest.repair import undo
from pipeline.known import set_known
from pipeline.records import Metadata

TEXT = "عقد المجلس اجتماعه يوم الخميس 11 دجنبر 2025، وصادق على بناء 22 مستشفى بكلفة 3,2 مليار درهم.\r\nوتلا ذلك نقاش.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text("نص ثان.", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8", newline="")
    return tmp_path


class TestPlain:
    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [
            ("utf-8", b""),
            ("utf-8", codecs.BOM_UTF8),
            ("utf-16-le", codecs.BOM_UTF16_LE),
            ("utf-16-be", codecs.BOM_UTF16_BE),
            ("utf-16-le", b""),
            ("utf-16-be", b""),
            ("cp1256", b""),
        ],
    )
    def test_is_decoded_code_point_for_code_point(self, tmp_path, encoding, mark):
        (tmp_path / "a.txt").write_bytes(mark + TEXT.encode(encoding))
        [document] = documents(tmp_path / "a.txt")
        assert document.text == TEXT
        assert document.repairs == ()
        assert document.sha256 == sha256(mark + TEXT.encode(encoding)).hexdigest()
        assert document.id == document.sha256[:16]
        assert (document.reader, document.media_type, document.raw) == ("plain", "text/plain", None)

    def test_french_in_windows_1252_is_french(self, tmp_path):
        text = "Le président a signé la convention à Rabat, où la réunion s'est tenue dans la matinée."
        (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
        [document] = documents(tmp_path / "a.txt")
        assert document.text == text
        assert document.metadata.language == "fr"

    def test_a_nul_is_replaced_and_remembered(self, tmp_path):
        (tmp_path / "a.txt").write_text("نص\0 آخر\0", "utf-8")
        [document] = documents(tmp_path / "a.txt")
        assert document.text == "نص\ufffd آخر\ufffd"
        assert [(repair.span, repair.before, repair.after, repair.kind) for repair in document.repairs] == [
            ((2, 3), "\0", "\ufffd", "nul"),
            ((7, 8), "\0", "\ufffd", "nul"),
        ]
        assert undo(document.text, document.repairs) == "نص\0 آخر\0"

    def test_half_a_letter_is_replaced_and_remembered(self, tmp_path):
        data = TEXT.encode() + "م".encode()[:1]
        (tmp_path / "a.txt").write_bytes(data)
        [document] = documents(tmp_path / "a.txt")
        assert document.text == TEXT + "\ufffd"
        assert undo(document.text, document.repairs).encode("utf-8", "surrogateescape") == data

    def test_a_lone_surrogate_is_replaced(self, tmp_path):
        data = codecs.BOM_UTF16_LE + "نص ".encode("utf-16-le") + b"\x00\xd8" + "\nنص".encode("utf-16-le")
        (tmp_path / "a.txt").write_bytes(data)
        [document] = documents(tmp_path / "a.txt")
        assert document.text == "نص \ufffd\nنص"

    @pytest.mark.parametrize(
        ("data", "cause"),
        [
            (b"", "empty file"),
            (b" \n\t\r\n", "empty file"),
            (b"\xef\xbb\xbf\n", "empty file"),
            (b"\0\0\0", "empty file"),
            (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "a PDF file"),
            (b"PK\x03\x04\x14\0\x06\0", "a zip or office file"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
            (bytes(range(256)) * 20, "unknown encoding"),
            (b"\x01\x02\x03\x04\x05 abc", "binary content"),
            ("Россия и Москва сегодня утром объявили".encode("cp1251") * 3, "unknown encoding"),
            ("\u65b0\u805e\u8a18\u4e8b\u3067\u3059".encode("euc-jp") * 20, "unknown encoding"),
        ],
    )
    def test_what_is_no_text_is_an_error(self, tmp_path, data, cause):
        (tmp_path / "a.txt").write_bytes(data)
        assert cause in one_error(tmp_path / "a.txt")

    def test_a_file_above_the_limit(self, tmp_path):
        with (tmp_path / "a.txt").open("wb") as file:
            file.truncate(33 * 1024 * 1024)
        assert "too large (33 MB): the limit is 32 MB" in one_error(tmp_path / "a.txt")

    def test_the_2012_articles_end_in_a_nul(self, shared, tmp_path):
        with gzip.open(shared / "data/press/press.jsonl.gz", "rt", encoding="utf-8") as file:
            articles = [json.loads(line) for line in file]
        ended = [article["text"] for article in articles if article["text"].endswith("\0")]
        assert len(ended) == 187
        for number, text in enumerate(ended):
            (tmp_path / f"{number}.txt").write_bytes(text.encode("cp1256", "replace"))
        found = documents(tmp_path)
        assert len(found) == 187
        assert all(document.repairs[-1].span.end == len(document.text) for document in found)
        assert all(document.metadata.language == "ar" for document in found)


class TestGathering:
    def test_a_folder_in_order_without_what_is_no_document(self, folder):
        for name in ("README.md", ".hidden.txt", "corrections.jsonl", "documents.toml", "style.css", "c.png"):
            (folder / name).write_text("", "utf-8")
        for name in ("lexicon", ".git", "sub"):
            (folder / name).mkdir()
            (folder / name / "x.txt").write_text("نص.", "utf-8")
        assert [source.name for source in gathered(folder)] == [
            str(folder / name) for name in ("a.txt", "b.txt", "sub/x.txt")
        ]

    def test_names_are_as_given(self, folder, monkeypatch):
        monkeypatch.chdir(folder.parent)
        assert gathered(folder.name)[0].name == f"{folder.name}/a.txt"
        assert gathered(f"{folder.name}/a.txt")[0].name == f"{folder.name}/a.txt"

    def test_a_glob(self, folder):
        assert [source.name for source in gathered(folder / "*.txt")] == [str(folder / "a.txt"), str(folder / "b.txt")]
        assert "no file matches" in one_error(folder / "*.xyz")

    def test_each_file_once(self, folder):
        assert len(gathered(folder, folder / "a.txt", folder / "*.txt")) == 2

    def test_a_link_does_not_lead_out_of_a_folder(self, folder, tmp_path_factory):
        outside = tmp_path_factory.mktemp("outside") / "outside.txt"
        outside.write_text("نص.", "utf-8")
        (folder / "link.txt").symlink_to(outside)
        (folder / "inner.txt").symlink_to(folder / "a.txt")
        assert "leads outside the folder" in one_error(folder)
        assert len(documents(folder)) == 2
        assert len(documents(folder / "link.txt")) == 1

    def test_a_name_that_is_not_utf_8(self, folder):
        with open(os.fsencode(folder) + b"/\xe3\xdf.txt", "wb") as file:  # noqa: PTH123 (a name of bytes)
            file.write(TEXT.encode())
        assert "its name is not UTF-8" in one_error(folder)
        assert "\\xe3\\xdf.txt" in one_error(folder)
        assert len(documents(folder)) == 2
        assert "its name is not UTF-8" in one_error(os.fsdecode(b"\xe3.txt"))

    def test_a_missing_file_does_not_stop_the_others(self, folder):
        found = gathered(folder / "none.txt", folder)
        assert "no such file" in str(found[0])
        assert len(found) == 3

    @pytest.mark.parametrize("name", ["a.odt", "a.rtf", "a.ODT"])
    def test_a_document_that_no_reader_opens_yet(self, folder, name):
        (folder / name).write_bytes(b"x")
        assert f"no reader for .{name[2:].lower()} yet" in one_error(folder / name)
        assert len(errors(folder)) == 1

    def test_other_files_are_an_error_only_when_named(self, folder):
        (folder / "c.png").write_bytes(b"x")
        assert "no reader for .png yet" in one_error(folder / "c.png")
        assert errors(folder) == []

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_an_unreadable_file(self, folder):
        (folder / "a.txt").chmod(0)
        assert "permission denied" in one_error(folder)

    def test_a_folder_that_cannot_be_listed(self, folder, monkeypatch):
        (folder / "shut").mkdir()
        scandir = os.scandir

        def refuse(path):
            if str(path).endswith("shut"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        assert "permission denied" in one_error(folder)
        assert len(documents(folder)) == 2

    def test_a_source_travels_between_processes(self, folder):
        for source in gathered(folder):
            assert pickle.loads(pickle.dumps(source)) == source

    def test_what_the_command_line_says_of_all(self, folder):
        known = Metadata(published_on=date(2025, 5, 1), publisher="المسار", country="DZ")
        document = documents(folder / "a.txt", known=known)[0]
        assert document.metadata.published_on == date(2025, 5, 1)
        assert (document.metadata.publisher, document.metadata.country) == ("المسار", "DZ")
        assert document.published_how == "manifest"

    @pytest.mark.parametrize(
        ("data", "kind", "names"),
        [
            (TEXT.encode(), "text/plain", ["-"]),
            (b"<!DOCTYPE html><html></html>", "text/html", ["-"]),
            (b'{"id": 7, "text": "\xd9\x86"}\n{"text": "x"}\n', "application/jsonl", ["-#7", "-#2"]),
        ],
    )
    def test_standard_input(self, monkeypatch, data, kind, names):
        monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": BytesIO(data)}))
        found = gathered("-")
        assert [source.name for source in found] == names
        assert {source.media_type for source in found} == {kind}
        assert load(found[0]) in data
        if kind == "text/plain":
            assert read(found[0], load(found[0])).raw == data


class TestManifest:
    def write(self, folder, text):
        (folder / "documents.toml").write_text(text, "utf-8")

    def test_an_exact_name_before_a_pattern(self, folder):
        self.write(
            folder,
            '[[document]]\nfile = "a.txt"\npublished_on = 2025-12-30\ntitle = "عنوان"\n\n'
            '[[document]]\nfile = "*.txt"\npublished_on = "2025-01-01"\ncountry = "DZ"\nlanguage = "ar"\n',
        )
        first, second = documents(folder)
        assert (first.metadata.published_on, first.metadata.title, first.metadata.country) == (
            date(2025, 12, 30),
            "عنوان",
            "DZ",
        )
        assert (second.metadata.published_on, second.metadata.title) == (date(2025, 1, 1), None)
        assert first.published_how == "manifest"

    def test_speaks_for_one_file_alone_too_and_for_folders_below(self, folder):
        (folder / "sub").mkdir()
        (folder / "sub/x.txt").write_text("نص.", "utf-8")
        self.write(folder, '[[document]]\nfile = "a.txt"\ntitle = "ع"\n[[document]]\nfile = "sub/x.txt"\ntitle = "س"\n')
        assert [document.metadata.title for document in documents(folder)] == ["ع", None, "س"]
        assert documents(folder / "a.txt")[0].metadata.title == "ع"

    def test_comes_before_the_command_line(self, folder):
        self.write(folder, '[[document]]\nfile = "a.txt"\ncountry = "TN"\n')
        assert [d.metadata.country for d in documents(folder, known=Metadata(country="EG"))] == ["TN", "EG"]

    def test_as_csv(self, folder):
        (folder / "documents.csv").write_text("file;title;published_on\na.txt;عنوان;2025-12-30\n", "utf-8-sig")
        document = documents(folder)[0]
        assert (document.metadata.title, document.metadata.published_on) == ("عنوان", date(2025, 12, 30))

    @pytest.mark.parametrize(
        ("text", "cause"),
        [
            ("[[document]\n", "malformed"),
            ('[[document]]\ntitle = "x"\n', "entry 1: no file"),
            ('[[document]]\nfile = "a.txt"\npublished_on = "2025-13-01"\n', "published_on: 2025-13-01 is not a date"),
            ('[[document]]\nfile = "a.txt"\npublishd = "x"\n', "publishd is no key of the manifest"),
            ('[[document]]\nfile = "a.txt"\ncountry = "Maroc"\n', "country: Maroc is not a code"),
            ('[[document]]\nfile = "a.txt"\ntitle = 3\n', "title: 3 is not a text"),
        ],
    )
    def test_what_is_wrong_is_told_once_and_the_texts_are_read(self, folder, text, cause):
        self.write(folder, text)
        assert cause in one_error(folder)
        assert len(documents(folder)) == 2

    def test_names_documents_inside_a_file(self, folder):
        (folder / "n.jsonl").write_text('{"id": "x", "text": "نص"}\n{"id": "y", "text": "نص آخر"}\n', "utf-8")
        self.write(
            folder, '[[document]]\nfile = "n.jsonl"\ncountry = "TN"\n[[document]]\nfile = "n.jsonl#y"\ncountry = "EG"\n'
        )
        assert [document.metadata.country for document in documents(folder / "n.jsonl")] == ["TN", "EG"]


class TestSetting:
    MANIFEST = (
        '# The manifest.\n\n[[document]]\nfile = "a.txt"  # first\ntitle = "عنوان"\n\n'
        '# about b\n[[document]]\nfile = "b.txt"\n'
    )

    def test_adds_changes_and_removes_and_leaves_the_rest(self, folder):
        path = folder / "documents.toml"
        path.write_text(self.MANIFEST, "utf-8")
        assert set_metadata(folder, "a.txt", {"published_on": "2025-12-30"}) == path
        changed = self.MANIFEST.replace('title = "عنوان"\n', 'title = "عنوان"\npublished_on = 2025-12-30\n')
        assert path.read_text("utf-8") == changed
        set_metadata(path, "a.txt", {"published_on": "2025-12-31"})
        assert path.read_text("utf-8") == changed.replace("12-30", "12-31")
        set_metadata(folder, "a.txt", {"published_on": ""})
        assert path.read_text("utf-8") == self.MANIFEST
        set_metadata(folder, "b.txt", {"publisher": 'جريدة "المسار"'})
        assert path.read_text("utf-8") == self.MANIFEST + 'publisher = "جريدة \\"المسار\\""\n'

    def test_adds_an_entry_and_a_file(self, folder):
        set_metadata(folder, "a.txt", {"country": "DZ"})
        set_metadata(folder, "b.txt", {"title": "ع"})
        assert (folder / "documents.toml").read_text("utf-8") == (
            '[[document]]\nfile = "a.txt"\ncountry = "DZ"\n\n[[document]]\nfile = "b.txt"\ntitle = "ع"\n'
        )
        assert [document.metadata.country for document in documents(folder)] == ["DZ", None]

    @pytest.mark.parametrize(
        ("key", "value"),
        [("date", "2025-01-01"), ("published_on", "30/12/2025"), ("country", "maroc"), ("language", "AR")],
    )
    def test_what_will_not_do(self, folder, key, value):
        with pytest.raises(UsageError):
            set_metadata(folder, "a.txt", {key: value})
        assert not (folder / "documents.toml").exists()

    def test_the_entry_that_is_there_is_the_one_that_is_edited(self, folder, tmp_path):
        (folder / "sub").mkdir()
        (folder / "sub" / "x.txt").write_text("نص.", "utf-8")
        (folder / "documents.toml").write_text('[[document]]\nfile = "sub/x.txt"\ncountry = "DZ"\n', "utf-8")
        set_known(str(folder / "sub" / "x.txt"), ["title=عنوان"], tmp_path / "none.db")
        assert 'country = "DZ"\ntitle = "عنوان"' in (folder / "documents.toml").read_text("utf-8")
        assert not (folder / "sub" / "documents.toml").exists()

    def test_a_value_over_several_lines_is_left_alone(self, folder):
        text = '[[document]]\nfile = "a.txt"\ntitle = """\nعنوان\nطويل"""\n'
        (folder / "documents.toml").write_text(text, "utf-8")
        with pytest.raises(UsageError):
            set_metadata(folder, "a.txt", {"title": "قصير"})
        assert (folder / "documents.toml").read_text("utf-8") == text


class TestJsonLines:
    def write(self, folder, *lines):
        path = folder / "n.jsonl"
        path.write_bytes(b"".join(line if isinstance(line, bytes) else line.encode() + b"\n" for line in lines))
        return path

    def test_a_document_a_line(self, tmp_path):
        line = json.dumps(
            {
                "id": "x-1",
                "title": "ع",
                "published": "2025-11-20T10:00:00",
                "publisher": "م",
                "url": "u",
                "country": "JO",
                "text": TEXT,
            }
        )
        path = self.write(tmp_path, line, "", '{"text": "نص\\u0000 \\ud800"}')
        first, second = documents(path)
        assert (first.source, first.text) == (f"{path}#x-1", TEXT)
        assert first.sha256 == sha256(line.encode()).hexdigest()
        assert first.metadata.published_on == date(2025, 11, 20)
        assert (first.metadata.title, first.metadata.country, first.published_how) == ("ع", "JO", "manifest")
        assert (second.source, second.text) == (f"{path}#3", "نص\ufffd \ufffd")
        assert undo(second.text, second.repairs) == "نص\0 \ud800"

    def test_the_line_end_is_no_part_of_the_identity(self, tmp_path):
        identities = set()
        for number, line in enumerate(
            (b'{"text": "a b"}\r\n', b'{"text": "a b"}\n', b'{"text": "a b"}', b'\xef\xbb\xbf{"text": "a b"}')
        ):
            (tmp_path / str(number)).mkdir()
            identities |= {document.id for document in documents(self.write(tmp_path / str(number), line))}
        assert len(identities) == 1

    @pytest.mark.parametrize(
        ("printed", "day"),
        [
            ("2025-12-30T12:44:00+01:00", date(2025, 12, 30)),
            ("الأربعاء 24 شتنبر 2025 - 12:44", date(2025, 9, 24)),
            ("8 جمادى الآخرة 1445 هـ الموافق 21 ديسمبر 2023 م", date(2023, 12, 21)),
            ("30/04/2025", date(2025, 4, 30)),
        ],
    )
    def test_a_day_may_stand_as_the_site_printed_it(self, tmp_path, printed, day):
        (tmp_path / "n.jsonl").write_text(json.dumps({"text": "نص عربي", "published": printed}), "utf-8")
        (source,) = sources([str(tmp_path / "n.jsonl")], Metadata())
        assert source.metadata.published_on == day

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            ("{", "broken JSON"),
            ("[1]", "not a JSON object"),
            ("7", "not a JSON object"),
            ('{"id": 1}', "no text"),
            ('{"text": 1}', "no text"),
            ('{"text": " "}', "empty text"),
            ('{"text": "نص", "published_on": "أمس"}', "is not a date"),
            ("[" * 100_000, "broken JSON"),
            ('{"id": ' + "1" * 5000 + ', "text": "x"}', "broken JSON"),
            (b'{"text": "\xff\xfe"}\n', "not UTF-8"),
        ],
    )
    def test_a_broken_line_is_named_and_the_rest_goes_on(self, tmp_path, line, cause):
        path = self.write(tmp_path, '{"text": "قبل"}', line, '{"text": "بعد"}')
        error = one_error(path)
        assert f"{path}, line 2: " in error
        assert cause in error
        assert [document.text for document in documents(path)] == ["قبل", "بعد"]

    @pytest.mark.parametrize(("key", "value"), [("country", "Morocco"), ("language", "Arabic")])
    def test_a_code_that_is_none(self, tmp_path, key, value):
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps({"text": TEXT, key: value}) + "\n", "utf-8")
        assert f"{key}: {value} is not a code" in one_error(path)

    def test_an_id_twice(self, tmp_path):
        path = self.write(tmp_path, '{"id": 1, "text": "قبل"}', '{"id": "1", "text": "بعد"}')
        assert "line 2: the id '1' is that of line 1" in one_error(path)

    def test_an_endless_line_takes_no_endless_memory(self, tmp_path):
        path = tmp_path / "n.jsonl"
        with path.open("wb") as file:
            file.write(b'{"text": "a"}\n{"text": "')
            for _ in range(50):
                file.write(b"x" * 1024 * 1024)
            file.write(b'"}\n{"text": "b"}\n')
        tracemalloc.start()
        found = gathered(path)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 80 * 1024 * 1024
        assert [isinstance(source, SourceError) for source in found] == [False, True, False]
        assert "line 2: longer than 32 MB" in str(found[1])
        assert read(found[2], load(found[2])).text == "b"

    def test_an_empty_file(self, tmp_path):
        assert gathered(self.write(tmp_path, b"")) == []


class TestZip:
    def write(self, folder, members, **options):
        path = folder / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
            for name, data in members:
                file.writestr(name, data)
        return path

    def test_members_stay_inside(self, tmp_path):
        path = self.write(
            tmp_path, [("b.txt", "نص ثان."), ("مجلد/أ.txt", TEXT), ("README.txt", "x"), ("x.css", "x"), (".h.txt", "x")]
        )
        found = documents(path)
        assert [document.source for document in found] == [f"{path}!b.txt", f"{path}!مجلد/أ.txt"]
        assert found[1].text == TEXT
        assert found[1].sha256 == sha256(TEXT.encode()).hexdigest()
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize(
        ("name", "data", "cause"),
        [
            ("../../etc/x.txt", b"x", "leads outside"),
            ("/etc/x.txt", b"x", "leads outside"),
            ("C:/x.txt", b"x", "leads outside"),
            ("inner.zip", b"PK", "a zip in a zip"),
            ("bomb.txt", b"\0" * 20_000_000, "packed too tightly"),
            ("big.txt", b"\0" * 34_000_000, "too large"),
            ("a.pdf", b"%PDF", "not a sound PDF"),
            ("empty.txt", b"", "empty file"),
        ],
    )
    def test_a_bad_member_does_not_stop_the_others(self, tmp_path, name, data, cause):
        path = self.write(tmp_path, [(name, data), ("good.txt", TEXT)])
        assert cause in one_error(path)
        [good] = [source for source in gathered(path) if isinstance(source, Source) and "good" in source.name]
        assert read(good, load(good)).text == TEXT

    def test_too_many_members(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "MEMBERS", 3)
        path = self.write(tmp_path, [(f"{number}.txt", "x") for number in range(4)])
        assert "4 members: the limit is 3" in one_error(path)

    def test_too_much_in_all(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archive, "TOTAL", 3 * 1024 * 1024)
        path = self.write(tmp_path, [(f"{number}.txt", os.urandom(1024 * 1024)) for number in range(4)])
        assert "too large unpacked: the limit is 3 MB" in one_error(path)

    def test_a_broken_zip(self, tmp_path):
        path = self.write(tmp_path, [("a.txt", TEXT * 50)])
        whole = path.read_bytes()
        path.write_bytes(whole[:-30])
        assert "not a sound zip" in one_error(path)
        path.write_bytes(whole.replace(whole[60:70], b"\xff" * 10, 1))
        assert "cannot be unpacked" in one_error(path)

    def test_the_manifest_names_members(self, tmp_path):
        path = self.write(tmp_path, [("b.txt", "نص ثان.")])
        (tmp_path / "documents.toml").write_text(
            '[[document]]\nfile = "a.zip!b.txt"\npublished_on = 2025-05-05\n', "utf-8"
        )
        assert documents(path)[0].metadata.published_on == date(2025, 5, 5)


PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>عنوان الخبر | الموقع</title>
<meta property="og:title" content="عنوان الخبر"><meta property="og:site_name" content="الموقع">{meta}</head><body>
<div class="ticker"><ul><li><a href="/1">الذهب يربح 45 دولارا</a></li><li><a href="/2">طقس الغد</a></li></ul></div>
<article><h1>عنوان الخبر</h1><p>{body}</p><p>{body}</p></article>
<footer><p>جميع الحقوق محفوظة 2012-2024</p></footer></body></html>"""
PARAGRAPH = (
    "أعلنت الجماعة أن أشغال تهيئة الطريق ستنطلق قريبا، وأن كلفتها تناهز 12 مليون درهم، على أن تنتهي قبل متم السنة "
    "المقبلة."
)


class TestHtml:
    def page(self, meta="", charset="utf-8"):
        return PAGE.format(meta=meta, charset=charset, body=PARAGRAPH).encode(charset)

    def test_the_article_and_what_the_page_says_of_it(self, tmp_path):
        (tmp_path / "a.html").write_bytes(
            self.page('<meta property="article:published_time" content="2025-12-15T10:42:00+01:00">')
        )
        [document] = documents(tmp_path)
        assert PARAGRAPH in document.text
        assert "الذهب" not in document.text
        assert "الحقوق" not in document.text
        assert (document.metadata.title, document.metadata.publisher) == ("عنوان الخبر", "الموقع")
        assert (document.metadata.published_on, document.published_how) == (date(2025, 12, 15), "page")
        assert (document.reader, document.media_type, document.metadata.language) == ("html", "text/html", "ar")

    @pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-16"])
    def test_its_charset(self, tmp_path, charset):
        (tmp_path / "a.html").write_bytes(self.page(charset=charset))
        assert PARAGRAPH in documents(tmp_path)[0].text

    @pytest.mark.parametrize(
        ("meta", "published"),
        [
            ("", None),
            ('<meta name="date" content="2025-12-15">', date(2025, 12, 15)),
            (
                '<meta property="article:published_time" content="الأربعاء، 07 أكتوبر 2020 - 12:09 م" />',
                date(2020, 10, 7),
            ),
            (
                (
                    '<meta property="article:published_time" content="2020-12-24T23:59:50+00:00">'
                    '<script type="application/ld+json">{"datePublished":"2020-12-25T01:59:50+02:00"}</script>'
                ),
                date(2020, 12, 25),
            ),
            ('<meta property="article:published_time" content="tomorrow">', None),
        ],
    )
    def test_its_date_is_never_guessed(self, tmp_path, meta, published):
        (tmp_path / "a.html").write_bytes(self.page(meta))
        [document] = documents(tmp_path)
        assert document.metadata.published_on == published
        assert document.published_how == ("page" if published else None)

    def test_the_manifest_comes_before_the_page(self, tmp_path):
        (tmp_path / "a.html").write_bytes(self.page('<meta name="date" content="2025-12-15">'))
        (tmp_path / "documents.toml").write_text('[[document]]\nfile = "a.html"\npublished_on = 2025-12-16\n', "utf-8")
        [document] = documents(tmp_path)
        assert (document.metadata.published_on, document.published_how) == (date(2025, 12, 16), "manifest")

    @pytest.mark.parametrize("control", ["&#x1;", "&#1;", "&#x1F", "&#0031;", "\x01"])
    def test_a_control_character_does_not_cost_the_page(self, tmp_path, control):
        path = tmp_path / "a.html"
        body = f"<p>{control}تضم الجهة &#x661;&#49;&#310; مستشفى. {TEXT}</p>" * 6
        path.write_text(f"<html lang=ar><title>خبر</title><article>{body}</article></html>", "utf-8")
        (found,) = documents(path)
        assert "تضم الجهة ١1Ķ مستشفى" in found.text

    def test_an_xml_declaration(self, tmp_path):
        (tmp_path / "a.xhtml").write_bytes(b'<?xml version="1.0" encoding="utf-8"?>\n' + self.page())
        assert PARAGRAPH in documents(tmp_path)[0].text

    @pytest.mark.parametrize("data", [b"<html></html>", b"<html><body></body></html>", b"<!DOCTYPE html>"])
    def test_a_page_without_an_article(self, tmp_path, data):
        (tmp_path / "a.html").write_bytes(data)
        assert "no article in the page" in one_error(tmp_path)

    def test_saved_pages_of_newspapers(self, shared):
        base = shared / "data/html"
        for item in json.loads((base / "index.json").read_text("utf-8")):
            [document] = documents(base / item["file"])
            truth = item["published_ground_truth"]
            assert document.metadata.published_on == (date.fromisoformat(truth) if truth else None), item["file"]
            assert document.metadata.title
            assert document.metadata.publisher
            assert len(document.text) > 400


def test_the_samples_are_read():
    corpus = Path(__file__).parents[1] / "corpus"
    assert errors(corpus) == []
    found = {document.source.rpartition("/")[2]: document for document in documents(corpus)}
    files = {path.name for path in corpus.iterdir()} - {"README.md", "documents.toml", "corrections.jsonl"}
    assert {name.partition("#")[0] for name in found} == files
    assert {document.metadata.language for document in found.values()} == {"ar"}
    undated = [name for name, document in found.items() if document.metadata.published_on is None]
    assert undated == ["undated-market.txt"]
    assert found["dateline-in-text.txt"].published_how == "text"
    assert found["nador-port.html"].published_how == "page"
    assert "45 دولارا" not in found["nador-port.html"].text
    assert "142 مليون طن" not in found["nador-port.html"].text
