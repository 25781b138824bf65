"""The language of a text: ours is Arabic, and Persian, Urdu or French is stored but not read."""

import re
from collections import Counter
from functools import cache

from pipeline.lexicon import Lexicon
from pipeline.text import fold

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")
# Letters that Arabic does without; the Persian ی and ک stand in many Arabic texts, and گ in names.
_FOREIGN = re.compile("[پچژٹڈڑںےہۆێڵڕەٿڄښځېۍ]")
_SAMPLE = 20_000


def language(text: str, lexicon: Lexicon) -> str | None:
    """`ar`, another ISO 639 code where the commonest words tell it, or None.

    `أعلنت الوزارة عن…` -> ar, `Le ministre a annoncé…` -> fr, `12 + 7` -> None
    """
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    letters = len(_LETTER.findall(sample))
    arabic = len(_ARABIC.findall(sample))
    if not letters:
        return None
    votes = _votes(sample, lexicon)
    script = {"ar", "fa", "ur", "ckb"}
    if arabic >= 0.4 * letters:
        # Persian words beside Arabic ones are a quotation; more of them than Arabic ones are a Persian text.
        first = max(script, key=lambda code: (votes[code], code == "ar"))
        if first == "ar" and len(_FOREIGN.findall(sample)) > 0.03 * arabic:
            return "ar" if votes["ar"] > 0.1 * len(sample.split()) else None
        return first
    latin = {code: count for code, count in votes.items() if code not in script}
    first, count = max(latin.items(), key=lambda item: item[1], default=("", 0))
    return first if count >= 3 else None


def _votes(sample: str, lexicon: Lexicon) -> Counter[str]:
    words = _words(lexicon)
    key = fold(sample).text.lower()
    return Counter(words[word] for word in re.findall(r"[^\W\d_]+", key) if word in words)


@cache
def _words(lexicon: Lexicon) -> dict[str, str]:
    return {fold(word).text: row["language"] for row in lexicon["language"] for word in row.words}
