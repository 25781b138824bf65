"""What a reader searches for: words, and what must be found in the same sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from pipeline.site.function import ar_search
from pipeline.store.tag import FACETS, tag

_LONGEST = 300  # characters of what is typed, and of a filter
_MOST = 12  # filters at once
_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)
_OUTSIDE = 1 << 63


@dataclass(frozen=True, slots=True)
class Asked:
    """`chosen` are (facet, value), each found in every hit; `before` is the number of the last sentence seen."""

    words: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    before: int | None = None

    def expression(self) -> str:
        """As full-text search takes it; empty where nothing is asked for."""
        typed = ar_search(self.words)
        parts = [typed] if typed != '""' else []
        return " AND ".join([*parts, *(tag(*one) for one in self.chosen)])

    def has(self, facet: str, value: str) -> bool:
        """Whether a filter is chosen."""
        return (facet, value) in self.chosen

    def toggled(self, facet: str, value: str) -> "Asked":
        """With a filter that was not chosen, or without one that was; from the first page."""
        one = (facet, value)
        kept = tuple(other for other in self.chosen if other != one)
        return replace(self, chosen=kept if one in self.chosen else (*self.chosen, one), before=None)

    def with_words(self, words: str) -> "Asked":
        """The same filters with other words."""
        return replace(self, words=words, before=None)

    def query(self) -> str:
        """As an address has it, behind the `?`."""
        return urlencode(list(self._parameters()))

    def _parameters(self) -> Iterator[tuple[str, str]]:
        if self.words:
            yield "q", self.words
        yield from self.chosen
        if self.before is not None:
            yield "before", str(self.before)


def asked(args: Any) -> Asked:
    """What an address asks for: `?q=سرير&unit=bed&place=region/01`; what it should not hold is passed over."""
    chosen = [(facet, value[:_LONGEST]) for facet in FACETS for value in args.getlist(facet) if value.strip()]
    before = args.get("before") or ""
    number = int(before) if _NUMBER.fullmatch(before) else None
    return Asked(
        (args.get("q") or "").replace("\0", "").strip()[:_LONGEST],
        tuple(dict.fromkeys(chosen))[:_MOST],
        number if number is not None and -_OUTSIDE <= number < _OUTSIDE else None,
    )
