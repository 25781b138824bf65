"""The facts that a picture shows: what was said, how far it is done, and for which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.records import DOUBTFUL
from pipeline.site import words
from pipeline.site.language import DEFAULT, language
from pipeline.site.language import translate as _
from pipeline.site.picture import caption

# As v_facts has it, without the sentence: a picture shows hundreds of rows.
# The signs keep SQLite from the indexes of what nearly all rows are.
CURRENT = f"+facts.in_body = 1 and +facts.confidence > {DOUBTFUL} and +documents.superseded_by is null"
QUANTITY = "+facts.kind = 'quantity' and facts.value is not null"
COLUMNS = """facts.id, facts.kind, facts.surface, facts.value, facts.value_max, facts.qualifier,
  facts.unit, facts.status, facts.change,
  facts.stance, facts.action, facts.place, facts.place_id, facts.start_date, facts.end_date, facts.time_relation,
  facts.said_on, facts.document_id, facts.published_on, coalesce(documents.title, documents.source) as title,
  documents.publisher"""
_DONE = frozenset({"reported", "completed", None})
_DROPPED = frozenset({"suspended", "cancelled"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as pictures need it."""

    id: str
    kind: str
    surface: str
    value: float | None
    value_max: float | None
    qualifier: str | None
    unit: str | None
    status: str | None
    change: str | None
    stance: str | None
    action: str | None
    place: str | None
    place_id: str | None
    start_date: str | None
    end_date: str | None
    time_relation: str | None
    said_on: str | None
    document_id: str
    published_on: str | None
    title: str
    publisher: str | None

    @property
    def look(self) -> str:
        """`done` is solid, `hoped` hollow (planned, expected, a target, under way), `dropped` a cross."""
        if self.status in _DROPPED or self.stance == "negated":
            return "dropped"
        return "done" if self.status in _DONE else "hoped"

    @property
    def day(self) -> date | None:
        """The day that it is drawn at: its term, else the day it was said or published; None where nothing says."""
        told = self.start_date if self.time_relation == "since" else self.end_date or self.start_date
        if told and self.look == "done" and self.published_on and self.start_date:
            # «خلال 2026», told in March of that year, is done by March.
            told = min(told, max(self.published_on, self.start_date))
        return as_day(told or self.said_on or self.published_on)

    @property
    def is_due(self) -> bool:
        """Whether it is still to come by a day that the text names."""
        return self.look == "hoped" and self.end_date is not None

    @property
    def sign(self) -> str:
        """What stands before its number: `+`, `≈`, `>`..."""
        return caption.sign(self.change, self.qualifier)

    @property
    def figure(self) -> str:
        """Its number as a label: `+340`, `30,000-35,000`."""
        return caption.amount(self.value or 0, self.value_max, self.sign)

    @property
    def said(self) -> str:
        """Its number within a sentence."""
        return caption.said(self.value or 0, self.value_max, self.sign)

    @property
    def state(self) -> str:
        """Its status in words."""
        return words.label("status", self.status or "reported")

    @property
    def when(self) -> str:
        """What the text says of its time; else the day of publication, called so."""
        if self.end_date or self.start_date:
            told = caption.period(self.start_date, self.end_date)
            relation = self.time_relation if self.time_relation in ("by", "since", "as_of", "until") else None
            last = caption.day(self.end_date) if relation in ("by", "until") else told
            return f"{words.label('time_relation', relation)} {last}" if relation else told
        if self.said_on or self.published_on:
            return _("نُشر في {day}").format(day=caption.day(self.said_on or self.published_on))
        return _("بلا تاريخ")

    @property
    def label(self) -> str:
        """What its mark is called: the words of the text where the page is Arabic, else number, state and time."""
        what = self.surface if language() == DEFAULT or self.value is None else caption.things(self.figure, self.unit)
        return caption.listed(what, self.state, self.when)


def as_day(iso: str | None) -> date | None:
    """`2026-02-28` as a date; None where it is none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def claims(rows: Iterable[Any]) -> list[Claim]:
    """The facts of rows that hold COLUMNS."""
    return [Claim(**{name: row[name] for name in Claim.__slots__}) for row in rows]


def texts(shown: Iterable[Claim]) -> int:
    """Of how many documents facts are."""
    return len({claim.document_id for claim in shown})
