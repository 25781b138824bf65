"""Document to sentences: spaCy's Arabic tokens, mended, and a sentence boundary that knows the press."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from pipeline.nlp.boundary import LONGEST, Line
from pipeline.paragraph import paragraphs
from pipeline.records import Document, Place, Sentence
from pipeline.text import Span, fold

BLOCK = 50_000  # characters given to spaCy at once
VOCABULARY = 500_000  # spaCy never forgets a word: at this many it starts afresh
# A line that is one sentence whatever its words are: no stop, or nothing after the stops at its end.
_ONE = re.compile(r"[^.!?؟\u06d4]*+(?:\.{2,}|(?:\.(?!\.)|[!?؟\u06d4\"»”’›)\]}])*+)\s*")
_TICKER = re.compile(r"[^\S\n]{3,}|[\r\n]+")
_LONG_WORD = re.compile(rf"\S{{{LONGEST},}}")
_EDGE = re.compile(r"\S(?:[\s\S]*\S)?")


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order: trimmed, never overlapping, and every character that is no space is in one.

    A zone, a table row and a line end always end one (a line that was only wrapped does not).
    """
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
    line = Line.of(words, _tokens(words))
    starts = [line.begins[at] for at in line.starts()]
    for start, end in pairwise([0, *starts[1:], len(words)]):
        yield Span(block.start + start, block.start + end)


def _tokens(words: str) -> Any:
    tokeniser = _tokeniser()
    if len(tokeniser.vocab.strings) > VOCABULARY:
        _tokeniser.cache_clear()
    return tokeniser(words)


@cache
def _tokeniser() -> Any:
    """Loaded with the first line that needs its tokens: spaCy takes a while."""
    return import_module("pipeline.nlp.tokeniser").bare()
