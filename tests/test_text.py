"""Text and its shadow: what folding changes, what it never changes, and where it parts from camel-tools."""

import unicodedata

import pytest
from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

from pipeline.text import LETTERS, Span, bare, fold, searchable, with_marks

BLOCKS = (
    (0x00A0, 0x00BF),
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x0870, 0x08FF),
    (0x180E, 0x180E),
    (0x2000, 0x206F),
    (0x2212, 0x2212),
    (0x3000, 0x3000),
    (0xFB50, 0xFE0F),
    (0xFE70, 0xFEFF),
)
# Assigned after Unicode 14, the version of Python 3.11: another Python may know them.
LATE = {0x0897, 0x088F, 0xFD90, 0xFD91, *range(0xFBC3, 0xFBD3), *range(0xFDC8, 0xFDCF)}
ASSIGNED = [
    chr(code)
    for first, last in BLOCKS
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) != "Cn" and code not in LATE
]

# Every character that camel-tools' arclean map with its normalisers and dediac_ar makes something else of, and why.
DIFFERENCES = {
    "a mark inside a word must not split it: the map makes it a space": "180E 200B-200F 202A-202E 2060 FEFF",
    "hamza seats are spelled in several ways: the normalisers leave ؤ and ئ": (
        "0624 0626 0678 06D3 FBB0-FBB1 FE85-FE86 FE89-FE8C"
    ),
    "a decimal sign is a point: the map makes it a comma": "066B",
    "a grouping sign is a comma: the map makes it an apostrophe": "066C",
    "a minus is a dash: the map loses it": "2212",
    "a line end is no space": "2028-2029",
    "the direction of a quotation mark tells who speaks: the map straightens it": (
        "00AB 00BB 2018-2019 201C-201D 2039-203A"
    ),
    "an ellipsis is one sign: the map makes it three full stops": "2025-2026 2056",
    "signs keep their meaning: the map writes them out, or as others": (
        "0606-060B 2020-2021 2030-2031 2033-2034 2036-2037 203B-203D 2042 2047-2049 2050-2051 2057-2059 205B"
    ),
    "signs of money, degree, section and list keep their meaning: the map loses them": (
        "00A1-00AA 00AC 00AE-00BA 00BC-00BF 061D-061E 0890-0891 08E2 2022 FBB2-FBC2 FD3E-FD4F FDCF FDFD-FDFF FE73"
    ),
    "Sindhi signs are no Arabic letters: the map makes them hamza and meem": "06FD-06FE",
    "a high hamza and the Kurdish ە are letters: the map loses them": "0674 06D5",
    "letters of other languages stay what they are: the map loses them": "0620 0750-077F 0870-088E 08A0-08C9",
    "presentation forms and ligatures are letters: the map loses these": (
        "FB50-FB55 FB5A-FB65 FB6A-FB79 FB7E-FB87 FB96-FB9D FBA0-FBA5 FBD3-FBFB FC00-FC5D FC64-FCF1 FCF5-FD3D FD50-FD8F "
        "FD92-FDC7 FDF0-FDF1 FDF3-FDFC"
    ),
}


def characters(ranges):
    for part in ranges.split():
        first, _, last = part.partition("-")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if unicodedata.category(chr(code)) != "Cn" and code not in LATE:
                yield chr(code)


def by_camel_tools(char):
    cleaned = CharMapper.builtin_mapper("arclean").map_string(char)
    return dediac_ar(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(cleaned))))


class TestAgainstCamelTools:
    def test_every_difference_is_listed_with_its_reason(self):
        listed = {char for ranges in DIFFERENCES.values() for char in characters(ranges)}
        differing = {char for char in ASSIGNED if fold(char).text != by_camel_tools(char)}
        assert [f"U+{ord(char):04X}" for char in sorted(differing - listed)] == []
        assert [f"U+{ord(char):04X}" for char in sorted(listed - differing)] == []

    def test_no_character_has_two_reasons(self):
        listed = [char for ranges in DIFFERENCES.values() for char in characters(ranges)]
        assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("الأوّل", "الاول"),
        ("إصلاحٌ وآفاق", "اصلاح وافاق"),
        ("مسؤولية شؤون الهيئة", "مسووليه شوون الهييه"),
        ("مستشفى", "مستشفي"),
        ("تسهيـــل", "تسهيل"),
        ("الـ24", "ال24"),
        ("١١٬٣٣٨ سريراً", "11,338 سريرا"),
        ("٢٫٥٪", "2.5%"),
        ("۱۲۳", "123"),
        ("أين؟ هنا، ثم؛", "اين? هنا, ثم;"),
        ("طنجة–تطوان—الحسيمة", "طنجه-تطوان-الحسيمه"),
        ("49\u00a0مليار", "49 مليار"),
        ("\u200f%17,5", "%17,5"),
        ("«الصحة»…", "«الصحه»…"),
        ("قال\u2028ثم", "قال\nثم"),
        ("\r\n", "\r\n"),
        ("هذا ٱلكتاب", "هذا الكتاب"),
        ("Lycée ÉCOLE", "Lycée ÉCOLE"),
        ("", ""),
    ],
)
def test_what_folding_changes(text, key):
    assert fold(text).text == key


class TestOrigin:
    def test_a_persian_yeh_in_mid_word_is_a_yeh(self):
        assert fold("بوبر\u06ccك").text == "بوبريك"
        assert fold("\u06a9تاب").text == "كتاب"

    @pytest.mark.parametrize(
        "mark", ["\u200c", "\u200d", "\u200e", "\u200f", "\u202b", "\u2060", "\ufeff", "\u00ad", "\ufe0f"]
    )
    def test_an_invisible_mark_does_not_split_a_word(self, mark):
        key = fold(f"مسـت{mark}شفى")
        assert key.text == "مستشفي"
        assert key.to_source(0, 6) == (0, 8)

    def test_a_ligature_gives_all_its_letters_one_origin(self):
        key = fold("\ufefb \ufdfa")
        assert key.text == "لا صلي الله عليه وسلم"
        assert set(key.origin[:2]) == {0}
        assert set(key.origin[3:]) == {2}
        assert key.to_source(0, 1) == (0, 1)

    def test_presentation_forms_are_their_letters(self):
        assert fold("\ufe8d\ufedf\ufeb7\ufe8e\ufee3").text == "الشام"

    def test_deleted_marks_leave_the_rest_where_it_stood(self):
        text = "وَزَارَة الصِّحَّة"
        key = fold(text)
        start = key.text.index("الصحه")
        assert text[slice(*key.to_source(start, start + 5))] == "الصِّحَّة"

    def test_the_offset_is_that_of_the_document(self):
        assert fold("أب", 100).to_source(0, 2) == (100, 102)
        assert fold("أَب", 100).to_source(0, 2) == (100, 103)

    def test_without_change_of_length_no_tuple_is_built(self):
        assert isinstance(fold("وزارة الصحة").origin, range)


class TestEveryCharacter:
    def test_folding_is_idempotent(self):
        assert [f"U+{ord(char):04X}" for char in ASSIGNED if fold(fold(char).text).text != fold(char).text] == []

    def test_origins_stay_inside_the_character(self):
        for char in ASSIGNED:
            key = fold(char)
            assert len(key.origin) == len(key.text)
            assert set(key.origin) <= {0}

    def test_decimal_digits_are_read_alike(self):
        digits = [char for char in ASSIGNED if unicodedata.category(char) == "Nd"]
        assert len(digits) == 20
        assert all(fold(char).text == str(unicodedata.decimal(char)) for char in digits)


def test_bare_keeps_the_letters_as_typed():
    assert bare("عَلَى") == "على"
    assert bare("عليّ") == "علي"
    assert bare("أبـــو\u200f") == "أبو"


def test_a_span_takes_the_marks_of_its_last_letter():
    assert with_marks("سريراً آخر", Span(0, 5)) == (0, 6)
    assert with_marks("سَنَةٌ", Span(10, 15), 10) == (10, 16)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("11,338 سريرا و295 مركزا", "11338 سريرا 295 مركزا"),
        ("١١٬٣٣٨ سريراً", "11338 سريرا"),
        ("12,345,678", "12345678"),
        ("بـ37 نقطة، لـ30، الـ24، ال17، و32، للـ12، وبالـ9", "37 نقطه, 30, 24, 17, 32, 12, 9"),
        ("47بالمائة و1433هـ", "47 بالمايه 1433 ه"),
        ("3,2 و0,338", "3,2 0,338"),
        ("القانون رقم 08.22", "القانون رقم 08.22"),
        ("كتاب20", "كتاب20"),
        ("1,2345", "1,2345"),
    ],
)
def test_search_meets_numbers_however_they_are_written(text, search):
    assert searchable(fold(text).text) == search


def test_words_are_runs_of_letters():
    key = fold("في 3مايو، ص.ب").text
    assert LETTERS.findall(key) == ["في", "مايو", "ص", "ب"]
