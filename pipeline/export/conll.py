"""CoNLL: a token a line with the name, time, figure or law that it belongs to, for those who train models."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from pipeline.export.sheet import opened
from pipeline.store.opening import open_database

COLUMNS = ("token", "start", "name", "date", "figure", "law")
_TOKEN = re.compile(r"\d+(?:[.,٫٬/:-]\d+)*|[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670\u0640])*|\S")
_NAMES = {"person": "PER", "place": "LOC", "organization": "ORG"}
_LAYERS = {
    "date": "SELECT start_char, end_char, 'DATE' FROM dates WHERE document_id = ? ORDER BY 1",
    "figure": "SELECT start_char, end_char, upper(dimension) FROM figures WHERE document_id = ? ORDER BY 1",
    "law": "SELECT start_char, end_char, 'LAW' FROM mentions WHERE document_id = ? AND kind = 'law' ORDER BY 1",
}


def write(database: Path, out: Path | None, site: str) -> int:
    """Every sentence of a title, body or table, blank lines between them; how many tokens."""
    _ = site
    count = 0
    with closing(open_database(database, create=False).conn) as db, opened(out) as file:
        db.row_factory = None
        sql = "SELECT id, source FROM documents WHERE superseded_by IS NULL AND extracted = 1 ORDER BY id"
        file.write(f"# columns = {' '.join(COLUMNS)}\n")
        for identity, source in db.execute(sql).fetchall():
            file.write(f"# document = {identity}\n# source = {' '.join(source.split())}\n")
            layers = [_layer(db, name, identity) for name in COLUMNS[2:]]
            sentences = "SELECT id, start_char, text FROM sentences WHERE document_id = ? AND in_body = 1 ORDER BY 2"
            for sentence, start, text in db.execute(sentences, [identity]).fetchall():
                lines = list(_lines(text, start, layers))
                count += len(lines)
                file.write(f"# sentence = {sentence}\n" + "".join(lines) + "\n")
    return count


def _layer(db: sqlite3.Connection, name: str, document: str) -> list[tuple[int, int, str]]:
    if name != "name":
        return list(db.execute(_LAYERS[name], [document]))
    sql = "SELECT start_char, end_char, kind FROM mentions WHERE document_id = ? ORDER BY start_char, -end_char"
    found: list[tuple[int, int, str]] = []
    for start, end, kind in db.execute(sql, [document]):
        # Of names that overlap the first, and of those the longest, as flat tags must.
        if kind in _NAMES and (not found or start >= found[-1][1]):
            found.append((start, end, _NAMES[kind]))
    return found


def _lines(text: str, offset: int, layers: Sequence[Sequence[tuple[int, int, str]]]) -> Iterator[str]:
    tokens = [(match[0], match.start() + offset, match.end() + offset) for match in _TOKEN.finditer(text)]
    tagged = [_tags(tokens, layer) for layer in layers]
    for at, (token, start, _) in enumerate(tokens):
        yield "\t".join((token, str(start), *(tags[at] for tags in tagged))) + "\n"


def _tags(tokens: Sequence[tuple[str, int, int]], spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """BIO: a token that lies in a span for the greater part of itself («والرباط» is in الرباط)."""
    tags = ["O"] * len(tokens)
    waiting = iter(spans)
    span = next(waiting, None)
    begun = False
    for at, (_, start, end) in enumerate(tokens):
        while span is not None and span[1] <= start:
            span, begun = next(waiting, None), False
        if span is not None and 2 * (min(end, span[1]) - max(start, span[0])) > end - start:
            tags[at] = f"{'I' if begun else 'B'}-{span[2]}"
            begun = True
    return tags
