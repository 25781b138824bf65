"""Results of matches: «2-0», «(3-1)». They are neither dates nor figures."""

import re
from functools import cache

from pipeline.extract.rule import DIGITS, START, WORD_END, Match, Pattern, Rule
from pipeline.lexicon import Lexicon
from pipeline.values import Score

KIND = "score"


def read_score(match: Match) -> Score | None:
    """«فاز بنتيجة 2-0» -> 2-0; «المواد 3-1» and «21-29 يونيو» are none."""
    first, last = (0 if goals == "صفر" else int(goals) for goals in (match.match["first"], match.match["last"]))
    key = match.shadow.text
    beside = _cues(match.lexicon, "result").search(key[max(0, match.match.start() - 20) : match.match.start()])
    if not beside:
        after = key[match.match.end() : match.match.end() + 12].lstrip(") ")
        if (
            max(first, last) > 15
            or not _cues(match.lexicon, "match").search(key)
            or _counted(match.lexicon).match(after)
        ):
            return None
    return Score(first, last)


@cache
def _cues(lexicon: Lexicon, role: str) -> re.Pattern[str]:
    words = "|".join(re.escape(key) for key, row in lexicon["score_cue"].by_key.items() if row["role"] == role)
    return re.compile(rf"{START}(?:{words}){WORD_END}")


@cache
def _counted(lexicon: Lexicon) -> re.Pattern[str]:
    """What numbers count in time and in part: after it a range stands, not a score."""
    months = (key for key, row in lexicon["month"].by_key.items() if row["strength"] != "rare")
    words = (*months, *lexicon["period"].by_key)
    return re.compile(rf"%|في الم|بالم|من\s|دقيقه|(?:{'|'.join(map(re.escape, words))}){WORD_END}")


RULES = (
    Rule(
        "first-last",
        (
            Pattern(
                r"(?<![\d.,/:-])(?P<first>\d|[1-9]\d|(?<![^\W\d_])صفر)\s?(?:-|:(?=\d(?!\d)))"
                r"\s?(?P<last>\d|[1-9]\d|صفر(?![^\W\d_]))(?!\d)(?!\s?[-/:]\s?\d)(?![.,]\d)",
                DIGITS | {"صفر"},
            ),
        ),
        read_score,
    ),
)
