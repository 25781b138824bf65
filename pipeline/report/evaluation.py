"""Scores against gold, what a machine has, and what was proved, in lines and records."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.doctor import Finding
from pipeline.evaluate import Error, Rate, Report
from pipeline.report.line import flat, isolated, shortened
from pipeline.verify import Verification

_SIGNS = {"found": "+", "optional": "-", "missing": "!"}


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """`+ spacy 3.8.18`, `! no FTS5: no full-text search`."""
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        yield f"{_SIGNS[finding.state]} {finding.name:{width}}  {finding.detail or finding.cost}".rstrip()
    yield "+ found   - missing, and nothing here breaks   ! missing"


def evaluation_lines(report: Report) -> Iterator[str]:
    """Rates per kind, the rules that err, and the ten worst errors."""
    yield f"{'kind':13} {'found':>9}  precision  recall     F1   | spans alone: precision  recall     F1"
    for kind, rate in report.values.items():
        span = report.spans[kind]
        yield f"{kind:13} {rate.hit:>4}/{rate.gold:<4}  {_rates(rate)}   |              {_rates(span)}"
    wrong = sorted(((bad, good, rule) for rule, (good, bad) in report.rules.items() if bad), reverse=True)
    if wrong:
        yield "\nrules that err (wrong, right):"
        yield from (f"  {bad:>4} {good:>4}  {rule}" for bad, good, rule in wrong)
    if report.errors:
        yield f"\n{len(report.errors)} errors, the worst first:"
        yield from (f"  {error_line(error)}" for error in report.worst)
    if report.unscored:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(report.unscored.items()))
        yield f"\nnot scored: {counts}"


def _rates(rate: Rate) -> str:
    return "  ".join(
        f"{'-' if value is None else f'{value:.3f}':>7}" for value in (rate.precision, rate.recall, rate.f1)
    )


def error_line(error: Error) -> str:
    """`wrong date 12 «...» want {...} got {...} (rule)`."""
    parts = [error.how, error.kind, f"{error.doc}:{error.start_char}"]
    if error.surface:
        parts.append(isolated(f"«{' '.join(error.surface.split())}»"))
    if error.want:
        parts.append(f"want {isolated(flat(error.want.items()))}")
    if error.got:
        parts.append(f"got {isolated(flat(error.got.items()))}")
    return " ".join(parts) + (f" ({error.rule})" if error.rule else "")


def evaluation_record(report: Report) -> dict[str, Any]:
    """The same as one object."""
    return {
        "gold": report.gold,
        "sha256": report.sha256,
        "kinds": {
            kind: {**_rate_record(rate), "spans": _rate_record(report.spans[kind])}
            for kind, rate in report.values.items()
        },
        "rules": {rule: {"right": right, "wrong": wrong} for rule, (right, wrong) in report.rules.items()},
        "errors": len(report.errors),
        "worst": [
            {"how": e.how, "doc": e.doc, "kind": e.kind, "start_char": e.start_char, "surface": e.surface,
             "want": dict(e.want), "got": dict(e.got), "rule": e.rule}
            for e in report.worst
        ],
        "not_scored": dict(report.unscored),
    }  # fmt: skip


def _rate_record(rate: Rate) -> dict[str, Any]:
    return {
        "gold": rate.gold,
        "hit": rate.hit,
        "found": rate.found,
        "right": rate.right,
        "precision": rate.precision,
        "recall": rate.recall,
        "f1": rate.f1,
    }


def verification_lines(outcome: Verification) -> Iterator[str]:
    """What was proved, what does not hold, and which sources are gone."""
    yield f"documents: {outcome.documents}, of which {outcome.read_again} read again from their sources"
    yield f"spans proved: {outcome.spans}"
    if outcome.problems:
        yield "does not hold:"
    yield from (f"  {problem.where}: {problem.cause} ({problem.hint})" for problem in outcome.problems)
    yield from shortened("sources that are no longer there:", outcome.missing)


def verification_record(outcome: Verification) -> dict[str, Any]:
    """The same as one object."""
    return {**asdict(outcome), "database": str(outcome.database)}
