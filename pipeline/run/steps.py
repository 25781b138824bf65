"""What an ingest is to do, source by source: asked by the ingest itself and by its rehearsal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import SourceError, UsageError
from pipeline.ingest import Source, corrected, load
from pipeline.ingest.source import how, over
from pipeline.lexicon import Lexicon
from pipeline.records import Correction, Metadata
from pipeline.run.place import Ground, file_of, identity, is_named, place_of, stored_lexicon, where
from pipeline.run.plan import Plan, plan
from pipeline.run.report import Options
from pipeline.run.version import metadata_hash, rules_version
from pipeline.run.work import load_lexicon
from pipeline.store import lookup
from pipeline.store.lookup import Place, Standing
from pipeline.store.opening import Database
from pipeline.store.rows import given
from pipeline.store.stored import metadata

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Step:
    """A source with its bytes, and what is to be done with it."""

    at: Place
    source: Source
    data: bytes = field(repr=False)
    document_id: str = ""
    given: str = ""
    plan: Plan = Plan.NEW


class Known:
    """What the database knows, and what a rehearsal pretends that it knows."""

    def __init__(self, db: Database | None) -> None:
        self.db = db
        self._standing: dict[str, Standing] = {}
        self._places: dict[str, Place] = {}

    def standing(self, document_id: str) -> Standing | None:
        """The document with this id."""
        if document_id in self._standing or self.db is None:
            return self._standing.get(document_id)
        return lookup.standing(self.db, document_id)

    def at(self, place: str) -> Place | None:
        """What is known of a place."""
        if place in self._places or self.db is None:
            return self._places.get(place)
        return lookup.at(self.db, place)

    def places(self, document_id: str) -> list[Place]:
        """Where a document stands."""
        before = lookup.places(self.db, document_id) if self.db is not None else []
        pretended = [at for at in self._places.values() if at.document_id == document_id]
        return [at for at in before if at.place not in self._places] + pretended

    def pretend(self, step: Step, rules: str) -> bool:
        """Remember a step as if it were done; whether a document would be superseded by it."""
        at = replace(step.at, document_id=step.document_id)
        before = self.at(at.place)
        known = self.standing(step.document_id)
        self._places[at.place] = at
        if step.plan in (Plan.NEW, Plan.CHANGED):
            reader = known.reader_version if known else ""
            self._standing[step.document_id] = Standing(
                step.document_id, at.source, step.source.media_type, True, reader, rules, step.given
            )
        other = before.document_id if before and at.place != STANDARD_INPUT else step.document_id
        return other != step.document_id and not self.places(other)


class Steps:
    """The sources of a run against what is known."""

    def __init__(
        self, known: Known, found: Sequence[Source | SourceError], database: Path, options: Options, rules: str
    ) -> None:
        self.known = known
        self.found = found
        self.database = database
        self.options = options
        self.rules = rules
        self.ground = Ground(found, database)

    def each(self, lexicon: Path | None) -> Iterator[Step | SourceError]:
        """Every source in its order, with what is to be done; or why it cannot be had."""
        folder = where(lexicon, self.database) if lexicon else None
        for source in self.found:
            if isinstance(source, SourceError):
                yield source
                continue
            if known := self._listed_again(source):
                yield known
                continue
            try:
                data = load(source)
            except SourceError as error:
                yield error
                continue
            yield self._step(source, data, folder)

    def _listed_again(self, source: Source) -> Step | None:
        """A page that a feed still lists and that has been read: a feed is asked often, its pages once."""
        at = self.known.at(source.name) if self.options.reach.feed and not self.options.force else None
        return Step(at, source, b"", at.document_id, plan=Plan.UNCHANGED) if at and at.document_id else None

    def _step(self, source: Source, data: bytes, lexicon: str | None) -> Step:
        document_id = identity(data)
        place = place_of(source, self.database)
        before = self.known.at(place) if place != STANDARD_INPUT else None
        # One file is called one name, the one that it was first given.
        name = before.source if before else source.name
        asked = over(self.options.metadata, self._asked(before, document_id))
        known = over(source.metadata, asked)
        source = replace(source, name=name, metadata=known, how=how(known), ocr=self.options.ocr)
        at = Place(name, place, lexicon, given(asked))
        step = Step(at, source, data, document_id, metadata_hash(source))
        return replace(step, plan=self.plan(step, document_id))

    def _asked(self, before: Place | None, document_id: str) -> Metadata:
        """What the command line said of it before: of the place, or else of the same bytes in another."""
        said = [before] if before else self.known.places(document_id)
        return next((metadata(at.asked) for at in said if at.asked), Metadata())

    def plan(self, step: Step, document_id: str) -> Plan:
        """What is to be done with the document that a step brings (a page of the web is known by its text)."""
        known = self.known.standing(document_id)
        places = self.known.places(document_id) if known else []
        return plan(
            known,
            step.at.source,
            here=any(at.place == step.at.place for at in places),
            # A file that has been renamed speaks by its new name.
            speaks=known is None
            or not any(
                at.source == known.source < step.at.source and at.place != step.at.place and self.ground.holds(at.place)
                for at in places
            ),
            given=step.given,
            rules=self.rules,
            force=self.options.force,
        )

    def gone(self, arguments: Sequence[str]) -> list[Place]:
        """The places under the arguments that no longer hold their document."""
        if self.known.db is None:
            return []
        return [
            at
            for at in lookup.places(self.known.db)
            if is_named(at, arguments, self.database) and not self.ground.holds(at.place)
        ]

    def left(self, document_id: str) -> list[Place]:
        """The places that a document has left."""
        return [at for at in self.known.places(document_id) if not self.ground.holds(at.place)]


@dataclass(frozen=True, slots=True)
class Again:
    """A stored document that is to be read with the rules of today, or that was (`fresh`)."""

    known: Standing
    lexicon: Path | None
    fresh: bool
    corrections: tuple[Correction, ...] = ()


class Lexicons:
    """The tables of each folder as they stand now, read once."""

    def __init__(self, names: str) -> None:
        self.names = names
        self._read: dict[Path | None, tuple[Lexicon, str]] = {}

    def rules(self, folder: Path | None) -> str:
        """The state of the rules with the tables of a folder."""
        if folder not in self._read:
            lexicon = load_lexicon(folder)
            self._read[folder] = (lexicon, rules_version(lexicon, self.names))
        return self._read[folder][1]


def stored_steps(db: Database, arguments: Sequence[str], database: Path, options: Options) -> list[Again]:
    """The current documents that the arguments name (all, where there are none). Raises UsageError where none is."""
    lexicons = Lexicons(options.names)
    steps = []
    for known in lookup.current(db):
        places = lookup.places(db, known.id)
        if arguments and not any(is_named(at, arguments, database) for at in places):
            continue
        first = next((at for at in places if at.source == known.source), None)
        folder = stored_lexicon(first, database)
        fresh = known.rules_version == lexicons.rules(folder) and not options.force
        steps.append(Again(known, folder, fresh, _corrections(known, first, database)))
    if arguments and not steps:
        names = ", ".join(arguments)
        raise UsageError(f"{names}: no stored document is named so", "look for it in the table sources")
    return steps


def _corrections(known: Standing, at: Place | None, database: Path) -> tuple[Correction, ...]:
    """What people say of a stored document: its file may be gone, its corrections are not."""
    file = file_of(at.place, database) if at else None
    if at is None or file is None:
        return corrected(Source(known.source, known.media_type)).corrections
    path = database.parent / file
    return corrected(Source(f"{path}{at.place[len(file) :]}", known.media_type, path=path)).corrections
