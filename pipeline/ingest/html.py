"""A web page: its article without menus and tickers, and what the page says of itself (by trafilatura)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape

from trafilatura import bare_extraction
from trafilatura.settings import Document as Article

from pipeline.errors import SourceError
from pipeline.ingest import dateline, plain
from pipeline.ingest.reading import Reading
from pipeline.ingest.repair import storable
from pipeline.ingest.source import Source
from pipeline.records import Metadata

READER = "html"
VERSION = "2"

_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{3,20})", re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]{1,600}>", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s?=\s?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"""(?:property|name|itemprop)\s?=\s?["']?"""
    r"(?:article:published_time|article:published|og:published_time|datepublished|pubdate|publishdate|dc\.date\.issued|date)"
    r"""["'\s/>]""",
    re.IGNORECASE,
)
_JSON_LD = re.compile(r'"datePublished"\s{0,3}:\s{0,3}"([^"]{8,60})"')
# Control characters, and references to them: a page is refused for one of them.
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]"
    "|&#(?:x0{0,8}(?:[0-8bcef]|1[0-9a-f])(?![0-9a-f])|0{0,8}(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9]));?",
    re.IGNORECASE,
)
# No guess from the body or the copyright line, and no clock: a page may be of tomorrow.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-12-31"}


def read(source: Source, data: bytes, url: str | None = None, charset: str | None = None) -> Reading:
    """The article of a page. Raises SourceError where there is none.

    `url` and `charset` are what its envelope says of it, where it came in one.
    """
    page = decode(source.name, data, charset)
    article = bare_extraction(
        _CONTROL.sub("", _without_declaration(page)),
        url=source.metadata.url or url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if not isinstance(article, Article) or not (article.text or "").strip():
        raise SourceError(source.name, "no article in the page", "save its text as .txt")
    text, repairs = storable(article.text or "")
    published = next(_days(page), None) or _day(article.date)
    metadata = Metadata(
        title=_clean(article.title),
        author=_clean(article.author),
        publisher=_host(_clean(article.sitename)),
        url=_clean(article.url) or url,
        published_on=published,
    )
    return Reading(text, READER, VERSION, metadata=metadata, repairs=repairs)


def decode(name: str, data: bytes, charset: str | None = None) -> str:
    """The page as text, by its byte order mark, its envelope's charset or its own, or by looking."""
    declared = _CHARSET.search(data[:4096])
    encoding = (charset or (declared[1].decode("ascii") if declared else "")).lower()
    if encoding not in ("", "utf-8", "utf8", "utf-16") and not data.startswith(
        (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
    ):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            pass
    return plain.decode(name, data)


def _without_declaration(page: str) -> str:
    """An XML declaration names the encoding of bytes that are already text; lxml refuses that."""
    return re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", page)


def _days(page: str) -> Iterator[date]:
    """The days that the page gives for itself: a time with the publisher's own offset comes before one in UTC."""
    given: list[str] = [unescape(match[1]) for match in _JSON_LD.finditer(page)]
    for tag in _META.findall(page):
        content = _CONTENT.search(tag) if _PUBLISHED.search(tag) else None
        if content:
            given.append(unescape(content["double"] or content["single"] or ""))
    given.sort(key=lambda value: not re.search(r"\d[+-](?!00:?00)\d{2}:?\d{2}$", value.strip()))
    yield from (found for value in given if (found := _day(value)))


def _day(value: str | None) -> date | None:
    """`2025-12-15T10:42:00+01:00` -> 2025-12-15; `الأربعاء، 07 أكتوبر 2020 - 12:09 م` -> 2020-10-07."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return dateline.day(value)


def _host(name: str | None) -> str | None:
    """Some pages give their address for their name: `https://example.org/` -> example.org."""
    return re.sub(r"^https?://(?:www\.)?|/$", "", name) if name else None


def _clean(value: str | None) -> str | None:
    words = " ".join(storable(value)[0].split()) if value else ""
    return words or None
