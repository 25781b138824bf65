"""Places in an order, which count nothing: «الثالثة», «المركز الخامس», «الدورة ال17»."""

import re

from pipeline.extract.counted import after, before
from pipeline.extract.rule import Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.text import fold
from pipeline.values import Number, Ordinal

KIND = "ordinal"
# Kings, popes and their streets and universities: the number is part of the name.
_SHARE = re.compile(r"\s{0,2}(?:%|في الم|بالم|[A-Za-z])")
_NAMED = re.compile(
    r"(?:محمد|الحسن|الحسين|يوسف|اسماعيل|فرنسيس|بندكتس|لويس|اليزابيث|تشارلز|فيليب|خوان كارلوس|فؤاد|ربيع|جمادي)\s{1,2}\Z"
)


def _word(match: Match) -> Ordinal | None:
    """`الثالثة` -> 3; `الحادية عشرة` -> 11; not «محمد الخامس»."""
    row = match.row("ordinal")
    start = match.match.start()
    if row is None or _NAMED.search(match.shadow.text, max(0, start - 20), start):
        return None
    return Ordinal(int(row["value"]))


_TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}


def _with_ten(match: Match) -> Ordinal | None:
    """`الثامن و الثلاثين` -> 38: typed with a space, or the ten without its article."""
    unit = _word(match)
    if unit is None or not 1 <= unit.value <= 9:
        return None
    return Ordinal(unit.value + _TENS[match.text("ten") or ""])


def _digits(match: Match) -> Read | None:
    """`الدورة ال17` -> 17; `المرتبة 134` -> 134."""
    found = match.mention("number")
    if found is None or not isinstance(found.value, Number):
        return None
    value = found.value.value
    if found.value.words or found.value.scaled or value != value.to_integral_value() or not 1 <= value <= 999:
        return None
    return Read(Ordinal(int(value)), span=("number", "number"))


def _lone(match: Match) -> Read | None:
    """`أطفأ شمعته ال17` -> 17; not «ال12 شهرا», «ال80 في المائة»."""
    mention = match.mention("number")
    end = match.match.end()
    if mention is None or not isinstance(mention.value, Number) or _SHARE.match(match.shadow.text, end):
        return None
    if after(match, end, mention.value.value) is not None:
        return None
    # «المتهمين الـ24» are counted.
    found = before(match, match.match.start(), definite=True)
    if found is not None and fold(found.lemma).text != match.shadow.text[found.start : found.end].removeprefix("ال"):
        return None
    return _digits(match)


RULES = (
    Rule("ordinal-word", (Words("ordinal", clitic=True),), _word),
    Rule(
        "ordinal-ten",
        (Words("ordinal", clitic=True), Pattern(rf"و\s{{0,2}}(?:ال)?(?P<ten>{'|'.join(_TENS)})(?:ون|ين)(?![^\W\d_])")),
        _with_ten,
    ),
    Rule(
        "ordinal-digits",
        (Words("ordinal_head", clitic=True), maybe(Pattern("رقم")), Pattern("(?:ال)?"), Found("number")),
        _digits,
    ),
    Rule(
        "ordinal-article",
        (Pattern(r"(?:(?<![^\W\d_])|(?<=(?<![^\W\d_])[وفبل]))ال(?=\ue000)", frozenset({"ال"})), Found("number")),
        _lone,
    ),
)
