"""What was missed: digits outside every mention, number words in none, month words in no date."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.rule import START, WORD_END
from pipeline.lexicon import Lexicon, alternation
from pipeline.records import Mention, Sentence, Unread
from pipeline.text import Span, fold

_DIGITS = re.compile(r"\d{1,30}(?:[.,/:-]\d{1,30}){0,8}")


def unread(
    sentence: Sentence, mentions: Sequence[Mention], numbers: Sequence[Mention], lexicon: Lexicon
) -> tuple[Unread, ...]:
    """The numbers and months of a sentence that stand in no mention; a list of what is still to be done.

    `mentions` are those of the sentence, `numbers` its raw numbers.
    """
    found: list[Unread] = []
    taken = [mention.span for mention in mentions if mention.kind != "place"]
    key = sentence.key

    def miss(span: Span, reason: str) -> None:
        if not any(one.start < span.end and span.start < one.end for one in taken):
            start = sentence.span.start
            surface = sentence.text[span.start - start : span.end - start]
            found.append(Unread(span, surface, reason, sentence.position))
            taken.append(span)

    for number in numbers:
        miss(number.span, "number")
    for match in _DIGITS.finditer(key.text):
        miss(key.to_source(*match.span()), "digits")
    for match in _months(lexicon).finditer(key.text):
        miss(key.to_source(*match.span("month")), "month")
    return tuple(sorted(found, key=lambda one: one.span))


@lru_cache(maxsize=8)
def _months(lexicon: Lexicon) -> re.Pattern[str]:
    # Weak names (آب, محرم) are words of every day as well.
    names = [fold(word).text for row in lexicon["month"] if row["strength"] == "strong" for word in row.words]
    return re.compile(rf"{START}(?P<month>{alternation(names)}){WORD_END}")
