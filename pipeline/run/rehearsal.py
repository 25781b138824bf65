"""A dry run: what an ingest would do, with nothing written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest import sources, unmet
from pipeline.run.place import lexicon_folder
from pipeline.run.plan import Plan
from pipeline.run.report import Event, Failure, Options, Progress, Summary
from pipeline.run.steps import Known, Steps, stored_steps
from pipeline.run.version import rules_version
from pipeline.run.work import load_lexicon
from pipeline.store import lookup
from pipeline.store.opening import Database


def rehearse(
    db: Database | None, arguments: Sequence[str], database: Path, options: Options, progress: Progress | None
) -> Summary:
    """What would be new, changed, unchanged, failed, superseded and pruned: sources are compared, not read."""
    outcomes: Counter[str] = Counter()
    failures: list[Failure] = []
    gone: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    if options.reextract:
        again = stored_steps(db, arguments, database, options) if db is not None else []
        found = [(one.known.source, str(Plan.UNCHANGED if one.fresh else Plan.CHANGED)) for one in again]
        turns, total = iter(found), len(found)
    else:
        folder = lexicon_folder(arguments)
        steps = Steps(
            Known(db),
            list(sources(arguments, reach=options.reach)),
            database,
            options,
            rules_version(load_lexicon(folder), options.names),
        )
        turns, total = _turns(steps, folder, failures, outcomes), len(steps.found)
        silent = tuple(unmet(arguments, steps.found))
        gone = tuple(at.source for at in steps.gone(arguments)) if options.prune else ()
    for done, (name, what) in enumerate(turns, 1):
        outcomes[what] += 1
        if progress is not None:
            progress(Event(name, what, done, total))
    return Summary(
        database,
        new=outcomes["new"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        failed=outcomes["failed"],
        superseded=outcomes["superseded"],
        pruned=len(gone),
        totals=lookup.totals(db) if db is not None else {},
        failures=tuple(failures),
        gone=gone,
        unmet=silent,
        dry_run=True,
    )


def _turns(
    steps: Steps, folder: Path | None, failures: list[Failure], outcomes: Counter[str]
) -> Iterator[tuple[str, str]]:
    for step in steps.each(folder):
        if isinstance(step, SourceError):
            failures.append(Failure.of(step))
            yield step.source, "failed"
            continue
        if step.plan is not Plan.UNCHANGED:
            outcomes["superseded"] += steps.known.pretend(step, steps.rules)
        yield step.at.source, str(Plan.UNCHANGED if step.plan is Plan.ALSO else step.plan)
