"""What is done or happens without a figure: «انعقد أول مجلس إدارة», «تم توقيع اتفاقية», «الموقعة في يوليوز 2022»."""

import re
from collections.abc import Iterable, Sequence

from pipeline.facts.action import Done, is_told_of
from pipeline.facts.clause import Clause, Openers
from pipeline.facts.scene import Group, Scene
from pipeline.records import Event
from pipeline.text import Span

_DOING = 6
_MODAL = 4
_PAIR = 2
_ASKING = frozenset({"هل", "وهل", "فهل"})
_WHETHER = frozenset({"عما", "فيما"})  # «سئل عما إذا كان أصدر قرارا»: asked of a deed
_ONLY = frozenset({"سوي", "الا", "غير"})
_HABITS = frozenset({"كان", "كانت", "كانوا", "وكان", "وكانت"})
_DENYING = frozenset({"الا", "لاهم", "فلاهم", "ولاهم", "لاهو", "فلاهو"})
_JUSSIVE = frozenset({"لم", "ولم", "فلم"})
_NEITHER = frozenset({"لا", "فلا", "ولا"})
_THEY = frozenset({"هم", "هو", "هي", "هما"})
_QUOTED = re.compile(r"[\"«“”„']\s?\Z")
_UNQUOTED = re.compile(r"\s{0,2}[^\s\"»”“]{2,20}(?:\s[^\s\"»”“]{2,20}){0,2}\s{0,2}[\"»”“']")
_PASSING = frozenset({"يتم", "تتم"})  # «يتم قتلهم»: of any time
_ADVERBIAL = "ا"  # «رسميا», «لاحقا»
_DATED = 10
_REPORTED = frozenset({"ما", "مما", "لما"})
_GOVERNING = frozenset({"في", "من", "علي", "عن", "مع"})  # «درجته في سلم الرد»
_OWNED = ("ها", "هم", "هما", "ته")
_VERBAL = ("تست", "تت")  # so begin verbs in the present, and few nouns
_DEFINITE = frozenset({"لل", "بال", "كال"})
_AUXILIARIES = frozenset({"قد", "لقد", "كان", "كانت", "كانوا", "وقد", "وكان", "وكانت", "لم", "لن", "سوف"})


def events(
    scene: Scene,
    found: Sequence[Done],
    counted: Iterable[Done],
    dates: Sequence[Group],
    table: Openers,
    *,
    named: Sequence[Span],
) -> list[tuple[Event, Done]]:
    """The events that a sentence states; an action that is told of a figure is that figure's.

    `من المرتقب إطلاق البرنامج` -> launch; `بناء نظام صحي متكامل` -> none: nothing says that it is done or when
    `انتهى الحلم` -> none: a word of several senses needs what makes it a deed, or somebody `named`
    """
    figures = {(one.clause, one.at) for one in counted}
    stated: list[tuple[Event, Done]] = []
    for one in found:
        if (one.clause, one.at) in figures:
            continue
        clause = scene.clauses[one.clause]
        rule = None if _only_begins(clause, one) else _rule(scene, clause, one, dates, table)
        if rule is None or (rule != "verb" and _is_inner(clause, one, stated)):
            continue
        if rule != "dated" and not is_told_of(scene, one, named, table):
            continue
        start = scene.sentence.span.start
        surface = scene.sentence.text[one.span.start - start : one.span.end - start]
        confidence = 0.9 if rule in ("verb", "done", "begun") else 0.8
        stated.append((Event(one.code, one.span, surface, scene.sentence.position, f"event: {rule}", confidence), one))
    return stated


def _only_begins(clause: Clause, one: Done) -> bool:
    """«بدأت تفقد حلفاءها»: what begins is a verb that follows, and no work."""
    if one.code != "start":
        return False
    after = clause.tokens[one.at + 1 : one.at + _DOING]
    near = [token.word.key for token in after[: _MODAL - 1] if token.word.is_verb or token.word.key.startswith(_VERBAL)]
    far = [token.word.key for token in after if token.word.is_verb]
    return any(key.startswith(("ي", "ت")) for key in near) or any(key.startswith(("ي", "تت")) for key in far)


def _rule(scene: Scene, clause: Clause, one: Done, dates: Sequence[Group], table: Openers) -> str | None:
    """Why an action is an event: it is a finite verb, it is said to be done, ahead, announced, or dated."""
    form = one.row["form"]
    tokens = clause.tokens
    key = tokens[one.at].word.key
    before = [token.word.key for token in tokens[max(0, one.at - _DOING) : one.at]]
    if before and _states_nothing(before, table):
        return None
    if before and before[-1] in _JUSSIVE and (form in ("past", "either") or _is_only(clause, one)):
        return None  # «لم نقل» is of what was not said, «لم ينفذ سوى سياسة» of what was
    if not table.of["habit"].isdisjoint(_keys_around(clause, one)):
        return None  # «يزور المملكة بانتظام»
    if tokens[one.at].word.is_verb and form in ("past", "verb"):
        return "verb"
    if tokens[one.at].word.is_verb and form == "present":
        return "verb" if _is_ahead(key, before, table) or _is_dated(scene, clause, one, dates) else None
    if form == "either" and not tokens[one.at].word.is_verb and _is_quoted_name(scene, one):
        return None  # «"قتل المرتد" تسبب في انتقادات»
    leads = (one.at == 0 or before[-1] in _AUXILIARIES) and not tokens[one.at].word.prefix
    if form == "either" and (tokens[one.at].word.is_verb or leads):
        return "verb"
    return "begun" if one.begins else _noun_rule(scene, clause, one, dates, table)


def _is_only(clause: Clause, one: Done) -> bool:
    """«لم ينفذ سوى سياسة يمينية»: what is denied is all the rest."""
    return any(token.word.key in _ONLY for token in clause.tokens[one.at + 1 : one.at + _MODAL])


def _keys_around(clause: Clause, one: Done) -> list[str]:
    return [token.word.key for token in clause.tokens[max(0, one.at - _MODAL) : one.at + _MODAL + 1]]


def _is_quoted_name(scene: Scene, one: Done) -> bool:
    """Whether a word opens a name in quotation marks that few words close."""
    text, start = scene.sentence.text, scene.sentence.span.start
    opened = _QUOTED.search(text, max(0, one.span.start - start - 2), one.span.start - start)
    return opened is not None and _UNQUOTED.match(text, one.span.end - start) is not None


def _states_nothing(before: Sequence[str], table: Openers) -> bool:
    """«حسب ما نقلت صحيفة …», «هل اشتغل …؟», «تم التذكير بضرورة عقد اجتماع»."""
    if before[-1] in _DENYING or (len(before) >= _PAIR and before[-2] in _NEITHER and before[-1] in _THEY):
        return True  # «فلا هم انضموا», «وجب ألا أنهي»
    needed = before[-1].removeprefix("ب").removeprefix("ل") in table.of["need"]
    if not table.of["supposing"].isdisjoint(before) and _WHETHER.isdisjoint(before):
        return True  # «حتى لو رفضت», «إذا قمت بما عليك»
    return needed or before[-1] in _REPORTED or not _ASKING.isdisjoint(before)


def _noun_rule(scene: Scene, clause: Clause, one: Done, dates: Sequence[Group], table: Openers) -> str | None:
    """Why a noun of action or a participle is an event."""
    form, tokens = one.row["form"], clause.tokens
    key = tokens[one.at].word.key
    before = [token.word.key for token in tokens[max(0, one.at - _DOING) : one.at]]
    if tokens[one.at].word.prefix == "ال" and _is_of_another(before, table):
        return None
    if form in ("masdar", "either") and tokens[one.at].word.prefix in _DEFINITE:
        return None  # «اتفاقية للنقل البري»: a kind of agreement
    if form == "participle" and (not key.removeprefix("و").startswith(("ال", "لل")) or not _is_told_of(clause, one)):
        return None
    noun = form == "masdar" or (form == "either" and not (before and before[-1] in _GOVERNING))
    said = _said(clause, one, before, table) if noun else None
    if said is None and tokens[one.at].word.prefix == "ال" and not _governs(clause, one):
        return None  # «مناطق انتشار التنظيم سنة 2016»
    return said or ("dated" if _is_dated(scene, clause, one, dates) else None)


def _said(clause: Clause, one: Done, before: Sequence[str], table: Openers) -> str | None:
    """What says that an action is done, ahead, or announced: «تم …», «من المرتقب …», «أعلن عن …»."""
    if any(_is_doing(word, table) and not _is_passing(before, n) for n, word in enumerate(before)):
        return None if _is_governed(before, clause.tokens[one.at].word.prefix, table) else "done"
    if any(word in table.of["modal"] for word in before[-_MODAL:]):
        return None if any(word in table.of["must"] for word in before[-_MODAL:]) else "ahead"
    announced = clause.kind == "complement" and clause.tokens[0].word.key == "عن" and one.at == 1
    return "announced" if announced else None


def _governs(clause: Clause, one: Done) -> bool:
    """Whether a definite noun of action has an object of its own: `التوقيع على`, `الشروع في`."""
    after = [token.word.key for token in clause.tokens[one.at + 1 : one.at + 2]]
    return one.row["form"] == "participle" or any(word in _GOVERNING for word in after)


def _is_told_of(clause: Clause, one: Done) -> bool:
    """Whether a participle follows a noun: `الندوة المنظمة بفاس`; in «بررت المنظمة مطلبها» it is one itself."""
    if one.at == 0:
        return clause.kind != "main"
    before = clause.tokens[one.at - 1].word.key
    return before.lstrip("وفبكل").startswith(("ال", "ل")) or before.endswith(_OWNED)


def _is_of_another(before: Sequence[str], table: Openers) -> bool:
    """«سيجري لقاء الافتتاح»: it is the match that is played, not the opening that is done."""
    if len(before) < _PAIR or not _is_doing(before[-2], table):
        return False
    return before[-1] not in table.of["when"] | table.of["stop"] and not before[-1].startswith(("ال", "بال", "لل"))


def _is_doing(word: str, table: Openers) -> bool:
    return word in table.of["doing"] or word[1:] in table.of["doing"]


def _is_noun(word: str, table: Openers) -> bool:
    """Whether a word before an action may be the noun that governs it: no article, clitic, pronoun or adverb."""
    if word in table.of["when"] | table.of["stop"] or word in _GOVERNING:
        return False
    return not word.startswith(("ال", "ب", "ل", "و")) and not word.endswith((_ADVERBIAL, *_OWNED))


def _is_passing(before: Sequence[str], n: int) -> bool:
    return before[n].removeprefix("و") in _PASSING and not (n and before[n - 1] == "ان")


def _is_governed(before: Sequence[str], prefix: str, table: Openers) -> bool:
    """What is done is no purpose or field of it: `تم رصد 374 مليونا ⟨لإنشاء⟩ مستشفى`, `تم قطعها في مجال ⟨تفعيل⟩`."""
    at = max(n for n, word in enumerate(before) if _is_doing(word, table))
    between = before[at + 1 :]
    if not between:
        return False
    if not between[-1][-1].isdigit() and _is_noun(between[-1], table):
        return True  # «تم احترام توزيع الاختصاصات»: it is kept, not distributed
    idafa = len(between) >= _PAIR and between[-2] in _GOVERNING and not between[-1].endswith(_OWNED)
    return prefix == "ل" or between[-1] in _GOVERNING or (idafa and not between[-1].startswith("ال"))


def _is_ahead(key: str, before: Sequence[str], table: Openers) -> bool:
    """«ستفتح», «سوف تفتح», «من المنتظر أن تفتح»; «يفتح» alone may be said of any time."""
    future = key.lstrip("وف")[:1] == "س" and key.lstrip("وف")[1:2] in ("ي", "ت", "ن")
    if any(word in table.of["must"] for word in before[-_MODAL:]):
        return False  # «يجب أن تفتح» says neither that it is done nor that it will be
    if before and before[-1] in _HABITS:
        return future  # «كان ينشر صورا» is a habit
    return future or any(word in _AUXILIARIES or word in table.of["modal"] for word in before[-_MODAL:])


def _is_dated(scene: Scene, clause: Clause, one: Done, dates: Sequence[Group]) -> bool:
    near = clause.tokens[min(len(clause.tokens) - 1, one.at + _DATED)].end
    for group in dates:
        if clause.start <= group.span.start < clause.end and one.span.end <= group.span.start <= near:
            between = Span(one.span.end, group.span.start)
            words = scene.between(between.start, between.end).split()
            if len(words) > _MODAL and words[-1] == "بتاريخ":
                continue  # «تفعيل القرار العاملي رقم 38 بتاريخ 9 يونيو»: the day of the decision
            figure = any(between.start <= anchor.start < between.end for anchor in scene.anchors)
            return not figure and not scene.has_verb(clause, between.start, between.end)
    return False


def _is_inner(clause: Clause, one: Done, stated: Sequence[tuple[Event, Done]]) -> bool:
    """«إعطاء انطلاقة أشغال بناء المستشفى» is one event: the outer."""
    if not stated or stated[-1][1].clause != one.clause:
        return False
    return not any(token.word.conjunct for token in clause.tokens[stated[-1][1].at + 1 : one.at + 1])
