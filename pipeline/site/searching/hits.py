"""The sentences that answer a search, newest first, and how many of them hold what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pipeline.records import DOUBTFUL
from pipeline.site.asking import TITLED, rows
from pipeline.site.cell import arabic
from pipeline.site.function import found
from pipeline.site.searching.asked import Asked
from pipeline.store.tag import untag

PAGE = 25
# Counts are over so many of the newest hits; where there are more, the page says so.
COUNTED = 1_000
# The plus keeps SQLite from the index of what is in the body, which is nearly all.
_CURRENT = """+sentences.in_body = 1
  and sentences.document_id not in (select id from documents where superseded_by > '')"""
# The index answers newest first by itself, so that a word in every second sentence costs no more than a rare one.
_MATCHED = f"""from sentences_fts cross join sentences on sentences.number = sentences_fts.rowid
where sentences_fts match :match and sentences_fts.rowid < :before and {_CURRENT}
order by sentences_fts.rowid desc"""
_NEWEST = f"from sentences where sentences.number < :before and {_CURRENT} order by sentences.number desc"
_SHOWN = f"""select sentences.id, sentences.number, sentences.text, sentences.position, sentences.start_char,
  sentences.document_id, {TITLED} as title, documents.source, documents.publisher, documents.published_on
from ({{numbers}} limit :size) as hit cross join sentences on sentences.number = hit.number
  cross join documents on documents.id = sentences.document_id
order by sentences.number desc"""
_FACTS = """select id, sentence_id, surface, status from facts
where sentence_id in ({marks}) and in_body = 1 and confidence > {doubtful} order by start_char, id"""
_NAMES = "select id, kind, code, name_ar, name_fr, name_en from entities where id in ({marks})"
_LAST = (1 << 63) - 1
_LENGTH, _AHEAD = 480, 160  # characters of a sentence that are shown, and before the first hit of a long one


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with its document and its facts; `shown` has what was searched for marked."""

    row: Any
    shown: Markup
    facts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the newest hits hold what: {facet: ((value, count), ...)}; `more` where not all were counted."""

    hits: int
    more: bool
    facets: dict[str, tuple[tuple[str, int], ...]]


async def hits(db: Any, asked: Asked, size: int) -> list[Any]:
    """The newest sentences that hold all that is asked for, from where the reader has come to."""
    numbers = "select sentences.number " + (_MATCHED if asked.expression() else _NEWEST)
    return await rows(db, _SHOWN.format(numbers=numbers), {**_bound(asked), "size": size})


async def told(db: Any, asked: Asked, found_rows: Sequence[Any]) -> list[Hit]:
    """Hits as a page shows them: sentences of one document together, in the order of its text."""
    if not found_rows:
        return []
    marks = ", ".join("?" * len(found_rows))
    facts = await rows(db, _FACTS.format(marks=marks, doubtful=DOUBTFUL), [row["id"] for row in found_rows])
    of: dict[str, list[Any]] = {}
    for fact in facts:
        of.setdefault(fact["sentence_id"], []).append(fact)
    places = {row["document_id"]: place for place, row in reversed(list(enumerate(found_rows)))}
    return [
        Hit(row, excerpt(row["text"], asked.words), tuple(of.get(row["id"], ())))
        for row in sorted(found_rows, key=lambda row: (places[row["document_id"]], row["position"]))
    ]


async def counts(db: Any, asked: Asked) -> Counts:
    """What the newest hits hold, whatever page of them is shown."""
    matched = _MATCHED if asked.expression() else _NEWEST
    bound = {**_bound(asked), "before": _LAST}
    tagged = await rows(db, f"select sentences.tags {matched} limit {COUNTED + 1}", bound)
    held: Counter[tuple[str, str]] = Counter()
    for row in tagged[:COUNTED]:
        held.update(one for word in row["tags"].split() if (one := untag(word)) is not None)
    facets: dict[str, list[tuple[str, int]]] = {}
    for (facet, value), count in sorted(held.items(), key=lambda one: (-one[1], one[0])):
        facets.setdefault(facet, []).append((value, count))
    return Counts(
        min(len(tagged), COUNTED), len(tagged) > COUNTED, {facet: tuple(held) for facet, held in facets.items()}
    )


async def names(db: Any, places: Sequence[str]) -> dict[str, Any]:
    """What places are called."""
    marks = ", ".join("?" * len(places))
    return {row["id"]: row for row in await rows(db, _NAMES.format(marks=marks), list(places))}


def excerpt(text: str, words: str) -> Markup:
    """A sentence with what was searched for marked; of a long one, the part where it stands."""
    if len(text) <= _LENGTH:
        return arabic(text, words)
    first = next(iter(found(text, words)), (0, 0))[0]
    start = max(0, min(first - _AHEAD, len(text) - _LENGTH))
    start = text.find(" ", start) + 1 if start else 0
    end = start + _LENGTH
    return arabic(("…" if start else "") + text[start:end] + ("…" if end < len(text) else ""), words)


def _bound(asked: Asked) -> dict[str, Any]:
    bound: dict[str, Any] = {"before": _LAST if asked.before is None else asked.before}
    return {**bound, "match": asked.expression()} if asked.expression() else bound
