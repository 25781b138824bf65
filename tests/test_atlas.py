"""The atlas: what the census, CLDR and our own table become."""

import shutil
from pathlib import Path

import pytest

from pipeline.errors import LexiconError
from pipeline.lexicon import load
from pipeline.lexicon.atlas import STRENGTHS, countries, morocco
from pipeline.text import fold

ATLAS = load().atlas
KINDS = {"region": 12, "province": 83, "commune": 1503, "arrondissement": 41}


def ids(name):
    return ATLAS.by_key[fold(name).text]


@pytest.mark.parametrize(("kind", "count"), KINDS.items())
def test_morocco_is_complete(kind, count):
    assert sum(place.type == kind for place in morocco()) == count


def test_every_place_of_morocco_leads_up_to_the_country():
    for place in morocco():
        assert [part.type for part in ATLAS.chain(place.id)][-1] == "country", place.id


def test_every_parent_is_a_place():
    assert [p.id for p in ATLAS.places.values() if p.parent_id and p.parent_id not in ATLAS.places] == []


def test_the_capital():
    commune, province, region, country = ATLAS.chain("commune/04.421.01.0")
    assert (commune.name_ar, commune.name_fr, commune.code) == ("الرباط", "Rabat", "04.421.01.0")
    assert province.id == "province/04.421"
    assert region.id == "region/04"
    assert country.id == "country/MA"
    assert commune.population > 500_000


@pytest.mark.parametrize(
    "name",
    [
        "طنجة-تطوان-الحسيمة",
        "طنجة- تطوان- الحسيمة",
        "طنجة - تطوان - الحسيمة",
        "طنجة تطوان الحسيمة",
        "طنجة-تطوان- الحسيمة",
    ],
)
def test_a_region_is_one_name_however_it_is_spaced(name):
    assert ids(name) == ("region/01",)


def test_a_bare_city_name_is_first_the_commune():
    assert ids("الحسيمة")[0] == "commune/01.051.01.01"
    assert ids("الناظور")[0] == ids("الناضور")[0] == "commune/02.381.01.05"


def test_a_city_comes_before_villages_of_its_name():
    populations = [ATLAS.places[identity].population for identity in ids("بني يخلف")]
    assert populations == sorted(populations, reverse=True)


def test_countries_are_countries():
    names = {place.id: place.name_ar for place in countries()}
    assert names["country/FR"] == "فرنسا"
    assert not {"country/EU", "country/UN", "country/ZZ", "country/XA"} & set(names)


def test_names_of_the_table_are_strong_weak_or_none():
    assert {row["strength"] for row in load()["atlas"]} == set(STRENGTHS)


def test_every_key_knows_places():
    for row in load()["atlas"]:
        if row["strength"] != "none":
            assert row["ids"].split(), row.word
            assert all(identity in ATLAS.places for identity in row["ids"].split()), row.word


def test_a_user_adds_a_place(tmp_path):
    header = "key\ttype\tcountry\tstrength\tname_fr\tname_en\tsource\tnote\tword"
    (tmp_path / "place.tsv").write_text(f"{header}\nnewtown\tcity\tMA\t\t\tNewtown\tmine\t\tزناتة الجديدة\n", "utf-8")
    assert load(Path(tmp_path)).atlas.by_key[fold("زناتة الجديدة").text] == ("place/newtown",)


def test_a_strength_that_does_not_exist_is_named_with_its_line(tmp_path):
    (tmp_path / "place_strength.tsv").write_text("strength\tsource\tnote\tword\nloud\tmine\t\tفاس الجديد\n", "utf-8")
    with pytest.raises(LexiconError, match=r"place_strength.tsv, line 2: no such strength: loud"):
        load(Path(tmp_path))
    shutil.rmtree(tmp_path)
