"""Our half of the comparison, in a process of its own that has seen none of the texts.

Reads documents as JSON lines from standard input and prints how many seconds their dates and figures take, from text to
resolved values: fold, sentences, every extractor of numbers, dates and figures, and resolution.
"""

import json
import sys
import time

from texts import document

from pipeline.extract import EXTRACTORS
from pipeline.extract.rule import Reader, compile_rule
from pipeline.lexicon import load
from pipeline.nlp import sentences
from pipeline.records import Document, Mention
from pipeline.resolve import resolve

# The extractors of these kinds read dates and figures, in the order in which they lean on each other.
KINDS = ("number", "score", "date", "ordinal", "figure")


def main() -> None:
    """Read every document."""
    lexicon = load()
    compiled = [
        (module.KIND, [compile_rule(rule, lexicon) for rule in module.RULES])
        for module in EXTRACTORS.values()
        if module.KIND in KINDS
    ]

    def read(item: Document) -> None:
        parts = sentences(item)
        found: list[Mention] = []
        for part in parts:
            reader = Reader(part, lexicon)
            for kind, rules in compiled:
                reader.read(kind, rules)
            found.extend(mention for mention in reader.mentions if mention.kind != "number")
        resolve(item, parts, found, lexicon)

    read(document("29 أبريل 2025. 22 مستشفى."))
    documents = [document(json.loads(line), number) for number, line in enumerate(sys.stdin)]
    start = time.process_time()
    for item in documents:
        read(item)
    seconds = time.process_time() - start
    print(json.dumps({"characters": sum(len(item.text) for item in documents), "seconds": seconds}))


if __name__ == "__main__":
    main()
