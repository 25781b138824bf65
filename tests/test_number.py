"""Every number that Arabic can say comes back: spoken here by a second grammar, read by the first."""

import random
import time
from decimal import Decimal

import pytest
from gold_table import document

from pipeline.build import analyse
from pipeline.extract.numeral import read_digits, spoken
from pipeline.lexicon import load
from pipeline.text import fold

ONES = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
ONES_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
TENS = ["", "عشر", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
SCALES = {
    10**3: ("ألف", "ألفان", "ألفين", "آلاف", "ألفا"),
    10**6: ("مليون", "مليونان", "مليونين", "ملايين", "مليونا"),
    10**9: ("مليار", "ملياران", "مليارين", "ملايير", "مليارا"),
}


class Speller:
    """Spells an integer by the school rules, in a gender and a case, with a spelling of the hundred."""

    def __init__(self, *, feminine, oblique, hundred="مائة", fused=True):
        self.feminine, self.oblique, self.hundred, self.fused = feminine, oblique, hundred, fused

    def spell(self, number):
        if number == 0:
            return "صفر"
        parts = []
        for scale in sorted(SCALES, reverse=True):
            count, number = divmod(number, scale)
            if count:
                parts.append(self.scaled(count, scale))
        if number:
            parts.append(self.below_thousand(number, feminine=self.feminine))
        return " و".join(parts)

    def scaled(self, count, scale):
        one, two, two_oblique, several, many = SCALES[scale]
        if count == 1:
            return one
        if count == 2:
            return two_oblique if self.oblique else two
        said = self.below_thousand(count, feminine=False)
        rest = count % 100
        if 3 <= rest <= 10:
            return f"{said} {several}"
        return f"{said} {many if 11 <= rest <= 99 else one}"

    def below_thousand(self, number, *, feminine):
        parts = []
        hundreds, rest = divmod(number, 100)
        if hundreds == 1:
            parts.append(self.hundred)
        elif hundreds == 2:
            parts.append(self.hundred[:-1] + ("تين" if self.oblique else "تان"))
        elif hundreds:
            stem = "ثمان" if hundreds == 8 else ONES_F[hundreds]
            parts.append(stem + ("" if self.fused else " ") + self.hundred)
        if rest:
            parts.append(self.below_hundred(rest, feminine=feminine))
        return " و".join(parts)

    def below_hundred(self, number, *, feminine):
        ones = ONES_F if feminine else ONES
        tens, unit = divmod(number, 10)
        if number < 10:
            return self.case(ones[number])
        if number == 10:
            return "عشر" if feminine else "عشرة"
        if tens == 1:
            ten = "عشرة" if feminine else "عشر"
            if unit == 1:
                return f"{'إحدى' if feminine else 'أحد'} {ten}"
            if unit == 2:
                return f"{('اثنت' if feminine else 'اثن') + ('ي' if self.oblique else 'ا')} {ten}"
            return f"{ones[unit]} {ten}"
        ten = TENS[tens][:-2] + "ين" if self.oblique else TENS[tens]
        return f"{self.case(ones[unit])} و{ten}" if unit else ten

    def case(self, word):
        return word[:-2] + "ين" if self.oblique and word.startswith("اثن") else word


SPELLERS = [
    Speller(feminine=False, oblique=False),
    Speller(feminine=True, oblique=True),
    Speller(feminine=False, oblique=True, hundred="مئة"),
    Speller(feminine=True, oblique=False, hundred="مئة", fused=False),
]


def read(text):
    return [said.number.value for said in spoken(fold(text).text, load())]


@pytest.mark.parametrize("speller", SPELLERS, ids=["masculine", "feminine oblique", "مئة", "split hundreds"])
def test_every_number_to_ten_thousand_is_read_back(speller):
    wrong = {n: speller.spell(n) for n in range(10_001) if read(speller.spell(n)) != [n]}
    assert wrong == {}


def test_large_numbers_are_read_back():
    rng = random.Random(20)
    numbers = [rng.randrange(10 ** rng.randint(4, 12)) for _ in range(5_000)]
    wrong = {n: spell for n in numbers for spell in [rng.choice(SPELLERS).spell(n)] if read(spell) != [n]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("11,338", ("11338", "11.338")),
        ("0,125", ("0.125", None)),
        ("94ر75", ("75.94", None)),
        ("1.250.000", ("1250000", None)),
        ("1.250,5", None),
        ("11 338", ("11338", None)),
        ("2.22.1061", None),
        ("1234567890123456", None),
        ("08.22", ("8.22", None)),
        ("8 ر13", ("13.8", None)),
        ("71ر 76", ("76.71", None)),
        ("12,220,13", ("12220.13", None)),
    ],
)
def test_digits_are_read_by_their_shape(text, values):
    found = read_digits(text)
    if text == "1.250,5":
        assert found == (Decimal("1250.5"), None)
    elif values is None:
        assert found is None
    else:
        assert found == (Decimal(values[0]), Decimal(values[1]) if values[1] else None)


def test_numbers_that_stand_side_by_side_stay_apart():
    assert read("ثلاثة وأربعة") == [3, 4]
    assert read("واحد و22") == [1, 22]
    assert read("16 ألفا و125 ألف") == [16000, 125000]
    assert read("خمسة وعشرون وثلاثون") == [25, 30]


def test_a_long_run_costs_no_more_than_its_length():
    assert len(read("ثلاثة و" * 4_000 + "واحد")) == 4_001
    assert len(read("ألف " * 4_000)) > 0


def seconds(text):
    lexicon = load()
    analyse(document("22 مستشفى"), lexicon)
    start = time.perf_counter()
    analyse(document(text), lexicon)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "piece",
    [
        "12 و",
        "ألف و",
        "(1) ",
        "1,234,",
        "أكثر من 5 وأقل من ",
        "ثلاثة على ",
        "3 سنوات و",
        "من 1 إلى ",
        "12 درهما و",
        "نصف ال",
        "مقابل 7 ",
        "5 بالوسط و",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(piece):
    short, long = piece * (4_000 // len(piece)), piece * (16_000 // len(piece))
    best = min(seconds(long) / max(seconds(short), 0.005) for _ in range(3))
    assert best < 4 * 3, f"four times the text took {best:.1f} times as long"
