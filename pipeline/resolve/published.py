"""When an undated text was published, as far as its own words tell: «أمس الأحد 5 ماي 2019», «نهاية يناير الجاري»."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline import calendars
from pipeline.lexicon import Lexicon
from pipeline.records import Document, Mention, Sentence
from pipeline.resolve.tense import tense
from pipeline.text import Span, fold
from pipeline.values import Timex

# «اليوم الثلاثاء 30 أبريل 2019» names its own day, «أمس الأحد 5 ماي 2019» the one before it.
_SPOKEN = re.compile(r"(?P<word>اول\s(?:من\s)?امس|امس\sالاول|بعد\sغد|اليوم|يومه|امس|غدا)(?!\w)")
_AWAY = {"اليوم": 0, "يومه": 0, "امس": 1, "غدا": -1, "بعد غد": -2}
# «مقابل 607 في الفترة ذاتها من 2018»: a year is compared with the one before it.
_COMPARED = re.compile(
    r"(?:(?:^|\W)(?:مقابل|مقارنه|بالمقارنه|قياسا)(?!\w)[^.؟!]{0,60}"
    r"|(?:زياده|ارتفاع|انخفاض|تراجع|نمو|تحسن)\w{0,2}\s[^.؟!]{0,24}عن\s)"
    r"(?:(?:في|خلال|من|مع|ب|ل)?\s?(?:الفتره|الشهر|الفصل|المده|الوقت|نفس|ذات)?[\w\s]{0,16}(?:من\s)?)$"
)
_NOT_REACHED = re.compile(
    r"(?:الي|حتي|لغايه|ابتداء من|انطلاقا من|افق|افاق|قبل|موعد\w{0,3}|ليوم|ل)\s{0,2}(?:(?:يوم|غايه|شهر)\s)?$"
)
_BACK = 90
_MONTHS = frozenset({"day", "month"})
# No text is placed in more than a year.
_WIDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a date of the text tells of the day of publication: not before, not after, or only in one month."""

    span: Span
    says: str
    first: date | None = None
    last: date | None = None
    month: int | None = None


def infer(document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> Document:
    """The document with what its dates tell of its day of publication; a day from elsewhere is never touched.

    The days are narrowed to at most a year; where the constraints contradict each other, nothing is inferred.
    """
    document = forget(document)
    if document.metadata.published_on or document.published_from or document.published_to:
        return document
    found = window(constraints(sentences, mentions, lexicon))
    if found is None:
        return document
    first, last = found
    metadata = replace(document.metadata, published_on=first) if first == last else document.metadata
    return replace(document, metadata=metadata, published_how="inferred", published_from=first, published_to=last)


def forget(document: Document) -> Document:
    """The document without what was inferred of it before."""
    if document.published_how != "inferred":
        return document
    metadata = replace(document.metadata, published_on=None)
    return replace(document, metadata=metadata, published_how=None, published_from=None, published_to=None)


def window(found: Sequence[Constraint]) -> tuple[date, date] | None:
    """The first and the last day that fit all constraints, where they leave no more than a year."""
    firsts = [one.first for one in found if one.first]
    lasts = [one.last for one in found if one.last]
    months = {one.month for one in found if one.month}
    if not firsts or not lasts or len(months) > 1:
        return None
    first, last = max(firsts), min(lasts)
    if not first <= last <= first + 2 * _WIDEST:
        return None
    if months:
        number = months.pop()
        fits = [calendars.month(year, number) for year in range(first.year, last.year + 1)]
        fitting = [one for one in fits if one and one.end >= first and one.start <= last]
        if len(fitting) != 1:
            return None
        first, last = max(first, fitting[0].start), min(last, fitting[0].end)
    return (first, last) if last <= first + _WIDEST else None


def constraints(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Constraint, ...]:
    """All that the dates of the body tell; bounds by tense only where something firmer needs them."""
    body = [
        (mention, mention.value)
        for mention in sorted(mentions, key=lambda mention: mention.span)
        if isinstance(mention.value, Timex)
        and mention.value.timex_type == "DATE"
        and sentences[mention.sentence].in_body
    ]
    exact = [one for mention, value in body for one in _spoken(mention, value)]
    if exact:
        return tuple(exact)
    firm = [*_compared(body, sentences), *_running(body)]
    return (*firm, *_last_month(body), *_bounds(body, sentences, lexicon)) if firm else ()


def _spoken(mention: Mention, value: Timex) -> Iterator[Constraint]:
    """«أمس الأحد 5 ماي 2019» -> 2019-05-06."""
    if value.relative or value.grain != "day" or value.hijri or value.start_date is None or value.modifier:
        return
    hit = _SPOKEN.match(fold(mention.surface).text)
    if hit is None or (value.weekday and value.start_date.isoweekday() != value.weekday):
        return
    word = hit["word"]
    day = value.start_date + timedelta(days=_AWAY.get(word, 2))
    yield Constraint(mention.span, f"{mention.surface}: published {day.isoformat()}", day, day)


Dates = Sequence[tuple[Mention, Timex]]


def _compared(body: Dates, sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """«النصف الأول من السنة الجارية، مقابل … في الفترة ذاتها من 2018» -> published in 2019, a year that is named."""
    named = {value.start_date.year for _, value in body if value.start_date and not value.relative}
    dated = [value.end_date.year for _, value in body if value.end_date and value.grain in _MONTHS]
    for index, (mention, value) in enumerate(body):
        shift = _years_away(value)
        if shift is None:
            continue
        for other, base in body[index + 1 :]:
            if other.sentence != mention.sentence:
                break
            if base.grain != "year" or base.relative or base.start_date is None or base.start_date != _january(base):
                continue
            if not _COMPARED.search(_before(other, sentences[other.sentence], mention.span.end)):
                continue
            meant = base.start_date.year + 1
            year = meant - shift
            if meant in named and max(dated, default=year) <= year:
                yield _in_year(mention, year)


def _january(value: Timex) -> date | None:
    return date(value.start_date.year, 1, 1) if value.start_date and "/" not in (value.timex_value or "/") else None


def _years_away(value: Timex) -> int | None:
    """0 for «السنة الجارية» and its parts, -1 for «العام الماضي»."""
    lean = value.lean
    if lean is None or lean.to != "shift" or value.last is not None or lean.amount not in (0, -1):
        return None
    return lean.amount if lean.grain == "year" or (lean.month and lean.grain in {"quarter", "half"}) else None


def _in_year(mention: Mention, year: int) -> Constraint:
    says = f"{mention.surface}: published in {year}"
    return Constraint(mention.span, says, date(year, 1, 1), date(year, 12, 31))


def _last_month(body: Dates) -> Iterator[Constraint]:
    """«يونيو الماضي», where the text dates a June: published in the twelve months after it.

    Not firm: a July of years ago may be told beside the last one.
    """
    dated: dict[int, set[int]] = {}
    for _, other in body:
        if other.end_date and not other.relative and other.grain in _MONTHS:
            dated.setdefault(other.end_date.month, set()).add(other.end_date.year)
    latest = max((other.end_date.year for _, other in body if other.end_date), default=0)
    for mention, value in body:
        lean = value.last.lean if value.last else value.lean
        if lean is None or lean.to != "year" or lean.direction != -1 or lean.month is None or lean.part:
            continue
        years = dated.get(lean.month, set())
        if len(years) != 1 or latest > max(years):
            continue
        month = calendars.month(max(years), lean.month)
        if month:
            says = f"{mention.surface}: published after {month.value}"
            yield Constraint(mention.span, says, month.end + timedelta(days=1), calendars.add_months(month.end, 12))


def _running(body: Dates) -> Iterator[Constraint]:
    """«نهاية يناير الجاري» -> published in a January."""
    for mention, value in body:
        lean = value.lean
        if (
            lean
            and lean.to == "shift"
            and lean.grain == "year"
            and not lean.amount
            and lean.month
            and _says_now(mention)
        ):
            yield Constraint(mention.span, f"{mention.surface}: published in month {lean.month}", month=lean.month)


def _says_now(mention: Mention) -> bool:
    """«يناير الجاري», not «يناير من السنة الجارية»."""
    return re.search(r"\w\s{1,3}(?:الجاري|الحالي)$", fold(mention.surface).text) is not None and not re.search(
        r"(?:العام|السنه)\s", fold(mention.surface).text
    )


def _bounds(body: Dates, sentences: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Constraint]:
    """What has happened is not after publication; what is announced is not before it."""
    for mention, value in body:
        if value.relative or value.hijri or value.grain not in _MONTHS or not (value.start_date and value.end_date):
            continue
        sentence = sentences[mention.sentence]
        at = bisect_left(sentence.key.origin, mention.span.start)
        said = tense(sentence.key.text, at, lexicon)
        ahead = value.modifier in {"ON_OR_BEFORE", "BEFORE"}
        if said == "past" and not ahead and not _NOT_REACHED.search(_before(mention, sentence, 0)):
            says = f"{mention.surface}: told as past"
            yield Constraint(mention.span, says, first=value.start_date)
        elif said == "future" or (ahead and said != "past"):
            yield Constraint(mention.span, f"{mention.surface}: announced", last=value.end_date)


def _before(mention: Mention, sentence: Sentence, least: int) -> str:
    end = mention.span.start - sentence.span.start
    return fold(sentence.text[max(0, end - _BACK, least - sentence.span.start) : end]).text
