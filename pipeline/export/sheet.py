"""Tables for people and programs: CSV that Excel opens in Arabic, workbooks from right to left, lines of JSON."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from pipeline.errors import UsageError
from pipeline.export.table import Cell, Rows

_BOM = "\ufeff"
# A spreadsheet takes what begins so for a formula, and a text may begin as it likes (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
LINES = 1_048_575  # of a sheet, without its heading
_LONGEST = 32_000  # characters of a cell
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDE = frozenset({"quote", "text", "explanation", "explanation_en", "message", "message_en", "title", "question"})


@contextmanager
def opened(out: Path | None, *, newline: str = "\n") -> Iterator[IO[str]]:
    """A file that is there whole or not at all; standard output where none is named. Raises UsageError."""
    if out is None:
        yield sys.stdout
        return
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline=newline) as file:
            yield file
        unfinished.replace(out)
    except OSError as error:
        raise UsageError(
            f"{out}: cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def write_csv(rows: Rows, out: Path | None) -> None:
    """Comma-separated, with the mark by which Excel knows UTF-8; what looks like a formula is no formula."""
    with opened(out, newline="") as file:
        file.write(_BOM)
        writer = csv.writer(file)
        writer.writerow(rows.headings)
        for row in rows:
            writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Cell) -> Cell:
    """`=1+1` -> `'=1+1`: a text, whatever opens it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_jsonl(rows: Rows, out: Path | None) -> None:
    """An object a line; what is not known is null."""
    names = [column.name for column in rows.columns]
    with opened(out) as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def write_xlsx(rows: Rows, out: Path | None) -> None:
    """A workbook of one sheet, right to left, its heading frozen. Raises UsageError where rows are too many."""
    if out is None:
        raise UsageError("a workbook needs a file", "name it: --out facts.xlsx")
    book = workbook([column.name for column in rows.columns], rows.headings, _no_more_than_a_sheet(rows))
    try:
        book.save(out)
    except OSError as error:
        raise UsageError(
            f"{out}: cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error


def workbook(
    columns: Sequence[str],
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    right_to_left: bool = True,
    notes: Sequence[tuple[str, Cell]] = (),
) -> Workbook:
    """A sheet of rows under frozen headings, written row by row; `notes` stand on a second sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("wathiqa")
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings) or 1)}1"
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 60 if column in _WIDE else 18
    bold, grey, wrapped = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6"), _WRAPPED
    heading = [_cell(sheet, words) for words in headings]
    for cell in heading:
        cell.font, cell.fill, cell.alignment = bold, grey, wrapped
    sheet.append(heading)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if notes:
        other = book.create_sheet("wathiqa (2)")
        other.sheet_view.rightToLeft = right_to_left
        other.column_dimensions["A"].width, other.column_dimensions["B"].width = 24, 80
        for name, value in notes:
            other.append([_cell(other, name), _cell(other, value)])
    return book


def _cell(sheet: object, value: Cell) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_legal(value))
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
        cell.alignment = _WRAPPED
    return cell


def _no_more_than_a_sheet(rows: Rows) -> Iterator[Sequence[Cell]]:
    """The rows of an export. Raises UsageError where they are more than a sheet holds."""
    for row in rows:
        if rows.count > LINES:
            raise UsageError(f"more than {LINES:,} rows: a sheet holds no more", "export it as csv or parquet")
        yield row


def _legal(value: Cell) -> Cell:
    """A text without what no sheet can hold, and no longer than a cell."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value
