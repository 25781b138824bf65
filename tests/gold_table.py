"""Gold tables: ⟦…⟧ marks the spans, values in the order of the marks joined by ` | `, no mark means nothing may be found."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.records import Document, Metadata

FOLDER = Path(__file__).parent / "gold"
# Tables of what is no mention, with columns of their own: contexts, facts, and repairs of whole texts.
OTHERS = frozenset({"context", "fact", "repair"})
COLUMNS = ("kind", "value", "text", "published", "gap", "note")


@dataclass(frozen=True)
class GoldRow:
    id: str
    kind: str
    values: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    text: str
    published: date | None
    country: str
    gap: str

    @property
    def expected(self):
        return [(*span, value) for span, value in zip(self.spans, self.values, strict=True)]


def tables() -> list[Path]:
    """The tables of mentions."""
    return sorted(path for path in FOLDER.glob("*.tsv") if path.stem not in OTHERS)


def read_table(path: Path) -> list[GoldRow]:
    lines = path.read_text("utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS, f"{path.name}: header is not {COLUMNS}"
    return [_row(path, number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _row(path: Path, number: int, line: str) -> GoldRow:
    cells = line.split("\t")
    assert len(cells) == len(COLUMNS), f"{path.name}:{number}: {len(cells)} cells"
    kind, value, marked, published, gap, _ = cells
    text, spans = unmark(marked)
    values = tuple(part.strip() for part in value.split(" | ")) if value else ()
    assert len(values) == len(spans), f"{path.name}:{number}: {len(spans)} marks, {len(values)} values"
    day, _, country = published.partition(" ")
    return GoldRow(
        id=f"{path.name}:{number}",
        kind=kind,
        values=values,
        spans=spans,
        text=text,
        published=date.fromisoformat(day) if day and day != "-" else None,
        country=country or "MA",
        gap=gap,
    )


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a cell, and where its marks stood."""
    spans, text, start = [], "", 0
    for piece in re.split("([⟦⟧])", marked.replace("\\n", "\n").replace("\\t", "\t")):
        if piece == "⟦":
            start = len(text)
        elif piece == "⟧":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, tuple(spans)


def document(text: str, published: date | None = None, country: str = "MA") -> Document:
    """A document of plain text, for tests."""
    return Document(
        id="0" * 16,
        source="test.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text=text,
        reader="test",
        reader_version="1",
        metadata=Metadata(published_on=published, country=country),
        published_how="manifest" if published else None,
    )


def skeleton(row: GoldRow) -> str:
    """The text of a row with what is marked and every number masked: at most three rows may share one."""
    masked, at = "", 0
    for start, end in row.spans:
        masked += row.text[at:start] + "⟦⟧"
        at = end
    masked += row.text[at:]
    return row.kind + " " + re.sub(r"[\d٠-٩]+", "0", masked)
