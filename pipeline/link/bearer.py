"""The people that a document names in full, and by what each may be called after that."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import Lexicon
from pipeline.lexicon.vocabulary import Vocabulary
from pipeline.records import Mention
from pipeline.text import fold
from pipeline.values import Name

_GLUE = re.compile(r"\b(عبد|بن) |(?<=\w) (?=(?:الدين|الله)\b)")
# Two spellings of one name: «بوبريك» and «بوابريك», where so much of them is the same.
_LONG = 9


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person that a document names in full: the key, the forms by which it may go on, and where it is named.

    `cued` are short forms that are words of every day too («الدرهم»): only what speaks of a person makes names of them.
    """

    key: str
    name: str
    short: tuple[str, ...]
    cued: tuple[str, ...]
    first: int


def key_of(name: str) -> str:
    """A name as one key: `عبد الله  بوبريك` and `عبدالله بوبریك` are one, and so are `بن سعيد` and `بنسعيد`."""
    return " ".join(_GLUE.sub(r"\1", " ".join(fold(name).text.replace("-", " ").split())).split())


def canonical(name: str, lexicon: Lexicon) -> str:
    """The key of a name, of a well-known person under the name of the table."""
    row = lexicon["person"].find(fold(name).text)
    return key_of(row.word) if row else key_of(name)


def bearers(people: Sequence[Mention], lexicon: Lexicon, known: Vocabulary) -> list[Bearer]:
    """Everybody that a document names in full, in order; a spelling that slipped once is the name it slipped from."""
    named = [
        (canonical(mention.value.name, lexicon), mention.value.name, mention.span.start)
        for mention in sorted(people, key=lambda person: person.span)
        if isinstance(mention.value, Name) and mention.rule != "person: known surname"
    ]
    counted = Counter(key for key, _, _ in named)
    found: dict[str, Bearer] = {}
    for key, name, start in named:
        if " " not in key or key in found:
            continue
        meant = _slipped(key, counted)
        if meant == key:
            found[key] = Bearer(key, name, *_shorts(name, known), start)
    for key, name, start in named:
        meant = _slipped(key, counted)
        if meant != key and meant in found:
            short, cued = _shorts(name, known)
            other = found[meant]
            found[meant] = replace(
                other,
                short=tuple(sorted({*other.short, *short, key})),
                cued=tuple(sorted({*other.cued, *cued})),
                first=min(other.first, start),
            )
    return list(found.values())


def _slipped(key: str, counted: Counter[str]) -> str:
    """The name of which a key is one letter off, where the text writes that one more often: `بوابريك` -> `بوبريك`."""
    if len(key) < _LONG or counted[key] > 1:
        return key
    near = [other for other in counted if counted[other] > 1 and is_spelling_of(key, other)]
    return near[0] if len(near) == 1 else key


# Letters that one name is spelled with by turns.
_VOWELS = frozenset("اويه")
_ALIKE = frozenset(map(frozenset, ("طت", "سص", "ضد", "ضظ", "كق", "غج", "ذد", "ثت", "وا", "يا")))


def is_spelling_of(one: str, other: str) -> bool:
    """Whether two keys of one first name differ by one letter that spellings differ by: `العامري` and `العمري`."""
    (first, *rest), (second, *more) = one.split(), other.split()
    if first != second or len(rest) != len(more) or one == other:
        return False
    unlike = [pair for pair in zip(rest, more, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and _is_alike(*sorted(unlike[0], key=len))


def _is_alike(shorter: str, longer: str) -> bool:
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) == len(longer):
        return frozenset((shorter[at], longer[at])) in _ALIKE and shorter[at + 1 :] == longer[at + 1 :]
    return longer[at] in _VOWELS and longer[:at] + longer[at + 1 :] == shorter


def _shorts(name: str, known: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By what a person is called after the full name: `خالد آيت الطالب` -> `آيت الطالب`; a foreigner by either part."""
    parts = fold(name).text.replace("-", " ").split()
    two = known.parts.get(parts[0]) in {"slave", "noble", "kunya"} or (
        known.parts.get(parts[min(1, len(parts) - 1)]) == "second"
    )
    first = 2 if two else 1
    while first < len(parts) - 1 and (parts[first] in known.given or known.parts.get(parts[first]) == "second"):
        first += 1
    found = {" ".join(parts[first:])} - {""}
    if len(parts) - first > 1 and not known.parts.get(parts[-2]):
        found.add(parts[-1])
    if parts[0] in known.foreign or (parts[0] not in known.given and not known.parts.get(parts[0])):
        found.add(parts[0])
    free = {short for short in found if _may_stand_alone(short, known)}
    cued = {short for short in found - free if _is_surname(short, known)}
    return tuple(sorted(free)), tuple(sorted(cued))


def _may_stand_alone(short: str, known: Vocabulary) -> bool:
    if not _is_long(short, known):
        return False
    if " " in short or short in known.surname:
        return True
    if short in known.given and short not in known.foreign:
        return False
    return not known.is_place(short) and known.is_name_like(short) and not known.is_ordinary(short)


def _is_surname(short: str, known: Vocabulary) -> bool:
    return _is_long(short, known) and short.startswith("ال") and short not in known.function | known.stop | known.nation


def _is_long(short: str, known: Vocabulary) -> bool:
    closed = {"number", "prefix", "kunya", "second"}
    return len(short) >= 3 and short not in known.office and known.parts.get(short) not in closed
