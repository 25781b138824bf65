"""The desk: where papers and corrections are handed in, and wait their turn."""

import os
import secrets
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from pipeline.build import Failure
from pipeline.errors import UsageError
from pipeline.site.inbox import clerk
from pipeline.site.inbox.paper import SHOWN

_REMEMBERED = 50  # jobs whose end somebody may still ask for
_WAITING = 20
CORPUS, INBOX = "corpus", "inbox"
Work = Callable[..., Failure | None]


@dataclass(frozen=True, slots=True)
class Job:
    """Something that was handed in: what it is about, where its reader is led, and how it ended, once it has.

    `about` is the id of what was sent, or that of a row that is corrected; `awaits` that of a document which is enough
    to see; `fields` are what its form held.
    """

    ticket: str
    about: str
    leads_to: str
    future: "Future[Failure | None]" = field(repr=False)
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    awaits: str = ""

    @property
    def is_paper(self) -> bool:
        """Whether it brings a text, and is no correction."""
        return "." not in self.about and "/" not in self.about

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self.future.done()

    @property
    def failure(self) -> Failure | None:
        """Why it could not be done; None where it was."""
        try:
            return self.future.result(timeout=0)
        except BrokenProcessPool:
            return Failure(SHOWN, "read", "the process that reads died", "try again, or split the file")


class Desk:
    """One clerk who does one thing at a time; `folder` is where papers are filed."""

    def __init__(self, folder: Path, database: Path, executor: Executor | None = None) -> None:
        self.folder = folder
        self.database = database
        self._executor = executor
        self._jobs: dict[str, Job] = {}
        self._handed = self._seen = 0  # how many were handed in, and how many of them the last comparison saw
        self._compared: Future[Any] | None = None
        self._lock = threading.RLock()  # what is done before it is handed over is compared by the same hand

    def open(self) -> None:
        """Have the clerk ready before the first paper comes."""
        self._submit(clerk.warm)

    def close(self) -> None:
        """Finish what is in hand; what has not begun stays undone."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def hand(
        self, about: str, leads_to: str, fields: dict[str, str], work: Work, *given: Any, awaits: str = ""
    ) -> Job | None:
        """Hand in something to be done; None where too much waits already. The same text, still waiting, is one job."""
        with self._lock:
            waiting = [job for job in self._jobs.values() if not job.done]
            for job in waiting:
                if job.about == about and job.is_paper:
                    return job
            if len(waiting) >= _WAITING:
                return None
            job = Job(secrets.token_urlsafe(9), about, leads_to, self._submit(work, *given), fields, awaits)
            self._handed += 1
            self._jobs[job.ticket] = job
            job.future.add_done_callback(self._compare)
            for old in [job.ticket for job in self._jobs.values() if job.done][:-_REMEMBERED]:
                del self._jobs[old]
            return job

    def job(self, ticket: str) -> Job | None:
        """What was handed in under a ticket."""
        return self._jobs.get(ticket)

    @property
    def rests(self) -> bool:
        """Whether nothing waits, and what came in has been compared with the rest."""
        return self._seen == self._handed and (self._compared is None or self._compared.done())

    def _compare(self, _: Future[Any]) -> None:
        """Once nothing waits any more, compare what has come in: in a large database that takes a minute."""
        with self._lock, suppress(RuntimeError):  # the desk was closed meanwhile
            if all(job.done for job in self._jobs.values()):
                self._seen = self._handed
                self._compared = self._submit(clerk.compare, self.database)

    def _submit(self, work: Callable[..., Any], *given: Any) -> "Future[Any]":
        try:
            return self._running().submit(work, *given)
        except BrokenProcessPool:  # the clerk died over the last paper
            self._executor = None
            return self._running().submit(work, *given)

    def _running(self) -> Executor:
        if self._executor is None:
            # A fresh interpreter: the server's threads would not survive a fork.
            self._executor = ProcessPoolExecutor(1, get_context("spawn"), _begin)
        return self._executor


def _begin() -> None:
    # Ctrl-C is for the server, which waits for what is in hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_server, daemon=True).start()


def _end_with_server() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def folder_beside(database: Path) -> Path:
    """Where papers are filed where nobody says it: `extracted/facts.db` -> corpus/inbox.

    Raises UsageError where no corpus stands beside the database or beside its folder.
    """
    for folder in (database.parent, database.parent.parent):
        if (folder / CORPUS).is_dir():
            return folder / CORPUS / INBOX
    raise UsageError(f"no folder {CORPUS}/ beside {database}", "name the folder for texts: --inbox FOLDER")
