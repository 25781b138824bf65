"""The records that flow through the house: frozen, small, and nothing in them is ever edited.

    Source -> Document -> Sentence -> Mention -> Fact

Every span is half-open code points of `Document.text`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from pipeline.text import Key, Span
from pipeline.values import Value

ZONES = ("title", "byline", "body", "table", "header", "footer", "footnote", "boilerplate", "repeat")
BODY = frozenset({"title", "body", "table"})
# What only a reader sees, by where it is printed.
PRINTED = frozenset({"header", "footer", "footnote"})
# The most that is believed of what stands on a page whose digits or letters cannot be trusted: it is kept out of facts
# and of what readers see first, until a person has looked.
DOUBTFUL = 0.2


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that a reader made to what it decoded, so that it can be undone: `before` stood where `after` stands."""

    span: Span
    before: str
    after: str
    kind: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text that is not plain body: a title, a byline, boilerplate, a repeat."""

    span: Span
    zone: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, so that headers reach the extractors."""

    span: Span
    page: int | None
    table_no: int
    row_no: int
    column_no: int
    is_header: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of the text stands: its page, and its box (x0, top, x1, bottom) in points from the top left."""

    span: Span
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged document, and whether its letters and digits can be trusted."""

    number: int
    span: Span
    quality: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document from outside its text. None is "not known", never "none"."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    country: str | None = None
    language: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says is so: a line of corrections.jsonl. It survives the database, for it stands beside the corpus.

    It is anchored by the words it speaks of (W3C TextQuoteSelector: `exact` with what stands before and after), in a
    source called as the corpus calls it; `start` and `sha256` are hints. `kind` is what it corrects (figure, date, a
    kind of mention, fact, event, document, entity), `number` which of the facts of one figure.
    """

    id: str
    source: str
    kind: str
    field: str
    value: str | None
    why: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    number: int = 1
    author: str | None = None
    corrected_on: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction where its words were found, or, without a span, an orphan."""

    correction: Correction
    span: Span | None = None
    target_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its source. `id` is the first 16 hex digits of `sha256`, of the bytes read.

    `published_how` says where `published_on` comes from: manifest, page, text or inferred. `given` is what was known
    before the text was asked. `raw` is what must be kept because the source cannot be read again (a URL, standard
    input).
    """

    id: str
    source: str
    sha256: str
    media_type: str
    text: str
    reader: str
    reader_version: str
    metadata: Metadata = Metadata()
    published_how: str | None = None
    given: Metadata = Metadata()
    published_from: date | None = None
    published_to: date | None = None
    page_count: int | None = None
    zones: tuple[Zone, ...] = ()
    cells: tuple[Cell, ...] = ()
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
    repairs: tuple[Repair, ...] = ()
    corrections: tuple[Correction, ...] = ()
    raw: bytes | None = field(default=None, repr=False)

    @property
    def rows(self) -> tuple[Span, ...]:
        """The rows of its tables in order, each from its first cell to its last."""
        rows: dict[tuple[int | None, int, int], Span] = {}
        for cell in self.cells:
            key = (cell.page, cell.table_no, cell.row_no)
            row = rows.get(key, cell.span)
            rows[key] = Span(min(row.start, cell.span.start), max(row.end, cell.span.end))
        return tuple(sorted(set(rows.values())))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, with the folded key that rules match on. `id` is `<document>.<start>-<end>`."""

    document_id: str
    position: int
    span: Span
    text: str
    key: Key
    zone: str = "body"
    page: int | None = None
    box: str | None = None

    @property
    def id(self) -> str:
        """Stable over runs."""
        return f"{self.document_id}.{self.span.start}-{self.span.end}"

    @property
    def in_body(self) -> bool:
        """Whether what stands here is said by the document itself."""
        return self.zone in BODY


@dataclass(frozen=True, slots=True)
class Mention:
    """What a rule read here.

    `kind` is date, figure, law, place, ordinal, score, or number (kept only until another kind has taken it).

    `related` and `relation` point to another mention («120 مليون يورو (8ر150 مليون دولار)»): its span, and
    same_amount or from_to. `entity_id` is set by `link`; None is NIL.
    """

    kind: str
    span: Span
    surface: str
    value: Value
    rule: str
    sentence: int
    confidence: float = 1.0
    related: Span | None = None
    relation: str | None = None
    entity_id: str | None = None
    role: str | None = None

    def id(self, document_id: str) -> str:
        """Stable over runs: `<document>.<start>-<end>.<kind>`."""
        return f"{document_id}.{self.span.start}-{self.span.end}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world with an id."""

    id: str
    kind: str
    name_ar: str | None = None
    name_fr: str | None = None
    name_en: str | None = None
    code: str | None = None
    parent_id: str | None = None
    population: int | None = None
    aliases: tuple[str, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of a name: who, why and when, anchored by the words that they saw and where.

    `action` is merge (entity_id is into), split (the quoted mentions of entity_id are into), rename (entity_id is
    called name) or reject (the quoted mention is no name; without a quote, entity_id is nothing in the world).
    """

    action: str
    who: str
    why: str
    when: date
    entity_id: str | None = None
    into: str | None = None
    name: str | None = None
    quote: str | None = None
    source: str | None = None
    start_char: int | None = None

    def __post_init__(self) -> None:
        if self.action not in {"merge", "split", "rename", "reject"}:
            raise ValueError(f"no such judgement: {self.action}")


@dataclass(frozen=True, slots=True)
class LegalEdge:
    """What one legal text says of another: implements, amends, repeals or cites."""

    from_id: str
    to_id: str
    relation: str
    sentence: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class LegalStatement:
    """What a document states of a legal text: its title, its day of issue, where the Official Bulletin printed it.

    `own` where the document is that text itself; `span` covers what is stated.
    """

    entity_id: str
    span: Span
    surface: str
    sentence: int
    rule: str
    own: bool = False
    title: str | None = None
    issued: Mention | None = None
    bulletin: str | None = None
    bulletin_on: Mention | None = None
    bulletin_page: str | None = None


class Target(Protocol):
    """Of what `context` speaks: a figure, or the word that states an event."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def sentence(self) -> int:
        """The position of its sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that says something of a figure or an event: `من المتوقع` -> status expected."""

    slot: str
    value: str
    span: Span
    surface: str
    rule: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Context:
    """How a figure or an event is said: done or planned, by whom, on what condition. None is "not said".

    `speaker` is who says it, as written, and `speaker_mention` the person or body that is meant; `source_text` is the
    source that the text names apart from that. Every filled slot has a cue with its span.
    """

    status: str | None = None
    change: str | None = None
    stance: str | None = None
    speaker: str | None = None
    speaker_mention: Mention | None = None
    source_text: str | None = None
    condition: str | None = None
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """The word that states what is done or happens without a figure: `انعقد أول مجلس إدارة` -> hold."""

    action: str
    span: Span
    surface: str
    sentence: int
    rule: str
    confidence: float = 1.0

    def id(self, document_id: str) -> str:
        """Stable over runs: `<document>.<start>-<end>.event`."""
        return f"{document_id}.{self.span.start}-{self.span.end}.event"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind one slot of a fact; `mention` where a rule has read them, else they are the sentence's."""

    slot: str
    span: Span
    sentence: int
    mention: Mention | None = None

    @classmethod
    def of(cls, slot: str, mention: Mention) -> "Evidence":
        """A mention as evidence."""
        return cls(slot, mention.span, mention.sentence, mention)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is claimed: a figure or an event with its place, time and speaker. None is "not said".

    It cannot be built without the words that support it. `start_date` and `end_date` are the days of the named period,
    and `time_relation` says how the fact lies to it.
    """

    about: Mention | Event
    evidence: tuple[Evidence, ...]
    quote: str = ""
    context: Context = Context()
    indicator: str | None = None
    action: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    place: str | None = None
    place_id: str | None = None
    place_how: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    time_relation: str | None = None
    time_how: str | None = None
    programme_id: str | None = None
    said_on: date | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a fact needs evidence")


@dataclass(frozen=True, slots=True)
class FactLink:
    """How two facts of a passage go together: part_of, ratio_of, through, from_to, excludes, same_amount."""

    fact: Fact
    other: Fact
    relation: str
    rule: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What was missed: digits outside every mention, a number-like thing, a month word in no date."""

    span: Span
    surface: str
    reason: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction in the text itself: a weekday that does not fit its date, a Hijri pair that does not agree."""

    span: Span
    kind: str
    message: str
    sentence: int
