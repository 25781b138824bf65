"""What people judged of names is applied to what the rules found."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.link.judgement import judge
from pipeline.records import Entity, Judgement, Mention
from pipeline.text import Span
from pipeline.values import Name

BOUBRIK, BOUABRIK = "person/رشيد-بوبريك", "person/رشيد-بوابريك"


def mention(surface, start, identity, kind="person"):
    return Mention(kind, Span(start, start + len(surface)), surface, Name(surface, kind), "rule", 0, entity_id=identity)


MENTIONS = (
    mention("رشيد بوبريك", 0, BOUBRIK),
    mention("رشيد بوابريك", 20, BOUABRIK),
    mention("بوبريك", 40, BOUBRIK),
    mention("النهضة", 60, "organization/ennahda", "organization"),
)
ENTITIES = (
    Entity("organization/ennahda", "organization", "حركة النهضة"),
    Entity(BOUABRIK, "person", "رشيد بوابريك", name_en="Rachid Bouabrik"),
    Entity(BOUBRIK, "person", "رشيد بوبريك", aliases=("بوبريك",)),
)


def said(action, **cells):
    return Judgement(action, "س. ب.", "قرأت المقال", date(2026, 3, 1), **cells)


def judged(*judgements):
    return judge(MENTIONS, ENTITIES, judgements)


def test_nothing_judged_is_nothing_changed():
    assert judged() == (MENTIONS, ENTITIES, ())


class TestMerge:
    def test_two_spellings_become_one_person(self):
        mentions, entities, unplaced = judged(said("merge", entity_id=BOUABRIK, into=BOUBRIK))
        assert [one.entity_id for one in mentions[:3]] == [BOUBRIK] * 3
        assert entities[1] == Entity(
            BOUBRIK, "person", "رشيد بوبريك", name_en="Rachid Bouabrik", aliases=("بوبريك", "رشيد بوابريك")
        )
        assert len(entities) == 2
        assert unplaced == ()

    def test_what_was_part_of_the_one_is_part_of_the_other(self):
        child = Entity("programme/x", "programme", "المرحلة", parent_id=BOUABRIK)
        _, entities, _ = judge(MENTIONS, (*ENTITIES, child), [said("merge", entity_id=BOUABRIK, into=BOUBRIK)])
        assert next(entity for entity in entities if entity.id == "programme/x").parent_id == BOUBRIK

    def test_into_one_that_this_document_does_not_name(self):
        mentions, entities, _ = judged(said("merge", entity_id=BOUABRIK, into="person/r-b"))
        assert mentions[1].entity_id == "person/r-b"
        assert "person/r-b" in {entity.id for entity in entities}


class TestSplit:
    def test_a_quoted_mention_becomes_another_person(self):
        cells = {"entity_id": BOUBRIK, "into": "person/حسن-بوبريك", "name": "حسن بوبريك", "quote": "بوبريك"}
        mentions, entities, _ = judged(said("split", **cells))
        assert [one.entity_id for one in mentions[:3]] == [BOUBRIK, BOUABRIK, "person/حسن-بوبريك"]
        assert Entity("person/حسن-بوبريك", "person", "حسن بوبريك", aliases=("بوبريك",)) in entities

    def test_only_at_the_place_that_was_given(self):
        cells = {"entity_id": BOUBRIK, "into": "person/x", "quote": "بوبريك", "start_char": 41}
        judgement = said("split", **cells)
        assert judged(judgement) == (MENTIONS, ENTITIES, (judgement,))
        assert judged(replace(judgement, start_char=40))[0][2].entity_id == "person/x"


class TestRename:
    def test_the_name_before_stays_an_alias(self):
        _, entities, _ = judged(said("rename", entity_id=BOUBRIK, name="الرشيد بوبريك"))
        assert entities[2].name_ar == "الرشيد بوبريك"
        assert entities[2].aliases == ("بوبريك", "رشيد بوبريك")


class TestReject:
    def test_a_quoted_mention_is_no_name(self):
        mentions, entities, _ = judged(said("reject", entity_id="organization/ennahda", quote="النّهضة"))
        assert [one.surface for one in mentions] == ["رشيد بوبريك", "رشيد بوابريك", "بوبريك"]
        assert [entity.id for entity in entities] == [BOUABRIK, BOUBRIK]

    def test_an_entity_that_is_nothing_leaves_its_mentions_nil(self):
        mentions, entities, _ = judged(said("reject", entity_id=BOUBRIK))
        assert [one.entity_id for one in mentions[:3]] == [None, BOUABRIK, None]
        assert len(entities) == 2


@pytest.mark.parametrize(
    "judgement",
    [
        said("merge", entity_id="person/x", into=BOUBRIK),
        said("merge", entity_id=BOUBRIK, into=BOUBRIK),
        said("split", entity_id=BOUBRIK, into="person/x", quote="فلان"),
        said("rename", entity_id="person/x", name="فلان"),
        said("reject", entity_id="person/x"),
        said("reject", quote="فلان"),
    ],
)
def test_what_finds_no_place_is_told_and_changes_nothing(judgement):
    assert judged(judgement) == (MENTIONS, ENTITIES, (judgement,))


def test_judgements_follow_each_other():
    first = said("split", entity_id=BOUBRIK, into="person/x", quote="بوبريك")
    back = said("merge", entity_id="person/x", into=BOUBRIK)
    mentions, entities, unplaced = judged(first, back)
    assert (mentions, unplaced) == (MENTIONS, ())
    assert {entity.id for entity in entities} == {entity.id for entity in ENTITIES}


def test_a_judgement_is_one_of_four():
    with pytest.raises(ValueError, match="no such judgement"):
        said("guess")
