"""How a value was reached, as a page: the lines of `pipeline explain`, Arabic in its own direction."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from pipeline.errors import UsageError
from pipeline.site.cell import document_url, safe
from pipeline.site.language import translate

# What the lines are called here; a slot of a fact keeps its name.
_LABELS = {
    "words": "العبارة", "rule": "القاعدة", "number": "العدد", "to": "إلى", "written": "كيف كُتب", "value": "القيمة",
    "qualifier": "التقييد", "dimension": "البُعد", "unit": "الوحدة", "normalised": "بالوحدة المعيارية",
    "duration": "المدة", "counts": "المعدود", "antecedent": "العائد إليه", "same_amount": "المبلغ نفسه",
    "from_to": "تغيّر من", "days": "الأيام", "hijri": "الهجري", "leans on": "يستند إلى",
    "published between": "نُشر بين", "because": "لأن", "kind": "النوع", "role": "المنصب", "article": "المادة",
    "entity": "الكيان", "named": "الاسم", "linked by": "عُرف بـ", "code": "الرمز", "within": "ضمن",
    "sentence": "الجملة", "zone": "موضعها", "characters": "الأحرف", "document": "الوثيقة", "source": "المصدر",
    "published": "النشر", "evidence": "الدليل", "supports": "يسند",
}  # fmt: skip
_QUOTED = re.compile("\u2068«(?P<words>[^\u2069]{0,100000})»\u2069")


async def page(datasette: Any, database: str, row_id: str) -> dict[str, Any] | None:
    """All that the page of an explanation shows, or None where no row has this id."""
    from pipeline.explain import explain  # noqa: PLC0415 - it brings spaCy along, which no other page needs

    try:
        told = await asyncio.to_thread(explain, Path(datasette.get_database(database).path), row_id)
    except UsageError:
        return None
    return {
        "id": told.id,
        "table": told.table,
        "url": document_url(datasette, told.id),
        "lines": [(_label(label), label, _direction(text), line(text)) for label, text in told.parts],
    }


def _label(label: str) -> str:
    """`evidence: place` -> الدليل: place; a slot of a fact keeps its name."""
    kind, _, slot = label.partition(": ")
    named = translate(_LABELS.get(kind, kind))
    return f"{named}: {slot}" if slot else named


def _direction(text: str) -> str:
    """A line that is nothing but words of the text runs as they do."""
    return "rtl" if _QUOTED.fullmatch(text) else "ltr"


def line(text: str) -> Markup:
    """A line of an explanation: our words left to right, what the text says in its own direction, nothing obeyed."""
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    at = 0
    for quoted in _QUOTED.finditer(text):
        yield escape(safe(text[at : quoted.start()]))
        yield Markup('<bdi dir="auto">«{}»</bdi>').format(safe(quoted["words"]))
        at = quoted.end()
    yield escape(safe(text[at:]))
