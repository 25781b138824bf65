"""What was written into the database in English or Arabic alone, said in the language of the page."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date, get_day_names

from pipeline.site.language import DEFAULT, language, translate
from pipeline.site.refusal import CAUSES, HINTS

_N = r"[\d.,]+"
_A, _B, _C, _D = (rf"(?P<{name}>{_N})" for name in "abcd")
# What the program says in English, and the same in Arabic: the catalogues have the other languages of that.
_SAID: tuple[tuple[str, str], ...] = (
    (r"(?P<day>\S+) is weekday (?P<real>\d), not (?P<said>\d)", "{day} هو يوم {real}، لا يوم {said}"),
    (r"(?P<hijri>\d{4}-\d\d-\d\d) is None, not (?P<day>\S+)", "لا يوجد {hijri} في التقويم الهجري، والمذكور {day}"),
    (r"(?P<hijri>\S+) is (?P<day>\S+), not (?P<other>\S+)", "{hijri} بالهجري هو {day}، لا {other}"),
    (r"there is no (?P<day>\S+)", "لا يوجد يوم {day}"),
    (r"a Hijri and a Gregorian date whose numbers .*", "تاريخ هجري وآخر ميلادي تعذر ترتيب أرقامهما"),
    (rf"from {_A} to {_B} is {_C}; {_D} is stated\.", "الفرق بين {a} و{b} هو {c}، والمذكور {d}."),
    (rf"{_A} of {_B} is {_C}%; {_D}% is stated\.", "{a} من {b} هي {c} في المائة، والمذكور {d}."),
    (rf"(?P<a>[\d.,+ ]+) = {_B}; the stated total is {_C}\.", "{a} = {b}، والمجموع المذكور {c}."),
    (r"a picture without a text layer", "صورة بلا نص"),
    (r"its stream is damaged .*", "محتواها تالف"),
    (r"its letters lie unseen over a picture.*", "حروفها مخفية فوق صورة: قرأها برنامج آخر من الصورة"),
    (r"two glyphs of a font claim to be one digit", "رسمان في الخط يدعيان أنهما رقم واحد"),
    (r"digits are read by the font's own table.*", "قُرئت أرقامها من جدول الخط نفسه، خلافا لنص الملف"),
    (r"another reader finds other numbers \((?P<a>\d+) of (?P<b>\d+)\)", "يجد قارئ آخر أرقاما أخرى ({a} من {b})"),
    (rf"{_A}% of the glyphs have no text", "{a} في المائة من الرسوم بلا نص"),
    (rf"{_A}% of the words have one letter", "{a} في المائة من الكلمات من حرف واحد"),
    (rf"{_A}% of the words are the common ones", "{a} في المائة فقط من الكلمات شائعة"),
    (rf"words of {_A} letters", "متوسط الكلمة {a} حرفا"),
    (r"the words run backwards", "الكلمات معكوسة"),
    (r"none of its words is a common one", "ليس فيها كلمة شائعة واحدة"),
    (r"read it with --ocr auto", "اقرأها من صورتها بالخيار --ocr auto"),
    (r"install tesseract .*", "ثبّت tesseract وبياناته العربية ثم أعد قراءتها"),
    (r"only (?P<a>\d+) pages are read by OCR", "لا تُقرأ من الصور إلا {a} صفحة"),
    (r"letters by (?P<a>\S+).*", "حروفها من قراءة الصورة ({a})"),
    (r"(?P<a>\S+) finds no letters", "لا يجد {a} فيها حروفا"),
)  # fmt: skip
_KNOWN = tuple((re.compile(english), arabic) for english, arabic in (*_SAID, *CAUSES, *HINTS))
_WEEKDAYS = {"real", "said"}
# What a verdict means, where the sentence stored with it is in neither language of the page.
VERDICTS = {
    "repeat": "العدد نفسه في نسختين من نص واحد", "agreement": "يتفق النصان",
    "rounding": "أحد الرقمين تقريب للآخر", "planned_done": "أحدهما منتظر والآخر مذكور واقعا",
    "update": "رقم جديد للأجل نفسه", "different_date": "زمنان مختلفان", "different_place": "مكانان مختلفان",
    "different_scope": "نطاقان مختلفان", "different_measure": "أحدهما مجموع والآخر إضافة أو تراكم",
    "conflict": "تعارض في الشيء نفسه",
}  # fmt: skip
STATES = {
    "open": "لم يحن أجله بعد", "met": "تحقق", "missed": "مضى أجله ولا نص في القاعدة يفيد بإنجازه",
    "superseded": "حل محله وعد أحدث",
}  # fmt: skip


def said(english: str) -> str:
    """A message of the program's: `there is no 2025-02-30` -> `لا يوجد يوم 2025-02-30`; itself where unknown."""
    # In English a refusal keeps its own words, which tell more.
    for known, arabic in _KNOWN[: len(_SAID)] if language() == "en" else _KNOWN:
        if match := known.fullmatch(english):
            parts = {part: _weekday(value) if part in _WEEKDAYS else value for part, value in match.groupdict().items()}
            return translate(arabic).format(**parts)
    return english


def reasons(stored: str | None) -> list[str]:
    """Why a page is in doubt: a JSON list of messages, or the same joined by `; `."""
    if not stored:
        return []
    try:
        listed = json.loads(stored)
    except ValueError:
        listed = stored.split("; ")
    return [said(str(one)) for one in listed] if isinstance(listed, list) else [said(str(listed))]


def day(iso: str | None, spoken: str = "") -> str:
    """`2026-02-28` -> `28 فبراير 2026`, in the months of Moroccan Arabic; in another language where one is named."""
    if not iso:
        return ""
    locale = {"ar": "ar_MA", "fr": "fr", "en": "en_GB"}[spoken or language()]
    return str(format_date(date.fromisoformat(iso), "d MMMM yyyy", locale=locale))


def compared(row: Mapping[str, Any]) -> str:
    """What a comparison shows: the sentence stored with it, or its verdict in the language of the page."""
    return _stored(row) or translate(VERDICTS[row["verdict"]]) + "."


def promised(row: Mapping[str, Any]) -> str:
    """What became of a promise: the sentence stored with it, or its state, its day and what is left."""
    if stored := _stored(row):
        return stored
    due = translate("الأجل {due}، والحال يوم {now}").format(due=day(row["due_on"]), now=day(row["as_of"]))
    left = (
        translate("أُنجز منه {done}، وبقي {left}").format(done=_number(row["done"]), left=_number(row["remaining"]))
        if row["done"] is not None
        else ""
    )
    return f"{translate(STATES[row['state']])} ({due}){'; ' if left else ''}{left}."


def asked(row: Mapping[str, Any]) -> str:
    """The question that a gap leaves open."""
    return str(row["question_en"]) if language() == "en" else translate(str(row["question"]))


def calculated(row: Mapping[str, Any]) -> str:
    """A calculation that a text invites."""
    return str(row["message"]) if language() == DEFAULT else said(str(row["message_en"]))


_TELLING: Mapping[str, Callable[[str], str]] = {"message": said, "message_en": said, "error": said, "hint": said}


def retold(column: str, text: str) -> str | None:
    """The text of a cell in the language of the page, where the column holds messages of ours."""
    tell = _TELLING.get(column)
    told = tell(text) if tell else text
    return told if told != text else None


def _stored(row: Mapping[str, Any]) -> str:
    if language() == DEFAULT:
        return str(row["explanation"])
    return str(row["explanation_en"]) if language() == "en" else ""


def _number(value: float) -> str:
    return f"{value:,}"


def _weekday(number: str) -> str:
    return str(get_day_names("wide", locale=language())[(int(number) - 1) % 7])
