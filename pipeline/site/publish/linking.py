"""Where the links of a copy lead: which page is in it, in which file, and how one file names another."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urljoin, urlsplit

from pipeline.site import language
from pipeline.site.excerpt import is_within
from pipeline.site.publish import beside, listing
from pipeline.site.publish.address import Page, file_of, page_of
from pipeline.site.publish.rewriting import Links
from pipeline.text import Span

_HOST = "http://localhost"  # by which the site calls itself when it is asked in process
_HREF = re.compile(r"<a\b[^>]*?\bhref=\"(?P<href>[^\"]*)\"")
_PLACE = re.compile(r"c(?P<place>\d{1,9})")
_DOCUMENT = "/-/document/"
_STATIC = ("/-/static-plugins/", "/-/static/")
_ASSET = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+")
_ELSEWHERE = frozenset({"http", "https", "mailto"})
_DOWNLOADS = {f"/-/{file}": str(file) for file in beside.FILES}
_URL = re.compile(r"url\(\s*(?P<quote>['\"]?)(?P<address>[^'\")]+)(?P=quote)\s*\)")
# For whoever opens a copy: nothing is asked of anybody, and nothing runs. `file:` is for a copy that no server shows.
_POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)


def addresses(html: str, address: str) -> Iterator[str]:
    """The addresses on the site that a page leads to, without a language."""
    for link in _HREF.finditer(html):
        inner = _inner(unescape(link["href"]), address)
        if inner is not None:
            yield _spoken_by_none(inner)


def _inner(href: str, address: str) -> str | None:
    """An address from the root of the site; None where it is of another site."""
    whole = urljoin(_HOST + address, href)
    return whole.removeprefix(_HOST) if whole.startswith(f"{_HOST}/") else None


def _spoken_by_none(inner: str) -> str:
    parts = urlsplit(inner)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name != language.COOKIE]
    return "?".join([parts.path, *([urlencode(asked)] if asked else [])])


class Linking:
    """The pages of a copy and the files that they are in."""

    def __init__(self, database: str, languages: Sequence[str], site: str | None) -> None:
        self._languages = languages
        self._site = site
        self._files: dict[Page, str] = {}
        self._instead = listing.instead(database)
        self.quoted: defaultdict[str, set[int]] = defaultdict(set)
        # The stretches of each document that are shown; None while it is still being found out.
        self.shown: Mapping[str, Sequence[Span]] | None = None
        self.assets: dict[str, str] = {}

    def add(self, address: str, ending: str = "html") -> None:
        """Take a page into the copy."""
        page = page_of(address)
        self._files[page] = file_of(page, ending)

    def file(self, address: str, code: str) -> str:
        """The file of a page of the copy in a language."""
        return f"{code}/{self._files[page_of(address)]}"

    def called(self, html: str, address: str, code: str) -> str:
        """A page that names its own address in words («permanent link: ...»): by the one that it has in the copy."""
        return html.replace(
            _HOST + address, "/".join([*([self._site] if self._site else []), self.file(address, code)])
        )

    def links(self, address: str, code: str) -> Links:
        """How the links of a page become those of a file."""
        file = self.file(address, code)
        up = "../" * file.count("/")
        token = language.CHOSEN.set(code)
        title = language.translate("في الموقع الحي وحده")
        language.CHOSEN.reset(token)
        canonical = f'<link rel="canonical" href="{self._site}/{file}">' if self._site else ""
        return Links(
            page=lambda href: self._page(href, address, code, up),
            asset=lambda href: self._asset(href, address, up),
            title=title,
            head=f'\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">{canonical}',
        )

    def _page(self, href: str, address: str, code: str, up: str) -> str | None:
        inner = _inner(href, address)
        if inner is None:
            return href if urlsplit(href).scheme in _ELSEWHERE else None
        parts = urlsplit(inner)
        spoken = parse_qs(parts.query).get(language.COOKIE, [code])[0]
        page = page_of(inner)
        if page.path in _DOWNLOADS:
            return up + _DOWNLOADS[page.path]
        file = self._files.get(self._instead.get(page, page))
        if file is None or spoken not in self._languages:
            return None
        if parts.fragment and page.path.startswith(_DOCUMENT):
            place = _PLACE.fullmatch(parts.fragment)
            if place is None:
                return None  # a picture of paper, which shows whole pages
            if not self._is_there(page.path.removeprefix(_DOCUMENT), int(place["place"])):
                return f"{up}{spoken}/{file}"
        return f"{up}{spoken}/{file}{'#' if parts.fragment else ''}{quote(parts.fragment)}"

    def _is_there(self, document: str, place: int) -> bool:
        """Whether a document shows a place: what facts quote it does, and the names that stand within that."""
        if self.shown is None:
            self.quoted[document].add(place)
            return True
        return is_within(self.shown.get(document, ()), place, place + 1)

    def _asset(self, href: str, address: str, up: str) -> str | None:
        inner = _inner(href, address)
        file = self.take(urlsplit(inner).path) if inner else None
        return up + file if file else None

    def take(self, path: str) -> str | None:
        """The file of a style, of letters or of a picture, which comes into the copy; None for what is none of ours."""
        inside = next((path.removeprefix(prefix) for prefix in _STATIC if path.startswith(prefix)), "")
        if not _ASSET.fullmatch(inside):
            return None
        return self.assets.setdefault(path, f"static/{inside}")

    def styled(self, css: str, address: str) -> str:
        """A style sheet whose pictures and letters are files of the copy."""
        up = "../" * self.assets[address].count("/")

        def named(url: re.Match[str]) -> str:
            if url["address"].startswith(("data:", "#")):
                return url[0]
            return f'url("{self._asset(url["address"], address, up) or "data:,"}")'

        return _URL.sub(named, css)
