"""How fast each step is, in characters a second, and beside it how that compares to folding in the same run.

`make bench` prints one Markdown table for the samples in corpus/ and one for the real press where it is at hand. The
best of three passes counts (sentences: the only one), so that what else the machine does is left out; ratios survive a
change of machine.
"""

import gzip
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from peer import compare

from pipeline import build_database
from pipeline.build import analyse
from pipeline.extract import EXTRACTORS
from pipeline.extract.rule import Compiled, Reader, compile_rule
from pipeline.lexicon import Lexicon, load
from pipeline.nlp import sentences
from pipeline.records import Document, Metadata, Sentence
from pipeline.text import fold

HERE = Path(__file__).parents[1]
PRESS = HERE.parent / "shared" / "data" / "press" / "press.jsonl.gz"
ENOUGH = 300_000
PASSES = 3


def samples() -> Iterator[str]:
    """The texts of corpus/."""
    for path in sorted((HERE / "corpus").glob("*.txt")):
        if path.name != "README.md":
            yield path.read_text("utf-8")


def press() -> Iterator[str]:
    """Real articles, where they are at hand."""
    with gzip.open(PRESS, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def document(text: str, number: int = 0) -> Document:
    digest = sha256(f"{number}{text}".encode()).hexdigest()
    return Document(digest[:16], "bench", digest, "text/plain", text, "bench", "1", Metadata(country="MA"))


def enough(texts: Iterator[str]) -> list[Document]:
    """Documents of together at least ENOUGH characters, the texts repeated where they are fewer."""
    pool = []
    total = 0
    for text in texts:
        pool.append(text)
        total += len(text)
        if total >= ENOUGH:
            break
    documents = []
    total = 0
    while total < ENOUGH:
        text = pool[len(documents) % len(pool)]
        documents.append(document(text, len(documents)))
        total += len(text)
    return documents


def best(work: Callable[[], object]) -> float:
    """The seconds of the quickest pass."""
    seconds = []
    for _ in range(PASSES):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def extractors(parts: list[Sentence], lexicon: Lexicon) -> dict[str, float]:
    """The seconds that each extractor takes, in their order, on sentences that the earlier ones have read."""
    compiled: dict[str, tuple[str, tuple[Compiled, ...]]] = {
        name: (module.KIND, tuple(compile_rule(rule, lexicon) for rule in module.RULES))
        for name, module in EXTRACTORS.items()
    }
    quickest = dict.fromkeys(compiled, float("inf"))
    for _ in range(PASSES):
        seconds = dict.fromkeys(compiled, 0.0)
        for sentence in parts:
            reader = Reader(sentence, lexicon)
            for name, (kind, rules) in compiled.items():
                start = time.perf_counter()
                reader.read(kind, rules)
                seconds[name] += time.perf_counter() - start
        quickest = {name: min(quickest[name], seconds[name]) for name in compiled}
    return quickest


def ingest(documents: list[Document]) -> float:
    """The seconds of a whole ingest into a new database: reading, extracting, writing, checks."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts"
        source.mkdir()
        for number, item in enumerate(documents):
            # A line of its own keeps a repeated text from being taken for the same document.
            (source / f"{number}.txt").write_text(f"{item.text}\n{number}\n", "utf-8")
        start = time.perf_counter()
        build_database([str(source)], Path(folder) / "facts.db")
        return time.perf_counter() - start


def measure(documents: list[Document]) -> Iterator[tuple[str, float]]:
    """Every step and its seconds."""
    lexicon = load()
    yield "fold", best(lambda: [fold(item.text) for item in documents])
    sentences(document("كلمة."))
    # Once: on a second pass spaCy would know every word.
    start = time.perf_counter()
    parts = [sentence for item in documents for sentence in sentences(item)]
    yield "sentences", time.perf_counter() - start
    each = extractors(parts, lexicon)
    yield from each.items()
    yield "all extractors", sum(each.values())
    yield "analyse (sentences to facts)", best(lambda: [analyse(item, lexicon) for item in documents])
    yield "ingest (files to database)", ingest(documents)


def table(name: str, documents: list[Document]) -> None:
    characters = sum(len(item.text) for item in documents)
    rows = list(measure(documents))
    fold_seconds = rows[0][1]
    print(f"\n**{name}**: {len(documents)} documents, {characters:,} characters\n")
    print("| step | characters a second | ratio to fold |")
    print("|---|---:|---:|")
    for step, seconds in rows:
        print(f"| {step} | {characters / seconds if seconds else 0:,.0f} | {seconds / fold_seconds:.1f} |")


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {PASSES} passes")
    table("corpus/", enough(samples()))
    if PRESS.is_file():
        documents = enough(press())
        table("press", documents)
        compare(documents)
    else:
        compare(enough(samples()))
        print("\n(the real press is not at hand)", file=sys.stderr)


if __name__ == "__main__":
    main()
