"""How the rules of the extractors read a sentence, one extractor after the other."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from pipeline.extract.rule.compiled import Compiled
from pipeline.extract.rule.cue import cues
from pipeline.extract.rule.match import Match
from pipeline.extract.rule.rule import Read, Rule
from pipeline.extract.rule.shadow import Shadow, cast, mark
from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Sentence
from pipeline.text import Span

# The kinds that compete for the same digits: what one of them has read, the later ones leave alone.
CLAIMING = frozenset({"law", "score", "date", "ordinal", "figure"})


class Reader:
    """One sentence while its extractors read it: the mentions so far, and which of them have taken their words."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.mentions: list[Mention] = []
        self.claimed: list[Mention] = []
        self._cues = cues(lexicon)
        self._asked = 0  # how much was asked of the words when they were looked up
        self._lacks = 0  # the bits that neither the words nor the mentions bring
        self._plain = cast(sentence, ())
        self._shadows: dict[frozenset[str], Shadow] = {}
        self._kinds: frozenset[str] = frozenset()
        self._taken: list[Mention] | None = None

    def read(self, kind: str, rules: Iterable[Compiled]) -> list[Mention]:
        """What these rules read here, the longest where they overlap (the earlier rule where they are equal)."""
        if self._asked != self._cues.asked:
            self._look_up()
        lacks = self._lacks
        candidates: list[tuple[Mention, Rule]] = []
        for compiled in rules:
            if not compiled.needs & lacks:
                shadow = self.shadow(compiled.found)
                for hit in compiled.hits(shadow):
                    match = Match(hit, shadow, self.sentence, compiled.tables, self.lexicon)
                    candidates.extend((mention, compiled.rule) for mention in self._said(kind, compiled, match))
        if not candidates:
            return []
        kept = longest([mention for mention, _ in candidates])
        claiming = {id(mention) for mention, rule in candidates if rule.claims}
        absorbing = {id(mention) for mention, rule in candidates if rule.absorbs}
        self._absorb([mention for mention in kept if id(mention) in absorbing])
        self.mentions.extend(kept)
        self.claimed.extend(mention for mention in kept if id(mention) in claiming and mention.kind in CLAIMING)
        self._kinds = frozenset(mention.kind for mention in self.mentions)
        self._lacks &= ~self._marks()
        self._shadows.clear()
        self._taken = None
        return kept

    def _look_up(self) -> None:
        self._asked = self._cues.asked
        self._lacks = self._cues.all & ~(self._plain.look_up(self._cues) | self._marks())
        self._shadows.clear()

    def _marks(self) -> int:
        """What the mentions so far bring: the bits of the characters that stand for them."""
        return reduce(or_, (bits for kind in self._kinds for _, bits in self._cues[mark(kind)]), 0)

    def _absorb(self, wholes: Sequence[Mention]) -> None:
        """Take out the mentions whose place these take."""
        if wholes:
            parts = {
                id(part)
                for part in self.mentions
                if any(part.kind == whole.kind and _overlap(part.span, whole.span) for whole in wholes)
            }
            self.mentions[:] = [mention for mention in self.mentions if id(mention) not in parts]
            self.claimed[:] = [mention for mention in self.claimed if id(mention) not in parts]

    def _said(self, kind: str, compiled: Compiled, match: Match) -> Iterator[Mention]:
        """What a rule reads where its shape matched, as far as no earlier kind has claimed it."""
        if any(match.text(name) is not None and match.row(name) is None for name in compiled.exact):
            return
        reading = compiled.rule.reading(match)
        if reading is None:
            return
        for read in reading if isinstance(reading, Sequence) else (reading,):
            mention = self._mention(kind, compiled.rule, match, read if isinstance(read, Read) else Read(read))
            own = mention.kind if compiled.rule.absorbs else None
            if mention.kind not in CLAIMING or not self.is_claimed(mention.span, own):
                yield mention

    def _mention(self, kind: str, rule: Rule, match: Match, read: Read) -> Mention:
        span = match.cut(*read.at) if read.at else match.span(*read.span) if read.span else match.span()
        return Mention(
            kind=read.kind or kind,
            span=span,
            surface=match.quote(span),
            value=read.value,
            rule=read.rule or rule.name,
            sentence=self.sentence.position,
            confidence=read.confidence,
            related=match.span(read.related) if read.related else None,
            relation=read.relation,
            role=" ".join(match.quote(match.cut(*read.role)).split()) if read.role else None,
        )

    def is_claimed(self, span: Span, but: str | None = None) -> bool:
        """Whether an earlier extractor (of another kind than `but`) has taken some of these characters."""
        if self._taken is None:
            self._taken = sorted(self.claimed, key=lambda mention: mention.span)
        # Claimed spans do not overlap, so only those just before the end of this one can meet it.
        at = bisect_left(self._taken, span.end, key=lambda mention: mention.span.start)
        while at and self._taken[at - 1].span.end > span.start:
            at -= 1
            if self._taken[at].kind != but:
                return True
        return False

    def shadow(self, kinds: frozenset[str]) -> Shadow:
        """The key with the free mentions of these kinds each replaced by one character."""
        held = kinds & self._kinds
        if not held:
            return self._plain
        shadow = self._shadows.get(held)
        if shadow is None:
            free = [m for m in self.mentions if m.kind in held and not (m.kind == "number" and self.is_claimed(m.span))]
            shadow = self._plain
            if free:
                shadow = cast(self.sentence, longest(free))
                shadow.look_up(self._cues)
            self._shadows[held] = shadow
        return shadow


def longest(mentions: Sequence[Mention]) -> list[Mention]:
    """Where mentions overlap, the longest stays; of equals the first in the list. In order of the text."""
    kept: list[Mention] = []  # in order and without overlap, so that only two neighbours need a look
    for mention in sorted(mentions, key=lambda mention: mention.span.start - mention.span.end):
        at = bisect_left(kept, mention.span, key=lambda other: other.span)
        if all(not _overlap(mention.span, other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, mention)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
