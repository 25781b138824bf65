"""Rewrite the golden database, so that a change of rules shows in its rows: `make golden`, then review the diff."""

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from pipeline.build import ingest
from pipeline.store.dump import dump
from pipeline.store.opening import open_database

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "mini.sql"
# Small, and unlike each other: two articles, a legal text, a page, and JSON lines.
DOCUMENTS = (
    "corpus/dateline-in-text.txt",
    "corpus/law-water-registers.txt",
    "corpus/nador-port.html",
    "corpus/short-news.jsonl",
    "corpus/undated-market.txt",
)


def golden() -> str:
    """The dump of these documents. The state of the rules is left out: it changes with every word of a table."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            db = Path(folder) / "facts.db"
            summary = ingest(DOCUMENTS, db)
            if summary.failures or summary.broken:
                sys.exit(f"not golden: {summary.failures} {summary.broken}")
            with closing(open_database(db, create=False)) as opened:
                # The sentence stands in sentences: quoted again in every fact and finding it would drown what matters.
                opened.execute("UPDATE facts SET quote = '…'")
                opened.execute("UPDATE findings SET quote = '…', title = '…'")
                opened.execute("UPDATE documents SET rules_version = '(rules)'")
                return dump(opened)
    finally:
        os.chdir(here)


if __name__ == "__main__":
    GOLDEN.write_text(golden(), "utf-8")
