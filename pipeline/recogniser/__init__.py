"""Names that no rule reads: a small statistical model (a conditional random field) of persons, places, organisations.

Its weights and word lists stand in `model/` under their own licence (CC BY-SA 4.0, see ATTRIBUTION.md there). Nothing
is read from the disk before the first sentence. `more_names` is what a user chooses: rules alone, this model beside
them, or camel-tools' one.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pipeline.errors import UsageError
from pipeline.lexicon import Lexicon
from pipeline.recogniser import camel
from pipeline.recogniser.crf import Recognised, Tagger, recognise, tagger
from pipeline.recogniser.document import unread_names
from pipeline.records import Mention, Sentence

__all__ = ["DEFAULT", "READERS", "Recognised", "Tagger", "more_names", "ready", "recognise", "tagger", "unread_names"]

DEFAULT = "recogniser"


class Reader(Protocol):
    """What adds names to those that the rules have read."""

    def __call__(
        self, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
    ) -> tuple[Mention, ...]:
        """The names that are added, as mentions without an entity."""


def _rules_alone(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    _ = sentences, mentions, lexicon
    return ()


READERS: Mapping[str, Reader] = {"rules": _rules_alone, "recogniser": unread_names, "camel": camel.unread_names}


def more_names(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon, names: str = DEFAULT
) -> tuple[Mention, ...]:
    """What the chosen reader (a key of READERS) adds to the names that rules have read.

    Raises UsageError where camel-tools' model is chosen and is not here.
    """
    return READERS[names](sentences, mentions, lexicon)


def ready(names: str) -> None:
    """Say before the first document whether a reader can be used: UsageError where it is unknown or not here."""
    if names not in READERS:
        raise UsageError(f"no reader of names is called {names}", f"choose one of {', '.join(READERS)}")
    if names == "camel":
        camel.require()
