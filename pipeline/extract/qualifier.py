"""Qualifiers that do not stand right before their number: «على الأقل» after it, «لا يقل عدد الأعضاء عن» far before."""

import re
from functools import lru_cache

from pipeline.extract.rule import START, Match
from pipeline.lexicon import Lexicon, alternation
from pipeline.text import fold

# Where a denied verb says little of the number: «لم يصوت أكثر من ستة ملايين», «لم يعمل أكثر من سنة».
NEVER_DENIED = frozenset({"count", "percent", "duration", "age"})
_OPPOSITE = {"more_than": "at_most", "less_than": "at_least"}
_WORD = r"[^\W\d_]{2,14}"
_BEFORE = 90
_NEAR = 24
# Words of place as well, before a noun: «تحت سقفين».
_PLACED = frozenset({"تحت", "فوق", "دون", "حاجز"})
# «15 عنصرا من الشرطة على الأقل»: after what the noun is of.
_OF = (
    rf"(?:\s{{1,2}}[«“\"]\s?{_WORD}(?:\s{_WORD})?\s?[»”\"]|\s{{1,2}}(?:اخرين|اخرون|اخري|اخر)"
    rf"|\s{{1,2}}(?:من|في|ب(?=ال))\s?{_WORD}(?:\s{{1,2}}ال{_WORD}){{0,2}})?"
)
_DENIED = re.compile(
    rf"(?<![^\W\d_])[وف]?(?:لا|لم|لن)\s{{1,2}}[يتن][^\W\d_]{{2,10}}(?P<between>(?:\s{{1,2}}{_WORD}){{0,3}})\s{{1,2}}ب?\Z"
)
# Words that begin another thought: «لم يغادر رغم ربح أكثر من 900 درهم».
_TURNS = frozenset({"رغم", "منذ", "بعد", "قبل", "خلال", "الا", "سوي", "مقابل", "مع", "بسبب", "بل", "حيث", "لان", "ان"})


def told(match: Match, start: int, end: int) -> tuple[str | None, int]:
    """The qualifier of a figure that has none before it, and where the figure ends with what is said after it."""
    text = match.shadow.text
    after = _after(match.lexicon).match(text, end)
    if after is not None:
        row = match.lexicon["qualifier"].find(after["beside"] or after["apart"])
        # Words between belong to the sentence, not to the figure.
        return (row["qualifier"], end if after["of"] else after.end()) if row is not None else (None, end)
    for frame in _frames(match.lexicon):
        before = frame.search(text, max(0, start - _BEFORE), start)
        row = match.lexicon["bound_verb"].find(re.sub(r"لا(?=[يت])", "لا ", before["verb"])) if before else None
        if row is not None:
            return row["qualifier"], end
    return None, end


def led(match: Match, start: int) -> tuple[str | None, int]:
    """The qualifier right before a noun that stands before its number: «أكثر من مقعد واحد»."""
    before = _leading(match.lexicon).search(match.shadow.text, max(0, start - _NEAR), start)
    row = match.lexicon["qualifier"].find(before["before"]) if before else None
    return (row["qualifier"], before.start("before")) if before and row is not None else (None, start)


# «لم تكن التجارة لتتجاوز», «ألا تتعدى», «لا يمكن أن تفوق»: the verb of bounds that follows is denied.
_NEVER = re.compile(
    r"(?<![^\W\d_])[وف]?(?:(?:الا|ان لا|دون ان|بدون ان|لا (?:يمكن|يجوز|ينبغي|يجب)(?:ها|ه)? ان)\s{1,2}"
    # «لم تستطع الحكومة تجاوز 30 ألف منصب»
    rf"|(?:لم|لا|لن) [يتن](?:ستطيع|ستطع|تمكن|قدر|نجح)(?:وا|ون)?(?:\s{{1,2}}{_WORD}){{0,3}}\s{{1,2}}"
    rf"|لم (?:يكن|تكن|يكونوا)(?:\s{{1,2}}{_WORD}){{0,5}}\s{{1,2}}ل)\Z"
)


def negated(match: Match, start: int, qualifier: str | None) -> str | None:
    """«ألا تتعدى 5 في المائة» says 5 at most."""
    if qualifier in _OPPOSITE and _NEVER.search(match.shadow.text, max(0, start - _BEFORE), start):
        return _OPPOSITE[qualifier]
    return qualifier


def denied(match: Match, start: int, qualifier: str | None) -> str | None:
    """«لم يدفع أكثر من 30 يورو» says 30 at most."""
    if qualifier not in _OPPOSITE:
        return qualifier
    found = _DENIED.search(match.shadow.text, max(0, start - _BEFORE), start)
    if found is None or not _TURNS.isdisjoint(found["between"].split()):
        return qualifier
    return _OPPOSITE[qualifier]


@lru_cache(maxsize=8)
def _leading(lexicon: Lexicon) -> re.Pattern[str]:
    words = [fold(word).text for row in lexicon["qualifier"] if row["side"] != "after" for word in row.words]
    return re.compile(rf"{START}(?P<before>{alternation([word for word in words if word not in _PLACED])})\s{{1,2}}\Z")


@lru_cache(maxsize=8)
def _after(lexicon: Lexicon) -> re.Pattern[str]:
    words = [fold(word).text for row in lexicon["qualifier"] if row["side"] in ("after", "both") for word in row.words]
    # «أو أكثر» may stand after a comma; far from its number only what nothing else can say.
    apart = alternation([word for word in words if word.startswith(("علي", "كحد", "كاقصي", "بحد"))])
    return re.compile(
        rf"(?:(?:\s{{1,2}}|,\s{{1,2}}(?=او ))(?P<beside>{alternation(words)})|(?P<of>{_OF})\s{{1,2}}(?P<apart>{apart}))"
        # «15 في المئة بحد أدنى 150 درهما»: it may belong to the next number.
        r"(?![^\W\d_])(?!\s{0,2}[\d\ue000])"
    )


@lru_cache(maxsize=8)
def _frames(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """«لا تقل أولاهما عن», «يفوق طول المسلك», «لا تتجاوز طاقته»: a verb of bounds, its subject, then the number."""
    verbs: dict[str, list[str]] = {"": [], "1": []}
    for row in lexicon["bound_verb"]:
        keys = [fold(word).text for word in row.words]
        # «لاتزيد»: typed without a space.
        verbs[row["preposition"]] += [*keys, *(key.replace("لا ", "لا", 1) for key in keys)]
    measured = lexicon["measured"].pattern
    start = r"(?<![^\W\d_])[وفل]?"
    return (
        re.compile(
            rf"{start}(?P<verb>{alternation(verbs['1'])})(?:\s{{1,2}}{_WORD}){{1,4}}\s{{1,2}}(?:عن|علي)\s{{0,2}}\Z"
        ),
        re.compile(
            rf"{start}(?P<verb>{alternation(verbs[''])})\s{{1,2}}"
            rf"(?:(?:ال)?{measured}(?:\s{{1,2}}{_WORD}){{0,6}}|(?!ال)[^\W\d_]{{3,12}}(?:ها|هم|هن|ه))\s{{0,2}}\Z"
        ),
    )
