"""A Word file: paragraphs, tables with their cells, headers, footers and notes, each in its place (by python-docx)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError, fromstring

from pipeline.errors import SourceError
from pipeline.ingest import office
from pipeline.ingest.reading import Reading
from pipeline.ingest.source import Source
from pipeline.records import Cell, Metadata, Zone
from pipeline.text import Span

READER = "docx"
VERSION = "1"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLOCKS = frozenset({f"{_WORD}p", f"{_WORD}tbl"})
# What stands in the file and not on the page: what was struck out, the other version of a drawing, an instruction.
_UNSEEN = frozenset({f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}instrText", _FALLBACK})
_SPACES = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_NOTES = ("footnotes", "endnotes")
_UNSOUND = (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError, TypeError)


def read(source: Source, data: bytes) -> Reading:
    """The text of a Word file. Raises SourceError where it is unsound or empty."""
    file = office.checked(source.name, data, "word/document.xml")
    try:
        page = _Page()
        title = _write(docx.Document(file), page)
    except _UNSOUND as error:
        raise SourceError(source.name, f"not a sound Word file: {str(error)[:80]}", "save it anew") from error
    if not page.parts:
        raise SourceError(source.name, "no text in it", "if it holds pictures of text, save it as PDF and read that")
    return Reading(
        "".join(page.parts),
        READER,
        VERSION,
        metadata=Metadata(title=title),
        cells=tuple(page.cells),
        zones=tuple(page.zones),
    )


@dataclass
class _Page:
    """The text while it is written, with what stands where."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    cells: list[Cell] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    tables: int = 0

    def write(self, words: str) -> Span:
        """Words, and where they stand."""
        self.parts.append(words)
        self.size += len(words)
        return Span(self.size - len(words), self.size)

    def line(self, words: str, zone: str | None = None) -> None:
        """A paragraph of its own."""
        if words.strip():
            span = self.write(words.strip())
            self.write("\n")
            if zone:
                self.zones.append(Zone(span, zone))


def _write(file: Any, page: _Page) -> str | None:
    """Write a file on the page: headers, body, notes, footers; its title, where a paragraph is styled so."""
    for words in _printed(section.header for section in file.sections):
        page.line(words, "header")
    title = None
    for block in _blocks(file.element.body):
        if block.tag == f"{_WORD}tbl":
            _table(block, page)
            continue
        words = _words(block)
        if title is None and _style(file, block) == "Title":
            title = " ".join(words.split()) or None
        page.line(words)
    for words in _notes(file):
        page.line(words, "footnote")
    for words in _printed(section.footer for section in file.sections):
        page.line(words, "footer")
    return title


def _printed(parts: Iterable[Any]) -> Iterator[str]:
    """What is printed at the head or foot of the pages, each line once."""
    lines = (_words(block) for part in parts if not part.is_linked_to_previous for block in _blocks(part._element))  # noqa: SLF001 (python-docx has no other way to its XML)
    yield from dict.fromkeys(line for line in lines if line.strip())


def _notes(file: Any) -> Iterator[str]:
    """Footnotes and endnotes, in their order; separators are notes to Word, and none to a reader."""
    for relation in file.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        for note in fromstring(relation.target_part.blob):
            if note.get(f"{_WORD}type") is None:
                yield " ".join(_words(block) for block in _blocks(note))


def _style(file: Any, paragraph: Any) -> str | None:
    style = paragraph.style
    return file.styles.get_by_id(style, 1).name if style else None


def _blocks(element: Any) -> Iterator[Any]:
    """The paragraphs and tables below an element, in their order; what holds them (a content control) is passed."""
    for child in element:
        if child.tag in _BLOCKS:
            yield child
            # A text box stands in a paragraph, with paragraphs of its own.
            for box in child.iter(f"{_WORD}txbxContent") if child.tag == f"{_WORD}p" else ():
                if next(box.iterancestors(_FALLBACK), None) is None:
                    yield from _blocks(box)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child)


def _words(element: Any) -> str:
    """What a paragraph shows, without the text boxes that hang on it."""
    return "".join(_runs(element))


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif child.tag not in _UNSEEN and child.tag != f"{_WORD}txbxContent":
            yield from _runs(child)


def _table(table: Any, page: _Page) -> None:
    """A row is a line, its cells parted by tabs; a cell that spans columns stands in the first of them."""
    rows = [row for row in table.iter(f"{_WORD}tr") if next(row.iterancestors(f"{_WORD}tbl")) is table]
    written = [[(column, words) for column, words in _row(row) if words] for row in rows]
    headed = _headed(rows, written)
    for number, row in enumerate(written):
        for at, (column, words) in enumerate(row):
            if at:
                page.write("\t")
            page.cells.append(Cell(page.write(words), None, page.tables, number, column, number < headed))
        if row:
            page.write("\n")
    page.tables += 1


def _headed(rows: Sequence[Any], written: Sequence[Sequence[tuple[int, str]]]) -> int:
    """How many rows at the top are headings: those marked so, else a first one without a figure."""
    marked = sum(row.find(f"{_WORD}trPr/{_WORD}tblHeader") is not None for row in rows)
    return marked or int(len(rows) > 1 and not any(re.search(r"\d", words) for _, words in written[0]))


def _row(row: Any) -> Iterator[tuple[int, str]]:
    """The column and the words of each cell."""
    column = 0
    for cell in row.iter(f"{_WORD}tc"):
        if next(cell.iterancestors(f"{_WORD}tr")) is row:
            paragraphs = (part for part in cell.iter(f"{_WORD}p") if next(part.iterancestors(_FALLBACK), None) is None)
            yield column, " ".join(" ".join(map(_words, paragraphs)).split())
            span = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
            column += min(int(span.get(f"{_WORD}val", "1")), 100) if span is not None else 1
