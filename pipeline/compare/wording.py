"""What a comparison shows, in a sentence of Arabic and one of English."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date

from pipeline.claim import Claim

_VERDICTS = {
    "repeat": ("العدد نفسه في نسختين من نص واحد: {a}", "the same figure in two copies of one text: {a}"),
    "agreement": ("يتفق النصان: {a}، و{b}", "the two texts agree: {a}, and {b}"),
    "rounding": ("أحد الرقمين تقريب للآخر: {a}، و{b}", "one figure rounds the other: {a}, and {b}"),
    "planned_done": (
        "أحدهما منتظر والآخر مذكور واقعا: {a}، و{b}",
        "one is still to come, the other is told as so: {a}, and {b}",
    ),
    "update": ("رقم جديد للأجل نفسه: {a}، ثم {b}", "promised anew for the same day: {a}, then {b}"),
    "different_date": ("زمنان مختلفان: {a}، و{b}", "different times: {a}, and {b}"),
    "different_place": ("مكانان مختلفان: {a}، و{b}", "different places: {a}, and {b}"),
    "different_scope": ("نطاقان مختلفان: {a}، و{b}", "different scopes: {a}, and {b}"),
    "different_measure": ("أحدهما مجموع والآخر إضافة أو تراكم: {a}، و{b}", "a total and an addition: {a}, and {b}"),
    "conflict": (
        "تعارض في الشيء نفسه{shared_ar}: {a}، مقابل {b}",
        "a conflict over the same thing{shared_en}: {a}, against {b}",
    ),
}
# What both name besides the thing: (a place, a time). What neither names is not said to be the same.
_SHARED = {
    (True, True): (" والمكان والزمن أنفسهما", ", place and time"),
    (True, False): (" والمكان نفسه دون ذكر للزمن", " and place, no time being named"),
    (False, True): (" والزمن نفسه دون ذكر للمكان", " and time, no place being named"),
    (False, False): (" دون ذكر للمكان ولا للزمن", ", no place or time being named"),
}
_RELATIONS_AR = {"on": "يوم", "by": "إلى غاية", "until": "إلى غاية", "since": "منذ", "as_of": "عند", "during": "خلال"}
_LINKS_AR = {"part_of": "ضمن", "through": "عبر", "excludes": "غير"}
_LONG = 120  # characters of a sentence that stands for its event
_LINKS_EN = {"part_of": "of", "through": "through", "excludes": "besides"}


def comparison(verdict: str, first: Claim, second: Claim) -> tuple[str, str]:
    """The sentence of a verdict, in both languages."""
    arabic, english = _VERDICTS[verdict]
    shared_ar, shared_en = _SHARED[bool(first.regions and second.regions), bool(first.end_date and second.end_date)]
    return (
        arabic.format(a=in_arabic(first), b=in_arabic(second), shared_ar=shared_ar) + ".",
        capital(english.format(a=in_english(first), b=in_english(second), shared_en=shared_en)) + ".",
    )


def beginning(quote: str) -> str:
    """The first words of a sentence that is long, whole words only: `ومن المرتقب أن تنشر اللجنة …`."""
    if len(quote) <= _LONG:
        return quote
    return quote[:_LONG].rsplit(maxsplit=1)[0] + " …"


def capital(sentence: str) -> str:
    """A sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def in_arabic(claim: Claim) -> str:
    """`1430 سريرا (إلى غاية 28 فبراير 2026؛ عبر عشرة مشاريع)`: the words of the text, and its slots."""
    said = claim.surface or f"{_amount(claim, 'في المائة')} {claim.noun or ''}".strip()
    details = [f"في {claim.place}"] if claim.place else []
    if claim.end_date:
        relation = "on" if _is_day(claim) else claim.time_relation or "during"
        details.append(f"{_RELATIONS_AR.get(relation, 'خلال')} {_span(claim, 'ar_MA')}")
    details += [f"{_LINKS_AR[link.relation]} {link.surface}" for link in claim.links if link.relation in _LINKS_AR]
    return _told(" ".join(said.split()), details, "؛ ")


def in_english(claim: Claim) -> str:
    """`1,430 bed (by 28 February 2026; through 10 project)`: units as the table writes them."""
    unit = (claim.unit or claim.noun_lemma or "").replace("_", " ")
    details = [f"in {claim.place}"] if claim.place else []
    if claim.end_date:
        relation = "on" if _is_day(claim) else (claim.time_relation or "during").replace("_", " ")
        details.append(f"{relation} {_span(claim, 'en_GB')}")
    details += [
        f"{_LINKS_EN[link.relation]} {number(link.value)} {(link.unit or '').replace('_', ' ')}".rstrip()
        for link in claim.links
        if link.relation in _LINKS_EN and link.value is not None
    ]
    return _told(
        " ".join(part for part in (_amount(claim, "%"), "" if unit == "percent" else unit) if part), details, "; "
    )


def _is_day(claim: Claim) -> bool:
    return claim.time_relation in (None, "during") and claim.start_date == claim.end_date


def _told(what: str, details: list[str], comma: str) -> str:
    return f"{what} ({comma.join(details)})" if details else what


def _amount(claim: Claim, percent: str) -> str:
    ends = [value for value in (claim.value, claim.value_max) if value is not None]
    amount = "-".join(map(number, ends))
    return f"{amount} {percent}".replace(" %", "%") if claim.unit == "percent" else amount


def number(value: Decimal | None) -> str:
    """`1430` -> 1,430; `80.70` -> 80.7."""
    if value is None:
        return ""
    return f"{value.normalize():,f}" if value != value.to_integral_value() else f"{int(value):,}"


def day(when: date, locale: str) -> str:
    """`28 فبراير 2026`, `28 February 2026`."""
    return str(format_date(when, "d MMMM yyyy", locale=locale))


def _span(claim: Claim, locale: str) -> str:
    """A day, a month, a year, or from when to when, as the fact has it."""
    start, end = claim.start_date, claim.end_date
    if end is None:
        return ""
    if claim.time_relation in ("by", "until") or start is None or start == end:
        return day(end, locale)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(end.year)
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return str(format_date(end, "MMMM yyyy", locale=locale))
    return f"{day(start, locale)} - {day(end, locale)}"
