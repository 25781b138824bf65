"""Corrections by people: found again by their words, applied at each ingest, and never lost with the database."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from pipeline import build_database
from pipeline.build import Options, ingest, remove
from pipeline.cli import cli
from pipeline.correct import anchored, correct, period
from pipeline.correction import write_correction
from pipeline.errors import UsageError
from pipeline.face import documents, mentions
from pipeline.ingest.corrections import read_corrections
from pipeline.records import Correction
from pipeline.text import Span
from pipeline.verify import verify

TEXT = (
    "تضم جهة الشرق 22 مستشفى و1430 سريرا، وستضيف الوزارة 300 سرير بحلول فبراير 2026.\n"
    "وتضم جهة سوس ماسة 22 مستشفى حسب بلاغ الوزارة الصادر في 12 يناير 2026.\n"
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text("بلغ عدد المدارس 340 مدرسة سنة 2025.", "utf-8")
    return folder


@pytest.fixture
def db(corpus, tmp_path):
    path = tmp_path / "extracted" / "facts.db"
    path.parent.mkdir()
    build_database([str(corpus)], path)
    return path


def rows(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.execute(sql, values))


def the_id(db, table, surface, at=0):
    return rows(db, f"SELECT id FROM {table} WHERE surface = ? ORDER BY start_char", surface)[at][0]


def again(corpus, db):
    return ingest([str(corpus)], db, Options())


def test_a_figure_takes_the_value_and_so_does_its_fact(corpus, db):
    figure = the_id(db, "figures", "22 مستشفى", 1)
    write_correction(figure, ["value=25"], "the communiqué says 25", "سعاد", db)
    summary = again(corpus, db)
    assert (summary.changed, summary.unchanged, summary.orphans) == (1, 1, ())
    assert rows(db, "SELECT value, rule, confidence FROM figures WHERE id = ?", figure) == [
        (25, "corrected by hand", 1.0)
    ]
    assert rows(db, "SELECT value FROM figures WHERE surface = '22 مستشفى' AND id <> ?", figure) == [(22,)]
    assert [value for (value,) in rows(db, "SELECT value FROM facts WHERE figure_id = ?", figure)] == [25]
    assert rows(db, "SELECT target_id, field, value, why, author, state FROM corrections") == [
        (figure, "value", "25", "the communiqué says 25", "سعاد", "applied")
    ]
    assert verify(db).problems == ()
    assert again(corpus, db).unchanged == 2


def test_it_survives_the_database(corpus, db):
    figure = the_id(db, "figures", "22 مستشفى", 1)
    write_correction(figure, ["value=25"], "so it is", None, db)
    again(corpus, db)
    before = rows(db, "SELECT * FROM corrections") + rows(db, "SELECT * FROM facts ORDER BY id")
    db.unlink()
    build_database([str(corpus)], db)
    assert rows(db, "SELECT * FROM corrections") + rows(db, "SELECT * FROM facts ORDER BY id") == before


def test_it_finds_its_words_in_an_edited_text(corpus, db):
    write_correction(the_id(db, "figures", "22 مستشفى", 1), ["value=25"], "so it is", None, db)
    (corpus / "a.txt").write_text("خبر عاجل من الرباط.\n" + TEXT.replace("1430", "1500"), "utf-8")
    assert again(corpus, db).orphans == ()
    found = rows(db, "SELECT value FROM figures JOIN documents ON documents.id = document_id"
                     " WHERE superseded_by IS NULL AND surface = '22 مستشفى' ORDER BY start_char")  # fmt: skip
    assert found == [(22,), (25,)]


def test_an_orphan_is_told_and_kept(corpus, db):
    write_correction(the_id(db, "figures", "1430 سريرا"), ["value=1450"], "so it is", None, db)
    (corpus / "a.txt").write_text(TEXT.replace("1430", "1500"), "utf-8")
    summary = again(corpus, db)
    assert summary.orphans == ("a.txt: value of «1430 سريرا»",)
    assert rows(db, "SELECT state, target_id FROM corrections") == [("orphaned", None)]
    (corpus / "a.txt").unlink()
    assert ingest([str(corpus)], db, Options(prune=True)).orphans == ("a.txt: value of «1430 سريرا»",)
    assert rows(db, "SELECT state, document_id FROM corrections") == [("orphaned", None)]


def test_a_rejected_figure_is_gone_with_its_fact(corpus, db):
    figure = the_id(db, "figures", "340 مدرسة")
    write_correction(figure, ["reject=1"], "a page number", None, db)
    assert again(corpus, db).changed == 1
    assert rows(db, "SELECT count(*) FROM figures WHERE id = ?", figure) == [(0,)]
    assert rows(db, "SELECT count(*) FROM facts WHERE figure_id = ?", figure) == [(0,)]


@pytest.mark.parametrize(
    ("pair", "column", "value"),
    [
        ("status=cancelled", "status", "cancelled"),
        ("place_id=region/01", "place_id", "region/01"),
        ("end_date=2026-03-31", "end_date", "2026-03-31"),
        ("value=301", "value", 301),
        ("speaker=", "speaker", None),
    ],
)
def test_a_fact_takes_the_slot(corpus, db, pair, column, value):
    fact = f"{the_id(db, 'figures', '300 سرير')}.1"
    write_correction(fact, [pair], "so it is", None, db)
    assert again(corpus, db).orphans == ()
    assert rows(db, f"SELECT {column}, rule FROM facts WHERE id = ?", fact) == [(value, "corrected by hand")]
    assert verify(db).problems == ()


def test_a_rejected_fact_leaves_its_figure(corpus, db):
    figure = the_id(db, "figures", "300 سرير")
    write_correction(f"{figure}.1", ["reject=1"], "it is no claim", None, db)
    again(corpus, db)
    assert rows(db, "SELECT count(*) FROM facts WHERE figure_id = ?", figure) == [(0,)]
    assert rows(db, "SELECT count(*) FROM figures WHERE id = ?", figure) == [(1,)]
    assert verify(db).problems == ()


def test_a_date(corpus, db):
    date = the_id(db, "dates", "فبراير 2026")
    write_correction(date, ["value=2026-03"], "a slip of the paper", None, db)
    again(corpus, db)
    assert rows(db, "SELECT timex_value, start_date, end_date, grain FROM dates WHERE id = ?", date) == [
        ("2026-03", "2026-03-01", "2026-03-31", "month")
    ]


def test_a_place_of_a_mention_and_a_document_s_day(corpus, db):
    place = the_id(db, "mentions", "جهة الشرق")
    document = place.partition(".")[0]
    write_correction(place, ["entity_id=region/05"], "so it is", None, db)
    write_correction(document, ["published_on=2026-01-13"], "from the printed page", None, db)
    again(corpus, db)
    assert rows(db, "SELECT entity_id FROM mentions WHERE id = ?", place) == [("region/05",)]
    assert rows(db, "SELECT published_on, published_how FROM documents WHERE id = ?", document) == [
        ("2026-01-13", "manifest")
    ]


def test_two_entities_are_one_and_one_is_none(corpus, db):
    write_correction("region/02", ["merge=region/09"], "for the test", None, db)
    assert again(corpus, db).orphans == ()
    assert {one for (one,) in rows(db, "SELECT DISTINCT entity_id FROM mentions WHERE kind = 'place'")} == {"region/09"}
    assert rows(db, "SELECT target_id, state FROM corrections WHERE field = 'merge'") == [("region/09", "applied")]
    assert rows(db, "SELECT count(*) FROM entities WHERE id = 'region/02'") == [(0,)]
    write_correction("region/09", ["reject=1"], "for the test", None, db)
    again(corpus, db)
    assert rows(db, "SELECT count(*) FROM mentions WHERE kind = 'place' AND entity_id IS NOT NULL") == [(0,)]


def test_what_is_said_later_holds(corpus, db):
    figure = the_id(db, "figures", "340 مدرسة")
    write_correction(figure, ["value=341"], "first", None, db)
    write_correction(figure, ["value=342"], "then", None, db)
    again(corpus, db)
    assert rows(db, "SELECT value FROM figures WHERE id = ?", figure) == [(342,)]
    assert rows(db, "SELECT value, why FROM corrections") == [("342", "then")]


def test_stored_texts_read_again_keep_their_corrections(corpus, db):
    figure = the_id(db, "figures", "340 مدرسة")
    write_correction(figure, ["value=341"], "so it is", None, db)
    again(corpus, db)
    ingest([], db, Options(reextract=True, force=True))
    assert rows(db, "SELECT value FROM figures WHERE id = ?", figure) == [(341,)]
    assert rows(db, "SELECT state FROM corrections") == [("applied",)]
    assert remove(db, figure.partition(".")[0]) == 1


@pytest.mark.parametrize(
    ("table", "surface", "pair", "cause"),
    [
        ("figures", "340 مدرسة", "value=many", "not a number"),
        ("figures", "340 مدرسة", "value=NaN", "not a number"),
        ("figures", "340 مدرسة", "value=", "a figure has a value"),
        ("figures", "340 مدرسة", "dimension=", "a figure has a dimension"),
        ("mentions", "جهة الشرق", "entity_id=banana", "no entity"),
        ("figures", "340 مدرسة", "colour=red", "nothing that a figure has"),
        ("figures", "340 مدرسة", "qualifier=maybe", "not a qualifier"),
        ("figures", "340 مدرسة", "value", "not key=value"),
        ("dates", "فبراير 2026", "value=soon", "not a time"),
        ("dates", "فبراير 2026", "value=2026-13", "not a time"),
        ("facts", "340 مدرسة", "status=begun", "nothing that status can be"),
        ("facts", "340 مدرسة", "time_relation=before", "nothing that time_relation can be"),
        ("facts", "340 مدرسة", "place_id=nowhere", "no entity"),
    ],
)
def test_what_will_not_do_is_not_written(corpus, db, table, surface, pair, cause):
    with pytest.raises(UsageError, match=cause):
        write_correction(the_id(db, table, surface), [pair], "so it is", None, db)
    assert not (corpus / "corrections.jsonl").exists()


def test_an_entity_goes_into_one_that_is_there(corpus, db):
    for other in ("region/none", "region/02", "nothing"):
        with pytest.raises(UsageError, match=r"no other entity|no entity"):
            write_correction("region/02", [f"merge={other}"], "so it is", None, db)
    assert not (corpus / "corrections.jsonl").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "begun"), ("stance", "sure"), ("start_date", "soon"), ("value", "1e999999"), ("place_id", "x")],
)
def test_a_line_by_hand_that_no_fact_can_hold_is_told_and_stops_no_document(corpus, db, field, value):
    line = {"source": "b.txt", "kind": "fact", "exact": "340 مدرسة", "field": field, "value": value, "why": "x"}
    (corpus / "corrections.jsonl").write_text(json.dumps(line), "utf-8")
    summary = again(corpus, db)
    assert (summary.failed, len(summary.orphans)) == (0, 1)
    assert verify(db).problems == ()


def test_what_is_not_there(db, tmp_path):
    with pytest.raises(UsageError, match="no row with this id"):
        write_correction("nothing", ["value=1"], "so it is", None, db)
    with pytest.raises(UsageError, match="no such database"):
        write_correction("nothing", ["value=1"], "so it is", None, tmp_path / "none.db")
    with pytest.raises(UsageError, match="no reason"):
        write_correction("nothing", ["value=1"], " ", None, db)


def test_the_command(corpus, db):
    figure = the_id(db, "figures", "340 مدرسة")
    done = CliRunner().invoke(cli, ["correct", figure, "value=341", "--why", "عدد خاطئ", "--db", str(db)])
    assert done.exit_code == 0, done.output
    assert "1 written to" in done.output
    [line] = (corpus / "corrections.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    assert (record["source"], record["exact"], record["value"], record["why"]) == (
        "b.txt",
        "340 مدرسة",
        "341",
        "عدد خاطئ",
    )
    assert record["prefix"] == "بلغ عدد المدارس "
    wrong = CliRunner().invoke(cli, ["correct", figure, "value=x", "--why", "y", "--db", str(db)])
    assert (wrong.exit_code, "Traceback" in wrong.output) == (2, False)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "broken JSON"),
        ("[]", "not a JSON object"),
        ("{}", "no source"),
        ('{"source": "a.txt", "kind": "figure", "field": "value"}', "no why"),
        ('{"source": "a.txt", "kind": "figure", "field": "value", "why": "x", "value": 3}', "value is not a text"),
        ('{"source": "a.txt", "kind": "figure", "field": "value", "why": "x", "start": "x"}', "whole numbers"),
        ("[" * 100_000, "broken JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_holds(corpus, db, line, cause):
    good = '{"source": "b.txt", "kind": "figure", "field": "value", "value": "341", "exact": "340 مدرسة", "why": "x"}'
    (corpus / "corrections.jsonl").write_text(f"{line}\n\n{good}", "utf-8")
    summary = again(corpus, db)
    [failure] = summary.failures
    assert failure.source.endswith("corrections.jsonl, line 1")
    assert cause in failure.error
    assert rows(db, "SELECT value FROM figures WHERE surface = '340 مدرسة'") == [(341,)]


def test_a_hostile_line_does_nothing(corpus, db):
    lines = [
        {"source": "../../etc/passwd", "kind": "figure", "field": "value", "value": "1", "exact": "x", "why": "x"},
        {"source": "b.txt", "kind": "fact", "field": "id", "value": "x", "exact": "340 مدرسة", "why": "x"},
        {"source": "b.txt", "kind": "fact", "field": "place", "value": "'; DROP TABLE facts", "exact": "x", "why": "x"},
        {"source": "b.txt", "kind": "figure", "field": "value", "value": "1e999999", "exact": "340 مدرسة", "why": "x"},
    ]  # fmt: skip
    (corpus / "corrections.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    again(corpus, db)
    assert rows(
        db, "SELECT count(*) FROM facts WHERE document_id IN (SELECT id FROM documents WHERE source LIKE '%b.txt')"
    ) != [(0,)]
    assert {state for (state,) in rows(db, "SELECT state FROM corrections")} == {"orphaned"}
    assert verify(db).problems == ()


class TestAnchor:
    def one(self, exact, prefix="", suffix="", start=None):
        return Correction("", "a", "figure", "value", "1", "x", exact, prefix, suffix, start)

    @pytest.mark.parametrize(
        ("correction", "expected"),
        [
            (("22", "الشرق ", " مستشفى"), Span(6, 8)),
            (("22", "سوس ", ""), Span(22, 24)),
            (("22",), None),
            (("22", "", "", 20), Span(22, 24)),
            (("23",), None),
            (("",), None),
        ],
    )
    def test_of_several_places_the_one_that_fits(self, correction, expected):
        assert anchored("الشرق 22 مستشفى و سوس 22 مستشفى"[:31], self.one(*correction)) == expected


@pytest.mark.parametrize(
    ("value", "end"),
    [("2026", "2026-12-31"), ("2026-02", "2026-02-28"), ("2026-02-03/2026-02-09", "2026-02-09"), ("", None),
     ("2026-02/2026-01", None), ("2026-02-30", None), ("0000", None), ("x", None), ("2026-1", None)],
)  # fmt: skip
def test_a_time_as_it_is_written(value, end):
    found = period(value)
    assert (found.end.isoformat() if found else None) == end


def test_nothing_is_corrected_where_nothing_is_said(corpus):
    [document, _] = documents(str(corpus))
    found = mentions(document)
    assert correct(document, found) == (found, ())
    assert read_corrections(corpus).lines == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "banana"),
        ("stance", "maybe"),
        ("change", "more"),
        ("time_relation", "near"),
        ("start_date", "soon"),
        ("start_date", "2030-01-01"),
        ("value", "NaN"),
        ("value", "1e999999999"),
        ("place_id", "banana"),
    ],
)
def test_what_no_fact_can_hold_is_an_orphan_and_the_document_stays(corpus, db, field, value):
    fact = the_id(db, "facts", "300 سرير")
    write_correction(fact, ["unit=room"], "as the plan has it", None, db)
    file = corpus / "corrections.jsonl"
    line = {**json.loads(file.read_text("utf-8")), "field": field, "value": value}
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    before = rows(db, "SELECT * FROM facts ORDER BY id")
    assert not again(corpus, db).failed
    assert rows(db, "SELECT * FROM facts ORDER BY id") == before
    assert rows(db, "SELECT field, state FROM corrections") == [(field, "orphaned")]


@pytest.mark.parametrize("pair", ["status=banana", "stance=maybe", "place_id=banana", "value=NaN", "end_date=soon"])
def test_what_no_fact_can_hold_is_not_written(corpus, db, pair):
    with pytest.raises(UsageError):
        write_correction(the_id(db, "facts", "300 سرير"), [pair], "as it is", None, db)
    assert not (corpus / "corrections.jsonl").exists()


def test_both_ends_of_a_time_move_together(corpus, db):
    write_correction(
        the_id(db, "facts", "300 سرير"), ["start_date=2030-01-01", "end_date=2030-12-31"], "put off", None, db
    )
    again(corpus, db)
    assert rows(db, "SELECT start_date, end_date FROM facts WHERE surface = '300 سرير'") == [
        ("2030-01-01", "2030-12-31")
    ]


@pytest.mark.parametrize(("field", "value"), [("country", "Morocco"), ("published_on", "soon"), ("colour", "red")])
def test_what_no_document_can_have_is_told_with_its_line(tmp_path, field, value):
    line = {"source": "a.txt", "kind": "document", "field": field, "value": value, "why": "so it is"}
    (tmp_path / "corrections.jsonl").write_text(json.dumps(line), "utf-8")
    read = read_corrections(tmp_path)
    assert not read.lines
    assert [error.source.rpartition("/")[2] for error in read.errors] == ["corrections.jsonl, line 1"]


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("unit=potato", "write it as the lexicon does"),
        ("unit=beds", "did you mean bed?"),
        ("unit=سرير", "did you mean bed?"),
        ("place_id=region/1", "region/01 (طنجة-تطوان-الحسيمة)"),
        ("place_id=place/nothing-like-it", "write its id"),
        ("place_id=جهة الشرق", "region/02"),
        ("place_id=law/08.22", "write its id"),
        ("place_id=commune/99.999.99.9", "commune/"),
    ],
)
def test_an_unknown_unit_or_place_is_refused_with_what_was_meant(corpus, db, pair, hint):
    fact = f"{the_id(db, 'figures', '300 سرير')}.1"
    with pytest.raises(UsageError) as told:
        write_correction(fact, [pair], "so it is", None, db)
    assert hint in str(told.value)
    assert not (corpus / "corrections.jsonl").exists()


def test_a_user_s_own_unit_is_known(corpus, db):
    (corpus / "lexicon").mkdir()
    (corpus / "lexicon" / "unit.tsv").write_text(
        "unit\tdimension\tfactor\tunit_si\tiso8601\tsource\tnote\tword\ntent\tcount\t\t\t\town\t\tخيمة\n", "utf-8"
    )
    fact = f"{the_id(db, 'figures', '300 سرير')}.1"
    assert write_correction(fact, ["unit=tent"], "so it is", None, db)[1][0].value == "tent"


def test_a_place_that_no_text_names_is_called_by_its_name(corpus, db):
    fact = f"{the_id(db, 'figures', '300 سرير')}.1"
    write_correction(fact, ["place_id=province/01.331"], "so it is", None, db)
    assert again(corpus, db).orphans == ()
    assert rows(db, "SELECT name_ar, parent_id FROM entities WHERE id = 'province/01.331'") == [
        ("العرائش", "region/01")
    ]
    assert verify(db).problems == ()


def test_a_correction_finds_its_corpus_from_another_folder(corpus, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    relative = tmp_path / "extracted" / "other.db"
    build_database(["corpus"], relative)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    path, (line,) = write_correction(the_id(relative, "figures", "1430 سريرا"), ["value=1"], "so", None, relative)
    assert (path.resolve(), line.source) == (corpus / "corrections.jsonl", "a.txt")
