"""The clauses of a sentence: which words share a verb, and whose verb holds on after a comma."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.context.line import Line, Place
from pipeline.lexicon import Lexicon, alternation


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two boundaries; `parent` is the earlier one whose cues hold on here, None where none does."""

    start: int
    end: int
    parent: int | None


@lru_cache(maxsize=8)
def _boundary(lexicon: Lexicon) -> re.Pattern[str]:
    kinds = {
        kind: alternation(key for key, row in lexicon["clause_boundary"].by_key.items() if row["kind"] == kind)
        for kind in ("other", "agreed", "relative", "aside", "participle")
    }
    return re.compile(
        # Elsewhere than at a mark or a word's beginning nothing is tried.
        r"(?:(?=[,;:.!?…\n()\[\]«»“”\"-])|(?<![^\W_]))(?:"
        rf"(?P<stop>(?<!\d)\.|\.(?!\d)|[;!?…\n])"
        rf"|(?P<comma>,\s{{0,3}})?(?<![^\W_])[وف]?"
        rf"(?:(?P<other>{kinds['other']})|(?P<aside>{kinds['aside']})|(?<!من )(?P<relative>{kinds['relative']}))"
        r"(?![^\W_])"
        rf"|,\s{{0,3}}و?(?P<agreed>{kinds['agreed']}|{lexicon['speech'].pattern}{_THAT})(?![^\W_])"
        rf"|,\s{{0,3}}(?P<reduced>{kinds['participle']})(?![^\W_])"
        rf"|(?P<soft>(?<!\d),|,(?!\d)|[:()\[\]«»“”\"]|(?<=\s)-(?=\s)))"
    )


# A verb of speech begins another claim where «أن» follows: «، مضيفا أن», not «، مضيفة 120 سريرا».
_THAT = r"(?=[^,.;:\"«“]{0,60}?(?:[:\"«“]|(?<![^\W_])ب?ان))"
_LIST = re.compile(r"\s{0,3}و")


def clauses(line: Line, lexicon: Lexicon) -> list[Clause]:
    """The clauses of a sentence in order, the whole of it covered.

    `أنجزت 14 مسبحا، فيما ستبني 6` -> two that share nothing
    `تنتهي الأشغال في مارس، مضيفة 120 سريرا` -> the verb of the first holds in the second
    `ستستقبل القاعة، التي كلفت 40 مليونا، 9 آلاف` -> the third goes on with the first
    """
    text, taken = line.text, line.taken
    found: list[Clause] = []
    start, parent = 0, None
    outer: int | None = None  # the clause that an insertion between commas has interrupted
    inserted = False
    for hit in _boundary(lexicon).finditer(text):
        if taken and _is_taken(hit.start(), taken):
            continue
        found.append(Clause(start, hit.start(), parent))
        here, start = len(found) - 1, hit.start()
        if hit["stop"] or hit["other"] or hit["agreed"]:
            parent, inserted = None, False
        elif hit["aside"]:
            outer, inserted, parent = here, bool(hit["comma"]), here
        elif hit["relative"] or hit["reduced"]:
            outer, inserted = here if text[: hit.start()].strip() else None, True
            parent = None
        elif inserted and hit["soft"] == "," and not _LIST.match(text, hit.end()):
            parent, inserted = outer, False
        else:
            parent = here
    found.append(Clause(start, len(text), parent))
    return found


def _is_taken(at: int, taken: Sequence[Place]) -> bool:
    return any(place.start <= at < place.end for place in taken)


def clause_at(found: Sequence[Clause], position: int) -> int:
    """The clause in which a position of the key stands."""
    return bisect_right(found, position, key=lambda clause: clause.start) - 1
