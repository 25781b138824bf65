"""Who speaks: a name, an office, a body, a document, or somebody who was named before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.context.line import Line, Place, Quote, quote_of
from pipeline.context.memory import Memory, Voice, first_word
from pipeline.context.phrase import phrase_end
from pipeline.context.word import PEOPLE, THAT, Speech
from pipeline.lexicon.name import bare, forms
from pipeline.lexicon.office import office_after, office_before
from pipeline.records import Mention
from pipeline.text import fold
from pipeline.values import Name

_LONGEST = 8  # words of a phrase that names a speaker
_TITLES = 3  # words before an office that may still belong to it: «المراقب العام رئيس الأمن الجهوي»
_SOURCE = 12  # words of a phrase that names a source
_INSERTED = re.compile(r"\s{0,3},[^,:\"«»“”;!?\n]{1,120},\s{0,3}")
_TITLE = re.compile(r"\s?[«\"“][^«»\"“”]{1,40}[»\"”]")
_DAY = "(?:يوم )?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)(?: الماضي)?|اليوم|امس|اول امس"
_LED = re.compile(r"[\s«“\"]{0,3}(?:[^\W\d_]\.\s{0,2})?")  # «م. أخنوش», «القدس العربي»
_SPACE = re.compile(rf"\s{{0,3}}(?:(?:{_DAY})\s{{1,3}}){{0,2}}")
_FEMININE = re.compile(r"[^\W_]+ه")


def skip(text: str, at: int) -> int:
    """The position after what is inserted between commas: `، في تصريح للجريدة،`."""
    for _ in range(2):
        hit = _INSERTED.match(text, at)
        if hit is None:
            break
        at = hit.end()
    hit = _SPACE.match(text, at)
    return hit.end() if hit else at


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase that names who speaks, and where it ends in the key."""

    voice: Voice
    end: int


def name(line: Line, at: int, memory: Memory, known: Speech, *, sourced: bool = False) -> Naming | None:
    """Who is named from this position of a line on; `sourced` after «حسب», where a document may stand as well."""
    quoted = _TITLE.match(line.text, at) if sourced else None
    if quoted and not any(
        at <= line.place(one.span).start < quoted.end()
        for one in line.mentions
        if one.kind in {"person", "organization"}
    ):
        return Naming(Voice("document", source=line.quote(Place(at, quoted.end()))), quoted.end())
    return (
        _same(line, at, memory, known)
        or _mentioned(line, at, known, sourced=sourced)
        or _document(line, at, memory, known)
        or _described(line, at, memory, known, sourced=sourced)
    )


def _mentioned(line: Line, at: int, known: Speech, *, sourced: bool) -> Naming | None:
    """A person, with the office before the name or without, or a body."""
    text = line.text
    for mention in line.mentions:
        if mention.kind not in {"person", "organization"}:
            continue
        place = line.place(mention.span)
        if place.start < at:
            continue
        between = text[at : place.start]
        if place.start - at > 200 or THAT.search(between):
            return None
        named = _LED.fullmatch(between) is not None or (sourced and between == "ل")
        if mention.kind == "person" and not named:
            named = _is_office(line, at, place.start, known) or _has_role(mention, between)
        if named:
            kind = mention.kind
            gender = "f" if kind == "organization" and _FEMININE.fullmatch(first_word(mention)) else ""
            return Naming(Voice(kind, quote_of(mention), mention, gender), _after(line, place.end, known))
        if mention.kind == "person":
            return None
    return None


def _is_office(line: Line, at: int, start: int, known: Speech) -> bool:
    """Whether what stands between is the office or the title of the person: `وزيرة الاقتصاد والمالية، `."""
    first, last = line.word_at(at), line.word_at(start)
    between = line.words[first:last]
    if not between or len(between) > 16:
        return False
    if all(any(form in known.names.title for form, _ in forms(word.text)) for word in between):
        return True
    before = office_before(line.words, last, known.names)
    if before is not None and before[0] <= first:
        return True
    if known.is_office(between[0].text) and line.words[last].comma and not any(word.comma for word in between[1:]):
        return not any(known.verbs.by_key.get(word.text) for word in between)
    return _extent(line, first, known) == last


def _has_role(mention: Mention, between: str) -> bool:
    """Whether little stands before the name but the office that was read with it."""
    role = fold(mention.role).text if mention.role else ""
    return bool(role) and role in between and len(between.replace(role, " ").split()) <= _TITLES


def _extent(line: Line, first: int, known: Speech) -> int | None:
    """The word after an office that begins here."""
    words = line.words
    if first >= len(words) or not known.is_office(words[first].text):
        return None
    if words[first].near or words[first].comma:
        found = office_after(words, first, known.names)
        return found[1] if found else None
    return None


def _after(line: Line, end: int, known: Speech) -> int:
    """The end of the office that follows a name between commas: `، وزير الصحة،`."""
    first = line.word_at(end)
    if first < len(line.words) and line.words[first].comma and known.is_office(line.words[first].text):
        found = office_after(line.words, first, known.names)
        if found:
            return line.words[found[1] - 1].end
    return end


def _same(line: Line, at: int, memory: Memory, known: Speech) -> Naming | None:
    """Somebody who was named before, and is called the same: `المسؤول الحكومي نفسه`, `المصدر ذاته`."""
    hit = known.same.match(line.text, at)
    if hit is None:
        return None
    place = Place(at + _clitics(hit[0], known), hit.end())
    words = line.text[place.start : place.end].split()
    words = words[1:] if words[0] in known.kinds["the_same"] else words
    head = bare(words[0])
    quote = line.quote(place)
    if head in known.kinds["document"] or "ال" + head in {"المصدر", "المصادر"}:
        last = memory.last("document") if head not in {"مصدر", "مصادر"} else memory.last()
        if last is None or last.kind == "document":
            issuer = last or Voice("document")
            return Naming(replace(issuer, source=quote, kind="document"), hit.end())
        return Naming(replace(last, named=quote), hit.end())
    if head in known.names.head and known.is_body("ال" + head):
        mention = memory.body(head)
        return Naming(Voice("organization", quote, mention, "f" if head.endswith("ه") else ""), hit.end())
    if not known.is_office(words[0]) and not known.is_human(words[0]):
        return None
    last = memory.last("person", "office")
    mention = memory.office([words[0]], known) or (last.mention if last else None)
    return Naming(Voice("office", quote, mention), hit.end())


def _clitics(words: str, known: Speech) -> int:
    """How many letters of the first word stay outside: the ل of `للمصدر` stays in, its article shows it."""
    first = words.split(maxsplit=1)[0]
    return next((cut for form, cut in forms(first) if cut and known.is_office(form)), 0) if first[0] in "لب" else 0


def _document(line: Line, at: int, memory: Memory, known: Speech) -> Naming | None:
    """A document that is quoted, with its issuer where it names one: `بلاغ لوزارة الصحة`."""
    first = line.word_at(at)
    if first >= len(line.words) or line.words[first].start > at + 1 or not known.is_document(line.words[first].text):
        return None
    word = line.words[first]
    cut = next((cut for form, cut in forms(word.text) if bare(form) in known.kinds["document"]), 0)
    # «أبرزت المجلة المشاريع الضخمة»: what follows a definite one is its object.
    end = first + 1 if word.text.startswith("ال") else phrase_end(line, first, known, _SOURCE)
    title = _TITLE.match(line.text, line.words[end - 1].end)
    place = Place(word.start + cut, title.end() if title else line.words[end - 1].end)
    source = line.quote(place)
    anonymous = any(bare(form) in known.kinds["anonymous"] for form, _ in forms(word.text))
    issuer = next(
        (
            mention
            for mention in line.mentions
            if mention.kind == "organization"
            and not anonymous
            and source.span.start < mention.span.start
            and mention.span.end <= source.span.end
        ),
        None,
    )
    if issuer is None and end == first + 1 and word.text.startswith("ال"):
        last = memory.last("document", "organization")
        issuer = last.mention if last and not _is_media(last.mention) else None
    voice = Voice("document", source=source)
    if issuer is not None:
        voice = replace(voice, named=quote_of(issuer), mention=issuer)
    return Naming(voice, place.end)


def _holder(line: Line, place: Place) -> Mention | None:
    """The office as `link` has read it: whoever holds it is its entity."""
    span = line.span(place)
    return next(
        (one for one in line.mentions if one.kind == "office" and one.entity_id and one.span.start == span.start), None
    )


def _is_media(mention: Mention | None) -> bool:
    """Whether it is a newspaper or an agency: what it quotes is not its own."""
    return mention is not None and isinstance(mention.value, Name) and mention.value.type == "media"


def _described(line: Line, at: int, memory: Memory, known: Speech, *, sourced: bool) -> Naming | None:
    """An office, a body or people without a name: `الوزير`, `الوزارة`, `خبراء في المناخ`."""
    first = line.word_at(at)
    if first >= len(line.words) or line.words[first].start > at + 1:
        return None
    word = line.words[first]
    form, cut = next(
        ((form, cut) for form, cut in forms(word.text) if known.is_office(form) or known.is_human(form)),
        (word.text, 0),
    )
    if word.text in known.kinds["stop"] or (cut and not sourced):
        return None  # a subject bears no preposition
    end = phrase_end(line, first, known, _LONGEST)
    place = Place(word.start + cut, line.words[end - 1].end)
    quote = line.quote(place)
    words = [form, *(one.text for one in line.words[first + 1 : end])]
    if known.is_body(form):
        mention = memory.body(bare(form)) if end == first + 1 else None
        return Naming(Voice("organization", quote, mention, "f" if form.endswith("ه") else ""), place.end)
    if not sourced and _is_unknown_name(line, place, words, known):
        return Naming(Voice("crowd", quote), place.end)
    if known.is_office(form) and (form.startswith("ال") or end > first + 1):
        mention = _holder(line, place) or memory.office(words, known)
        if mention is None and form in known.kinds["anaphor"] & known.kinds["speaker"]:
            last = memory.last()
            mention = last.mention if last and last.kind in {"person", "office"} else None
        return Naming(Voice("office", quote, mention, "f" if form.endswith("ه") else "m"), place.end)
    voice = _people(words, quote, known, sourced=sourced)
    return Naming(voice, place.end) if voice else None


def _is_unknown_name(line: Line, place: Place, words: Sequence[str], known: Speech) -> bool:
    """Whether it looks like a name that no rule reads: `صرحت سعيدة نغزة`, `ادعى نادلر أن`."""
    led = any(known.names.is_ordinary(form) for word in words for form, cut in forms(word) if cut)
    if led or words[0].startswith(("با", "لا", "لل")):
        return False  # «بأسف», «برحيل سلفه»
    if len(words) == 1:
        told = THAT.match(line.text, skip(line.text, place.end)) is not None
        return told and len(words[0]) > 3 and known.names.is_name_like(words[0], foreign=True)
    return len(words) < 5 and all(known.names.is_name_like(word, foreign=True) for word in words)


def _people(words: Sequence[str], quote: Quote, known: Speech, *, sourced: bool) -> Voice | None:
    """People without a name, or some papers: `خبراء في المناخ`, `عدد من المواطنين`, `بعض التقديرات`."""
    form = words[0]
    whom = next((word for word in words[1:] if word != "من"), "")
    if bare(form) in known.kinds["some"]:
        if known.is_document(whom):
            return Voice("document", source=quote)
        if not sourced and (PEOPLE.fullmatch(whom) or known.is_human(whom) or known.is_office(whom)):
            return Voice("crowd", quote)
    if not sourced and (PEOPLE.fullmatch(form) or known.is_office(form)):
        return Voice("crowd", quote)
    if known.is_human(form) and (not sourced or form.startswith("ال") or len(words) > 1):
        return Voice("crowd", quote)
    return None
