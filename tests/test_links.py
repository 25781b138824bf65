"""Every link of the living site leads somewhere, in three languages, at the root and under a sub-path."""

import asyncio
import re
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from link_walk import SITE, walk

from pipeline import build_database
from pipeline.site.serve import application

CORPUS = Path(__file__).parents[1] / "corpus"
SAMPLES = ("health-reform-beds.txt", "order-extracted.txt", "beds-by-region.pdf")
MOST = 2  # pages of a kind that are looked at
MOST_OF_ALL = 240


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name in (*SAMPLES, "documents.toml"):
        shutil.copy(CORPUS / name, folder)
    path = tmp_path_factory.mktemp("links") / "facts.db"
    assert build_database([str(folder)], path, published=date(2026, 1, 5)).failed == 0
    return path


def kind(path):
    """Pages of one kind share their first two parts and what is asked of them; by which column, does not count."""
    path, _, query = path.partition("?")
    parts = path.strip("/").split("/")
    if file := re.search(r"\.(json|csv|xlsx|atom|svg|png)$", path):
        return file[1], parts[0] == "-"
    asked = {name if name.startswith("_") else "of" for name in re.findall(r"(?:^|&)([^=&]+)=", query)}
    return (*parts[:2], len(parts), *sorted(asked)[:1])


@pytest.mark.parametrize(("base", "code"), [("/wathiqa/", "ar"), ("/wathiqa/", "fr"), ("/wathiqa/", "en"), ("/", "ar")])
def test_every_link_is_answered(db, base, code):
    app = application(db, base_url=base)

    async def all_links():
        await app.invoke_startup()
        transport = httpx.ASGITransport(app=app.app())
        async with httpx.AsyncClient(transport=transport, cookies={"lang": code}, base_url=SITE) as client:
            return await walk(
                client.get,
                (base, f"{base}-/search?q={quote('سرير')}"),
                (MOST, MOST_OF_ALL),
                lambda path: kind(path.removeprefix(base.rstrip("/"))),
            )

    faults, seen = asyncio.run(all_links())
    assert faults == []
    assert [path for path in seen if not path.startswith(base)] == []
    assert not [path for path in seen if path.startswith("/wathiqa/wathiqa")]
    kinds = {
        path.removeprefix(base).split("?")[0].split("/")[1] for path in seen if path.removeprefix(base).startswith("-/")
    }
    assert {"document", "fact", "entity", "promises", "comparisons", "checks", "gaps", "explain", "search"} <= kinds
    assert len(seen) >= MOST_OF_ALL
