"""A time of day takes the day beside it: «يوم الجمعة 8 أبريل 2022 - 23:56» -> 2022-04-08T23:56."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.records import Mention, Sentence
from pipeline.text import fold
from pipeline.values import Timex

_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d")
# What may stand between a day and its hour, in either order.
_GAP = re.compile(
    r"[\s,(|-]*(?:(?:و?ذلك|ابتداء|انطلاقا)\s)?(?:(?:في|علي|عند|من|ب|ل)\s?)?(?:(?:تمام|حدود|حوالي|نحو)\s)?(?:الساعه\s)?(?:ل?يوم\s?)?"
)
_LONGEST = 40


def join(
    resolved: MutableMapping[int, Mention], dates: Mapping[int, Sequence[Mention]], sentences: Sequence[Sentence]
) -> None:
    """Give every time of day the day that stands beside it; the day stays a mention of its own.

    `resolved` holds mentions by the identity of what they were read as; what is joined takes its place there.
    """
    for position, read in dates.items():
        if not any(isinstance(one.value, Timex) and one.value.timex_type == "TIME" for one in read):
            continue
        sentence = sentences[position]
        taken: set[int] = set()
        for one, other in pairwise(sorted(read, key=lambda mention: mention.span)):
            first, last = resolved[id(one)], resolved[id(other)]
            gap = sentence.text[first.span.end - sentence.span.start : last.span.start - sentence.span.start]
            if len(gap) > _LONGEST or not _GAP.fullmatch(fold(gap).text):
                continue
            for hour, day, key in ((first, last, id(one)), (last, first, id(other))):
                value = _joined(hour.value, day.value) if key not in taken else None
                if value:
                    taken.add(key)
                    resolved[key] = replace(hour, value=value)


def _joined(hour: object, day: object) -> Timex | None:
    if not (isinstance(hour, Timex) and isinstance(day, Timex)):
        return None
    if hour.timex_type != "TIME" or day.timex_type != "DATE" or day.grain != "day" or day.hijri:
        return None
    if hour.start_date or not (hour.timex_value or "").startswith("T") or not _DAY.fullmatch(day.timex_value or ""):
        return None
    return replace(
        hour,
        timex_value=f"{day.timex_value}{hour.timex_value}",
        start_date=day.start_date,
        end_date=day.end_date,
        relative=day.relative,
        anchor="sentence" if day.start_date else None,
    )
