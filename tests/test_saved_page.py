"""Pages that a browser or a crawler saved: .mhtml and .warc."""

import gzip
from datetime import date
from io import BytesIO

import pytest
from gathering import documents, errors, one_error
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.build import Options, ingest
from pipeline.ingest import html, warc
from pipeline.verify import verify

PARAGRAPH = (
    "أعلنت الجماعة أن أشغال تهيئة الطريق ستنطلق قريبا، وأن كلفتها تناهز 12 مليون درهم، على أن تنتهي قبل متم السنة."
)
PAGE = (
    '<html lang="ar"><head><title>خبر</title><meta name="date" content="2025-12-15"></head><body><article>'
    f"<h1>عنوان الخبر</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH} وتلا ذلك نقاش.</p></article></body></html>"
)


def mhtml(body, charset="utf-8", kind="text/html"):
    return (
        (
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
            f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        ).encode()
        + body.encode(charset)
        + b"\r\n------x\r\nContent-Type: image/png\r\n\r\nPNG\r\n------x--\r\n"
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_page_saved_in_one_file(tmp_path, charset):
    (tmp_path / "a.mhtml").write_bytes(mhtml(PAGE, charset))
    [document] = documents(tmp_path)
    assert PARAGRAPH in document.text
    assert document.metadata.url == "https://example.org/a"
    assert (document.metadata.published_on, document.published_how) == (date(2025, 12, 15), "page")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "no page in it"),
        (b"PNG" * 50, "no page in it"),
        (mhtml("", kind="image/png"), "no page in it"),
        (mhtml("<html></html>"), "no article in the page"),
        (
            b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000)),
            "page",
        ),
    ],
)
def test_what_is_no_saved_page(tmp_path, data, cause):
    (tmp_path / "a.mhtml").write_bytes(data)
    assert cause in one_error(tmp_path / "a.mhtml")


def archive(path, answers, *, packed=True):
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "tests"}))
        for url, status, headers, body in answers:
            http = StatusAndHeaders(status, [(name, value) for name, value in headers.items()], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=http))
    return path


HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = [
    ("https://example.org/a", "200 OK", HTML, PAGE.encode()),
    ("https://example.org/a.png", "200 OK", {"Content-Type": "image/png"}, b"PNG"),
    ("https://example.org/gone", "404 Not Found", HTML, PAGE.encode()),
    (
        "https://example.org/b",
        "200 OK",
        HTML | {"Content-Encoding": "gzip"},
        gzip.compress(PAGE.replace("12 م", "13 م").encode()),
    ),
    ("https://example.org/a", "200 OK", HTML, PAGE.replace("12 م", "14 م").encode()),
]


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_the_pages_of_an_archive(tmp_path, name, packed):
    archive(tmp_path / name, ANSWERS, packed=packed)
    first, second, third = documents(tmp_path)
    assert first.source == f"{tmp_path}/{name}#https://example.org/a"
    assert first.metadata.url == "https://example.org/a"
    assert "12 مليون" in first.text
    assert "13 مليون" in second.text
    assert "14 مليون" in third.text
    assert third.source.startswith(f"{first.source}@20")
    assert {document.metadata.published_on for document in (first, second, third)} == {date(2025, 12, 15)}


def test_a_database_of_an_archive_is_proved(tmp_path):
    archive(tmp_path / "a.warc.gz", ANSWERS)
    database = tmp_path / "facts.db"
    assert ingest([str(tmp_path / "a.warc.gz")], database, Options()).new == 3
    assert ingest([str(tmp_path / "a.warc.gz")], database, Options()).unchanged == 3
    proved = verify(database)
    assert (proved.problems, proved.missing, proved.read_again) == ((), (), 3)


def test_a_cut_archive_gives_what_it_has_and_an_error(tmp_path):
    path = archive(tmp_path / "a.warc", ANSWERS, packed=False)
    path.write_bytes(path.read_bytes()[:-700])
    assert len(documents(path)) == 2
    assert len(errors(path)) == 1


@pytest.mark.parametrize(
    "data", [b"not an archive at all\r\n\r\n", b"\x1f\x8b\x08\0" + b"x" * 90, gzip.compress(b"x" * 999)]
)
def test_what_is_no_archive(tmp_path, data):
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert "not a sound archive" in one_error(tmp_path / "a.warc.gz")


def test_an_archive_of_one_stream_is_told_how_to_mend_it(tmp_path):
    plain = archive(tmp_path / "b.warc", ANSWERS, packed=False).read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(plain))
    assert "a member of gzip for each record" in one_error(tmp_path / "a.warc.gz")


def test_an_answer_that_grows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(warc, "LIMIT", 200_000)
    bomb = ("https://example.org/a", "200 OK", HTML | {"Content-Encoding": "gzip"}, gzip.compress(b" " * 5_000_000))
    path = archive(tmp_path / "a.warc", [bomb], packed=False)
    assert "too large" in one_error(path)


def test_the_envelope_speaks_of_the_charset_before_the_page():
    data = f"<meta charset=utf-8>{PARAGRAPH}".encode("cp1256")
    assert PARAGRAPH in html.decode("a", data, "windows-1256")
