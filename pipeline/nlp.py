"""Document to sentences: spaCy's Arabic tokens, mended, and a sentence boundary that knows the press."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.lang.ar import Arabic
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython: it has no types
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from pipeline.lexicon import load
from pipeline.paragraph import paragraphs
from pipeline.records import Document, Place, Sentence
from pipeline.text import Span, fold

LONGEST = 1000  # characters of a sentence; where an author gives no full stop, a comma or a space must do
QUOTED = 500  # a full stop inside a quotation no longer than this does not end the sentence
BLOCK = 50_000  # characters given to spaCy at once
VOCABULARY = 500_000  # spaCy never forgets a word: at this many it starts afresh

_AR = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
_MARKS = "\u0640\u064b-\u0652\u0670"
_QUOTES = '"«»“”„‟‹›'
_CLOSERS = frozenset('"»”’›)]}')
_STOPS = frozenset(".!?؟\u06d4")
# A line that is one sentence whatever its words are: no stop, or nothing after the stops at its end.
_ONE = re.compile(r"[^.!?؟\u06d4]*+(?:\.{2,}|(?:\.(?!\.)|[!?؟\u06d4\"»”’›)\]}])*+)\s*")
_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "(": ")", "[": "]"}
_CLOSING = {closer: opener for opener, closer in _PAIRS.items()}
_QUOTE_ENDS = frozenset('"»”’›')
_SEMICOLONS = frozenset({"؛", ";", "..", "...", "…"})
_COMMAS = frozenset({"،", ",", ":"})
_ATTACHED = frozenset("،,:;؛)]»”%٪")
_LETTERS = re.compile(rf"[{_AR}]")
_ITEM = re.compile(r"[\dA-Za-z]{1,3}|.[\u0640]?")
_TICKER = re.compile(r"[^\S\n]{3,}|[\r\n]+")
_LONG_WORD = re.compile(rf"\S{{{LONGEST},}}")
# spaCy's own pattern takes «الصحة.وقال» for the name of a host.
_ADDRESS = re.compile(
    r"(?:(?:https?://|www\.)[^\s]{1,900}|[\w.+-]{1,60}@[\w.-]{1,60}"
    r"|[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,5}\.[A-Za-z]{2,10}(?:/[^\s]{0,500})?)\Z",
    re.ASCII,
)
_WORD = re.compile(r"[^\W\d_]+\Z")
_EDGE = re.compile(r"\S(?:[\s\S]*\S)?")


def tokenising() -> Language:
    """The blank Arabic pipeline of spaCy with its tokeniser mended."""
    nlp = spacy.blank("ar")
    nlp.tokenizer = _tokenizer(nlp.vocab)
    return nlp


@cache
def _tokens() -> Tokenizer:
    """The tokeniser over a bare vocabulary: what spaCy would find out about each new word is asked by nobody here."""
    return _tokenizer(Vocab())


def _tokenizer(vocab: Vocab) -> Tokenizer:
    """The tokeniser of spaCy's Arabic, mended.

    Full stops and quotation marks come off («الترابية".»), quotation marks and commas split («لـ«الصحة»), and so do
    letters from digits (`1433هـ`); «08.22», «11,338» and «م.» stay whole.
    """
    punctuation = [rf"[{_QUOTES}()\[\]{{}}<>،؛؟!?:;,*•|/_–—-]", r"\.{2,}", "…+"]
    infixes = [
        rf"[{_QUOTES}()\[\]،؛؟!…]",
        r"\.{2,}",
        rf"(?<=[{_AR}{_MARKS}])[-–—/:,](?=[{_AR}\d])",
        rf"(?<=[{_AR}{_MARKS}]{{2}})\.(?=[{_AR}]{{2}})",
        rf"(?<=\d)[.](?=[{_AR}]{{2}})",
        rf"(?<=\d)(?=[{_AR}])",
        rf"(?<=[{_AR}{_MARKS}])(?=\d)",
    ]
    abbreviations = {f"{word}.": [{"ORTH": f"{word}."}] for word in _abbreviations()}
    return Tokenizer(
        vocab,
        {**Arabic.Defaults.tokenizer_exceptions, **abbreviations},
        prefix_search=compile_prefix_regex([*punctuation, r"\.(?!\d)", "[%٪$€£#+]"]).search,
        suffix_search=compile_suffix_regex([*punctuation, r"\.", "[%٪$€£+]", "['’‘]"]).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=_WORD.match,
        url_match=_ADDRESS.match,
    )


def _abbreviations() -> frozenset[str]:
    table = load().tables.get("abbreviation")
    return frozenset(word for row in table for word in row.words) if table else frozenset()


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order: trimmed, never overlapping, and every character that is no space is in one.

    A zone, a table row and a line end always end one (a line that was only wrapped does not).
    """
    if len(_tokens().vocab.strings) > VOCABULARY:
        _tokens.cache_clear()
    text = document.text
    pages = [page.span.start for page in document.pages]
    found: list[Sentence] = []
    for block, zone, whole in _blocks(document):
        for span in (block,) if whole else _split(text, block, zone):
            match = _EDGE.search(text, *span)
            if match is None:
                continue
            start, end = match.span()
            page = document.pages[max(bisect_right(pages, start) - 1, 0)].number if pages else None
            lines = _lines(document, Span(start, end))
            page, box = (lines[0].page, _box(lines)) if lines else (page, None)
            words = match[0]
            key = fold(words, start)
            found.append(Sentence(document.id, len(found), Span(start, end), words, key, zone, page, box))
    return tuple(found)


def _lines(document: Document, span: Span) -> Sequence[Place]:
    """The printed lines on which a span stands."""
    first = bisect_right(document.places, span.start, key=lambda place: place.span.end)
    last = bisect_left(document.places, span.end, key=lambda place: place.span.start)
    return document.places[first:last]


def _box(lines: Sequence[Place]) -> str:
    """`[[page, x0, top, x1, bottom], ...]`, one a line."""
    return json.dumps([[line.page, *line.box] for line in lines])


def _blocks(document: Document) -> Iterator[tuple[Span, str, bool]]:
    """The stretches that no sentence may leave, each with its zone; a table row is a sentence as it stands."""
    text = document.text
    within = document.rows
    rows = frozenset(within)
    cuts = {0, len(text), *(at for zone in document.zones for at in zone.span), *(at for row in rows for at in row)}
    cuts.update(line.start for line in paragraphs(text) if not _inside(within, line.start))
    for match in _LONG_WORD.finditer(text):
        cuts.update(range(match.start(), match.end(), LONGEST))
    zones = sorted(document.zones, key=lambda zone: zone.span)
    starts = [zone.span.start for zone in zones]
    for start, end in pairwise(sorted(cuts)):
        at = bisect_right(starts, start) - 1
        whole = Span(start, end) in rows
        zone = zones[at].zone if at >= 0 and start < zones[at].span.end else "table" if whole else "body"
        for part in (Span(start, end),) if whole else _pieces(text, start, end):
            yield part, zone, whole


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """What may be given to spaCy at once."""
    at = start
    while end - at > BLOCK:
        cut = text.rfind(" ", at + BLOCK // 2, at + BLOCK) + 1 or at + BLOCK
        yield Span(at, cut)
        at = cut
    yield Span(at, end)


def _inside(rows: Sequence[Span], at: int) -> bool:
    row = bisect_right(rows, Span(at, -1)) - 1
    return row >= 0 and rows[row].start < at < rows[row].end


def _split(text: str, block: Span, zone: str) -> Iterator[Span]:
    """The sentences of one block; of a ticker, its headlines."""
    if zone == "boilerplate":
        at = block.start
        for gap in _TICKER.finditer(text, *block):
            yield Span(at, gap.start())
            at = gap.end()
        yield Span(at, block.end)
        return
    words = text[block.start : block.end]
    if len(words) <= LONGEST and _ONE.fullmatch(words):
        yield block
        return
    line = _Line.of(words, _tokens()(words))
    starts = [line.begins[at] for at in line.starts()]
    for start, end in pairwise([0, *starts[1:], len(words)]):
        yield Span(block.start + start, block.start + end)


@dataclass(frozen=True, slots=True)
class _Line:
    """The tokens of a line: their words, where each begins and ends, and whether a space follows."""

    words: Sequence[str]
    begins: Sequence[int]
    ends: Sequence[int]
    spaced: Sequence[bool]

    @classmethod
    def of(cls, text: str, doc: Doc) -> "_Line":
        """The tokens of a text, in arrays: spaCy would make an object of each."""
        lengths, spaced = doc.to_array(["LENGTH", "SPACY"]).astype("int64").T
        ends = (lengths + spaced).cumsum() - spaced
        begins, stops = (ends - lengths).tolist(), ends.tolist()
        words = [text[begin:end] for begin, end in zip(begins, stops, strict=True)]
        return cls(words, begins, stops, spaced.tolist())

    def starts(self) -> Iterator[int]:
        """The tokens that begin a sentence, the first among them."""
        words, closed = self.words, self.enclosed()
        starts = [0]
        at = 0
        while at < len(words):
            after = at + 1
            if self.stops(at) and after > closed.get(at, 0) and self.completes(at, starts[-1]):
                while after < len(words) and not self.spaced[after - 1] and words[after] in _CLOSERS | _STOPS:
                    after += 1
                if after < len(words) and words[after] not in _ATTACHED:
                    starts.append(after)
            at = after
        for start, end in pairwise([*starts, len(words)]):
            yield start
            yield from self.breaks(start, end)

    def stops(self, at: int) -> bool:
        """Whether this token may end a sentence: a stop, or the «م.» of a year («2026م.»)."""
        word = self.words[at]
        return word in _STOPS or (
            word[-1] == "." and at > 0 and len(word) < 4 and self.glued(at) and self.digit(at - 1)
        )

    def glued(self, at: int) -> bool:
        """Whether no space stands before the token."""
        return at > 0 and not self.spaced[at - 1]

    def digit(self, at: int) -> bool:
        """Whether the token ends in a digit."""
        return self.words[at][-1].isdigit()

    def initial(self, at: int) -> bool:
        """Whether the token is a single Arabic letter that stands alone: not the «م» of «2017م»."""
        word = self.words[at].rstrip("\u0640")
        return len(word) == 1 and bool(_LETTERS.match(word)) and not (self.glued(at) and self.digit(at - 1))

    def completes(self, at: int, start: int) -> bool:
        """Whether a stop ends the sentence that began at `start`: not after «م» or «1», or inside a number."""
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if self.words[at] in "!?؟" and following in _QUOTE_ENDS and not self.spaced[at]:
            return False  # «كفى!» فساد الصمت
        if at == start or self.words[at] != ".":
            return at > start
        if self.glued(at) and (self.initial(at - 1) or (at - 1 == start and _ITEM.fullmatch(self.words[at - 1]))):
            return False  # «م. أخنوش», «1. »
        if not self.spaced[at]:
            return not (following[:1].isdigit() or (following[:1].isascii() and following[:1].isalpha()))
        # «يوسف. أ»: a surname cut to its first letter.
        return not (following and self.initial(at + 1) and self.spaced[at + 1])

    def enclosed(self) -> dict[int, int]:
        """For every stop inside a short quotation or bracket, the token that closes it."""
        closed: dict[int, int] = {}
        stops: list[int] = []
        opened: dict[str, int] = {}
        for at, word in enumerate(self.words):
            if word in _STOPS:
                stops.append(at)
            elif word == '"' and not self.closes(at, opened.get(word)):
                opened[word] = at
            elif word == '"' or word in _CLOSING:
                first = opened.pop(_CLOSING.get(word, word), None)
                if first is None or self.ends[at] - self.begins[first] > QUOTED:
                    continue
                for stop in reversed(stops):
                    if stop < first:
                        break
                    if stop < at - 1 or word == ")":
                        closed[stop] = at
            elif word in _PAIRS:
                opened[word] = at
        return closed

    def closes(self, at: int, opened: int | None) -> bool:
        """Whether a straight quotation mark closes the one that stands open."""
        if opened is None:
            return False
        opening = not self.glued(at) and not self.spaced[at]
        return not (opening and self.ends[at] - self.begins[opened] > QUOTED)

    def breaks(self, start: int, end: int) -> Iterator[int]:
        """Where a sentence that is too long is broken: after a semicolon, a comma, or before a word with و."""
        while end > start and self.ends[end - 1] - self.begins[start] > LONGEST:
            first = self.begins[start]
            last = min(bisect_right(self.begins, first + LONGEST, start + 1, end), end - 1)
            while last > start + 1 and self.ends[last - 1] - first > LONGEST:
                last -= 1
            early = max(bisect_right(self.begins, first + LONGEST // 2, start + 1, last), start + 1)
            start = max(range(early, last + 1), key=lambda at: (self.worth(at), at), default=last)
            yield start

    def worth(self, at: int) -> int:
        """How good a break before this token is."""
        before, word = self.words[at - 1], self.words[at]
        if before in _SEMICOLONS:
            return 4
        if before in _COMMAS:
            return 3
        if self.glued(at) or before[-1].isdigit() or word[0].isdigit():
            return 0
        return 2 if word[0] == "و" and len(word) > 3 else 1
