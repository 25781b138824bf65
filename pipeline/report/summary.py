"""What an ingest did, in lines and as a record."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.build import Summary, Undated
from pipeline.errors import CheckError, SourceError
from pipeline.report.line import isolated, shortened

_PLURALS = {"person": "people"}


def summary_lines(summary: Summary, option: str = "") -> Iterator[str]:
    """What an ingest did, what failed and why, what has no date, and the next command (`option`: with ` --db x.db`)."""
    would = "would be " if summary.dry_run else ""
    counts = [f"{summary.new} new", f"{summary.changed} changed", f"{summary.unchanged} unchanged"]
    counts += [f"{summary.failed} failed"]
    counts += [
        f"{number} {word}"
        for number, word in ((summary.superseded, "superseded"), (summary.pruned, "pruned"))
        if number
    ]
    yield f"documents: {would}{', '.join(counts)}"
    if summary.found:
        yield f"found: {_counts(summary.found)}"
    if summary.totals and summary.unchanged:
        yield f"in the database: {_counts(summary.totals)}"
    yield f"{summary.seconds:.1f} s, {summary.database}"
    yield from failure_lines(summary)
    if summary.waiting:
        yield f"not compared with the others, of which there are very many: pipeline compare{option}"
    unmet = [f"{entry}: no such file here (check the name)" for entry in summary.unmet]
    yield from shortened("entries of a manifest without a file:", unmet)
    orphans = [isolated(line) for line in summary.orphans]
    yield from shortened("corrections that have lost their place (corrections.jsonl):", orphans)
    yield from shortened(f"{would}taken out, their sources being gone:", summary.gone)
    doubts = [isolated(doubt) for doubt in summary.doubts]
    yield from shortened("pages in doubt, whose figures, dates and laws stay out of the facts:", doubts)
    yield from shortened("contradictions in the texts:", [isolated(warning) for warning in summary.warnings])
    yield from shortened("not in Arabic, so stored and searchable only:", summary.foreign)
    yield from _undated_lines(summary.undated, option)
    if summary.interrupted:
        yield "interrupted: what was finished is kept, the next run goes on from there"
    elif not summary.broken and not summary.dry_run and summary.new + summary.changed + summary.unchanged:
        yield f"next: pipeline serve{option}"


def failure_lines(summary: Summary) -> Iterator[str]:
    """Every source that could not be read, and every check that does not hold: why, and what to do about it."""
    if summary.failures:
        yield "failed:"
    for failure in summary.failures:
        yield f"  {failure.source}: {failure.error} ({failure.hint})"
    if summary.broken:
        yield "does not hold, which is a fault of this program:"
    for breach in summary.broken:
        yield f"  {breach.name}: {breach.why}; not so in {', '.join(breach.rows)}"
    if summary.broken:
        yield f"  for all of it: pipeline verify --db {shlex.quote(str(summary.database))}"


def _dating(source: str, option: str) -> str:
    """The command that gives a source its date: what came from the web or the standard input has no manifest."""
    if source.startswith(("http://", "https://")):
        return f"pipeline ingest {shlex.quote(source)} --published YYYY-MM-DD{option}"
    if source.partition("#")[0] == "-":
        return f"pipeline ingest - --published YYYY-MM-DD{option}"
    return f"pipeline set {shlex.quote(source)} published_on=YYYY-MM-DD"


def _undated_lines(undated: Sequence[Undated], option: str) -> Iterator[str]:
    lines = []
    for item in undated:
        words = "، ".join(dict.fromkeys(" ".join(surface.split()) for surface in item.unresolved))
        open_words = f"unresolved: {isolated(words)}" if words else "nothing leans on it"
        lines.append(f"{item.source}: {open_words}\n      {_dating(item.source, option)}")
    yield from shortened("without a date, so that what leans on it stays open:", lines)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number} {kind if number == 1 else _PLURALS.get(kind, kind + 's')}" for kind, number in counts.items()
    )


_NUMBERS = ("new", "changed", "unchanged", "failed", "superseded", "pruned")


def summary_record(summary: Summary) -> dict[str, Any]:
    """The same as one object."""
    return {
        "database": str(summary.database),
        **{name: getattr(summary, name) for name in _NUMBERS},
        "mentions": dict(summary.found or {}),
        "totals": dict(summary.totals or {}),
        "failures": [asdict(failure) for failure in summary.failures],
        "undated": [asdict(item) for item in summary.undated],
        "foreign": list(summary.foreign),
        "warnings": list(summary.warnings),
        "doubts": list(summary.doubts),
        "unmet": list(summary.unmet),
        "orphans": list(summary.orphans),
        "broken": [breach._asdict() for breach in summary.broken],
        "interrupted": summary.interrupted,
        "dry_run": summary.dry_run,
        "seconds": round(summary.seconds, 3),
    }


def exit_code(summary: Summary) -> int:
    """130 interrupted, 4 a check does not hold, 3 some documents failed, 0 done."""
    if summary.interrupted:
        return 130
    if summary.broken:
        return CheckError.exit_code
    return SourceError.exit_code if summary.failed else 0
