"""Which legal text a document is: `مرسوم رقم 2.22.141 صادر في …` at the start of a line, before any other."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Document, Mention
from pipeline.text import fold
from pipeline.values import Legal

# How near its beginning a text names itself.
_REACH = 2500
_LASTING = frozenset({"constitution", "convention", "code"})
_NOTE = re.compile(r"[\s\d().\-–]{0,8}")


@lru_cache(maxsize=8)
def _issue(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[\s\d]{{0,4}}{lexicon['legal_issue'].pattern}(?![^\W\d_])")


def heading(document: Document, laws: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    """The citation by which a legal text names itself; None for an article, or a text that only cites others."""
    for law in laws:
        if law.span.start > _REACH:
            return None
        line = document.text[: law.span.start].rpartition("\n")[2]
        after = fold(document.text[law.span.end : law.span.end + 20]).text
        named = _NOTE.fullmatch(line) and not law.surface.startswith("ال")
        if named and not is_lasting(law) and _issue(lexicon).match(after):
            return law
    return None


def is_lasting(law: Mention) -> bool:
    """The constitution and treaties are the basis of other texts; they implement and amend none."""
    return isinstance(law.value, Legal) and law.value.type in _LASTING
