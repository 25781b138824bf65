"""How the facts of a passage go together: parts, shares, means, changes, others, one amount in two units."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from pipeline.facts.clause import ALL
from pipeline.facts.passage import Passage
from pipeline.facts.scene import Scene
from pipeline.records import Event, Fact, FactLink, Mention
from pipeline.text import Span
from pipeline.values import Figure

_OTHER = frozenset({"اخري", "اخر", "اخرين", "اخريات", "الاخري", "الاخر", "اخريين"})
_PART = frozenset({"منها", "منهم", "بينها", "بينهم", "فيها", "فيهم"})
_INCLUDING = frozenset({"فيها", "فيهم"})
_MEANS = frozenset({"project", "programme", "operation", "convention", "agreement", "workshop"})
_THROUGH = frozenset({"عبر", "بواسطه", "بفضل"})
_BACK = 1
_REACHED = frozenset({"انجاز", "الانجاز", "تقدم", "التقدم", "تنفيذ", "التنفيذ"})
_WITHIN = (["داخل"], ["ضمن"], ["في"])


def links(read: Sequence[Passage], made: Sequence[Fact]) -> Iterator[FactLink]:
    """The links of a document's facts, each with the rule that found it."""
    by_span = {fact.about.span: fact for fact in reversed(made) if isinstance(fact.about, Mention)}
    told: list[Fact] = []
    for passage in read:
        here = [by_span[one.span] for one in passage.figures if one.span in by_span]
        for at, fact in enumerate(here):
            yield from _stated(fact, by_span)
            yield from _part(passage, fact, here[:at])
            yield from _merged(fact, here[:at], passage.scene)
            yield from _means(passage, fact, here)
            yield from _others(passage, fact, told)
            told.append(fact)
        yield from _ratios(passage, here)


def is_other(scene: Scene, target: Mention) -> bool:
    """«عشرة مشاريع أخرى»."""
    clause = scene.clauses[scene.clause_of(target.span.start)]
    after = (token.word.key for token in clause.tokens if token.end >= target.span.end)
    return not _OTHER.isdisjoint(islice(after, 2))


def _figure(fact: Fact) -> Figure | None:
    about = fact.about
    return about.value if isinstance(about, Mention) and isinstance(about.value, Figure) else None


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two figures count the same thing."""
    first, second = _figure(one), _figure(other)
    if first is None or second is None or first.dimension != second.dimension:
        return False
    return (first.unit, first.noun_lemma if first.unit is None else None) == (
        second.unit,
        second.noun_lemma if second.unit is None else None,
    )


def _stated(fact: Fact, by_span: dict[Span, Fact]) -> Iterator[FactLink]:
    """What the figures themselves say: «120 مليون يورو (150 مليون دولار)», «من 34% إلى 71%», «500 منها»."""
    about = fact.about
    if isinstance(about, Event) or about.related is None or about.related not in by_span:
        return
    other = by_span[about.related]
    if about.relation in ("same_amount", "from_to"):
        yield FactLink(fact, other, about.relation, about.rule)
    elif about.rule.startswith("number-anaphor"):
        yield FactLink(fact, other, "part_of", about.rule)


def _part(passage: Passage, fact: Fact, before: Sequence[Fact]) -> Iterator[FactLink]:
    """«20 مدرسة، منها 5 ثانويات»."""
    value = _figure(fact)
    clause = passage.scene.clauses[passage.scene.clause_of(fact.about.span.start)]
    if clause.takes != ALL or not before or value is None or value.dimension != "count":
        return
    first = [token.word.key for token in clause.tokens[:3] if token.start < fact.about.span.start]
    whole = next((one for one in reversed(before) if one.about.span.end <= clause.start), None)
    other = _figure(whole) if whole is not None else None
    if whole is None or other is None or other.dimension != "count":
        return
    alike = _alike(fact, whole) or not _INCLUDING & set(first)
    if _PART & set(first) and alike and value.value <= other.value:
        yield FactLink(fact, whole, "part_of", "link: of which")


def _merged(fact: Fact, before: Sequence[Fact], scene: Scene) -> Iterator[FactLink]:
    """«جُمعت داخل مؤسسة واحدة 22 مستشفى و295 مركزا»: each is part of the one."""
    if fact.action != "merge":
        return
    for other in before:
        value = _figure(other)
        lead = scene.between(max(scene.sentence.span.start, other.about.span.start - 8), other.about.span.start)
        if value is not None and value.value == 1 and other.action == "merge" and lead.split()[-1:] in _WITHIN:
            yield FactLink(fact, other, "part_of", "link: merged into one")


def _means(passage: Passage, fact: Fact, here: Sequence[Fact]) -> Iterator[FactLink]:
    """«عشرة مشاريع …، مضيفة 1430 سريرا»; «300 سرير عبر 10 مشاريع»."""
    value = _figure(fact)
    scene = passage.scene
    if value is None or value.dimension != "count" or value.unit in _MEANS:
        return
    at = scene.clause_of(fact.about.span.start)
    for other in here:
        means = _figure(other)
        if means is None or means.unit not in _MEANS:
            continue
        where = scene.clause_of(other.about.span.start)
        if where == at - 1 and scene.clauses[at].takes == ALL and scene.clauses[at].kind in ("goes_on", "adverb"):
            yield FactLink(fact, other, "through", "link: means, then result")
        elif other.about.span.start >= fact.about.span.end and where == at:
            between = scene.between(fact.about.span.end, other.about.span.start).split()
            if between and (between[-1] in _THROUGH or between[-2:] == ["من", "خلال"]):
                yield FactLink(fact, other, "through", "link: through")


def _others(passage: Passage, fact: Fact, before: Sequence[Fact]) -> Iterator[FactLink]:
    """«عشرة مشاريع أخرى» are none of those before."""
    about = fact.about
    if not isinstance(about, Mention) or not is_other(passage.scene, about):
        return
    for other in reversed(before):
        if about.sentence - other.about.sentence > _BACK:
            return
        if _alike(fact, other) and other.about.span != about.span:
            yield FactLink(fact, other, "excludes", "link: other")
            return


def _ratios(passage: Passage, here: Sequence[Fact]) -> Iterator[FactLink]:
    """«81% … 1130 مركزا … 1400 مركز»: the share that the two make; «62% (12418 شخصا)»."""
    counts = [fact for fact in here if (value := _figure(fact)) and value.dimension == "count"]
    for fact in here:
        value = _figure(fact)
        if value is None or value.unit != "percent":
            continue
        pair = _pair(value.value, counts)
        if pair is not None:
            yield from (FactLink(fact, other, "ratio_of", "link: share of two") for other in pair)
            continue
        reached = _reached(passage.scene, fact, counts)
        if reached is not None:
            yield FactLink(fact, reached, "ratio_of", "link: rate reached")
            continue
        beside = _beside(passage.scene, fact, counts)
        if beside is not None:
            yield FactLink(fact, beside, "ratio_of", "link: share in brackets")


def _reached(scene: Scene, fact: Fact, here: Sequence[Fact]) -> Fact | None:
    """«تحديث 1130 مركزا، بنسبة إنجاز تصل إلى 81%»: the rate that the clause before it has reached."""
    at = scene.clause_of(fact.about.span.start)
    clause = scene.clauses[at]
    words = {token.word.key for token in clause.tokens if token.start < fact.about.span.start}
    if not at or clause.takes != ALL or not words & _REACHED:
        return None
    before = [one for one in here if scene.clause_of(one.about.span.start) == at - 1]
    return before[-1] if before else None


def _pair(share: Decimal, counts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    for part in counts:
        for whole in counts:
            one, all_ = _figure(part), _figure(whole)
            if one is None or all_ is None or not _alike(part, whole) or not 0 < one.value < all_.value:
                continue
            if abs(one.value / all_.value * 100 - share) < 1:
                return part, whole
    return None


def _beside(scene: Scene, fact: Fact, counts: Sequence[Fact]) -> Fact | None:
    at = scene.clause_of(fact.about.span.start)
    for other in counts:
        where = scene.clause_of(other.about.span.start)
        inner, outer = (where, at) if where > at else (at, where)
        if inner - outer == 1 and scene.clauses[inner].kind == "bracket":
            first, last = sorted((fact.about.span, other.about.span))
            if scene.between(first.end, last.start).strip(" (،,") in ("", "اي"):
                return other
    return None
