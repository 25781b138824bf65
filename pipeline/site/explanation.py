"""How a value was reached, as a page: the lines of `pipeline explain`, Arabic in its own direction."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from pipeline.errors import UsageError
from pipeline.site.cell import document_url, mixed, safe
from pipeline.site.retelling import retold, title

# What the lines are called here; a slot of a fact is called as its column.
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
_ARABIC = re.compile("[\u0621-\u064a]")
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
        "lines": [
            (title(label, _LABELS), label, "rtl" if _runs_right_to_left(label, text) else "ltr", line(text, label))
            for label, text in told.parts
        ],
    }


def _runs_right_to_left(label: str, text: str) -> bool:
    """Whether a line runs as Arabic does: nothing but words of the text, or words of ours in Arabic."""
    rest = _QUOTED.sub("", text)
    return bool(_QUOTED.fullmatch(text) or _ARABIC.search(retold(label, rest)))


def line(text: str, label: str = "") -> Markup:
    """A line of an explanation: our words in the language of the page, what the text says in its own direction."""
    return Markup("").join(_pieces(text, label))


def _pieces(text: str, label: str) -> Iterator[Markup]:
    at = 0
    for quoted in _QUOTED.finditer(text):
        yield _ours(text[at : quoted.start()], label)
        yield Markup('<bdi dir="auto">«{}»</bdi>').format(safe(quoted["words"]))
        at = quoted.end()
    yield _ours(text[at:], label)


def _ours(text: str, label: str) -> Markup:
    return mixed(retold(label, text)) if label else escape(safe(text))
