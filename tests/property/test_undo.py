"""What holds for any text: repairs undo letter for letter, never overlap, and nothing raises."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.mend import mend
from pipeline.ingest.reading import Reading
from pipeline.ingest.repair import repair, undo
from pipeline.ingest.repair.edit import Edit, apply
from pipeline.records import Zone
from pipeline.text import Span

repair("األشغال 8( 1444ماي")  # the tables are read once, before anybody counts the time

PIECES = st.sampled_from(
    [
        *(
            "األشغال",
            "خالل",
            "اإلطار",
            "هللا",
            "ال",
            "وال",
            "لائحة",
            "إلى",
            "المادة",
            "رقم",
            "ص",
            "و",
            "من",
            "شوال",
            "ماي",
        ),
        *(
            "8( 1444",
            ")2023",
            "،)2025",
            ".1654",
            "%60",
            "( )10",
            "12",
            "2.20.605",
            " ",
            "  ",
            "\n",
            "\0",
            "\ud800",
            "«",
        ),
        *("املادة", "ربيع الأول", "(", ")", "،", "-", "ر", "\ufffd", "Ø§Ù„", "تس���رى", "نوناق", "ـ", "َ", "a"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map(" ".join), st.text())


@given(TEXTS)
def test_repairs_lead_back_to_the_text_as_it_came(text):
    repaired, made = repair(text)
    assert undo(repaired, made) == text
    for number in range(len(made) - 1, -1, -1):  # as SQL would: from right to left
        one = made[number]
        assert repaired[one.span.start : one.span.end] == one.after
        repaired = repaired[: one.span.start] + one.before + repaired[one.span.end :]
    assert repaired == text


@given(TEXTS)
def test_repairs_stand_in_order_and_never_overlap(text):
    _, made = repair(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(made))
    assert len({one.span for one in made}) == len(made)
    assert all(one.before != one.after for one in made)


@given(TEXTS)
def test_what_is_repaired_can_be_stored(text):
    repaired, _ = repair(text)
    assert "\0" not in repaired
    repaired.encode("utf-8")


@st.composite
def edited(draw):
    text = draw(st.text(alphabet="اب ج12(", max_size=30))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    afters = draw(st.lists(st.text(alphabet="xy", max_size=3), min_size=4, max_size=4))
    spans = zip(places[::2], places[1::2], strict=False)
    return text, [Edit(*span, after, "k") for span, after in zip(spans, afters, strict=False)]


@given(edited(), st.data())
def test_edits_upon_edits_are_undone_at_once(first, data):
    text, edits = first
    once, made = apply(text, (), edits)
    places = sorted(data.draw(st.lists(st.integers(0, len(once)), max_size=8, unique=True)))
    again = [Edit(start, end, "z" * (start % 3), "k") for start, end in zip(places[::2], places[1::2], strict=False)]
    twice, all_made = apply(once, made, again)
    assert undo(twice, all_made) == text
    assert len({one.span for one in all_made}) == len(all_made)


@pytest.mark.parametrize("text", ["صادر في 12من ذي الحجة 14( 1437سبتمبر )2016 بشأن األشغال العمومية"])
def test_a_zone_moves_with_its_words(text):
    start = text.index("األشغال")
    mended = mend(Reading(text, "plain", "1", zones=(Zone(Span(start, len(text)), "footer"),)))
    (zone,) = mended.zones
    assert mended.text[zone.span.start : zone.span.end] == "الأشغال العمومية"
