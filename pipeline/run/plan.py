"""What is to be done with a source: it is new, it has changed, or it is left alone."""

from enum import StrEnum

from pipeline.run.version import reader_version
from pipeline.store.lookup import Standing


class Plan(StrEnum):
    """What is to be done."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ALSO = "also"  # the same bytes in another place: only the place is noted


def plan(known: Standing | None, source: str, *, here: bool, speaks: bool, given: str, rules: str, force: bool) -> Plan:
    """What is to be done with the bytes of a source, and the document that holds them so far.

    `here` says that it is known to stand at the source; `given` is the hash of the metadata that comes with it.

    Where the same bytes stand in several places, the first in order of name speaks for the document, so that the order
    of reading makes no difference: `speaks` is False where another does.
    """
    if known is None:
        return Plan.NEW
    if known.current and not speaks:
        return Plan.UNCHANGED if here else Plan.ALSO
    if not known.current or not here or force or known.source != source:
        return Plan.CHANGED
    fresh = (
        known.metadata_hash == given
        and known.rules_version == rules
        and known.reader_version == (reader_version(known.media_type) or known.reader_version)
    )
    return Plan.UNCHANGED if fresh else Plan.CHANGED
