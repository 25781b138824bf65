"""The tokens of Arabic: spaCy's, mended where the press writes otherwise."""

import re

import spacy
from spacy.lang.ar import Arabic
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython: it has no types
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from pipeline.lexicon import load

_AR = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
_MARKS = "\u0640\u064b-\u0652\u0670"
_QUOTES = '"«»“”„‟‹›'
# spaCy's own pattern takes «الصحة.وقال» for the name of a host.
_ADDRESS = re.compile(
    r"(?:(?:https?://|www\.)[^\s]{1,900}|[\w.+-]{1,60}@[\w.-]{1,60}"
    r"|[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){0,5}\.[A-Za-z]{2,10}(?:/[^\s]{0,500})?)\Z",
    re.ASCII,
)
_WORD = re.compile(r"[^\W\d_]+\Z")


def tokenising() -> Language:
    """The blank Arabic pipeline of spaCy with its tokeniser mended."""
    nlp = spacy.blank("ar")
    nlp.tokenizer = _tokenizer(nlp.vocab)
    return nlp


def bare() -> Tokenizer:
    """The tokeniser over a bare vocabulary: what spaCy would find out about each new word is asked by nobody here."""
    return _tokenizer(Vocab())


def _tokenizer(vocab: Vocab) -> Tokenizer:
    """The tokeniser of spaCy's Arabic, mended.

    Full stops and quotation marks come off («الترابية".»), quotation marks and commas split («لـ«الصحة»), and so do
    letters from digits (`1433هـ`); «08.22», «11,338» and «م.» stay whole.
    """
    punctuation = [rf"[{_QUOTES}()\[\]{{}}<>،؛؟!?:;,*•|/_–—-]", r"\.{2,}", "…+"]
    infixes = [
        rf"[{_QUOTES}()\[\]،؛؟!…]",
        r"\.{2,}",
        rf"(?<=[{_AR}{_MARKS}])[-–—/:,](?=[{_AR}\d])",
        rf"(?<=[{_AR}{_MARKS}]{{2}})\.(?=[{_AR}]{{2}})",
        rf"(?<=\d)[.](?=[{_AR}]{{2}})",
        rf"(?<=\d)(?=[{_AR}])",
        rf"(?<=[{_AR}{_MARKS}])(?=\d)",
    ]
    abbreviations = {f"{word}.": [{"ORTH": f"{word}."}] for word in _abbreviations()}
    return Tokenizer(
        vocab,
        {**Arabic.Defaults.tokenizer_exceptions, **abbreviations},
        prefix_search=compile_prefix_regex([*punctuation, r"\.(?!\d)", "[%٪$€£#+]"]).search,
        suffix_search=compile_suffix_regex([*punctuation, r"\.", "[%٪$€£+]", "['’‘]"]).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=_WORD.match,
        url_match=_ADDRESS.match,
    )


def _abbreviations() -> frozenset[str]:
    table = load().tables.get("abbreviation")
    return frozenset(word for row in table for word in row.words) if table else frozenset()
