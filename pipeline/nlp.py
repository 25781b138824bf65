"""Document to sentences: spaCy's Arabic tokens, mended, and a sentence boundary that knows the press."""

from pipeline.records import Document, Sentence
from pipeline.text import Span, fold


def sentences(document: Document) -> tuple[Sentence, ...]:
    """A placeholder until the real one: a line is a sentence."""
    found: list[Sentence] = []
    start = 0
    for line in document.text.splitlines(keepends=True):
        text = line.rstrip()
        if text:
            span = Span(start, start + len(text))
            found.append(Sentence(document.id, len(found), span, text, fold(text, start)))
        start += len(line)
    return tuple(found)
