"""All that is read in a text as a spaCy document, for notebooks: names in doc.ents, dates and figures in doc.spans.

>>> import pipeline
>>> nlp = pipeline.language()
>>> doc = nlp("تضم جهة سوس ماسة 22 مستشفى")
>>> [(entity.text, entity.label_, entity.kb_id_) for entity in doc.ents]
[('جهة سوس ماسة', 'LOC', 'region/09')]
>>> [(figure.text, figure._.value) for figure in doc.spans["figures"]]
[('22 مستشفى', '22 hospital')]
"""

import sys
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline.build import Analysis, analyse
from pipeline.lexicon import load
from pipeline.nlp.tokeniser import tokenising
from pipeline.recogniser import DEFAULT, camel, ready
from pipeline.records import Document, Mention, Metadata
from pipeline.values import describe

# The groups of doc.spans by the kind of a mention, and the labels: those of spaCy's own models where they have one.
GROUPS = {
    "date": "dates",
    "figure": "figures",
    "law": "laws",
    "place": "places",
    "person": "people",
    "organization": "organizations",
    "concept": "concepts",
    "ordinal": "ordinals",
    "score": "scores",
}
LABELS = {"person": "PER", "place": "LOC", "organization": "ORG"}
ENTITIES = ("person", "place", "organization", "law")
# What a span tells beyond spaCy's own attributes; `start` and `end` are the mention's own letters in the text.
FIELDS = ("surface", "value", "entity_id", "role", "rule", "confidence", "start", "end")
_KEPT = "wathiqa"
_LONGEST = 50_000_000


def language(names: str = DEFAULT, country: str = "MA", published: date | str | None = None) -> Language:
    """A spaCy pipeline for Arabic that finds what `pipeline.find` finds.

    `published` is the day that relative dates lean on; of one document it may be given as `doc._.published` before
    the pipeline runs over it. `names` and `country` are those of `pipeline.find`. `nlp.to_disk` keeps all of it, and
    `spacy.load` brings it back where this package is installed. Raises UsageError where names are asked of a reader
    that is not here.
    """
    ready(names)
    nlp = tokenising()
    nlp.max_length = _LONGEST
    day = published.isoformat() if isinstance(published, date) else published
    nlp.add_pipe("wathiqa", config={"names": names, "country": country, "published": day})
    return nlp


@Language.factory(
    "wathiqa",
    assigns=["doc.ents", "doc.spans", "token.is_sent_start", "token.ent_type"],
    default_config={"names": DEFAULT, "country": "MA", "published": None},
)
def make(nlp: Language, name: str, names: str, country: str, published: str | None) -> "Reader":
    """The component; its settings stand in the pipeline's config."""
    _ = nlp, name
    return Reader(names, country, date.fromisoformat(published) if published else None)


class Reader:
    """Everything between a tokenised document and its facts, as one component of spaCy."""

    def __init__(self, names: str, country: str, published: date | None) -> None:
        self.names = names
        self.country = country
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """Fill a document: sentences, entities, spans, and with camel-tools' data the lemmas."""
        analysis = analyse(self._document(doc), load(), self.names)
        _begin_sentences(doc, analysis)
        _fill(doc, analysis.mentions)
        if self.names == "camel":
            _lemmatise(doc)
        return doc

    def _document(self, doc: Doc) -> Document:
        text = doc.text
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        day = doc._.published or self.published
        day = date.fromisoformat(day) if isinstance(day, str) else day
        metadata = Metadata(published_on=day, country=self.country)
        how = "manifest" if day else None
        return Document(digest[:16], "-", digest, "text/plain", text, "text", "1", metadata, published_how=how)


def _begin_sentences(doc: Doc, analysis: Analysis) -> None:
    """Mark the first token of each sentence; a boundary inside a token is that token's."""
    if not len(doc):
        return
    begins = [token.idx for token in doc]
    first = {bisect_right(begins, sentence.span.start) - 1 for sentence in analysis.sentences} | {0}
    for at, token in enumerate(doc):
        token.is_sent_start = at in first


def _fill(doc: Doc, mentions: Sequence[Mention]) -> None:
    """Every mention as a span of whole tokens, in its group; those that are names as entities too.

    A clitic stands in one token with the word after it, so that a span may be wider than its mention («بالرباط» for
    «الرباط»): the mention's own letters are in `span._.surface`, `span._.start` and `span._.end`. Of names that then
    share a token the longest is an entity; all are in doc.spans.
    """
    groups: dict[str, list[Span]] = {group: [] for group in GROUPS.values()}
    entities: list[Span] = []
    kept: dict[str, dict[str, Any]] = {}
    for mention in mentions:
        label = LABELS.get(mention.kind, mention.kind.upper())
        span = doc.char_span(*mention.span, label=label, kb_id=mention.entity_id or "", alignment_mode="expand")
        if span is None or mention.kind not in GROUPS:
            continue
        kept.setdefault(_place(span), _told(mention))
        groups[GROUPS[mention.kind]].append(span)
        if mention.kind in ENTITIES:
            entities.append(span)
    for group, spans in groups.items():
        doc.spans[group] = spans
    doc.ents = filter_spans(entities)
    doc.user_data[_KEPT] = kept


def _place(span: Span) -> str:
    return f"{span.label_} {span.start} {span.end}"


def _told(mention: Mention) -> dict[str, Any]:
    """What is kept of a mention: plain values, which doc.to_bytes can write."""
    return {
        "surface": mention.surface,
        "value": describe(mention.value),
        "entity_id": mention.entity_id,
        "role": mention.role,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "start": mention.span.start,
        "end": mention.span.end,
    }


def _lemmatise(doc: Doc) -> None:
    words = camel.morphology()
    if words is None:
        return
    for token in doc:
        token.lemma_ = words.lemma(token.text) if token.is_alpha else token.text
        token._.clitics = words.clitics(token.text) if token.is_alpha else 0


def _teller(field: str) -> Any:
    def tell(span: Span) -> Any:
        return span.doc.user_data.get(_KEPT, {}).get(_place(span), {}).get(field)

    return tell


Doc.set_extension("published", default=None, force=True)
Token.set_extension("clitics", default=None, force=True)
for _field in FIELDS:
    Span.set_extension(_field, getter=_teller(_field), force=True)


class _Callable(ModuleType):
    """This module, which can be called: `pipeline.language()` works whatever was imported before it."""

    def __call__(self, *arguments: Any, **settings: Any) -> Language:
        """See `language`."""
        return language(*arguments, **settings)


sys.modules[__name__].__class__ = _Callable
