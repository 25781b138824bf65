"""Document to sentences: spaCy's Arabic tokens, mended, and a sentence boundary that knows the press."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from pipeline.lexicon import load
from pipeline.paragraph import paragraphs
from pipeline.records import Document, Sentence
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
_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "(": ")", "[": "]"}
_CLOSING = {closer: opener for opener, closer in _PAIRS.items()}
_ATTACHED = frozenset("،,:;؛)]»”%٪")
_LETTERS = re.compile(rf"[{_AR}]")
_ITEM = re.compile(r"[\dA-Za-z]{1,3}|.[\u0640]?")
_TICKER = re.compile(r"[^\S\n]{3,}|[\r\n]+")
_LONG_WORD = re.compile(rf"\S{{{LONGEST},}}")
# spaCy's own pattern takes «الصحة.وقال» for the name of a host.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s]{1,900}|[\w.+-]{1,60}@[\w.-]{1,60}|[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,5}\.[A-Za-z]{2,10}(?:/[^\s]{0,500})?",
    re.ASCII,
)
_EDGE = re.compile(r"\S(?:[\s\S]*\S)?")


@cache
def arabic() -> Language:
    """The blank Arabic pipeline of spaCy, its tokeniser mended and the boundary component in place.

    Full stops and quotation marks come off («الترابية".»), quotation marks and commas split («لـ«الصحة»), and so do
    letters from digits (`1433هـ`); «08.22», «11,338» and «م.» stay whole.
    """
    nlp = spacy.blank("ar")
    tokenizer = cast("Tokenizer", nlp.tokenizer)
    punctuation = [rf"[{_QUOTES}()\[\]{{}}<>،؛؟!?:;,*•|/_–—-]", r"\.{2,}", "…+"]
    tokenizer.prefix_search = compile_prefix_regex([*punctuation, r"\.(?!\d)", "[%٪$€£#+]"]).search
    tokenizer.suffix_search = compile_suffix_regex([*punctuation, r"\.", "[%٪$€£+]", "['’‘]"]).search
    tokenizer.infix_finditer = compile_infix_regex(
        [
            rf"[{_QUOTES}()\[\]،؛؟!…]",
            r"\.{2,}",
            rf"(?<=[{_AR}{_MARKS}])[-–—/:,](?=[{_AR}\d])",
            rf"(?<=[{_AR}{_MARKS}]{{2}})\.(?=[{_AR}]{{2}})",
            rf"(?<=\d)[.](?=[{_AR}]{{2}})",
            rf"(?<=\d)(?=[{_AR}])",
            rf"(?<=[{_AR}{_MARKS}])(?=\d)",
        ]
    ).finditer
    tokenizer.url_match = _ADDRESS.fullmatch
    for word in _abbreviations():
        tokenizer.add_special_case(f"{word}.", [{"ORTH": f"{word}."}])
    nlp.max_length = 10 * BLOCK
    nlp.add_pipe("boundary")
    return nlp


def _abbreviations() -> frozenset[str]:
    table = load().tables.get("abbreviation")
    return frozenset(word for row in table for word in row.words) if table else frozenset()


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order: trimmed, never overlapping, and every character that is no space is in one.

    A zone, a table row and a line end always end one (a line that was only wrapped does not).
    """
    nlp = arabic()
    if len(nlp.vocab.strings) > VOCABULARY:
        arabic.cache_clear()
    text = document.text
    pages = [page.span.start for page in document.pages]
    found: list[Sentence] = []
    for block, zone, whole in _blocks(document):
        for span in (block,) if whole else _split(nlp, text, block, zone):
            match = _EDGE.search(text, *span)
            if match is None:
                continue
            start, end = match.span()
            page = document.pages[max(bisect_right(pages, start) - 1, 0)].number if pages else None
            words = match[0]
            found.append(Sentence(document.id, len(found), Span(start, end), words, fold(words, start), zone, page))
    return tuple(found)


def _blocks(document: Document) -> Iterator[tuple[Span, str, bool]]:
    """The stretches that no sentence may leave, each with its zone; a table row is a sentence as it stands."""
    text = document.text
    rows = _rows(document)
    cuts = {0, len(text), *(at for zone in document.zones for at in zone.span), *(at for row in rows for at in row)}
    within = sorted(rows)
    cuts.update(line.start for line in paragraphs(text) if not _inside(within, line.start))
    for match in _LONG_WORD.finditer(text):
        cuts.update(range(match.start(), match.end(), LONGEST))
    zones = sorted(document.zones, key=lambda zone: zone.span)
    starts = [zone.span.start for zone in zones]
    for start, end in pairwise(sorted(cuts)):
        at = bisect_right(starts, start) - 1
        zone = zones[at].zone if at >= 0 and start < zones[at].span.end else "body"
        whole = Span(start, end) in rows
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


def _rows(document: Document) -> frozenset[Span]:
    """The rows of its tables, each from its first cell to its last."""
    rows: dict[tuple[int | None, int, int], Span] = {}
    for cell in document.cells:
        key = (cell.page, cell.table_no, cell.row_no)
        row = rows.get(key, cell.span)
        rows[key] = Span(min(row.start, cell.span.start), max(row.end, cell.span.end))
    return frozenset(rows.values())


def _inside(rows: Sequence[Span], at: int) -> bool:
    row = bisect_right(rows, Span(at, -1)) - 1
    return row >= 0 and rows[row].start < at < rows[row].end


def _split(nlp: Language, text: str, block: Span, zone: str) -> Iterator[Span]:
    """The sentences of one block; of a ticker, its headlines."""
    if zone == "boilerplate":
        at = block.start
        for gap in _TICKER.finditer(text, *block):
            yield Span(at, gap.start())
            at = gap.end()
        yield Span(at, block.end)
        return
    words = text[block.start : block.end]
    if not words.strip():
        return
    starts = [token.idx for token in nlp(words) if token.is_sent_start]
    for start, end in pairwise([0, *starts[1:], len(words)]):
        yield Span(block.start + start, block.start + end)


@Language.component("boundary")
def boundary(doc: Doc) -> Doc:
    """Mark the first token of every sentence of a line."""
    starts = _starts(doc)
    for token in doc:
        token.is_sent_start = token.i in starts
    return doc


def _starts(doc: Doc) -> frozenset[int]:
    """The tokens that begin a sentence, the first among them."""
    words = [token.text for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    ends = [token.idx + len(token) for token in doc]
    closed = _enclosed(words, spaced, ends)
    starts = [0]
    at = 0
    while at < len(words):
        if words[at] in _STOPS and at >= closed.get(at, 0) and _ends(words, spaced, at, starts[-1]):
            after = at + 1
            while after < len(words) and not spaced[after - 1] and (words[after] in _CLOSERS or words[after] in _STOPS):
                after += 1
            if after < len(words) and words[after] not in _ATTACHED:
                starts.append(after)
            at = after
        else:
            at += 1
    return frozenset(_capped(doc, words, starts))


def _ends(words: Sequence[str], spaced: Sequence[bool], at: int, start: int) -> bool:
    """Whether the mark at `at` ends the sentence that began at `start`: not after «م», «1» or inside a number."""
    if words[at] != "." or at == start:
        return at > start
    before = words[at - 1]
    glued = not spaced[at - 1]
    if glued and at - 1 == start and _ITEM.fullmatch(before):
        return False  # «1. », «أ. »
    letters = len(before.strip("\u0640"))
    if (
        glued
        and letters == 1
        and _LETTERS.match(before)
        and (at - 2 < start or spaced[at - 2] or not words[at - 2][-1].isdigit())
    ):
        return False  # an initial; «2017م.» is none
    following = words[at + 1] if at + 1 < len(words) and not spaced[at] else ""
    return not (following[:1].isdigit() or (following[:1].isascii() and following[:1].isalpha()))


def _enclosed(words: Sequence[str], spaced: Sequence[bool], ends: Sequence[int]) -> dict[int, int]:
    """For every stop inside a short quotation or bracket, the token that closes it."""
    closed: dict[int, int] = {}
    stops: list[int] = []
    opened: dict[str, int] = {}
    for at, word in enumerate(words):
        if word in _STOPS:
            stops.append(at)
            continue
        opener = _CLOSING.get(word)
        if word == '"':
            opener = (
                word if word in opened and not (_opens(spaced, at) and ends[at] - ends[opened[word]] > QUOTED) else None
            )
        first = opened.pop(opener, None) if opener else None
        if first is not None:
            if ends[at] - ends[first] <= QUOTED:
                for stop in reversed(stops):
                    if stop < first:
                        break
                    if stop < at - 1 or word == ")":
                        closed[stop] = at
        elif word in _PAIRS or word == '"':
            opened[word] = at
    return closed


def _opens(spaced: Sequence[bool], at: int) -> bool:
    """Whether a straight quotation mark stands as one that opens."""
    return (at == 0 or spaced[at - 1]) and not spaced[at]


def _capped(doc: Doc, words: Sequence[str], starts: Sequence[int]) -> Iterator[int]:
    """The starts, and more of them where a sentence would be too long."""
    for start, end in pairwise([*starts, len(words)]):
        yield start
        last = doc[end - 1].idx + len(words[end - 1]) if end > start else 0
        at = start
        while end > at and last - doc[at].idx > LONGEST:
            at = _break(doc, words, at, end)
            yield at


# Where a sentence without full stops is best broken, the best first.
_BREAKS = ({"؛", ";", "..", "...", "…"}, {"،", ",", ":"})


def _break(doc: Doc, words: Sequence[str], start: int, end: int) -> int:
    """The token at which to break a sentence that is too long: after a semicolon, a comma, or at a word with و."""
    first = doc[start].idx
    after = [at for at in range(start + 1, end) if doc[at].idx - first <= LONGEST]
    late = [at for at in after if doc[at].idx - first > LONGEST // 2] or after or [start + 1]
    for marks in _BREAKS:
        for at in reversed(late):
            if words[at - 1] in marks:
                return at
    for at in reversed(late):
        if words[at].startswith("و") and len(words[at]) > 3 and not words[at - 1][-1:].isdigit():
            return at
    for at in reversed(late):
        if doc[at - 1].whitespace_ and not (words[at - 1][-1:].isdigit() or words[at][:1].isdigit()):
            return at
    return late[-1]
