"""What an ingest is asked, what it says while it works, and what it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import SourceError
from pipeline.ingest import Reach
from pipeline.recogniser import DEFAULT as READER
from pipeline.records import Metadata
from pipeline.store.checks import Breach

UNKNOWN = Metadata()
NEAR = Reach()


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest.

    `metadata` is what holds of every document where its manifest is silent, and stays until another value is given;
    `force` redoes what has not changed;
    `reextract` reads the stored texts again, not the sources; `prune` takes out documents that the
    arguments name and whose source is gone;
    `reach` is how far the web is followed;
    `wait` is how many seconds to wait for another ingest; `names` what adds names to those that rules read: rules
    (nothing), recogniser (our model) or camel (that of camel-tools); `ocr` says which pages are read from their
    pictures: auto (those whose text layer is unusable), never or always; `across` says whether the documents are
    compared afterwards (where not, the next ingest does it).
    """

    metadata: Metadata = UNKNOWN
    jobs: int = 1
    dry_run: bool = False
    force: bool = False
    reextract: bool = False
    prune: bool = False
    reach: Reach = NEAR
    wait: float = 5.0
    names: str = READER
    ocr: str = "auto"
    across: bool = True


DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Event:
    """One source is done: `outcome` is new, changed, unchanged, failed or pruned."""

    source: str
    outcome: str
    done: int
    total: int


Progress: TypeAlias = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, why, and what to do about it."""

    source: str
    stage: str
    error: str
    hint: str

    @classmethod
    def of(cls, error: SourceError) -> "Failure":
        """An error as a record that travels between processes."""
        return cls(error.source, error.stage, error.cause, error.hint)

    def raised(self) -> SourceError:
        """The record as an error again."""
        return SourceError(self.source, self.error, self.hint, self.stage)


@dataclass(frozen=True, slots=True)
class Undated:
    """A document whose day of publication is not known, and the words that stay unresolved for it."""

    source: str
    document_id: str
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did.

    `found` counts what was read in this run by kind, in titles, bodies and tables; `totals` what the database holds.
    `gone` are the sources that were pruned, `foreign` those in another language, stored and searchable only. `doubts`
    are pages that cannot be trusted, with the reasons, `warnings` contradictions in the texts, `unmet` the entries of a
    manifest that name no file, `orphans` the corrections whose words or source are gone, `broken` the checks that do
    not hold (none, or a fault of ours). `waiting` says that what the documents show together was not told anew.
    """

    database: Path
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    superseded: int = 0
    pruned: int = 0
    found: Mapping[str, int] | None = None
    totals: Mapping[str, int] | None = None
    failures: tuple[Failure, ...] = ()
    gone: tuple[str, ...] = ()
    undated: tuple[Undated, ...] = ()
    foreign: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    broken: tuple[Breach, ...] = ()
    interrupted: bool = False
    waiting: bool = False
    dry_run: bool = False
    seconds: float = 0.0
