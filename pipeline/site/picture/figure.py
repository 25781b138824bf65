"""A picture with all that stands around it: its title, its source, its table, and where to take it from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.site.asking import one
from pipeline.site.language import COOKIE, language
from pipeline.site.picture import caption
from pipeline.site.picture.drawing import Drawing, clean, element, foreign, group, inline, standalone

# A desk's and a phone's width, in the units of the drawings.
WIDE, NARROW = 960, 360
_NEWEST = """
select published_on as day from documents where published_on > '' and +superseded_by is null
order by published_on desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a picture's table: a text, or a number or a day, and where it leads."""

    said: str
    href: str | None = None
    kind: Literal["text", "number", "day"] = "text"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. `draw` makes it in a width; None where nothing can be drawn, and then `title` says why."""

    name: str
    title: str
    about: str
    source: str
    draw: Callable[[float], Drawing] | None
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    query: str = ""
    file: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be drawn."""
        return self.draw is None

    @property
    def anchor(self) -> str:
        """Where its table stands on a page, which has one picture of a kind."""
        return f"{self.name.partition('-')[0]}-table"

    @property
    def wide(self) -> Markup:
        """For a desk and for paper."""
        return inline(self.draw(WIDE), self.title, self.about, "wide") if self.draw else Markup("")

    @property
    def narrow(self) -> Markup:
        """For a phone."""
        return inline(self.draw(NARROW), self.title, self.about, "narrow") if self.draw else Markup("")

    @property
    def table(self) -> Markup:
        """What it shows, as a table: made here and not by a template, since it may have hundreds of rows."""
        heads = group((element("th", column, scope="col") for column in self.columns), "tr")
        lines = (
            group((_cell(cell, name) for cell, name in zip(row, self.columns, strict=True)), "tr") for row in self.rows
        )
        called = element("caption", self.title, class_="skip-caption")
        return element("table", called, element("thead", heads), group(lines, "tbody"), class_="rows-and-columns")

    @property
    def download(self) -> Markup | None:
        """As a file of its own."""
        if self.draw is None:
            return None
        return standalone(self.draw(WIDE), self.title, self.about, (self.about, self.source))


def _cell(cell: Cell, name: str) -> Markup:
    """A cell under its heading, which a phone shows beside it; a text in its own language, a number left to right."""
    if cell.kind == "text":
        shown = element("bdi", clean(cell.said) or Markup("&nbsp;"), lang=foreign(cell.said))
    else:
        shown = element("bdi", cell.said, dir="ltr", class_="number")
    return element("td", element("a", shown, href=cell.href) if cell.href else shown, data_label=name)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture is drawn: the database, and how its pages are addressed."""

    datasette: Any
    name: str

    @property
    def db(self) -> Any:
        """The database itself."""
        return self.datasette.get_database(self.name)

    def path(self, path: str) -> str:
        """A page of ours: `/-/fact/...`."""
        return str(self.datasette.urls.path(path))

    def file(self, path: str, **asked: str | None) -> str:
        """A picture as a file, in the language of the page: `/-/map.svg?unit=bed&lang=ar`."""
        kept = {name: value for name, value in asked.items() if value}
        return f"{self.path(path)}.svg?{urlencode({**kept, COOKIE: language()})}"

    def table(self, name: str, **filters: str) -> str:
        """A table or a view with its filters."""
        query = urlencode(filters)
        return f"{self.datasette.urls.table(self.name, name)}{'?' if query else ''}{query}"

    async def newest(self) -> str | None:
        """The newest day of publication: what pictures call now, as promises do."""
        found = await one(self.db, _NEWEST)
        return found["day"] if found else None

    async def source(self, shown: int, texts: int) -> str:
        """The line under a picture of facts."""
        return caption.source(self.name, await self.newest(), caption.facts(shown) if shown else "", texts)
