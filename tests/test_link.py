"""Linking: mention to entity or NIL, what the entities carry, and what legal texts say of each other."""

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.link.place import choose
from pipeline.records import Document, Mention
from pipeline.text import Span
from pipeline.values import Name


def analysed(text, country="MA"):
    return analyse(document(text, country=country), load())


def linked(text, kind="place", country="MA"):
    return [(m.surface, m.entity_id) for m in analysed(text, country).mentions if m.kind == kind]


def edges(text):
    return {(edge.from_id, edge.relation, edge.to_id) for edge in analysed(text).edges}


class TestPlaces:
    def test_entities_bring_what_they_are_part_of(self):
        entities = {entity.id: entity for entity in analysed("دشن المستشفى بالحسيمة.").entities}
        assert list(entities) == ["commune/01.051.01.01", "country/MA", "province/01.051", "region/01"]
        city = entities["commune/01.051.01.01"]
        assert (city.kind, city.name_ar, city.name_fr, city.parent_id) == (
            "commune",
            "الحسيمة",
            "Al Hoceima",
            "province/01.051",
        )
        assert city.population == 50225

    def test_spellings_of_the_document_become_aliases(self):
        entities = {entity.id: entity for entity in analysed("بجهة طنجة تطوان الحسيمة وبالناظور.").entities}
        assert entities["region/01"].aliases == ("جهة طنجة تطوان الحسيمة",)
        assert entities["commune/02.381.01.05"].aliases == ("الناظور",)

    def test_a_name_of_two_communes_is_nil_where_nothing_chooses(self):
        assert linked("زار الوفد جماعة أجدير يوم أمس.") == [("جماعة أجدير", None)]

    @pytest.mark.parametrize(
        ("province", "identity"), [("الحسيمة", "commune/01.051.01.09"), ("تازة", "commune/03.561.03.01")]
    )
    def test_the_province_chooses_between_namesakes(self, province, identity):
        assert linked(f"زار الوفد جماعة أجدير بإقليم {province}.")[0] == ("جماعة أجدير", identity)

    def test_the_province_may_stand_elsewhere_in_the_document(self):
        text = "عرف إقليم تازة أمطارا غزيرة.\nوقد تضررت جماعة أجدير كثيرا."
        assert dict(linked(text))["جماعة أجدير"] == "commune/03.561.03.01"

    def test_a_city_far_larger_than_its_namesake_is_meant(self):
        assert linked("سوق ممتاز بجماعة بني يخلف.") == [("جماعة بني يخلف", "commune/06.371.01.05")]

    def test_a_weak_name_needs_support(self):
        assert linked("هذه المرحلة الجديدة مهمة.") == []
        assert linked("سافر من سطات والجديدة معا.")[1] == ("الجديدة", "commune/06.181.01.03")

    def test_a_name_once_placed_is_known_in_its_document(self):
        text = "انعقد اللقاء بمدينة أصيلة مساء.\nوكانت أصيلة في الموعد."
        assert [identity for _, identity in linked(text)] == ["commune/01.511.01.01"] * 2

    def test_an_adjective_is_no_country(self):
        assert linked("أعلنت الحكومة السعودية ذلك.") == []
        assert linked("عاد من السعودية أمس.") == [("السعودية", "country/SA")]

    def test_the_order_of_the_sentences_changes_no_entity(self):
        one = analysed("لقاء بفاس.\nلقاء بطنجة.").entities
        other = analysed("لقاء بطنجة.\nلقاء بفاس.").entities
        assert one == other


class TestLaws:
    @pytest.mark.parametrize(
        ("text", "identity"),
        [
            ("القانون رقم 08.22", "law/08.22"),
            ("القانون التنظيمي رقم 44.14", "law/44.14"),
            ("القانون-الإطار رقم 06.22", "law/06.22"),
            ("قانون المالية رقم 50.22", "law/50.22"),
            ("قانون المالية لسنة 2023", "law/50.22"),
            ("مشروع قانون المالية لسنة 2025", "bill/60.24"),
            ("قانون المالية لسنة 2090", "law/finance.2090"),
            ("مشروع القانون 45/13", "bill/45.13"),
            ("المرسوم رقم 2.22.1061", "decree/2.22.1061"),
            ("ظهير شريف رقم 1.23.50", "dahir/1.23.50"),
            ("قرار لوزير الصحة رقم 1096.26", "order/1096.26"),
            ("القانون الجنائي", "code/penal"),
            ("الدستور", "constitution/MA"),
            ("الدستور الفرنسي", "constitution/FR"),
            ("اتفاقية حقوق الطفل", "convention/crc"),
            ("قانون حماية المستهلك", "law/31.08"),
            ("مشروع قانون مهنة المحاماة", "bill/lawyers"),
            ("قانون المالية", None),
        ],
    )
    def test_ids(self, text, identity):
        assert [entity for _, entity in linked(f"نص {text} على ذلك.", "law")] == [identity]

    @pytest.mark.parametrize(
        ("text", "identity"),
        [
            ("القانون رقم 18.11", "law/DZ/18.11"),
            ("الدستور", "constitution/DZ"),
            ("القانون الجنائي", "code/DZ/penal"),
            ("ميثاق الأمم المتحدة", "convention/un_charter"),
        ],
    )
    def test_a_document_of_another_country_cites_its_own_law(self, text, identity):
        assert [entity for _, entity in linked(f"نص {text} على ذلك.", "law", "DZ")] == [identity]

    def test_a_text_about_another_country_leaves_its_constitution_open(self):
        text = "جرت انتخابات في مصر. قال رئيس مصر إن الدستور واضح، وإن مصر ماضية في طريقها."
        assert linked(text, "law") == [("الدستور", None)]

    def test_a_finance_law_without_a_year_is_the_only_one_named(self):
        text = "قدم الوزير قانون المالية لسنة 2024.\nويراهن قانون المالية على النمو."
        assert [identity for _, identity in linked(text, "law")] == ["law/55.23", "law/55.23"]

    def test_the_name_is_type_number_and_the_longest_title(self):
        text = "صدر القانون رقم 08.22.\nويهم القانون رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية، المستشفيات."
        (law,) = [entity for entity in analysed(text).entities if entity.kind == "law"]
        assert law.name_ar == "القانون رقم 08.22 المتعلق بإحداث المجموعات الصحية الترابية"
        assert law.code == "08.22"

    def test_a_code_brings_the_number_of_its_law(self):
        (code,) = [entity for entity in analysed("خرق مدونة الشغل مرارا.").entities if entity.kind == "code"]
        assert (code.id, code.code, code.name_ar) == ("code/labour", "65.99", "مدونة الشغل")


class TestEdges:
    @pytest.mark.parametrize(
        ("text", "edge"),
        [
            (
                "صدر المرسوم رقم 2.23.350 بتطبيق القانون رقم 08.22.",
                ("decree/2.23.350", "implements", "law/08.22"),
            ),
            (
                "صدر القانون رقم 46.21 القاضي بتغيير وتتميم القانون رقم 17.97.",
                ("law/46.21", "amends", "law/17.97"),
            ),
            (
                "بناء على القانون رقم 17.95 الصادر بتنفيذه الظهير الشريف رقم 1.96.124.",
                ("dahir/1.96.124", "implements", "law/17.95"),
            ),
            (
                "القانون رقم 9.97 كما تم تغييره وتتميمه بالقانون رقم 23.06.",
                ("law/23.06", "amends", "law/9.97"),
            ),
            ("صدر القانون رقم 33.22 بنسخ القانون رقم 77.15.", ("law/33.22", "repeals", "law/77.15")),
        ],
    )
    def test_two_texts_in_one_sentence(self, text, edge):
        assert edges(text) == {edge}

    def test_two_texts_side_by_side_say_nothing_of_each_other(self):
        assert edges("ناقشت اللجنة القانون رقم 12.90 والقانون رقم 25.90.") == set()

    def test_a_decree_cites_amends_and_repeals(self):
        text = (
            "مرسوم رقم 2.99.111 صادر في 5 ماي 1999 بتطبيق القانون رقم 11.22.\n"
            "رئيس الحكومة،\nبناء على القانون رقم 33.44؛\nرسم ما يلي:\n"
            "المادة الأولى: ينسخ المرسوم رقم 2.88.222."
        )
        assert edges(text) == {
            ("decree/2.99.111", "implements", "law/11.22"),
            ("decree/2.99.111", "cites", "law/33.44"),
            ("decree/2.99.111", "repeals", "decree/2.88.222"),
        }


def test_a_document_without_a_country_is_moroccan():
    plain = document("نص الدستور على ذلك.")
    assert isinstance(plain, Document)
    assert linked("نص الدستور على ذلك.", "law") == [("الدستور", "constitution/MA")]


def test_a_place_that_no_table_knows_is_held_up_by_nothing():
    source = document("زار الوفد الرباط ثم تازغورت القديمة.")
    known, unknown = (
        Mention("place", Span(at, at + len(name)), name, Name(name, "place", ids), "x", 0, confidence)
        for at, name, ids, confidence in (
            (9, "الرباط", ("commune/04.421.01.0",), 0.9),
            (19, "تازغورت", (), 0.2),
        )
    )
    assert list(choose(source, [known, unknown], load())) == [known.span]
