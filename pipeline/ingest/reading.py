"""What a reader hands over: the text of a document, and what the source itself says of it."""

from dataclasses import dataclass

from pipeline.ingest.source import NOTHING
from pipeline.records import Cell, Metadata, Page, Place, Repair, Zone


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read. `reader` and `version` name who read it: another version reads the source again.

    `zones` are those that only the reader can see: headers, footers, footnotes.
    """

    text: str
    reader: str
    version: str
    metadata: Metadata = NOTHING
    repairs: tuple[Repair, ...] = ()
    zones: tuple[Zone, ...] = ()
    cells: tuple[Cell, ...] = ()
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
