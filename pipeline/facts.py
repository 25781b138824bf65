"""Mentions to facts, each with its evidence: what is not said in the figure's own sentence stays unknown."""

from collections.abc import Iterator, Sequence

from pipeline.records import Document, Evidence, Fact, Mention, Sentence
from pipeline.values import Figure, Timex


def facts(document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Fact, ...]:
    """One fact for every figure in a title, body or table, with its place and time where only one can be meant.

    `تضم جهة الشرق 22 مستشفى` -> 22 hospital in region/02
    `فازت جهة الشرق وجهة طنجة بـ 22 مستشفى` -> 22 hospital, place unknown: two places stand there
    """
    _ = document
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return tuple(
        fact
        for sentence in sentences
        if sentence.in_body
        for fact in _of_sentence(sentence, by_sentence.get(sentence.position, []))
    )


def _of_sentence(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Fact]:
    place = _only([mention for mention in mentions if mention.kind == "place"])
    if place is not None and place.entity_id is None:
        place = None
    time = _only([mention for mention in mentions if mention.kind == "date"])
    if time is not None and not _is_resolved(time):
        time = None
    for figure in mentions:
        if figure.kind != "figure" or not isinstance(figure.value, Figure):
            continue
        evidence = [Evidence("value", figure)]
        if place is not None:
            evidence.append(Evidence("place", place))
        if time is not None:
            evidence.append(Evidence("time", time))
        yield Fact(
            figure=figure,
            evidence=tuple(evidence),
            indicator=figure.value.unit,
            place=place,
            place_how="sentence" if place else None,
            time=time,
            time_how="sentence" if time else None,
            quote=sentence.text,
        )


def _only(mentions: Sequence[Mention]) -> Mention | None:
    return mentions[0] if len(mentions) == 1 else None


def _is_resolved(mention: Mention) -> bool:
    return isinstance(mention.value, Timex) and mention.value.start_date is not None
