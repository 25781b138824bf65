"""The page of a document: pictures of its pages while the file is what was read, and links to the phrase."""

import asyncio
import re
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from test_site import reader

from pipeline import build_database
from pipeline.site import scan
from pipeline.site.phrase import at_phrase

CORPUS = Path(__file__).parents[1] / "corpus"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def paper(tmp_path):
    """A PDF, the database made of it, and a reader of its site."""
    folder = tmp_path / "texts"
    folder.mkdir()
    pdf = shutil.copy(CORPUS / "beds-by-region.pdf", folder / "beds.pdf")
    (folder / "note.txt").write_text("تتوفر الجهة على 340 سريرا.", "utf-8")
    db = tmp_path / "facts.db"
    build_database([str(folder)], db)
    with closing(sqlite3.connect(db)) as connection:
        ids = dict(connection.execute("select substr(source, -4), id from documents"))
    yield Path(pdf), reader(db), ids[".pdf"], ids[".txt"]
    scan._PICTURES.clear()


def test_the_page_is_shown_with_the_boxes_of_its_sentences(paper):
    _, get, document, text = paper
    page = get(f"/-/document/{document}").text
    assert f'src="/-/page/{document}/1.png"' in page
    box = re.search(r'<a href="#c(\d+)"[^>]* id="b\1"[^>]*><rect x="([\d.]+)" y="([\d.]+)"', page)
    assert 0 < float(box[2]) < 612
    assert 0 < float(box[3]) < 792
    assert re.search(r'<a href="#b\d+">على الصفحة 1</a>', page)
    picture = get(f"/-/page/{document}/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(PNG)
    assert len(picture.content) < 2_000_000
    assert 'class="boxes"' not in get(f"/-/document/{text}").text


def test_a_picture_is_drawn_once(paper, monkeypatch):
    _, get, document, _ = paper
    first = get(f"/-/page/{document}/1.png").content
    monkeypatch.setattr("pipeline.ingest.pdf.picture.picture", None)
    assert get(f"/-/page/{document}/1.png").content == first


@pytest.mark.parametrize("number", ["0", "2", "99999", "1e", "-1", "1/../../x"])
def test_there_is_no_other_page(paper, number):
    _, get, document, _ = paper
    assert get(f"/-/page/{document}/{number}.png").status_code == 404


def test_a_file_that_is_not_what_was_read_is_not_shown(paper):
    pdf, get, document, text = paper
    assert get(f"/-/page/{text}/1.png").status_code == 404
    assert get("/-/page/0123456789abcdef/1.png").status_code == 404
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert get(f"/-/page/{document}/1.png").status_code == 404
    assert 'class="boxes"' not in get(f"/-/document/{document}").text
    pdf.unlink()
    assert get(f"/-/page/{document}/1.png").status_code == 404
    assert get(f"/-/document/{document}").status_code == 200


def test_only_the_paths_of_the_database_are_read(tmp_path):
    database = tmp_path / "facts.db"
    assert scan._path(database, "./a.pdf", "d") == tmp_path / "a.pdf"
    assert scan._path(database, "https://example.org/a.pdf", "d") == tmp_path / "raw" / "d.gz"
    for place in ("/etc/passwd", "~/a.pdf", "./a.zip!b.txt", "./a.txt", "a.pdf"):
        assert scan._path(database, place, "d") is None


def test_pictures_are_forgotten_after_the_last_few(paper, monkeypatch):
    _, get, document, _ = paper
    monkeypatch.setattr(scan, "_KEPT", 0)
    assert get(f"/-/page/{document}/1.png").status_code == 200
    assert len(scan._PICTURES) == 0


def test_a_page_that_takes_too_long_is_given_up(monkeypatch):
    from pipeline.ingest.pdf import picture

    monkeypatch.setattr(picture, "_SECONDS", 0.001)
    began = time.monotonic()
    assert picture.picture((CORPUS / "beds-by-region.pdf").read_bytes(), 1) is None
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"\x00" * 100])
def test_what_is_no_pdf_has_no_pages(data):
    from pipeline.ingest.pdf.picture import frames, picture

    assert frames(data) == ()
    assert picture(data, 1) is None


def test_a_picture_is_no_larger_than_asked():
    from pypdfium2 import PdfDocument

    from pipeline.ingest.pdf.picture import draw

    data = (CORPUS / "beds-by-region.pdf").read_bytes()
    drawn = draw(data, 1, 10_000)
    width, height = (int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20))
    assert width * height < 11_000
    assert abs(width / height - PdfDocument(data)[0].get_width() / PdfDocument(data)[0].get_height()) < 0.05


@pytest.mark.parametrize(
    ("url", "phrase", "expected"),
    [
        ("https://example.org/a", "قال", "https://example.org/a#:~:text=%D9%82%D8%A7%D9%84"),
        ("https://example.org/a#b", "a-b, c&d", "https://example.org/a#b:~:text=a%2Db%2C%20c%26d"),
        ("https://example.org/a", "1 2 3 4 5 6 7 8 9 10 11 12", "https://example.org/a#:~:text=1%202%203%204,9%2010%2011%2012"),
        ("https://example.org/a", " ", "https://example.org/a"),
        ("javascript:alert(1)", "x", None),
        (None, "x", None),
    ],
)  # fmt: skip
def test_the_address_of_a_phrase(url, phrase, expected):
    assert at_phrase(url, phrase) == expected


def test_facts_lead_to_the_phrase_in_the_original(paper):
    _, get, document, _ = paper
    app = get.app
    name = app.jinja_env.globals["facts_database"]
    with closing(sqlite3.connect(app.get_database(name).path)) as connection, connection:
        connection.execute("update documents set url = 'https://example.org/a' where id = ?", [document])
    page = asyncio.run(app.client.get(f"/-/document/{document}")).text
    assert 'href="https://example.org/a#:~:text=' in page
