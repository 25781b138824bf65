"""Characters that no database can hold become U+FFFD, and each leaves a row that undoes it."""

import re
from collections.abc import Sequence

from pipeline.records import Repair
from pipeline.text import Span

# NUL ends a string in SQLite; a lone surrogate (also an undecodable byte, by PEP 383) has no UTF-8.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """`نص<NUL>` -> `نص<U+FFFD>`, with the place and the character that stood there."""
    repairs = tuple(
        Repair(Span(*match.span()), match[0], "\ufffd", "nul" if match[0] == "\0" else "undecodable")
        for match in _UNSTORABLE.finditer(text)
    )
    return (_UNSTORABLE.sub("\ufffd", text), repairs) if repairs else (text, ())


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """The text as it was decoded, before its repairs."""
    for made in sorted(repairs, key=lambda made: made.span, reverse=True):
        text = text[: made.span.start] + made.before + text[made.span.end :]
    return text
