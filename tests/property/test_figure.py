"""What holds for figures in any text."""

from itertools import pairwise

from gold_table import FOLDER, document, read_table
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.values import Figure, describe

TABLES = ("quantity", "percent", "money", "duration")
ROWS = [row for name in TABLES for row in read_table(FOLDER / f"{name}.tsv") if not row.gap]
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WORDS = st.sampled_from(
    [
        "واحد",
        "ثلاثة",
        "عشر",
        "وعشرون",
        "مائة",
        "ألف",
        "آلاف",
        "مليون",
        "و",
        "مليار",
        "نصف",
        "22",
        "و295",
        "11.338",
        "%",
        "في",
        "المائة",
        "درهم",
        "مركزا",
        "صحيا",
        "منها",
        "حوالي",
        "بين",
        "إلى",
        "(",
        ")",
    ]
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(text, row):
    analysis = analyse(document(text, row.published, row.country), load())
    return [describe(mention.value) for mention in analysis.mentions if mention.kind == "figure"]


@QUICK
@given(st.sampled_from(ROWS), st.sampled_from([INDIC, PERSIAN]))
def test_the_digit_system_changes_no_value(row, digits):
    assert values(row.text.translate(digits), row) == values(row.text, row)


@QUICK
@given(
    st.sampled_from(ROWS), st.sampled_from("\u064e\u064f\u0650\u0651\u0652\u0640"), st.randoms(use_true_random=False)
)
def test_harakat_and_tatweel_change_no_value(row, mark, rng):
    # «أسرّة» are beds and «أسرة» a family: there a shadda is another word.
    words = {word for homograph in load()["homograph"] for word in homograph.words}
    assume(mark != "\u0651" or not words & set(row.text.split()))
    marked = "".join(char + (mark if "ب" <= char <= "ي" and rng.random() < 0.3 else "") for char in row.text)
    assert values(marked, row) == values(row.text, row)


@QUICK
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join))
def test_any_heap_of_number_words_is_read_without_overlap(text):
    analysis = analyse(document(text), load())
    found = [mention for mention in analysis.mentions if isinstance(mention.value, Figure)]
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.surface
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
