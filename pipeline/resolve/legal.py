"""«القانون المذكور»: the text that a document named before, where only one can be meant."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.values import Legal


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Sequence[Mention], Sequence[Contradiction]]:
    """Pointing citations take the value of the only text of their type named before them; the others are dropped."""
    _ = document, sentences, lexicon
    named: dict[str, set[Legal]] = {}
    found: dict[int, Legal | None] = {}
    for index, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].span):
        value = mention.value
        if mention.kind != "law" or not isinstance(value, Legal):
            continue
        if value.number or value.name:
            for kind in _called(value.type):
                named.setdefault(kind, set()).add(Legal(value.type, value.number, value.name))
        else:
            before = named.get(value.type, set())
            found[index] = next(iter(before)) if len(before) == 1 else None
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        if index not in found:
            kept.append(mention)
        elif (antecedent := found[index]) is not None:
            kept.append(replace(mention, value=antecedent))
    return kept, ()


def _called(kind: str) -> tuple[str, ...]:
    """«القانون المذكور» may point to an organic law as well."""
    return ("law", kind) if kind in {"organic_law", "framework_law"} else (kind,)
