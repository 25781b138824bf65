"""Who a name means: the one bearer of it in the document, a well-known one, or a person known by this name alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import Lexicon, alternation
from pipeline.lexicon.name import Vocabulary, forms, legible, office_after, office_before, split, vocabulary
from pipeline.records import Document, Entity, Mention, Sentence
from pipeline.text import Span, fold, with_marks
from pipeline.values import Name

_START = r"(?:(?<![^\W_])|(?<=(?<![^\W_])[وفبلك])|(?<=(?<![^\W_])[وف][بلك]))"
_GLUE = re.compile(r"\b(عبد) |(?<=\w) (?=(?:الدين|الله)\b)")


def key_of(name: str) -> str:
    """A name as one key: `عبد الله  بوبريك` and `عبدالله بوبریك` are one."""
    return " ".join(_GLUE.sub(r"\1", " ".join(fold(name).text.replace("-", " ").split())).split())


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A person that a document names in full: the key, the forms by which it may go on, and where it is named."""

    key: str
    name: str
    short: tuple[str, ...]
    first: int


def find(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The people of a document, each with its entity, and the short names that lead back to a full one."""
    _ = document
    known = vocabulary(lexicon)
    people = [mention for mention in mentions if mention.kind == "person"]
    bearers = _bearers(people, lexicon, known)
    others = [mention.span for mention in mentions if mention.kind in {"person", "organization", "law"}]
    found = [*people, *_short(sentences, bearers, others, known)]
    return [_linked(mention, bearers, lexicon) for mention in found]


def _bearers(people: Sequence[Mention], lexicon: Lexicon, known: Vocabulary) -> list[_Bearer]:
    found: dict[str, _Bearer] = {}
    for mention in sorted(people, key=lambda person: person.span):
        if not isinstance(mention.value, Name) or mention.rule == "person: known surname":
            continue
        key = _canonical(mention.value.name, lexicon)
        if " " in key and key not in found:
            found[key] = _Bearer(key, mention.value.name, _shorts(mention.value.name, known), mention.span.start)
    return list(found.values())


def _canonical(name: str, lexicon: Lexicon) -> str:
    row = lexicon["person"].find(fold(name).text)
    return key_of(row.word) if row else key_of(name)


def _shorts(name: str, known: Vocabulary) -> tuple[str, ...]:
    """By what a person is called after the full name: `خالد آيت الطالب` -> `آيت الطالب`; a foreigner by either part."""
    parts = fold(name).text.replace("-", " ").split()
    two = known.parts.get(parts[0]) in {"slave", "noble"} or known.parts.get(parts[min(1, len(parts) - 1)]) == "second"
    first = 2 if two else 1
    while first < len(parts) - 1 and (parts[first] in known.given or known.parts.get(parts[first]) == "second"):
        first += 1
    found = {" ".join(parts[first:])}
    if len(parts) - first > 1 and not known.parts.get(parts[-2]):
        found.add(parts[-1])
    if parts[0] in known.foreign or (parts[0] not in known.given and not known.parts.get(parts[0])):
        found.add(parts[0])
    return tuple(sorted(short for short in found if _may_stand_alone(short, known)))


def _may_stand_alone(short: str, known: Vocabulary) -> bool:
    if len(short) < 3 or short in known.office or known.parts.get(short) in {"number", "prefix", "second"}:
        return False
    if " " in short or short in known.surname:
        return True
    if short in known.given and short not in known.foreign:
        return False
    return not known.is_place(short) and known.is_name_like(short) and not known.is_ordinary(short)


def _short(
    sentences: Sequence[Sentence], bearers: Sequence[_Bearer], taken: Sequence[Span], known: Vocabulary
) -> list[Mention]:
    """The mentions by a short name of those whom the document names in full."""
    by_short: dict[str, list[_Bearer]] = {}
    for bearer in bearers:
        for short in {*bearer.short, fold(bearer.name).text, bearer.key}:
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
    sentence: Sentence, hit: re.Match[str], span: Span, by_short: Mapping[str, list[_Bearer]], known: Vocabulary
) -> Mention | None:
    key = " ".join(hit["short"].split())
    bearers = by_short.get(key) or by_short.get("ا" + key) or []
    words = split(legible(sentence, sentence.key.text))
    first = next(i for i, word in enumerate(words) if word.start <= hit.start("short") < word.end)
    after = next((i for i, word in enumerate(words) if word.start >= hit.end("short")), len(words))
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
        role=_quote(sentence, words[role[0]].start, words[role[1] - 1].end) if role else None,
    )


def _is_other(before: str, known: Vocabulary) -> bool:
    """Whether the word before makes another name, or a thing named after a person, of it."""
    return any(
        form in known.named_after
        or (form in known.given and known.given[form] == "strong")
        or known.parts.get(form) in {"prefix", "slave", "compound"}
        for form, _ in forms(before)
    )


def _quote(sentence: Sentence, start: int, end: int) -> str:
    span = sentence.key.to_source(start, end)
    return " ".join(sentence.text[span.start - sentence.span.start : span.end - sentence.span.start].split())


def _linked(mention: Mention, bearers: Sequence[_Bearer], lexicon: Lexicon) -> Mention:
    """The entity: the gazetteer's person, the document's fuller name, or the name itself; a lone word stays NULL."""
    if not isinstance(mention.value, Name):
        return mention
    name = mention.value.name
    key = _canonical(name, lexicon)
    if " " not in key or mention.rule == "person: known surname":
        own = [bearer for bearer in bearers if fold(name).text in bearer.short]
        if own:
            return replace(mention, value=Name(own[-1].name, "person"), entity_id=_identity(own[-1].name, lexicon))
        row = lexicon["person_short"].find(fold(name).text)
        if row is None:
            return mention
        full = next(one.word for one in lexicon["person"] if one["key"] == row["key"])
        return replace(mention, value=Name(full, "person"), entity_id=f"person/{row['key']}")
    fuller = [bearer for bearer in bearers if _is_part(key, bearer.key)]
    if len(fuller) == 1:
        name = fuller[0].name
    return replace(mention, entity_id=_identity(name, lexicon))


def _is_part(key: str, longer: str) -> bool:
    """Whether a name is a longer one with some of its middle or its end left out."""
    parts, full = key.split(), longer.split()
    rest = iter(full)
    return len(parts) < len(full) and parts[0] == full[0] and all(part in rest for part in parts)


def _identity(name: str, lexicon: Lexicon) -> str:
    row = lexicon["person"].find(fold(name).text)
    return f"person/{row['key']}" if row else f"person/{key_of(name).replace(' ', '-')}"


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The people named: each by its fullest name, with the spellings that the document uses."""
    cited: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "person" and mention.entity_id:
            cited.setdefault(mention.entity_id, []).append(mention)
    rows = {f"person/{row['key']}": row for row in lexicon["person"]}
    found = []
    for identity, those in cited.items():
        row = rows.get(identity)
        names = sorted({mention.value.name for mention in those if isinstance(mention.value, Name)})
        name = row.word if row else max(names, key=lambda one: (len(one), one))
        spelled = {" ".join(mention.surface.split()) for mention in those}
        found.append(
            Entity(
                id=identity,
                kind="person",
                name_ar=name,
                name_fr=row["name_fr"] if row else None,
                name_en=row["name_en"] if row else None,
                aliases=tuple(sorted(one for one in spelled if fold(one).text != fold(name).text)),
            )
        )
    return found
