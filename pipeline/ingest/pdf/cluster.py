"""Clusters: what is read as one and never split, with the marks that stand over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from pipeline.ingest.pdf.glyph import Box, Glyph
from pipeline.ingest.pdf.letter import TATWEEL, clean, is_arabic, is_mark, is_unmapped


@dataclass(slots=True)
class Cluster:
    """One or more glyphs that are read as one: a letter with its marks, a ligature, an ActualText.

    `text` is in reading order. `font` and `code` name its (first) glyph; `whole` says that the text is not that of a
    single glyph, `doubtful` that nobody can say what it is, `word` that it is a word by itself.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: int
    code: int
    whole: bool = False
    mirrored: bool = False
    doubtful: bool = False
    word: bool = False

    @property
    def middle(self) -> float:
        """Where it stands in its row: edges of kerned letters lie over each other, middles do not."""
        return (self.x0 + self.x1) / 2

    @property
    def is_space(self) -> bool:
        """Whether it is a drawn space."""
        return self.text.isspace()

    @property
    def is_filler(self) -> bool:
        """Whether it only stretches a word."""
        return not self.text or not self.text.strip(TATWEEL)

    @property
    def box(self) -> Box:
        """Its box: the usual height of letters above and below the baseline."""
        return Box(self.x0, self.y - 0.8 * self.size, self.x1, self.y + 0.25 * self.size)


def clusters(glyphs: Sequence[Glyph], actual: Sequence[str]) -> list[Cluster]:
    """The clusters of a page in the order of its stream, marks attached."""
    return _attached(list(_units(glyphs, actual)))


def _units(glyphs: Sequence[Glyph], actual: Sequence[str]) -> Iterator[Cluster]:
    at = 0
    while at < len(glyphs):
        end = at + 1
        first = glyphs[at]
        if first.spoken is not None:
            while (
                end < len(glyphs) and glyphs[end].spoken == first.spoken and abs(glyphs[end].y - first.y) < first.size
            ):
                end += 1
            yield _joined(glyphs[at:end], clean(actual[first.spoken]))
        elif first.mirrored:
            while end < len(glyphs) and _goes_on(glyphs[end - 1], glyphs[end]):
                end += 1
            text = "".join(clean(glyph.text) for glyph in glyphs[at:end])
            yield _joined(glyphs[at:end], text if text.isspace() else text.strip())
        else:
            yield _single(first)
        at = end


def _goes_on(glyph: Glyph, following: Glyph) -> bool:
    """Whether two glyphs of a mirrored text are of one word: such a text comes in reading order, numbers too."""
    return (
        following.mirrored
        and following.spoken is None
        and abs(following.y - glyph.y) < 0.2 * glyph.size
        and glyph.text.isspace() == following.text.isspace()
    )


def _single(glyph: Glyph) -> Cluster:
    unknown = is_unmapped(glyph.text)
    return Cluster(clean(glyph.text), glyph.x0, glyph.x1, glyph.y, glyph.size, glyph.font, glyph.code, doubtful=unknown)


def _joined(glyphs: Sequence[Glyph], text: str) -> Cluster:
    widest = max(glyphs, key=lambda glyph: glyph.x1 - glyph.x0)
    return Cluster(
        text,
        min(glyph.x0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        widest.y,
        widest.size,
        glyphs[0].font,
        glyphs[0].code,
        whole=True,
        mirrored=glyphs[0].mirrored,
    )


def _attached(units: list[Cluster]) -> list[Cluster]:
    """The units with every mark put on its letter.

    Shapers draw a right-to-left run backwards, so that a mark comes before its letter; a producer that writes in
    reading order puts it after. The page shows which; the places of the marks do not: they may lie over a neighbour.
    """
    for mark, base in pairwise(units):
        _give_back(mark, base)
    bases = [at for at, unit in enumerate(units) if unit.text and not unit.is_space and not is_mark(unit.text)]
    before = _is_visual([units[at] for at in bases])
    marks: dict[int, list[str]] = {}
    position = 0
    for at, unit in enumerate(units):
        if not is_mark(unit.text):
            continue
        while position < len(bases) and bases[position] < at:
            position += 1
        choices = [bases[index] for index in (position, position - 1) if 0 <= index < len(bases)]
        if not before:
            choices.reverse()
        holder = next((choice for choice in choices if _is_near(unit, units[choice])), None)
        if holder is not None:
            marks.setdefault(holder, []).append(unit.text)
    for at, found in marks.items():
        missing = [mark for mark in "".join(found) if mark not in units[at].text]
        units[at].text = normalize("NFC", units[at].text + "".join(missing))
    return [unit for unit in units if not is_mark(unit.text) and (unit.text or unit.x1 - unit.x0 > 0.01 * unit.size)]


def _give_back(mark: Cluster, base: Cluster) -> None:
    """Part the text of a cluster that a producer gave to its mark: to both glyphs (Typst), or to the mark alone."""
    if mark.x1 - mark.x0 > 0.01 * mark.size or not mark.text or is_mark(mark.text):
        return
    if mark.text == base.text:
        mark.text = ""
    elif not any(map(is_mark, mark.text)):
        return
    elif not base.text and base.doubtful:
        mark.text, base.text, base.doubtful = "", mark.text, False
    elif _letters(base.text) == _letters(mark.text):
        mark.text = "".join(filter(is_mark, mark.text))


def _letters(text: str) -> str:
    return "".join(character for character in text if not is_mark(character))


def _is_visual(bases: Sequence[Cluster]) -> bool:
    """Whether Arabic letters are drawn from the left."""
    steps = [
        second.middle - first.middle
        for first, second in pairwise(bases)
        if abs(first.y - second.y) < 0.1 * first.size and is_arabic(first.text) and is_arabic(second.text)
    ]
    return sum(step > 0 for step in steps) >= len(steps) / 2


def _is_near(mark: Cluster, base: Cluster) -> bool:
    reach = 1.2 * base.size
    return abs(mark.y - base.y) < 1.5 * base.size and base.x0 - reach < mark.middle < base.x1 + reach
