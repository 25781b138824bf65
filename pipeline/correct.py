"""What people have corrected takes the place of what was read, found again by its words and what stands around them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline import calendars
from pipeline.calendars import Period
from pipeline.errors import UsageError
from pipeline.records import Applied, Correction, Document, Judgement, Mention
from pipeline.text import Span
from pipeline.values import Figure, Timex

RULE = "corrected by hand"
REJECT = "reject"
AROUND = 32  # characters kept before and after the corrected words
_QUALIFIERS = frozenset({"approx", "more_than", "less_than", "at_least", "at_most"})
_FACTS = frozenset(
    {"value", "value_max", "qualifier", "unit", "noun", "indicator", "action", "subject", "change", "status", "place",
     "place_id", "start_date", "end_date", "time_relation", "condition", "speaker", "source_text", "stance"}
)  # fmt: skip
FIELDS: Mapping[str, frozenset[str]] = {
    "figure": frozenset({"value", "value_max", "qualifier", "unit", "dimension", "noun", "noun_lemma"}),
    "date": frozenset({"value"}),
    "mention": frozenset({"entity_id", "role"}),
    "fact": _FACTS,
    "event": _FACTS,
    "document": frozenset({"published_on", "title", "publisher", "author", "url", "country", "language"}),
    "entity": frozenset({"merge", "name"}),
}
_CLAIMS = frozenset({"fact", "event"})
_JUDGED = {"merge": "merge", "name": "rename", REJECT: "reject"}
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_NUMBERS = frozenset({"value", "value_max"})
_NEEDED = frozenset(
    {
        ("figure", "value"),
        ("figure", "dimension"),
        ("fact", "value"),
        ("date", "value"),
        ("entity", "merge"),
        ("entity", "name"),
    }
)
_ENTITY = re.compile(r"[a-z][a-z_-]{1,30}/\S{1,200}")
_DIGITS = 18  # before or behind the point: no text counts further


def fields(kind: str) -> frozenset[str]:
    """What may be corrected of a kind of row; every row may be rejected."""
    return FIELDS.get(kind, FIELDS["mention"]) | ({REJECT} if kind != "document" else frozenset())


def check(correction: Correction) -> None:
    """Raise UsageError where a correction says what no such row can hold."""
    kind, field, value = correction.kind, correction.field, correction.value
    if field not in fields(kind):
        raise UsageError(f"{field} is nothing that a {kind} has", f"one of: {', '.join(sorted(fields(kind)))}")
    if value is None:
        if (kind, field) in _NEEDED:
            raise UsageError(f"a {kind} has a {field}", f"{REJECT}=1 takes it out")
        return
    form = _time if (kind, field) == ("date", "value") else _FORMS.get(field)
    if form is not None:
        form(value)


def _is_sound(correction: Correction) -> bool:
    """Whether a line says what such a row can hold: it may have been written by hand."""
    try:
        check(correction)
    except UsageError:
        return False
    return True


def number(value: str) -> Decimal:
    """`1430` -> 1430. Raises UsageError."""
    try:
        found = Decimal(value)
    except InvalidOperation as error:
        raise UsageError(f"{value}: not a number", "write it in Western digits, as 1430 or 80.7") from error
    if not found.is_finite() or abs(found.adjusted()) > _DIGITS:
        raise UsageError(f"{value}: not a number", "write it in Western digits, as 1430 or 80.7")
    return found


def day(value: str) -> date:
    """`2026-02-28` -> that day. Raises UsageError."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value}: not a day", "write 2026-02-28") from error


def _time(value: str) -> None:
    if period(value) is None:
        raise UsageError(f"{value}: not a time", "write 2026, 2026-02, 2026-02-28, or A/B for a range")


def _qualifier(value: str) -> None:
    if value not in _QUALIFIERS:
        raise UsageError(f"{value}: not a qualifier", f"one of: {', '.join(sorted(_QUALIFIERS))}")


def _entity(value: str) -> None:
    if not _ENTITY.fullmatch(value):
        raise UsageError(f"{value}: no entity", "write its id, as region/01")


# What a field must look like, whatever kind of row has it.
_FORMS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("value", "value_max"), number),
    **dict.fromkeys(("start_date", "end_date", "published_on"), day),
    **dict.fromkeys(("entity_id", "place_id", "merge"), _entity),
    "qualifier": _qualifier,
}


def period(value: str) -> Period | None:
    """`2026-02` -> that month; `2026-02-01/2026-02-14` -> from one to the other; None where it is no time."""
    first, slash, last = value.partition("/")
    start, end = _period(first), _period(last) if slash else None
    if start is None or (slash and (end is None or end.end < start.start)):
        return None
    return calendars.between(start, end) if end else start


def _period(value: str) -> Period | None:
    match = _ISO.fullmatch(value)
    if match is None or not 1 <= int(match["year"]) <= 9998:
        return None
    year = int(match["year"])
    if match["day"]:
        return calendars.day(year, int(match["month"]), int(match["day"]))
    return calendars.month(year, int(match["month"])) if match["month"] else calendars.year(year)


def correct(document: Document, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Applied, ...]]:
    """The mentions as people say they are, and where each correction of the document found its words.

    Corrections of facts are only placed: facts are made of the corrected mentions first.
    """
    applied: list[Applied] = []
    standing = {(mention.kind, mention.span): mention for mention in mentions}
    for correction in document.corrections:
        if correction.kind == "entity":
            continue
        span = anchored(document.text, correction) if correction.kind != "document" else Span(0, 0)
        key = (correction.kind, span)
        if correction.kind in _CLAIMS and not _is_sound(correction):
            applied.append(Applied(correction))
        elif correction.kind == "document" or correction.kind in _CLAIMS or span is None:
            applied.append(Applied(correction, span))
        elif key in standing and (made := _made(standing[key], correction)) is not standing[key]:
            applied.append(Applied(correction, span, standing[key].id(document.id)))
            if made is None:
                del standing[key]
            else:
                standing[key] = made
        else:
            applied.append(Applied(correction))
    return tuple(standing.values()), tuple(applied)


def judgements(corrections: Sequence[Correction]) -> tuple[Judgement, ...]:
    """The corrections of entities as `link` understands them: two are one, one is called otherwise, one is none."""
    return tuple(
        Judgement(
            _JUDGED[one.field],
            who=one.author or "",
            why=one.why,
            when=_said_on(one),
            entity_id=one.exact,
            into=one.value if one.field == "merge" else None,
            name=one.value if one.field == "name" else None,
        )
        for one in corrections
        if one.kind == "entity" and _is_sound(one)
    )


def _said_on(correction: Correction) -> date:
    try:
        return date.fromisoformat(correction.corrected_on or "")
    except ValueError:
        return date.min


def anchored(text: str, correction: Correction) -> Span | None:
    """Where the words of a correction stand: of several places the one whose surroundings fit best, else the nearest.

    None where they stand nowhere, or in several places that cannot be told apart.
    """
    places = list(_places(text, correction.exact)) if correction.exact else []
    scored = sorted(((_fit(text, span, correction), span) for span in places), reverse=True)
    if not scored:
        return None
    best = [span for score, span in scored if score == scored[0][0]]
    if len(best) == 1:
        return best[0]
    hint = correction.start
    return None if hint is None else min(best, key=lambda span: abs(span.start - hint))


def _places(text: str, exact: str) -> Iterator[Span]:
    at = text.find(exact)
    while at >= 0:
        yield Span(at, at + len(exact))
        at = text.find(exact, at + 1)


def _fit(text: str, span: Span, correction: Correction) -> int:
    """How many characters before and after it are as they were."""
    before, after = text[: span.start], text[span.end :]
    return _common(before[::-1], correction.prefix[::-1]) + _common(after, correction.suffix)


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _made(mention: Mention, correction: Correction) -> Mention | None:
    """The mention as it is corrected, None where it is rejected, itself where the correction does not fit it."""
    if correction.field == REJECT:
        return None
    if not _is_sound(correction):
        return mention
    value = correction.value
    match mention.value:
        case Figure() as figure:
            changed = replace(figure, **{correction.field: _READ.get(correction.field, _plain)(value)})
            if correction.field in ("value", "unit", "dimension"):
                changed = replace(changed, value_alt=None, value_si=None, unit_si=None)
            return replace(mention, value=changed, rule=RULE, confidence=1.0)
        case Timex() as time:
            found = period(value or "")
            if found is None:
                return mention
            told = replace(
                time, timex_value=found.value, start_date=found.start, end_date=found.end, grain=found.grain, lean=None,
                last=None, anchor=None, relative=False, hijri=None,
            )  # fmt: skip
            return replace(mention, value=told, rule=RULE, confidence=1.0)
        case _:
            if correction.field == "role":
                return replace(mention, role=value, rule=RULE, confidence=1.0)
            return replace(mention, entity_id=value, rule=RULE, confidence=1.0)


def _plain(value: str | None) -> str | None:
    return value


def _numeric(value: str | None) -> Decimal | None:
    return number(value) if value is not None else None


_READ: Mapping[str, Callable[[str | None], Any]] = {"value": _numeric, "value_max": _numeric}
