"""What a reader wrote into the form, made a paper; or what is wrong with it, field by field."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import SourceError, UsageError
from pipeline.ingest.manifest import checked
from pipeline.records import Metadata
from pipeline.site.inbox.form import Form
from pipeline.site.inbox.paper import Paper, kind, pasted
from pipeline.site.inbox.reason import said

# Fields of the form, and how long what stands in them may be.
LENGTHS = {"publisher": 200, "title": 500, "published_on": 40, "url": 2000, "country": 2}
COUNTRIES = (
    *("MA", "DZ", "TN", "LY", "MR", "EG", "SD", "SA", "AE", "QA", "KW", "BH", "OM", "YE", "IQ", "SY", "LB", "JO", "PS"),
    *("DJ", "SO", "KM"),
)
_WEB = re.compile(r"https?://[^\s<>\"'\x00-\x1f]+\Z", re.IGNORECASE)
_EMPTY, _BOTH = "لا نص في ما أرسلته: الصق نصا أو اختر ملفا.", "ألصقت نصا واخترت ملفا: أرسل أحدهما فقط."
_LONG, _DAY = "هذا أطول مما يُقبل.", "هذا ليس تاريخا: اكتبه سنة ثم شهرا ثم يوما، هكذا: 2025-12-30."
_URL, _COUNTRY = "هذا ليس عنوانا على الشبكة: انسخه كاملا من المتصفح.", "اختر بلدا من القائمة."


@dataclass(frozen=True, slots=True)
class Entry:
    """A form that was read: its paper, or what is wrong in each field (`""`: in what was sent as a whole)."""

    paper: Paper | None
    wrong: dict[str, str] = field(default_factory=dict)
    said: str = ""


def entry(form: Form) -> Entry:
    """The paper of a form."""
    given = {name: _plain(form.fields.get(name, "")) for name in LENGTHS}
    wrong = {name: _LONG for name, length in LENGTHS.items() if len(given[name]) > length}
    text = form.fields.get("text", "")
    wrong |= {name: problem for name, value in given.items() if value and (problem := _problem(name, value))}
    if not text.strip() and not form.file:
        wrong["text"] = _EMPTY
    elif text.strip() and form.file:
        wrong["text"] = _BOTH
    if wrong:
        return Entry(None, wrong)
    data = form.file or pasted(text)
    try:
        suffix = kind(data, form.file_name if form.file else "")
    except SourceError as error:
        arabic, english = said(error.cause, error.hint)
        return Entry(None, {"file": arabic}, english)
    known: dict[str, Any] = {name: checked(name, value) for name, value in given.items() if value}
    return Entry(Paper(data, suffix, Metadata(**known)))


def _plain(value: str) -> str:
    """A line without what is not seen: marks that turn the direction, control characters."""
    seen = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", value))
    return " ".join("".join(char for char in seen if unicodedata.category(char)[0] != "C").split())


def _problem(name: str, value: str) -> str | None:
    if name == "published_on":
        try:
            checked(name, value)
        except UsageError:
            return _DAY
    if name == "url" and not (_WEB.match(value) and _has_host(value)):
        return _URL
    return _COUNTRY if name == "country" and value not in COUNTRIES else None


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
