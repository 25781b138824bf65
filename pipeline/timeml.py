"""A document as TimeML 1.2.1: its text with every expression of time marked by a TIMEX3.

Ranges, which TIMEX3 has no value for, are durations between two points that are told after them; durations come from
the figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from pipeline.records import Document, Mention
from pipeline.values import Figure, Timex

# What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"
_MODS = {
    "approx": "APPROX",
    "more_than": "MORE_THAN",
    "less_than": "LESS_THAN",
    "at_least": "EQUAL_OR_MORE",
    "at_most": "EQUAL_OR_LESS",
}
# What is known of a date that nothing resolves: how fine it is.
_UNKNOWN = {
    "minute": "TXX:XX",
    "hour": "TXX",
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX-XX",
    "decade": "XXX",
    "century": "XX",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    mention: Mention
    attributes: dict[str, str]
    ends: tuple[date, date] | None = None


def timeml(document: Document, mentions: Sequence[Mention]) -> str:
    """The document in TimeML.

    «صدر في 3 ماي 2021» -> `صدر في <TIMEX3 tid="t1" type="DATE" value="2021-05-03">3 ماي 2021</TIMEX3>`
    """
    published = document.metadata.published_on
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<TimeML xmlns:xsi={quoteattr(_XSI)} xsi:noNamespaceSchemaLocation={quoteattr(_SCHEMA)}>",
        f"<DOCID>{_text(document.source)}</DOCID>",
    ]
    if published:
        day = published.isoformat()
        creation = {"tid": "t0", "type": "DATE", "value": day, "functionInDocument": "CREATION_TIME"}
        lines.append(f"<DCT>{_element(creation, day)}</DCT>")
    if document.metadata.title:
        lines.append(f"<TITLE>{_text(document.metadata.title)}</TITLE>")
    lines.append(f"<TEXT>{''.join(_body(document, mentions))}</TEXT>")
    return "\n".join([*lines, "</TimeML>", ""])


def _body(document: Document, mentions: Sequence[Mention]) -> Iterator[str]:
    at, number = 0, 1
    for mark in _marks(mentions, known=document.metadata.published_on is not None):
        span = mark.mention.span
        yield _text(document.text[at : span.start])
        attributes = {"tid": f"t{number}", **mark.attributes}
        if mark.ends:
            attributes |= {"beginPoint": f"t{number + 1}", "endPoint": f"t{number + 2}"}
        yield _element(attributes, document.text[span.start : span.end])
        for end in mark.ends or ():
            number += 1
            yield _element({"tid": f"t{number}", "type": "DATE", "value": end.isoformat()}, None)
        at, number = span.end, number + 1
    yield _text(document.text[at:])


def _marks(mentions: Sequence[Mention], *, known: bool) -> Iterator[_Mark]:
    """The expressions of time in order; of two that overlap the longer («منذ خمس سنوات» holds a duration)."""
    found = [mark for mention in mentions for mark in _mark(mention, known=known)]
    found.sort(key=lambda mark: (mark.mention.span.start, -mark.mention.span.end))
    end = 0
    for mark in found:
        if mark.mention.span.start >= end:
            yield mark
            end = mark.mention.span.end


def _mark(mention: Mention, *, known: bool) -> Iterator[_Mark]:
    match mention.value:
        case Timex() as value:
            yield _timex(mention, value, known=known)
        case Figure(iso8601=str(duration)) as figure if figure.dimension == "duration":
            mod = _MODS.get(figure.qualifier or "")
            yield _Mark(mention, {"type": "DURATION", "value": duration, **({"mod": mod} if mod else {})})


def _timex(mention: Mention, value: Timex, *, known: bool) -> _Mark:
    attributes = {"type": value.timex_type, "value": value.timex_value or _UNKNOWN.get(value.grain or "", "XXXX")}
    ends = None
    if "/" in attributes["value"] and value.timex_type == "DATE":
        days = (value.end_date - value.start_date).days + 1 if value.start_date and value.end_date else "X"
        attributes |= {"type": "DURATION", "value": f"P{days}D"}
        ends = (value.start_date, value.end_date) if value.start_date and value.end_date else None
    if value.modifier:
        attributes["mod"] = value.modifier
    if value.timex_type == "SET":
        attributes["quant"] = "EVERY"
    if value.relative:
        attributes["temporalFunction"] = "true"
        if value.anchor == "published" and known:
            attributes["anchorTimeID"] = "t0"
    return _Mark(mention, attributes, ends)


def _element(attributes: dict[str, str], content: str | None) -> str:
    told = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<TIMEX3{told}/>" if content is None else f"<TIMEX3{told}>{_text(content)}</TIMEX3>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
