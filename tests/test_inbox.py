"""The paste box: what is handed in is filed and read, and nobody else's form, file or name comes through."""

import asyncio
import os
import re
import sqlite3
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build_database
from pipeline.build import Options, compare, ingest
from pipeline.cli import cli
from pipeline.errors import SourceError, UsageError
from pipeline.records import Metadata
from pipeline.site import language
from pipeline.site.inbox import Desk, clerk, entry, form, reason
from pipeline.site.inbox import page as inbox_page
from pipeline.site.inbox.desk import folder_beside
from pipeline.site.inbox.paper import Paper, kind, pasted
from pipeline.site.serve import application, serve

TEXT = "تضم جهة الشرق 22 مستشفى و1430 سريرا، وستضيف الوزارة 300 سرير بحلول فبراير 2026."
OURS = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


class Reader:
    """A browser at the site of a database, which sends what its forms hold."""

    def __init__(self, folder):
        self.folder = folder
        self.db = folder / "extracted" / "facts.db"
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "a.txt").write_text("بلغ عدد المدارس 340 مدرسة سنة 2025.\n", "utf-8")
        build_database([str(corpus)], self.db)
        self.inbox = corpus / "inbox"
        self.executor = ThreadPoolExecutor(1)
        self.gate = threading.Event()  # what holds the clerk up
        self.desk = Desk(self.inbox, self.db, self.executor)
        self.app = application(self.db, desk=self.desk)
        self.run(self.app.invoke_startup())
        self.cookies = {}

    def run(self, work):
        return asyncio.run(work)

    def get(self, path, **headers):
        answer = self.run(self.app.client.get(path, headers=headers, cookies=self.cookies))
        self.cookies.update(answer.cookies)
        return answer

    def token(self, path="/-/paste"):
        return re.search(r'name="csrftoken" value="([^"]+)"', self.get(path).text)[1]

    async def _send(self, fields, file, headers, cookies):
        parts = {name: (None, value) for name, value in fields.items()}
        files = parts | ({"file": file} if file else {})
        return await self.app.client.post("/-/paste", files=files, headers=headers, cookies=cookies)

    def paste(self, file=None, headers=OURS, token=None, **fields):
        fields = {"csrftoken": self.token() if token is None else token, **fields}
        answer = self.run(self._send(fields, file, headers, self.cookies))
        self.cookies.update(answer.cookies)
        return answer

    def filed(self):
        return sorted(path.name for path in self.inbox.iterdir()) if self.inbox.exists() else []

    def rows(self, sql, *values):
        with closing(sqlite3.connect(self.db)) as connection:
            return list(connection.execute(sql, values))

    def documents(self):
        return self.rows("SELECT count(*) FROM documents")[0][0]


@pytest.fixture
def reader(tmp_path):
    made = Reader(tmp_path)
    yield made
    made.gate.set()
    made.executor.shutdown()


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def nothing_came_in(reader):
    return reader.filed() == [] and reader.documents() == 1 and reader.rows("SELECT * FROM failures") == []


def test_a_pasted_text_is_filed_read_and_shown(reader):
    answer = reader.paste(
        text=TEXT, publisher="صحيفة / المثال", title="أسرّة", published_on="2026-01-08", url="https://example.org/a"
    )
    assert answer.status_code == 303, words(answer)
    identity = answer.headers["location"].rpartition("/")[2]
    assert reader.filed() == [f"2026-01-08-صحيفة-المثال-{identity}.txt", "documents.toml"]
    shown = words(reader.get(answer.headers["location"]))
    assert "أُضيف النص، وهذا ما وُجد فيه." in shown
    assert "1430 سريرا" in shown
    assert reader.rows(
        "SELECT title, publisher, published_on, url, published_how FROM documents WHERE id = ?", identity
    ) == [("أسرّة", "صحيفة / المثال", "2026-01-08", "https://example.org/a", "manifest")]
    assert reader.rows("SELECT count(*) FROM facts WHERE document_id = ?", identity)[0][0] >= 3
    assert '<option value="صحيفة / المثال">' in reader.get("/-/paste").text
    summary = ingest([str(reader.folder / "corpus")], reader.db, Options())
    assert (summary.unchanged, summary.new, summary.changed) == (2, 0, 0)


@pytest.mark.parametrize("name", ["basin-bulletin.docx", "beds-by-region.pdf", "nador-port.html"])
def test_a_file_is_read_as_an_ingest_reads_it(reader, name):
    data = (Path(__file__).parents[1] / "corpus" / name).read_bytes()
    answer = reader.paste(text="", file=("named otherwise", data), published_on="2025-10-02")
    assert answer.status_code == 303, words(answer)
    identity = answer.headers["location"].rpartition("/")[2]
    assert f"2025-10-02-{identity}{Path(name).suffix}" in reader.filed()
    assert reader.rows("SELECT count(*) FROM figures WHERE document_id = ?", identity)[0][0] > 0


def test_the_same_text_again_leads_to_its_document(reader):
    first = reader.paste(text=TEXT, published_on="2026-01-08")
    filed = reader.filed()
    again = reader.paste(text=TEXT.replace("\n", "\r\n") + "\r\n\r\n")
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    assert "هذا النص موجود من قبل" in words(reader.get(again.headers["location"]))
    assert reader.filed() == filed
    known = reader.paste(text="بلغ عدد المدارس 340 مدرسة سنة 2025.")
    assert known.status_code == 303
    assert reader.filed() == filed


def test_two_at_once_wait_for_each_other_and_two_of_one_are_one(reader):
    token = reader.token()

    async def both():
        texts = [TEXT, TEXT, TEXT.replace("22", "23")]
        return await asyncio.gather(
            *(reader._send({"csrftoken": token, "text": text}, None, OURS, reader.cookies) for text in texts)
        )

    one, same, other = reader.run(both())
    assert {one.status_code, same.status_code, other.status_code} == {303}
    assert one.headers["location"] == same.headers["location"] != other.headers["location"]
    assert reader.documents() == 3
    reader.executor.shutdown()
    assert reader.rows("SELECT state, new FROM runs ORDER BY id") == [("done", 1), ("done", 1), ("done", 1)]


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        (OURS, "", 403),
        (OURS, "forged", 403),
        ({"origin": "http://evil.example"}, None, 403),
        ({"origin": "null"}, None, 403),
        ({"origin": "http://localhost:9"}, None, 403),
        ({**OURS, "sec-fetch-site": "cross-site"}, None, 403),
        ({**OURS, "authorization": "Bearer x"}, "", 403),
        ({**OURS, "host": "evil.example"}, None, 421),
        ({**OURS, "host": "127.0.0.1.evil.example:8001"}, None, 421),
        ({**OURS, "host": "[::1"}, None, 421),
        ({**OURS, "x-forwarded-for": "203.0.113.9"}, None, 421),
        ({**OURS, "via": "1.1 proxy"}, None, 421),
    ],
)
def test_a_form_from_elsewhere_is_refused(reader, headers, token, status):
    assert reader.paste(text=TEXT, headers=headers, token=token).status_code == status
    assert nothing_came_in(reader)


def test_a_form_without_any_cookie_is_refused(reader):
    token = reader.token()
    reader.cookies = {}
    assert reader.paste(text=TEXT, token=token).status_code == 403
    assert nothing_came_in(reader)


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost", "[::1]:8001", "LOCALHOST:1"])
def test_this_machine_is_answered_by_its_names(reader, host):
    assert reader.get("/-/paste", host=host).status_code == 200


def test_no_page_is_given_under_another_name(reader):
    assert reader.get("/", host="rebound.example").status_code == 421
    assert "csrftoken" not in reader.get("/-/paste", host="rebound.example").text


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"text=a", 415),
        ("multipart/form-data", b"", 415),
        ("multipart/form-data; boundary=", b"", 415),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n", 403),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n' * 50,
            400,
        ),
        ("text/plain", b"a", 415),
    ],
)
def test_what_is_no_form_is_refused(reader, kind, body, status):
    reader.token()
    sent = reader.app.client.post(
        "/-/paste", content=body, headers={**OURS, "content-type": kind}, cookies=reader.cookies
    )
    assert reader.run(sent).status_code == status
    assert nothing_came_in(reader)


def test_what_is_too_large_is_refused_and_not_kept(reader, monkeypatch):
    monkeypatch.setattr(form, "ROOM", 20_000)
    for headers in (OURS, {**OURS, "content-length": "99999999999999999999"}):
        answer = reader.paste(text=TEXT * 400, headers=headers)
        assert answer.status_code == 413
        assert "الملف أكبر مما يُقبل" in words(answer)
    assert nothing_came_in(reader)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " \r\n\t "}, "لا نص في ما أرسلته"),
        ({"text": TEXT, "published_on": "2025-13-45"}, "هذا ليس تاريخا"),
        ({"text": TEXT, "published_on": "أمس"}, "هذا ليس تاريخا"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "هذا ليس عنوانا"),
        ({"text": TEXT, "url": "http://[x"}, "هذا ليس عنوانا"),
        ({"text": TEXT, "publisher": "ص" * 201}, "هذا أطول مما يُقبل"),
        ({"text": TEXT, "country": "ZZ"}, "اختر بلدا"),
    ],
)
def test_what_is_wrong_is_told_and_the_text_is_kept(reader, fields, said):
    answer = reader.paste(**fields)
    assert answer.status_code == 400
    assert said in words(answer)
    assert fields["text"].strip() in answer.text
    assert nothing_came_in(reader)


def test_a_text_and_a_file_are_not_both_taken(reader):
    answer = reader.paste(text=TEXT, file=("b.txt", TEXT.encode()))
    assert (answer.status_code, nothing_came_in(reader)) == (400, True)


def bomb():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    return made.getvalue()


def archive(*names):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number, name in enumerate(names):
            packed.writestr(name, f"{TEXT} {number}")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.pdf", b"%PDF-1.4 broken", 422, "الملف معطوب أو ناقص"),
        ("a.docx", bomb(), 422, "الملف أكبر مما يُقبل"),
        ("a.docx", b"PK\x03\x04 word/document.xml", 422, "الملف معطوب أو ناقص"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), 422, "هذه صورة لا نص"),
        ("a.txt", b"\x00\x01\x02\x03" * 99, 422, "هذا ليس نصا"),
        ("a.html", b"<html><body></body></html>", 422, "لا مقال في هذه الصفحة"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(99), 422, "الملف مقفل"),
        ("a.csv", b"price,city\n1,2", 422, "لا عمود للنصوص"),
        ("a.jsonl", b"{broken", 422, "سطور هذا الملف"),
        ("a.zip", b"PK\x03\x04 nothing", 422, "الملف معطوب"),
        ("a.zip", archive("../../evil.txt"), 422, "تعذرت قراءة"),
        ("a.rtf", b"{\\rtf1 a}", 400, "احفظه بصيغة وورد"),
        ("a.txt", b"  \n ", 422, "لا نص في ما أرسلته"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(reader, name, data, status, said):
    answer = reader.paste(text="", file=(name, data))
    assert (answer.status_code, nothing_came_in(reader)) == (status, True), words(answer)
    assert said in words(answer)


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.txt", archive("a.txt", "b.txt", "../c.txt"), 2),
        ("a.csv", f"text,title\n{TEXT},a\n{TEXT} ثم 7 مدارس,b\n".encode(), 2),
        ("a.jsonl", f'{{"text": "{TEXT}"}}\n'.encode(), 1),
    ],
)
def test_a_file_of_several_documents_leads_to_their_list(reader, name, data, count):
    answer = reader.paste(text="", file=(name, data), publisher="الصحيفة", title="لا عنوان للجميع")
    assert answer.status_code == 303, words(answer)
    assert reader.documents() == 1 + count
    assert answer.headers["location"].startswith("/facts/v_documents?source__startswith=")
    shown = words(reader.get(answer.headers["location"]))
    assert "أُضيفت وثائق الملف" in shown
    assert reader.rows(
        "SELECT count(*) FROM documents WHERE publisher = 'الصحيفة' AND title IS NOT 'لا عنوان للجميع'"
    ) == [(count,)]
    again = reader.paste(text="", file=(name, data))
    assert again.headers["location"] == answer.headers["location"]
    assert "هذا النص موجود من قبل" in words(reader.get(again.headers["location"]))


@pytest.mark.parametrize(
    "name", ["../../a.txt", "/etc/passwd", "..\\..\\a.txt", "C:\\a.txt", "documents.toml", "a\0.txt", ".", "ملف.TXT"]
)
def test_no_name_of_the_reader_s_is_used(reader, name):
    before = {path for path in reader.folder.rglob("*") if path.is_file()}
    answer = reader.paste(text="", file=(name, TEXT.encode()), publisher="../../..")
    assert answer.status_code == 303, words(answer)
    [new] = {path for path in reader.folder.rglob("*.txt") if path.is_file()} - before
    assert new.parent == reader.inbox
    assert re.fullmatch(r"undated-[0-9a-f]{16}\.txt", new.name)


def test_a_hostile_text_is_shown_and_not_obeyed(reader):
    hostile = f"<script>alert(1)</script> \u202e {TEXT} '; drop table documents; --"
    answer = reader.paste(
        text=hostile, title="</title><script>alert(2)</script>\u202e", publisher='"><img src=x onerror=y>'
    )
    shown = reader.get(answer.headers["location"])
    assert shown.status_code == 200
    assert not re.search(r"<script>|<img|\u202e", shown.text)
    assert reader.documents() == 2


def test_a_text_that_is_not_arabic_is_stored_and_says_so(reader):
    french = "Le ministre a annoncé la construction de 22 hôpitaux dans la région, et le budget de la santé pour 2026."
    shown = reader.get(reader.paste(text=french).headers["location"])
    assert "هذا النص ليس عربيا" in words(shown)


def test_what_was_filed_and_not_read_is_taken_by_the_next_ingest(reader):
    paper = Paper(pasted(TEXT), ".txt", Metadata(publisher="الصحيفة", published_on=None))
    path = clerk.file(paper, reader.inbox)
    assert path.name == f"undated-الصحيفة-{paper.document_id}.txt"
    assert ingest([str(reader.folder / "corpus")], reader.db, Options()).new == 1
    assert reader.rows("SELECT publisher FROM documents WHERE id = ?", paper.document_id) == [("الصحيفة",)]


def test_pasted_again_after_a_crash_it_keeps_its_file(reader):
    paper = Paper(pasted(TEXT), ".txt", Metadata())
    clerk.file(paper, reader.inbox)
    assert reader.paste(text=TEXT, publisher="الصحيفة").status_code == 303
    assert [name for name in reader.filed() if name.endswith(".txt")] == [f"undated-{paper.document_id}.txt"]
    assert reader.rows("SELECT publisher FROM documents WHERE id = ?", paper.document_id) == [("الصحيفة",)]


def test_a_reader_waits_where_reading_takes_long(reader, monkeypatch):
    monkeypatch.setattr(inbox_page, "PATIENCE", 0.05)
    reader.executor.submit(reader.gate.wait)
    answer = reader.paste(text=TEXT)
    assert answer.headers["location"].startswith("/-/waiting/")
    waiting = reader.get(answer.headers["location"])
    assert waiting.status_code == 200
    assert 'http-equiv="refresh"' in waiting.text
    reader.gate.set()
    reader.executor.submit(int).result()
    done = reader.get(answer.headers["location"])
    assert done.headers["location"].startswith("/-/document/")
    assert reader.get("/-/waiting/unknown").status_code == 404


def test_a_long_queue_is_closed(reader, monkeypatch):
    monkeypatch.setattr(inbox_page, "PATIENCE", 0)
    monkeypatch.setattr("pipeline.site.inbox.desk._WAITING", 2)
    reader.executor.submit(reader.gate.wait)
    said = [reader.paste(text=f"{TEXT} {number}").status_code for number in (1, 2, 3)]
    same = reader.paste(text=f"{TEXT} 2").status_code
    reader.gate.set()
    assert (said, same) == ([303, 303, 503], 303)


def test_a_reader_that_dies_is_told_and_replaced(reader):
    desk = Desk(reader.inbox, reader.db)
    try:
        died = desk.hand("0" * 16, "/", {}, os._exit, 9)
        with pytest.raises(BrokenProcessPool):
            died.future.result(timeout=60)
        assert died.failure.error == "the process that reads died"
        paper = Paper(pasted(TEXT), ".txt", Metadata())
        again = desk.hand(paper.document_id, "/", {}, clerk.take, paper, reader.inbox, reader.db)
        assert again.future.result(timeout=60) is None
        assert reader.documents() == 2
    finally:
        desk.close()


def test_what_came_in_is_compared_once_nothing_waits(reader):
    for day in (1, 2):
        reader.paste(text=f"تضم جهة الشرق {20 + day} مستشفى سنة 2025.", published_on=f"2026-01-0{day}")
    while not reader.desk.rests:
        time.sleep(0.05)
    assert reader.rows("SELECT count(*) FROM comparisons")[0][0] >= 1
    summary = ingest([str(reader.folder / "corpus")], reader.db, Options())
    assert summary.unchanged == 3


def test_among_very_many_the_comparison_waits_to_be_asked_for(reader, monkeypatch):
    monkeypatch.setattr("pipeline.run.across.MANY", 1)
    monkeypatch.setattr("pipeline.run.across.SHARE", 1)
    for day in (1, 2):
        reader.paste(text=f"تضم جهة الشرق {20 + day} مستشفى سنة 2025.", published_on=f"2026-01-0{day}")
    while not reader.desk.rests:
        time.sleep(0.05)
    monkeypatch.undo()
    before = reader.rows("SELECT count(*) FROM comparisons")[0][0]
    compare(reader.db)
    assert reader.rows("SELECT count(*) FROM comparisons")[0][0] > before == 0


def test_without_an_inbox_there_is_none(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    build_database([str(tmp_path)], tmp_path / "facts.db")
    app = application(tmp_path / "facts.db")
    for method in ("GET", "POST"):
        answer = asyncio.run(app.client.request(method, "/-/paste", headers=OURS))
        assert answer.status_code == 404
        assert "إضافة النصوص مغلقة" in answer.text
    assert "/-/paste" not in asyncio.run(app.client.get("/")).text
    assert asyncio.run(app.client.get("/", headers={"host": "a.example"})).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])
def test_it_is_opened_on_this_machine_alone(reader, host):
    with pytest.raises(UsageError, match="an inbox on"):
        serve(reader.db, host, 0, inbox=reader.inbox)


def test_a_demonstration_has_no_inbox(reader):
    asked = CliRunner().invoke(cli, ["serve", "--db", str(reader.db), "--inbox", "--read-only-demo"])
    assert (asked.exit_code, "leave --inbox or --read-only-demo out" in asked.output) == (2, True)


def test_the_folder_is_found_beside_the_database(reader, tmp_path):
    assert folder_beside(reader.db) == tmp_path / "corpus" / "inbox"
    assert folder_beside(tmp_path / "facts.db") == tmp_path / "corpus" / "inbox"
    with pytest.raises(UsageError, match="no folder corpus/"):
        folder_beside(tmp_path / "corpus" / "inbox" / "x" / "facts.db")


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (b"%PDF-1.7", "a.txt", ".pdf"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "a.txt", ".html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "", ".html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "a", ".mhtml"),
        (b"PK\x03\x04... word/document.xml", "a.zip", ".docx"),
        (b"<p>a", "a.HTM", ".html"),
        (b"PK\x03\x04... xl/workbook.xml", "a.txt", ".xlsx"),
        (b"WARC/1.0\r\n", "a.txt", ".warc"),
        (b"\x1f\x8b", "a.warc.gz", ".warc.gz"),
        (b"\x1f\x8b", "a.gz", ".txt"),
        (b"a", "a.md", ".txt"),
        (b"a", "a.exe", ".txt"),
    ],
)
def test_a_file_is_what_it_holds(data, name, suffix):
    assert kind(data, name) == suffix


def test_a_zip_of_other_things_is_named():
    for mark, found in ((b"application/epub+zip", "epub"), (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt")):
        with pytest.raises(SourceError, match=found):
            kind(b"PK\x03\x04" + mark, "a.docx")


def test_every_answer_is_in_three_languages():
    told = {arabic for _, arabic in reason._KNOWN} | {reason._UNKNOWN}
    for module in (entry, inbox_page):
        told |= {
            value for value in vars(module).values() if isinstance(value, str) and re.match("[\u0621-\u064a]", value)
        }
    assert len(told) > 25
    for chosen in ("fr", "en"):
        token = language.CHOSEN.set(chosen)
        try:
            assert [text for text in sorted(told) if not language.is_translated(text)] == []
        finally:
            language.CHOSEN.reset(token)
