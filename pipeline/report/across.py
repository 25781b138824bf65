"""What documents show together, and what changed between databases, in lines and records."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from pipeline.claim import Shown
from pipeline.explain.difference import Difference
from pipeline.report.line import isolated, shortened


def comparison_lines(shown: Shown) -> Iterator[str]:
    """What the documents show together: counts, then what a reporter reads first."""
    for table, group in groupby(shown.counts, key=lambda count: count[0]):
        yield f"{table}: " + ", ".join(f"{count} {name}" for _, name, count in group)
    if not shown.counts:
        yield "nothing to compare: no two documents speak of one thing, and none promises anything for a day"
    for heading, lines in (
        (f"promises, as of {shown.as_of}:", [f"{state}: {isolated(line)}" for state, line in shown.promises]),
        ("conflicts:", [isolated(line) for line in shown.conflicts]),
        ("calculations that do not fit:", [isolated(line) for line in shown.contradictions]),
    ):
        if lines:
            yield from shortened(heading, lines)


def comparison_record(shown: Shown) -> dict[str, Any]:
    """The same as one object."""
    counts: dict[str, dict[str, int]] = {}
    for table, name, count in shown.counts:
        counts.setdefault(table, {})[name] = count
    return {**asdict(shown), "counts": counts}


def difference_lines(found: Difference) -> Iterator[str]:
    """What changed, rule by rule, with a few examples of each."""
    if not found.counts:
        yield "nothing has changed in the documents that both hold"
    for table, kind, rule, count in found.counts:
        yield f"{table}: {count} {kind} by «{rule}»"
        for change in found.examples:
            if (change.table, change.kind, change.rule) == (table, kind, rule):
                details = f"  {isolated(change.details)}" if change.details else ""
                yield f"  {change.id}  {isolated(' '.join(change.surface.split()))}{details}"
    if found.only_old or found.only_new:
        yield f"documents in the first only: {found.only_old}, in the second only: {found.only_new}"
