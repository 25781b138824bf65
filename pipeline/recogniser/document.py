"""Where the model adds to the rules in a document: the policy, in one place.

Rules come first: a name that overlaps a person, place or organisation that a rule has read is dropped, whatever its
probability. So is a person after a word that only bears a person's name («ملعب ...», «سيدي ...»). Of the rest a
threshold for each kind decides. What is added says so: its rule is `crf: person` and the like (`crf: person, repeated`
where a name is repeated from elsewhere in the document), and its confidence is the model's probability.

The thresholds were set by reading what the model adds to the rules in 60 articles of the press.
"""

import re
from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.recogniser.crf import Recognised, tagger
from pipeline.recogniser.token import without_clitics
from pipeline.records import Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Name

KINDS = {"PER": "person", "LOC": "place", "ORG": "organization"}
THRESHOLDS = {"person": 0.85, "place": 0.95, "organization": 0.8}
# The tables whose words, right before a person's name, make it the name of something else.
_BEARERS = ("named_after", "place_head")
_BEFORE = re.compile(r"([^\W\d_]{1,30})\s{1,3}$")


def unread_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon, *, on: bool = False
) -> tuple[Mention, ...]:
    """What the model reads and no rule does, as mentions without an entity. Off unless switched `on`."""
    if not on:
        return ()
    taken: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind in KINDS.values():
            taken.setdefault(mention.sentence, []).append(mention.span)
    return tuple(
        _mention(sentence, found)
        for sentence, names in zip(sentences, tagger(lexicon).recognise(sentences), strict=True)
        for found in names
        if found.probability >= THRESHOLDS[KINDS[found.kind]]
        and not (found.kind == "PER" and _bears(sentence, found.span, lexicon))
        and not any(_overlap(found.span, span) for span in taken.get(sentence.position, ()))
    )


def _mention(sentence: Sentence, found: Recognised) -> Mention:
    kind = KINDS[found.kind]
    return Mention(
        kind=kind,
        span=found.span,
        surface=found.surface,
        value=Name(" ".join(found.surface.split()), kind),
        rule=f"crf: {kind}, repeated" if found.repeated else f"crf: {kind}",
        sentence=sentence.position,
        confidence=round(found.probability, 4),
    )


def _bears(sentence: Sentence, span: Span, lexicon: Lexicon) -> bool:
    """Whether the word before a name says that something bears it: «بملعب محمد الخامس»."""
    start = span.start - sentence.span.start
    before = _BEFORE.search(fold(sentence.text[max(0, start - 40) : start]).text)
    if before is None:
        return False
    forms = [before[1], *(rest for _, rest in without_clitics(before[1]))]
    return any(form in lexicon[table].by_key for table in _BEARERS for form in forms)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
