"""Damaged text is repaired where it shows its damage, and every repair leaves a row that undoes it.

>>> repair("قرار بشأن اإلطار")[0]
'قرار بشأن الإطار'
"""

from collections.abc import Sequence

from pipeline.ingest.repair import ligature, order
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
    shown = weigh(text)
    if shown.alef or shown.other:
        text, made = apply(text, made, ligature.edits(text, alef=shown.alef, other=shown.other))
    if shown.order:
        text, made = apply(text, made, order.edits(text))
    return text, made
