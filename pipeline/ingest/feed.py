"""A feed (RSS, Atom) or a sitemap: the addresses of the pages that it lists, newest first as the site gives them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html

from pipeline.errors import SourceError
from pipeline.ingest import web
from pipeline.ingest.source import LIMIT, Reach, too_large

NESTED = 20  # sitemaps of a sitemap that are looked into
_KINDS = (
    "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/rdf+xml",
    "text/html", "application/xhtml+xml", "text/plain",
)  # fmt: skip
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_HINT = "give the address of an RSS or Atom feed, or of a sitemap"


def pages(argument: str, reach: Reach) -> list[str]:
    """The addresses that a feed lists, each once, no more than `reach.limit`. Raises SourceError where it is none."""
    found: dict[str, None] = {}
    waiting = [argument]
    for _ in range(NESTED):
        if not waiting or len(found) >= reach.limit:
            break
        here = waiting.pop(0)
        root = _parsed(argument, here, _load(argument, here, reach))
        name = _name(root)
        if name == "sitemapindex":
            waiting += _joined(here, _texts(root, "loc"))
        elif name in ("rss", "RDF", "feed", "urlset"):
            found |= dict.fromkeys(_joined(here, _links(root, name)))
        else:
            raise SourceError(argument, "not a feed", _advertised(here, root) or _HINT)
    listed = [link for link in found if link.startswith(("http://", "https://"))]
    if not listed:
        raise SourceError(argument, "a feed without pages", _HINT)
    return listed[: reach.limit]


def _joined(here: str, links: Iterable[str]) -> Iterator[str]:
    """The links as whole addresses, without those that are none (`http://[`)."""
    for link in links:
        with suppress(ValueError):
            yield urljoin(here, link)


def _load(argument: str, here: str, reach: Reach) -> bytes:
    if here.startswith(("http://", "https://")):
        return web.fetch(argument, here, _KINDS, private=reach.private)
    if here != argument:
        raise SourceError(argument, f"leads to {here[:80]}, which is no page of the web", _HINT)
    try:
        with Path(here).open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        cause = f"cannot be opened: {(error.strerror or str(error)).lower()}"
        raise SourceError(argument, cause, "check the path or the address") from error
    if len(data) > LIMIT:
        raise too_large(argument)
    return data


def _parsed(argument: str, here: str, data: bytes) -> etree._Element:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    try:
        if start.startswith((b"<!doctype html", b"<html")):
            return html.document_fromstring(data, parser=html.HTMLParser(no_network=True, huge_tree=False))
        return etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), etree.XMLParser(recover=False, **_PARSER))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        shown = "" if here == argument else f" ({here[:80]})"
        raise SourceError(argument, f"not a sound feed{shown}: {' '.join(str(error).split())[:80]}", _HINT) from error


def _links(root: etree._Element, name: str) -> Iterator[str]:
    """The pages of a feed: `<item><link>` of RSS, `<entry><link href>` of Atom, `<url><loc>` of a sitemap."""
    if name == "urlset":
        yield from _texts(root, "loc")
    elif name == "feed":
        for entry in _named(root, "entry"):
            links = list(_named(entry, "link"))
            page = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
            if page is not None and page.get("href"):
                yield page.get("href").strip()
    else:
        for item in _named(root, "item"):
            yield from list(_texts(item, "link"))[:1]


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of this name below another, whatever their namespace."""
    return (child for child in element.iterdescendants() if isinstance(child.tag, str) and _name(child) == name)


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    return (child.text.strip() for child in _named(element, name) if child.text and child.text.strip())


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _advertised(here: str, page: etree._Element) -> str | None:
    """The feed that a page names, where a page was given for a feed."""
    for link in _named(page, "link"):
        if link.get("rel") == "alternate" and link.get("type") in _KINDS[:2] and link.get("href"):
            return next((f"its feed may be {whole[:200]}" for whole in _joined(here, [link.get("href")])), None)
    return None
