"""Damaged text is repaired where it shows its damage, and every repair leaves a row that undoes it.

>>> repair("قرار بشأن اإلطار")[0]
'قرار بشأن الإطار'
"""

from collections.abc import Sequence

from pipeline.ingest.repair import kashida, ligature, mark, mojibake, order, reversal
from pipeline.ingest.repair.edit import apply, undo
from pipeline.ingest.repair.evidence import weigh
from pipeline.ingest.repair.storable import edits as unstorable
from pipeline.ingest.repair.storable import storable
from pipeline.records import Repair

__all__ = ["repair", "storable", "undo"]


def repair(text: str, made: Sequence[Repair] = ()) -> tuple[str, tuple[Repair, ...]]:
    """The text as it was before an extractor broke it, and what was changed. A sound text stays as it is.

    `made` are the repairs that a reader has made already.
    """
    text, made = apply(text, made, unstorable(text))
    if mojibake.shown(text):
        text, made = apply(text, made, mojibake.edits(text))
    if reversal.SHOWN.seen(text):
        text, made = apply(text, made, reversal.edits(text))
    if "?" in text:
        text, made = apply(text, made, mark.edits(text))
    if kashida.shown(text):
        text, made = apply(text, made, kashida.edits(text))
    shown = weigh(text)
    if shown.alef or shown.other:
        text, made = apply(text, made, kashida.spaces(text))
        text, made = apply(text, made, ligature.edits(text, alef=shown.alef, other=shown.other))
    if shown.order:
        text, made = apply(text, made, order.edits(text))
    return text, made
