"""Who held what office when, over documents; what was stated of a law, where."""

import json
import sqlite3
from contextlib import closing

from pipeline import build_database

DOCUMENTS = (
    {
        "id": "a",
        "published_on": "2019-03-01",
        "text": "أكد وزير التعليم سعيد أمزازي أن الدخول جيد. وقال الوزير إن العدد كاف.",
    },
    {"id": "b", "published_on": "2024-06-02", "text": "انتقد سعيد أمزازي، والي جهة سوس ماسة، التأخر."},
    {"id": "c", "published_on": "2024-06-03", "text": "القانون رقم 31.08، المنشور بالجريدة الرسمية عدد 5932، قديم."},
)


def test_roles_and_statements_are_rows_with_their_sentence(tmp_path):
    source, db = tmp_path / "texts.jsonl", tmp_path / "facts.db"
    source.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in DOCUMENTS) + "\n", "utf-8")
    build_database([str(source)], db)
    with closing(sqlite3.connect(db)) as read:
        roles = read.execute("SELECT published_on, role, quote FROM v_roles ORDER BY published_on").fetchall()
        people = {row[0] for row in read.execute("SELECT entity_id FROM v_roles")}
        offices = read.execute("SELECT surface, entity_id FROM mentions WHERE kind = 'office'").fetchall()
        printed = read.execute("SELECT entity_id, own, bulletin, quote FROM v_legal_texts").fetchall()
    assert [(day, role) for day, role, _ in roles] == [
        ("2019-03-01", "وزير التعليم"),
        ("2024-06-02", "والي جهة سوس ماسة"),
    ]
    assert all(role in quote for _, role, quote in roles)
    assert len(people) == 1
    assert offices == [("الوزير", people.pop())]
    assert [row[:3] for row in printed] == [("law/31.08", 0, "5932")]
