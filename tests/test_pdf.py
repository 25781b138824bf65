import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from gathering import documents, one_error
from pdf_maker import embedded, made, nested, text

from pipeline.ingest.pdf import opening
from pipeline.ingest.pdf.bidi import Piece, bound, read
from pipeline.ingest.pdf.letter import clean
from pipeline.ingest.pdf.ocr import tesseract
from pipeline.ingest.repair import undo
from pipeline.lexicon import load
from pipeline.paper import body, rows
from pipeline.records import DOUBTFUL, Mention
from pipeline.run.analysis import analyse

MADE = Path(__file__).parent / "pdf" / "made"
needs_tesseract = pytest.mark.skipif(tesseract() is None, reason="tesseract with Arabic is not here")


def plain(words):
    words = unicodedata.normalize("NFKC", words).replace("\u0640", "")
    return " ".join(words.split())


def one(path):
    [document] = documents(path)
    return document


def written(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return path


class TestMade:
    """PDFs of producers, fonts and layouts that the reader was not written for."""

    @pytest.mark.parametrize("path", sorted(MADE.glob("*.pdf")), ids=lambda path: path.stem)
    def test_the_body_is_read_letter_for_letter(self, path):
        assert plain(body(one(path))) == plain(path.with_suffix(".txt").read_text("utf-8"))

    @pytest.mark.parametrize("path", sorted(MADE.glob("*.json")), ids=lambda path: path.stem)
    def test_a_table_is_read_cell_for_cell_the_right_column_first(self, path):
        document = one(path.with_suffix(".pdf"))
        assert rows(document) == json.loads(path.read_text("utf-8"))["cells"]
        assert [cell.is_header for cell in document.cells if cell.row_no == 0] == [True] * 4
        assert not any(cell.is_header for cell in document.cells if cell.row_no)

    def test_every_page_of_them_is_sound(self):
        for path in sorted(MADE.glob("*.pdf")):
            assert {page.quality for page in one(path).pages} <= {"sound", "empty"}, path.name

    @pytest.mark.parametrize("name", ["chromium-sans-footnotes", "libreoffice-naskh-footnotes"])
    def test_footnotes_are_a_zone_and_their_calls_stand_in_no_word(self, name):
        document = one(MADE / f"{name}.pdf")
        notes = [document.text[slice(*zone.span)] for zone in document.zones if zone.zone == "footnote"]
        assert "6494" in " ".join(notes)
        calls = [repair for repair in document.repairs if repair.kind == "footnote_call"]
        assert [repair.before for repair in calls] == ["1", "2"]
        assert "بالماء1،" in undo(document.text, document.repairs)

    def test_every_line_stands_in_its_place(self):
        document = one(MADE / "chromium-kufi-three-columns.pdf")
        assert all(document.text[slice(*line.span)].strip() for line in document.places)
        assert all(first.span.end <= second.span.start for first, second in pairwise(document.places))
        for line in document.places:
            x0, top, x1, bottom = line.box
            assert 0 <= x0 < x1 <= 596
            assert 0 <= top < bottom <= 843
        right, left = document.places[0].box, document.places[-1].box
        assert right[0] > left[2]

    def test_a_sentence_knows_its_page_and_a_box_a_line(self):
        document = one(MADE / "chromium-kufi-three-columns.pdf")
        sentence = next(one for one in analyse(document, load()).sentences if "2.100" in one.text)
        boxes = json.loads(sentence.box)
        assert sentence.page == 1
        assert len(boxes) > 1
        assert all(len(box) == 5 and box[0] == 1 for box in boxes)

    def test_a_row_of_a_table_is_a_sentence(self):
        sentences = analyse(one(MADE / "libreoffice-dejavu-table.pdf"), load()).sentences
        assert [one.text for one in sentences if one.zone == "table"][1] == "الشرق\t412\t98,750\t87%"


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("ةنس 2025", "2025 سنة"),
        ("15/03/2025 موي", "يوم 15/03/2025"),
        ("2.22.1061 مقر", "رقم 2.22.1061"),
        ("2026 - 2023 نم", "من 2023 - 2026"),
        ("81% ةبسنب", "بنسبة 81%"),
        ("%81 ةبسنب", "بنسبة 81%"),
        ("81 % ةبسنب", "بنسبة 81 %"),
        ("Covid-19 سوريف", "فيروس Covid-19"),
        ("Energia Verde ةكرش", "شركة Energia Verde"),
        ("11,338 و", "و 11,338"),
    ],
)
def test_what_runs_to_the_right_keeps_its_order(seen, read_as):
    pieces = [Piece(" ", None) if character == " " else Piece(character, at) for at, character in enumerate(seen)]
    gaps = [(float(seen[at - 1 : at].isspace()), float(seen[at + 1 : at + 2].isspace())) for at in range(len(seen))]
    assert "".join(piece.text for piece in bound(read(pieces), gaps)) == read_as


@pytest.mark.parametrize(
    ("given", "letters"),
    [("ﻼ", "لا"), ("ال", "لا"), ("أل", "لأ"), ("ﷲ", "ﷲ"), ("\ufc60", "\u064e\u0651"), ("(cid:12)", ""), ("\ue012", "")],
)
def test_a_glyph_is_its_letters(given, letters):
    assert clean(given) == letters


# Words of a page, glyph by glyph: every letter is its own glyph, drawn from the left.
LETTERS = sorted(set("اأبتثجحخدذرزسشصضطظعغفقكلمنهويةىئء0123456789.،() "))
GLYPH = {letter: at for at, letter in enumerate(LETTERS, 1)}
SAID = {at: letter for letter, at in GLYPH.items()}


def drawn(line):
    """A line as a page draws it: backwards, its numbers forwards."""
    words = [word if word[0].isdigit() else word[::-1] for word in line.split()][::-1]
    return [GLYPH[letter] for letter in " ".join(words)]


LINES = [
    "تضم الجهة في هذه السنة من المستشفيات 22 مستشفى",
    "أعلنت الوزارة عن هذا البرنامج الذي كان في طور الإعداد".replace("إ", "ا"),
    "وقال المدير أن 350 سريرا توجد في المدينة بعد الاصلاح",
    "بناء على القانون رقم 65.99 الصادر في سنة 2003 من طرف البرلمان",
    "من أجل ذلك تقرر تعميم التجربة على باقي الجهات بعد سنة 2026",
]


def page(lines):
    return "".join(text(drawn(line), y=760 - 24 * at) for at, line in enumerate(lines))


class TestTrust:
    def test_a_sound_page_is_sound(self, tmp_path):
        document = one(written(tmp_path, made([page(LINES)], SAID)))
        assert "رقم 65.99 الصادر في سنة 2003" in document.text
        assert [page.quality for page in document.pages] == ["sound"]

    def test_the_font_itself_is_believed_before_a_lying_layer(self, tmp_path):
        lying = SAID | {GLYPH["6"]: "9", GLYPH["5"]: "1", GLYPH["3"]: "0"}
        document = one(written(tmp_path, made([page(LINES)], lying, font=embedded(LETTERS))))
        assert "رقم 65.99 الصادر في سنة 2003" in document.text
        assert "350 سريرا" in document.text
        assert [page.quality for page in document.pages] == ["sound"]
        assert "the font's own table" in document.pages[0].reasons[0]

    def test_two_glyphs_for_one_digit_put_the_digits_in_doubt(self, tmp_path):
        lying = SAID | {GLYPH["6"]: "9", GLYPH["5"]: "1", GLYPH["3"]: "0"}
        document = one(written(tmp_path, made([page(LINES)], lying)))
        assert [page.quality for page in document.pages] == ["digits"]
        found = analyse(document, load())
        figures = [mention for mention in found.mentions if mention.kind in ("figure", "date", "law")]
        assert figures
        assert all(mention.confidence <= DOUBTFUL for mention in figures)
        assert not [fact for fact in found.facts if isinstance(fact.about, Mention)]

    def test_years_that_cannot_be_put_the_digits_in_doubt(self, tmp_path):
        lines = [line.replace("سنة 2003", "12 مارس 9193").replace("سنة 2026", "3 غشت 6251") for line in LINES]
        document = one(written(tmp_path, made([page(lines)], SAID)))
        assert [page.quality for page in document.pages] == ["digits"]

    def test_lost_letters_are_seen(self, tmp_path):
        lost = SAID | {GLYPH[letter]: chr(0xE000 + at) for at, letter in enumerate("المنيو")}
        path = written(tmp_path, made([page(LINES)], lost))
        [document] = documents(path)
        assert document.pages[0].quality in ("letters", "ocr")
        assert "glyphs have no text" in document.pages[0].reasons[0]

    def test_swapped_letters_are_seen(self, tmp_path):
        letters = [letter for letter in LETTERS if letter.isalpha()]
        swapped = SAID | {GLYPH[letter]: letters[at - 7] for at, letter in enumerate(letters)}
        path = written(tmp_path, made([page(LINES)], swapped))
        assert documents(path)[0].pages[0].quality in ("letters", "ocr")

    def test_another_programs_ocr_is_known_by_its_unseen_letters(self, tmp_path):
        hidden = "".join(text(drawn(line), y=760 - 24 * at, render=3) for at, line in enumerate(LINES))
        assert one(written(tmp_path, made([hidden], SAID))).pages[0].quality == "ocr"


class TestScan:
    @pytest.fixture
    def scan(self, tmp_path):
        path = tmp_path / "scan.pdf"
        with pypdfium2.PdfDocument(MADE / "libreoffice-naskh-footnotes.pdf") as pdf:
            pdf[0].render(scale=200 / 72).to_pil().convert("L").save(path, "PDF", resolution=200)
        return path

    def test_without_tesseract_it_says_what_to_install(self, scan, monkeypatch):
        monkeypatch.setattr("pipeline.ingest.pdf.ocr.tesseract", lambda: None)
        monkeypatch.setattr("pipeline.ingest.pdf.tesseract", lambda: None)
        error = one_error(scan)
        assert "no text layer" in error
        assert "tesseract-ocr-ara" in error

    @needs_tesseract
    def test_its_letters_are_read_and_its_figures_never_published(self, scan):
        document = one(scan)
        assert document.reader == "pdf+tesseract"
        assert [page.quality for page in document.pages] == ["ocr"]
        assert "وزير التجهيز" in document.text
        assert not [fact for fact in analyse(document, load()).facts if isinstance(fact.about, Mention)]

    @needs_tesseract
    def test_numbers_of_a_layer_without_letters_are_kept(self, tmp_path):
        lost = {glyph: chr(0xE000 + glyph) if letter.isalpha() else letter for glyph, letter in SAID.items()}
        document = one(written(tmp_path, made([page(LINES)], lost)))
        assert "65.99" in document.text
        assert "2003" in document.text


class TestLimits:
    def test_a_file_of_another_kind(self, tmp_path):
        assert "not a PDF file" in one_error(written(tmp_path, b"hello"))

    def test_a_file_cut_short(self, tmp_path):
        whole = (MADE / "fpdf-amiri-article.pdf").read_bytes()
        assert "broken or cut short" in one_error(written(tmp_path, whole[: len(whole) // 3]))

    def test_a_locked_file(self):
        assert "locked with a password" in one_error(MADE.parent / "locked.pdf")

    def test_a_file_without_end(self, tmp_path, monkeypatch):
        monkeypatch.setattr(opening, "PAGES", 3)
        assert "4 pages: the limit is 3" in one_error(written(tmp_path, made([""] * 4, SAID)))

    def test_a_bomb(self, tmp_path, monkeypatch):
        monkeypatch.setattr(opening, "UNPACKED", 4 * 1024 * 1024)
        path = written(tmp_path, made([b" " * (8 * 1024 * 1024)], SAID, packed=True))
        assert path.stat().st_size < 20_000
        assert "packed too tightly" in one_error(path)

    def test_a_page_that_draws_without_end_is_marked(self, tmp_path, monkeypatch):
        monkeypatch.setattr("pipeline.ingest.pdf.device.GLYPHS", 100)
        document = one(written(tmp_path, made([page(LINES), page(LINES[:1])], SAID)))
        assert [page.quality for page in document.pages][1] == "sound"
        assert "damaged" in document.pages[0].reasons[0]

    def test_a_page_without_letters_says_so(self, tmp_path):
        assert "no text in it" in one_error(written(tmp_path, made([""], SAID)))


def test_the_site_says_which_page_is_in_doubt_and_why(tmp_path):
    import asyncio

    from datasette.app import Datasette

    from pipeline import build_database

    lying = SAID | {GLYPH["6"]: "9", GLYPH["5"]: "1", GLYPH["3"]: "0"}
    written(tmp_path, made([page(LINES)], lying))
    db = tmp_path / "facts.db"
    assert build_database([str(tmp_path / "a.pdf")], db).failed == 0
    site = Datasette([str(db)])
    [document] = documents(tmp_path / "a.pdf")
    for lang, reason in (
        ("ar", "أرقامها موضع شك"),
        ("ar", "رسمان في الخط يدعيان أنهما رقم واحد"),
        ("en", "two glyphs of a font claim to be one digit"),
    ):
        path = f"/-/document/{document.id}?lang={lang}"
        assert reason in asyncio.run(site.client.get(path, follow_redirects=True)).text


def test_a_page_drawn_as_it_is_read_is_read_so(tmp_path):
    forwards = "".join(text([GLYPH[letter] for letter in line], y=760 - 24 * at) for at, line in enumerate(LINES))
    document = one(written(tmp_path, made([forwards], SAID)))
    assert "رقم 65.99 الصادر في سنة 2003" in document.text
    assert document.pages[0].quality == "sound"


def test_forms_that_draw_forms_that_draw_forms_have_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.ingest.pdf.device.FORMS", 50)
    assert "its stream is damaged" in one_error(written(tmp_path, nested(4)))


def test_an_ingest_names_the_pages_in_doubt(tmp_path):
    from pipeline import build_database

    lying = SAID | {GLYPH["6"]: "9", GLYPH["5"]: "1", GLYPH["3"]: "0"}
    path = written(tmp_path, made([page(LINES)], lying))
    summary = build_database([str(path)], tmp_path / "facts.db")
    assert summary.doubts == (f"{path}, page 1: two glyphs of a font claim to be one digit",)


def test_read_writes_body_and_cells_into_a_folder(tmp_path):
    from click.testing import CliRunner

    from pipeline.cli import cli

    source = MADE / "libreoffice-dejavu-table.pdf"
    outcome = CliRunner().invoke(cli, ["read", str(source), "--to", str(tmp_path / "out")])
    assert outcome.exit_code == 0
    assert plain((tmp_path / "out" / f"{source.stem}.txt").read_text("utf-8")) == plain(
        source.with_suffix(".txt").read_text("utf-8")
    )
    record = json.loads((tmp_path / "out" / f"{source.stem}.json").read_text("utf-8"))
    assert record["cells"][1] == ["الشرق", "412", "98,750", "87%"]
    assert record["lines"]
