"""Which body a name means: one of the gazetteer, the fuller name that the document gives, or the name itself."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon, Row
from pipeline.records import Document, Entity, Mention, Sentence
from pipeline.text import Span, fold, with_marks
from pipeline.values import Name

_IN = re.compile(r" في (?=ال)")
_ARTICLE = re.compile(r"^(?:وال|وب|لل|ال|بال|و|ل)")
_ACRONYM = re.compile(r"\s?\(\s?(?P<acronym>[A-Z][A-Za-z]{1,7})\s?\)")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{1,7}(?![A-Za-z])")
# What is the State's: «وزارة الداخلية» is another one in a text about another country.
# A name of this many words is that of one country's body only.
_OWN_WORDS = 4
_OF_THE_STATE = frozenset({"ministry", "council", "parliament", "court", "government"})


def find(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    country: str,
) -> list[Mention]:
    """The bodies of a document, each with its entity, and the acronyms that it explains."""
    bodies = [mention for mention in mentions if mention.kind == "organization"]
    explained = _explained(document, bodies)
    found = [*bodies, *_acronyms(sentences, explained, bodies)]
    names = {key_of(mention.value.name): mention.value for mention in found if isinstance(mention.value, Name)}
    return [_linked(mention, names, lexicon, country) for mention in found]


def key_of(name: str) -> str:
    """A body's name as one key: `الجامعة  الوطنية`, `«سامير»` without marks and spacing."""
    key = " ".join(re.sub(r"[«»“”\"().-]", " ", fold(name).text).split())
    return _IN.sub(" ب", key)


def _explained(document: Document, bodies: Sequence[Mention]) -> Mapping[str, Mention]:
    """The acronyms that stand in brackets after a name: «المندوبية السامية للتخطيط (HCP)»."""
    found: dict[str, Mention] = {}
    for mention in bodies:
        hit = _ACRONYM.match(document.text, mention.span.end)
        if hit:
            found.setdefault(hit["acronym"], mention)
    return found


def _acronyms(
    sentences: Sequence[Sentence], explained: Mapping[str, Mention], bodies: Sequence[Mention]
) -> list[Mention]:
    if not explained:
        return []
    taken = {mention.span.start for mention in bodies}
    found = []
    for sentence in sentences:
        for hit in _LATIN.finditer(sentence.key.text):
            named = explained.get(hit[0])
            span = with_marks(sentence.text, sentence.key.to_source(*hit.span()), sentence.span.start)
            if named is not None and span.start not in taken:
                rule = "organization: acronym in document"
                found.append(
                    Mention("organization", span, hit[0], named.value, rule, sentence.position, confidence=0.9)
                )
    return found


def _row(name: str, lexicon: Lexicon) -> Row | None:
    table = lexicon["organization"]
    key = key_of(name)
    row = table.find(key)
    # «فريق الوداد», «صحيفة ماركا»: the head may stand before a known name.
    while row is None and " " in key and key.partition(" ")[0] in lexicon["organization_head"].by_key:
        key = key.partition(" ")[2]
        row = table.by_key.get(key)
    return row


def _linked(mention: Mention, names: Mapping[str, Name], lexicon: Lexicon, country: str) -> Mention:
    """The entity of a body, by its own name or by the fuller one that the document gives."""
    if not isinstance(mention.value, Name):
        return mention
    value = mention.value
    key = key_of(value.name)
    fuller = sorted(other for other in names if _is_short_for(key, other)) if _row(value.name, lexicon) is None else []
    if len(fuller) == 1:
        value = names[fuller[0]]
    return replace(mention, entity_id=_identity(value, lexicon, country))


def _identity(value: Name, lexicon: Lexicon, country: str) -> str:
    name = value.name
    row = _row(name, lexicon)
    last = lexicon["nationality"].find(key_of(name).rpartition(" ")[2])
    country = last["country"] if last else country
    if row is not None:
        if row["country"] in {"", country} or row["type"] not in _OF_THE_STATE:
            return f"organization/{row['key']}"
        if row["country"] == "MA" and len(name.split()) < _OWN_WORDS:
            return f"organization/{country}/{key_of(name).replace(' ', '-')}"
        return f"organization/{row['key']}"
    key = key_of(name)
    inside = f"{country}/" if country != "MA" and value.type in _OF_THE_STATE else ""
    return f"organization/{inside}{key.replace(' ', '-')}"


def _is_short_for(key: str, longer: str) -> bool:
    """Whether a name leaves out words of a longer one: `مرصد الهجرة`, `المرصد الدائم للهجرة`."""
    parts, full = ([_ARTICLE.sub("", part) for part in name.split()] for name in (key, longer))
    rest = iter(full)
    return 1 < len(parts) < len(full) and parts[0] == full[0] and all(part in rest for part in parts)


def country_of(places: Iterable[str | None], home: str, lexicon: Lexicon) -> str:
    """The country whose ministries a document means: its own, or another of which it speaks far more."""
    named = Counter(
        place.id.partition("/")[2]
        for identity in places
        if identity
        for place in lexicon.atlas.chain(identity)
        if place.type == "country"
    )
    own = named.pop(home, 0)
    other, count = max(named.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return other if count >= 3 and not own else home


def entities(mentions: Iterable[Mention], lexicon: Lexicon) -> list[Entity]:
    """The bodies named, with the names that the document uses."""
    cited: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "organization" and mention.entity_id:
            cited.setdefault(mention.entity_id, []).append(mention)
    rows = {f"organization/{row['key']}": row for row in lexicon["organization"]}
    found = []
    for identity, those in cited.items():
        row = rows.get(identity)
        names = {mention.value.name for mention in those if isinstance(mention.value, Name)}
        name = row.word if row else max(names, key=lambda one: (len(one), one))
        spelled = {" ".join(mention.surface.split()) for mention in those}
        own = fold(name).text
        found.append(
            Entity(
                id=identity,
                kind="organization",
                name_ar=name,
                name_fr=(row["name_fr"] or None) if row else None,
                name_en=(row["name_en"] or None) if row else None,
                aliases=tuple(sorted(one for one in spelled if fold(one).text != own)),
            )
        )
    return found


def covers(mentions: Iterable[Mention], span: Span) -> bool:
    """Whether a place name is a body's, or part of a club's or newspaper's: «برشلونة» the club, «نيويورك تايمز»."""
    return any(
        mention.span == span
        or (
            isinstance(mention.value, Name)
            and mention.value.type in {"club", "media"}
            and mention.span.start <= span.start
            and span.end <= mention.span.end
        )
        for mention in mentions
        if mention.kind == "organization"
    )
