"""What a document states of legal texts: title, day of issue, and the Official Bulletin's issue, day and page."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.link.heading import heading
from pipeline.records import Document, LegalStatement, Mention, Sentence
from pipeline.text import Span, fold
from pipeline.values import Legal, Timex

# How far after a text the day of its issue may stand, and how far before a bulletin the text that it printed.
_AFTER = 40
_BEFORE = 320
_ISSUE = r"\(?\s{0,2}(?P<issue>\d{1,6}(?:\s{0,2}مكرر)?(?:\s{0,2}\(\s?[^()\s]{1,3}\s?\))?)\s{0,2}\)?"
_PAGE = re.compile(r"[\s,.;()-]{0,4}(?:ص|صفحه|الصفحه)\s{0,2}[.:]?\s{0,2}(?P<page>\d{1,5})(?!\d)")
_DATED = re.compile(r"[\s,;(-]{0,4}(?:ال)?(?:مورخه?|صادره?)?\s{0,2}(?:بتاريخ|بتاري|في|ليوم|يوم|ل)?\s{0,2}")
_MARK = re.compile(r"\s{1,3}(?:\d{1,2}\s{1,3})?\(?\s{0,2}")
_OFF = 3
_NOTE = re.compile(r"\s{0,3}\(?\d{0,2}\)?\s{0,2}[-–.]?\s{0,2}$")


@lru_cache(maxsize=8)
def _bulletin(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W\d_])[وب]{{0,2}}(?P<bulletin>{lexicon['bulletin'].pattern})[\s,.-]{{0,4}}(?:ال)?(?:عدد|رقم|ع)[\s.]{{0,3}}{_ISSUE}"
    )


@lru_cache(maxsize=8)
def _issued(lexicon: Lexicon) -> re.Pattern[str]:
    """What leads from a text to its day of issue."""
    lead = lexicon["legal_issue"].pattern
    return re.compile(rf"[\s,(]{{0,4}}(?:ال)?{lead}ه?\s{{0,3}}(?:في|بتاريخ)?\s{{0,3}}(?:يوم\s)?")


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in a document: its legal texts, the one that it is, its dates by where they begin."""

    document: Document
    laws: Sequence[Mention]
    own: Mention | None
    dates: Mapping[int, Mention]
    lexicon: Lexicon


def statements(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[LegalStatement, ...]:
    """Each statement where it stands, in the order of the text."""
    laws = sorted((law for law in mentions if law.kind == "law" and law.entity_id), key=lambda law: law.span)
    dates = {mention.span.start: mention for mention in mentions if mention.kind == "date"}
    read = _Read(document, laws, heading(document, laws, lexicon), dates, lexicon)
    found = [
        *(one for law in laws if (one := _of_citation(read, law))),
        *(one for sentence in sentences for one in _of_bulletins(read, sentence)),
    ]
    return tuple(sorted(found, key=lambda one: (one.span, one.rule)))


def _of_citation(read: _Read, law: Mention) -> LegalStatement | None:
    """`القانون رقم 08.22 الصادر في 28 يونيو 2023 المتعلق بـ…`: the day of issue and the title."""
    if not isinstance(law.value, Legal) or law.entity_id is None:
        return None
    own = law is read.own
    issued = _date_after(read, law.span.end, _issued(read.lexicon))
    if issued is None and law.value.title is None and not own:
        return None
    span = Span(law.span.start, issued.span.end if issued else law.span.end)
    rule = "legal text: the document itself" if own else "legal text: cited"
    surface = read.document.text[span.start : span.end]
    return LegalStatement(law.entity_id, span, surface, law.sentence, rule, own, law.value.title, issued)


def _date_after(read: _Read, at: int, lead: re.Pattern[str]) -> Mention | None:
    """The day that stands after a place of the text, where the words between lead to it."""
    found = next((read.dates[start] for start in range(at, at + _AFTER) if start in read.dates), None)
    if found is None or not isinstance(found.value, Timex) or found.value.grain != "day":
        return None
    if not lead.fullmatch(fold(read.document.text[at : found.span.start]).text):
        return None
    return found if found.value.start_date == found.value.end_date else _pair(read, found)


def _pair(read: _Read, hijri: Mention) -> Mention | None:
    """The Gregorian day of a Hijri one, which alone may be off by two: a footnote's mark may stand between them."""
    end = hijri.span.end
    for start in range(end, end + 10):
        day = read.dates.get(start)
        if day is None or not isinstance(day.value, Timex) or not isinstance(hijri.value, Timex):
            continue
        first, given = hijri.value.start_date, day.value.start_date
        near = first is not None and given is not None and abs((given - first).days - 2) <= _OFF
        return day if near and _MARK.fullmatch(read.document.text[end:start]) else None
    return None


def _of_bulletins(read: _Read, sentence: Sentence) -> Iterator[LegalStatement]:
    """`الجريدة الرسمية عدد 7213 بتاريخ 17 يوليو 2023، ص 5700`, of the text before it, or of the document itself."""
    key, names = sentence.key, read.lexicon["bulletin"].cores
    if names and not any(name in key.text for name in names):
        return
    for hit in _bulletin(read.lexicon).finditer(key.text):
        span = key.to_source(hit.start("bulletin"), hit.end("issue"))
        law = _printed(read, sentence, span)
        if law is None or law.entity_id is None:
            continue
        day = _date_after(read, span.end, _DATED)
        end = day.span.end if day else span.end
        page = _PAGE.match(key.text, bisect_left(key.origin, end))
        end = key.to_source(*page.span("page")).end if page else end
        yield LegalStatement(
            entity_id=law.entity_id,
            span=Span(span.start, end),
            surface=read.document.text[span.start : end],
            sentence=sentence.position,
            rule="legal text: Official Bulletin",
            own=read.own is not None and law.entity_id == read.own.entity_id,
            bulletin=" ".join(hit["issue"].split()),
            bulletin_on=day,
            bulletin_page=page["page"] if page else None,
        )


def _printed(read: _Read, sentence: Sentence, bulletin: Span) -> Mention | None:
    """The text that a bulletin printed: the last one named before it in the sentence; of a footnote, the document."""
    here = [
        law for law in read.laws if law.sentence == sentence.position and 0 <= bulletin.start - law.span.end <= _BEFORE
    ]
    if here:
        return here[-1]
    line = read.document.text[sentence.span.start : bulletin.start].rpartition("\n")[2]
    return read.own if _NOTE.fullmatch(line) else None
