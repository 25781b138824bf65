"""What a mention means, in a standard: numbers as Decimal, time as TIMEX3 and EDTF, law numbers as printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read, before anyone knows what it counts: `ما يقارب 7 آلاف` holds Number(7000).

    `value_alt` is a second reading that stays open («11.338»: 11338 or 11.338); `scaled` says that a magnitude word
    (آلاف, مليون) is part of it; `words` that it is written in words.
    """

    value: Decimal
    value_alt: Decimal | None = None
    scaled: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in an order: `الثالثة` -> 3."""

    value: int


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a match: `2-0`. Never a figure."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts or measures: `22 مستشفى` -> 22 hospital.

    `value` is fully scaled («49 مليار درهم» -> 49000000000); `unit` an English singular code, ISO 4217 for money,
    None where unknown; `noun` the counted noun phrase as written and `noun_lemma` its singular head; `value_si` and
    `unit_si` the same amount normalised; `iso8601` a duration. `antecedent` says that the noun stands elsewhere
    («500 منها») and is still to be found by `resolve`.
    """

    value: Decimal
    value_max: Decimal | None = None
    value_alt: Decimal | None = None
    qualifier: str | None = None
    dimension: str = "count"
    unit: str | None = None
    unit_per: str | None = None
    value_si: Decimal | None = None
    unit_si: str | None = None
    iso8601: str | None = None
    noun: str | None = None
    noun_lemma: str | None = None
    antecedent: bool = False


@dataclass(frozen=True, slots=True)
class Lean:
    """What an unresolved date leans on until `resolve` has an anchor.

    `shift`: `amount` grains from the anchor («الأسبوع المقبل» -> week, +1; «العام الجاري» -> year, 0).
    `weekday`: the day of the week, ISO 1..7, `direction` -1 (past), +1 (next), 0 (unknown: by the sentence's tense).
    `year`: month (and day, weekday) known, year missing; `direction` as above («مارس الماضي» -> -1).
    `stretch`: `amount` grains that end (below 0) or begin at the anchor («الأشهر الستة المقبلة»).
    For a quarter or a half, `month` is its number («النصف الأول من السنة الجارية»); `amount` then counts years.
    `same`: the last date of this grain that the document mentioned («العام نفسه»).
    `part` is what is meant inside the period, once it is known («27 من الشهر الجاري»): see `calendars.inside`.
    """

    to: str
    grain: str
    amount: int = 0
    month: int | None = None
    day: int | None = None
    day_max: int | None = None
    weekday: int | None = None
    direction: int = 0
    part: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A point or stretch of time in TIMEX3, or EDTF `A/B` for a range.

    `start_date` and `end_date` are the inclusive Gregorian days of the named period, None where unresolved and for
    SETs. `modifier` START, MID, END, APPROX, BEFORE, AFTER, ON_OR_BEFORE or ON_OR_AFTER never moves them. `lean` is set
    while the reading waits for an anchor; `anchor` names what resolved it. `last` is the other end of a range of which
    an end still waits.
    """

    timex_type: str = "DATE"
    timex_value: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    grain: str | None = None
    modifier: str | None = None
    relative: bool = False
    anchor: str | None = None
    hijri: str | None = None
    weekday: int | None = None
    lean: Lean | None = None
    last: "Timex | None" = None


@dataclass(frozen=True, slots=True)
class Legal:
    """A legal text as cited: `القانون رقم 08.22` -> law 08.22.

    `type` is law, organic_law, framework_law, decree, dahir, order, decision, circular, code, constitution, convention
    or bill; `number` its parts joined by dots in the order printed; `name` what an unnumbered text is called; `title`
    what it is about («المتعلق بـ…»); `articles` the articles cited with it; `alternatives` the number turned
    round, where damage leaves several readings open.
    """

    type: str
    number: str | None = None
    name: str | None = None
    title: str | None = None
    articles: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and the entities that it may stand for; the first is chosen where `link` finds nothing better."""

    name: str
    type: str
    candidates: tuple[str, ...] = ()


Value = Number | Ordinal | Score | Figure | Timex | Legal | Name


def decimal(value: Decimal) -> str:
    """The plainest way to write a number: `Decimal("81.0")` -> `81`."""
    return f"{value.to_integral_value():f}" if value == value.to_integral_value() else f"{value.normalize():f}"


def describe(value: Value) -> str:
    """A value in one line, as gold tables and the list of findings write it.

    `22 hospital`, `approx 7000 health_professional`, `22..23 percent`, `11 (تجمع)` where no unit is known,
    `2025-12-11`, `2026-01 END`, `law/08.22`, `08.22 §5,6`, `region/01`, `?` for a date that nothing resolves.
    """
    match value:
        case Number(amount, alternative):
            return decimal(amount) + (f"|{decimal(alternative)}" if alternative is not None else "")
        case Ordinal(rank):
            return str(rank)
        case Score(first, second):
            return f"{first}-{second}"
        case Figure():
            return _describe_figure(value)
        case Timex():
            kind = "" if value.timex_type == "DATE" else value.timex_type
            return " ".join(part for part in (value.timex_value or "?", value.modifier, kind) if part)
        case Legal():
            name = f"{value.type}/{value.number or value.name or '?'}"
            name = "|".join((name, *value.alternatives))
            return name + (f" §{','.join(value.articles)}" if value.articles else "")
        case Name():
            return value.candidates[0] if value.candidates else value.name


def _describe_figure(figure: Figure) -> str:
    amount = decimal(figure.value)
    if figure.value_max is not None:
        amount += f"..{decimal(figure.value_max)}"
    if figure.value_alt is not None:
        amount += f"|{decimal(figure.value_alt)}"
    unit = figure.unit or (f"({figure.noun_lemma})" if figure.noun_lemma else "")
    if figure.unit_per:
        unit += f"/{figure.unit_per}"
    return " ".join(part for part in (figure.qualifier, amount, unit) if part)
