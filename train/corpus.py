"""The corpora that the recogniser learns from, as sentences of our own tokens."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract import extract
from pipeline.lexicon import load
from pipeline.recogniser.crf import by_sentence, rule_tags
from pipeline.recogniser.token import tokens
from pipeline.records import Sentence
from pipeline.text import Span, fold

KINDS = ("PER", "LOC", "ORG")
# The official texts' reader swapped the letters of lam-alef.
_SWAPPED = re.compile("ا([أإآ])ل")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence of a corpus: its tokens and tags, and for each word of the corpus its own tag and its tokens.

    `read` are the tags that our rules give to the tokens.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    read: tuple[str, ...]
    gold: tuple[str, ...]
    pieces: tuple[tuple[int, ...], ...]


def read(path: Path, keep: Sequence[str] = KINDS) -> list[Tagged]:
    """The sentences of a corpus; kinds that are not kept become O."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    return [_tagged(block.split("\n"), keep) for block in text.split("\n\n") if block.strip()]


def _tagged(lines: Sequence[str], keep: Sequence[str]) -> Tagged:
    words: list[str] = []
    tags: list[str] = []
    gold: list[str] = []
    pieces: list[tuple[int, ...]] = []
    for line in lines:
        if not line:
            continue
        word, tag = line.split("\t")
        if tag[2:] not in keep:
            tag = "O"
        key = fold(word).text
        parts = [key[span.start : span.end] for span in tokens(key)]
        first = len(words)
        begun = tag.startswith("I-")
        for part in parts:
            inside = tag != "O" and (part.isalnum() or begun)
            tags.append("O" if not inside else f"{'I' if begun else 'B'}-{tag[2:]}")
            begun = begun or inside
            words.append(part)
        gold.append(tag)
        pieces.append(tuple(range(first, len(words))))
    text = " ".join(line.split("\t")[0] for line in lines if line)
    return Tagged(tuple(words), tuple(tags), tuple(_read(text, words)), tuple(gold), tuple(pieces))


def _read(text: str, words: Sequence[str]) -> list[str]:
    """What the rules read in a sentence, word by word; nothing where its words are cut otherwise as a whole."""
    sentence = Sentence("0" * 16, 0, Span(0, len(text)), text, fold(text))
    spans = tokens(sentence.key.text)
    if [sentence.key.text[span.start : span.end] for span in spans] != list(words):
        return []
    return rule_tags(sentence, spans, by_sentence(extract(sentence, load())).get(0, ()))


def official(path: Path) -> Iterator[list[str]]:
    """The lines of the official texts as words."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for part in re.split(r"[\n.؛]", json.loads(line)["text"]):
                key = fold(_SWAPPED.sub(r"ال\1", part)).text
                yield [key[span.start : span.end] for span in tokens(key)]


def entities(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The entities of a tagged sentence; an I without a B begins one."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            found.add((start, at, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = at, tag[2:]
    return found
