"""A search to take away: its sentences as a table, its facts as a feed."""

from typing import Any

from datasette import NotFound, Request, Response

from pipeline.records import DOUBTFUL
from pipeline.site import demo
from pipeline.site.asking import rows
from pipeline.site.download.book import Taken, answer
from pipeline.site.download.feed import ENTRIES, Feed, of_row
from pipeline.site.download.feed import answer as answer_feed
from pipeline.site.language import translate
from pipeline.site.searching.asked import Asked, asked
from pipeline.site.searching.hits import COUNTED, hits

FORMS = ("xlsx", "csv", "json")
_COLUMNS = ("text", "title", "publisher", "published_on", "source", "id", "document_id", "start_char")
_FACTS = """select facts.id, facts.surface, facts.status, facts.quote, facts.unit, documents.publisher,
  documents.source, documents.published_on
from facts join documents on documents.id = facts.document_id
where sentence_id in ({marks}) and in_body = 1 and confidence > {doubtful} order by start_char, facts.id"""
# What a search asks of sentences, and a feed of their facts.
_OF_FACTS = ("status", "unit")


async def sentences(request: Request, datasette: Any, database: str, form: str) -> Response:
    """The newest sentences of a search."""
    wanted = asked(request.args)
    if not wanted.expression():
        raise NotFound("Nothing was asked for")
    most = demo.most(datasette, COUNTED)
    found = await hits(datasette.get_database(database), wanted, most + 1)
    taken = [tuple(row[name] for name in _COLUMNS) for row in found[:most]]
    return await answer(
        datasette, request, form, Taken("search", _COLUMNS, taken, more=len(found) > most, table="v_sentences")
    )


async def facts(request: Request, datasette: Any, database: str) -> Response:
    """The newest facts of a search; of all, where nothing is asked for."""
    wanted = asked(request.args)
    told = wanted if wanted.has("kind", "fact") else wanted.toggled("kind", "fact")
    db = datasette.get_database(database)
    found = await hits(db, told, ENTRIES)
    marks = ", ".join("?" * len(found))
    claimed = await rows(db, _FACTS.format(marks=marks, doubtful=DOUBTFUL), [row["id"] for row in found])
    entries = [entry for row in claimed if _fits(row, wanted) and (entry := of_row(datasette, dict(row)))]
    page = datasette.urls.path("/-/search") + (f"?{wanted.query()}" if wanted.query() else "")
    called = " · ".join([wanted.words, *(value for _, value in wanted.chosen)]).strip(" ·")
    title = called or translate("أحدث الحقائق")
    return await answer_feed(datasette, request, Feed(database, title, page, entries))


def _fits(fact: Any, wanted: Asked) -> bool:
    """Whether a fact is itself what was asked for, and not only its neighbour in the sentence."""
    return all(fact[facet] == value for facet, value in wanted.chosen if facet in _OF_FACTS)
