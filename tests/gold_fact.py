"""The gold table of facts: a text, and all that is claimed in it, slot by slot.

    22 hospital; action=open; place=region/02 clause; time=2024 during clause; subject=وزارة الصحة
    event hold; place=commune/04.421.01.0 clause; part_of>1

Facts stand in the order of the text, joined by ` | `. What is not written is NULL; the slots of `context` (status,
change, stance, speaker, condition) are compared where the row writes them, `-` for NULL. `part_of>1` is a link to the
first fact of the row.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gold_table import FOLDER, document

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Mention
from pipeline.values import describe

COLUMNS = ("facts", "text", "published", "gap", "note")
CONTEXT = ("status", "change", "stance", "speaker", "condition", "source_text")


@dataclass(frozen=True)
class FactRow:
    id: str
    facts: tuple[str, ...]
    text: str
    published: str
    gap: str


@cache
def read_facts():
    path = FOLDER / "fact.tsv"
    lines = path.read_text("utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS
    return [_row(number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _row(number, line):
    cells = line.split("\t")
    assert len(cells) == len(COLUMNS), f"fact.tsv:{number}: {len(cells)} cells"
    facts, text, published, gap, _ = cells
    return FactRow(
        id=f"fact.tsv:{number}",
        facts=tuple(facts.split(" | ")) if facts else (),
        text=text.replace("\\n", "\n"),
        published=published,
        gap=gap,
    )


def read(text, published):
    day, _, country = published.partition(" ")
    return analyse(document(text, date.fromisoformat(day) if day != "-" else None, country or "MA"), load())


def told(analysis, *, context=()):
    """What is claimed, as the table writes it; of the slots of `context` only those named."""
    order = {id(fact): number for number, fact in enumerate(analysis.facts, 1)}
    return [_told(fact, analysis.links, order, context) for fact in analysis.facts]


def answer(row, analysis):
    """What is claimed, each fact with the slots of context that the row writes of it."""
    slots = [[slot for slot in CONTEXT if f"; {slot}=" in fact] for fact in row.facts]
    slots += [[]] * (len(analysis.facts) - len(slots))
    order = {id(fact): number for number, fact in enumerate(analysis.facts, 1)}
    return [_told(fact, analysis.links, order, asked) for fact, asked in zip(analysis.facts, slots, strict=False)]


def _told(fact, links, order, context):
    about = fact.about
    head = describe(about.value) if isinstance(about, Mention) else f"event {about.action}"
    parts = [head]
    if fact.action and isinstance(about, Mention):
        parts.append(f"action={fact.action}")
    if fact.subject:
        parts.append(f"subject={fact.subject_id or fact.subject}")
    if isinstance(about, Mention) and fact.indicator != about.value.unit:
        parts.append(f"indicator={fact.indicator}")
    if fact.place:
        parts.append(f"place={fact.place_id} {fact.place_how}")
    if fact.time_how:
        parts.append(f"time={period(fact.start_date, fact.end_date)} {fact.time_relation} {fact.time_how}")
    if fact.programme_id:
        parts.append(f"programme={fact.programme_id}")
    if fact.said_on:
        parts.append(f"said={fact.said_on}")
    parts += [f"{one.slot}={one.mention.entity_id}" for one in fact.evidence if one.slot in ("party", "object")]
    parts += [f"{slot}={getattr(fact.context, slot) or '-'}" for slot in CONTEXT if slot in context]
    parts += [f"{link.relation}>{order[id(link.other)]}" for link in links if link.fact is fact]
    return "; ".join(parts)


def period(start, end):
    """A period as short as it can be written: 2026, 2026-02, 2026-02-03, else A/B."""
    if start is None or end is None:
        return f"{start or '..'}/{end or '..'}"
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    last = calendar.monthrange(start.year, start.month)[1]
    if start.day == 1 and end == start + timedelta(days=last - 1):
        return start.strftime("%Y-%m")
    return f"{start}/{end}"


def skeleton(row):
    """The text with every number masked."""
    return re.sub(r"[\d٠-٩][\d٠-٩.,٫٬]*", "0", row.text)
