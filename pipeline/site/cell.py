"""A cell that can be read: Arabic right to left, numbers and codes left to right, nothing from a document unescaped."""

import json
import re
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from pipeline.site.function import found
from pipeline.site.hook import hookimpl
from pipeline.site.language import DEFAULT, language, translate
from pipeline.site.name import is_entity, name_of
from pipeline.site.search import SEARCHED
from pipeline.site.telling import retold
from pipeline.site.words import label

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_WEB = re.compile(r"https?://[^\s<>\"'\u200e\u200f\u202a-\u202e\u2066-\u2069]+\Z", re.IGNORECASE)
_MEMBER = re.compile(r"(?P<document>[0-9a-f]{16})(?:\.(?P<start>\d+)-(?P<end>\d+))?(?P<kind>\.\w+)?(?:\.\w+)?")
_FACT = re.compile(r"[0-9a-f]{16}\.\d+-\d+\.(?:figure|event)\.\d+")
# Marks that turn the direction of what follows: shown by name, never obeyed.
_TURNING = {ord(mark): f"[U+{ord(mark):04X}]" for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
_PLAIN = {"start_char", "end_char", "confidence", "position", "page", "number", "sentence_number", "id", "run"}
_LATIN = re.compile(r"[A-Za-z0-9](?:[\w./:,+-]{0,80}[A-Za-z0-9])?", re.ASCII)
_ARABIC_WORDS = re.compile(r"[\u0600-\u06ff]+(?:[ /\u2013\u2014.:()-]{1,3}[\u0600-\u06ff]+){0,40}")
_IN_TEXT, _IN_DOCUMENT, _WHY, _CARD = "في النص", "الوثيقة", "كيف قُرئ", "بطاقة"
# What `pipeline explain` knows.
_EXPLAINED = frozenset(
    {"date", "figure", "place", "person", "office", "organization", "law", "concept", "ordinal", "score", "event"}
)
_OURS = {"message", "explanation", "value", "hint", "error", "reason", "cause"}
_LISTS = {"aliases", "article", "reasons"}
_LONG = 600
_CODED = re.compile(r"[\w.,:/%+-]+(?: [\w.,:/%+-]+){1,5}", re.ASCII)
_CODES = ("qualifier", "unit", "modifier", "timex_type")
_NUMBER = re.compile(r"[\dT+-]")


@hookimpl
def render_cell(row: Any, value: Any, column: str, database: str | None, datasette: Any) -> Any:
    """How a value is shown, or the promise of it; None leaves it to Datasette."""
    if isinstance(value, str) and is_entity(value):
        return _entity(value, column, database, datasette)
    if isinstance(value, dict):
        return _reference(value, datasette)
    if value is None or value == "" or isinstance(value, bytes):
        return None
    if isinstance(value, int | float):
        if label(column, value) != str(value):
            return _code(column, value)
        return number(value) if column not in _PLAIN else isolated(str(value))
    return _text(str(value), column, row, datasette)


def number(value: float) -> Markup:
    """A number with its groups, left to right: `11338` -> `11,338`."""
    shown = f"{value:,}" if isinstance(value, int) or not value.is_integer() else f"{int(value):,}"
    return Markup('<bdi dir="ltr" class="number">{}</bdi>').format(shown)


def isolated(text: str) -> Markup:
    """An id, a date or a code, left to right whatever surrounds it."""
    return Markup('<bdi dir="ltr" class="code">{}</bdi>').format(safe(text))


def arabic(text: str, query: str = "") -> Markup:
    """A text in its own direction, with what was searched for marked."""
    parts = []
    at = 0
    for start, end in found(text, query) if query else ():
        parts += [escape(safe(text[at:start])), Markup("<mark>{}</mark>").format(safe(text[start:end]))]
        at = end
    body = Markup("").join([*parts, escape(safe(text[at:]))])
    spoken = Markup(' lang="ar"') if _ARABIC.search(text) else ""
    return Markup('<bdi{} dir="auto">{}</bdi>').format(spoken, body)


def safe(text: str) -> str:
    """A text that cannot turn the page around: direction overrides are shown by name."""
    return text.translate(_TURNING).replace("\x00", "\ufffd")


def mixed(text: str) -> Markup:
    """A text of ours with what is of another script marked: «مثل 2026-01-01» keeps its order."""
    here = language() == DEFAULT
    marked = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
    way = ("en", "ltr") if here else ("ar", "rtl")
    parts = []
    at = 0
    for run in (_LATIN if here else _ARABIC_WORDS).finditer(text):
        parts += [escape(safe(text[at : run.start()])), marked.format(*way, run[0])]
        at = run.end()
    return Markup("").join([*parts, escape(safe(text[at:]))])


def document_url(datasette: Any, member: str) -> str | None:
    """The page of a document, at the words that an id names."""
    match = _MEMBER.fullmatch(member)
    if not match:
        return None
    url: str = datasette.urls.path(f"/-/document/{match['document']}")
    return f"{url}#c{match['start']}" if match["start"] else url


def entity_url(datasette: Any, entity: str) -> str:
    """The page of a place, a law, a person or a body."""
    url: str = datasette.urls.path(f"/-/entity/{tilde_encode(entity)}")
    return url


def fact_url(datasette: Any, member: str) -> str | None:
    """The card of a fact; None where the id is that of something else."""
    if not _FACT.fullmatch(member):
        return None
    url: str = datasette.urls.path(f"/-/fact/{member}")
    return url


def explanation_url(datasette: Any, member: str) -> str | None:
    """The page that tells how a value was reached."""
    match = _MEMBER.fullmatch(member)
    if not match or (match["kind"] or ".")[1:] not in _EXPLAINED:
        return None
    url: str = datasette.urls.path(f"/-/explain/{member}")
    return url


async def _entity(key: str, column: str, database: str | None, datasette: Any) -> Markup:
    """The name of an entity, with its id: on the page of the table of entities itself, the id."""
    found = await name_of(datasette.get_database(database), key) if column != "id" else None
    link = Markup('<a href="{}" title="{}">{}</a>')
    return link.format(entity_url(datasette, key), key, found or isolated(key))


def _reference(value: dict[str, Any], datasette: Any) -> Markup:
    """A foreign key with its label: the document's title, the sentence, the name."""
    key = str(value["value"])
    shown = arabic(_short(str(value["label"] or key)), SEARCHED.get())
    url = document_url(datasette, key) or entity_url(datasette, key)
    return Markup('<a href="{}">{}</a>').format(url, shown)


def _code(column: str, value: Any) -> Markup:
    shown = label(column, value)
    if shown == str(value):
        return isolated(shown)
    return Markup('<span title="{}">{}</span>').format(str(value), shown)


def _text(text: str, column: str, row: Any, datasette: Any) -> Markup:
    if label(column, text) != text:
        return _code(column, text)
    if _WEB.match(text):
        return Markup('<a href="{}" dir="ltr" rel="noopener noreferrer">{}</a>').format(text, _short(text, 60))
    if column == "id" or column.endswith("_id"):
        url = document_url(datasette, text)
        if url:
            link = Markup('<a href="{}" title="{}">{}</a>').format(
                url, text, translate(_IN_TEXT if "." in text else _IN_DOCUMENT)
            )
            card = fact_url(datasette, text)
            link = Markup('<a href="{}">{}</a> · ').format(card, translate(_CARD)) + link if card else link
            why = explanation_url(datasette, text) if column == "id" else None
            return link + Markup(' · <a href="{}">{}</a>').format(why, translate(_WHY)) if why else link
        return isolated(text)
    if column in _LISTS and text.startswith("["):
        return arabic(_list(text))
    if column == "value" and (meant := _meant(text)):
        return Markup('<bdi title="{}">{}</bdi>').format(text, meant)
    if told := retold(column, text):
        return Markup('<bdi dir="auto" title="{}">{}</bdi>').format(text, mixed(told))
    if column in _OURS:
        return Markup('<bdi dir="auto">{}</bdi>').format(mixed(_short(text)))
    shown = arabic(_short(text), SEARCHED.get()) if _ARABIC.search(text) else isolated(_short(text))
    url = document_url(datasette, _of(row)) if column == "title" else None
    return Markup('<a href="{}">{}</a>').format(url, shown) if url else shown


def _meant(text: str) -> Markup | None:
    """A value of the list of findings, its codes in words: `more_than 64 percent` -> `أكثر من 64 في المائة`."""
    if not _CODED.fullmatch(text):
        return None
    parts = [next((word for kind in _CODES if (word := label(kind, part)) != part), part) for part in text.split()]
    if parts == text.split():
        return None
    return Markup(" ").join(isolated(part) if _NUMBER.match(part) else escape(part) for part in parts)


def _list(text: str) -> str:
    """A list as a person writes it: `["15", "16"]` -> `15، 16`."""
    try:
        return "، ".join(map(str, json.loads(text)))
    except (ValueError, RecursionError):  # SQL can write a list in a list in a list, a thousand deep
        return text


def _of(row: Any) -> str:
    """The document that a row belongs to."""
    keys = row.keys() if hasattr(row, "keys") else ()
    return str(row["document_id"]) if "document_id" in keys else str(row["id"]) if "id" in keys else ""


def _short(text: str, length: int = _LONG) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
