"""People, organisations and concepts: roles, short names, spellings, acronyms and their entities."""

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load


def analysed(text, country="MA"):
    return analyse(document(text, country=country), load())


def named(text, kind, country="MA"):
    return [(m.surface, m.entity_id) for m in analysed(text, country).mentions if m.kind == kind]


def roles(text):
    return [(m.surface, m.role) for m in analysed(text).mentions if m.kind == "person"]


class TestRoles:
    @pytest.mark.parametrize(
        ("text", "role"),
        [
            ("أكد وزير الصحة والحماية الاجتماعية أمين التهراوي أن الورش متقدم.", "وزير الصحة والحماية الاجتماعية"),
            ("أكد أمين التهراوي، وزير الصحة والحماية الاجتماعية، أن الورش متقدم.", "وزير الصحة والحماية الاجتماعية"),
            ("قال الكاتب العام للنقابة، يونس فيراشين، إن الحوار متوقف.", "الكاتب العام للنقابة"),
            ("دعا رئيس الحكومة السيد عزيز أخنوش إلى التعبئة.", "رئيس الحكومة"),
            ("تم تعيين حنان رحاب، مديرة للمعهد العالي.", "مديرة للمعهد العالي"),
            ("صرح المدير العام لبنك المغرب عبد الرحيم بوعزة.", "المدير العام لبنك المغرب"),
            ("وسبق لمحمد أوجار، الذي عين سفيرا للمملكة، أن زارها.", "سفيرا للمملكة"),
            ("حضر محمد أوجار الحفل.", None),
            ("يقوده صاحب الجلالة الملك محمد السادس.", "صاحب الجلالة الملك"),
            ("استمع القاضي إلى المتهم وضمنهم النقيب محمد زيان.", "النقيب"),
        ],
    )
    def test_the_office_is_stored_as_written(self, text, role):
        assert [held for _, held in roles(text)] == [role]

    def test_what_stands_before_and_is_not_his(self):
        assert roles("حضر وزير العدل ومحمد أوجار.") == [("محمد أوجار", None)]

    def test_each_of_a_list_has_his_own(self):
        text = "حضر عز الدين ميداوي، وزير التعليم العالي، وناصر بوريطة، وزير الشؤون الخارجية."
        assert [role for _, role in roles(text)] == ["وزير التعليم العالي", "وزير الشؤون الخارجية"]


class TestPeople:
    def test_a_surname_leads_back_to_the_full_name(self):
        found = named("زار يونس فيراشين المعمل. وقال فيراشين إن العمال بخير.", "person")
        assert found == [("يونس فيراشين", "person/يونس-فيراشين"), ("فيراشين", "person/يونس-فيراشين")]

    def test_spellings_meet(self):
        ids = {identity for _, identity in named("التقى رشيد بوبريك الطلبة. ثم غادر رشيد بوبریك القاعة.", "person")}
        assert ids == {"person/رشيد-بوبريك"}

    def test_a_glued_servant_name_is_the_same_person(self):
        ids = {identity for _, identity in named("حضر عبدالله بووانو. وتدخل عبد الله بووانو.", "person")}
        assert len(ids) == 1

    def test_a_well_known_person_has_names_in_three_languages(self):
        entity = next(e for e in analysed("قال ترامب إن القرار نهائي.").entities if e.kind == "person")
        assert (entity.id, entity.name_ar, entity.name_en) == ("person/donald-trump", "دونالد ترامب", "Donald Trump")

    def test_the_documents_own_bearer_of_a_surname_wins(self):
        found = named("صرح كمال العثماني للجريدة. وأضاف العثماني أن الموسم جيد.", "person")
        assert {identity for _, identity in found} == {"person/كمال-العثماني"}

    def test_a_given_name_alone_is_nil(self):
        assert named("تحدثت الفنانة نعيمة، عن جديدها.", "person") == [("نعيمة", None)]

    def test_people_are_told_from_what_bears_their_names(self):
        assert named("لقاء بجامعة محمد الخامس قرب شارع علال الفاسي.", "person") == []

    def test_the_preposition_is_no_name(self):
        assert named("اعتمدت الوزارة على بلاغات رسمية.", "person") == []
        assert named("حضر علي بوعبيد.", "person") == [("علي بوعبيد", "person/علي-بوعبيد")]


class TestOrganisations:
    def test_an_acronym_means_its_body(self):
        ids = {
            identity for _, identity in named("صرف الصندوق الوطني للضمان الاجتماعي (CNSS) التعويضات.", "organization")
        }
        assert ids == {"organization/cnss"}

    def test_a_text_explains_its_own_acronym(self):
        text = "أعلن المرصد المغربي للتعليم (OME) نتائجه. ويضم OME خبراء."
        assert {identity for _, identity in named(text, "organization")} == {"organization/المرصد-المغربي-للتعليم"}

    def test_a_shorter_name_leads_back_to_the_longer(self):
        text = "انتقد المرصد الدائم للهجرة القانون. وقال مرصد الهجرة إن الأرقام خطأ."
        assert len({identity for _, identity in named(text, "organization")}) == 1

    def test_names_of_one_ministry_over_the_years(self):
        found = named("كانت وزارة الصحة تشرف عليه قبل وزارة الصحة والحماية الاجتماعية.", "organization")
        assert {identity for _, identity in found} == {"organization/ministry-health"}

    def test_a_ministry_of_another_country_is_another(self):
        assert named("أعلنت وزارة الداخلية الإسبانية الخبر.", "organization") == [
            ("وزارة الداخلية الإسبانية", "organization/ES/وزاره-الداخليه-الاسبانيه")
        ]
        assert named("أعلنت وزارة الداخلية الخبر.", "organization", "DZ") == [
            ("وزارة الداخلية", "organization/DZ/وزاره-الداخليه")
        ]

    def test_a_club_is_not_the_city(self):
        analysis = analysed("خسر فريق ريال مدريد المباراة أمام برشلونة.")
        assert [(m.kind, m.surface) for m in analysis.mentions if m.surface == "برشلونة"] == [
            ("organization", "برشلونة")
        ]

    def test_two_ministries_of_one_word(self):
        found = named("تنسق وزارتا الداخلية والمالية العمل.", "organization")
        assert [identity for _, identity in found] == [
            "organization/ministry-interior",
            "organization/ministry-finance",
        ]


class TestConcepts:
    def test_one_thing_under_several_names(self):
        text = "تعوض المجموعات الصحية الترابية ما سمي تجمعات الصحة الإقليمية (GST)."
        assert {identity for _, identity in named(text, "concept")} == {"concept/territorial-health-group"}

    def test_an_entity_brings_its_other_names_and_what_it_is_part_of(self):
        entities = {entity.id: entity for entity in analysed("يستفيد من أمو تضامن.").entities}
        assert entities["programme/amo-tadamon"].parent_id == "programme/compulsory-health-insurance"
        assert "AMO" in entities["programme/compulsory-health-insurance"].aliases


def test_names_never_raise_and_quote_their_source():
    for text in (
        "السيد",
        "عبد",
        "وزير",
        "محمد بن",
        "بن بن بن بن",
        "وزارتي",
        "الملك",
        "قال ",
        "(CNSS",
        "علي على علي",
        "و",
        "ااا ها",
    ):
        for mention in analysed(text).mentions:
            assert text[mention.span.start : mention.span.end] == mention.surface


class TestTitlesAlone:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (
                "قدم وزير الصحة أمين التهراوي العرض. وقال الوزير إن الأشغال انتهت. وزار الوزير السابق المعمل.",
                [("الوزير", "person/amine-tahraoui")],
            ),
            ("التقى وزير العدل عبد اللطيف وهبي وزير الشباب محمد بنسعيد. وقال الوزير إن الأمر انتهى.", []),
            ("قالت كاتبة الدولة رقية الدرهم إن الملف جاهز. وغادر مكتب الوزير.", []),
            ("لم يحضر الوزير. ثم حضر وزير العدل عبد اللطيف وهبي.", []),
            (
                "حضر يونس فيراشين، الكاتب العام للنقابة. وأوضح الكاتب العام للنقابة المطالب.",
                [("الكاتب العام للنقابة", "person/يونس-فيراشين")],
            ),
            ("رأي كتبه عمر بندورو أستاذ القانون. وحضرت كاتبة صحفية معروفة.", []),
        ],
    )
    def test_a_title_is_its_holder_where_only_one_was_named(self, text, found):
        assert named(text, "office") == found

    def test_a_surname_that_is_a_word_needs_a_verb_of_speech(self):
        text = "أوضحت عائشة الدرهم، مديرة المركز، الوضع. وأضافت الدرهم أن الدرهم تراجع."
        assert [surface for surface, _ in named(text, "person")] == ["عائشة الدرهم", "الدرهم"]

    def test_a_spelling_that_slipped_once_is_the_same_person(self):
        text = "حضر رشيد بوبريك. ثم غادر رشيد بوابريك. وعاد رشيد بوبريك."
        assert {identity for _, identity in named(text, "person")} == {"person/رشيد-بوبريك"}

    def test_two_people_of_like_names_stay_two(self):
        text = "حضر محمد العلمي وحضر محمد العلوي. وعاد محمد العلوي."
        assert len({identity for _, identity in named(text, "person")}) == 2
