"""A table of articles, CSV or Excel: each row is a document, its columns known by their headings."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import SourceError
from pipeline.ingest import jsonl, office, plain
from pipeline.ingest.manifest import mapping
from pipeline.ingest.source import LIMIT, NoTextsError, Source, how, over, too_large
from pipeline.lexicon import load
from pipeline.records import Metadata
from pipeline.text import fold

SIZE = 4 * LIMIT  # bytes of a table
_DELIMITERS = ",;\t|"
_UNSOUND = (
    InvalidFileException,
    XMLSyntaxError,
    ParseError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
)


def rows(path: Path, name: str, columns: str | None, known: Metadata) -> Iterator[Source | SourceError]:
    """The documents of a table. `columns` are those that the manifest names: `text=Content, title=Headline`.

    Raises SourceError where no column holds texts, or the file is no table.
    """
    with path.open("rb") as file:
        data = file.read(SIZE + 1)
    if len(data) > SIZE:
        raise too_large(name)
    table = _excel(name, data) if path.suffix.lower() == ".xlsx" else _plain(name, data)
    for found in jsonl.lines(None, name, BytesIO(b"".join(_lines(name, table, columns))), Metadata()):
        if isinstance(found, SourceError):
            yield found
        else:
            metadata = over(found.metadata, known)
            yield Source(
                found.name, found.media_type, path=path, content=found.content, metadata=metadata, how=how(metadata)
            )


def _lines(name: str, table: Iterable[Sequence[Any]], columns: str | None) -> Iterator[bytes]:
    """Each row as a line of JSON; an empty line for the headings keeps the numbers of the rows."""
    places: Mapping[str, int] = {}
    for number, row in enumerate(table):
        if number == 0:
            places = _places(name, [_cell(value) for value in row], columns)
            yield b"\n"
            continue
        record = {key: _cell(row[at]) for key, at in places.items() if at < len(row)}
        filled = {key: value for key, value in record.items() if value}
        yield (json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else "").encode() + b"\n"


def _places(name: str, headings: Sequence[str], columns: str | None) -> Mapping[str, int]:
    """Where each key stands, by the manifest's word or by a heading that is known to mean it."""
    asked = mapping(columns) if columns else {}
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        key = next((key for key, column in asked.items() if column == heading), None) or _meanings().get(
            _plainly(heading)
        )
        if key and (key not in found or asked.get(key) == heading):
            found[key] = at
    if "text" not in found:
        shown = ", ".join(heading[:30] for heading in headings[:12] if heading) or "none"
        raise NoTextsError(
            name, f"no column of texts among: {shown}", f"name it: pipeline set {name} columns=text=COLUMN"
        )
    missing = [column for key, column in asked.items() if headings[found.get(key, 0)] != column]
    if missing:
        raise SourceError(name, f"no column {missing[0]!r}", "mend columns in the manifest")
    return found


@cache
def _meanings() -> Mapping[str, str]:
    return {_plainly(word): row["key"] for row in load()["column"] for word in row.words}


def _plainly(heading: str) -> str:
    return " ".join(fold(heading.casefold().replace("_", " ")).text.split())


def _cell(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _plain(name: str, data: bytes) -> Iterator[Sequence[str]]:
    text = plain.decode(name, data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(LIMIT)  # an article is longer than the 128 kB that Python allows
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SourceError(name, f"not a sound table: {error}", "save it anew as CSV in UTF-8") from error


def _excel(name: str, data: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the first sheet that holds any."""
    file = office.checked(name, data, "xl/workbook.xml")
    try:
        workbook = load_workbook(file, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            seen = False
            for row in sheet.iter_rows(values_only=True):
                seen = seen or any(value is not None for value in row)
                if seen:
                    yield row
            if seen:
                return
    except _UNSOUND as error:
        raise SourceError(name, f"not a sound Excel file: {str(error)[:80]}", "open it and save it anew") from error
