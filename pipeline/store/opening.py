"""Opening the database: it is made where it is missing, and refused where it is not ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from pipeline.errors import DatabaseError, NewerDatabaseError
from pipeline.store.schema import APPLICATION_ID, SCHEMA_VERSION, ddl

_WAIT = 30.0  # seconds that another may hold the file: a checkpoint, the check of a search index


__all__ = ["Database", "open_database", "opened", "read_only"]


def open_database(path: Path, *, create: bool = True) -> Database:
    """The database at `path`, made where it is missing.

    Raises DatabaseError where the file is not ours, is of an older version or cannot be opened, NewerDatabaseError
    where a newer version of this program made it.
    """
    if not create and not path.exists():
        raise DatabaseError(f"{path}: no such database", "make it with: pipeline ingest")
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT)
        # Autocommit: the writer alone says where a transaction begins and ends.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0 and create:
            _make(connection)
        _check(path, connection)
        if create:
            _write_ahead(connection)  # a copy of a database may have lost it
        connection.execute(
            "PRAGMA synchronous = NORMAL"
        )  # with WAL: a kill loses nothing, a power cut at most the tail
    except OSError as error:
        raise DatabaseError(f"{path}: cannot be made: {error.strerror}", "choose another place with --db") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path}: {_cause(error)}", "choose another file with --db") from error
    return Database(connection, execute_plugins=False)


def read_only(path: Path) -> sqlite3.Connection:
    """A finished database that nobody writes, wherever it lies: on a disk that is read-only as well.

    Raises DatabaseError, NewerDatabaseError as `open_database`.
    """
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        _check(path, connection)
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path}: {_cause(error)}", "choose another file with --db") from error
    return connection


@contextmanager
def opened(path: Path, *, create: bool = True) -> Iterator[Database]:
    """The database while it is needed. What SQLite itself cannot do becomes a DatabaseError."""
    db = open_database(path, create=create)
    try:
        yield db
    except sqlite3.OperationalError as error:
        raise DatabaseError(f"{path}: {error}", "free it, or make room on the disk") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:  # a broken rule of ours, not a broken file
            raise
        raise DatabaseError(
            f"{path}: {error}", "move it away and ingest again: it is rebuilt from its sources"
        ) from error
    finally:
        db.close()


def _make(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have made it between our look and our lock.
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        for statement in ddl():
            connection.execute(statement)
    connection.execute("COMMIT")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep what is written in a log beside the file, so that others read on meanwhile; never within a transaction."""
    connection.execute("PRAGMA journal_mode = WAL")


def _check(path: Path, connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise DatabaseError(f"{path}: not a database of this program", "choose another file with --db")
    if version > SCHEMA_VERSION:
        raise NewerDatabaseError(
            f"{path}: made by a newer version (schema {version}, this program knows {SCHEMA_VERSION})",
            "update with: pip install --upgrade wathiqa",
        )
    if version < SCHEMA_VERSION:
        raise DatabaseError(
            f"{path}: made by an older version (schema {version}, now {SCHEMA_VERSION})",
            "move it away and ingest again: it is rebuilt from its sources",
        )


def _cause(error: sqlite3.DatabaseError) -> str:
    if "not a database" in str(error):
        return "not a database"
    return f"cannot be opened: {error}"
