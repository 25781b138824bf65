"""Sentence to mentions: the extractors, in the order in which they lean on each other.

To add one: a gold table in tests/gold, a table of words in lexicon/ar, a file here with KIND and RULES, and a line in
EXTRACTORS.
"""

import gc
from functools import lru_cache
from types import ModuleType

from pipeline.extract import (
    concept,
    date,
    date_range,
    date_within,
    duration,
    legal,
    money,
    number,
    ordinal,
    organization,
    percent,
    person,
    place,
    quantity,
    score,
)
from pipeline.extract.rule import Compiled, Reader, compile_rule
from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Sentence

EXTRACTORS: dict[str, ModuleType] = {
    "number": number,
    "legal": legal,
    "score": score,
    "date": date,
    "date_within": date_within,
    "date_range": date_range,
    "ordinal": ordinal,
    "percent": percent,
    "money": money,
    "duration": duration,
    "quantity": quantity,
    "place": place,
    "organization": organization,
    "person": person,
    "concept": concept,
}


def extract(sentence: Sentence, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All mentions of a sentence in order of the text, before anything that needs the rest of the document is known.

    Raises nothing, whatever the text is.
    """
    reader = Reader(sentence, lexicon)
    for kind, rules in compiled(lexicon):
        reader.read(kind, rules)
    return tuple(sorted(reader.mentions, key=lambda mention: (mention.span, mention.kind)))


@lru_cache(maxsize=8)
def compiled(lexicon: Lexicon) -> tuple[tuple[str, tuple[Compiled, ...]], ...]:
    """The rules of each extractor with these tables, made once."""
    made = tuple(
        (module.KIND, tuple(compile_rule(rule, lexicon) for rule in module.RULES)) for module in EXTRACTORS.values()
    )
    # Tables and rules live as long as the process: the search for garbage need not walk them again and again.
    gc.freeze()
    return made
