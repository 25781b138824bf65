"""What is written is what was read; entities do not depend on who came first; search survives a clean-up."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.records import (
    Cell,
    Contradiction,
    Document,
    Entity,
    Evidence,
    Fact,
    LegalEdge,
    Mention,
    Metadata,
    Page,
    Repair,
    Sentence,
    Unread,
    Zone,
)
from pipeline.run.analysis import Analysis
from pipeline.run.ingest import ingest
from pipeline.store import writer
from pipeline.store.checks import check, check_file
from pipeline.store.dump import dump
from pipeline.store.lookup import Place
from pipeline.store.merge import merge
from pipeline.store.opening import open_database
from pipeline.store.rows import State, number, rows
from pipeline.store.schema import TABLES
from pipeline.store.stored import stored
from pipeline.store.tag import ancestors, put_tags, tag, untag
from pipeline.store.value import whole
from pipeline.text import Span, fold
from pipeline.values import Figure, Legal, Name, Ordinal, Timex

TEXT = "تضم جهة الشرق 1.430 سريرا منذ 2024 حسب المادة 5 من القانون رقم 08.22.\0وأضافت الثالثة 12,5 في المائة."
STATE = State("rules", "given", "ar", extracted=True)


def at(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def mention(kind, surface, value, **more):
    return Mention(kind, at(surface), surface, value, "a rule", 0, 0.9, **more)


BEDS = mention("figure", "1.430 سريرا", Figure(Decimal("1430.0"), value_alt=Decimal("1.43"), unit="bed", noun="سريرا"))
SHARE = mention(
    "figure", "12,5 في المائة", Figure(Decimal("12.5"), dimension="percent", unit="percent"), related=BEDS.span
)
YEAR = mention(
    "date", "2024", Timex(timex_value="2024", start_date=date(2024, 1, 1), end_date=date(2024, 12, 31), grain="year")
)
EAST = mention("place", "جهة الشرق", Name("جهة الشرق", "region"), entity_id="region/02")
LAW = mention("law", "القانون رقم 08.22", Legal("law", "08.22", articles=("5", "6")), entity_id="law/08.22")
THIRD = mention("ordinal", "الثالثة", Ordinal(3))


def document(identity="0123456789abcdef", source="texts/a.txt", text=TEXT):
    return Document(
        id=identity,
        source=source,
        sha256=identity * 4,
        media_type="text/plain",
        text=text.replace("\0", "\ufffd"),
        reader="plain",
        reader_version="1",
        metadata=Metadata("عنوان", "كاتب", "ناشر", "https://example.org/a", "DZ", "ar", date(2025, 12, 1)),
        published_how="manifest",
        published_from=date(2025, 12, 1),
        published_to=date(2025, 12, 1),
        page_count=1,
        given=Metadata("عنوان", published_on=date(2025, 12, 1)),
        zones=(Zone(Span(0, 3), "title"),),
        cells=(Cell(Span(0, 3), 1, 0, 0, 0, is_header=True),),
        pages=(Page(1, Span(0, len(text)), "sound", ("a", "b")),),
        repairs=(Repair(Span(text.index("\0"), text.index("\0") + 1), "\0", "\ufffd", "nul"),),
    )


def analysis(read, law_title="قانون المجموعات"):
    text = read.text
    return Analysis(
        document=read,
        sentences=(Sentence(read.id, 0, Span(0, len(text)), text, fold(text)),),
        mentions=(EAST, BEDS, YEAR, LAW, THIRD, SHARE),
        numbers=(),
        entities=(
            Entity(
                "region/02", "region", "جهة الشرق", "Oriental", code="02", parent_id="country/MA", aliases=("الشرق",)
            ),
            Entity("law/08.22", "law", law_title, code="08.22"),
        ),
        edges=(LegalEdge("law/08.22", "decree/2.22.1", "cites", 0),),
        facts=(
            Fact(
                BEDS,
                (Evidence.of("value", BEDS), Evidence.of("place", EAST), Evidence.of("time", YEAR)),
                indicator="bed",
                place=EAST.surface,
                place_id=EAST.entity_id,
                place_how="sentence",
                start_date=date(2024, 1, 1),
                end_date=date(2024, 12, 31),
                time_how="sentence",
                quote=text,
            ),
        ),
        links=(),
        warnings=(Contradiction(YEAR.span, "weekday", "لا يوافق", 0),),
        unread=(Unread(at("المادة 5"), "المادة 5", "digits", 0),),
    )


@pytest.fixture
def db(tmp_path):
    with closing(open_database(tmp_path / "facts.db")) as opened:
        yield opened


def put(db, *read):
    for one in read:
        written = rows(analysis(one), STATE)
        put_tags(written.rows)
        write(db, written)


def write(db, written):
    return writer.write(db, written, Place(written.source, f"./{written.source}"))


def one(db, table, where="1"):
    return next(db.query(f"SELECT * FROM {table} WHERE {where}"))


def test_every_record_comes_back(db):
    put(db, document())
    assert (check(db), check_file(db)) == ((), ())
    beds = one(db, "figures", "unit = 'bed'")
    assert (beds["value"], type(beds["value"]), beds["value_alt"], beds["surface"]) == (1430, int, 1.43, "1.430 سريرا")
    assert one(db, "figures", "unit = 'percent'")["related_id"] == beds["id"]
    assert one(db, "dates")["end_date"] == "2024-12-31"
    law = one(db, "mentions", "kind = 'law'")
    assert (law["entity_id"], json.loads(law["article"])) == ("law/08.22", ["5", "6"])
    fact = one(db, "facts")
    assert fact["id"] == beds["id"] + ".1"
    assert (fact["place_id"], fact["start_date"], fact["status"], fact["stance"]) == (
        "region/02",
        "2024-01-01",
        None,
        None,
    )
    assert {row["slot"] for row in db.query("SELECT slot FROM fact_evidence")} == {"value", "place", "time"}
    assert one(db, "entities", "id = 'country/MA'")["kind"] == "country"
    assert one(db, "legal_edges")["to_id"] == "decree/2.22.1"
    assert one(db, "warnings")["surface"] == "2024"
    assert one(db, "unread")["reason"] == "digits"
    assert db.execute("SELECT count(*) FROM findings").fetchone()[0] == 7


def test_a_stored_document_is_the_one_that_was_read(db):
    put(db, document())
    assert stored(db, document().id) == document()
    assert stored(db, "nothing") is None


def test_writing_twice_changes_nothing(db):
    put(db, document())
    before = dump(db)
    put(db, document())
    assert dump(db) == before


def test_one_transaction_a_document(db):
    put(db, document())
    before = dump(db)
    broken = rows(analysis(document("fedcba9876543210", "b.txt")), STATE)
    broken.rows["findings"].append(broken.rows["findings"][0])
    with pytest.raises(SourceError, match=r"b\.txt: cannot be stored") as error:
        write(db, broken)
    assert error.value.stage == "write"
    assert dump(db) == before


def test_removing_leaves_nothing(db):
    put(db, document())
    writer.remove(db, [document().id])
    left = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    assert {name: count for name, count in left.items() if count} == {}
    assert check_file(db) == ()


def test_search_answers_with_sentences_and_survives_a_clean_up(db):
    put(db, document("aa00000000000000", "a.txt"), document("ff00000000000000", "b.txt"), document())
    writer.remove(db, ["aa00000000000000"])
    sql = "SELECT text FROM sentences WHERE number IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?)"
    titles = "SELECT title FROM documents WHERE rowid IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"
    for _ in range(2):
        assert len(list(db.execute(sql, ["الشرق"]))) == 2
        assert len(list(db.execute(titles, ["عنوان"]))) == 2
        assert check_file(db) == ()
        db.execute("VACUUM")


def test_a_sentence_number_does_not_depend_on_other_documents(db):
    put(db, document("ff00000000000000", "b.txt"))
    (found,) = (row["number"] for row in db.query("SELECT number FROM sentences"))
    assert found == ((date(2025, 12, 1) - date(1960, 1, 1)).days << 48) + (0xFF000000 << 16)
    assert 0 <= found < 1 << 63


@pytest.mark.parametrize("day", [date(2025, 12, 1), None])
def test_documents_whose_numbers_clash_are_all_stored(db, day):
    clashing = [document(f"ffffffff0000{at:04}", f"{at}.txt") for at in range(3)]
    clashing = [replace(one, metadata=replace(one.metadata, published_on=day)) for one in clashing]
    put(db, *clashing)
    sql = "SELECT document_id, number FROM sentences ORDER BY document_id"
    numbers = dict(db.execute(sql))
    first = number(clashing[0].id, day, 0)
    assert list(numbers) == [one.id for one in clashing]
    assert list(numbers.values()) == [first, first ^ (1 << 16), first ^ (2 << 16)]
    if day:  # other bits, the same day
        assert {told >> 48 for told in numbers.values()} == {first >> 48}
    assert max(numbers.values()) < (1 << 63 if day else 0)
    assert dict(db.execute("SELECT DISTINCT document_id, sentence_number FROM findings")) == numbers
    assert check(db) == ()
    assert check_file(db) == ()
    put(db, *clashing)
    assert dict(db.execute(sql)) == numbers  # read again, each keeps its own
    writer.remove(db, [clashing[0].id])
    put(db, clashing[2], clashing[0])
    assert dict(db.execute(sql)) == {**numbers, clashing[2].id: first, clashing[0].id: first ^ (2 << 16)}
    assert check_file(db) == ()


def test_it_is_written_ahead_so_that_it_can_be_read_meanwhile(tmp_path):
    path = tmp_path / "facts.db"
    with closing(open_database(path).conn) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        db.execute("PRAGMA journal_mode = DELETE")  # as a copy made with VACUUM INTO has it
    with closing(open_database(path, create=False).conn) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # who only reads changes nothing
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    read = []

    def meanwhile(event):
        with closing(sqlite3.connect(path)) as reader:
            read.append((event.source, *reader.execute("PRAGMA journal_mode").fetchone()))

    ingest([str(tmp_path / "a.txt")], path, progress=meanwhile)
    assert read == [(str(tmp_path / "a.txt"), "wal")]


def test_sentences_are_numbered_from_old_to_new():
    days = [None, date(1, 1, 1), date(1975, 11, 6), date(2025, 12, 1), date(2025, 12, 2), date(9999, 12, 31)]
    numbers = [number(identity, day, 65535) for day in days for identity in ("0" * 16, "f" * 16)]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= -(1 << 63)
    assert max(numbers) < 1 << 63
    assert number("0" * 16, None, 0) < number("0" * 16, None, 1)


def test_a_sentence_is_tagged_with_what_is_found_in_it(db):
    put(db, document())
    (tags,) = (row["tags"] for row in db.query("SELECT tags FROM sentences"))
    told = sorted(untag(word) for word in tags.split())
    assert told == sorted([
        ("kind", "date"), ("kind", "fact"), ("kind", "figure"), ("kind", "law"), ("kind", "ordinal"),
        ("kind", "place"), ("outlet", "ناشر"), ("place", "country/MA"), ("place", "region/02"),
        ("unit", "bed"), ("unit", "percent"), ("year", "2025"),
    ])  # fmt: skip
    sql = "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH ?"
    for facet, value in told:
        assert db.execute(sql, [tag(facet, value)]).fetchone() == (1,), (facet, value)
    for facet, value in [("unit", "hospital"), ("kind", "person"), ("place", "region/01"), ("year", "2024")]:
        assert db.execute(sql, [tag(facet, value)]).fetchone() == (0,), (facet, value)
    assert db.execute(sql, [f"الشرق AND {tag('unit', 'bed')}"]).fetchone() == (1,)


@pytest.mark.parametrize("value", ["bed", "health_centre", "Zz", "أخبار اليوم", 'a"b OR *', "\u202e<script>", "", "é"])
def test_a_tag_is_one_word_and_can_be_read(value):
    word = tag("outlet", value)
    assert untag(word) == ("outlet", value)
    assert word.isalnum()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)")
        connection.execute("INSERT INTO t VALUES (?)", [word])
        assert connection.execute("SELECT term FROM v").fetchall() == [(word.lower(),)]


@pytest.mark.parametrize(
    ("place", "above"),
    [
        ("commune/01.511.01.0", ["province/01.511", "region/01", "country/MA"]),
        ("province/01.511", ["region/01", "country/MA"]),
        ("region/01", ["country/MA"]),
        ("country/MA", []),
        ("place/غزة", ["country/PS"]),
        ("place/x", ["place/y"]),
    ],
)
def test_a_place_lies_in_others(place, above):
    parents = {"place/غزة": "country/PS", "place/x": "place/y", "place/y": "place/x"}
    assert list(ancestors(place, parents)) == above


def told(kind="law", **record):
    return json.dumps({"kind": kind, **record})


class TestMerge:
    def test_the_longest_name_wins_and_the_others_are_aliases(self):
        records = [told(name_ar="المجموعات"), told(name_ar="المجموعات الصحية", aliases=["القانون"]), told()]
        for order in permutations(records):
            row = merge("law/08.22", order)
            assert row["name_ar"] == "المجموعات الصحية"
            assert json.loads(row["aliases"]) == ["القانون", "المجموعات"]

    def test_of_equally_long_names_the_first_in_order(self):
        assert {merge("x/1", order)["name_ar"] for order in permutations([told(name_ar="بب"), told(name_ar="اا")])} == {
            "اا"
        }

    def test_an_entity_that_is_only_named(self):
        row = merge("region/02", [told("region")])
        assert (row["kind"], row["name_ar"], row["aliases"], row["search"]) == ("region", None, None, "")

    def test_two_documents_in_either_order(self, tmp_path):
        both = (
            analysis(document("aa00000000000000", "a.txt"), "قانون المجموعات الصحية الترابية"),
            analysis(document("bb00000000000000", "b.txt")),
        )
        dumps = set()
        for name, order in (("one", both), ("other", both[::-1])):
            with closing(open_database(tmp_path / name / "facts.db")) as db:
                for read in order:
                    write(db, rows(read, STATE))
                dumps.add(dump(db))
                assert one(db, "entities", "id = 'law/08.22'")["name_ar"] == "قانون المجموعات الصحية الترابية"
                writer.remove(db, ["aa00000000000000"])
                assert one(db, "entities", "id = 'law/08.22'")["name_ar"] == "قانون المجموعات"
        assert len(dumps) == 1


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**25), max_value=10**25))
def test_numbers_are_integers_where_whole(value):
    stored_as = whole(value)
    if value == value.to_integral_value() and abs(value) < 2**63:
        assert type(stored_as) is int
        assert stored_as == value
    else:
        assert stored_as == float(value)
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute("SELECT ?", [stored_as]).fetchone()[0] == stored_as


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_sqlite_counts_characters_as_we_do(text):
    with closing(sqlite3.connect(":memory:")) as connection:
        for start in range(0, len(text), 3):
            cut = connection.execute("SELECT substr(?, ?, 3)", [text, start + 1]).fetchone()[0]
            assert cut == text[start : start + 3]
