"""Whom a title alone means: «الوزير» after «وزير الصحة أمين التهراوي», where one holder of it has been named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.lexicon import Lexicon
from pipeline.lexicon.name import Word, bare, forms, legible, split
from pipeline.lexicon.office import office_at
from pipeline.lexicon.vocabulary import Vocabulary, vocabulary
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold, with_marks
from pipeline.values import Name

# Of whom the text told so long ago, or after whom it named others, nothing is certain.
_FAR = 12


@dataclass(frozen=True, slots=True)
class _Holder:
    """A person of whom the document has said what office they hold."""

    words: tuple[str, ...]
    entity_id: str
    name: str
    at: int
    sentence: int


def titles(sentences: Sequence[Sentence], people: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The titles that stand for a person named before, as mentions of the kind office: the person is their entity.

    Two holders of one title («وزير العدل … وزير المالية …») leave «الوزير» to nobody.
    """
    known = vocabulary(lexicon)
    named = [person for person in sorted(people, key=lambda one: one.span) if person.entity_id]
    holders = [
        _Holder(_plain(person.role), person.entity_id, person.value.name, person.span.start, person.sentence)
        for person in named
        if person.role and person.entity_id and isinstance(person.value, Name)
    ]
    if not holders:
        return []
    heads = {holder.words[0] for holder in holders}
    return [
        mention
        for sentence in sentences[min(holder.sentence for holder in holders) :]
        if any(head in sentence.key.text for head in heads)
        for mention in _of(sentence, holders, heads, [one for one in named if one.sentence == sentence.position], known)
    ]


def _plain(role: str) -> tuple[str, ...]:
    """`الكاتب العام للنقابة` -> (كاتب, العام, للنقابه)."""
    first, *rest = fold(role).text.split()
    return (bare(first), *rest)


def _of(
    sentence: Sentence,
    holders: Sequence[_Holder],
    heads: set[str],
    here: Sequence[Mention],
    known: Vocabulary,
) -> Iterator[Mention]:
    words = split(legible(sentence, sentence.key.text))
    at = 0
    while at < len(words):
        read = next(((form, cut) for form, cut in forms(words[at].text) if bare(form) in heads), None)
        end = office_at(words, at, known) if read else at + 1
        if read is not None and not _hangs(words, at):
            phrase = (bare(read[0]), *(word.text for word in words[at + 1 : end]))
            start = words[at].start + read[1]
            holder, length = _holder(phrase, sentence.key.origin[start], holders, sentence.position)
            definite = read[0].startswith("ال") or _is_construct(words[at + 1 : at + length], known)
            span = sentence.key.to_source(start, words[at + length - 1].end)
            span = with_marks(sentence.text, span, sentence.span.start)
            if holder and definite and not _is_told_apart(words, at + length, known) and not _is_near(span, here):
                yield _mention(sentence, span, holder)
        at = max(end, at + 1)


def _is_construct(rest: Sequence[Word], known: Vocabulary) -> bool:
    """«وزير الصحة», «رئيس هيئة الترفيه» are somebody known; «كاتبة صحفية», «وزير دولة للشؤون الخارجية» are not."""
    inner = rest[1:] if rest and rest[0].text in known.head else rest
    return bool(inner) and inner[0].text.startswith("ال")


def _hangs(words: Sequence[Word], at: int) -> bool:
    """«نائب الوزير», «مكتب الرئيس»: what stands before without the article makes another of it."""
    if not at or not words[at].near:
        return False
    before = words[at - 1]
    if words[at].text.startswith("لل"):
        return before.definite  # «الوكيل العام للملك»
    if words[at].text[0] in "وفبلك":
        return False
    return not before.definite and len(before.text) > 2 and before.text in _OF


# «نائب العمدة عن حزب …» is another one.
_FOR = frozenset({"عن", "ب", "لدي"})
_OF = frozenset(
    fold(word).text
    for word in (
        "نائب",
        "نائبة",
        "مكتب",
        "ديوان",
        "مستشار",
        "مستشارة",
        "منصب",
        "كل",
        "بعض",
        "أي",
        "هذا",
        "مساعد",
        "ابن",
    )
)


def _holder(phrase: Sequence[str], start: int, holders: Sequence[_Holder], sentence: int) -> tuple[_Holder | None, int]:
    """The only holder named before whose office begins with these words, and how many of them are the office's."""
    before = [one for one in holders if one.at < start and sentence - one.sentence <= _FAR]
    common = {one: _common(phrase, one.words) for one in before}
    length = max(common.values(), default=0)
    fitting = [one for one in before if common[one] == length]
    if not length or len({one.entity_id for one in fitting}) > 1 or (length == 1 and len(phrase) > 1):
        return None, 1
    return fitting[-1], length


def _common(phrase: Sequence[str], words: Sequence[str]) -> int:
    """How many words two offices begin with alike."""
    return next(
        (i for i, (a, b) in enumerate(zip(phrase, words, strict=False)) if a != b), min(len(phrase), len(words))
    )


def _is_near(span: Span, here: Sequence[Mention]) -> bool:
    """Whether a name stands by, so that the title is its own: «الوزير أمين التهراوي», «التهراوي، الوزير الذي …»."""
    return any(one.span.start - span.end <= 14 and span.start - one.span.end <= 4 for one in here)


def _is_told_apart(words: Sequence[Word], end: int, known: Vocabulary) -> bool:
    """Whether the next word says which other holder is meant: «الوزير السابق», «الرئيس الأمريكي»."""
    if end >= len(words) or not words[end].near:
        return False
    text = words[end].text
    if text in _FOR:
        return True
    return any(text in closed for closed in (known.nation, known.adjective, known.stop, known.given, known.title))


def _mention(sentence: Sentence, span: Span, holder: _Holder) -> Mention:
    start = sentence.span.start
    return Mention(
        kind="office",
        span=span,
        surface=sentence.text[span.start - start : span.end - start],
        value=Name(holder.name, "person"),
        rule="office: title of a person named before",
        sentence=sentence.position,
        confidence=0.6,
        entity_id=holder.entity_id,
    )
