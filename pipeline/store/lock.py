"""One ingest at a time: the second waits a little, then says who holds the database."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import DatabaseError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where SQLite's own lock still keeps the database whole
    _FLOCK = None
else:
    _FLOCK = fcntl.flock

_STEP = 0.1


@contextmanager
def lock(database: Path, wait: float = 5.0) -> Iterator[None]:
    """Hold the database for writing. The system lets go of it when the process ends, however it ends.

    Raises DatabaseError, naming the process that holds it, after `wait` seconds.
    """
    path = database.with_name(database.name + ".lock")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise DatabaseError(f"{path}: cannot be written: {error.strerror}", "choose another place with --db") from error
    with file:
        until = time.monotonic() + wait
        while not _taken(file.fileno()):
            if time.monotonic() >= until:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise DatabaseError(
                    f"{database}: another ingest is writing to it (process {holder})", "try again when it has ended"
                )
            time.sleep(_STEP)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _taken(descriptor: int) -> bool:
    if _FLOCK is None:  # pragma: no cover - see above
        return True
    try:
        _FLOCK(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
