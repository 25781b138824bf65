"""Whether a text is Arabic: only what the rules were written for is extracted."""

import re

from pipeline.records import Document

ARABIC = "ar"
UNKNOWN = "und"
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_WORD = re.compile("[\u0621-\u064a\u067e\u0686\u06a9\u06af\u06cc]+")
_SAMPLE = 20_000
# Persian, Urdu or Kurdish in Arabic letters: of 30 Arabic words at least one has the article, theirs have none.
_FEW = 30
_DEFINITE = re.compile(r"\b[وفبكل]{0,2}(?:ال|لل)\w")
_SHARE_OF_ARTICLES = 0.03


def language_of(document: Document) -> str:
    """The language that is known of a document, or `ar` where the text is in Arabic, or `und`.

    `الإصلاح الصحي` -> ar, `La réforme de la santé` -> und
    """
    known = (document.metadata.language or "").lower().replace("_", "-").partition("-")[0]
    if known and known != UNKNOWN:
        return known
    sample = document.text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    words = _ARABIC_WORD.findall(sample)
    if sum(map(len, words)) * 2 < letters or not words:
        return UNKNOWN
    articles = len(_DEFINITE.findall(sample))
    return UNKNOWN if len(words) >= _FEW and articles < len(words) * _SHARE_OF_ARTICLES else ARABIC
