"""A small database for the tests of the site: rows written here, so that a page can be known to the letter."""

import sqlite3
from datetime import date

from pipeline.store.count import recount
from pipeline.store.rows import number
from pipeline.store.schema import TABLES, ddl
from pipeline.store.tag import put_tags
from pipeline.text import fold, searchable

RUN = "<script>alert(1)</script>"
TURN = "\u202eمقلوب\u202c"
HOSTILE = f"{RUN} {TURN} \"'><img src=x onerror=alert(2)>"
BEDS = "0123456789abcdef"
NASTY = "fedcba9876543210"
TICKER = "شريط: 49 مليار درهم"
TEXTS = {
    BEDS: (
        "أسرّة جديدة بالشمال",
        "صحيفة المثال",
        "2025-12-30",
        [
            ("أسرّة جديدة بالشمال", "title"),
            ("يدخل الإصلاح الصحي حيز التنفيذ بعد القانون 08.22.", "body"),
            ("بلغت الطاقة 11,338 سريرا بجهة طنجة تطوان الحسيمة في دجنبر 2025.", "body"),
            ("وستفتح المراكز قبل نهاية يناير 2026 بالجهة، و295 مركزا.", "body"),
            (TICKER, "boilerplate"),
        ],
    ),
    NASTY: (HOSTILE, HOSTILE, None, [(HOSTILE, "body"), ("خصصت الجماعة 3 ملايين درهم يوم الثلاثاء.", "body")]),
}


def build(path):
    """Write the database and return its path."""
    db = sqlite3.connect(path)
    for statement in ddl():
        db.execute(statement)
    db.commit()  # the mode of the journal cannot be changed within a transaction
    db.execute("PRAGMA journal_mode = WAL")
    _entities(db)
    for key in TEXTS:
        _document(db, key)
        for entity in ("region/01", "law/08.22"):
            add(db, "contributions", document_id=key, entity_id=entity, record="{}")
    _work(db)
    for key in TEXTS:
        _tag(db, key)
    recount(db)
    db.commit()
    db.close()
    return path


def add(db, table, **values):
    """A row; what the table requires and nobody gave is filled with what its type allows."""
    row = {}
    for column in TABLES[table].columns:
        if column.name in values:
            row[column.name] = values[column.name]
        elif column.required:
            row[column.name] = column.choices[0] if column.choices else {"TEXT": "?", "REAL": 1.0}.get(column.type, 0)
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _entities(db):
    for key, kind, name in (
        ("region/01", "region", "طنجة تطوان الحسيمة"),
        ("law/08.22", "law", "القانون رقم 08.22"),
    ):
        add(db, "entities", id=key, kind=kind, name_ar=name, code=key.split("/")[1], search=fold(name).text)


def _document(db, key):
    title, publisher, day, parts = TEXTS[key]
    text = "\n".join(part for part, _ in parts)
    add(
        db,
        "documents",
        id=key,
        source=f"{key}.txt",
        title=title,
        publisher=publisher,
        published_on=day,
        published_how="manifest" if day else None,
        url="javascript:alert(3)" if key == NASTY else "https://example.org/beds",
        country="MA",
        language="ar",
        extracted=1,
        text=text,
        search=searchable(fold(title).text),
    )
    start = 0
    for position, (part, zone) in enumerate(parts):
        end = start + len(part)
        place = {"document_id": key, "start_char": start, "end_char": end, "in_body": int(zone != "boilerplate")}
        folded = fold(part).text
        add(
            db,
            "sentences",
            id=f"{key}.{start}-{end}",
            **place,
            position=position,
            number=number(key, date.fromisoformat(day) if day else None, position),
            zone=zone,
            text=part,
            key=folded,
            search=searchable(folded),
        )
        start = end + 1


def _tag(db, key):
    """Say on each sentence what is found in it, as an ingest does."""
    db.row_factory = sqlite3.Row
    names = ("sentences", "contributions", "findings", "figures", "facts", "mentions")
    rows = {
        name: [dict(row) for row in db.execute(f"SELECT * FROM {name} WHERE document_id = ?", [key])] for name in names
    }
    rows["documents"] = [dict(row) for row in db.execute("SELECT * FROM documents WHERE id = ?", [key])]
    put_tags(rows)
    db.row_factory = None
    for row in rows["sentences"]:
        db.execute("UPDATE sentences SET tags = ? WHERE id = ?", [row["tags"], row["id"]])


def _work(db):
    mention(db, BEDS, "11,338 سريرا", "figures", value=11338, unit="bed", dimension="count", noun_lemma="سرير")
    mention(db, BEDS, "295 مركزا", "figures", value=295, unit="centre", dimension="count", noun_lemma="مركز")
    mention(db, BEDS, "49 مليار درهم", "figures", value=49_000_000_000, unit="MAD", dimension="money")
    mention(db, NASTY, "3 ملايين درهم", "figures", value=3_000_000, unit="MAD", dimension="money")
    mention(
        db, BEDS, "دجنبر 2025", "dates", timex_type="DATE", timex_value="2025-12", grain="month",
        start_date="2025-12-01", end_date="2025-12-31",
    )  # fmt: skip
    mention(
        db, BEDS, "نهاية يناير 2026", "dates", timex_type="DATE", timex_value="2026-01", grain="month", modifier="END",
        start_date="2026-01-01", end_date="2026-01-31",
    )  # fmt: skip
    mention(db, NASTY, "يوم الثلاثاء", "dates", timex_type="DATE", grain="day", relative=1)
    mention(db, BEDS, "القانون 08.22", "mentions", kind="law", value="law/08.22", entity_id="law/08.22")
    mention(
        db, BEDS, "جهة طنجة تطوان الحسيمة", "mentions", kind="place", value="region/01", entity_id="region/01"
    )  # fmt: skip
    mention(
        db, BEDS, "11,338 سريرا", "facts", kind="quantity", value=11338, unit="bed", place="جهة طنجة تطوان الحسيمة",
        place_id="region/01", place_how="sentence", quote=TEXTS[BEDS][3][2][0], suffix="figure.0",
    )  # fmt: skip
    mention(db, NASTY, "3", "unread", reason="number")
    mention(db, NASTY, "يوم الثلاثاء", "warnings", kind="weekday_mismatch", message=HOSTILE)
    add(db, "repairs", id=f"{NASTY}.0-1.repair", document_id=NASTY, start_char=0, end_char=1, kind="null",
        before=RUN, after="x")  # fmt: skip
    add(db, "runs", id=1, started_at="2026-01-02T03:04:05", finished_at="2026-01-02T03:04:06", state="done",
        version="0", rules_version="0", new=2, changed=0, unchanged=0, failed=1)  # fmt: skip
    add(db, "failures", id=1, run_id=1, source=HOSTILE, stage="read", error="empty file", hint="fill it",
        failed_at="2026-01-02T03:04:05")  # fmt: skip


def mention(db, document, surface, table, suffix=None, **values):
    """A row over the first place where `surface` stands, and its line in the list of findings."""
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()
    start = text.index(surface)
    end = start + len(surface)
    sentence, number, quote, in_body = db.execute(
        "SELECT id, number, text, in_body FROM sentences WHERE document_id = ? AND start_char <= ? AND end_char >= ?",
        [document, start, end],
    ).fetchone()
    kind = values.get("kind") or table.removesuffix("s")
    row = {
        "id": f"{document}.{start}-{end}.{suffix or kind}",
        "document_id": document,
        "sentence_id": sentence,
        "start_char": start,
        "end_char": end,
        "surface": surface,
        "in_body": in_body,
        "rule": "test",
        "confidence": 1.0,
        "published_on": TEXTS[document][2],
    }
    known = set(TABLES[table].names)
    add(db, table, **{name: value for name, value in (row | values).items() if name in known})
    if table in {"dates", "figures", "mentions", "facts"}:
        title, publisher, day, _ = TEXTS[document]
        found = row | {"kind": "fact" if table == "facts" else kind, "value": str(values.get("value", "?"))}
        about = {"quote": quote, "title": title, "publisher": publisher, "published_on": day, "source": document}
        known = set(TABLES["findings"].names)
        listed = (found | about | {"sentence_number": number}).items()
        add(db, "findings", **{name: value for name, value in listed if name in known})
