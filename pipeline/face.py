"""The three verbs for those who write Python: read a document, find what it says, build a database."""

from datetime import date
from hashlib import sha256

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Mention, Metadata


def find(text: str, published: date | None = None, country: str = "MA") -> tuple[Mention, ...]:
    """All that is found in a text, in its order; spans are code points of `text`.

    `published` is the day that relative dates lean on (without it they stay unresolved), `country` an ISO 3166 code.
    Raises nothing, whatever the text is.

    `find("تضم الجهة 22 مستشفى")` -> one figure, 22 hospital
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(
        id=digest[:16],
        source="-",
        sha256=digest,
        media_type="text/plain",
        text=text,
        reader="text",
        reader_version="1",
        metadata=Metadata(published_on=published, country=country.upper()),
        published_how="manifest" if published else None,
    )
    return analyse(document, load()).mentions
