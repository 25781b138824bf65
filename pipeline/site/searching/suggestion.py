"""What to try where a search finds nothing: fewer words, another spelling, no filters."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from pipeline.site.asking import rows
from pipeline.site.searching.asked import Asked
from pipeline.text import fold, searchable

_WORDS = 6  # of a search that are tried one by one
_LIKE = 0.72
_KNOWN = 4_000  # words of the texts that are compared with what was typed
_TIME = 150  # milliseconds
_ANY = "select 1 from sentences_fts where sentences_fts match ? limit 1"
_NEAR = "select term from temp.wathiqa_words where term >= ? and term < ? limit ?"


async def suggestions(db: Any, asked: Asked) -> list[Asked]:
    """Searches like this one that find something."""
    tried = [replace(asked, chosen=(), before=None)] if asked.chosen and asked.words else []
    tried += [asked.with_words(words) for words in _fewer(asked.words)]
    tried += [asked.with_words(words) for words in await _respelt(db, asked.words)]
    return [one for one in dict.fromkeys(tried) if one.expression() and await rows(db, _ANY, [one.expression()])]


def _fewer(words: str) -> Iterator[str]:
    parts = words.replace('"', " ").split()
    if len(parts) < 2 and '"' not in words:
        return
    if '"' in words:
        yield " ".join(parts)
    for gone in range(min(len(parts), _WORDS) if len(parts) > 1 else 0):
        yield " ".join(part for place, part in enumerate(parts) if place != gone)


async def _respelt(db: Any, words: str) -> list[str]:
    """The words with each that no text has in the spelling of one that a text has: «مستشفبات» -> «مستشفيات»."""
    parts = searchable(fold(words.replace('"', " ")).text).split()[:_WORDS]
    if not parts:
        return []
    changed = [await db.execute_fn(lambda conn, part=part: _nearest(conn, part)) for part in parts]
    other = [after for before, after in zip(parts, changed, strict=True) if after != before]
    return list(dict.fromkeys([" ".join(changed), *other])) if other else []


def _nearest(conn: sqlite3.Connection, word: str) -> str:
    """The word of the texts that is most like this one; itself where it is there, or none is like it."""
    from datasette.utils import sqlite_timelimit  # noqa: PLC0415  (loads all of Datasette, which loads us)

    if len(word) < 4 or conn.execute(_ANY, [f'"{word}"']).fetchone():
        return word
    head = word[: max(2, len(word) // 2)]
    try:
        with sqlite_timelimit(conn, _TIME):
            # A list of the index's words, which SQLite keeps for this connection alone.
            conn.execute(
                "create virtual table if not exists temp.wathiqa_words using fts5vocab(main, sentences_fts, row)"
            )
            known = [row[0] for row in conn.execute(_NEAR, [head, head + "\U0010ffff", _KNOWN])]
    except sqlite3.OperationalError:
        return word
    return next(iter(get_close_matches(word, known, 1, _LIKE)), word)
