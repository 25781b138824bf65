"""After the documents, what they show together: only where something has changed since it was last looked at."""

from datetime import date
from pathlib import Path

from pipeline.claim import Shown
from pipeline.compare import compare, sentence_hashes, signature
from pipeline.lexicon import Lexicon, load
from pipeline.run.place import stored_lexicon
from pipeline.store import across, lookup
from pipeline.store.lock import lock
from pipeline.store.opening import Database, opened

VERSION = "1"  # of the comparison: raised when its verdicts change
# To compare a few documents with thousands all of these are read again, which takes minutes: it waits to be asked for.
MANY, SHARE = 5_000, 100


def waits(db: Database, changed: int) -> bool:
    """Whether the comparison waits until it is asked for: few documents have changed among very many."""
    documents = lookup.totals(db)["document"]
    if documents <= MANY or changed * SHARE >= documents:
        return False
    return across.state(db, VERSION, across.newest(db)) != across.compared(db)


def across_documents(db: Database, lexicon: Lexicon, run: int | None = None, as_of: date | None = None) -> bool:
    """Compare the documents of a database; whether it had to be done.

    `as_of` is the day for which the state of promises is told: the newest day of publication where it is None.
    """
    day = as_of or across.newest(db)
    digest = across.state(db, VERSION, day)
    if digest == across.compared(db):
        return False
    texts, fresh = across.texts(db, signature, sentence_hashes)
    across.write(db, compare(texts, across.claims(db), day, lexicon), fresh, run, digest)
    return True


def compare_database(database: Path, as_of: date | None = None, wait: float = 5.0) -> Shown:
    """Compare the documents of a database, and say what they show. Raises DatabaseError where it cannot be used."""
    with lock(database, wait), opened(database, create=False) as db:
        across_documents(db, _lexicon(db, database), as_of=as_of)
        return across.shown(db)


def _lexicon(db: Database, database: Path) -> Lexicon:
    """The tables that the documents were read with; the package's own where several corpora have theirs."""
    folders = {stored_lexicon(at, database) for at in lookup.places(db)} - {None}
    return load(folders.pop()) if len(folders) == 1 else load()
