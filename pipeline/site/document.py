"""A document as it is read: its text with every mention underlined by kind, and what was found beside it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pipeline.records import DOUBTFUL
from pipeline.site import scan
from pipeline.site.asking import TITLED, rows
from pipeline.site.copying import copying
from pipeline.site.excerpt import excerpt, is_within, passages
from pipeline.site.language import translate
from pipeline.site.name import names
from pipeline.site.piece import Piece
from pipeline.site.words import label

_DOCUMENT = f"select documents.*, {TITLED} as titled from documents where id = :id"
SENTENCES = "select start_char, end_char, zone, in_body from sentences where document_id = :id order by start_char"
_READ = f"""
select id, 'date' as kind, start_char, end_char, surface, in_body, rule, timex_value as value, modifier as detail,
  null as entity_id, null as name from dates where document_id = :id and confidence > {DOUBTFUL}
union all
select id, 'figure', start_char, end_char, surface, in_body, rule, value, coalesce(unit, noun), null, null
  from figures where document_id = :id and confidence > {DOUBTFUL}
union all
select mentions.id, mentions.kind, start_char, end_char, surface, in_body, rule, value, article, entity_id, name_ar
  from mentions left join entities on entities.id = mentions.entity_id
  where document_id = :id and confidence > {DOUBTFUL}
order by start_char, end_char desc, kind
"""
_FACTS = """
select facts.id, facts.start_char, facts.surface, facts.kind, facts.value, facts.unit, facts.action, facts.start_date,
  facts.end_date, facts.status, facts.place, facts.place_id, facts.quote, sentences.start_char as sentence_start,
  sentences.page
from facts join sentences on sentences.id = facts.sentence_id
where facts.document_id = :id and facts.in_body = 1 order by facts.start_char, facts.id limit 2000
"""
# What other pages lead to, besides what is underlined: an event, a sum, a title, a date that nobody trusts.
_PLACES = " union ".join(
    f"select start_char from {table} where document_id = :id"
    for table in ("dates", "figures", "mentions", "facts", "consistency", "warnings", "legal_texts", "unread")
)
_DOUBTS = """
select number, quality, reasons from pages
where document_id = :id and quality in ('digits', 'letters', 'ocr') order by number
"""
_NEWER = "select id from documents where id = (select superseded_by from documents where id = :id)"


async def page(db: Any, key: str, quoted: Collection[int] | None = None) -> dict[str, Any] | None:
    """All that the page of a document shows, or None where there is no such document.

    Of a document that is only `quoted`, what stands around those places and nothing else.
    """
    asked = {"id": key}
    found = (await db.execute(_DOCUMENT, asked)).first()
    if found is None:
        return None
    sentences = list((await db.execute(SENTENCES, asked)).rows)
    read = list((await db.execute(_READ, asked)).rows)
    facts = await rows(db, _FACTS, asked)
    places = {row["start_char"] for row in (await db.execute(_PLACES, asked)).rows}
    shown = list(pieces(found["text"], sentences, read, places))
    if quoted is not None:
        spans = passages(sentences, quoted)
        shown = list(excerpt(shown, spans))
        read = [row for row in read if is_within(spans, row["start_char"], row["end_char"])]
        facts = [fact for fact in facts if is_within(spans, fact["start_char"], fact["start_char"])]
    said = [row for row in read if row["in_body"]]
    newer = (await db.execute(_NEWER, asked)).first()
    # A picture of a page shows all that stands on it.
    leaves = await scan.leaves(db, key) if copying() is None else []
    return {
        "document": found,
        "newer": newer["id"] if newer else None,
        "doubts": list((await db.execute(_DOUBTS, asked)).rows),
        "kinds": [(kind, translate(title)) for kind, title in _KINDS[: -len(_OTHER)]],
        "pieces": shown,
        "facts": facts,
        "names": await names(db, [*(row["entity_id"] for row in read), *(row["place_id"] for row in facts)]),
        "leaves": [leaf for leaf in leaves if scan.is_shown(leaf)],
        "further": [leaf.number for leaf in leaves if not scan.is_shown(leaf)],
        "found": [
            {"kind": kind, "title": translate(title), "rows": of_kind}
            for kind, title in _KINDS
            if (of_kind := [row for row in said if row["kind"] == kind])
        ],
    }


_KINDS = (
    ("figure", "أرقام"),
    ("date", "تواريخ"),
    ("place", "أماكن"),
    ("law", "نصوص قانونية"),
    ("person", "أشخاص"),
    ("office", "مناصب"),
    ("organization", "مؤسسات"),
    ("concept", "مفاهيم"),
    ("ordinal", "رتب"),
    ("score", "نتائج"),
)
_OTHER = ("ordinal", "score")  # the last of them: shown together


def pieces(text: str, sentences: Sequence[Any], read: Sequence[Any], places: Collection[int] = ()) -> Iterator[Piece]:
    """Cut a text wherever a sentence or a mention begins or ends, so that overlapping mentions can both be shown.

    `places` are other characters that links lead to.
    """
    cuts = {0, len(text), *(min(place, len(text)) for place in places)}
    for row in (*sentences, *read):
        cuts |= {min(row["start_char"], len(text)), min(row["end_char"], len(text))}
    at = sorted(cuts)
    starts = {row["start_char"] for row in (*sentences, *read)} | {*places}
    zone, over = _Sweep(sentences), _Sweep(read)
    for start, end in pairwise(at):
        mentions = over.at(start)
        around = zone.at(start)
        yield Piece(
            text[start:end],
            " ".join([*_zone_classes(around), *_mention_classes(mentions)]),
            (f"c{start}",) if start in starts else (),
            " · ".join(tip(row) for row in mentions),
            " ".join(dict.fromkeys(f"c{row['start_char']}" for row in mentions)),
        )


class _Sweep:
    """The rows that cover a place, for places asked in order."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._ahead = sorted(rows, key=lambda row: row["start_char"], reverse=True)
        self._open: list[Any] = []

    def at(self, place: int) -> list[Any]:
        while self._ahead and self._ahead[-1]["start_char"] <= place:
            self._open.append(self._ahead.pop())
        self._open = [row for row in self._open if row["end_char"] > place]
        return self._open


def _zone_classes(sentences: Sequence[Any]) -> list[str]:
    if any(not row["in_body"] for row in sentences):
        return ["off"]
    return ["title"] if any(row["zone"] == "title" for row in sentences) else []


def _mention_classes(mentions: Sequence[Any]) -> list[str]:
    kinds = list(dict.fromkeys(row["kind"] for row in mentions))
    if not kinds:
        return []
    other = ["other"] if kinds[-1] in _OTHER else []
    return ["m", kinds[-1], *other, *(["over"] if len(kinds) > 1 else [])]


def tip(row: Any) -> str:
    """What a mention means, in one line: `رقم: 295 · مركز صحي`."""
    kind = row["kind"]
    value = None if row["name"] else row["value"]  # an id says nothing to who can read the name
    detail = row["detail"] and label("unit" if kind == "figure" else "modifier", row["detail"])
    parts = [value, row["name"], detail]
    return f"{label('kind', kind)}: " + " · ".join(str(part) for part in parts if part is not None)
