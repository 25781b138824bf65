"""What a figure needs from the rest of its document: the noun of «500 منها», the country's currency, its relations."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.lexicon import Row, load
from pipeline.lexicon.noun import Nouns, adjective_lemma, nouns
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.text import fold, words
from pipeline.values import Figure

# «عدد الناخبين … بلغ 1200»: what is numbered is named.
_NUMBERED = re.compile(r"(?<![^\W\d_])[وبل]?عدد\s{1,2}(?P<noun>[^\W\d_]{3,20})")
_APPOSED = re.compile(
    r"\s{0,2}(?:[،,]\s{0,2})?(?:\(|اي|ما يعادل|ما يوازي|بما يعادل)\s{0,2}(?:اي|حوالي|نحو|ما يعادل)?\s{0,2}\Z"
)
_FROM = re.compile(r"(?<![^\W\d_])من\s{1,2}\Z")
_TO = re.compile(r"(?<![^\W\d_])الي(?![^\W\d_])")
_NEAR = 60


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Sequence[Mention], Sequence[Contradiction]]:
    """Figures with their currency, their unit, their antecedent and what they are related to; the rest as it is."""
    by_position = {sentence.position: sentence for sentence in sentences}
    read: list[Mention] = []
    done: list[Mention] = []
    for mention in mentions:
        if not isinstance(mention.value, Figure):
            done.append(mention)
            continue
        said = _in_currency(mention, document.metadata.country)
        said = _with_fuller_noun(said, by_position, sentences)
        found = _with_antecedent(said, read, by_position)
        if found is None:
            continue
        related = _related(found, read, by_position)
        read.append(related)
        done.append(related)
    return done, ()


def _in_currency(mention: Mention, country: str | None) -> Mention:
    """«دينار» is that of the document's country; without one it stays XXX."""
    figure = mention.value
    if not isinstance(figure, Figure) or figure.dimension != "money" or not figure.noun_lemma:
        return mention
    row = load()["currency"].find(fold(figure.noun_lemma).text)
    for pair in row["country"].split() if row is not None else ():
        iso, _, where = pair.partition(":")
        if where == country:
            unit = iso if figure.unit == figure.unit_si else figure.unit
            return replace(mention, value=replace(figure, unit=unit, unit_si=iso))
    return mention


@lru_cache(maxsize=2)
def _heads(known: Nouns) -> frozenset[str]:
    """The nouns that are a unit only with more words: مركز (صحي)."""
    firsts = {key.split()[0] for key in known.unit if " " in key}
    return frozenset(first for first in firsts if first not in known.unit)


def _with_fuller_noun(mention: Mention, by_position: dict[int, Sentence], sentences: Sequence[Sentence]) -> Mention:
    """«1130 مركزا» after «المراكز الصحية» counts health centres: the nearest fuller name of the same noun decides."""
    figure = mention.value
    if not isinstance(figure, Figure) or figure.unit is not None or not figure.noun_lemma:
        return mention
    known = nouns(load())
    head = fold(figure.noun_lemma).text
    if head not in _heads(known) or " " in (figure.noun or " "):
        return mention
    here = by_position[mention.sentence]
    before = [sentence for sentence in sentences if sentence.position < here.position]
    after = [sentence for sentence in sentences if sentence.position > here.position]
    for sentence, limit in [
        (here, mention.span.start),
        *((s, s.span.end) for s in reversed(before)),
        (here, 0),
        *((s, 0) for s in after),
    ]:
        found = _fuller(known, sentence, head, limit)
        if found is not None:
            row, lemma = found
            return replace(mention, value=replace(figure, unit=row["unit"], noun_lemma=lemma))
    return mention


def _fuller(known: Nouns, sentence: Sentence, head: str, limit: int) -> tuple[Row, str] | None:
    """The last fuller name before `limit` (a position of the document), or the first one where it is 0."""
    key = sentence.key.text
    if head not in key and not any(form in key for form, single in known.singular.items() if fold(single).text == head):
        return None
    spans = list(words(key))
    order = range(len(spans) - 1, -1, -1) if limit else range(len(spans))
    for index in order:
        start, end = spans[index]
        if limit and sentence.key.to_source(start, end).start >= limit:
            continue
        word = key[start:end]
        lemma = next(
            (known.singular[form] for form in (word, word[1:], word[2:], word[3:]) if form in known.singular), None
        )
        if lemma is None or fold(lemma).text != head:
            continue
        following = [key[span.start : span.end] for span in spans[index + 1 : index + 3]]
        lemmas = [lemma, *(_lemma(known, other) for other in following)]
        unit = known.unit_of(lemmas)
        if unit is not None and unit[1] > 1:
            return unit[0], unit[0].word
    return None


def _lemma(known: Nouns, word: str) -> str:
    return known.lemma(word) if known.is_known(word) else adjective_lemma(word)


def _with_antecedent(mention: Mention, read: Sequence[Mention], by_position: dict[int, Sentence]) -> Mention | None:
    """«500 منها» counts what the nearest figure before it counted; a bare number that finds none is no figure."""
    figure = mention.value
    if not isinstance(figure, Figure) or not figure.antecedent:
        return mention
    bare = mention.rule == "number-bare"
    sentence = by_position[mention.sentence]
    nearest = next((other for other in reversed(read) if _may_stand(other, mention)), None)
    if bare:
        named = _numbered(sentence, mention, nearest)
        if named is not None:
            return replace(mention, value=named)
    if nearest is None or not isinstance(nearest.value, Figure):
        return None if bare else mention
    other = nearest.value
    value = replace(figure, unit=other.unit, dimension=other.dimension, noun=other.noun, noun_lemma=other.noun_lemma)
    return replace(mention, value=value, related=nearest.span)


def _may_stand(other: Mention, mention: Mention) -> bool:
    figure = other.value
    return (
        isinstance(figure, Figure)
        and figure.dimension == "count"
        and figure.noun is not None
        and mention.sentence - other.sentence in (0, 1)
    )


def _numbered(sentence: Sentence, mention: Mention, nearest: Mention | None) -> Figure | None:
    """«عدد القاصرين … كان يبلغ 7878»: the noun after عدد, where it stands nearer than another figure."""
    figure = mention.value
    start = max(0, (nearest.span.end if nearest is not None else 0) - sentence.span.start)
    head = sentence.text[: mention.span.start - sentence.span.start]
    key = fold(head).text
    hits = list(_NUMBERED.finditer(key))
    if not hits or not isinstance(figure, Figure):
        return None
    hit = hits[-1]
    origin = fold(head).origin
    first, last = origin[hit.start("noun")], origin[hit.end("noun") - 1] + 1
    if nearest is not None and nearest.sentence == mention.sentence and first < start:
        return None
    known = nouns(load())
    surface = head[first:last]
    lemma = known.lemma(surface)
    unit = known.unit_of([lemma])
    return replace(
        figure, antecedent=True, noun=surface, noun_lemma=lemma, unit=unit[0]["unit"] if unit is not None else None
    )


def _related(mention: Mention, read: Sequence[Mention], by_position: dict[int, Sentence]) -> Mention:
    """«120 مليون يورو (8ر150 مليون دولار)» is one amount; «من 34% … إلى 71%» a change."""
    if mention.related is not None or not read:
        return mention
    other = read[-1]
    one, two = other.value, mention.value
    if other.sentence != mention.sentence or not isinstance(one, Figure) or not isinstance(two, Figure):
        return mention
    sentence = by_position[mention.sentence]
    start = sentence.span.start
    if other.span.end > mention.span.start:
        return mention
    between = fold(sentence.text[other.span.end - start : mention.span.start - start]).text
    same_unit = one.unit == two.unit
    if (
        one.dimension == two.dimension
        and one.dimension != "count"
        and _APPOSED.match(between)
        and (not same_unit or (one.value == two.value and one.value_max == two.value_max))
    ):
        return replace(mention, related=other.span, relation="same_amount")
    lead = fold(sentence.text[max(0, other.span.start - start - 8) : other.span.start - start]).text
    if (
        same_unit
        and one.dimension == two.dimension
        and len(between) < _NEAR
        and _FROM.search(lead)
        and _TO.search(between)
    ):
        return replace(mention, related=other.span, relation="from_to")
    return mention
