"""From where to where somebody speaks: after the verb, before it, or around the phrase that names a source."""

import re
from dataclasses import dataclass

from pipeline.context.line import Line, Place
from pipeline.context.memory import Voice
from pipeline.records import Cue, Document
from pipeline.text import Span

_QUOTED = 1500  # the longest quotation that is followed beyond its sentence
_QUOTATION = re.compile(r":?\s{0,3}[\"«“]")
_MARK = re.compile(r"(?P<open>[«“]|(?:(?<=\s)|(?<=[:(]))\"(?=\S))|[»”\"]")
_CLOSING = re.compile(r"(?P<open>[«“])|[»”\"]")
_BOUNDS = (";", "فيما", "بينما", "في حين")
_RELATIVES = (" الذي ", " التي ", " الذين ")  # a source inside such a clause is the clause's own


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a document that somebody says; `cue` is the verb or phrase that shows it."""

    voice: Voice
    span: Span
    cue: Cue


def forward(document: Document, line: Line, at: Place, voice: Voice, complement: int) -> Said:
    """From the verb to the end of the sentence; a bare quotation ends with its closing mark, wherever that stands."""
    text = line.text
    end = len(text.rstrip())
    if _QUOTATION.match(text, complement):
        closing = max(text.rfind(mark) for mark in '"»”')
        end = closing + 1 if closing > complement + 2 else end
    span = line.span(Place(at.start, max(end, at.end)))
    return Said(voice, Span(span.start, _closed(document, line, span.end)), _cue(line, at, voice, "verb"))


def _closed(document: Document, line: Line, end: int) -> int:
    """Where a quotation closes that its sentence leaves open."""
    marks = list(_MARK.finditer(line.text))
    if not marks or not marks[-1]["open"]:
        return end
    after = line.sentence.span.end
    closing = _CLOSING.search(document.text, after, after + _QUOTED)
    return closing.end() if closing and not closing["open"] else end


def whole(line: Line, at: Place, voice: Voice, start: int = 0, how: str = "after") -> Said:
    """The whole sentence, from `start` on: `…، كما أكد الوزير`."""
    return Said(voice, line.span(Place(start, len(line.text.rstrip()))), _cue(line, at, voice, how))


def around(line: Line, at: Place, voice: Voice, end: int) -> Said:
    """The stretch of which a source is named: what precedes it where it closes the sentence, else all of that."""
    closes = not line.text[end:].strip(' .,»”"')
    bound = max(line.text.rfind(word, 0, at.start) for word in (_BOUNDS if closes else _RELATIVES))
    return whole(line, at, voice, max(bound, 0), "source")


def _cue(line: Line, at: Place, voice: Voice, how: str) -> Cue:
    return line.cue("speaker", voice.kind, at, f"said: {how}")
