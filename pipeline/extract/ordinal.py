"""Places in an order, which count nothing: «الثالثة», «المركز الخامس», «الدورة ال17»."""

import re

from pipeline.extract.rule import Found, Match, Pattern, Read, Rule, Words, maybe
from pipeline.values import Number, Ordinal

KIND = "ordinal"
# Kings, popes and their streets and universities: the number is part of the name.
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


def _digits(match: Match) -> Read | None:
    """`الدورة ال17` -> 17; `المرتبة 134` -> 134."""
    found = match.mention("number")
    if found is None or not isinstance(found.value, Number):
        return None
    value = found.value.value
    if found.value.words or found.value.scaled or value != value.to_integral_value() or not 1 <= value <= 999:
        return None
    return Read(Ordinal(int(value)), span=("number", "number"))


RULES = (
    Rule("ordinal-word", (Words("ordinal", clitic=True),), _word),
    Rule(
        "ordinal-digits",
        (Words("ordinal_head", clitic=True), maybe(Pattern("رقم")), Pattern("(?:ال)?"), Found("number")),
        _digits,
    ),
)
