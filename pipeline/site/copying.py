"""What a page is told when it is made for a static copy of the site, where nothing can be asked again."""

from collections.abc import Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Copying:
    """A copy in the making.

    `quoted` tells where the pages made so far quote a document (its id -> characters), for no more of it is shown;
    `downloads` are the files that the copy offers.
    """

    languages: Sequence[str]
    quoted: Mapping[str, Collection[int]]
    full_text: bool = False
    as_of: str | None = None
    downloads: Sequence[PurePosixPath] = ()


_COPYING: ContextVar[Copying | None] = ContextVar("copying", default=None)


def copying() -> Copying | None:
    """The copy that the page in hand is made for; None on the living site."""
    return _COPYING.get()


def begin(copy: Copying) -> None:
    """From here on, in this task, every page is made for a copy."""
    _COPYING.set(copy)


def quoted(document: str) -> Collection[int] | None:
    """The places of a document that may be shown with what stands around them; None where all of it may be."""
    copy = copying()
    return None if copy is None or copy.full_text else copy.quoted.get(document, frozenset())
