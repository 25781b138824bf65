"""A dry run: what an ingest would do, with nothing written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.ingest import Source, load, sources
from pipeline.run.place import gone, identity, is_named, lexicon_folder
from pipeline.run.plan import Plan, plan
from pipeline.run.report import Event, Failure, Options, Progress, Summary
from pipeline.run.version import metadata_hash, rules_version
from pipeline.run.work import load_lexicon
from pipeline.store import lookup
from pipeline.store.opening import Database


def rehearse(
    db: Database | None, arguments: Sequence[str], database: Path, options: Options, progress: Progress | None
) -> Summary:
    """What would be new, changed, unchanged, failed and pruned. Sources are opened and compared, not read."""
    rules = rules_version(load_lexicon(lexicon_folder(arguments)))
    outcomes: Counter[str] = Counter()
    failures: list[Failure] = []
    if options.reextract:
        steps, total = _stored(db, arguments, rules, options), None
    else:
        found = list(sources(arguments, options.metadata))
        steps, total = _sources(db, found, rules, options), len(found)
        if options.prune and db is not None:
            outcomes["pruned"] = sum(1 for _ in gone(lookup.places(db), found))
    for done, (name, outcome) in enumerate(steps, 1):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        what = "failed" if isinstance(outcome, Failure) else outcome
        outcomes[what] += 1
        if progress is not None:
            progress(Event(name, what, done, total or done))
    return Summary(
        database,
        new=outcomes["new"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        failed=outcomes["failed"],
        pruned=outcomes["pruned"],
        totals=lookup.totals(db) if db is not None else {},
        failures=tuple(failures),
        dry_run=True,
    )


def _sources(
    db: Database | None, found: Sequence[Source | SourceError], rules: str, options: Options
) -> Iterator[tuple[str, str | Failure]]:
    for source in found:
        try:
            if isinstance(source, SourceError):
                raise source
            data = load(source)
        except SourceError as error:
            yield error.source, Failure.of(error)
            continue
        known = lookup.standing(db, identity(data)) if db is not None else None
        here = db is not None and known is not None and lookup.stands(db, known.id, source.name)
        what = plan(known, source.name, here=here, given=metadata_hash(source), rules=rules, force=options.force)
        yield source.name, str(Plan.UNCHANGED if what is Plan.ALSO else what)


def _stored(
    db: Database | None, arguments: Sequence[str], rules: str, options: Options
) -> Iterator[tuple[str, str | Failure]]:
    for known in lookup.current(db) if db is not None else []:
        if is_named(known.source, arguments):
            fresh = known.rules_version == rules and not options.force
            yield known.source, "unchanged" if fresh else "changed"
