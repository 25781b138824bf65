"""The language of a page: Arabic unless the reader has chosen French or English (?lang=, remembered in a cookie)."""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from http.cookies import CookieError, SimpleCookie
from importlib.resources import files
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from babel.messages.pofile import read_po

# By their own names, in the order of the switch. What stands in the templates and in words.py is Arabic.
LANGUAGES: Mapping[str, str] = {"ar": "العربية", "fr": "Français", "en": "English"}
DEFAULT = "ar"
COOKIE = "lang"
_LEFT_TO_RIGHT = frozenset({"fr", "en"})
CHOSEN: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    """The language of the page in hand: ar, fr or en."""
    return CHOSEN.get()


def direction() -> str:
    """The direction of the page in hand: rtl or ltr."""
    return "ltr" if language() in _LEFT_TO_RIGHT else "rtl"


def comma() -> str:
    """What parts the items of a list."""
    return "،" if language() == DEFAULT else ","


def humanised(code: str) -> str:
    """A code as a reader of English sees it: `different_scope` -> `different scope`."""
    return code.replace("_", " ")


def translate(text: str) -> str:
    """A text of ours, written in Arabic, in the language of the page; itself where no catalogue has it."""
    return text if language() == DEFAULT else _catalogue(language()).get(text, text)


def is_translated(text: str) -> bool:
    """Whether the language of the page has a text of ours."""
    return language() == DEFAULT or text in _catalogue(language())


def translate_many(one: str, many: str, count: int) -> str:
    """For templates that count: `words.count` is for Arabic, which has four numbers."""
    return translate(one if count == 1 else many)


@cache
def _catalogue(chosen: str) -> Mapping[str, str]:
    """The texts of a language by their Arabic, of every part of the site (GNU gettext's .po, read by Babel)."""
    folder = files("pipeline.site").joinpath("catalogue", chosen)
    return {
        str(message.id): str(message.string)
        for part in sorted(folder.iterdir(), key=lambda part: part.name)
        for message in read_po(BytesIO(part.read_bytes()))
        if message.id and message.string and not message.fuzzy
    }


def choose(scope: Any) -> str | None:
    """Set the language of a request; the one to be remembered where the reader has chosen it just now."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(COOKIE, [""])[0]
    kept = _cookie(scope)
    CHOSEN.set(asked if asked in LANGUAGES else kept if kept in LANGUAGES else DEFAULT)
    return asked if asked in LANGUAGES and asked != kept else None


def without(scope: Any) -> Any:
    """The request without the choice of a language, which Datasette would take for a condition on a column."""
    asked = scope.get("query_string", b"").decode("latin-1")
    kept = [part for part in asked.split("&") if part.partition("=")[0] != COOKIE]
    return {**scope, "query_string": "&".join(kept).encode("latin-1")}


def _cookie(scope: Any) -> str:
    headers = {name.lower(): value for name, value in scope.get("headers", [])}
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def remembered(chosen: str, path: str = "/") -> tuple[bytes, bytes]:
    """The header that remembers a choice for a year, under the path where the site stands."""
    return b"set-cookie", f"{COOKIE}={chosen}; Path={path}; Max-Age=31536000; SameSite=Lax".encode()


def again(request: Any, chosen: str) -> str:
    """The query of the same page in another language."""
    kept = [(name, value) for name, value in parse_qsl(request.query_string, keep_blank_values=True) if name != COOKIE]
    return urlencode([*kept, (COOKIE, chosen)])
