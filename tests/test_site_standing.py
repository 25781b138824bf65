"""What is counted of a place: rates only of what is there, the newest of each thing, a sentence with all its facts."""

import pytest

from pipeline.site.standing import _rate, by_status

PEOPLE = 2_000_000


def fact(**slots):
    return {"status": "reported", "change": None, "value": 1000, "document_id": "d", "quote": "q"} | slots


@pytest.mark.parametrize(
    ("slots", "people", "rate"),
    [
        ({}, PEOPLE, 5.0),
        ({"status": "completed", "change": "total"}, PEOPLE, 5.0),
        ({"status": None}, PEOPLE, 5.0),
        ({"status": "planned"}, PEOPLE, None),
        ({"status": "suspended"}, PEOPLE, None),
        ({"change": "additional"}, PEOPLE, None),
        ({"change": "decrease"}, PEOPLE, None),
        ({}, None, None),
        ({}, 0, None),
        ({"value": None}, PEOPLE, None),
    ],
)
def test_a_rate_is_of_what_is_there(slots, people, rate):
    assert _rate(fact(**slots), people) == rate


def test_facts_stand_by_status_and_by_sentence():
    told = [
        fact(status="planned"),
        fact(status="completed", quote="a"),
        fact(status="completed", quote="a"),
        fact(status="completed", quote="b"),
        fact(status=None),
    ]
    found = [
        (status, count, [len(passage.facts) for passage in passages]) for status, count, passages in by_status(told)
    ]
    assert found == [("completed", 3, [2, 1]), ("planned", 1, [1]), (None, 1, [1])]
