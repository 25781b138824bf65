"""Count the words that repairs of damaged text rest on: `python -m train.words` writes pipeline/ingest/repair/model.

From the texts of the openly licensed corpora of ../shared/data/ner (their train parts), the Tunisian constitution and
the official texts: of a damaged one only the words that its damage cannot have touched. Press texts are never read.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from pipeline.ingest.repair.ligature import turnings
from pipeline.ingest.repair.word import near, plain
from pipeline.lexicon import load

HERE = Path(__file__).parents[1]
DATA = HERE.parent / "shared" / "data"
OUT = HERE / "pipeline" / "ingest" / "repair" / "model" / "words.tsv.gz"
OWN = Path(__file__).with_name("word.tsv")  # what decrees and communiqués say more often than the corpora do
CORPORA = ("anercorp", "aqmar", "panx_ar", "wikifane_gold", "wojood_sample")
LETTERS = re.compile("[\u0621-\u063a\u0641-\u0652\u0670]+")
# What an extractor may have turned round: a lam beside what it makes a ligature with.
TURNED = re.compile("[اأإآجحخم]ل|ل[اأإآجحخم]|هلل|لله")
TURN = re.compile("ل(?P<alef>[اأإآ])")
RARE = 2
OURS = 20  # what a word of our tables counts for
LISTED = ("ordinary",)  # words as official texts have them, damaged ones too
ARTICLES = ("ال", "وال", "فال")  # split off in the corpora; as words of their own they are «لا», «ولا», «فلا»
PAIRS = 3


def corpora(data: Path) -> Iterator[list[str]]:
    """The sentences of the corpora, as words."""
    for name in CORPORA:
        with gzip.open(data / "ner" / name / "train.conll.gz", "rt", encoding="utf-8") as lines:
            sentence: list[str] = []
            for line in lines:
                if line.strip():
                    sentence.extend(LETTERS.findall(line.partition("\t")[0]))
                else:
                    yield sentence
                    sentence = []
    constitution = (data / "official" / "tunisia_constitution_ar.json").read_text("utf-8")
    yield from (LETTERS.findall(part) for part in re.split(r"[\n.؛]", constitution))


def official(data: Path) -> Iterator[list[str]]:
    """The clean titles of the official texts, and the words that damage has not touched."""
    with gzip.open(data / "official" / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield LETTERS.findall(record["title"])
            yield [word for word in LETTERS.findall(record["text"]) if not TURNED.search(word)]


def main() -> None:
    """Write the table: stems with their counts, then pairs of neighbours that tell two readings apart."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for sentence in corpora(DATA):
        keys = [plain(word) for word in sentence]
        words.update(keys)
        keys = [key for key in keys if key not in ARTICLES]
        edged = ["", *keys, ""]
        pairs.update(pairwise(edged))
        pairs.update((near(first), second) for first, second in pairwise(edged))
        pairs.update((first, near(second)) for first, second in pairwise(edged))
    for sentence in official(DATA):
        words.update(map(plain, sentence))
    for word in table_words():
        words[word] += OURS
    for plural in plurals():
        for three in ("الثلاثة", "الثلاث"):
            pairs[f"ال{plural}", three] += 3 * OURS
        for three in ("ثلاثة", "ثلاث", "وثلاثة", "وثلاث"):
            pairs[three, plural] += OURS
    for line in OWN.read_text("utf-8").splitlines():
        word, _, count = line.partition("\t")
        first, _, second = word.partition(" ")
        if second:
            pairs[first, second] += int(count)
        else:
            words[word] += int(count)
    write(words, pairs)


def table_words() -> Iterator[str]:
    """The words of our own tables: names of places and people, units, offices."""
    tables = (table for name, table in load().tables.items() if name not in LISTED)
    for table in tables:
        for row in table:
            for word in row.words:
                yield from (plain(part) for part in LETTERS.findall(word))


def plurals() -> list[str]:
    """What three of a thing are called."""
    return sorted({plain(word) for row in load()["plural"] for word in row.words[1:] if LETTERS.fullmatch(word)})


def write(words: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """One line a word, one a pair; commonest first, so that the file is the same every time."""
    kept = {word: count for word, count in words.items() if count >= RARE and len(word) > 1 and word not in ARTICLES}
    told = {
        pair: count for pair, count in pairs.items() if count >= PAIRS and any(ambiguous(word, kept) for word in pair)
    }
    lines = [f"{word}\t{count}" for word, count in ordered(kept.items())]
    lines += [f"{' '.join(pair)}\t{count}" for pair, count in ordered(told.items())]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    print(f"{len(kept)} words, {len(told)} pairs, {OUT.stat().st_size} bytes")


def ambiguous(word: str, kept: Mapping[str, int]) -> bool:
    """Whether damage would leave it open which of two words stood here: «ثلاث» and «ثالث»."""
    damaged = TURN.sub(r"\g<alef>ل", word)
    return sum(reading in kept for reading in turnings(damaged)) > 1


def ordered(items: Iterable[tuple[object, int]]) -> list[tuple[object, int]]:
    """By count, then by letters."""
    return sorted(items, key=lambda item: (-item[1], item[0]))  # type: ignore[return-value,arg-type]


if __name__ == "__main__":
    main()
