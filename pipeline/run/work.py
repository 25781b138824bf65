"""The work on one document, in this process or another: read it, analyse it, and make its rows."""

import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import PipelineError, SourceError
from pipeline.ingest import Source, asked, read
from pipeline.lexicon import Lexicon, load
from pipeline.recogniser import DEFAULT
from pipeline.records import Document
from pipeline.run.analysis import analyse, only_stored
from pipeline.run.report import Failure
from pipeline.run.version import rules_version
from pipeline.store.corrected import corrected
from pipeline.store.rows import State, Written, rows
from pipeline.store.tag import put_tags

# Arabic, as ISO 639 writes it: the language, and what the Maghreb and the Mashriq speak.
_ARABIC = frozenset({"ar", "ara", "arb", "ary", "arq", "aeb", "arz", "apc", "ayl", "ayn", "acm", "afb"})
_UNDETERMINED = "und"
# Documents that are read before other processes are started: starting one costs about as much as reading these.
ALONE = 50

Outcome: TypeAlias = Written | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A source with its bytes, or a document that is already read; `lexicon` is the folder of the user's tables.

    `names` says what adds names to those that rules read.
    """

    metadata_hash: str
    source: Source | Document
    data: bytes = field(default=b"", repr=False)
    lexicon: Path | None = None
    names: str = DEFAULT


def load_lexicon(folder: Path | None) -> Lexicon:
    """The tables, with the user's as they stand now."""
    return load() if folder is None else load.__wrapped__(folder)


def work(task: Task, lexicon: Lexicon) -> Outcome:
    """The rows of a document, or why it cannot be read."""
    try:
        document = (
            read(task.source, task.data, lexicon) if isinstance(task.source, Source) else asked(task.source, lexicon)
        )
    except SourceError as error:
        return Failure.of(error)
    language = document.metadata.language or _UNDETERMINED
    extracted = language.lower().replace("_", "-").partition("-")[0] in _ARABIC
    analysis = analyse(document, lexicon, task.names) if extracted else only_stored(document)
    written = rows(analysis, State(rules_version(lexicon, task.names), task.metadata_hash, language, extracted))
    corrected(written.rows, analysis.applied, written.document_id)
    put_tags(written.rows)
    return written


class Workers:
    """One process or several that do the work; results are handed over in the order of the tasks."""

    def __init__(self, jobs: int) -> None:
        self._lexicons: dict[Path | None, Lexicon] = {}
        self.jobs = jobs
        # How many tasks may be in hand: enough that no process waits, few enough that memory stays small.
        self.room = 1 if jobs <= 1 else jobs * 4
        self._done = 0
        self._pool: ProcessPoolExecutor | None = None

    def hand(self, task: Task) -> "Future[Outcome]":
        """Start the work on a task."""
        if self.jobs > 1 and self._done >= ALONE:
            if self._pool is None:
                # A fresh interpreter each: a fork of a process with threads (a progress bar) may hang.
                self._pool = ProcessPoolExecutor(self.jobs, get_context("spawn"), _start)
            return self._pool.submit(_work, task)
        self._done += 1
        future: Future[Outcome] = Future()
        future.set_result(work(task, _lexicon(self._lexicons, task.lexicon)))
        return future

    def close(self) -> None:
        """Let go of what has not begun, and wait for what has."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def taken(future: "Future[Outcome]") -> Outcome:
    """The result of a task. Raises PipelineError where its process died."""
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise PipelineError("a worker process died", "try again with --jobs 1") from error


def _lexicon(read: dict[Path | None, Lexicon], folder: Path | None) -> Lexicon:
    """The tables of a folder, read once by each process."""
    if folder not in read:
        read[folder] = load_lexicon(folder)
    return read[folder]


_here: dict[Path | None, Lexicon] = {}


def _start() -> None:
    # Ctrl-C is for the parent, which decides what is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task) -> Outcome:
    return work(task, _lexicon(_here, task.lexicon))
