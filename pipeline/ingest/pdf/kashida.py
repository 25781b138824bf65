"""Kashidas whose font gives them out as a digit or a comma: «الق66انون», «نس,بة»."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.ingest.pdf.cluster import Cluster
from pipeline.ingest.pdf.letter import TATWEEL, is_arabic, is_digit, is_latin

_TOUCHING = 0.1  # of the size: letters of one word are at most so far apart
_USES = 0.8
_STUTTER = 3


def kashidas(rows: Iterable[Sequence[Cluster]]) -> frozenset[tuple[int, int]]:
    """The glyphs that only stretch words: nearly always between two touching letters, and a digit or repeated.

    A slash between two words («الأول/أكتوبر») touches them too, and is none.
    """
    rows = list(rows)
    uses: Counter[tuple[int, int]] = Counter()
    within: Counter[tuple[int, int]] = Counter()
    repeated: set[tuple[int, int]] = set()
    texts: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    meaning: dict[tuple[int, int], str] = {}
    for row in rows:
        for at, cluster in enumerate(row):
            if cluster.whole or not _may_be(cluster.text):
                texts[cluster.font, cluster.text].add(cluster.code)
                continue
            glyph = (cluster.font, cluster.code)
            texts[cluster.font, cluster.text].add(cluster.code)
            meaning[glyph] = cluster.text
            uses[glyph] += 1
            left, right = _neighbour(row, at, -1), _neighbour(row, at, 1)
            if left and right and is_arabic(left.text) and is_arabic(right.text):
                within[glyph] += 1
                if at + 1 < len(row) and (row[at + 1].font, row[at + 1].code) == glyph:
                    repeated.add(glyph)
    return (
        _stuttered(rows)
        | _tails(rows)
        | _silent(rows)
        | frozenset(
            glyph
            for glyph, count in uses.items()
            if within[glyph] >= _USES * count
            and (is_digit(meaning[glyph]) or glyph in repeated or len(texts[glyph[0], meaning[glyph]]) > 1)
        )
    )


def _stuttered(rows: Iterable[Sequence[Cluster]]) -> frozenset[tuple[int, int]]:
    """Glyphs given out as a letter that hardly ever stands alone («القققققائقققم»); the runs of others are mended here.

    No letter is written three times, but a producer may draw its kashidas with the letter that stands beside them.
    """
    uses: Counter[tuple[int, int]] = Counter()
    runs: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for glyph, group in groupby(row, key=lambda cluster: (cluster.font, cluster.code)):
            run = list(group)
            if run[0].whole or not is_arabic(run[0].text):
                continue
            uses[glyph] += len(run)
            if len(run) >= _STUTTER:
                runs[glyph] += len(run)
                for cluster in run:
                    cluster.text = TATWEEL
    return frozenset(glyph for glyph, count in uses.items() if runs[glyph] > _USES * count)


def _silent(rows: Iterable[Sequence[Cluster]]) -> frozenset[tuple[int, int]]:
    """The glyph without a text that only stretches words: all that a font leaves without one, and drawn in runs.

    Letters that a file has lost are many.
    """
    uses: defaultdict[int, Counter[int]] = defaultdict(Counter)
    within: Counter[tuple[int, int]] = Counter()
    repeated: set[tuple[int, int]] = set()
    for row in rows:
        for at, cluster in enumerate(row):
            if cluster.text or not cluster.doubtful or cluster.whole:
                continue
            glyph = (cluster.font, cluster.code)
            uses[cluster.font][cluster.code] += 1
            left, right = _neighbour(row, at, -1), _neighbour(row, at, 1)
            within[glyph] += bool(left and right and is_arabic(left.text) and is_arabic(right.text))
            if at + 1 < len(row) and (row[at + 1].font, row[at + 1].code) == glyph:
                repeated.add(glyph)
    usual = ((font, codes.most_common(1)[0], codes.total()) for font, codes in uses.items())
    return frozenset(
        (font, code)
        for font, (code, count), total in usual
        if (font, code) in repeated and count > 0.9 * total and within[font, code] >= _USES * count
    )


def _tails(rows: Iterable[Sequence[Cluster]]) -> frozenset[tuple[int, int]]:
    """Parts of letters given out as a space («المدرس ي»): as wide as no other space of the font, between letters."""
    spaces: defaultdict[int, Counter[int]] = defaultdict(Counter)
    widths: dict[tuple[int, int], float] = {}
    within: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for at, cluster in enumerate(row):
            if not cluster.is_space or cluster.whole:
                continue
            glyph = (cluster.font, cluster.code)
            spaces[cluster.font][cluster.code] += 1
            widths[glyph] = (cluster.x1 - cluster.x0) / cluster.size
            left, right = _neighbour(row, at, -1), _neighbour(row, at, 1)
            within[glyph] += bool(left and right and is_arabic(left.text) and is_arabic(right.text))
    found: set[tuple[int, int]] = set()
    for font, codes in spaces.items():
        usual = widths[font, codes.most_common(1)[0][0]]
        for code, count in codes.items():
            glyph = (font, code)
            if abs(widths[glyph] - usual) > 0.2 * usual and within[glyph] >= _USES * count:
                found.add(glyph)
    return frozenset(found)


def without(rows: Iterable[Sequence[Cluster]], found: frozenset[tuple[int, int]]) -> None:
    """Give the kashidas their true text."""
    for row in rows:
        for cluster in row:
            if (cluster.font, cluster.code) in found and not cluster.whole:
                cluster.text = TATWEEL
                cluster.doubtful = False


def _may_be(text: str) -> bool:
    return bool(text.strip()) and not is_arabic(text) and not is_latin(text) and len(text) == 1


def _neighbour(row: Sequence[Cluster], at: int, step: int) -> Cluster | None:
    """The letter that is touched on one side, the same glyphs between passed over."""
    here = row[at]
    while 0 <= at + step < len(row):
        following = row[at + step]
        gap = max(following.x0 - row[at].x1, row[at].x0 - following.x1)
        if gap > _TOUCHING * here.size:
            return None
        if (following.font, following.code) != (here.font, here.code) or following.whole:
            return following
        at += step
    return None
