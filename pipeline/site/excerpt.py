"""What may be shown of an article that belongs to its newspaper: sentences that are quoted, and their neighbours."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from pipeline.site.piece import Piece
from pipeline.text import Span


def passages(sentences: Sequence[Any], places: Collection[int]) -> list[Span]:
    """The stretches around places of a text: the sentence of each, with one on either side where that is body."""
    starts = [sentence["start_char"] for sentence in sentences]
    chosen: set[int] = set()
    for place in places:
        at = bisect_right(starts, place) - 1
        if at < 0 or place >= sentences[at]["end_char"]:
            continue
        beside = (near for near in (at - 1, at + 1) if 0 <= near < len(sentences) and sentences[near]["in_body"])
        chosen |= {at, *beside}
    spans: list[Span] = []
    for at in sorted(chosen):
        start, end = sentences[at]["start_char"], sentences[at]["end_char"]
        if spans and at - 1 in chosen:
            start = spans.pop()[0]
        spans.append(Span(start, end))
    return spans


def is_within(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch lies in one of some spans, which stand in order."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def excerpt(pieces: Iterable[Piece], spans: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a text that lie within spans, and for what is left out between them its length."""
    place = left_out = 0
    for piece in pieces:
        start, place = place, place + len(piece.text)
        if not is_within(spans, start, place):
            left_out += len(piece.text.strip())
            continue
        if left_out:
            yield Piece("", left_out=left_out)
            left_out = 0
        yield piece
    if left_out:
        yield Piece("", left_out=left_out)
