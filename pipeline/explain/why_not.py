"""Why a text gave nothing, or something else: which rules saw it, and what dropped what they read."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import analyse
from pipeline.errors import UsageError
from pipeline.extract import compiled
from pipeline.extract.rule import Compiled, Match, Read, Reader
from pipeline.lexicon import Lexicon
from pipeline.nlp import sentences
from pipeline.records import Document, Mention, Sentence
from pipeline.store.opening import open_database
from pipeline.text import Span, fold
from pipeline.values import describe

LIMIT = 2000  # characters: a sentence or two, not a book
_SHOWN = 20  # places in the database


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one rule made of some of the words: `outcome` is kept or why it was dropped."""

    kind: str
    rule: str
    surface: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that can be said: what stands at the end, which rules saw the words, and where the database has them."""

    found: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    places: tuple[str, ...]


def why_not(text: str, database: Path, lexicon: Lexicon) -> Answer:
    """Read a text again with every rule watched. Raises UsageError where it is empty or too long.

    `why_not("الفصل 92", ...)` -> the rule that read an article of a law, so that no figure was left
    """
    if not text.strip() or len(text) > LIMIT:
        raise UsageError("give the words in question", f"between 1 and {LIMIT:,} characters")
    document = Document("0" * 16, "-", "0" * 64, "text/plain", text, "text", "1")
    found = tuple(
        f"{one.kind}: «{' '.join(one.surface.split())}» = {one.entity_id or describe(one.value)} ({one.rule})"
        for one in analyse(document, lexicon).mentions
    )
    sightings = tuple(seen for sentence in sentences(document) for seen in _watch(sentence, lexicon))
    return Answer(found, sightings, tuple(_places(database, text)))


class _Watched(Reader):
    """A reader that notes what each rule saw, and what became of it."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self.seen: list[Sighting] = []

    def read(self, kind: str, rules: Iterable[Compiled]) -> list[Mention]:
        """As the reader reads, with a look at every match first."""
        rules = tuple(rules)
        hits = [(rule, span, value) for rule in rules for span, value in self._hits(rule)]
        before = list(self.mentions)
        kept = super().read(kind, rules)
        for rule, span, value in hits:
            surface = " ".join(rule_surface(self.sentence, span).split())
            outcome = self._outcome(rule.rule.name, span, value, kept, before)
            self.seen.append(Sighting(kind, rule.rule.name, surface, outcome))
        return kept

    def _hits(self, rule: Compiled) -> Iterator[tuple[Span, str | None]]:
        shadow = self.shadow(rule.found)
        for hit in rule.hits(shadow):
            if hit.start() == hit.end():
                continue
            match = Match(hit, shadow, self.sentence, rule.tables, self.lexicon)
            unexact = any(match.text(name) is not None and match.row(name) is None for name in rule.exact)
            reading = None if unexact else rule.rule.reading(match)
            if reading is None:
                yield match.span(), None
                continue
            for read in reading if isinstance(reading, Sequence) else (reading,):
                value = read.value if isinstance(read, Read) else read
                yield match.span(), describe(value)

    def _outcome(
        self, rule: str, span: Span, value: str | None, kept: Sequence[Mention], before: Sequence[Mention]
    ) -> str:
        if value is None:
            return "the shape fits, the reading says no"
        if any(one.rule == rule and _overlap(one.span, span) for one in kept):
            return f"kept: {value}"
        taken = next((one for one in before if one.kind != "number" and _overlap(one.span, span)), None)
        if taken is not None:
            return f"read as {value}, but «{' '.join(taken.surface.split())}» is a {taken.kind} already ({taken.rule})"
        longer = next((one for one in kept if _overlap(one.span, span)), None)
        if longer is not None:
            return f"read as {value}, but «{' '.join(longer.surface.split())}» is longer ({longer.rule})"
        return f"read as {value}, and kept under another name or kind"


def rule_surface(sentence: Sentence, span: Span) -> str:
    """The words of a span, as the sentence has them."""
    return sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _watch(sentence: Sentence, lexicon: Lexicon) -> list[Sighting]:
    reader = _Watched(sentence, lexicon)
    for kind, rules in compiled(lexicon):
        reader.read(kind, rules)
    return list(dict.fromkeys(reader.seen))


def _places(database: Path, text: str) -> Iterator[str]:
    """Where the database has the words, and why what stands there may be out of sight."""
    if not database.is_file():
        return
    key = " ".join(fold(text).text.split())
    sql = (
        "SELECT sentences.id, documents.source, zone, in_body, documents.superseded_by, documents.extracted,"
        " (SELECT count(*) FROM findings WHERE findings.sentence_id = sentences.id)"
        " FROM sentences JOIN documents ON documents.id = sentences.document_id"
        " WHERE instr(sentences.key, ?) > 0 ORDER BY sentences.id LIMIT ?"
    )
    with closing(open_database(database, create=False).conn) as db:
        db.row_factory = None
        for identity, source, zone, in_body, newer, extracted, findings in db.execute(sql, [key, _SHOWN]):
            reasons = [
                *([f"it stands in the zone {zone}, which no fact is drawn from"] if not in_body else []),
                *(["a newer version of the source has superseded it"] if newer else []),
                *(["its document is not in Arabic: it was stored, not read"] if not extracted else []),
            ]
            yield f"{identity} ({source}): {'; '.join(reasons) or f'{findings} findings in this sentence'}"
