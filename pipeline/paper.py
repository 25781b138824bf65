"""What a reader recovered, as files: the body as text, and beside it tables, boxes and repairs as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import PRINTED, Document


def body(document: Document) -> str:
    """The text without the headers, footers and footnotes of its pages."""
    parts: list[str] = []
    at = 0
    for zone in document.zones:
        if zone.zone in PRINTED:
            parts.append(document.text[at : zone.span.start])
            at = zone.span.end + (document.text[zone.span.end : zone.span.end + 1] == "\n")
    return "".join([*parts, document.text[at:]])


def rows(document: Document) -> list[list[str]]:
    """The rows of its tables, the right column first; a cell without text is empty."""
    found: dict[tuple[int | None, int, int], dict[int, str]] = {}
    for cell in document.cells:
        row = found.setdefault((cell.page, cell.table_no, cell.row_no), {})
        row[cell.column_no] = document.text[slice(*cell.span)]
    return [[row.get(column, "") for column in range(max(row) + 1)] for row in found.values()]


def write(document: Document, record: dict[str, Any], folder: Path) -> Iterator[Path]:
    """`decree.pdf` -> `decree.txt`, the body, and `decree.json`, its record with `cells` as rows; each path as written.

    Raises UsageError where the folder cannot be written.
    """
    name = Path(document.source.replace("!", "/").replace("#", "-")).stem or "text"
    files = {
        f"{name}.txt": body(document),
        f"{name}.json": json.dumps({**record, "cells": rows(document)}, ensure_ascii=False),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_text(content, encoding="utf-8")
            yield folder / file
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UsageError(f"{folder}: cannot be written: {cause}", "name a folder of yours") from error
