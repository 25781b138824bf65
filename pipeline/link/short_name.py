"""Where a document calls by a short name whom it has named in full: «التهراوي» after أمين التهراوي."""

import re
from collections.abc import Mapping, Sequence

from pipeline.lexicon import alternation
from pipeline.lexicon.name import Word, forms, legible, split
from pipeline.lexicon.office import office_after, office_before
from pipeline.lexicon.vocabulary import Vocabulary
from pipeline.link.bearer import Bearer
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold, with_marks
from pipeline.values import Name

_START = r"(?:(?<![^\W_])|(?<=(?<![^\W_])[وفبلك])|(?<=(?<![^\W_])[وف][بلك]))"


def short_names(
    sentences: Sequence[Sentence], bearers: Sequence[Bearer], taken: Sequence[Span], known: Vocabulary
) -> list[Mention]:
    """The mentions by a short name of those whom the document names in full."""
    by_short: dict[str, list[Bearer]] = {}
    for bearer in bearers:
        for short in {*bearer.short, *bearer.cued, fold(bearer.name).text, bearer.key}:
            by_short.setdefault(short, []).append(bearer)
    if not by_short:
        return []
    pattern = re.compile(rf"{_START}(?P<short>{alternation(by_short)})(?![^\W\d_])")
    spans = sorted(taken)
    found = []
    for sentence in sentences:
        for hit in pattern.finditer(sentence.key.text):
            span = with_marks(sentence.text, sentence.key.to_source(*hit.span("short")), sentence.span.start)
            if any(one.start < span.end and span.start < one.end for one in spans):
                continue
            mention = _mention(sentence, hit, span, by_short, known)
            if mention is not None:
                found.append(mention)
    return found


def _mention(
    sentence: Sentence, hit: re.Match[str], span: Span, by_short: Mapping[str, list[Bearer]], known: Vocabulary
) -> Mention | None:
    key = " ".join(hit["short"].split())
    key = key if key in by_short else "ا" + key
    words = split(legible(sentence, sentence.key.text))
    first = next(i for i, word in enumerate(words) if word.start <= hit.start("short") < word.end)
    after = next((i for i, word in enumerate(words) if word.start >= hit.end("short")), len(words))
    bearers = [one for one in by_short.get(key, []) if key not in one.cued or _is_cued(words, first, known)]
    if not bearers or (first and words[first].near and _is_other(words[first - 1].text, known)):
        return None
    before = [bearer for bearer in bearers if bearer.first < span.start]
    bearer = max(before, key=lambda one: one.first) if before else bearers[0]
    own = words[first].text[0] != "و" or words[first].start == hit.start("short")
    role = (office_before(words, first, known) if own else None) or office_after(words, after, known)
    start = sentence.span.start
    return Mention(
        kind="person",
        span=span,
        surface=sentence.text[span.start - start : span.end - start],
        value=Name(bearer.name, "person"),
        rule="person: short name in document",
        sentence=sentence.position,
        confidence=0.8,
        role=quote(sentence, words[role[0]].start, words[role[1] - 1].end) if role else None,
    )


def _is_cued(words: Sequence[Word], first: int, known: Vocabulary) -> bool:
    """Whether a verb of speech or a title stands right before: «وأضافت الدرهم»."""
    if not first or not words[first].near:
        return False
    return any(form in known.speech or form in known.title for form, _ in forms(words[first - 1].text))


def _is_other(before: str, known: Vocabulary) -> bool:
    """Whether the word before makes another name, or a thing named after a person, of it."""
    return any(
        form in known.named_after
        or (form in known.given and known.given[form] == "strong")
        or known.parts.get(form) in {"prefix", "kunya", "slave", "compound"}
        for form, _ in forms(before)
    )


def quote(sentence: Sentence, start: int, end: int) -> str:
    """The letters behind some positions of a sentence's key, as published."""
    span = sentence.key.to_source(start, end)
    return " ".join(sentence.text[span.start - sentence.span.start : span.end - sentence.span.start].split())
