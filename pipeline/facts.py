"""Mentions to facts, each with its evidence: what is not said in the figure's own clause stays unknown."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.records import Document, Evidence, Fact, Mention, Sentence
from pipeline.values import Figure, Timex


def facts(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Fact, ...]:
    """One fact for every figure in a title, body or table, with its place and time where only one can be meant.

    `تضم جهة الشرق 22 مستشفى` -> 22 hospital in region/02
    `فازت جهة الشرق وجهة طنجة بـ 22 مستشفى` -> 22 hospital, place unknown: two places stand there
    `اجتمعوا بالرباط، وستضيف عشرة مشاريع 1637 سريرا` -> 1637 bed, place unknown: another clause names it
    """
    _ = document
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return tuple(
        fact
        for sentence in sentences
        if sentence.in_body
        for fact in _of_sentence(sentence, by_sentence.get(sentence.position, []), lexicon)
    )


def _of_sentence(sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[Fact]:
    if not any(mention.kind == "figure" for mention in mentions):
        return
    starts = _clauses(sentence, mentions, lexicon)
    by_clause: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_clause.setdefault(bisect(starts, mention.span.start), []).append(mention)
    for clause in by_clause.values():
        place = _only([mention for mention in clause if mention.kind == "place"])
        if place is not None and place.entity_id is None:
            place = None
        time = _only([mention for mention in clause if mention.kind == "date"])
        if time is not None and not _is_resolved(time):
            time = None
        for figure in clause:
            if figure.kind == "figure" and isinstance(figure.value, Figure):
                yield _fact(figure, figure.value, place, time, sentence)


def _fact(figure: Mention, value: Figure, place: Mention | None, time: Mention | None, sentence: Sentence) -> Fact:
    evidence = [Evidence("value", figure)]
    if place is not None:
        evidence.append(Evidence("place", place))
    if time is not None:
        evidence.append(Evidence("time", time))
    return Fact(
        figure=figure,
        evidence=tuple(evidence),
        indicator=value.unit,
        place=place,
        place_how="clause" if place else None,
        time=time,
        time_how="clause" if time else None,
        quote=sentence.text,
    )


@lru_cache(maxsize=8)
def _boundary(lexicon: Lexicon) -> re.Pattern[str]:
    """A comma that groups no digits, a stop, a bracket or quotation mark, or a word that begins another claim."""
    words = lexicon["clause"].pattern
    return re.compile(rf"(?<!\d)[,.]|[,.](?!\d)|[;:!?…()\[\]«»“”\"\n]|\s-\s|(?<![^\W_])و?{words}(?![^\W_])")


def _clauses(sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon) -> list[int]:
    """Where the clauses after the first one start; what a mention holds («11,338», «(22 يونيو)») parts none."""
    inside = [mention.span for mention in mentions]
    origin = sentence.key.origin
    return [
        at
        for boundary in _boundary(lexicon).finditer(sentence.key.text)
        for at in (origin[boundary.start()],)
        if not any(span.start <= at < span.end for span in inside)
    ]


def _only(mentions: Sequence[Mention]) -> Mention | None:
    return mentions[0] if len(mentions) == 1 else None


def _is_resolved(mention: Mention) -> bool:
    return isinstance(mention.value, Timex) and mention.value.start_date is not None
