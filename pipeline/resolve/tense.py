"""Whether a sentence announces or reports, at the place where a date stands: سيعقد, يعتزم, أعلن, شهدت."""

import re
from functools import lru_cache

from pipeline.lexicon import Lexicon

# The prefix س before an imperfect: سيعقد, ستنطلق. The table names what only looks like it (سيارة, سنوات).
_PREFIXED = r"[وف]?س[يتن]\w{2,}"


@lru_cache(maxsize=64)
def _cues(key: str, lexicon: Lexicon) -> tuple[tuple[int, str], ...]:
    table = lexicon["tense"]
    found = []
    for hit in _words(lexicon).finditer(key):
        row = table.find(hit[0]) or table.find(hit[0][1:] if hit[0][0] in "وف" else hit[0])
        what = row["tense"] if row else "future"
        if what != "none":
            found.append((hit.start(), what))
    return tuple(found)


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:[وف]?{lexicon['tense'].pattern}|{_PREFIXED})(?!\w)")


def tense(key: str, at: int, lexicon: Lexicon) -> str:
    """Past or future by the nearest cue before this place in a folded sentence, else the next one after it, else "".

    >>> tense("اعلن الوزير ان المجلس سيجتمع الخميس", 31, load())
    'future'
    """
    cues = _cues(key, lexicon)
    before = [what for start, what in cues if start < at]
    if before:
        return before[-1]
    return cues[0][1] if cues else ""
