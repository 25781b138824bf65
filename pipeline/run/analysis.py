"""One document through every stage."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.context import contexts
from pipeline.correct import correct, judgements
from pipeline.extract import extract
from pipeline.extract.cell import in_cells
from pipeline.extract.unread import unread
from pipeline.facts import facts, passages
from pipeline.lexicon import Lexicon
from pipeline.link import link
from pipeline.link.judgement import judge
from pipeline.link.statement import statements
from pipeline.nlp import sentences
from pipeline.recogniser import DEFAULT, more_names
from pipeline.records import (
    Applied,
    Contradiction,
    Document,
    Entity,
    Fact,
    FactLink,
    LegalEdge,
    LegalStatement,
    Mention,
    Sentence,
    Unread,
)
from pipeline.resolve import resolve
from pipeline.resolve.published import infer
from pipeline.run.doubt import doubted, readable, trusted


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read in one document. `numbers` are the raw numbers, claimed or not; `mentions` hold the rest."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    numbers: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    edges: tuple[LegalEdge, ...]
    facts: tuple[Fact, ...]
    links: tuple[FactLink, ...]
    warnings: tuple[Contradiction, ...]
    unread: tuple[Unread, ...]
    statements: tuple[LegalStatement, ...] = ()
    applied: tuple[Applied, ...] = ()


def analyse(document: Document, lexicon: Lexicon, names: str = DEFAULT) -> Analysis:
    """Read one document through every stage. Pure: no file, no clock.

    `names` says what adds names to those that rules read: rules (nothing), recogniser or camel.
    """
    parts = sentences(document)
    read = [mention for sentence in parts for mention in extract(sentence, lexicon)]
    read = in_cells(document, parts, read, lexicon)
    numbers = tuple(mention for mention in read if mention.kind == "number")
    found = [mention for mention in read if mention.kind != "number"]
    document = infer(document, parts, found, lexicon)
    resolved, warnings = resolve(document, parts, found, lexicon)
    resolved = doubted(document, resolved)
    mentions, entities, edges = link(document, parts, resolved, lexicon)
    # Asked last: what linking reads by itself (a surname), or has dropped, is no longer free.
    more = more_names(parts, [*resolved, *mentions], lexicon, names)
    if more:
        mentions, entities, edges = link(document, parts, [*resolved, *more], lexicon)
    if document.corrections:
        mentions, entities, _ = judge(mentions, entities, judgements(document.corrections))
    mentions, applied = correct(document, mentions)
    here, raw = _by_sentence(mentions), _by_sentence(numbers)
    missed = [one for part in parts for one in unread(part, here[part.position], raw[part.position], lexicon)]
    sure = trusted(mentions)
    stated = passages(readable(document, parts), sure, lexicon)
    targets = [target for passage in stated for target in passage.targets]
    told = contexts(document, parts, sure, targets, lexicon)
    claims = facts(document, stated, {target.span: one for target, one in zip(targets, told, strict=True)}, lexicon)
    known = {entity.id for entity in entities}
    return Analysis(
        document=document,
        sentences=parts,
        mentions=mentions,
        numbers=numbers,
        entities=(*entities, *(entity for entity in claims.entities if entity.id not in known)),
        edges=edges,
        facts=claims.facts,
        links=claims.links,
        warnings=warnings,
        unread=tuple(missed),
        statements=statements(document, parts, mentions, lexicon),
        applied=applied,
    )


def _by_sentence(mentions: Iterable[Mention]) -> defaultdict[int, list[Mention]]:
    grouped: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.sentence].append(mention)
    return grouped


def only_stored(document: Document) -> Analysis:
    """A document in another language: its sentences are kept and found by search, nothing is extracted."""
    return Analysis(document, sentences(document), (), (), (), (), (), (), (), ())
