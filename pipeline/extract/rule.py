"""A rule is a name, a shape and a reading; how shapes are matched against a sentence.

A shape is a sequence of items: words of a table, patterns, and mentions of earlier extractors. It becomes one plain
regular expression over the sentence's key, in which each such mention stands as a single private-use character; so the
cost of a rule does not grow with what stands before it, and a sentence without its words is never searched.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from pipeline.lexicon import ARTICLE, Lexicon, Row
from pipeline.records import Mention, Sentence
from pipeline.text import LETTERS, Span, with_marks
from pipeline.values import Value

# Where a word may start: at a word's start, or after the clitics و ف ب ل ك, which stay outside the span.
START = r"(?:(?<![^\W_])|(?<=(?<![^\W_])[وفبلك])|(?<=(?<![^\W_])[وف][بلك]))"
# A word inside a shape: no letter before it (a digit may be glued: «3مايو») and none after.
LETTER = r"[^\W\d_]"
WORD_START = rf"(?<!{LETTER})"
WORD_END = rf"(?!{LETTER})"
GAP = r"\s{0,3}"
# The kinds that compete for the same digits: what one of them has read, the later ones leave alone.
CLAIMING = frozenset({"law", "score", "date", "ordinal", "figure"})
# One private-use character stands for a mention in a shadow; in the document's own text these become U+FFFD there.
_PLACEHOLDERS = {
    kind: chr(0xE000 + i)
    for i, kind in enumerate(
        ("number", "law", "score", "date", "ordinal", "figure", "place", "person", "organization", "concept")
    )
}
DIGITS = frozenset({"0"})
# How far before its mention a shape may begin: no qualifier or cue is longer.
_REACH = 200
_DIGIT = re.compile(r"\d")
_PRIVATE_CHARS = re.compile("[\ue000-\uf8ff]")


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
    """A plain regular expression over the key, with named groups only."""

    regex: str


@dataclass(frozen=True, slots=True)
class Run:
    """Up to sixteen words of a table, joined by a pattern («مئة وخمسة وعشرون»), which says where words begin.

    `also` is a pattern that may stand for a word («129 ألف و910»); `article` lets the article stand before one.
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


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading says where a value alone is not enough: a narrower span (of named groups), a lower confidence.

    `at` is a span of the reading's own, in positions of the shadow's text, and `role` that of a person's office;
    `rule` names what was read where one reading knows several ways.
    """

    value: Value
    confidence: float = 1.0
    span: tuple[str, str] | None = None
    kind: str | None = None
    related: str | None = None
    relation: str | None = None
    at: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A name that survives in the database, a shape, and a reading of its parts.

    `claims` is False where the words stay free for other kinds («منذ خمس سنوات» is a date and a duration); `absorbs`
    is True where what is read takes the place of mentions of its own kind («من 30 ماي» and «3 يونيو» are one range).
    `hints` are words of which one must stand in the sentence (DIGITS for any digit), for shapes that begin with a
    pattern: a sentence without them is never searched.
    """

    name: str
    shape: Shape
    reading: Callable[["Match"], Value | Read | Sequence[Read] | None]
    claims: bool = True
    absorbs: bool = False
    hints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shadow:
    """The key of a sentence with some mentions each replaced by one private-use character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    mentions: Mapping[int, Mention]


@dataclass(frozen=True, slots=True)
class Match:
    """The parts of a shape where it matched, by name."""

    match: re.Match[str]
    shadow: Shadow
    sentence: Sentence
    tables: Mapping[str, str]
    lexicon: Lexicon

    def text(self, name: str) -> str | None:
        """The key's characters of a part, or None where it did not take part."""
        return self.match.groupdict().get(name)

    def row(self, name: str) -> Row | None:
        """The row of the table's word that was matched."""
        text = self.text(name)
        return self.lexicon[self.tables[name]].find(text, self.surface(name)) if text is not None else None

    def mention(self, name: str) -> Mention | None:
        """The mention of an earlier extractor."""
        return self.shadow.mentions.get(self.match.start(name)) if self.text(name) is not None else None

    def surface(self, name: str) -> str:
        """The letters as published."""
        span = self.span(name)
        start = self.sentence.span.start
        return self.sentence.text[span.start - start : span.end - start]

    def span(self, first: str | int = 0, last: str | int | None = None) -> Span:
        """The span of the source from one part to another (the whole match by default)."""
        return self.cut(self.match.start(first), self.match.end(first if last is None else last))

    def cut(self, start: int, end: int) -> Span:
        """The span of the source behind some positions of the shadow's text."""
        span = self.sentence.key.to_source(self.shadow.starts[start], self.shadow.ends[end - 1])
        return with_marks(self.sentence.text, span, self.sentence.span.start)


@dataclass(frozen=True)
class Anchor:
    """How to search from the mentions that a shape must hold, instead of from every character of a sentence.

    `mark` stands for the first such mention; `rest` is the shape from there on, and `before` what ends there (None
    where the shape begins with it). Where `bare`, nothing need stand before it.
    """

    mark: str
    rest: re.Pattern[str]
    before: re.Pattern[str] | None
    bare: bool


@dataclass(frozen=True)
class Compiled:
    """A rule whose shape has become one regular expression."""

    rule: Rule
    regex: re.Pattern[str]
    anchor: Anchor | None
    tables: Mapping[str, str]
    exact: tuple[str, ...]
    found: frozenset[str]
    needs: tuple[frozenset[str], ...]
    needs_found: frozenset[str]


def compile_rule(rule: Rule, lexicon: Lexicon) -> Compiled:
    """Turn a shape into one regular expression."""
    tables: dict[str, str] = {}
    found: set[str] = set()

    def item_regex(item: Item) -> str:
        match item:
            case Words(table, name, clitic):
                tables[name or table] = table
                return f"{START if clitic else WORD_START}(?P<{name or table}>{lexicon[table].pattern}){WORD_END}"
            case Found(kind, name):
                found.add(kind)
                return f"(?P<{name or kind}>{_private(kind)})"
            case Run(table, joint, name, also, article):
                tables[name or table] = table
                word = f"{ARTICLE + '?' if article else ''}{lexicon[table].pattern}{WORD_END}"
                first, other = (f"(?:{START}{word}|{also})", f"(?:{word}|{also})") if also else (START + word, word)
                return f"(?P<{name or table}>{first}(?:{joint}{other}){{0,15}})"
            case Pattern(regex):
                return regex
            case Either(branches):
                return f"(?:{'|'.join(shape_regex(branch) for branch in branches)})"

    def shape_regex(shape: Shape) -> str:
        # An optional item brings its gap along, so that none is left where it is absent.
        parts: list[str] = []
        leading = True
        for item in shape:
            regex = item_regex(item)
            optional = isinstance(item, Either) and item.optional
            if leading:
                parts.append(f"(?:{regex}{GAP})?" if optional else regex)
                leading = optional
            else:
                parts.append(f"(?:{GAP}{regex})?" if optional else GAP + regex)
        return "".join(parts)

    regex = re.compile(shape_regex(rule.shape))
    anchor = _anchor(rule.shape, shape_regex)
    needs = tuple(need for need in (rule.hints, *(_need(item, lexicon) for item in rule.shape)) if need)
    needs_found = frozenset(item.kind for item in rule.shape if isinstance(item, Found))
    exact = tuple(
        name for name, table in tables.items() if any(row.cells.get("exact") == "1" for row in lexicon[table])
    )
    return Compiled(rule, regex, anchor, tables, exact, frozenset(found), needs, needs_found)


def _anchor(shape: Shape, regex: Callable[[Shape], str]) -> Anchor | None:
    at, first = next(((at, item) for at, item in enumerate(shape) if isinstance(item, Found)), (0, None))
    if first is None:
        return None
    front = shape[:at]
    bare = all(isinstance(item, Either) and item.optional for item in front)
    mark = _private(first.kind)
    before = re.compile(rf"{regex(front)}{'' if bare else GAP}(?={mark}\Z)") if front else None
    return Anchor(mark, re.compile(regex(shape[at:])), before, bare)


def _need(item: Item, lexicon: Lexicon) -> frozenset[str]:
    """The words of which one must stand in a sentence where this item matches; empty where nothing can be said."""
    match item:
        case Words(table):
            return lexicon[table].cores
        case Run(table, also=also):
            # What may stand for a word of a run is digits.
            return lexicon[table].cores | DIGITS if also else lexicon[table].cores
        case Either(branches, optional=False):
            each = [next(filter(None, (_need(part, lexicon) for part in branch)), None) for branch in branches]
            return frozenset().union(*(need or () for need in each)) if all(each) else frozenset()
        case _:
            return frozenset()


@dataclass
class Reader:
    """One sentence while its extractors read it: the mentions so far, and which of them have taken their words."""

    sentence: Sentence
    lexicon: Lexicon
    mentions: list[Mention] = field(default_factory=list)
    claimed: list[Mention] = field(default_factory=list)
    _shadows: dict[frozenset[str], Shadow] = field(default_factory=dict)
    _taken: list[Mention] | None = None
    _held: dict[frozenset[str], bool] = field(default_factory=dict)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The sentence's words, with and without leading clitics and article."""
        key = self.sentence.key.text
        forms = {form for word in LETTERS.findall(key) for form in _stripped(word)}
        return frozenset(forms | DIGITS if _DIGIT.search(key) else forms)

    def read(self, kind: str, rules: Iterable[Compiled]) -> list[Mention]:
        """What these rules read here, the longest where they overlap (the earlier rule where they are equal)."""
        candidates: list[tuple[Mention, Rule]] = []
        found = {mention.kind for mention in self.mentions}
        for compiled in rules:
            if compiled.needs_found <= found and all(map(self._holds, compiled.needs)):
                candidates.extend((mention, compiled.rule) for mention in self._apply(kind, compiled))
        if not candidates:
            return []
        kept = longest([mention for mention, _ in candidates])
        claiming = {id(mention) for mention, rule in candidates if rule.claims}
        absorbing = {id(mention) for mention, rule in candidates if rule.absorbs}
        self._absorb([mention for mention in kept if id(mention) in absorbing])
        self.mentions.extend(kept)
        self.claimed.extend(mention for mention in kept if id(mention) in claiming and mention.kind in CLAIMING)
        self._shadows.clear()
        self._taken = None
        return kept

    def _absorb(self, wholes: Sequence[Mention]) -> None:
        """Take out the mentions whose place these take."""
        if wholes:
            parts = {
                id(part)
                for part in self.mentions
                if any(part.kind == whole.kind and _overlap(part.span, whole.span) for whole in wholes)
            }
            self.mentions[:] = [mention for mention in self.mentions if id(mention) not in parts]
            self.claimed[:] = [mention for mention in self.claimed if id(mention) not in parts]

    def _holds(self, need: frozenset[str]) -> bool:
        """Whether one of these words stands in the sentence; rules share their needs, so each is looked up once."""
        held = self._held.get(need)
        if held is None:
            held = self._held[need] = not need.isdisjoint(self.forms)
        return held

    def _apply(self, kind: str, compiled: Compiled) -> Iterator[Mention]:
        shadow = self.shadow(compiled.found)
        for hit in _hits(compiled, shadow.text):
            if hit.start() == hit.end():
                continue
            match = Match(hit, shadow, self.sentence, compiled.tables, self.lexicon)
            if any(match.text(name) is not None and match.row(name) is None for name in compiled.exact):
                continue
            reading = compiled.rule.reading(match)
            if reading is None:
                continue
            for read in reading if isinstance(reading, Sequence) else (reading,):
                mention = self._mention(kind, compiled.rule, match, read if isinstance(read, Read) else Read(read))
                own = mention.kind if compiled.rule.absorbs else None
                if mention.kind not in CLAIMING or not self.is_claimed(mention.span, own):
                    yield mention

    def _mention(self, kind: str, rule: Rule, match: Match, read: Read) -> Mention:
        span = match.cut(*read.at) if read.at else match.span(*read.span) if read.span else match.span()
        start = self.sentence.span.start
        return Mention(
            kind=read.kind or kind,
            span=span,
            surface=self.sentence.text[span.start - start : span.end - start],
            value=read.value,
            rule=read.rule or rule.name,
            sentence=self.sentence.position,
            confidence=read.confidence,
            related=match.span(read.related) if read.related else None,
            relation=read.relation,
            role=self._quote(match.cut(*read.role)) if read.role else None,
        )

    def _quote(self, span: Span) -> str:
        start = self.sentence.span.start
        return " ".join(self.sentence.text[span.start - start : span.end - start].split())

    def is_claimed(self, span: Span, but: str | None = None) -> bool:
        """Whether an earlier extractor (of another kind than `but`) has taken some of these characters."""
        if self._taken is None:
            self._taken = sorted(self.claimed, key=lambda mention: mention.span)
        # Claimed spans do not overlap, so only those just before the end of this one can meet it.
        at = bisect_left(self._taken, span.end, key=lambda mention: mention.span.start)
        while at and self._taken[at - 1].span.end > span.start:
            at -= 1
            if self._taken[at].kind != but:
                return True
        return False

    def shadow(self, kinds: frozenset[str]) -> Shadow:
        """The key with the free mentions of these kinds each replaced by one character."""
        if kinds not in self._shadows:
            free = [
                m for m in self.mentions if m.kind in kinds and not (m.kind == "number" and self.is_claimed(m.span))
            ]
            self._shadows[kinds] = _shadow(self.sentence, longest(free))
        return self._shadows[kinds]


def _hits(compiled: Compiled, text: str) -> Iterator[re.Match[str]]:
    """Where a shape matches: what `compiled.regex.finditer(text)` gives, found from its mention where it has one."""
    anchor = compiled.anchor
    if anchor is None:
        yield from compiled.regex.finditer(text)
        return
    end = 0
    at = text.find(anchor.mark)
    while at >= 0:
        if at >= end and anchor.rest.match(text, at):
            before = anchor.before.search(text, max(end, at - _REACH), at + 1) if anchor.before else None
            hit = compiled.regex.match(text, before.start()) if before else None
            if hit is None and anchor.bare:
                hit = compiled.regex.match(text, at)
            if hit is not None:
                yield hit
                end = hit.end()
        at = text.find(anchor.mark, at + 1)


def _shadow(sentence: Sentence, mentions: Sequence[Mention]) -> Shadow:
    key = sentence.key
    text = _PRIVATE_CHARS.sub("\ufffd", key.text)
    if not mentions:
        return Shadow(text, range(len(text)), range(1, len(text) + 1), {})
    # Key positions of every mention: origins are ascending, so one pass serves all of them.
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    found: dict[int, Mention] = {}
    at = 0
    index = _index(key.origin)
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        # A span may end with harakat, which the key does not hold.
        first = index[mention.span.start]
        last = 1 + next(index[code] for code in range(mention.span.end - 1, -1, -1) if code in index)
        parts.append(text[at:first])
        starts.extend(range(at, first))
        ends.extend(range(at + 1, first + 1))
        found[len(starts)] = mention
        parts.append(_private(mention.kind))
        starts.append(first)
        ends.append(last)
        at = last
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Shadow("".join(parts), starts, ends, found)


def _private(kind: str) -> str:
    return _PLACEHOLDERS[kind]


def _index(origin: Sequence[int]) -> Mapping[int, int]:
    """Source position to the (last) key position that it became."""
    return {source: position for position, source in enumerate(origin)}


def _stripped(word: str) -> Iterator[str]:
    """A word without up to two clitics, each as it stands and without its article."""
    for _ in range(3):
        yield word
        if word.startswith("ال") and len(word) > 3:
            yield word[2:]
        if word.startswith("ل") and len(word) > 2:
            yield "ا" + word  # للأربعاء: the article without its alef
        if word[0] not in "وفبلك" or len(word) <= 2:
            return
        word = word[1:]


def longest(mentions: Sequence[Mention]) -> list[Mention]:
    """Where mentions overlap, the longest stays; of equals the first in the list. In order of the text."""
    kept: list[Mention] = []  # in order and without overlap, so that only two neighbours need a look
    for mention in sorted(mentions, key=lambda mention: mention.span.start - mention.span.end):
        at = bisect_left(kept, mention.span, key=lambda other: other.span)
        if all(not _overlap(mention.span, other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, mention)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
