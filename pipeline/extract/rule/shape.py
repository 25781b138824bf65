"""Shapes: words of tables, patterns and mentions in a row, and the regular expression that they become."""

from dataclasses import dataclass
from typing import TypeAlias

from pipeline.extract.rule.cue import DIGITS
from pipeline.extract.rule.shadow import mark
from pipeline.lexicon import ARTICLE, Lexicon

# Where a word may start: at a word's start, or after the clitics و ف ب ل ك, which stay outside the span.
START = r"(?:(?<![^\W_])|(?<=(?<![^\W_])[وفبلك])|(?<=(?<![^\W_])[وف][بلك]))"
# A word inside a shape: no letter before it (a digit may be glued: «3مايو») and none after.
LETTER = r"[^\W\d_]"
WORD_START = rf"(?<!{LETTER})"
WORD_END = rf"(?!{LETTER})"
GAP = r"\s{0,3}"


@dataclass(frozen=True, slots=True)
class Words:
    """A word of a table, captured under the table's name or `name`. `clitic` lets و ف ب ل ك stand before it."""

    table: str
    name: str = ""
    clitic: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of an earlier extractor, captured under its kind or `name`."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A plain regular expression over the key, with named groups only.

    `begins` are the words (without clitics) and signs of which one stands where it begins, DIGITS for the first of
    some digits; empty where it may begin anywhere.
    """

    regex: str
    begins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Up to sixteen words of a table, joined by a pattern («مئة وخمسة وعشرون»), which says where words begin.

    `also` is a pattern of digits that may stand for a word («129 ألف و910»); `article` lets the article stand before
    one.
    """

    table: str
    joint: str
    name: str = ""
    also: str = ""
    article: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes (each a tuple of items); `optional` lets none stand."""

    branches: tuple["Shape", ...]
    optional: bool = False


Item: TypeAlias = Words | Found | Pattern | Run | Either
Shape: TypeAlias = tuple[Item, ...]


def maybe(*items: Item) -> Either:
    """These items, or nothing."""
    return Either((items,), optional=True)


def either(*branches: Shape) -> Either:
    """One of these shapes."""
    return Either(branches)


def is_optional(item: Item) -> bool:
    """Whether a shape may go without it."""
    return isinstance(item, Either) and item.optional


def regex(shape: Shape, lexicon: Lexicon) -> str:
    """The regular expression of a shape. An optional item brings its gap along: none is left where it is absent."""
    parts: list[str] = []
    leading = True
    for item in shape:
        part = _item_regex(item, lexicon)
        if leading:
            leading = is_optional(item)
            parts.append(f"(?:{part}{GAP})?" if leading else part)
        else:
            parts.append(f"(?:{GAP}{part})?" if is_optional(item) else GAP + part)
    return "".join(parts)


def _item_regex(item: Item, lexicon: Lexicon) -> str:
    match item:
        case Words(table, name, clitic):
            return f"{START if clitic else WORD_START}(?P<{name or table}>{lexicon[table].pattern}){WORD_END}"
        case Found(kind, name):
            return f"(?P<{name or kind}>{mark(kind)})"
        case Run(table, joint, name, also, article):
            word = f"{ARTICLE + '?' if article else ''}{lexicon[table].pattern}{WORD_END}"
            first, other = (f"(?:{START}{word}|{also})", f"(?:{word}|{also})") if also else (START + word, word)
            return f"(?P<{name or table}>{first}(?:{joint}{other}){{0,15}})"
        case Pattern(pattern):
            return pattern
        case Either(branches):
            return f"(?:{'|'.join(regex(branch, lexicon) for branch in branches)})"


def parts(shape: Shape) -> "list[Words | Found | Run | Pattern]":
    """The items of a shape and of what it may hold instead."""
    found: list[Words | Found | Run | Pattern] = []
    for item in shape:
        if isinstance(item, Either):
            found.extend(part for branch in item.branches for part in parts(branch))
        else:
            found.append(item)
    return found


def begins(shape: Shape, lexicon: Lexicon) -> frozenset[str]:
    """The words, signs and marks of which one stands where the shape begins; empty where it may begin anywhere."""
    words: frozenset[str] = frozenset()
    for item in shape:
        first = _item_begins(item, lexicon)
        if not first:
            break
        words |= first
        if not is_optional(item):
            return words
    return frozenset()


def _item_begins(item: Item, lexicon: Lexicon) -> frozenset[str]:
    match item:
        case Words(table):
            return lexicon[table].heads
        case Found(kind):
            return frozenset({mark(kind)})
        case Run(table, also=also):
            return lexicon[table].heads | DIGITS if also else lexicon[table].heads
        case Pattern(begins=words):
            return words
        case Either(branches):
            each = [begins(branch, lexicon) for branch in branches]
            return frozenset().union(*each) if all(each) else frozenset()


def needs(item: Item, lexicon: Lexicon) -> frozenset[str]:
    """The words of which one must stand in a sentence where this item matches; empty where nothing can be said."""
    match item:
        case Words(table):
            return lexicon[table].cores
        case Run(table, also=also):
            return lexicon[table].cores | DIGITS if also else lexicon[table].cores
        case Found(kind):
            return frozenset({mark(kind)})
        case Pattern(begins=words):
            return words
        case Either(branches, optional=False):
            each = [next(filter(None, (needs(part, lexicon) for part in branch)), None) for branch in branches]
            return frozenset().union(*(need or () for need in each)) if all(each) else frozenset()
        case _:
            return frozenset()
