"""What the command says, in lines that a person reads. Arabic is set apart, so that numbers beside it do not jump."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.doctor import Finding
from pipeline.evaluate import Error, Rate, Report
from pipeline.explain import Explanation
from pipeline.records import Mention
from pipeline.values import Timex, describe

_SIGNS = {"found": "+", "optional": "-", "missing": "!"}


def isolated(text: str) -> str:
    """A text of its own direction, between FSI and PDI."""
    return f"\u2068{text}\u2069"


def mention_line(mention: Mention) -> str:
    """`figure  2095-2104  22 hospital  «22 مستشفى»  number + noun`."""
    surface = isolated(f"«{' '.join(mention.surface.split())}»")
    value = isolated(value_of(mention))
    return f"{mention.kind:10} {mention.span.start:>6}-{mention.span.end:<6} {value}  {surface}  {mention.rule}"


def mention_record(mention: Mention) -> dict[str, Any]:
    """A mention as a line of JSON lines: the keys of the gold, and what the database would hold."""
    return {
        "kind": mention.kind,
        "start_char": mention.span.start,
        "end_char": mention.span.end,
        "surface": mention.surface,
        "reads": value_of(mention),
        **_meaning(mention),
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def value_of(mention: Mention) -> str:
    """The meaning in one line; an entity where one is known."""
    return mention.entity_id or describe(mention.value)


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """A label and its words, one a line."""
    yield explanation.id
    width = max(len(label) for label, _ in explanation.parts)
    for label, words in explanation.parts:
        yield f"  {label:{width}}  {words}"


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
        parts.append(f"want {isolated(_flat(error.want.items()))}")
    if error.got:
        parts.append(f"got {isolated(_flat(error.got.items()))}")
    return " ".join(parts) + (f" ({error.rule})" if error.rule else "")


def _flat(items: Iterable[tuple[str, Any]]) -> str:
    return ", ".join(f"{key}={value}" for key, value in items)


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


def _meaning(mention: Mention) -> dict[str, Any]:
    """The fields of a value that say something, numbers as JSON has them."""
    value = mention.value
    fields = {
        name: _plain(getattr(value, name)) for name in value.__dataclass_fields__ if name not in ("lean", "candidates")
    }
    if isinstance(value, Timex):
        fields = {**fields, "start": fields.pop("start_date"), "end": fields.pop("end_date")}
    known = {"entity": mention.entity_id, "role": mention.role, "relation": mention.relation}
    return {key: item for key, item in {**fields, **known}.items() if item not in (None, False, [])}


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
