"""The links of pages: of the living site, followed one by one; of a static copy, looked up in its folder."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

SITE = "http://site.example"
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset"}


class Page(HTMLParser):
    """The tags of a page, what it leads to and the places that can be led to."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.links = []
        self.places = {""}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.links += [(tag, name, value) for name, value in attrs if name in _ADDRESSES and value is not None]
        self.places |= {attributes["id"]} if attributes.get("id") else set()


async def walk(ask, starts, most, kind):
    """Follow the links of a site, at most so many of a kind and so many of all; what is wrong with them, and which.

    Pages of our own go before those of tables.
    """
    of_kind, of_all = most
    faults, seen, counts = [], {*starts}, {}
    ahead = deque(("", start) for start in starts)
    while ahead:
        came_from, address = ahead.popleft()
        answer = await ask(address)
        if answer.status_code not in (200, 302):
            faults.append((came_from, address, answer.status_code))
            continue
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for tag, name, link in Page(answer.text).links:
            whole = urljoin(SITE + address, link).partition("#")[0]
            if not whole.startswith(SITE) or tag == "form" or link.startswith("data:"):
                continue
            path = whole.removeprefix(SITE)
            if path in seen or counts.get(kind(path), 0) >= of_kind or len(seen) >= of_all:
                continue
            counts[kind(path)] = counts.get(kind(path), 0) + 1
            seen.add(path)
            (ahead.appendleft if "/-/" in path else ahead.append)((f"{address} {tag} {name}", path))
    return faults, seen


def dead_links(folder):
    """Every link of a copy that leads to no file of it, and every place that is not in the file it leads to."""
    pages = {path: Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        for tag, _, link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "data"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            inside = target.is_relative_to(folder.resolve()) and not link.startswith("/")
            if not inside or not target.is_file():
                dead.append((path.relative_to(folder), tag, link, "no such file"))
            elif target in pages and parts.fragment not in pages[target].places:
                dead.append((path.relative_to(folder), tag, link, "no such place"))
    return dead, pages
