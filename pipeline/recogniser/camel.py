"""camel-tools' own recogniser of names and its morphology, as an option, where their data are installed.

Nothing of it is imported before it is asked for: camel-tools looks for its catalogue when its modules are imported and
would fetch it from the network, so what is there is found out first, from the files alone.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import starmap
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import UsageError
from pipeline.lexicon import Lexicon
from pipeline.recogniser.crf import Recognised, names, quote, tagger
from pipeline.recogniser.document import added, asked
from pipeline.recogniser.repeat import Chunk
from pipeline.recogniser.token import tokens
from pipeline.records import Mention, Sentence
from pipeline.text import Span, bare

FOLDER = "CAMELTOOLS_DATA"  # the variable that names the folder of camel-tools' data
NAMES, MORPHOLOGY = "NamedEntityRecognition", "MorphologyDB"
_HINTS = {
    NAMES: "`make neural`, then `camel_data -i ner-arabert`",
    MORPHOLOGY: "`camel_data -i morphology-db-msa-r13`",
}
_NEURAL = ("torch", "transformers")
_KINDS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
TRUST = 0.8  # camel-tools gives no probability: what published scores leave of its word
_CLITICS = frozenset({"wa_conj", "fa_conj", "wa_part", "fa_rc", "bi_prep", "bi_part", "li_prep", "ka_prep"})


class Labeller(Protocol):
    """What `NERecognizer` offers: words of sentences to labels (B-PERS, I-LOC, O)."""

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """One label a word."""


class Analyser(Protocol):
    """What `Analyzer` offers: a word to its analyses, each a mapping of features."""

    def analyze(self, word: str) -> list[Mapping[str, Any]]:
        """Every reading of a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of camel-tools: where its data stand, or what is missing and how to come by it."""

    name: str
    path: Path | None
    missing: str = ""
    hint: str = ""


def folder() -> Path:
    """Where camel-tools looks for its data."""
    given = os.environ.get(FOLDER)
    return Path(given).expanduser().absolute() if given else Path.home() / ".camel_tools"


def part(name: str) -> Part:
    """What is there of a part, from the files alone: no import of camel-tools, no network."""
    missing = [package for package in _NEURAL if name == NAMES and find_spec(package) is None]
    if missing:
        return Part(name, None, f"{' and '.join(missing)} not installed", _HINTS[name])
    catalogue = folder() / "catalogue.json"
    try:
        component = json.loads(catalogue.read_text("utf-8"))["components"][name]
        path = folder() / "data" / component["datasets"][component["default"]]["path"]
    except FileNotFoundError:
        return Part(name, None, f"no catalogue in {folder()}", _HINTS[name])
    except (OSError, ValueError, KeyError, TypeError):
        return Part(name, None, f"{catalogue} names no data for it", _HINTS[name])
    if not path.exists():
        return Part(name, None, f"no data in {path}", _HINTS[name])
    return Part(name, path)


def require() -> Part:
    """The recogniser's data. Raises UsageError where they, or the packages that read them, are not here."""
    found = part(NAMES)
    if found.path is None:
        raise UsageError(
            f"camel-tools' names were asked for, and {found.missing}",
            f"{found.hint}; or --names recogniser, which needs nothing more",
        )
    return found


@cache
def labeller() -> Labeller:
    """The model, read on the first call. Raises UsageError where it is not here or cannot be read."""
    place = require().path
    from camel_tools.ner import NERecognizer  # noqa: PLC0415 - it imports torch, and reaches for its catalogue

    try:
        found: Labeller = NERecognizer(str(place))
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"{place}: not a model of names that camel-tools can read", str(error)[:200]) from error
    return found


@dataclass(eq=False)
class Morphology:
    """Clitics and lemmas by camel-tools' analyses; the likeliest one is believed."""

    analyser: Analyser

    def __post_init__(self) -> None:
        self.best = lru_cache(maxsize=1 << 16)(self._best)

    def _best(self, word: str) -> Mapping[str, Any]:
        readings = self.analyser.analyze(word)
        return max(readings, key=_likely) if readings else {}

    def clitics(self, word: str) -> int:
        """How many letters before a name are clitics; the article stays: `وبالرباط` -> 2, `للقانون` -> 1."""
        best = self.best(word)
        return min(sum(best.get(slot) in _CLITICS for slot in ("prc3", "prc2", "prc1")), max(0, len(word) - 1))

    def lemma(self, word: str) -> str:
        """A word as a dictionary has it, without harakat: `وبالمستشفيات` -> `مستشفى`; itself where none is known."""
        lemma = str(self.best(bare(word)).get("lex", ""))
        return bare(lemma.partition("_")[0].partition("-")[0]) or word


def _likely(reading: Mapping[str, Any]) -> tuple[bool, float, int]:
    """Known words before guesses, likelier ones first, then those with fewer clitics."""
    known = reading.get("source") in {None, "lex"}
    score = float(reading.get("pos_lex_logprob") or -99)
    return known, score, -sum(reading.get(slot) in _CLITICS for slot in ("prc3", "prc2", "prc1"))


@cache
def morphology() -> Morphology | None:
    """camel-tools' morphology where its data are installed, or None."""
    if part(MORPHOLOGY).path is None:
        return None
    from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415 - they reach for their catalogue
    from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415

    return Morphology(Analyzer(MorphologyDB.builtin_db()))


def unread_names(sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """What camel-tools reads and no rule does, under the same doubts as our own models' names."""
    here = asked(sentences)
    return added(here, read(here, labeller(), lexicon), mentions, lexicon, "camel")


def read(sentences: Sequence[Sentence], model: Labeller, lexicon: Lexicon) -> list[tuple[Recognised, ...]]:
    """The names that a labeller of words sees in each sentence, clitics left outside."""
    spans = [tokens(sentence.key.text) for sentence in sentences]
    words = [list(_words(sentence, parts)) for sentence, parts in zip(sentences, spans, strict=True)]
    asking = [at for at, part in enumerate(words) if part]
    labels = dict(zip(asking, model.predict([words[at] for at in asking]) if asking else (), strict=True))
    analyses = morphology()
    cut = analyses.clitics if analyses else tagger(lexicon).clitics
    return [
        tuple(quote(sentence, parts, chunk, cut) for chunk in _chunks(words[at], labels.get(at, ())))
        for at, (sentence, parts) in enumerate(zip(sentences, spans, strict=True))
    ]


def _words(sentence: Sentence, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words as published, without harakat; a letter that no vocabulary holds would shift every label after it."""
    start = sentence.span.start
    sources = (sentence.key.to_source(*span) for span in spans)
    return tuple(bare(sentence.text[first - start : end - start]).replace("\ufffd", "?") for first, end in sources)


def _chunks(words: Sequence[str], labels: Sequence[str]) -> list[Chunk]:
    """The names in a sentence's labels; none where a label is missing, since nobody knows of which word."""
    if len(labels) != len(words):
        return []
    tags = [f"{tag[:2]}{_KINDS[tag[2:]]}" if tag[2:] in _KINDS else "O" for tag in labels]
    return list(starmap(lambda start, end, kind: Chunk(start, end, kind, TRUST, TRUST), names(tags)))
