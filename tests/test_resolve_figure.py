"""What a figure takes from the rest of its document."""

from decimal import Decimal

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.lexicon import load


def figures(text, country="MA"):
    analysis = analyse(document(text, country=country), load())
    return [mention for mention in analysis.mentions if mention.kind == "figure"]


def test_an_anaphor_takes_noun_unit_and_relation_from_the_nearest_count():
    whole, part = figures("سيشمل البرنامج 1600 مركز صحي، وقد اكتمل 500 منها.")
    assert part.value.antecedent
    assert (part.value.unit, part.value.noun, part.value.noun_lemma) == ("health_centre", "مركز صحي", "مركز صحي")
    assert part.related == whole.span
    assert part.relation is None


def test_an_anaphor_passes_over_shares_and_money():
    *_, part = figures("وظفت الشركة 300 عامل بنسبة 80% وبكلفة 5 ملايين درهم، وغادر 20 منهم.")
    assert part.value.unit == "worker"


def test_an_anaphor_may_look_one_sentence_back_but_no_further():
    _, part = figures("نقل 200 جريح إلى المدينة.\nوغادر 146 منهم المصحة.")
    assert part.value.unit == "injured"
    _, part = figures("نقل 200 جريح إلى المدينة.\nهطل المطر على الجبل.\nوغادر 146 منهم المصحة.")
    assert part.value.unit is None


def test_a_bare_number_without_antecedent_is_no_figure():
    assert figures("بقي الوضع على حاله مقابل 617 في الفترة نفسها.") == []


@pytest.mark.parametrize(
    ("country", "unit"), [("MA", "XXX"), ("DZ", "DZD"), ("TN", "TND"), ("KW", "KWD"), (None, "XXX")]
)
def test_a_dinar_is_that_of_the_country(country, unit):
    (figure,) = figures("اشترى الحقيبة ب700 دينار من السوق.", country)
    assert (figure.value.unit, figure.value.unit_si) == (unit, unit)


def test_a_dirham_is_moroccan_unless_the_document_is_emirati():
    assert figures("دفع 40 درهما للسائق.")[0].value.unit == "MAD"
    assert figures("دفع 40 درهما للسائق.", "AE")[0].value.unit == "AED"


def test_one_amount_in_two_currencies_is_one_amount():
    euro, dollar = figures("بيع النادي مقابل 120 مليون يورو (130 مليون دولار).")
    assert (dollar.related, dollar.relation) == (euro.span, "same_amount")
    assert euro.related is None


def test_from_one_share_to_another_is_a_change():
    low, high = figures("انتقلت التغطية من 34% قبل سنوات إلى 71% اليوم.")
    assert (high.related, high.relation) == (low.span, "from_to")


def test_a_head_alone_takes_the_unit_of_its_fuller_name():
    text = "تؤهل الوزارة المراكز الصحية القروية. وقد انتهت في 1130 مركزا."
    (figure,) = figures(text)
    assert (figure.value.unit, figure.value.noun) == ("health_centre", "مركزا")


def test_the_nearest_fuller_name_decides():
    text = "شيد مركز استشفائي جامعي بفاس.\nوتؤهل المراكز الصحية القروية وقد انتهت في 90 مركزا.\nيفتتح مركز جامعي."
    assert [figure.value.unit for figure in figures(text)] == ["health_centre"]


def test_a_head_without_fuller_name_stays_unknown():
    (figure,) = figures("افتتحت الجمعية 12 مركزا بالإقليم.")
    assert (figure.value.unit, figure.value.noun_lemma) == (None, "مركز")


def test_a_hundredth_keeps_its_name_and_gives_dirhams():
    (figure,) = figures("اختلس 30 مليار سنتيم من الصندوق.")
    value = figure.value
    assert (value.value, value.unit, value.value_si, value.unit_si) == (30 * 10**9, "centime", 3 * 10**8, "MAD")


def test_what_was_missed_is_listed():
    analysis = analyse(document("وقع الاتفاق في دستور 78. وعاد في مارس."), load())
    assert ("78", "number") in [(one.surface, one.reason) for one in analysis.unread]


def test_what_was_read_is_not_listed():
    analysis = analyse(document("افتتح 22 مستشفى يوم 12 ماي 2020."), load())
    assert analysis.unread == ()


def test_the_rest_of_the_document_decides_an_open_separator():
    open_, *_ = figures("دفع 59,171 أورو للبائع.")
    assert (open_.value.value, open_.value.value_alt) == (59171, Decimal("59.171"))
    *_, clear = figures("ثمن اللتر 7,75 أورو في المحطة.\nودفع 59,171 أورو للبائع.")
    assert (clear.value.value, clear.value.value_alt, clear.value.value_si) == (
        Decimal("59.171"),
        59171,
        Decimal("59.171"),
    )
    *_, noughts = figures("ثمن اللتر 7.75 دراهم في المحطة.\nوحملت السفينة 15.300 طن من القمح.")
    assert (noughts.value.value, noughts.value.value_alt) == (15300, Decimal("15.3"))
    *_, clear = figures("سدد 1.250.000 درهم في البداية.\nودفع 59.171 درهما بعد ذلك.")
    assert (clear.value.value, clear.value.value_alt) == (59171, None)


def test_two_customs_in_one_document_leave_it_open():
    text = "ثمن اللتر 7,75 أورو.\nوباع 1,250,000 لتر.\nودفع 59,171 أورو."
    assert figures(text)[-1].value.value_alt is not None


def test_milliards_of_what_was_named_before_are_money():
    whole, part = figures("رصدت الحكومة 90 مليار درهم، 53 مليارا منها للمدارس.")
    assert (part.value.unit, part.value.value_si, part.related) == ("MAD", 53 * 10**9, whole.span)


def test_a_compound_duration_is_one_figure_with_its_iso_form():
    for text, iso in (
        ("دام اللقاء ساعة واحدة و45 دقيقة.", "PT1H45M"),
        ("أدين بخمس سنوات وثلاثة أشهر سجنا.", "P5Y3M"),
        ("تأخر القطار نصف ساعة.", "PT30M"),
        ("اشتغل سنة ونصف في المنجم.", "P1Y6M"),
        ("استغرق السفر يومين و6 ساعات.", "P2DT6H"),
    ):
        (figure,) = figures(text)
        assert figure.value.iso8601 == iso, text


def test_places_of_one_count_share_its_noun():
    counts = figures("منها 523 مكتبا بالوسط الحضري و255 بالوسط القروي.")
    assert [(one.value.value, one.value.unit) for one in counts] == [(523, "office"), (255, "office")]
