"""The lines of an explanation in the language of the page: codes by their names, the few phrases translated."""

import re
from collections.abc import Callable

from pipeline.site.language import language, translate
from pipeline.site.words import heading, label

# Lines that hold a code, and the column whose codes they are.
_CODED = {
    **{name: name for name in ("kind", "status", "stance", "dimension", "qualifier", "change", "time_relation")},
    **{name: name for name in ("place_how", "time_how", "zone", "unit", "action", "grain")},
    "indicator": "unit",
}  # fmt: skip
_ANY = ("qualifier", "unit", "modifier", "timex_type", "grain")
# What the command says in English between the words of a text, and the same in Arabic.
_PHRASES: tuple[tuple[str, str], ...] = (
    (r" \(confidence (?P<a>[\d.]+)\)", " (الثقة {a})"),
    (r" \(not counted\)", " (لا يُحسب)"),
    (r" \(known from: (?P<how>\w+)\)", " (عُرف {how})"),
    (r" \(inferred\)", " (مستنتج)"),
    (r": grouped; it might be (?P<a>[\d.,]+)", ": مفصول بالآلاف، وقد يكون {a}"),
    (r": grouped", ": مفصول بالآلاف"),
    (r": decimal; it might be (?P<a>[\d.,]+)", ": كسر عشري، وقد يكون {a}"),
    (r": decimal", ": كسر عشري"),
    (r": agency style, the fraction stands before ر", ": على طريقة الوكالات، الكسر قبل ر"),
    (r"typed from right to left: the fraction stands before the comma", "كُتب من اليمين إلى اليسار: الكسر قبل الفاصلة"),
    (r"in words; the digits in brackets repeat them", "بالحروف، والأرقام بين قوسين تكررها"),
    (r"in words", "بالحروف"),
    (r"in Arabic-Indic digits", "بالأرقام المشرقية"),
    (r"2, said by the dual of the noun", "2، يدل عليه المثنى"),
    (r", said by ", "، يدل عليه "),
    (r", which stands apart", "، وهو بعيد عنه"),
    (r", told by the words around it", "، يدل عليه ما حوله"),
    (r", which stands elsewhere in the text", "، وهو في موضع آخر من النص"),
    (r", or (?P<a>\S+): both readings stay open", "، أو {a}: القراءتان ممكنتان"),
    (r" in the table (?P<a>\w+)", " في معجم {a}"),
    (r" of the antecedent", " العائد إليه"),
    (r", that is ", "، أي "),
    (r"none that we know \(NIL\)", "لا كيان معروفا"),
    (r"its number", "رقمه"),
    (r"its name ", "اسمه "),
    (r"none: nothing in the text fixes it", "غير معروفة: لا شيء في النص يحددها"),
    (r"unresolved", "بلا حل"),
    (r"unknown", "غير معروف"),
    (r"the document's day of publication", "يوم نشر الوثيقة"),
    (r"a date in the same sentence", "تاريخ في الجملة نفسها"),
    (r"a date earlier in the document", "تاريخ سابق في الوثيقة"),
    (r"the weekday, which fits one year only", "يوم الأسبوع، ولا يوافق إلا سنة واحدة"),
    (r"the days between which the text was published, as its .*", "المدة التي نُشر فيها النص كما تدل ألفاظه"),
    (r"the other calendar beside it", "التقويم الآخر بجانبه"),
    (r"nothing: it stays unresolved", "لا شيء: يبقى بلا حل"),
    (r": published in (?P<a>\d{4})", ": نُشر سنة {a}"),
    (r": published after (?P<a>[\d-]+)", ": نُشر بعد {a}"),
    (r": told as past", ": يُحكى عنه ماضيا"),
    (r": published in month (?P<a>\d+)", ": نُشر في الشهر {a}"),
    (r": published (?P<a>[\d-]+)", ": نُشر يوم {a}"),
    (r": announced", ": أُعلن عنه قبل وقوعه"),
    (r"^ is ", " هو "),
    (r"(?<=\d) to (?=-?\d)", " إلى "),
    (r"(?<=\d) and (?=\d)", " و"),
)  # fmt: skip
_KNOWN = tuple((re.compile(english), arabic) for english, arabic in _PHRASES)
_TOKEN = re.compile(r"[A-Za-z_]{2,40}")
ARABIC = tuple(arabic for _, arabic in _PHRASES)


def retold(name: str, text: str) -> str:
    """A stretch of a line: `in the table unit` -> `في معجم unit`, `approx 40 bed` -> `نحو 40 سرير`."""
    if language() == "en":
        return text
    kind = name.partition(": ")[0]
    if kind in _CODED and (named := label(_CODED[kind], text)) != text:
        return named
    if kind in {"value", "normalised"} and text.isascii():
        text = _TOKEN.sub(_code, text)
    if kind == "unit":
        text = re.sub(r"\A[a-z_0-9A-Z]+(?=: )", lambda code: label("unit", code[0]), text)
    for known, arabic in _KNOWN:
        text = known.sub(_spoken(arabic), text)
    return text


# The slots of a fact that fill several columns, or another one.
_SLOTS = {"time": "الزمن", "programme": "البرنامج", "party": "الطرف", "phase": "المرحلة", "object": "ما يقع عليه الفعل"}


def title(name: str, labels: dict[str, str]) -> str:
    """What a line is called: `evidence: place` -> `الدليل: المكان`; the slot of a fact by its column."""
    kind, _, slot = name.partition(": ")
    named = translate(labels[kind]) if kind in labels else heading(kind, "facts")
    return f"{named}: {translate(_SLOTS[slot]) if slot in _SLOTS else heading(slot, 'facts')}" if slot else named


def _code(token: re.Match[str]) -> str:
    return next((word for column in _ANY if (word := label(column, token[0])) != token[0]), token[0])


def _spoken(arabic: str) -> Callable[[re.Match[str]], str]:
    def say(match: re.Match[str]) -> str:
        parts = match.groupdict()
        if "how" in parts:
            parts["how"] = label("published_how", parts["how"])
        return translate(arabic).format(**parts)

    return say
