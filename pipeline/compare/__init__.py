"""Facts across documents: copies, agreements, conflicts and their reasons, promises and what became of them, sums.

The work grows with the facts: each is compared with a bounded number of others.
"""

from collections.abc import Sequence
from datetime import date

from pipeline.claim import Claim, Findings, Text
from pipeline.compare.consistency import consistency
from pipeline.compare.gap import gaps
from pipeline.compare.near import copies, sentence_hashes, signature
from pipeline.compare.pair import pairs
from pipeline.compare.promise import promises
from pipeline.compare.verdict import compare as compare_pair
from pipeline.lexicon import Lexicon

__all__ = ["compare", "sentence_hashes", "signature"]


def compare(texts: Sequence[Text], claims: Sequence[Claim], as_of: date | None, lexicon: Lexicon) -> Findings:
    """Compare all documents with each other. `as_of` is the day for which the state of promises is told."""
    copied = copies(texts)
    origins = {copy.document_id: copy.other_id for copy in copied if copy.kind != "partial"}
    compared = (compare_pair(first, second, origins) for first, second in pairs(claims, origins))
    return Findings(
        copied,
        tuple(sorted((one for one in compared if one), key=lambda one: one.id)),
        promises(claims, as_of, origins),
        consistency(claims, lexicon),
        gaps(claims, origins),
    )
