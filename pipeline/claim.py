"""A fact as the comparison of documents sees it: what is claimed, of where, by when, and in which text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DONE = frozenset({"completed", "reported"})
PROMISED = frozenset({"planned", "expected", "target"})
SCOPED = frozenset({"part_of", "through", "excludes"})


@dataclass(frozen=True, slots=True)
class Link:
    """How a fact goes together with another of its passage: part_of, ratio_of, through, from_to, excludes...

    `unit`, `value` and `surface` are those of the other.
    """

    relation: str
    other_id: str
    unit: str | None = None
    value: Decimal | None = None
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What is done when, as a sentence says it: «adopted in December 2025»."""

    action: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact with what is known of its document. None is "not said".

    `country` is that of its document, `topics` are the concepts, programmes, laws and bodies that its sentence
    names; `regions` the place and all that
    it lies in, the place first; `beside` what its sentence says is done when.
    """

    id: str
    document_id: str
    sentence_id: str
    start: int
    end: int
    quote: str
    surface: str = ""
    kind: str = "quantity"
    published_on: date | None = None
    country: str | None = None
    indicator: str | None = None
    action: str | None = None
    subject_id: str | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    qualifier: str | None = None
    unit: str | None = None
    dimension: str | None = None
    noun: str | None = None
    noun_lemma: str | None = None
    change: str | None = None
    status: str | None = None
    place: str | None = None
    regions: tuple[str, ...] = ()
    start_date: date | None = None
    end_date: date | None = None
    time_relation: str | None = None
    programme_id: str | None = None
    speaker: str | None = None
    said_on: date | None = None
    stance: str | None = None
    topics: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    beside: frozenset[Moment] = frozenset()

    @property
    def is_promised(self) -> bool:
        """Whether it is still to come, as it is said here."""
        return self.status in PROMISED

    @property
    def is_done(self) -> bool:
        """Whether it is said to be so already."""
        return self.status in DONE

    @property
    def told_on(self) -> date | None:
        """The day that it was said on: the speaker's, else that of publication."""
        return self.said_on or self.published_on

    def linked(self, relation: str) -> tuple[Link, ...]:
        """What it goes together with in this way."""
        return tuple(link for link in self.links if link.relation == relation)

    @property
    def scope(self) -> frozenset[tuple[str, str | None, Decimal | None]]:
        """The ways in which it is less than all there is: through ten projects, part of 1,600."""
        return frozenset((link.relation, link.unit, link.value) for link in self.links if link.relation in SCOPED)


@dataclass(frozen=True, slots=True)
class Text:
    """A document as the search for copies sees it: its signature and the long sentences of its body, as hashes."""

    id: str
    published_on: date | None
    signature: bytes
    sentences: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that says what an earlier one says. `likeness` is the share of the shorter that both hold, 0..1."""

    document_id: str
    other_id: str
    kind: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two facts of different documents, and what their slots say of them."""

    first: str
    second: str
    verdict: str
    arabic: str
    english: str
    rule: str

    @property
    def id(self) -> str:
        """Stable over runs: `<fact>+<fact>`."""
        return f"{self.first}+{self.second}"


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised for a day, and its state on another: open, met, missed or superseded.

    `done` is what has been reported of it so far, `left` what is still to go.
    """

    fact_id: str
    due_on: date
    state: str
    as_of: date
    outcome_id: str | None
    done: Decimal | None
    left: Decimal | None
    arabic: str
    english: str
    rule: str


@dataclass(frozen=True, slots=True)
class Check:
    """A calculation that a text invites: a share, a sum. `verdict` is fits, rounded or contradicts."""

    document_id: str
    start: int
    end: int
    kind: str
    verdict: str
    arabic: str
    english: str
    rule: str

    @property
    def id(self) -> str:
        """Stable over runs: `<document>.<start>-<end>.<kind>`."""
        return f"{self.document_id}.{self.start}-{self.end}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Gap:
    """What an important fact leaves unsaid, as a reporter would ask for it."""

    fact_id: str
    slot: str
    arabic: str
    english: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What all documents together show."""

    copies: tuple[Copy, ...]
    comparisons: tuple[Comparison, ...]
    promises: tuple[Promise, ...]
    checks: tuple[Check, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a comparison says to a person: counts by kind and verdict, and the sentences worth reading first."""

    as_of: str | None
    counts: tuple[tuple[str, str, int], ...]
    conflicts: tuple[str, ...]
    promises: tuple[tuple[str, str], ...]
    contradictions: tuple[str, ...]
