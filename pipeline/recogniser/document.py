"""Where the models add to the rules in a document: the policy, in one place.

Rules come first: a name that touches what a rule has read, or what a stage after it has dropped, is left to the rule.
Of the rest a name is added where both models read the very same words as the same kind, or one does and a word before
says what follows («ولاية ...», «صحيفة ...»), and no doubt holds (`doubt`). A name that was added once is added
wherever the document has it again. Only what the document itself says is asked: no menu, no repeated block.

What is added says so: its rule is `recogniser: person` and the like (`recogniser: person, repeated`), and its
confidence is the lesser of the two models' probabilities.
"""

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.recogniser.crf import TAGS, Recognised, tagger
from pipeline.recogniser.doubt import doubt
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Name

KINDS = {tag: kind for kind, tag in TAGS.items()}
# What rules have read is theirs: a date's month is no person's name, an article of a law no place.
_TAKING = frozenset({*KINDS.values(), "law", "date", "figure"})
ONE_MODEL = 0.8  # what the word of one model alone is worth
LEAST = 0.5  # below this linking asks for support, and what no doubt meets has had its support
_UNSURE = "unsure"


def unread_names(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """What the models read and no rule does, as mentions without an entity."""
    here = asked(sentences)
    return added(here, tagger(lexicon).recognise(here, mentions), mentions, lexicon)


def asked(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences in which names are looked for: those that the document itself says."""
    return [sentence for sentence in sentences if sentence.in_body]


def added(
    sentences: Sequence[Sentence],
    names: Sequence[Sequence[Recognised]],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    rule: str = "recogniser",
) -> tuple[Mention, ...]:
    """Of the names seen in each sentence those that no rule has read and no doubt meets."""
    taken: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind in _TAKING:
            taken.setdefault(mention.sentence, []).append(mention.span)
    free = [
        (sentence, found, doubt(sentence, found, lexicon))
        for sentence, seen in zip(sentences, names, strict=True)
        for found in seen
        if not any(_overlap(found.span, span) for span in taken.get(sentence.position, ()))
    ]
    sure = {_key(found) for _, found, doubted in free if not doubted and not found.repeated}
    return tuple(
        _mention(sentence, found, lexicon, rule)
        for sentence, found, doubted in free
        if (not doubted and not found.repeated) or (doubted in {"", _UNSURE} and _key(found) in sure)
    )


def _key(found: Recognised) -> tuple[str, str]:
    return found.kind, " ".join(fold(found.surface).text.split())


def _mention(sentence: Sentence, found: Recognised, lexicon: Lexicon, rule: str) -> Mention:
    kind = KINDS[found.kind]
    name = " ".join(found.surface.split())
    row = lexicon["atlas"].find(fold(name).text) if kind == "place" else None
    worth = min(found.probability, found.second) if found.second else ONE_MODEL * found.probability
    return Mention(
        kind=kind,
        span=found.span,
        surface=found.surface,
        value=Name(name, kind, tuple(row["ids"].split()) if row else ()),
        rule=f"{rule}: {kind}, repeated" if found.repeated else f"{rule}: {kind}",
        sentence=sentence.position,
        confidence=round(max(LEAST, worth), 4),
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
