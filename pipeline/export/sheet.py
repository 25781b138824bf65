"""Tables for people and programs: CSV that Excel opens in Arabic, workbooks from right to left, lines of JSON."""

import csv
import json
import sys
from collections.abc import Iterator
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
_WIDE = frozenset({"quote", "explanation", "explanation_en", "message", "message_en", "title", "question"})


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
    book = Workbook(write_only=True)
    sheet = book.create_sheet("wathiqa")
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows.headings))}1"
    for at, column in enumerate(rows.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 60 if column.name in _WIDE else 18
    bold, grey = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6")
    heading = []
    for words in rows.headings:
        cell = WriteOnlyCell(sheet, value=words)
        cell.font, cell.fill = bold, grey
        heading.append(cell)
    sheet.append(heading)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        if rows.count > LINES:
            raise UsageError(f"more than {LINES:,} rows: a sheet holds no more", "export it as csv or parquet")
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_legal(value))
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
                cell.alignment = wrapped
            cells.append(cell)
        sheet.append(cells)
    try:
        book.save(out)
    except OSError as error:
        raise UsageError(
            f"{out}: cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error


def _legal(value: Cell) -> Cell:
    """A text without what no sheet can hold, and no longer than a cell."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value
