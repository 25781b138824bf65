"""The gold table of contexts: one row for a text, its marked targets, and every slot that they have."""

from dataclasses import dataclass

from gold_table import FOLDER, unmark

COLUMNS = ("status", "change", "stance", "speaker", "source_text", "condition", "text", "gap", "note")
SLOTS = COLUMNS[:6]


@dataclass(frozen=True)
class ContextRow:
    """`speaker` is as written, then ` = ` and the name that is meant where it is another."""

    id: str
    slots: dict[str, str]
    spans: tuple[tuple[int, int], ...]
    text: str
    gap: str


def read_contexts() -> list[ContextRow]:
    lines = (FOLDER / "context.tsv").read_text("utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS
    return [_row(number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _row(number: int, line: str) -> ContextRow:
    cells = dict(zip(COLUMNS, line.split("\t"), strict=True))
    text, spans = unmark(cells["text"])
    assert spans, f"context.tsv:{number}: no target is marked"
    return ContextRow(f"context.tsv:{number}", {slot: cells[slot] for slot in SLOTS}, spans, text, cells["gap"])
