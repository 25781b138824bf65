"""What legal texts say of each other, as a text states it: one implements, amends, repeals or cites another."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.lexicon import Lexicon, Row
from pipeline.link.heading import heading, is_lasting
from pipeline.records import Document, LegalEdge, Mention, Sentence
from pipeline.text import fold

# How far apart two texts of one statement may stand.
_NEAR = 220
_STRENGTH = ("cites", "implements", "amends", "repeals")


def edges(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[LegalEdge, ...]:
    """Each relation once, where it is first stated: `المرسوم رقم 2.23.1 بتطبيق القانون رقم 08.22` -> implements."""
    laws = sorted(
        (mention for mention in mentions if mention.kind == "law" and mention.entity_id), key=lambda law: law.span
    )
    own = heading(document, laws, lexicon)
    found: dict[tuple[str, str, str], LegalEdge] = {}
    for edge in (*_stated(document, laws, lexicon), *_said_by(own, sentences, laws, lexicon)):
        weaker = ("cites",) if edge.relation != "cites" else _STRENGTH
        if edge.relation == "cites" and any((edge.from_id, edge.to_id, other) in found for other in weaker):
            continue
        found.setdefault((edge.from_id, edge.to_id, edge.relation), edge)
    return tuple(sorted(found.values(), key=lambda edge: (edge.sentence, edge.from_id, edge.to_id, edge.relation)))


@lru_cache(maxsize=8)
def _relation(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])و?(?P<cue>{lexicon['legal_relation'].pattern})(?![^\W\d_])")


def _cue(text: str, lexicon: Lexicon) -> Row | None:
    """The last word of a relation in a stretch of text."""
    cues = [hit["cue"] for hit in _relation(lexicon).finditer(fold(text).text)]
    return lexicon["legal_relation"].find(cues[-1]) if cues else None


def _stated(document: Document, laws: Sequence[Mention], lexicon: Lexicon) -> Iterator[LegalEdge]:
    """What a sentence says of two texts that follow each other in it."""
    for one, other in pairwise(laws):
        if one.sentence != other.sentence or other.span.start - one.span.end > _NEAR:
            continue
        row = _cue(document.text[one.span.end : other.span.start], lexicon)
        if row is None or not one.entity_id or not other.entity_id or one.entity_id == other.entity_id:
            continue
        if is_lasting(one) or (row["reverse"] and is_lasting(other)):
            continue
        ends = (other.entity_id, one.entity_id) if row["reverse"] else (one.entity_id, other.entity_id)
        yield LegalEdge(*ends, row["relation"], one.sentence, "legal edge: one text after another")


def _said_by(
    own: Mention | None, sentences: Sequence[Sentence], laws: Sequence[Mention], lexicon: Lexicon
) -> Iterator[LegalEdge]:
    """What a legal text says of the texts it names: `ينسخ المرسوم رقم …` -> repeals; at the least it cites them."""
    if own is None or own.entity_id is None:
        return
    for law in laws:
        if law.entity_id is None or law.entity_id == own.entity_id:
            continue
        sentence = sentences[law.sentence]
        start = law.span.start - sentence.span.start
        first = next(other for other in laws if other.sentence == law.sentence)
        row = _cue(sentence.text[max(0, start - 90) : start], lexicon) if first == law else None
        relation = row["relation"] if row and not row["reverse"] and not is_lasting(law) else "cites"
        rule = "legal edge: the document cites" if relation == "cites" else "legal edge: the document says"
        yield LegalEdge(own.entity_id, law.entity_id, relation, law.sentence, rule)
