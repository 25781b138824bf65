"""Zones: what of a text is its title and body, and what is a ticker, a widget, a byline or said twice."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.ingest import dateline
from pipeline.ingest.dateline import Dateline
from pipeline.lexicon import Lexicon, alternation
from pipeline.paragraph import paragraphs
from pipeline.records import PRINTED, Zone
from pipeline.text import Span, fold

HEAD = 12  # paragraphs among which a title and a dateline are looked for
_LONG = 120  # characters: a paragraph of this length is the body
# Characters that make a repeat: of a short article a paragraph, of a long law (which repeats its clauses) a page.
_REPEATED = (150, 1500)
_FOLLOWING = 6  # headlines after «اقرأ أيضا»

_GAP = re.compile(r"[^\S\n]{3,}")
_END = re.compile(r"[.؛;،,:…]\W{0,3}$")
_UNIT = re.compile(r"(?:[^.!?؟…\n]|\.(?!\s)){1,2000}[.!?؟…\n]*")
_NAME_LINE = re.compile(r"^[^\W\d_]{2,15}(?:\s[^\W\d_]{2,15})?\s?[-:]\s?[^\W\d_]{2,15}(?:\s[^\W\d_]{2,15}){1,3}$")
_SITE_LINE = re.compile(
    r"^[a-z][a-z0-9. ]{2,30}(?:\s?[-:|]\s?[^\W\d_]{2,15}(?:\s[^\W\d_]{2,15}){0,4})?$", re.IGNORECASE
)


def printed(found: Sequence[Zone]) -> tuple[Zone, ...]:
    """The zones that come from the page and not from its words: they are kept when the text is asked again."""
    return tuple(zone for zone in found if zone.zone in PRINTED)


def zones(
    text: str, title: str | None, lexicon: Lexicon, known: Sequence[Zone] = ()
) -> tuple[tuple[Zone, ...], Dateline | None]:
    """The stretches that are no plain body, in order and never overlapping, and the dateline if there is one.

    `title` is the title where it is known from outside: where it stands in the text, it is the title. `known` are the
    zones that the reader gave: nothing else is looked for there.
    """
    lines = [line for line in paragraphs(text) if not _overlaps(line, known)]
    found = list(_boilerplate(text, lines, lexicon))
    taken = {zone.span.start for zone in found}
    article = [line for line in lines if line.start not in taken]
    head, published = _head(text, article, title, lexicon)
    found += head
    taken |= {zone.span.start for zone in head}
    found += _repeats(text, article, taken)
    found += known
    return tuple(sorted(found, key=lambda zone: zone.span)), published


def _overlaps(line: Span, known: Sequence[Zone]) -> bool:
    at = bisect_right(known, line.start, key=lambda zone: zone.span.end)
    return at < len(known) and known[at].span.start < line.end


def _boilerplate(text: str, lines: Sequence[Span], lexicon: Lexicon) -> Iterator[Zone]:
    """Tickers, widgets, source lines, and the headlines that follow «اقرأ أيضا»."""
    following = 0
    for at, line in enumerate(lines):
        words = text[slice(*line)]
        kind = "line" if _is_ticker(words) else _cue(words, lexicon)
        if kind == "follow":
            # A headline stands beside the cue, or in the lines below it.
            following = 0 if len(words) > 40 else _FOLLOWING
        elif kind is None and following:
            near = text.count("\n", lines[at - 1].end, line.start) <= (2 if following == _FOLLOWING else 1)
            following = following - 1 if near and len(words) < _LONG and not _END.search(words) else 0
            kind = "line" if following else None
        else:
            following = 0
        if kind:
            yield Zone(line, "boilerplate")


def _is_ticker(line: str) -> bool:
    """Many headlines in one line, separated by runs of spaces: «… منذ دجنبر 2023    شغيلة جماعة…»."""
    if len(line) < 200:
        return False
    chunks = [chunk for chunk in _GAP.split(line) if chunk]
    return len(chunks) >= 5 and sorted(map(len, chunks))[len(chunks) // 2] >= 15


def _cue(line: str, lexicon: Lexicon) -> str | None:
    if len(line) > 220:
        return None
    key = " ".join(fold(line).text.split()).strip(" .:!?؟-|«»\"'()[]*>…")
    match = _cues(lexicon).match(key)
    if match is None:
        return None
    row = lexicon["zone"].find(match[0])
    how = row["match"] if row and row["zone"] == "boilerplate" else None
    rest = key[match.end() :].strip()
    # A sentence of the body that begins so goes on for long, or ends like a sentence.
    short = len(line) < _LONG and not (how == "follow" and _END.search(line))
    return how if not rest or rest.startswith(":") or (how != "line" and short) else None


@cache
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    rows = [row for row in lexicon["zone"] if row["zone"] == "boilerplate"]
    return re.compile(alternation(fold(word).text for row in rows for word in row.words) + r"(?!\w)")


def _head(text: str, lines: Sequence[Span], title: str | None, lexicon: Lexicon) -> tuple[list[Zone], Dateline | None]:
    """The title, the byline and the dateline at the head of an article."""
    found: list[Zone] = []
    published: Dateline | None = None
    known = _plain(title) if title else None
    titled = False
    for at, line in enumerate(lines[:HEAD]):
        words = text[slice(*line)]
        dated = dateline.find(text, line, lexicon)
        if dated and not (at and dateline.leads_on(text[slice(*lines[at - 1])], lexicon)):
            published = published or dated
            if dated.span:
                before = text[line.start : dated.span.start].strip()
                span = line if len(before.split()) <= 4 and not re.search(r"\d", before) else dated.span
                found.append(Zone(span, "byline"))
                continue
        if known and known == _plain(words):
            found = [zone for zone in found if zone.zone != "title"]
            found.append(Zone(line, "title"))
            titled = True
        elif len(words) >= _LONG:
            if at or len(words) > 2 * _LONG or _END.search(words):
                break  # the body; a first line without a full stop may be a long title
        elif _is_byline(text, lines, at, lexicon):
            found.append(Zone(line, "byline"))
        elif not titled and at == 0 and _is_title(text, lines):
            found.append(Zone(line, "title"))
            titled = True
    return found, published


def _plain(words: str) -> str:
    """What is left of a title when spelling and punctuation are put aside."""
    return " ".join(re.findall(r"\w+", fold(words).text))


def _is_title(text: str, lines: Sequence[Span]) -> bool:
    """A short first line that is no sentence, and a body below it."""
    words = text[slice(*lines[0])]
    body = any(line.end - line.start >= 60 for line in lines[1:HEAD])
    return len(words) >= 10 and " " in words and not _END.search(words) and body


def _is_byline(text: str, lines: Sequence[Span], at: int, lexicon: Lexicon) -> bool:
    """«كتب: محرر الشؤون الاقتصادية», «مراكش: كنزة العلوي», `AHDATH.INFO - عدسة محمد وراق`."""
    words = text[slice(*lines[at])]
    if len(words) > 60 or _END.search(words):
        return False
    key = " ".join(fold(words).text.split())
    if at == 0:
        return bool(_SITE_LINE.match(key))
    # A city and a name look like a heading («الباب الأول: أحكام عامة»): only between title and body are they a byline.
    between = at == 1 and len(lines) > 2 and lines[2].end - lines[2].start >= _LONG
    return bool(_authors(lexicon).match(key)) or (between and bool(_NAME_LINE.match(key)))


@cache
def _authors(lexicon: Lexicon) -> re.Pattern[str]:
    words = alternation(fold(word).text for row in lexicon["zone"] if row["match"] == "author" for word in row.words)
    name = r"[^\W\d_]{2,15}(?:\s[^\W\d_]{2,15}){0,5}"
    return re.compile(rf"^(?:{words}\s?[:/-]?\s{name}|{name}\s?[-:/]\s?{words}(?:\s{name})?)$")


def _repeats(text: str, lines: Sequence[Span], head: set[int]) -> Iterator[Zone]:
    """What is said twice: runs of sentences that all stood earlier in the document (its title among them)."""
    seen: set[str] = set()
    run: list[Span] = []
    for line in lines:
        for unit in _units(text, line):
            key = " ".join(fold(text[slice(*unit)]).text.split())
            if key in seen and line.start not in head:
                run.append(unit)
                continue
            seen.add(key)
            yield from _repeat(run, len(text))
            run = []
    yield from _repeat(run, len(text))


def _repeat(run: Sequence[Span], size: int) -> Iterator[Zone]:
    lengths = [unit.end - unit.start for unit in run]
    least = min(max(_REPEATED[0], size // 20), _REPEATED[1])
    # Lists name the same places again and again: a repeat holds a sentence.
    if sum(lengths) >= least and max(lengths) >= 80:
        yield Zone(Span(run[0].start, run[-1].end), "repeat")


def _units(text: str, line: Span) -> Iterator[Span]:
    """The sentences of a paragraph, roughly: enough to see that they stood there before."""
    for match in _UNIT.finditer(text, *line):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            yield Span(start, end)
