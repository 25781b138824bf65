"""What was found in a text, and how it was reached, in lines and records."""

from collections.abc import Iterator
from typing import Any

from pipeline.explain import Explanation
from pipeline.explain.why_not import Answer
from pipeline.records import Mention
from pipeline.report.line import isolated, plain
from pipeline.values import Timex, describe


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


def _meaning(mention: Mention) -> dict[str, Any]:
    """The fields of a value that say something, numbers as JSON has them."""
    value = mention.value
    fields = {
        name: plain(getattr(value, name)) for name in value.__dataclass_fields__ if name not in ("lean", "candidates")
    }
    if isinstance(value, Timex):
        fields = {**fields, "start": fields.pop("start_date"), "end": fields.pop("end_date")}
    known = {"entity": mention.entity_id, "role": mention.role, "relation": mention.relation}
    return {key: item for key, item in {**fields, **known}.items() if item not in (None, False, [])}


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """A label and its words, one a line."""
    yield explanation.id
    width = max(len(label) for label, _ in explanation.parts)
    for label, words in explanation.parts:
        yield f"  {label:{width}}  {words}"


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
