"""Files for other tools: tables for Excel and for programs, annotations, tokens, and the days of promises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export import annotation, calendar, columnar, conll, sheet
from pipeline.export.table import SITE, Rows, read_rows

FORMATS: Mapping[str, str] = {
    "csv": "a table that Excel opens in Arabic (UTF-8 with its mark)",
    "xlsx": "a workbook, right to left, with headings in Arabic",
    "jsonl": "an object a line",
    "parquet": "columns with types, for DuckDB, pandas and the like",
    "webannotation": "W3C annotations of the texts, each anchored by its words",
    "conll": "a token a line with what it belongs to",
    "ics": "the days that promises fall due, for a calendar",
}
_TABLES: Mapping[str, Callable[[Rows, Path | None], None]] = {
    "csv": sheet.write_csv,
    "xlsx": sheet.write_xlsx,
    "jsonl": sheet.write_jsonl,
    "parquet": columnar.write_parquet,
}
_TEXTS: Mapping[str, Callable[[Path, Path | None, str], int]] = {
    "webannotation": annotation.write,
    "conll": conll.write,
    "ics": calendar.write,
}
_BINARY = frozenset({"xlsx", "parquet"})
DEFAULT = "v_facts"


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written: the form, the table or view, the headings (codes, ar, en), and where the site stands."""

    form: str
    table: str = DEFAULT
    headings: str | None = None
    site: str = SITE


def export(database: Path, asked: Export, out: Path | None) -> int:
    """Write a file (standard output where `out` is None); how many rows it has.

    Raises UsageError where the table is none, or where a file in columns or sheets is to go to a terminal.
    """
    if asked.form in _BINARY and out is None:
        raise UsageError(f"{asked.form} is no text for a terminal", f"name a file: --out facts.{asked.form}")
    if asked.form in _TEXTS:
        return _TEXTS[asked.form](database, out, asked.site)
    headings = asked.headings or ("ar" if asked.form == "xlsx" else "codes")
    with read_rows(database, asked.table, headings, asked.site) as rows:
        _TABLES[asked.form](rows, out)
        return rows.count
