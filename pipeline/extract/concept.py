"""Concepts: things of public affairs under their several names and acronyms; programmes by name, and their phases."""

import re
from functools import lru_cache

from pipeline.extract.rule import WORD_END, WORD_START, Found, Match, Pattern, Read, Rule, Words
from pipeline.lexicon import Lexicon
from pipeline.lexicon.concept import identity_of
from pipeline.text import bare
from pipeline.values import Name, Ordinal

KIND = "concept"
_QUOTED = r"\s{0,2}(?P<open>[«\"“])\s{0,2}(?P<name>[^«»\"“”\n]{2,60}?)\s{0,2}[»\"”]"


def _read(match: Match) -> Read | None:
    """`التجمعات الصحية الإقليمية`, `GST` -> the territorial health groups."""
    row = match.row("concept")
    if row is None:
        return None
    return Read(Name(row.word, row["type"] or "concept", (identity_of(row),)), 0.95)


def _phase(match: Match) -> Read | None:
    """`المرحلة الثانية` -> phase 2, of a programme that `link` finds, or of none."""
    row, ordinal = match.row("programme_head"), match.mention("ordinal")
    if row is None or row["type"] != "phase" or ordinal is None or not isinstance(ordinal.value, Ordinal):
        return None
    return Read(Name(f"المرحلة {ordinal.value.value}", "phase"), 0.8)


@lru_cache(maxsize=8)
def _broadcast(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(key for key, row in lexicon["programme_head"].by_key.items() if row["type"] == "broadcast")
    return re.compile(rf"{WORD_START}[وبلف]?(?:{words}){WORD_END}")


def _programme(match: Match) -> Read | None:
    """`برنامج «مدارس المستقبل»` -> a programme by this name; not what a channel broadcasts."""
    row = match.row("programme_head")
    if row is None or row["type"] != "programme" or _broadcast(match.lexicon).search(match.shadow.text):
        return None
    name = " ".join(bare(match.surface("name")).split())
    known = match.lexicon["concept"].find(match.text("name") or "")
    if known is not None:
        return Read(Name(known.word, known["type"], (identity_of(known),)), 0.95)
    key = "-".join((match.text("name") or "").split())
    return Read(Name(name, "programme", (f"programme/{key}",)), 0.8)


RULES: tuple[Rule, ...] = (
    Rule("concept: known name", (Words("concept", clitic=True),), _read),
    Rule("concept: phase of a programme", (Words("programme_head", clitic=True), Found("ordinal")), _phase),
    Rule("concept: programme in quotation marks", (Words("programme_head", clitic=True), Pattern(_QUOTED)), _programme),
)
