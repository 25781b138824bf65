"""The ingest: what has changed is read, analysed and written; what has not is left alone."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pipeline
from pipeline.errors import SourceError, UsageError
from pipeline.ingest import Source, load, sources
from pipeline.run.interrupt import Interrupt
from pipeline.run.place import forget, gone, identity, is_named, keep, lexicon_folder
from pipeline.run.plan import Plan, plan
from pipeline.run.rehearsal import rehearse
from pipeline.run.report import DEFAULT, Event, Failure, Options, Progress, Summary, Undated
from pipeline.run.version import metadata_hash, rules_version
from pipeline.run.work import Outcome, Task, Workers, load_lexicon, taken
from pipeline.store import lookup, writer
from pipeline.store.checks import check
from pipeline.store.lock import lock
from pipeline.store.opening import Database, opened
from pipeline.store.rows import Written
from pipeline.store.stored import stored


def ingest(
    arguments: Sequence[str], database: Path, options: Options = DEFAULT, progress: Progress | None = None
) -> Summary:
    """Read what the arguments name into the database, and say what was done.

    A source that cannot be read is noted in `failures` and the others go on. Raises DatabaseError where the database
    cannot be used, UsageError and LexiconError where the user's tables cannot.
    """
    if options.dry_run:
        with opened(database, create=False) if database.exists() else nullcontext() as db:
            return rehearse(db, arguments, database, options, progress)
    with lock(database, options.wait), opened(database) as db:
        return _Run(db, database, arguments, options, progress).go()


def remove(database: Path, source_or_id: str, wait: float = 5.0) -> int:
    """Take a document out, with its older versions; how many went.

    Of a source that shares its document with others only the source is forgotten. Raises UsageError where nothing is
    known of it.
    """
    with lock(database, wait), opened(database, create=False) as db:
        held = lookup.holders(db, source_or_id)
        if not held:
            raise UsageError(f"{source_or_id}: no such document or source", "look for it in the table sources")
        leaving = held if source_or_id in held else writer.detach(db, source_or_id)
        digests = writer.remove(db, leaving)
        for digest in digests:
            forget(database, digest)
        return len(digests)


@dataclass
class _Tally:
    """What was done so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    superseded: int = 0
    failures: list[Failure] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, written: Written) -> None:
        """What a document brought."""
        self.found.update(written.counts)
        document = written.rows["documents"][0]
        if document["published_on"] is None and document["extracted"]:
            self.undated.append(Undated(written.source, written.document_id, written.unresolved))
        if not document["extracted"]:
            self.foreign.append(written.source)
        self.warnings.extend(f"{written.source}: {row['message']}" for row in written.rows["warnings"])


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
        self.folder = lexicon_folder(self.arguments)
        self.lexicon = load_lexicon(self.folder)
        self.rules = rules_version(self.lexicon)
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
        except KeyboardInterrupt:
            self.interrupt.asked = True
            state = "interrupted"
        finally:
            seconds = time.monotonic() - began
            writer.end_run(self.db, run, state, {**self._counts(), "seconds": round(seconds, 3)})
        return self._summary(seconds)

    def _documents(self) -> None:
        workers = Workers(self.options.jobs, self.lexicon, self.folder)
        pending: deque[tuple[str, Future[Outcome]]] = deque()
        try:
            tasks = self._stored() if self.options.reextract else self._sources()
            for name, task in tasks:
                with self.interrupt.in_hand():
                    pending.append((name, workers.hand(task)))
                    if len(pending) >= workers.room:
                        self._finish(*pending.popleft(), forced=self.options.reextract)
                if self.interrupt.asked:
                    return
            while pending and not self.interrupt.asked:
                with self.interrupt.in_hand():
                    self._finish(*pending.popleft(), forced=self.options.reextract)
        finally:
            workers.close()

    def _sources(self) -> Iterator[tuple[str, Task]]:
        """What is to be read; what has not changed is passed over."""
        found = list(sources(self.arguments, self.options.metadata))
        self.total = len(found)
        if self.options.prune:
            self._prune(found)
        for source in found:
            if isinstance(source, SourceError):
                self._fail(source)
                continue
            try:
                data = load(source)
            except SourceError as error:
                self._fail(error)
                continue
            given = metadata_hash(source)
            if self._plan(identity(data), source.name, given) is Plan.UNCHANGED:
                self._done(source.name, Plan.UNCHANGED)
            else:
                yield source.name, Task(given, source, data)

    def _stored(self) -> Iterator[tuple[str, Task]]:
        """What stands in the database and was read with other rules."""
        chosen = [known for known in lookup.current(self.db) if is_named(known.source, self.arguments)]
        self.total = len(chosen)
        for known in chosen:
            document = stored(self.db, known.id)
            if document is None or (known.rules_version == self.rules and not self.options.force):
                self._done(known.source, Plan.UNCHANGED)
            else:
                yield known.source, Task(known.metadata_hash, document)

    def _plan(self, document_id: str, source: str, given: str) -> Plan:
        known = lookup.standing(self.db, document_id)
        here = known is not None and lookup.stands(self.db, document_id, source)
        return plan(known, source, here=here, given=given, rules=self.rules, force=self.options.force)

    def _finish(self, source: str, future: "Future[Outcome]", *, forced: bool) -> None:
        outcome = taken(future)
        if isinstance(outcome, Failure):
            self._fail(outcome.raised())
            return
        # Asked again: the same bytes may have come in from another place meanwhile; a web page is known by its text.
        given = outcome.rows["documents"][0]["metadata_hash"]
        what = Plan.CHANGED if forced else self._plan(outcome.document_id, source, given)
        try:
            if what in (Plan.NEW, Plan.CHANGED):
                keep(self.database, outcome)
                self.tally.superseded += len(writer.write(self.db, outcome))
                self.tally.add(outcome)
            elif what is Plan.ALSO:
                self.tally.superseded += len(writer.add_source(self.db, outcome.document_id, source))
        except SourceError as error:
            self._fail(error)
            return
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

    def _prune(self, found: Sequence[Source | SourceError]) -> None:
        for place in gone(lookup.places(self.db), found):
            for digest in writer.remove(self.db, writer.detach(self.db, place)):
                self.tally.outcomes["pruned"] += 1
                forget(self.database, digest)

    def _counts(self) -> dict[str, int]:
        named = ("new", "changed", "unchanged", "failed", "pruned")
        return {name: self.tally.outcomes[name] for name in named} | {"superseded": self.tally.superseded}

    def _summary(self, seconds: float) -> Summary:
        counts = self._counts()
        wrote = any(counts[name] for name in ("new", "changed", "superseded", "pruned"))
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
            undated=tuple(self.tally.undated),
            foreign=tuple(self.tally.foreign),
            warnings=tuple(self.tally.warnings),
            broken=check(self.db) if wrote else (),
            interrupted=self.interrupt.asked,
            seconds=seconds,
        )
