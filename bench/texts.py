"""The texts that are timed: the samples of corpus/, and real articles where they are at hand."""

import gzip
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.records import Document, Metadata

HERE = Path(__file__).parents[1]
PRESS = HERE.parent / "shared" / "data" / "press" / "press.jsonl.gz"
ENOUGH = 300_000


def samples() -> Iterator[str]:
    """The texts of corpus/."""
    for path in sorted((HERE / "corpus").glob("*.txt")):
        yield path.read_text("utf-8")


def press() -> Iterator[str]:
    """Real articles."""
    with gzip.open(PRESS, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def document(text: str, number: int = 0) -> Document:
    digest = sha256(f"{number}{text}".encode()).hexdigest()
    return Document(digest[:16], "bench", digest, "text/plain", text, "bench", "1", Metadata(country="MA"))


def enough(texts: Iterable[str]) -> list[Document]:
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
