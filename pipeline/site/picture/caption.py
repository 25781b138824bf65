"""What a picture says in words: numbers, days, names and its title, in the language of the page."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from babel.dates import format_date

from pipeline.site import words
from pipeline.site.language import DEFAULT, language
from pipeline.site.language import translate as _
from pipeline.site.picture.drawing import foreign, isolate, leftward

_LOCALES = {"ar": "ar_MA", "fr": "fr", "en": "en_GB"}
_CHANGES = {"additional": "+", "decrease": "-"}
_QUALIFIERS = {"approx": "≈", "more_than": ">", "less_than": "<", "at_least": "≥", "at_most": "≤"}
# What a legal text is called before its number.
_LEGAL = {
    "law": "القانون", "decree": "المرسوم", "dahir": "الظهير", "order": "القرار", "decision": "المقرر",
    "bill": "مشروع القانون", "organic_law": "القانون التنظيمي", "framework_law": "القانون الإطار",
    "circular": "الدورية", "convention": "الاتفاقية", "code": "المدونة", "constitution": "الدستور",
}  # fmt: skip


@cache
def _plurals() -> Mapping[str, Mapping[str, str]]:
    """What things are called when many are counted, by unit and language (unit.tsv)."""
    header, *lines = files("pipeline.site.picture").joinpath("unit.tsv").read_text("utf-8").splitlines()
    names = header.split("\t")[1:]
    return {unit: dict(zip(names, rest, strict=True)) for unit, *rest in (line.split("\t") for line in lines)}


def counted(unit: str) -> str:
    """A unit as the heading of its figures: `bed` -> `أسرّة`, `Lits`, `Beds`."""
    known = _plurals().get(unit)
    named = known[language()] if known else words.label("unit", unit)
    return named[:1].upper() + named[1:]


def things(value: str, unit: str | None) -> str:
    """A number with what it counts, within a sentence: `1,430 beds`, `81%`."""
    if unit == "percent":
        return f"{value}%"
    known = _plurals().get(unit or "")
    named = known[language()] if known else words.label("unit", unit) if unit else ""
    return f"{value} {named}".strip()


def number(value: float) -> str:
    """`1430` -> `1,430`; `2.4567` -> `2.46`; a whole number without a point."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def sign(change: str | None, qualifier: str | None) -> str:
    """What stands before a number: `+` for what is added, `≈` for "about", `>` for "more than"..."""
    return _QUALIFIERS.get(qualifier or "", "") + _CHANGES.get(change or "", "")


def amount(value: float, most: float | None = None, before: str = "") -> str:
    """A number or a range with its sign: `30,000-35,000`, `+340`, `≈7,000`."""
    return f"{before}{number(value)}" if most is None else f"{before}{number(value)}-{number(most)}"


def said(value: float, most: float | None = None, before: str = "") -> str:
    """The same within a sentence: a sign keeps its place whatever the direction."""
    shown = amount(value, most, before)
    return leftward(shown) if before or most is not None else shown


def day(iso: str | None, style: str = "d MMMM y") -> str:
    """`2026-02-28` -> `28 فبراير 2026`; what is unknown says so."""
    if not iso:
        return _("بلا تاريخ")
    try:
        return str(format_date(date.fromisoformat(iso), style, locale=_LOCALES[language()]))
    except ValueError:
        return iso


def period(start: str | None, end: str | None) -> str:
    """Days as they are called: a year, a month, a day, or from one to another."""
    if not start or not end or start == end:
        return day(end or start)
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4]
    if start[:7] == end[:7] and start[8:] == "01" and int(end[8:]) >= 28:
        return day(end, "MMMM y")
    return _("من {start} إلى {end}").format(start=day(start), end=day(end))


def named(arabic: str | None, french: str | None = None, english: str | None = None, code: str = "") -> str:
    """A name in the language of the page, in another where it has none there."""
    order = {"ar": (arabic, french, english), "fr": (french, english, arabic), "en": (english, french, arabic)}
    return next((name for name in order[language()] if name), code)


def legal(identity: str, name: str | None) -> str:
    """A legal text by its kind and number, `law/08.22` -> `القانون 08.22`; by its name where it has no number."""
    kind, _slash, number_ = identity.partition("/")
    if kind in _LEGAL and number_[:1].isdigit():
        return f"{_(_LEGAL[kind])} {number_}"
    if name and language() == DEFAULT:
        return name
    return f"{_(_LEGAL[kind])} ({number_})" if kind in _LEGAL else name or identity


def facts(count: int) -> str:
    """`3` -> `3 حقائق`, `3 faits`, `3 facts`."""
    return _many(count, "حقيقة واحدة", "حقيقتان", "حقائق", "حقيقة")


def documents(count: int) -> str:
    """`25` -> `25 وثيقة`, `25 documents`."""
    return _many(count, "وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة")


def legal_texts(count: int) -> str:
    """`2` -> `نصان`, `2 textes`, `2 texts`."""
    return _many(count, "نص واحد", "نصان", "نصوص", "نصا")


def links(count: int) -> str:
    """`2` -> `صلتان`, `2 liens`, `2 links`."""
    return _many(count, "صلة واحدة", "صلتان", "صلات", "صلة")


def _many(count: int, one: str, two: str, few: str, many: str) -> str:
    """A number with its noun: as Arabic counts, else one or many by the catalogue (`{count} حقائق`)."""
    if language() == DEFAULT:
        return words.count(count, one, two, few, many)
    return _(one) if count == 1 else _("{count} " + few).format(count=f"{count:,}")


def source(database: str, newest: str | None, shown: str, texts: int) -> str:
    """Where a picture comes from: its database, the newest day of publication, how much it shows of how much."""
    told = _("المصدر: قاعدة {database}، أحدث نشر فيها: {newest}. في الصورة {shown} من {documents}.")
    if not shown:
        told = _("المصدر: قاعدة {database}، أحدث نشر فيها: {newest}. في الصورة {documents}.")
    return told.format(database=isolate(database), newest=day(newest), shown=shown, documents=documents(texts))


def headed(heading: str, *parts: str) -> str:
    """A sentence: of what, then its parts, with the signs of the language and a full stop."""
    colon, semicolon = {"ar": (": ", "؛ "), "fr": (" : ", " ; "), "en": (": ", "; ")}[language()]
    if foreign(heading):
        heading = isolate(heading)
    return heading + colon + semicolon.join(part for part in parts if part) + "."


def listed(*parts: str) -> str:
    """Parts after commas of the language."""
    return ("، " if language() == DEFAULT else ", ").join(part for part in parts if part)
