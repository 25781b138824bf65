"""The ingest: what has changed is read, analysed and written; what has not is left alone."""

import json
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pipeline
from pipeline.errors import SourceError, UsageError
from pipeline.ingest import Source, sources, unmatched, unmet
from pipeline.recogniser import ready
from pipeline.run.across import across_documents, waits
from pipeline.run.interrupt import Interrupt
from pipeline.run.place import forget, keep, lexicon_folder, where
from pipeline.run.plan import Plan
from pipeline.run.rehearsal import rehearse
from pipeline.run.report import DEFAULT, Event, Failure, Options, Progress, Summary, Undated
from pipeline.run.steps import Known, Step, Steps, stored_steps
from pipeline.run.version import rules_version
from pipeline.run.work import Outcome, Task, Workers, load_lexicon, taken
from pipeline.store import lookup, writer
from pipeline.store.checks import Breach, check
from pipeline.store.corrected import loose
from pipeline.store.lock import lock
from pipeline.store.opening import Database, opened
from pipeline.store.rows import Written
from pipeline.store.stored import stored


def ingest(
    arguments: Sequence[str], database: Path, options: Options = DEFAULT, progress: Progress | None = None
) -> Summary:
    """Read what the arguments name into the database, and say what was done.

    A source that cannot be read is noted in `failures` and the others go on. Raises DatabaseError where the database
    cannot be used, UsageError and LexiconError where the user's tables cannot, UsageError where names are asked of a
    reader that is not here.
    """
    ready(options.names)
    if options.dry_run:
        with opened(database, create=False) if database.exists() else nullcontext() as db:
            return rehearse(db, arguments, database, options, progress)
    with lock(database, options.wait), opened(database) as db:
        return _Run(db, database, arguments, options, progress).go()


def remove(database: Path, source_or_id: str, wait: float = 5.0) -> int:
    """Take a document out, with its older versions; how many went. What the others show together is told anew.

    Of a source that shares its document with others only the source is forgotten. Raises UsageError where nothing is
    known of it.
    """
    with lock(database, wait), opened(database, create=False) as db:
        leaving = [source_or_id] if lookup.standing(db, source_or_id) else _detached(db, database, source_or_id)
        digests = writer.remove(db, leaving)
        for digest in digests:
            forget(database, digest)
        if digests and not waits(db, len(digests)):
            across_documents(db, load_lexicon(None))
        return len(digests)


def _detached(db: Database, database: Path, source: str) -> list[str]:
    """The documents that stand nowhere once this source is forgotten."""
    held = lookup.called(db, source, where(Path(source), database))
    if not held:
        raise UsageError(f"{source}: no such document or source", "look for it in the table sources")
    return [identity for place in sorted({at.place for at in held}) for identity in writer.detach(db, place)]


@dataclass
class _Tally:
    """What was done so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    superseded: int = 0
    failures: list[Failure] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    waiting: bool = False

    def add(self, written: Written) -> None:
        """What a document brought."""
        self.found.update(written.counts)
        document = written.rows["documents"][0]
        if document["published_on"] is None and document["extracted"]:
            self.undated.append(Undated(written.source, written.document_id, written.unresolved))
        if not document["extracted"]:
            self.foreign.append(written.source)
        self.warnings.extend(f"{written.source}: {row['message']}" for row in written.rows["warnings"])
        self.doubts.extend(
            f"{written.source}, page {row['number']}: {'; '.join(json.loads(row['reasons']))}"
            for row in written.rows["pages"]
            if row["quality"] != "sound" and row["reasons"]
        )


class _Run:
    """One ingest while it goes on."""

    def __init__(
        self, db: Database, database: Path, arguments: Sequence[str], options: Options, progress: Progress | None
    ) -> None:
        self.db = db
        self.database = database
        self.arguments = tuple(arguments)
        self.options = options
        self.progress = progress
        self.folder = None if options.reextract else lexicon_folder(self.arguments)
        self.rules = rules_version(load_lexicon(self.folder), options.names)
        self.again = stored_steps(db, self.arguments, database, options) if options.reextract else []
        self.tally = _Tally()
        self.interrupt = Interrupt()
        self.total = 0

    def go(self) -> Summary:
        """Do it."""
        began = time.monotonic()
        asked = {"arguments": self.arguments, "lexicon": str(self.folder) if self.folder else None}
        run = self.run = writer.start_run(self.db, pipeline.__version__, self.rules, asked)
        state = "failed"
        try:
            with self.interrupt.listening():
                self._documents()
            state = "interrupted" if self.interrupt.asked else "done"
            if state == "done":
                if not self.options.reextract:
                    writer.outdate(self.db, run, self.arguments)
                    self._orphans()
                if self.options.across:
                    self._across(run)
        except KeyboardInterrupt:
            self.interrupt.asked = True
            state = "interrupted"
        finally:
            seconds = time.monotonic() - began
            writer.end_run(self.db, run, state, {**self._counts(), "seconds": round(seconds, 3)})
        return self._summary(seconds)

    def _across(self, run: int) -> None:
        """What the documents show together; of a few among very many it is told when somebody asks for it."""
        self.tally.waiting = waits(self.db, self._changed())
        if not self.tally.waiting:
            across_documents(self.db, load_lexicon(self.folder), run)

    def _broken(self) -> tuple[Breach, ...]:
        """The checks that do not hold; of a few documents among very many, in what was written alone."""
        changed = self._changed()
        if not changed:
            return ()
        return check(self.db, among=self.tally.written if waits(self.db, changed) else None)

    def _changed(self) -> int:
        counts = self._counts()
        return sum(counts[name] for name in ("new", "changed", "superseded", "pruned"))

    def _orphans(self) -> None:
        """The corrections that no document has taken: their words are gone, or their source."""
        found = [source for source in self.steps.found if isinstance(source, Source)]
        lines, errors = unmatched(found)
        for error in errors:
            self._fail(error)
        judged = {line.id: line for source in found for line in source.corrections if line.kind == "entity"}
        writer.orphan(self.db, loose([*lines, *judged.values()], lookup.entities(self.db)))
        self.tally.orphans.extend(lookup.orphans(self.db))

    def _documents(self) -> None:
        workers = Workers(self.options.jobs)
        pending: deque[tuple[str, Step | None, Future[Outcome]]] = deque()
        try:
            tasks = self._stored() if self.options.reextract else self._sources()
            for name, step, task in tasks:
                with self.interrupt.in_hand():
                    pending.append((name, step, workers.hand(task)))
                    if len(pending) >= workers.room:
                        self._finish(*pending.popleft())
                if self.interrupt.asked:
                    return
            while pending and not self.interrupt.asked:
                with self.interrupt.in_hand():
                    self._finish(*pending.popleft())
        finally:
            workers.close()

    def _sources(self) -> Iterator[tuple[str, Step, Task]]:
        """What is to be read; what has not changed is passed over."""
        found = list(sources(self.arguments, reach=self.options.reach))
        self.steps = Steps(Known(self.db), found, self.database, self.options, self.rules)
        self.total = len(self.steps.found)
        self.tally.unmet.extend(unmet(self.arguments, found))
        if self.options.prune:
            self._prune()
        for step in self.steps.each(self.folder):
            if isinstance(step, SourceError):
                self._fail(step)
            elif step.plan is Plan.UNCHANGED:
                self._done(step.at.source, Plan.UNCHANGED)
            else:
                yield step.at.source, step, Task(step.given, step.source, step.data, self.folder, self.options.names)

    def _stored(self) -> Iterator[tuple[str, None, Task]]:
        """What stands in the database and was read with other rules."""
        self.total = len(self.again)
        for one in self.again:
            document = None if one.fresh else stored(self.db, one.known.id)
            if document is None:
                self._done(one.known.source, Plan.UNCHANGED)
            else:
                document = replace(document, corrections=one.corrections)
                task = Task(one.known.metadata_hash, document, lexicon=one.lexicon, names=self.options.names)
                yield one.known.source, None, task

    def _finish(self, source: str, step: Step | None, future: "Future[Outcome]") -> None:
        outcome = taken(future)
        if isinstance(outcome, Failure):
            self._fail(outcome.raised())
            return
        # Asked again: the same bytes may have come in from another place meanwhile; a web page is known by its text.
        what = self.steps.plan(step, outcome.document_id) if step else Plan.CHANGED
        try:
            if what in (Plan.NEW, Plan.CHANGED):
                keep(self.database, outcome)
                superseded = writer.write(self.db, outcome, step.at if step else None)
                self.tally.superseded += len(superseded)
                self.tally.written.extend((outcome.document_id, *superseded))
                self.tally.add(outcome)
            elif what is Plan.ALSO and step:
                self.tally.superseded += len(writer.add_source(self.db, outcome.document_id, step.at))
        except SourceError as error:
            self._fail(error)
            return
        for at in self.steps.left(outcome.document_id) if step else ():
            writer.detach(self.db, at.place)
        self._done(source, what if what in (Plan.NEW, Plan.CHANGED) else Plan.UNCHANGED)

    def _fail(self, error: SourceError) -> None:
        self.tally.failures.append(Failure.of(error))
        writer.fail(self.db, self.run, error)
        self._done(error.source, "failed")

    def _done(self, source: str, outcome: str) -> None:
        self.tally.outcomes[outcome] += 1
        if outcome != "failed":
            writer.forgive(self.db, source)
        if self.progress is not None:
            done = sum(self.tally.outcomes.values()) - self.tally.outcomes["pruned"]
            self.progress(Event(source, str(outcome), done, self.total))

    def _prune(self) -> None:
        for at in self.steps.gone(self.arguments):
            self.tally.gone.append(at.source)
            for digest in writer.remove(self.db, writer.detach(self.db, at.place)):
                self.tally.outcomes["pruned"] += 1
                forget(self.database, digest)

    def _counts(self) -> dict[str, int]:
        named = ("new", "changed", "unchanged", "failed", "pruned")
        return {name: self.tally.outcomes[name] for name in named} | {"superseded": self.tally.superseded}

    def _summary(self, seconds: float) -> Summary:
        counts = self._counts()
        return Summary(
            self.database,
            new=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            failed=counts["failed"],
            superseded=counts["superseded"],
            pruned=counts["pruned"],
            found=dict(sorted(self.tally.found.items())),
            totals=lookup.totals(self.db),
            failures=tuple(self.tally.failures),
            gone=tuple(self.tally.gone),
            undated=tuple(self.tally.undated),
            foreign=tuple(self.tally.foreign),
            warnings=tuple(self.tally.warnings),
            doubts=tuple(self.tally.doubts),
            unmet=tuple(self.tally.unmet),
            orphans=tuple(self.tally.orphans),
            broken=self._broken(),
            waiting=self.tally.waiting,
            interrupted=self.interrupt.asked,
            seconds=seconds,
        )
