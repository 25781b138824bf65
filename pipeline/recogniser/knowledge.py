"""What the recogniser knows of words before it reads: clusters, names of other corpora, and our own tables."""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline.lexicon import Lexicon
from pipeline.recogniser.token import stem, tokens, without_clitics
from pipeline.text import fold

# The tables of single words that tell a name, an office, a verb of saying.
FLAGS = (
    "given_name",
    "name_part",
    "named_after",
    "nationality",
    "office",
    "ordinary",
    "organization_adjective",
    "organization_head",
    "place_cue",
    "speech_verb",
    "title",
)
_NAMES = ("organization", "person")  # whole names, besides those of the atlas
MODEL = files("pipeline.recogniser") / "model"


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the corpora: how common it is (log2 of its count), and its clusters, coarse to fine."""

    common: int
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Names as sequences of stems, found by their first one, the longest first."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]

    def find(self, stems: Sequence[str]) -> list[str]:
        """For every stem, its place in a name and the name's class (B2strong, I2strong), or an empty text."""
        found = [""] * len(stems)
        at = 0
        while at < len(stems):
            hit = next(
                (
                    (len(words), name)
                    for words, name in self.by_first.get(stems[at], ())
                    if tuple(stems[at : at + len(words)]) == words
                ),
                None,
            )
            if hit is None:
                at += 1
                continue
            length, name = hit
            found[at] = f"B{min(length, 3)}{name}"
            for other in range(at + 1, at + length):
                found[other] = f"I{min(length, 3)}{name}"
            at += length
        return found


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Everything that features look up."""

    words: Mapping[str, Known]
    names: Mapping[str, tuple[str, ...]]
    phrases: Phrases
    gazetteer: Phrases
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def known(self, word: str) -> Known | None:
        """A word as the corpora know it, freed of clitics where it is unknown with them."""
        found = self.words.get(word)
        if found is not None:
            return found
        return next((self.words[rest] for _, rest in without_clitics(word) if rest in self.words), None)

    def flagged(self, word: str) -> list[str]:
        """The tables that hold a word, with or without its clitics and article."""
        forms = [word, *(rest for _, rest in without_clitics(word))]
        forms.extend(form[2:] for form in tuple(forms) if form.startswith("ال"))
        return sorted({flag for form in forms for flag in self.flags.get(form, ())})


def of(lexicon: Lexicon, names: Iterable[tuple[str, str]], words: Mapping[str, Known]) -> Knowledge:
    """Knowledge from tables and from the names (class or tag statistics, stems) of `model/names`."""
    single: dict[str, tuple[str, ...]] = {}
    several: dict[tuple[str, ...], str] = {}
    for stems, value in names:
        if " " in stems:
            several[tuple(stems.split())] = value
        else:
            single[stems] = tuple(value.split())
    flags: defaultdict[str, set[str]] = defaultdict(set)
    for table in FLAGS:
        for row in lexicon.tables.get(table, ()):
            for word in row.words:
                flags[fold(word).text].add(table)
    return Knowledge(
        words,
        single,
        _phrases(several),
        _phrases(_own(lexicon)),
        {word: tuple(sorted(tables)) for word, tables in flags.items() if " " not in word},
    )


def _own(lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The names of our own tables as stems: places by their strength, organisations, persons of several words."""
    found: dict[tuple[str, ...], str] = {}
    for row in lexicon["atlas"]:
        if row["strength"] != "none":
            found.setdefault(stems(row.word), f"at-{row['strength'].split()[0]}")
    for table in _NAMES:
        for row in lexicon.tables.get(table, ()):
            for word in row.words:
                name = stems(word)
                if len(name) > 1 or table == "organization":
                    found.setdefault(name, f"gz-{table}")
    return found


def stems(name: str) -> tuple[str, ...]:
    """The stems of a name: `الدار البيضاء` -> (دار, بيضاء)."""
    key = fold(name).text
    return tuple(stem(key[span.start : span.end]) for span in tokens(key))


def _phrases(names: Mapping[tuple[str, ...], str]) -> Phrases:
    grouped: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words, name in names.items():
        if words:
            grouped[words[0]].append((words, name))
    return Phrases({first: sorted(rows, key=lambda row: (-len(row[0]), row)) for first, rows in grouped.items()})


def _lines(name: str) -> list[list[str]]:
    content = gzip.decompress((MODEL / name).read_bytes()).decode("utf-8")
    return [line.split("\t") for line in content.splitlines()]


@cache
def load(lexicon: Lexicon) -> Knowledge:
    """The knowledge that stands beside the weights, with the tables of this lexicon."""
    words = {word: Known(int(common), tuple(clusters)) for word, common, *clusters in _lines("words.tsv.gz")}
    return of(lexicon, ((name, value) for name, value in _lines("names.tsv.gz")), words)
