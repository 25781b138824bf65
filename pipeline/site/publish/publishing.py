"""Asking the site for its pages, one by one and in each language, and writing them where they stand alone."""

import asyncio
import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.build import compare
from pipeline.errors import PipelineError, UsageError
from pipeline.site import copying, language
from pipeline.site.document import SENTENCES
from pipeline.site.excerpt import passages
from pipeline.site.publish import beside, folder, listing
from pipeline.site.publish.linking import Linking, addresses
from pipeline.site.publish.rewriting import rewritten
from pipeline.site.serve import application
from pipeline.store.opening import open_database
from pipeline.text import Span

LANGUAGES = tuple(language.LANGUAGES)
_MOST_SINGLE = 3000  # pages that the single ones lead to
Moved = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a copy is to hold: languages, whole texts or quotes, where it will stand, the day of its promises."""

    languages: Sequence[str] = LANGUAGES
    full_text: bool = False
    base_url: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What was written. `shown` is the share of the documents' characters that can be read in the copy."""

    folder: Path
    pages: int
    files: int
    bytes: int
    seconds: float
    shown: float
    missing: tuple[str, ...] = ()


def publish(db: Path, out: Path, wish: Wish, moved: Moved | None = None) -> Published:
    """Write a static copy of the site of a database into the folder `out`, whole or not at all.

    `moved` is told after each page how many are done, of how many. Raises DatabaseError, UsageError.
    """
    begun = time.monotonic()
    wish = replace(wish, base_url=_checked(wish.base_url))
    with tempfile.TemporaryDirectory(prefix="wathiqa") as scratch, folder.replacing(out) as fresh:
        copy = _Copy(_snapshot(db, Path(scratch), wish.as_of), fresh, wish, moved or (lambda *_: None))
        asyncio.run(copy.write())
        copy.finish()
        size, files = folder.size(fresh)
    seconds = round(time.monotonic() - begun, 1)
    return Published(out, copy.pages, files, size, seconds, copy.shown, tuple(sorted(copy.missing)))


def _checked(base_url: str | None) -> str | None:
    """`https://example.org/wathiqa/` -> without its last slash."""
    if base_url is None:
        return None
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f"{base_url}: not the address of a site", "write it as https://example.org/wathiqa/")
    return base_url.rstrip("/")


def _snapshot(db: Path, scratch: Path, as_of: date | None) -> Path:
    """The database as it is now, in a file of its own: an ingest may go on, and promises be told for another day."""
    snapshot = scratch / db.name
    with closing(open_database(db, create=False).conn) as source, closing(sqlite3.connect(snapshot)) as target:
        source.backup(target)
    if as_of is not None:
        compare(snapshot, as_of)
    with closing(sqlite3.connect(snapshot)) as target:
        target.execute("PRAGMA journal_mode = DELETE")
    return snapshot


class _Copy:
    """A copy in the making."""

    def __init__(self, db: Path, out: Path, wish: Wish, moved: Moved) -> None:
        self._db = db
        self._out = out
        self._wish = wish
        self._moved = moved
        self._site = application(db, copied=True)
        self._links = Linking(db.stem, wish.languages, wish.base_url)
        self._folders: set[Path] = set()
        self._files: list[str] = []
        self.missing: set[str] = set()
        self.shown = 1.0

    @property
    def pages(self) -> int:
        """How many pages are written."""
        return len(self._files)

    async def write(self) -> None:
        """Every page in every language; those that quote first, for they tell what the documents may show."""
        await self._site.invoke_startup()
        self._begin()
        listed = [*await self._single(), *self._each()]
        total = len(self._wish.languages) * len(listed)
        quoting = [address for address in listed if listing.is_quoting(address)]
        others = [address for address in listed if not listing.is_quoting(address)]
        await self._pages(quoting, total)
        self._settle()
        await self._pages(others, total)
        await self._assets()

    async def _pages(self, listed: Sequence[str], total: int) -> None:
        for address in listed:
            for code in self._wish.languages:
                await self._page(address, code)
                self._moved(len(self._files), total)

    def _settle(self) -> None:
        """Say which stretches of each document are shown: what has been quoted, with its neighbours."""
        if self._wish.full_text:
            return
        shown: dict[str, Sequence[Span]] = {}
        whole = 0
        with closing(sqlite3.connect(self._db)) as db:
            db.row_factory = sqlite3.Row
            for row in db.execute("select id, length(text) as length from documents where superseded_by is null"):
                whole += row["length"]
                places = self._links.quoted.get(row["id"], ())
                sentences = db.execute(SENTENCES, {"id": row["id"]}).fetchall() if places else []
                shown[row["id"]] = passages(sentences, places)
        self._links.shown = shown
        length = sum(end - start for spans in shown.values() for start, end in spans)
        self.shown = round(length / whole, 3) if whole else 0.0

    def _begin(self) -> None:
        with closing(sqlite3.connect(self._db)) as db:
            (day,) = db.execute("select max(as_of) from promises").fetchone()
        wish = self._wish
        copying.begin(copying.Copying(wish.languages, self._links.quoted, wish.full_text, day, beside.FILES))

    async def _single(self) -> list[str]:
        """The single pages that this site has, and what they lead to below them."""
        found: list[str] = []
        ahead = deque(listing.SINGLE)
        seen = {*ahead}
        while ahead:
            address = ahead.popleft()
            answer = await self._ask(address, self._wish.languages[0])
            if answer.status_code != 200:
                self.missing.add(address)
                continue
            kind = answer.headers["content-type"].partition(";")[0]
            self._links.add(address, _ENDINGS[kind])
            found.append(address)
            below = addresses(answer.text, address) if kind == "text/html" else ()
            new = [other for other in dict.fromkeys(below) if listing.is_below(other) and other not in seen]
            seen.update(new)
            ahead.extend(new)
            if len(seen) > _MOST_SINGLE:
                raise PipelineError(f"{address} leads to too many pages for a copy", "this is a fault of ours")
        return found

    def _each(self) -> list[str]:
        """The pages of rows."""
        with closing(sqlite3.connect(self._db)) as db:
            by_row = (listing.pages(db, path, sql) for path, sql in (*listing.EACH, listing.DOCUMENTS))
            found = [*listing.lists(db), *chain.from_iterable(by_row)]
        for address in found:
            self._links.add(address)
        return found

    async def _ask(self, address: str, code: str) -> Any:
        return await self._site.client.get(address, cookies={language.COOKIE: code})

    async def _told(self, address: str, code: str) -> Any:
        answer = await self._ask(address, code)
        if answer.status_code != 200:
            raise PipelineError(f"{address}: the site answers {answer.status_code}", "this is a fault of ours")
        return answer

    async def _page(self, address: str, code: str) -> None:
        answer = await self._told(address, code)
        file = self._links.file(address, code)
        body = answer.content
        if file.endswith(".html"):
            html = self._links.called(answer.text, address, code)
            body = rewritten(html, self._links.links(address, code)).encode()
        self._put(file, body)
        self._files.append(file)

    async def _assets(self) -> None:
        """Styles and pictures, and what styles name."""
        for licence in listing.LICENCES:
            self._links.take(licence)
        done: set[str] = set()
        while ahead := sorted(self._links.assets.keys() - done):
            for address in ahead:
                answer = await self._told(address, self._wish.languages[0])
                is_style = address.endswith(".css")
                body = self._links.styled(answer.text, address).encode() if is_style else answer.content
                self._put(self._links.assets[address], body)
                done.add(address)

    def _put(self, file: str, body: bytes) -> None:
        path = self._out / file
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        path.write_bytes(body)

    def finish(self) -> None:
        """What stands beside the pages."""
        wish = self._wish
        first = language.DEFAULT if language.DEFAULT in wish.languages else wish.languages[0]

        def card(fact: str) -> str:
            return f"{wish.base_url or '..'}/{self._links.file(f'/-/fact/{fact}', first)}"

        beside.downloads(self._db, self._out, card)
        beside.doors(self._out, wish.languages, wish.base_url)
        beside.robots(self._out, wish.base_url)
        if wish.base_url:
            beside.sitemap(self._out, wish.base_url, sorted(self._files))
        told = {"languages": [*wish.languages], "full_text": wish.full_text, "base_url": wish.base_url}
        folder.mark(self._out, {**told, "pages": self.pages, "shown": self.shown})


_ENDINGS = {"text/html": "html", "image/svg+xml": "svg", "image/png": "png"}
