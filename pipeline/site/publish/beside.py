"""What stands beside the pages of a copy: tables to take away, a map for search engines, the page of no page."""

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path, PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from pipeline.export.sheet import write_csv, write_xlsx
from pipeline.export.table import PERMALINK, Cell, Rows, read_rows
from pipeline.site.cell import safe
from pipeline.site.language import DEFAULT, LANGUAGES
from pipeline.store.opening import read_only

FOLDER = PurePosixPath("download")
FILES = tuple(FOLDER / name for name in ("facts.csv", "facts.xlsx", "feed.xml"))
_MOST = 50_000  # addresses in one file of a sitemap, by its own rules
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of a zip
Linked = Callable[[str], str]


def downloads(db: Path, folder: Path, linked: Linked) -> None:
    """The facts as tables, each row with the address of its card in the copy, and the newest as a feed."""
    (folder / FOLDER).mkdir()
    for name, headings, write in (("facts.csv", "codes", write_csv), ("facts.xlsx", "ar", write_xlsx)):
        with read_rows(db, "v_facts", headings) as rows:
            write(_linked(rows, linked), folder / FOLDER / name)
    _settle(folder / FOLDER / "facts.xlsx")
    _write_feed(db, folder / FOLDER / "feed.xml", linked)


def _linked(rows: Rows, linked: Linked) -> Rows:
    """The same rows, with the address of the card for the permanent link."""
    names = [column.name for column in rows.columns]
    key, link = names.index("id"), names.index(PERMALINK.name)

    def cells() -> Iterator[Sequence[Cell]]:
        for row in rows.cursor:
            yield [*row[:link], linked(str(row[key])), *row[link + 1 :]]

    return replace(rows, cursor=cells())


def _settle(book: Path) -> None:
    """Take the hour at which it was written out of a workbook, so that two copies of one database are equal."""
    settled = book.with_suffix(".settled")
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIME.sub(rb"\g<1>" + datetime(*_EPOCH).isoformat().encode() + b"Z", content)  # noqa: DTZ001
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    shutil.move(settled, book)


_NEWEST = """select id, surface, quote, published_on, coalesce(publisher, source) as outlet from v_facts
where published_on is not null order by published_on desc, document_id, start_char, id limit 100"""
_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">
<id>urn:wathiqa:facts</id><title>وثيقة: أحدث الحقائق</title><updated>{updated}T00:00:00Z</updated>
<author><name>وثيقة</name></author>
{entries}</feed>
"""
_ENTRY = """<entry><id>{urn}</id><title>{surface}</title><updated>{published_on}T00:00:00Z</updated>
<author><name>{outlet}</name></author><link href="{link}"/><summary>{quote}</summary></entry>
"""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # of XML 1.0


def _write_feed(db: Path, path: Path, linked: Linked) -> None:
    with closing(read_only(db)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(_NEWEST)]
    entries = ""
    for row in rows:
        told = {name: escape(_ILLEGAL.sub("\ufffd", safe(str(value)))) for name, value in row.items()}
        # As the living site's feeds call it, so that no reader sees an entry twice.
        urn = uuid5(NAMESPACE_URL, f"wathiqa:{row['id']}").urn
        entries += _ENTRY.format(**told, urn=urn, link=escape(linked(row["id"])))
    updated = rows[0]["published_on"] if rows else "1970-01-01"
    path.write_text(_FEED.format(updated=updated, entries=entries), "utf-8")


def sitemap(folder: Path, site: str, files: Sequence[str]) -> None:
    """sitemap.xml, which names whole addresses and so needs to know where the copy will stand."""
    parts = [files[at : at + _MOST] for at in range(0, len(files), _MOST)]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        listed = "".join(f"<url><loc>{escape(f'{site}/{file}')}</loc></url>\n" for file in part)
        _write_xml(folder / name, "urlset", listed)
    if len(parts) > 1:
        listed = "".join(f"<sitemap><loc>{escape(f'{site}/{name}')}</loc></sitemap>\n" for name in names)
        _write_xml(folder / "sitemap.xml", "sitemapindex", listed)


def _write_xml(path: Path, root: str, listed: str) -> None:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{listed}</{root}>\n', "utf-8"
    )


def robots(folder: Path, site: str | None) -> None:
    """robots.txt, of use where the copy stands at the root of its host."""
    told = f"Sitemap: {site}/sitemap.xml\n" if site else ""
    (folder / "robots.txt").write_text(f"User-agent: *\nDisallow: /{FOLDER}/\n{told}", "utf-8")


_DOOR = """<!DOCTYPE html>
<html lang="{lang}" dir="{dir}">
<head>
<meta charset="utf-8">
<title>وثيقة · Wathiqa</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{head}</head>
<body>
<h1>{title}</h1>
<ul>
{links}</ul>
</body>
</html>
"""
_NOTHING = 'لا توجد هذه الصفحة · <span lang="fr">Page introuvable</span> · <span lang="en">No such page</span>'


def doors(folder: Path, languages: Sequence[str], site: str | None) -> None:
    """index.html, which leads on to the first language, and 404.html, which a server shows for what is not there."""
    first = DEFAULT if DEFAULT in languages else languages[0]
    onward = f'<meta http-equiv="refresh" content="0; url={first}/index.html">\n'
    way = {"lang": first, "dir": "rtl" if first == DEFAULT else "ltr"}
    links = _languages(languages, "")
    (folder / "index.html").write_text(_DOOR.format(**way, head=onward, title="وثيقة · Wathiqa", links=links), "utf-8")
    # Shown at any depth, so that nothing relative would lead anywhere.
    lost = _languages(languages, f"{site}/") if site else ""
    (folder / "404.html").write_text(_DOOR.format(**way, head="", title=_NOTHING, links=lost), "utf-8")


def _languages(languages: Sequence[str], site: str) -> str:
    return "".join(
        f'<li><a href="{escape(site)}{code}/index.html" lang="{code}" hreflang="{code}">{LANGUAGES[code]}</a></li>\n'
        for code in languages
    )
