"""What the command says, in lines that a person reads. Arabic is set apart, so that numbers beside it do not jump."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from pipeline.build import Summary, Undated
from pipeline.claim import Shown
from pipeline.doctor import Finding
from pipeline.errors import CheckError, SourceError
from pipeline.evaluate import Error, Rate, Report
from pipeline.explain import Explanation
from pipeline.explain.difference import Difference
from pipeline.explain.why_not import Answer
from pipeline.records import Document, Mention
from pipeline.values import Timex, describe
from pipeline.verify import Verification

_DOUBTS = {
    "digits": "digits in doubt",
    "letters": "letters in doubt",
    "ocr": "read by OCR, digits in doubt",
    "empty": "no text",
}
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


_SHOWN = 10
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
    unmet = [f"{entry}: no such file here (check the name)" for entry in summary.unmet]
    yield from _shortened("entries of a manifest without a file:", unmet)
    orphans = [isolated(line) for line in summary.orphans]
    yield from _shortened("corrections that have lost their place (corrections.jsonl):", orphans)
    yield from _shortened(f"{would}taken out, their sources being gone:", summary.gone)
    doubts = [isolated(doubt) for doubt in summary.doubts]
    yield from _shortened("pages in doubt, whose figures, dates and laws stay out of the facts:", doubts)
    yield from _shortened("contradictions in the texts:", [isolated(warning) for warning in summary.warnings])
    yield from _shortened("not in Arabic, so stored and searchable only:", summary.foreign)
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
    yield from _shortened("without a date, so that what leans on it stays open:", lines)


def _shortened(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield heading
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more (--json tells all)"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number} {kind if number == 1 else _PLURALS.get(kind, kind + 's')}" for kind, number in counts.items()
    )


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


_NUMBERS = ("new", "changed", "unchanged", "failed", "superseded", "pruned")


def exit_code(summary: Summary) -> int:
    """130 interrupted, 4 a check does not hold, 3 some documents failed, 0 done."""
    if summary.interrupted:
        return 130
    if summary.broken:
        return CheckError.exit_code
    return SourceError.exit_code if summary.failed else 0


def verification_lines(outcome: Verification) -> Iterator[str]:
    """What was proved, what does not hold, and which sources are gone."""
    yield f"documents: {outcome.documents}, of which {outcome.read_again} read again from their sources"
    yield f"spans proved: {outcome.spans}"
    if outcome.problems:
        yield "does not hold:"
    yield from (f"  {problem.where}: {problem.cause} ({problem.hint})" for problem in outcome.problems)
    yield from _shortened("sources that are no longer there:", outcome.missing)


def verification_record(outcome: Verification) -> dict[str, Any]:
    """The same as one object."""
    return {**asdict(outcome), "database": str(outcome.database)}


def page_lines(document: Document) -> Iterator[str]:
    """`decree.pdf, page 3: letters in doubt: 44% of the glyphs have no text`."""
    for page in document.pages:
        if page.quality != "sound" and page.reasons:
            yield f"{document.source}, page {page.number}: {_DOUBTS[page.quality]}: {'; '.join(page.reasons)}"


def document_record(document: Document) -> dict[str, Any]:
    """A document as a reader gives it: metadata, text, zones, cells, pages, repairs."""
    known = document.metadata
    return {
        "id": document.id,
        "source": document.source,
        "media_type": document.media_type,
        "reader": document.reader,
        "reader_version": document.reader_version,
        "title": known.title,
        "author": known.author,
        "publisher": known.publisher,
        "url": known.url,
        "country": known.country,
        "language": known.language,
        "published_on": _plain(known.published_on),
        "published_how": document.published_how,
        "text": document.text,
        "zones": [[*zone.span, zone.zone] for zone in document.zones],
        "cells": [{**asdict(cell), "span": list(cell.span)} for cell in document.cells],
        "pages": [{**asdict(page), "span": list(page.span)} for page in document.pages],
        "lines": [[*place.span, place.page, *place.box] for place in document.places],
        "repairs": [
            {
                "start": made.span.start,
                "end": made.span.end,
                "before": made.before,
                "after": made.after,
                "kind": made.kind,
            }
            for made in document.repairs
        ],
    }


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
            yield from _shortened(heading, lines)


def comparison_record(shown: Shown) -> dict[str, Any]:
    """The same as one object."""
    counts: dict[str, dict[str, int]] = {}
    for table, name, count in shown.counts:
        counts.setdefault(table, {})[name] = count
    return {**asdict(shown), "counts": counts}


def repairs_line(document: Document) -> str:
    """`order.txt: repaired (number_order 28, ligature 22); --json lists each, --no-repair leaves...`."""
    kinds = Counter(made.kind for made in document.repairs).most_common()
    told = ", ".join(f"{kind} {count}" for kind, count in kinds)
    return f"{document.source}: repaired ({told}); --json lists each, --no-repair leaves the text as it came"


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


def answer_lines(answer: Answer) -> Iterator[str]:
    """What stands at the end, what each rule saw, and where the database has the words."""
    yield "read:" if answer.found else "nothing was read"
    yield from (f"  {isolated(line)}" for line in answer.found)
    yield "rules that saw it:" if answer.sightings else "no rule saw it: none of its words begins a shape that fits"
    for seen in answer.sightings:
        yield f"  {seen.rule}  {isolated(f'«{seen.surface}»')}  {isolated(seen.outcome)}"
    if answer.places:
        yield "in the database:"
        yield from (f"  {isolated(line)}" for line in answer.places)
