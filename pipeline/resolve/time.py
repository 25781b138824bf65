"""When a date is meant: relative dates, missing years and contradictions, by what the document itself says."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from pipeline import calendars
from pipeline.calendars import Period
from pipeline.lexicon import Lexicon
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.resolve import clock
from pipeline.resolve.contradiction import contradictions
from pipeline.resolve.tense import tense
from pipeline.text import fold
from pipeline.values import Lean, Timex

# «مقارنة مع الفترة ذاتها من العام المنصرم»: the year before that of the period just named.
_COMPARED = re.compile(
    r"(?:(?:الفتره|الشهر|الفصل|المده|الوقت)\s(?:ذات|نفس)(?:ها|ه)|نفس\s(?:الفتره|الشهر|الفصل|المده))\s(?:من|في|خلال)\s$"
)
_NOTHING_SAID = re.compile(
    r"[\W_]*(?:(?:في|من|منذ|قبل|بعد|بين|و|الي|حتي|خلال|يوم|شهر|قرابه|حوالي|اليوم|كل)[\W_]+){0,12}"
)
# A day of the last month, named alone, is a dateline; an older one lies ahead.
_DATELINE = 30
# Years around those that the text names, in which a weekday may decide.
_WINDOW = 2
_DOUBT = 0.6


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Sequence[Mention], Sequence[Contradiction]]:
    """Give relative dates their days, as far as the document tells them; list what contradicts itself."""
    dates = [mention for mention in mentions if isinstance(mention.value, Timex)]
    if not dates:
        return mentions, ()
    beside: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in dates:
        beside[mention.sentence].append(mention)
    anchors = _Anchors(
        published=document.metadata.published_on,
        between=_between(document),
        sentences=sentences,
        explicit=tuple(_explicit(dates, sentences)),
        dates=beside,
        lexicon=lexicon,
        how="inferred" if document.published_how == "inferred" else "published",
    )
    resolved: dict[int, Mention] = {}
    warnings: list[Contradiction] = []
    for mention in sorted(dates, key=lambda mention: mention.span):
        if not isinstance(mention.value, Timex):
            continue
        value = anchors.settle(mention, mention.value)
        anchors.remember(mention, value)
        found = list(contradictions(mention, value))
        warnings.extend(found)
        confidence = min(mention.confidence, _DOUBT) if found else mention.confidence
        resolved[id(mention)] = replace(mention, value=value, confidence=confidence)
    clock.join(resolved, beside, sentences)
    return [resolved.get(id(mention), mention) for mention in mentions], warnings


def _between(document: Document) -> tuple[date, date] | None:
    """The days between which it was published, where no day is known."""
    if document.metadata.published_on or not (document.published_from and document.published_to):
        return None
    return document.published_from, document.published_to


def _explicit(mentions: Iterable[Mention], sentences: Sequence[Sentence]) -> Iterable[Mention]:
    """The dates of the body that lean on nothing."""
    for mention in mentions:
        value = mention.value
        if isinstance(value, Timex) and value.start_date and not value.relative and sentences[mention.sentence].in_body:
            yield mention


@dataclass
class _Anchors:
    """What dates may lean on: the day of publication, the explicit dates of the text, and the last one mentioned."""

    published: date | None
    between: tuple[date, date] | None
    sentences: Sequence[Sentence]
    explicit: Sequence[Mention]
    dates: Mapping[int, Sequence[Mention]]
    lexicon: Lexicon
    how: str = "published"
    seen: dict[str, tuple[int, Mention, Timex]] = field(default_factory=dict)

    spoken: list[Mention] = field(default_factory=list)

    @cached_property
    def by_sentence(self) -> Mapping[int, Sequence[Mention]]:
        """The explicit dates of each sentence."""
        grouped: defaultdict[int, list[Mention]] = defaultdict(list)
        for mention in self.explicit:
            grouped[mention.sentence].append(mention)
        return grouped

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the text names."""
        return frozenset(_years(self.explicit))

    @cached_property
    def has_fine(self) -> bool:
        """Whether the text names a day, a month or a quarter."""
        return any(map(_is_fine, self.explicit))

    def remember(self, mention: Mention, value: Timex) -> None:
        """What is mentioned now, dated or not, is what «نفس السنة» may mean later."""
        if value.timex_type == "DATE" and self.sentences[mention.sentence].in_body:
            # The last of each grain, in the order of the text.
            self.seen[value.grain or ""] = (len(self.spoken), mention, value)
            self.spoken.append(mention)

    def settle(self, mention: Mention, value: Timex) -> Timex:
        """The date with its days, or as it was where nothing tells them."""
        if not self.sentences[mention.sentence].in_body or (value.lean is None and value.last is None):
            return value
        if value.last is not None:
            return self._settle_range(mention, value)
        if value.lean is None:
            return value
        lean = value.lean
        found = self._find(mention, lean, lean.grain if lean.part else value.grain or "day")
        if found and lean.part:
            period = calendars.inside(found[0], lean.part)
            if period is None and lean.part[0] == "day":
                # «31 من هذا الشهر» in November: a date without days.
                return replace(value, timex_value=f"{found[0].value}-{lean.part[1]:02d}", lean=None)
            return _with(value, period, found[1]) if period else value
        return _with(value, *found) if found else value

    def _settle_range(self, mention: Mention, value: Timex) -> Timex:
        if value.last is None:
            return value
        first = self.settle(mention, replace(value, last=None, timex_value=_end(value, 0)))
        last = self._settle_end(mention, first, value.last)
        if first.weekday and value.lean and value.lean.to == "weekday" and last.start_date:
            first = _no_later(first, last.start_date)
        if not (first.start_date and last.end_date and first.start_date < last.end_date):
            return value
        return replace(
            value,
            timex_value=f"{first.timex_value}/{last.timex_value}",
            start_date=first.start_date,
            end_date=last.end_date,
            anchor=first.anchor or last.anchor,
            lean=None,
            last=None,
        )

    def _settle_end(self, mention: Mention, first: Timex, last: Timex) -> Timex:
        """The end of a range: after its beginning where it can be."""
        start, lean = first.start_date, last.lean
        if start and lean and lean.to == "weekday" and lean.weekday and not (first.weekday and first.relative):
            return _with(last, _day(calendars.weekday_near(start, lean.weekday, 1)), first.anchor)
        settled = self.settle(mention, last)
        late = settled.end_date is None or (start is not None and settled.end_date <= start)
        return _after(last, start) if start and late and lean and lean.to == "year" else settled

    def _find(self, mention: Mention, lean: Lean, grain: str) -> tuple[Period, str] | None:
        found = self._lean(mention, lean, grain)
        if found is None and self.between:
            found = self._find_between(mention, lean, grain, *self.between)
        return (found[0], self.how) if found and found[1] == "published" else found

    def _find_between(
        self, mention: Mention, lean: Lean, grain: str, first: date, last: date
    ) -> tuple[Period, str] | None:
        """What is meant whichever of these days it was published on."""
        one, other = (
            replace(self, published=day, between=None)._lean(mention, lean, grain)  # noqa: SLF001 - another self
            for day in (first, last)
        )
        return (one[0], "inferred") if one and other and one[0] == other[0] else None

    def _lean(self, mention: Mention, lean: Lean, grain: str) -> tuple[Period, str] | None:
        match lean.to:
            case "shift":
                return self._shift(mention, lean)
            case "same":
                return self._same(lean)
            case "stretch":
                return _stretch(lean, self.published) if self.published else None
            case "rest":
                return _rest(lean, self.published) if self.published else None
            case "weekend":
                return self._weekend(mention, lean)
            case "season":
                return self._season(lean)
            case "weekday":
                return self._weekday(mention, lean)
            case "year":
                return self._year(mention, lean, grain)
        return None

    def _shift(self, mention: Mention, lean: Lean) -> tuple[Period, str] | None:
        anchor, how = self.published, "published"
        if anchor is None and lean.grain == "year" and lean.amount < 0 and _COMPARED.search(self._text_before(mention)):
            last = max(self.seen.values(), key=lambda one: one[0], default=None)
            if last and last[1].sentence == mention.sentence:
                anchor, how = last[2].end_date, "sentence"
        if anchor is None or (lean.direction > 0 and self._tense(mention) == "past"):
            return None
        period = _part(lean, anchor.year + lean.amount) if lean.month else None
        if period is None and lean.month is None:
            period = calendars.shift(lean.grain, anchor, lean.amount)
        if period and lean.weekday and period.start.isoweekday() != lean.weekday:
            # Published the day after it was written: the weekday is the surer of the two.
            period = _day(calendars.weekday_near(anchor, lean.weekday, 1 if lean.amount > 0 else -1))
            how = "weekday"
        return (period, how) if period else None

    def _same(self, lean: Lean) -> tuple[Period, str] | None:
        fine = (one for grain, one in self.seen.items() if grain and _finer(grain, lean.grain))
        last = max(fine, key=lambda one: one[0], default=None)
        if last:
            value = last[2]
            if value.end_date is None:
                return None
            period = (
                _part(lean, value.end_date.year + lean.amount)
                if lean.month
                else calendars.shift(lean.grain, value.end_date, lean.amount)
            )
            return (period, "document") if period else None
        if self.published and lean.amount and not self.seen:
            period = calendars.shift(lean.grain, self.published, lean.amount)
            return (period, "published") if period and not lean.month else None
        return None

    def _weekday(self, mention: Mention, lean: Lean) -> tuple[Period, str] | None:
        if self.published is None or lean.weekday is None:
            return None
        direction = lean.direction or (1 if self._tense(mention) == "future" else -1)
        if lean.day:
            return _weekday_on(self.published, lean.weekday, lean.day)
        # «الماضي» and «المقبل» leave the day itself out.
        anchor = self.published + timedelta(days=direction if lean.amount else 0)
        return _day(calendars.weekday_near(anchor, lean.weekday, direction)), "published"

    def _weekend(self, mention: Mention, lean: Lean) -> tuple[Period, str] | None:
        if self.published is None:
            return None
        found = calendars.weekend(self.published)
        if not lean.amount and found.start > self.published and self._tense(mention) == "past":
            found = calendars.weekend(self.published - timedelta(weeks=1))
        return found, "published"

    def _season(self, lean: Lean) -> tuple[Period, str] | None:
        """«الصيف الماضي», said in May or in October, is the last one that is over or has begun."""
        if self.published is None or lean.month is None:
            return None
        code = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}[lean.month]
        near = [calendars.season(self.published.year + add, code) for add in (-2, -1, 0, 1, 2)]
        if lean.direction < 0:
            found = [season for season in near if season.end < self.published][-1]
        elif lean.direction > 0:
            found = next(season for season in near if season.start > self.published)
        else:
            found = next((one for one in near if one.start <= self.published <= one.end), near[2])
        return found, "published"

    def _year(self, mention: Mention, lean: Lean, grain: str) -> tuple[Period, str] | None:
        if lean.weekday and lean.day and lean.month:
            found = self._year_of_weekday(lean.month, lean.day, lean.weekday)
            if found is not None:
                period = _part(lean, found)
                return (period, "weekday") if period else None
        if self.published:
            return self._year_of_publication(mention, lean, grain)
        return None if lean.direction or lean.weekday else self._year_of_text(mention, lean)

    def _year_of_weekday(self, month: int, day: int, weekday: int) -> int | None:
        if self.published:
            near = self.published.year
            fits = calendars.years_where(month, day, weekday, range(max(1, near - 1), near + 2))
            return fits[0] if len(fits) == 1 else None
        years = self.years
        if not years:
            return None
        window = range(max(1, min(years) - _WINDOW), max(years) + _WINDOW + 1)
        fits = calendars.years_where(month, day, weekday, window)
        return fits[0] if len(fits) == 1 else None

    def _year_of_publication(self, mention: Mention, lean: Lean, grain: str) -> tuple[Period, str] | None:
        published = self.published
        if published is None:
            return None
        around = (_part(lean, published.year + add) for add in (-1, 0, 1))
        near = [period for period in around if period]
        direction = lean.direction or {"past": -1, "future": 1}.get(self._tense(mention), 0)
        if direction < 0:
            # «مارس الماضي», said in March, is a year ago; a past event in March may be this one.
            whole = bool(lean.direction) and grain == "month"
            near = [period for period in near if (period.end if whole else period.start) <= published]
            return (near[-1], "published") if near else None
        if direction > 0:
            bare = not lean.direction and self._is_bare(self.sentences[mention.sentence])
            first = published - timedelta(days=_DATELINE if bare else 0)
            near = [period for period in near if period.end >= first]
            return (near[0], "published") if near else None
        nearest = min(near, key=lambda period: abs((period.start - published).days), default=None)
        return (nearest, "published") if nearest else None

    def _year_of_text(self, mention: Mention, lean: Lean) -> tuple[Period, str] | None:
        """The one year that the sentence names, or that the whole text names."""
        beside = self.by_sentence.get(mention.sentence, ())
        known = (
            ("sentence", _years(beside), any(map(_is_fine, beside))),
            ("document", set(self.years), self.has_fine),
        )
        for how, years, fine in known:
            if len(years) == 1 and fine:
                period = _part(lean, years.pop())
                return (period, how) if period else None
            if years:
                return None
        return None

    def _tense(self, mention: Mention) -> str:
        sentence = self.sentences[mention.sentence]
        at = bisect_left(sentence.key.origin, mention.span.start)
        return tense(sentence.key.text, at, self.lexicon) or ("future" if self._is_bare(sentence) else "")

    def _is_bare(self, sentence: Sentence) -> bool:
        """Whether dates are all that is said: a timetable, a query; they lie ahead."""
        dates = self.dates[sentence.position]
        if sum(mention.span.end - mention.span.start for mention in dates) + 24 < len(sentence.text):
            return False
        rest, at = "", sentence.span.start
        for mention in sorted(dates, key=lambda mention: mention.span):
            first, last = at - sentence.span.start, mention.span.start - sentence.span.start
            rest += sentence.text[max(0, first) : max(0, last)] + " "
            at = max(at, mention.span.end)
        rest += sentence.text[at - sentence.span.start :] + " "
        return _NOTHING_SAID.fullmatch(fold(rest).text) is not None

    def _text_before(self, mention: Mention) -> str:
        sentence = self.sentences[mention.sentence]
        end = mention.span.start - sentence.span.start
        return fold(sentence.text[max(0, end - 40) : end]).text


def _years(mentions: Iterable[Mention]) -> set[int]:
    values = [mention.value for mention in mentions]
    return {
        day.year
        for value in values
        if isinstance(value, Timex) and value.grain not in {"decade", "century"}
        for day in (value.start_date, value.end_date)
        if day
    }


def _is_fine(mention: Mention) -> bool:
    return isinstance(mention.value, Timex) and mention.value.grain in {"day", "week", "month", "quarter", "half"}


def _finer(grain: str, than: str) -> bool:
    return calendars.GRAINS.index(grain) <= calendars.GRAINS.index(than)


def _end(value: Timex, which: int) -> str | None:
    return value.timex_value.split("/")[which] if value.timex_value else None


def _part(lean: Lean, year: int) -> Period | None:
    """The day, month, quarter or half of a year that a lean names."""
    if lean.month is None or not 1 <= year <= 9990:
        return None
    if lean.grain == "quarter":
        return calendars.quarter(year, lean.month)
    if lean.grain == "half":
        return calendars.half(year, lean.month)
    if lean.day is None:
        return calendars.month(year, lean.month)
    if lean.day_max is not None:
        return calendars.days(year, lean.month, lean.day, lean.day_max)
    return calendars.day(year, lean.month, lean.day)


def _day(of: date) -> Period:
    return Period(of.isoformat(), of, of, "day")


def _rest(lean: Lean, anchor: date) -> tuple[Period, str] | None:
    whole = calendars.shift(lean.grain, anchor, 0)
    return (calendars.between(_day(anchor), whole), "published") if whole and whole.end > anchor else None


def _weekday_on(anchor: date, weekday: int, number: int) -> tuple[Period, str] | None:
    """The nearest such weekday that has this number in its month: «الجمعة 15»."""
    around = (anchor + timedelta(days=add) for add in sorted(range(-45, 46), key=abs))
    found = next((of for of in around if of.isoweekday() == weekday and of.day == number), None)
    return (_day(found), "published") if found else None


def _stretch(lean: Lean, anchor: date) -> tuple[Period, str] | None:
    try:
        match lean.grain:
            case "month":
                other = calendars.add_months(anchor, lean.amount)
            case "year":
                other = calendars.add_months(anchor, 12 * lean.amount)
            case _:
                other = anchor + timedelta(days=lean.amount * (7 if lean.grain == "week" else 1))
    except (ValueError, OverflowError):
        return None
    first, last = sorted((anchor, other))
    return Period(f"{first.isoformat()}/{last.isoformat()}", first, last, lean.grain), "published"


def _with(value: Timex, period: Period, anchor: str | None) -> Timex:
    return replace(
        value,
        timex_value=period.value,
        start_date=period.start,
        end_date=period.end,
        anchor=anchor,
        lean=None,
    )


def _after(value: Timex, first: date) -> Timex:
    """The end of a range in the first year in which it comes after its beginning."""
    for year in (first.year, first.year + 1):
        period = _part(value.lean, year) if value.lean else None
        if period and period.end > first:
            return _with(value, period, "sentence")
    return value


def _no_later(value: Timex, last: date) -> Timex:
    """The weekday that begins a range, moved to before the day that ends it."""
    if value.weekday is None or (value.start_date and value.start_date <= last):
        return value
    return _with(value, _day(calendars.weekday_near(last, value.weekday, -1)), value.anchor)
