"""Facts as rows: their slots, the words behind each, and how they go together."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.records import Fact, FactLink, Mention, Sentence
from pipeline.store.value import TABLE_OF, Row, figure_columns, iso
from pipeline.values import Figure, describe

_AMOUNT = ("value", "value_max", "qualifier", "unit", "noun", "noun_lemma")


def numbered(facts: Iterable[Fact], document_id: str) -> list[tuple[Fact, str]]:
    """Facts with their ids: `<figure or event id>.<n>`, n counting the facts of one figure or event from 1."""
    seen: dict[str, int] = {}
    made = []
    for fact in facts:
        about = fact.about.id(document_id)
        seen[about] = seen.get(about, 0) + 1
        made.append((fact, f"{about}.{seen[about]}"))
    return made


def describe_fact(fact: Fact) -> str:
    """A fact in one line: `1430 bed · region/01 · 2026-02-01/2026-02-28`, `sign · 2022-07-01/2022-07-31`."""
    parts = [describe(fact.about.value) if isinstance(fact.about, Mention) else fact.about.action]
    if fact.place is not None:
        parts.append(fact.place_id or fact.place)
    if fact.start_date is not None or fact.end_date is not None:
        days = (iso(fact.start_date), iso(fact.end_date))
        parts.append("/".join(day or ".." for day in dict.fromkeys(days)))
    return " · ".join(parts)


def row(fact: Fact, identity: str, document_id: str) -> Row:
    """The slots of a fact."""
    about, context = fact.about, fact.context
    figure = about.value if isinstance(about, Mention) and isinstance(about.value, Figure) else None
    amount = figure_columns(figure) if figure is not None else dict.fromkeys(_AMOUNT)
    speaker = context.speaker_mention
    return {
        "id": identity,
        "rule": about.rule,
        "confidence": fact.confidence,
        "kind": "event" if figure is None else "quantity",
        "figure_id": about.id(document_id) if figure is not None else None,
        "indicator": fact.indicator,
        "action": fact.action,
        "subject": fact.subject,
        "subject_id": fact.subject_id,
        **{name: amount[name] for name in _AMOUNT},
        "change": context.change,
        "status": context.status,
        "place": fact.place,
        "place_id": fact.place_id,
        "place_how": fact.place_how,
        "start_date": iso(fact.start_date),
        "end_date": iso(fact.end_date),
        "time_relation": fact.time_relation,
        "time_how": fact.time_how,
        "condition": context.condition,
        "programme_id": fact.programme_id,
        "speaker": context.speaker,
        "speaker_id": speaker.entity_id if speaker is not None else None,
        "source_text": context.source_text,
        "said_on": iso(fact.said_on),
        "stance": context.stance,
        "quote": fact.quote,
    }


def evidence(fact: Fact, identity: str, document_id: str, sentences: Sequence[Sentence]) -> Iterator[Row]:
    """The words behind every filled slot: rows of their own where a rule has read them, else of their sentence."""
    for one in fact.evidence:
        mention = one.mention
        yield {
            "fact_id": identity,
            "slot": one.slot,
            "table_name": TABLE_OF.get(mention.kind, "mentions") if mention is not None else "sentences",
            "row_id": mention.id(document_id) if mention is not None else sentences[one.sentence].id,
            "start_char": one.span.start,
            "end_char": one.span.end,
        }


def links(found: Iterable[FactLink], facts: Iterable[tuple[Fact, str]]) -> Iterator[Row]:
    """How facts go together."""
    ids = {id(fact): identity for fact, identity in facts}
    for link in found:
        yield {
            "fact_id": ids[id(link.fact)],
            "other_id": ids[id(link.other)],
            "relation": link.relation,
            "rule": link.rule,
        }
