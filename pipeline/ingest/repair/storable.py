"""Characters that no database can hold become U+FFFD, and each leaves a row that undoes it."""

import re
from collections.abc import Iterator

from pipeline.ingest.repair.edit import ESCAPED, Edit, apply
from pipeline.records import Repair

NUL, UNDECODABLE = ESCAPED
# NUL ends a string in SQLite; a lone surrogate (also an undecodable byte, by PEP 383) has no UTF-8.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def edits(text: str) -> Iterator[Edit]:
    """`نص<NUL>` -> `نص<U+FFFD>`, each character by itself."""
    for match in _UNSTORABLE.finditer(text):
        yield Edit(*match.span(), "\ufffd", NUL if match[0] == "\0" else UNDECODABLE)


def storable(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text as a database can hold it, and what stood there."""
    return apply(text, (), edits(text))
