"""Cells of tables, read with the heading of their column: «412» under «المدارس» is 412 schools.

A name under «الجهة» is a region, whatever else it may be the word for.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract import extract
from pipeline.lexicon import Lexicon
from pipeline.lexicon.noun import nouns
from pipeline.records import Document, Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Figure, Number

RULE = "cell + heading"
_SURE = 0.9
_WORD = re.compile(r"[^\W\d_]{2,24}")
_ASIDE = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_LONGEST = 120  # letters of a heading
_YEARS = range(1900, 2101)

_Column = tuple[int | None, int, int]


def in_cells(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The mentions, and what the cells of tables say under their headings."""
    headings = _headings(document)
    mentions = _apart(document, mentions)
    if not headings:
        return mentions
    starts = [sentence.span.start for sentence in sentences]
    within: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        within[mention.sentence].append(mention)
    found: list[Mention] = []
    for cell in document.cells:
        heading = headings.get((cell.page, cell.table_no, cell.column_no))
        if heading is None or cell.is_header:
            continue
        at = max(bisect_right(starts, cell.span.start) - 1, 0)
        words = document.text[slice(*cell.span)]
        inside = [one for one in within[at] if cell.span.start <= one.span.start and one.span.end <= cell.span.end]
        whole = next((one.value for one in inside if one.kind == "number" and one.span == cell.span), None)
        read = _Cell(cell.span.start, words, heading, sentences[at].position)
        found += read.counted(whole, lexicon) if isinstance(whole, Number) else read.placed(lexicon)
    taken = {one.span for one in found}
    heads = [cell.span for cell in document.cells if cell.is_header]
    others = (
        one
        for one in mentions
        if one.kind == "number" or not (one.span in taken or (one.kind == "figure" and _is_in(heads, one.span)))
    )
    return sorted((*others, *found), key=lambda mention: (mention.sentence, mention.span, mention.kind))


def _apart(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that run on from one cell into the next: `1120 | جهة الشرق` are not 1120 regions."""
    cells = sorted(cell.span for cell in document.cells if cell.span.start < cell.span.end)
    starts = [cell.start for cell in cells]

    def runs_on(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.start < cells[at].end < span.end

    return [one for one in mentions if not runs_on(one.span)]


def _is_in(heads: Sequence[Span], span: Span) -> bool:
    """Whether a figure stands in a heading: «(مليون درهم)» is a measure there, and no sum."""
    at = bisect_right(heads, span.start, key=lambda head: head.start) - 1
    return at >= 0 and span.end <= heads[at].end


def _headings(document: Document) -> Mapping[_Column, str]:
    """What stands at the head of each column."""
    found: dict[_Column, str] = {}
    for cell in document.cells:
        if cell.is_header and cell.span.end - cell.span.start <= _LONGEST:
            key = (cell.page, cell.table_no, cell.column_no)
            found[key] = " ".join((found.get(key, ""), document.text[slice(*cell.span)])).strip()
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """The words of a cell, where they stand, the heading of their column, and the position of the row's sentence."""

    start: int
    words: str
    heading: str
    sentence: int

    def counted(self, number: Number, lexicon: Lexicon) -> Iterator[Mention]:
        """`412` under «المدارس» -> 412 school."""
        figure = _counted(number, self.heading, self.words, lexicon)
        if figure is not None:
            span = Span(self.start, self.start + len(self.words))
            yield Mention("figure", span, self.words, figure, RULE, self.sentence, _SURE)

    def placed(self, lexicon: Lexicon) -> Iterator[Mention]:
        """`الشرق` under «الجهة» -> region/02."""
        row = lexicon["place_cue"].by_key.get(fold(self.heading).text.removeprefix("ال"))
        name = _ASIDE.sub("", self.words).strip()
        if row is None or not self.words.startswith(name):
            return
        said = f"{row.word} {name}"
        places = [one for one in _read(said, lexicon) if one.kind == "place" and one.span.end == len(said)]
        if len(places) == 1:
            span = Span(self.start, self.start + len(name))
            yield replace(places[0], span=span, surface=name, sentence=self.sentence, rule=RULE, confidence=_SURE)


def _counted(number: Number, heading: str, words: str, lexicon: Lexicon) -> Figure | None:
    """The figure of a bare number: by the measure that its heading sets apart («(بالمائة)»), else by the noun."""
    for aside in _ASIDE.findall(heading):
        figures = [one.value for one in _read(f"{words} {aside}", lexicon) if one.kind == "figure"]
        if len(figures) == 1 and isinstance(figures[0], Figure):
            return figures[0]
    known = nouns(lexicon)
    tokens = _heads(_ASIDE.sub(" ", heading), lexicon)
    if not tokens:
        return None
    lemmas = [known.lemma(token) for token in tokens]
    unit = known.unit_of(lemmas)
    # A number under a noun that nobody knows may be a rank, a year or a code.
    if unit is None and not known.is_known(fold(tokens[0]).text):
        return None
    row, length = unit if unit is not None else (None, 1)
    factor = Decimal(row["factor"]) if row is not None and row["factor"] else None
    return Figure(
        value=number.value,
        dimension=row["dimension"] if row is not None else "count",
        unit=row["unit"] if row is not None else None,
        value_si=number.value * factor if factor is not None else None,
        unit_si=row["unit_si"] or None if row is not None else None,
        noun=" ".join(tokens[:length]),
        noun_lemma=" ".join(lemmas[:length]),
    )


def _heads(heading: str, lexicon: Lexicon) -> list[str]:
    """The words of a heading from what is counted on: `عدد الأسرة` -> الأسرة."""
    tokens = _WORD.findall(heading)
    table = lexicon["heading"].by_key
    while tokens and fold(tokens[0]).text in table:
        tokens.pop(0)
    return tokens[:4]


def _read(words: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """What the extractors find in words put together."""
    return extract(Sentence("", 0, Span(0, len(words)), words, fold(words)), lexicon)
