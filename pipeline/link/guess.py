"""A guess at a place whose name is damaged: «لا يون والرباط» for العيون, low in confidence and called a guess."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.lexicon.vocabulary import Vocabulary, vocabulary
from pipeline.records import Mention, Sentence
from pipeline.text import Span, with_marks
from pipeline.values import Name

RULE = "place: guess at a damaged name"
CONFIDENCE = 0.2
# A shorter name is one letter away from too much.
_SHORTEST = 6
_TOWN = 50_000
_WORD = r"[^\W\d_]{1,9}"
_BEFORE = re.compile(rf"(?<![^\W_])(?P<name>{_WORD}(?: {_WORD})?)(?: {{1,2}}و| ?, ?و?)$")
_AFTER = re.compile(rf"(?: {{1,2}}و| ?, ?و?)(?P<name>{_WORD}(?: {_WORD})?)(?![^\W_])")


def guesses(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Damaged names that stand in a list with a sound one; where one place alone can be meant, and nothing else is."""
    known, losses = vocabulary(lexicon), _losses(lexicon)
    taken = sorted(mention.span for mention in mentions if mention.kind != "number")
    found: dict[Span, Mention] = {}
    for place in mentions:
        if place.kind != "place" or not place.entity_id or place.confidence <= CONFIDENCE:
            continue
        sentence = sentences[place.sentence]
        for start, end in _beside(sentence, place):
            identity = _meant(sentence.key.text[start:end], losses, known, lexicon)
            span = with_marks(sentence.text, sentence.key.to_source(start, end), sentence.span.start)
            if identity is None or any(one.start < span.end and span.start < one.end for one in taken):
                continue
            found.setdefault(span, _mention(sentence, span, identity, lexicon))
            break
    return list(found.values())


def _beside(sentence: Sentence, place: Mention) -> Iterator[tuple[int, int]]:
    """The one or two words that a list joins to a place, as positions of the sentence's key, two before one."""
    text = sentence.key.text
    start, end = (bisect_left(sentence.key.origin, at) for at in place.span)
    before = _BEFORE.search(text, max(0, start - 26), start)
    if before:
        yield before.span("name")
        yield (before.start("name") + before["name"].rfind(" ") + 1, before.end("name"))
    after = _AFTER.match(text, end)
    if after:
        yield after.span("name")
        yield (after.start("name"), after.start("name") + len(after["name"].partition(" ")[0]))


def _meant(name: str, losses: Mapping[str, str], known: Vocabulary, lexicon: Lexicon) -> str | None:
    """The place of which a name is the damaged rest: a space inside, a swapped lam-alef, one letter lost."""
    words = name.split()
    joined = "".join(words)
    if all(known.is_ordinary(word) for word in words):
        return None
    whole = lexicon["atlas"].by_key.get(joined)
    if whole is not None:
        return whole["ids"].split()[0] if len(words) > 1 and _is_town(whole["ids"], lexicon) else None
    if len(words) == 1 and (known.is_ordinary(joined) or joined in known.given or joined in known.surname):
        return None
    turned = "ال" + joined[2:] if joined.startswith("لا") else joined
    return losses.get(turned)


@lru_cache(maxsize=8)
def _losses(lexicon: Lexicon) -> Mapping[str, str]:
    """What is left of a town's name without one of its letters, where one town alone leaves it."""
    rests: dict[str, set[str]] = {}
    for key, row in lexicon["atlas"].by_key.items():
        if key.isalpha() and len(key) >= _SHORTEST and _is_town(row["ids"], lexicon):
            identity = row["ids"].split()[0]
            for at in range(2 if key.startswith("ال") else 1, len(key)):
                rests.setdefault(key[:at] + key[at + 1 :], set()).add(identity)
    known = vocabulary(lexicon)
    return {
        rest: next(iter(ids))
        for rest, ids in rests.items()
        if len(ids) == 1 and rest not in lexicon["atlas"].by_key and not known.is_ordinary(rest)
    }


def _is_town(ids: str, lexicon: Lexicon) -> bool:
    """Whether the first bearer of a name is a town of some size: nobody lists a village beside a city."""
    first = ids.partition(" ")[0]
    return first.startswith(("commune/", "province/")) and (lexicon.atlas.places[first].population or 0) >= _TOWN


def _mention(sentence: Sentence, span: Span, identity: str, lexicon: Lexicon) -> Mention:
    place = lexicon.atlas.places[identity]
    return Mention(
        kind="place",
        span=span,
        surface=sentence.text[span.start - sentence.span.start : span.end - sentence.span.start],
        value=Name(place.name_ar, place.type, (identity,)),
        rule=RULE,
        sentence=sentence.position,
        confidence=CONFIDENCE,
        entity_id=identity,
    )
