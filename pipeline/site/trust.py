"""How sure a fact is, in words, and why."""

from collections.abc import Iterator, Mapping
from typing import Any

# Where the share of right readings was measured to fall off.
_SURE = ((0.85, "sure"), (0.65, "likely"), (0.0, "check"))
WORDS = {"sure": "مؤكد", "likely": "محتمل", "check": "للمراجعة"}
_PLACE = {
    "clause": "المكان مذكور في العبارة نفسها", "sentence": "المكان مذكور في الجملة نفسها",
    "previous": "المكان مأخوذ من جملة سابقة", "title": "المكان مأخوذ من العنوان",
    "document": "المكان مأخوذ من الوثيقة كلها، لا من الجملة", "cell": "المكان مأخوذ من صف الجدول",
}  # fmt: skip
_TIME = {
    "clause": "الزمن مذكور في العبارة نفسها", "sentence": "الزمن مذكور في الجملة نفسها",
    "previous": "الزمن مأخوذ من جملة سابقة", "title": "الزمن مأخوذ من العنوان",
    "document": "الزمن مأخوذ من الوثيقة كلها، لا من الجملة",
}  # fmt: skip
_STANCE = {
    "hedged": "النص نفسه يقولها على وجه الاحتمال", "conditional": "النص يعلقها على شرط", "negated": "النص ينفيها",
}  # fmt: skip
_ALTERNATIVE, _CORRECTED = "للعدد قراءة ثانية ممكنة", "صححها إنسان"
ARABIC = (*WORDS.values(), *_PLACE.values(), *_TIME.values(), *_STANCE.values(), _ALTERNATIVE, _CORRECTED)


def in_words(confidence: float) -> str:
    """`0.9` -> `مؤكد`."""
    return WORDS[level(confidence)]


def level(confidence: float) -> str:
    """`0.9` -> `sure`; `likely` and `check` below."""
    return next(word for least, word in _SURE if confidence >= least)


def why(fact: Mapping[str, Any], corrections: int) -> Iterator[str]:
    """What makes a fact more or less sure: where its place and time come from, what else its number could be."""
    if corrections:
        yield _CORRECTED
    if fact["place_how"] in _PLACE:
        yield _PLACE[fact["place_how"]]
    if fact["time_how"] in _TIME:
        yield _TIME[fact["time_how"]]
    if fact["stance"] in _STANCE:
        yield _STANCE[fact["stance"]]
    if fact["value_alt"] is not None:
        yield _ALTERNATIVE
