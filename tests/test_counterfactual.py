"""One thing changed in a sentence changes one slot of its facts, and nothing else."""

import re
from dataclasses import dataclass

import pytest
from gold_fact import CONTEXT, read, told

PUBLISHED = "2026-01-21"


@dataclass(frozen=True)
class Frame:
    """A sentence with numbered gaps, and the fact that each gap of a figure makes. `order` are clauses that may swap.

    `{0}` a value, `{p0}` a place with its preposition, `{t0}` a time.
    """

    text: str
    facts: tuple[str, ...]


# Places as the sentence writes them after its preposition, and their ids.
PLACES = {
    "فاس": "commune/03.231.01.0",
    "مكناس": "commune/03.061.01.01",
    "إقليم الخميسات": "province/04.291",
    "جهة الشرق": "region/02",
    "أكادير": "commune/09.001.01.01",
    "إقليم الحوز": "province/07.041",
}
TIMES = {
    "سنة 2023": "2023",
    "مارس 2025": "2025-03",
    "فبراير 2024": "2024-02",
    "أكتوبر 2025": "2025-10",
    "غشت 2024": "2024-08",
    "سنة 2021": "2021",
}
VALUES = ("12", "45", "320", "1400", "17", "86")
NAMES = ("أحمد العلوي", "سعيد الإدريسي", "كريم بناني", "خالد المريني", "محمد التازي")
POOLS = {"v": VALUES, "p": tuple(PLACES), "t": tuple(TIMES), "n": NAMES}
SLOTS = {"v": "value", "p": "place", "t": "time", "n": "speaker"}
_GAP = re.compile(r"\{(?P<kind>[vptn])(?P<number>\d)\}")

FRAMES = (
    Frame("تم بناء {v0} مدرسة ب{p0} في {t0}.", ("school build",)),
    Frame("تم تجهيز {v0} مستشفى ب{p0} في {t0}، و{v1} مدرسة ب{p1} في {t1}.", ("hospital equip", "school equip")),
    Frame("في {t0}، تم غرس {v0} شجرة ب{p0}.", ("tree plant",)),
    Frame("وفي {t0}، وظفت الوزارة {v0} طبيب ب{p0}، و{v1} ممرض ب{p1}.", ("doctor recruit", "nurse recruit")),
    Frame("تسلمت الخزانة {v0} كتاب في {t0}، ثم {v1} كتاب في {t1}.", ("book", "book")),
    Frame("أكد {n0} أن {v0} مدرسة ب{p0} تم تأهيلها في {t0}.", ("school rehabilitate",)),
    Frame("اجتمع الأعضاء بالداخلة، ثم تم افتتاح {v0} مسجد ب{p0} في {t0}.", ("mosque open",)),
    Frame("تم غرس {v0} شجرة ب{p0} في {t0}، مقابل {v1} شجرة ب{p1} في {t1}.", ("tree plant", "tree")),
    Frame("استفادت {v0} أسرة ب{p0} في {t0}، بينما استفادت {v1} أسرة ب{p1} في {t1}.", ("household benefit",) * 2),
    Frame("تضم {p0} {v0} مستشفى، وتوفر {v1} سرير.", ("hospital", "bed provide")),
    Frame("في {p0} تم توزيع {v0} كتاب، وفي {p1} تم توزيع {v1} كتاب.", ("book distribute",) * 2),
    Frame("تم حفر {v0} بئر ب{p0} في {t0}، كما تم حفر {v1} بئر ب{p1} في {t1}.", ("well", "well")),
    Frame("تم إحداث {v0} مقاولة ب{p0}، ثم {v1} مقاولة ب{p1} في {t1}.", ("enterprise create", "enterprise")),
    Frame(
        "قال {n0}، مدير الشركة، إن {v0} عامل وظفوا ب{p0} في {t0}، وأن {v1} عامل وظفوا ب{p1} في {t1}.",
        ("worker recruit",) * 2,
    ),
    Frame("شاركت {v0} جمعية ب{p0} في الحملة في {t0}.", ("association",)),
    Frame("بلغ الإنتاج {v0} طن في {t0}، لكنه بلغ {v1} طن في {t1}.", ("tonne produce", "tonne")),
    Frame("على مستوى {p0}، تم تأهيل {v0} مدرسة في {t0} و{v1} مدرسة في {t1}.", ("school rehabilitate",) * 2),
    Frame("سيتم بناء {v0} سد ب{p0} بحلول {t0}.", ("dam build",)),
    Frame("منذ {t0}، تم افتتاح {v0} مركز صحي ب{p0}.", ("health_centre open",)),
    Frame("تتوزع المناصب كالتالي: {v0} منصب ب{p0}، و{v1} منصب ب{p1}.", ("post", "post")),
    Frame("باعت التعاونية {v0} قنطار ب{p0} في {t0} و{v1} قنطار ب{p1} في {t1}.", ("quintal sell",) * 2),
    Frame("وحسب المصدر، فإن {v0} شخص أصيبوا ب{p0} في {t0}.", ("person injure",)),
    Frame("نقل {v0} شخص إلى مستشفى ب{p0}، فيما نقل {v1} شخص إلى مستشفى ب{p1}.", ("person transfer",) * 2),
    Frame("تم إغلاق {v0} معمل ب{p0}، في {t0}.", ("factory close",)),
    Frame("أنجزت الشركة {v0} كيلومتر ب{p0} في {t0}، على أن تنجز {v1} كيلومتر ب{p1} في {t1}.", ("km complete",) * 2),
    Frame("خلال {t0}، تم اعتقال {v0} شخص ب{p0}، كما تم اعتقال {v1} شخص ب{p1}.", ("person arrest",) * 2),
    Frame("غرست الجماعة {v0} شجرة و{v1} شجرة في {p0} و{p1} على التوالي.", ("tree plant",) * 2),
    Frame("رصدت الجهة {v0} مليون درهم ل{p0} و{v1} مليون درهم ل{p1}.", ("MAD allocate",) * 2),
    Frame("تم افتتاح {v0} مكتبة ب{p0} في {t0}. وفي {t1}، تم افتتاح {v1} مكتبة ب{p1}.", ("(مكتبة) open",) * 2),
    Frame("صادق المجلس في {t0} على {v0} مشروع ب{p0}.", ("project adopt",)),
)


def gaps(frame):
    return [match[0] for match in _GAP.finditer(frame.text)]


def filled(frame, changed=None, step=0):
    """Each gap with a word of its own; the changed one with another."""
    return {gap: POOLS[gap[1]][int(gap[2]) + (2 * step if gap == changed else 0)] for gap in dict.fromkeys(gaps(frame))}


def claimed(frame, words):
    text = frame.text
    for gap, word in words.items():
        text = text.replace(gap, word)
    return [slots(fact) for fact in told(read(text, PUBLISHED), context=CONTEXT) if not fact.startswith("event")]


def slots(fact):
    """A fact as its slots: value, unit, and the rest by name."""
    head, *rest = fact.split("; ")
    value, _, unit = head.partition(" ")
    named = dict(part.partition("=")[::2] for part in rest if ">" not in part)
    return {"value": value, "unit": unit, **named, **dict(part.partition(">")[::2] for part in rest if ">" in part)}


CASES = [(frame, gap, step) for frame in FRAMES for gap in dict.fromkeys(gaps(frame)) for step in (1, 2)]


def test_there_are_thirty_sentences_and_two_hundred_variants():
    assert len(FRAMES) == 30
    assert len(CASES) >= 200


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.text)
def test_a_sentence_says_what_it_says(frame):
    found = claimed(frame, filled(frame))
    assert (
        tuple(f"{fact['unit']} {fact['action']}" if "action" in fact else fact["unit"] for fact in found) == frame.facts
    )
    for number, fact in enumerate(found):
        for kind, slot, known in (("p", "place", PLACES), ("t", "time", TIMES)):
            gap = f"{{{kind}{number}}}"
            if gap in frame.text:
                word = filled(frame)[gap]
                assert fact[slot].split()[0] == known[word], frame.text


@pytest.mark.parametrize(("frame", "gap", "step"), CASES, ids=lambda case: getattr(case, "text", str(case)))
def test_one_change_changes_one_slot(frame, gap, step):
    before, after = claimed(frame, filled(frame)), claimed(frame, filled(frame, gap, step))
    assert len(before) == len(after)
    changed = {
        (number, name)
        for number, (one, other) in enumerate(zip(before, after, strict=True))
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    }
    assert changed
    assert {name for _, name in changed} == {SLOTS[gap[1]]}, (gap, changed)
    assert int(gap[2]) in {number for number, _ in changed}


# Two claims that may stand in either order.
PAIRS = (
    ("تم بناء 12 مدرسة بفاس في مارس 2025", "تم غرس 320 شجرة بمكناس في غشت 2024"),
    ("استقبلت أكادير 45 سفينة سنة 2023", "استقبلت طنجة 86 سفينة سنة 2021"),
    ("وظفت الشركة 17 مهندسا بالقنيطرة", "وظفت الوزارة 45 طبيبا بجهة الشرق"),
    ("سيتم تجهيز 12 مستشفى بحلول 2028", "سيتم بناء 86 مدرسة بحلول 2030"),
    ("أصيب 17 شخصا ببرشيد", "أصيب 45 شخصا بسطات"),
)


@pytest.mark.parametrize("joint", ["، كما ", "، بينما ", "، ثم ", ". و"])
@pytest.mark.parametrize("pair", PAIRS)
def test_the_order_of_clauses_changes_no_slot(pair, joint):
    one, other = pair
    first = [slots(fact) for fact in told(read(f"{one}{joint}{other}.", PUBLISHED))]
    second = [slots(fact) for fact in told(read(f"{other}{joint}{one}.", PUBLISHED))]
    assert len(first) == 2
    assert first == second[::-1]
