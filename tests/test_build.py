"""Sources to database: what has changed is redone, and only that; nothing depends on order or on the number of jobs."""

import fcntl
import gzip
import io
import json
import os
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pipeline.build import Options, ingest, remove
from pipeline.errors import DatabaseError, NewerDatabaseError, UsageError
from pipeline.records import Metadata
from pipeline.run import version, work
from pipeline.store.dump import dump
from pipeline.store.opening import open_database

BEDS = "تضم جهة الشرق 22 مستشفى و1.430 سريرا، حسب القانون رقم 08.22 المتعلق بالمجموعات الصحية.\n"
ROADS = "أنجزت الوزارة 120 كيلومترا من الطرق في إقليم تازة يوم الخميس.\n"
PRICES = "بلغ سعر الكيلوغرام 35 درهما في 12 دجنبر 2025.\n"


pytestmark = pytest.mark.usefixtures("corpus")


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in (("beds", BEDS), ("roads", ROADS), ("prices", PRICES)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def db(tmp_path):
    return tmp_path / "out" / "facts.db"


def run(db, *arguments, progress=None, **options):
    return ingest([str(one) for one in arguments or ["texts"]], db, Options(**options), progress)


def content(db):
    with closing(open_database(db, create=False)) as opened:
        return dump(opened)


def query(db, sql, *values):
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchall()


def outcome(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.failed)


def test_a_second_run_does_nothing(db):
    first = run(db)
    assert outcome(first) == (3, 0, 0, 0)
    assert first.found["fact"] >= first.found["figure"] > 3
    assert first.broken == ()
    before = content(db)
    second = run(db)
    assert outcome(second) == (0, 0, 3, 0)
    assert second.found == {}
    assert second.totals == first.totals
    assert content(db) == before
    assert query(db, "SELECT state, new, unchanged FROM runs") == [("done", 3, 0), ("done", 0, 3)]


def test_force_redoes_all_and_changes_no_row(db):
    run(db)
    before = content(db)
    assert outcome(run(db, force=True)) == (0, 3, 0, 0)
    assert content(db) == before


def test_an_edited_file_supersedes_its_old_version(corpus, db):
    run(db)
    (corpus / "beds.txt").write_text(BEDS.replace("22", "23"), "utf-8")
    summary = run(db)
    assert (*outcome(summary), summary.superseded) == (1, 0, 2, 0, 1)
    old, new = query(
        db, "SELECT id, superseded_by FROM documents WHERE source LIKE '%beds%' ORDER BY superseded_by IS NULL"
    )
    assert old[1] == new[0]
    assert new[1] is None
    assert query(db, "SELECT count(*) FROM findings WHERE document_id = ?", old[0]) == [(0,)]
    assert query(db, "SELECT value FROM v_figures WHERE unit = 'hospital'") == [(23,)]
    assert outcome(run(db)) == (0, 0, 3, 0)


def test_an_edit_taken_back_brings_the_old_version_back(corpus, db):
    run(db)
    for text in (BEDS.replace("22", "23"), BEDS):
        (corpus / "beds.txt").write_text(text, "utf-8")
        summary = run(db)
        assert summary.superseded == 1
        assert summary.broken == ()
    assert query(db, "SELECT value FROM v_figures WHERE unit = 'hospital'") == [(22,)]


def test_changed_metadata_redoes_that_document_only(corpus, db):
    run(db)
    (corpus / "documents.toml").write_text('[[document]]\nfile = "roads.txt"\npublished_on = 2025-12-12\n', "utf-8")
    summary = run(db)
    assert outcome(summary) == (0, 1, 2, 0)
    assert query(db, "SELECT published_on, published_how FROM documents WHERE source LIKE '%roads%'") == [
        ("2025-12-12", "manifest")
    ]


def test_a_text_without_a_date_is_listed_with_what_stays_open(db):
    undated = {item.source: item.unresolved for item in run(db).undated}
    assert undated["texts/roads.txt"] == ("الخميس",)
    assert set(undated) == {"texts/beds.txt", "texts/prices.txt", "texts/roads.txt"}
    assert run(db, metadata=Metadata(published_on=date(2025, 12, 12))).undated == ()


def test_a_broken_file_does_not_stop_the_others(corpus, db):
    (corpus / "broken.txt").write_bytes(b"\x00\x01\x02\x03\xff" * 50)
    (corpus / "empty.txt").write_bytes(b"")
    summary = run(db, "texts", "nowhere.txt")
    assert outcome(summary) == (3, 0, 0, 3)
    assert {failure.source for failure in summary.failures} == {"texts/broken.txt", "texts/empty.txt", "nowhere.txt"}
    assert all(failure.error and failure.hint for failure in summary.failures)
    assert len(query(db, "SELECT * FROM failures")) == 3
    (corpus / "empty.txt").write_text(BEDS.replace("22", "24"), "utf-8")
    assert outcome(run(db)) == (1, 0, 3, 1)
    assert query(db, "SELECT source FROM failures ORDER BY source") == [("nowhere.txt",), ("texts/broken.txt",)]


def test_a_failure_goes_with_its_file(corpus, db):
    (corpus / "empty.txt").write_bytes(b"")
    run(db, "texts", "texts-of-others.txt")
    assert query(db, "SELECT source, stage FROM failures ORDER BY source") == [
        *(("texts-of-others.txt", "find"), ("texts/empty.txt", "read"))
    ]
    (corpus / "empty.txt").unlink()
    run(db)
    assert query(db, "SELECT source FROM failures") == [("texts-of-others.txt",)]


def test_an_entity_that_only_an_old_version_names_is_not_shown(corpus, db):
    run(db)
    (corpus / "beds.txt").write_text(BEDS.replace("08.22", "09.22"), "utf-8")
    run(db)
    assert query(db, "SELECT id FROM v_entities WHERE kind = 'law'") == [("law/09.22",)]


def test_the_same_dump_in_any_order_and_with_any_jobs(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(work, "ALONE", 0)
    files = sorted(corpus.glob("*.txt"))
    # The same bytes in a second place, and two documents that name one law by different titles.
    (corpus / "again.txt").write_text(BEDS, "utf-8")
    (corpus / "title.txt").write_text("صدر القانون رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية.\n", "utf-8")
    files = sorted(corpus.glob("*.txt"))
    dumps = set()
    for name, order, jobs in (
        ("one", files, 1),
        ("other", files[::-1], 1),
        ("two", files, 2),
        ("turn", files[::-1], 2),
    ):
        path = tmp_path / name / "facts.db"
        summary = run(path, *(file.relative_to(corpus.parent) for file in order), jobs=jobs)
        assert summary.new == 4
        assert summary.broken == ()
        dumps.add(content(path))
    assert len(dumps) == 1
    assert "'texts/again.txt'" in dumps.pop()


def test_an_entity_is_the_same_after_any_history(corpus, db, tmp_path):
    law = corpus / "law.txt"
    law.write_text("صدر القانون رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية بالجهات.\n", "utf-8")
    run(db)
    law.unlink()
    run(db, prune=True)
    fresh = tmp_path / "fresh" / "facts.db"
    run(fresh)
    assert content(db) == content(fresh)


def test_what_stands_in_two_places_is_one_document(corpus, db):
    (corpus / "z-copy.txt").write_text(BEDS, "utf-8")
    assert outcome(run(db)) == (3, 0, 1, 0)
    assert query(db, "SELECT source FROM sources ORDER BY source") == [
        (f"texts/{name}.txt",) for name in ("beds", "prices", "roads", "z-copy")
    ]
    (corpus / "beds.txt").write_text(BEDS.replace("22", "25"), "utf-8")
    summary = run(db)
    assert summary.superseded == 0
    assert query(db, "SELECT count(*) FROM v_documents") == [(4,)]
    assert run(db).broken == ()


def test_prune_takes_out_what_is_gone(corpus, db):
    lines = [json.dumps({"id": str(number), "text": BEDS.replace("22", str(30 + number))}) for number in range(3)]
    jsonl = corpus / "lines.jsonl"
    jsonl.write_text("\n".join(lines), "utf-8")
    run(db)
    jsonl.write_text("\n".join(lines[:2]), "utf-8")
    (corpus / "roads.txt").unlink()
    assert run(db).pruned == 0
    assert run(db, dry_run=True, prune=True).pruned == 2
    summary = run(db, prune=True)
    assert summary.pruned == 2
    assert summary.broken == ()
    assert [row[0] for row in query(db, "SELECT source FROM documents ORDER BY source")] == [
        *("texts/beds.txt", "texts/lines.jsonl#0", "texts/lines.jsonl#1", "texts/prices.txt")
    ]


def test_prune_spares_a_file_with_a_broken_line(corpus, db):
    good = json.dumps({"id": "1", "text": BEDS})
    (corpus / "lines.jsonl").write_text(good, "utf-8")
    run(db)
    (corpus / "lines.jsonl").write_text(good[:-5], "utf-8")
    assert run(db, prune=True).pruned == 0


def test_reextract_reads_the_stored_text_with_new_rules(corpus, db, monkeypatch):
    run(db)
    before = content(db)
    old = query(db, "SELECT DISTINCT rules_version FROM documents")
    monkeypatch.setattr(version, "RULES_VERSION", 99)
    for path in corpus.iterdir():
        path.unlink()
    assert outcome(run(db, reextract=True, dry_run=True)) == (0, 3, 0, 0)
    assert outcome(run(db, reextract=True)) == (0, 3, 0, 0)
    assert outcome(run(db, reextract=True)) == (0, 0, 3, 0)
    after = content(db)
    new = query(db, "SELECT DISTINCT rules_version FROM documents")
    assert new != old
    assert after.replace(new[0][0], old[0][0]) == before


def test_reextract_gives_what_reading_gives(db):
    here = Path(__file__).parents[1] / "corpus"
    run(db, here)
    before = content(db)
    assert run(db, here, reextract=True, force=True).changed == run(db, here).unchanged
    assert content(db) == before


def test_changed_rules_redo_an_ingest(db, monkeypatch):
    run(db)
    monkeypatch.setattr(version, "RULES_VERSION", 99)
    assert outcome(run(db)) == (0, 3, 0, 0)


def test_a_users_tables_stand_beside_the_corpus(corpus, db):
    run(db)
    folder = corpus / "lexicon"
    folder.mkdir()
    package = Path(version.__file__).parents[1] / "lexicon" / "ar" / "unit.tsv"
    header, first = package.read_text("utf-8").splitlines()[:2]
    cells = dict(zip(header.split("\t"), first.split("\t"), strict=True))
    cells |= {"unit": "kiosk", "word": "كشك|أكشاك"} | ({"source": "test"} if "source" in cells else {})
    (folder / "unit.tsv").write_text(header + "\n" + "\t".join(cells.values()) + "\n", "utf-8")
    (corpus / "prices.txt").write_text("فُتح في السوق 14 كشكا.\n", "utf-8")
    assert outcome(run(db)) == (1, 2, 0, 0)
    assert outcome(run(db)) == (0, 0, 3, 0)
    assert query(db, "SELECT value FROM v_figures WHERE unit = 'kiosk'") == [(14,)]
    other = corpus.parent / "other" / "lexicon"
    other.mkdir(parents=True)
    (other / "unit.tsv").write_text((folder / "unit.tsv").read_text("utf-8"), "utf-8")
    with pytest.raises(UsageError, match="several lexicons"):
        run(db, "texts", "other")


def test_a_dry_run_writes_nothing(corpus, db):
    summary = run(db, dry_run=True)
    assert (outcome(summary), summary.dry_run) == ((3, 0, 0, 0), True)
    assert not db.exists()
    run(db)
    (corpus / "roads.txt").write_text(ROADS + "وأضافت 3 جسور.\n", "utf-8")
    before = content(db)
    assert outcome(run(db, dry_run=True)) == (1, 0, 2, 0)
    assert content(db) == before


def test_a_text_in_another_language_is_kept_and_not_extracted(corpus, db):
    (corpus / "french.txt").write_text(
        "Le ministre a annoncé la construction de 22 hôpitaux dans la région.\n", "utf-8"
    )
    run(db)
    assert query(db, "SELECT language, extracted FROM documents WHERE source LIKE '%french%'") == [("fr", 0)]
    assert query(db, "SELECT count(*) FROM findings WHERE source LIKE '%french%'") == [(0,)]
    assert query(db, "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'ministre'") == [(1,)]


def test_standard_input_is_kept(db, monkeypatch):
    for text in (BEDS, ROADS):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert outcome(run(db, "-")) == (1, 0, 0, 0)
    assert query(db, "SELECT count(*) FROM documents WHERE superseded_by IS NULL") == [(2,)]
    kept = sorted((db.parent / "raw").glob("*.gz"))
    assert {gzip.decompress(path.read_bytes()).decode() for path in kept} == {BEDS, ROADS}
    digest = query(db, "SELECT id FROM documents ORDER BY id")[0][0]
    assert remove(db, digest) == 1
    assert len(list((db.parent / "raw").glob("*.gz"))) == 1


def test_remove_by_source_and_by_id(corpus, db):
    (corpus / "z-copy.txt").write_text(BEDS, "utf-8")
    run(db)
    assert remove(db, "texts/z-copy.txt") == 0
    assert remove(db, "texts/roads.txt") == 1
    identity = query(db, "SELECT id FROM documents WHERE source = 'texts/beds.txt'")[0][0]
    assert remove(db, identity) == 1
    assert query(db, "SELECT source FROM sources") == [("texts/prices.txt",)]
    assert query(db, "SELECT count(*) FROM entities WHERE id = 'law/08.22'") == [(0,)]
    with pytest.raises(UsageError, match="no such document"):
        remove(db, "texts/roads.txt")


def test_progress_counts_to_the_end(corpus, db):
    events = []
    (corpus / "empty.txt").write_bytes(b"")
    run(db, progress=events.append)
    assert [event.done for event in events] == [1, 2, 3, 4]
    assert {event.total for event in events} == {4}
    assert sorted(event.outcome for event in events) == ["failed", "new", "new", "new"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_finishes_the_document_in_hand(corpus, db, jobs, monkeypatch):
    monkeypatch.setattr(work, "ALONE", 1)
    for number in range(40):
        (corpus / f"n{number}.txt").write_text(BEDS.replace("22", str(100 + number)), "utf-8")

    def interrupt(event):
        if event.done == 2:
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)  # a run in the background is begun without it
    summary = run(db, jobs=jobs, progress=interrupt)
    assert signal.getsignal(signal.SIGINT) is before
    assert summary.interrupted
    assert 2 <= summary.new < 43
    assert summary.broken == ()
    assert query(db, "SELECT state FROM runs") == [("interrupted",)]
    rest = run(db)
    assert (rest.new, rest.unchanged) == (43 - summary.new, summary.new)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ingest_waits_then_says_who_holds_the_database(db):
    run(db)
    with db.with_name("facts.db.lock").open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        began = time.monotonic()
        with pytest.raises(DatabaseError, match=rf"another ingest is writing to it \(process {os.getpid()}\)"):
            run(db, wait=0.3)
        assert time.monotonic() - began >= 0.3
    assert outcome(run(db, wait=0.3)) == (0, 0, 3, 0)


def test_reading_goes_on_during_an_ingest(corpus, db):
    run(db)
    seen = []
    (corpus / "new.txt").write_text(BEDS.replace("22", "77"), "utf-8")
    with closing(sqlite3.connect(db)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM documents").fetchone()
        run(db, progress=lambda event: seen.append(reader.execute("SELECT count(*) FROM documents").fetchone()))
        assert set(seen) == {before} == {(3,)}
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM documents").fetchone() == (4,)


def test_an_ingest_waits_while_another_holds_the_file(corpus, db):
    run(db)
    (corpus / "new.txt").write_text(BEDS.replace("22", "77"), "utf-8")
    with closing(sqlite3.connect(db, isolation_level=None, check_same_thread=False)) as other:

        def hold(_):
            if not other.in_transaction and not released:
                other.execute("BEGIN IMMEDIATE")
                released.append(True)
                threading.Timer(0.5, other.execute, ["ROLLBACK"]).start()

        released = []
        assert outcome(run(db, progress=hold, force=True)) == (1, 3, 0, 0)
    assert released


def test_a_file_that_stays_held_is_named(db, monkeypatch):
    run(db)
    monkeypatch.setattr("pipeline.store.opening._WAIT", 0.2)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match=r"facts\.db: database is locked \(free it"):
            run(db)


class TestPlaces:
    """A file is what it is, however it is called and wherever the user stands."""

    def manifest(self, folder, entry):
        (folder / "documents.toml").write_text(f"[[document]]\n{entry}\n", "utf-8")

    def kiosks(self, folder):
        folder.mkdir()
        package = Path(version.__file__).parents[1] / "lexicon" / "ar" / "unit.tsv"
        header, first = package.read_text("utf-8").splitlines()[:2]
        cells = dict(zip(header.split("\t"), first.split("\t"), strict=True)) | {"unit": "kiosk", "word": "كشك|أكشاك"}
        (folder / "unit.tsv").write_text(header + "\n" + "\t".join(cells.values()) + "\n", "utf-8")

    def test_a_renamed_file_brings_its_new_name_and_metadata(self, corpus, db):
        run(db)
        (corpus / "beds.txt").rename(corpus / "renamed.txt")
        self.manifest(corpus, 'file = "renamed.txt"\ntitle = "عنوان"')
        assert outcome(run(db)) == (0, 1, 2, 0)
        assert query(db, "SELECT source FROM documents WHERE title = 'عنوان'") == [("texts/renamed.txt",)]
        assert query(db, "SELECT count(*) FROM sources WHERE source = 'texts/beds.txt'") == [(0,)]
        assert outcome(run(db)) == (0, 0, 3, 0)

    def test_of_two_places_the_first_that_is_still_there_speaks(self, corpus, db):
        (corpus / "z-copy.txt").write_text(BEDS, "utf-8")
        run(db)
        (corpus / "beds.txt").unlink()
        self.manifest(corpus, 'file = "z-copy.txt"\ntitle = "عنوان"')
        assert run(db).broken == ()
        assert query(db, "SELECT source FROM documents WHERE title = 'عنوان'") == [("texts/z-copy.txt",)]

    @pytest.mark.parametrize("spelling", ["./texts/../texts", "{folder}", "{folder}/sub/.."])
    def test_another_spelling_is_the_same_place(self, corpus, db, spelling):
        (corpus / "sub").mkdir()
        run(db)
        (corpus / "beds.txt").write_text(BEDS.replace("22", "23"), "utf-8")
        assert outcome(run(db, spelling.format(folder=corpus))) == (1, 0, 2, 0)
        assert query(db, "SELECT value, source FROM v_figures WHERE unit = 'hospital'") == [(23, "texts/beds.txt")]
        assert query(db, "SELECT count(*) FROM documents WHERE superseded_by IS NULL") == [(3,)]

    def test_from_another_folder_too(self, corpus, db, monkeypatch):
        run(db)
        monkeypatch.chdir(corpus)
        assert outcome(run(db, "beds.txt", "../texts")) == (0, 0, 3, 0)

    def test_prune_leaves_what_was_not_named(self, corpus, db, monkeypatch):
        run(db)
        (corpus / "roads.txt").unlink()
        other = corpus.parent / "other"
        other.mkdir()
        (other / "roads.txt").write_text(PRICES.replace("35", "36"), "utf-8")
        monkeypatch.chdir(other)
        assert run(db, ".", prune=True).gone == ()
        assert run(db, "../texts/beds.txt", prune=True).pruned == 0
        assert query(db, "SELECT count(*) FROM documents WHERE superseded_by IS NULL") == [(4,)]
        assert run(db, "../texts", prune=True, dry_run=True).gone == ("texts/roads.txt",)
        assert run(db, "../texts", prune=True).gone == ("texts/roads.txt",)

    def test_one_file_is_read_as_its_corpus_is(self, corpus, db, monkeypatch):
        (corpus / "sub").mkdir()
        (corpus / "beds.txt").rename(corpus / "sub" / "beds.txt")
        (corpus / "sub" / "beds.txt").write_text(BEDS + "فُتح في السوق 14 كشكا.\n", "utf-8")
        self.manifest(corpus, 'file = "sub/beds.txt"\ntitle = "عنوان"\npublished_on = 2025-12-30')
        self.kiosks(corpus / "lexicon")
        run(db)
        before = content(db)
        assert outcome(run(db, "texts/sub/beds.txt")) == (0, 0, 1, 0)
        assert outcome(run(db, "texts/sub")) == (0, 0, 1, 0)
        monkeypatch.chdir(corpus / "sub")
        assert outcome(run(db, "beds.txt")) == (0, 0, 1, 0)
        assert content(db) == before

    def test_reextract_keeps_the_users_tables(self, corpus, db, monkeypatch):
        (corpus / "beds.txt").write_text(BEDS + "فُتح في السوق 14 كشكا.\n", "utf-8")
        self.kiosks(corpus / "lexicon")
        run(db)
        before = content(db)
        monkeypatch.chdir("/")
        assert outcome(ingest([], db, Options(reextract=True))) == (0, 0, 3, 0)
        assert outcome(ingest([], db, Options(reextract=True, force=True))) == (0, 3, 0, 0)
        assert content(db) == before
        assert query(db, "SELECT value FROM v_figures WHERE unit = 'kiosk'") == [(14,)]

    def test_reextract_of_what_is_not_there(self, db):
        run(db)
        with pytest.raises(UsageError, match="no stored document is named so"):
            run(db, "nosuch", reextract=True)

    def test_reextract_asks_the_text_again(self, corpus, db, monkeypatch):
        run(db)
        (corpus / "roads.txt").write_text("نشر في المساء يوم 20 - 08 - 2012\n\n" + ROADS, "utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.ingest.zones", lambda *_: ((), None))
            patch.setattr("pipeline.ingest.language", lambda *_: "ar")
            run(db)
        day = "SELECT published_on, published_how, publisher FROM v_documents WHERE source = 'texts/roads.txt'"
        assert query(db, day) == [(None, None, None)]
        run(db, reextract=True, force=True)
        assert query(db, day) == [("2012-08-20", "text", "المساء")]
        run(db, metadata=Metadata(published_on=date(2012, 8, 22)))
        run(db, reextract=True, force=True)
        assert query(db, day) == [("2012-08-22", "manifest", "المساء")]

    def test_what_the_command_line_said_stays(self, corpus, db):
        run(db, metadata=Metadata(published_on=date(2025, 12, 12)))
        assert outcome(run(db)) == (0, 0, 3, 0)
        (corpus / "roads.txt").write_text(ROADS + "وأضافت 3 جسور.\n", "utf-8")
        run(db, metadata=Metadata(publisher="الصحيفة"))
        assert query(db, "SELECT DISTINCT published_on, publisher FROM v_documents") == [("2025-12-12", "الصحيفة")]
        self.manifest(corpus, 'file = "roads.txt"\npublished_on = 2025-12-30')
        run(db)
        assert query(db, "SELECT published_on FROM v_documents WHERE source = 'texts/roads.txt'") == [("2025-12-30",)]

    def test_a_dry_run_counts_what_the_run_will(self, corpus, db):
        (corpus / "z-copy.txt").write_text(BEDS, "utf-8")
        for edit in (ROADS, ROADS.replace("120", "121"), BEDS):
            (corpus / "roads.txt").write_text(edit, "utf-8")
            told, done = run(db, dry_run=True), run(db)
            assert (*outcome(told), told.superseded) == (*outcome(done), done.superseded)
        assert done.superseded == 1


class TestDatabasesThatAreNotOurs:
    def test_another_program_s(self, db):
        db.parent.mkdir()
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("CREATE TABLE notes (id)")
        with pytest.raises(DatabaseError, match="not a database of this program"):
            run(db)

    def test_no_database_at_all(self, db):
        db.parent.mkdir()
        db.write_text("هذا نص وليس قاعدة بيانات\n" * 100, "utf-8")
        with pytest.raises(DatabaseError, match="not a database"):
            run(db)

    def test_a_newer_version_s(self, db):
        run(db)
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA user_version = 999")
        with pytest.raises(NewerDatabaseError, match="newer version") as error:
            run(db)
        assert error.value.exit_code == 6

    def test_an_older_version_s(self, db):
        run(db)
        with closing(sqlite3.connect(db)) as connection:
            connection.execute("PRAGMA user_version = 0")
        with pytest.raises(DatabaseError, match="older version"):
            run(db)

    def test_one_that_is_damaged(self, db):
        run(db)
        data = bytearray(db.read_bytes())
        data[4096 : len(data) // 2] = b"\xff" * (len(data) // 2 - 4096)
        db.write_bytes(data)
        with pytest.raises(DatabaseError, match=r"malformed|not a database"):
            run(db, force=True)

    def test_a_folder(self, db):
        db.mkdir(parents=True)
        with pytest.raises(DatabaseError):
            run(db)


def test_a_users_words_reach_datelines_and_languages(corpus, db):
    (corpus / "lexicon").mkdir()
    package = Path(version.__file__).parents[1] / "lexicon" / "ar" / "zone.tsv"
    header, *lines = package.read_text("utf-8").splitlines()
    columns = header.split("\t")
    cells = next(
        cells
        for cells in (dict(zip(columns, line.split("\t"), strict=True)) for line in lines)
        if cells["match"] == "dated"
    )
    row = "\t".join((cells | {"word": "حُرر وأذيع"})[column] for column in columns)
    (corpus / "lexicon" / "zone.tsv").write_text(f"{header}\n{row}\n", "utf-8")
    (corpus / "roads.txt").write_text(ROADS + "\nحُرر وأذيع يوم 20 - 08 - 2012\n", "utf-8")
    day = "SELECT published_on FROM v_documents WHERE source = 'texts/roads.txt'"
    run(db)
    assert query(db, day) == [("2012-08-20",)]
    (corpus / "lexicon" / "zone.tsv").unlink()
    run(db)
    assert query(db, day) == [(None,)]
