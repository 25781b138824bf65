"""The functions that SQL has on the site: folding, searching in any spelling, marking what was found."""

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.calendars import from_hijri, to_hijri
from pipeline.site import demo
from pipeline.site.hook import hookimpl
from pipeline.text import Span, fold, searchable

# What Arabic writes onto the next word: with these, «إصلاح» finds «الإصلاح» and «وبالإصلاح».
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "فلل", "فبال")
_PART = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_HIJRI = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_GROUP = ",?"
# For each connection: what was read stays at hand, and the file is read as memory is, without asking the system.
_ROOM = (("cache_size", -32_000), ("mmap_size", 2_147_418_112), ("temp_store", "MEMORY"))
_TYPED = 2_000  # characters of a query that are read: SQL can make one of millions, which no limit of time ends
_LETTERS = 3  # a word of one or two letters stands for itself


def ar_fold(text: Any) -> str | None:
    """The match form of a text: `الإصلاح` -> `الاصلاح`, `١١٬٣٣٨` -> `11,338`."""
    return None if text is None else fold(str(text)).text


def ar_search(query: Any) -> str:
    """What a person typed, as an expression for full-text search that no spelling and no sign can break.

    `١١٬٣٣٨` -> `"11338"`; `"القانون 08.22"` -> the phrase; a bare word is found with its article and clitics as well.
    """
    parts = [_expression(phrase, word) for phrase, word in _parts(query)]
    return " AND ".join(part for part in parts if part) or '""'


def ar_highlight(text: Any, query: Any) -> str | None:
    """The text with what the query found between marks, in the author's spelling: `⟦الإصلاح⟧ الصحي`."""
    if text is None:
        return None
    marked = []
    at = 0
    for start, end in found(str(text), query):
        marked += [str(text)[at:start], "⟦", str(text)[start:end], "⟧"]
        at = end
    return "".join([*marked, str(text)[at:]])


def hijri(day: Any) -> str | None:
    """The Hijri day of a Gregorian one by Umm al-Qura: `2026-01-03` -> `1447-07-14`; None for what is no day."""
    try:
        told = to_hijri(date.fromisoformat(str(day)))
    except ValueError:
        return None
    return "{:04}-{:02}-{:02}".format(*told) if told else None


def gregorian(day: Any) -> str | None:
    """The Gregorian day of a Hijri one by Umm al-Qura: `1447-07-14` -> `2026-01-03`; None for what is no day."""
    told = _HIJRI.fullmatch(str(day))
    found_day = from_hijri(int(told["year"]), int(told["month"]), int(told["day"])) if told else None
    return found_day.isoformat() if found_day else None


def per_10000(value: Any, population: Any) -> float | None:
    """How many that is for 10,000 inhabitants: `980, 3540000` -> `2.77`; None where either is no number."""
    if not isinstance(value, int | float) or not isinstance(population, int | float) or population <= 0:
        return None
    return round(value * 10_000 / population, 2)


def found(text: str, query: Any) -> Sequence[Span]:
    """Where the words of a query stand in a text."""
    patterns = [pattern for phrase, word in _parts(query) if (pattern := _pattern(phrase, word))]
    if not patterns:
        return ()
    key = fold(text)
    hits = re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", key.text)
    return [_whole(text, key.to_source(*hit.span())) for hit in hits if hit[0]]


def _whole(text: str, span: Span) -> Span:
    """With the marks that stand on its last letter: `سريرا` of «سريراً» -> `سريراً`."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)


def _parts(query: Any) -> list[tuple[str | None, str | None]]:
    """The phrases and words of a query, folded; at most sixteen."""
    text = searchable(fold(str(query or "")[:_TYPED]).text)
    return [(part["phrase"], part["word"]) for part in _PART.finditer(text)][:16]


def _expression(phrase: str | None, word: str | None) -> str:
    if phrase is not None:
        return f'"{phrase}"' if re.search(r"\w", phrase) else ""
    forms = [form for form in _forms(word or "") if re.search(r"\w", form)]
    quoted = [f'"{form}"' for form in forms]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})" if quoted else ""


def _forms(word: str) -> Sequence[str]:
    if not re.fullmatch(rf"[^\W\d_]{{{_LETTERS},}}", word):
        return (word,)
    stem = word[2:] if word.startswith("ال") and len(word) > _LETTERS + 1 else word
    # Last, the accusative that counting gives a noun: «11,338 سريرا».
    forms = (
        *(clitic + known for known in (word, stem) for clitic in _CLITICS),
        *(article + stem for article in _ARTICLES),
        *(clitic + stem + "ا" for clitic in ("", "و")),
    )
    return tuple(dict.fromkeys(forms))


def _pattern(phrase: str | None, word: str | None) -> str:
    if phrase is not None:
        return r"\W{1,3}".join(re.escape(part) for part in phrase.split())
    if word and re.fullmatch(r"\d+", word):
        return r"[وفبلكا]{0,4}" + _GROUP.join(word)
    return "|".join(re.escape(form) for form in _forms(word or "") if re.search(r"\w", form))


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Give SQL its Arabic. Last, so that our `escape_fts`, which every search box calls, replaces Datasette's."""
    for name, function, arguments in (
        ("ar_fold", ar_fold, 1),
        ("ar_search", ar_search, 1),
        ("escape_fts", ar_search, 1),
        ("ar_highlight", ar_highlight, 2),
        ("hijri", hijri, 1),
        ("gregorian", gregorian, 1),
        ("per_10000", per_10000, 2),
    ):
        conn.create_function(name, arguments, function, deterministic=True)
    for setting, value in _ROOM:
        conn.execute(f"PRAGMA {setting} = {value}")
    if demo.is_demo(datasette):
        demo.limit(conn)
