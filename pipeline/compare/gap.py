"""What an important fact leaves unsaid, as the questions that a reporter would ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.claim import Claim, Gap
from pipeline.compare.pair import is_specific

_LARGE = 1_000_000  # of a currency: less is a price
_MANY = 10
_MONEY = "money"
_QUESTIONS: Mapping[str, tuple[Callable[[Claim], bool], str, str]] = {
    "time": (
        lambda claim: claim.end_date is None and claim.is_promised,
        "متى؟ لا يذكر النص أجلا.",
        "By when? The text gives no day.",
    ),
    "place": (lambda claim: not claim.regions, "أين؟ لا يذكر النص مكانا.", "Where? The text names no place."),
    "speaker": (
        lambda claim: claim.speaker is None,
        "من قال ذلك؟ لا يسمي النص قائلا.",
        "Who says so? The text names no speaker.",
    ),
    "published_on": (
        lambda claim: claim.published_on is None,
        "متى نُشر؟ النص غير مؤرخ.",
        "When was it published? The text is undated.",
    ),
}


def gaps(claims: Sequence[Claim], copies: Mapping[str, str]) -> tuple[Gap, ...]:
    """The questions that the important facts leave open, in the order of the facts.

    `11,338 beds, expected` in an undated text -> by when, where, who says so, when was it published
    """
    return tuple(gap for claim in claims if _matters(claim) and claim.document_id not in copies for gap in _of(claim))


def _matters(claim: Claim) -> bool:
    """Whether a reporter would ask: something is promised or added, of a size that counts."""
    if claim.kind != "quantity" or claim.value is None or claim.stance == "negated":
        return False
    if not (claim.is_promised or claim.change in ("additional", "cumulative") or claim.status == "completed"):
        return False
    if claim.dimension == _MONEY:
        return claim.value >= _LARGE
    return is_specific(claim) and claim.value >= _MANY


def _of(claim: Claim) -> Iterator[Gap]:
    for slot, (is_open, arabic, english) in _QUESTIONS.items():
        if is_open(claim):
            yield Gap(claim.id, slot, arabic, english)
