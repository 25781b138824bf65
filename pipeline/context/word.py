"""The words of speech: verbs that speak, phrases that lead in a source, and who can speak."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import Lexicon, Table, alternation
from pipeline.lexicon.name import bare, forms
from pipeline.lexicon.vocabulary import Vocabulary, vocabulary

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
# Where what is said begins: «أن», «بأنه», a colon, a quotation.
THAT = re.compile(rf"{_START}[وفب]?ان(?:ه|ها|هم|هما|هن|ني|نا|ي)?{_END}|[:\"«“]")
# And what may lead to it: «أشار المتحدثون إلى أن», «ذكر أطباء في مستشفى بالعاصمة أن».
TO_THAT = re.compile(rf"[^,;:.!?\"«“»”\n]{{0,40}}?(?:{THAT.pattern})")
OF = re.compile(rf"{_START}(?:عن|الي|علي|ب[^\W_]{{2,}}){_END}")

# «المشتكون», «المحتجين»: people, whatever they do.
PEOPLE = re.compile(r"ال[^\W\d_]{2,}[وي]ن")


@dataclass(frozen=True, eq=False)
class Speech:
    """The tables of speech, compiled once for a lexicon."""

    names: Vocabulary
    verbs: Table
    hits: re.Pattern[str]
    same: re.Pattern[str]
    kinds: Mapping[str, frozenset[str]]

    def is_office(self, word: str) -> bool:
        """Whether a word says what somebody is, with a clitic or without: `للوزير`."""
        return any(self.names.is_office(form) or form in self.kinds["anaphor"] for form, _ in forms(word))

    def is_human(self, word: str) -> bool:
        """Whether a word names somebody who can speak: `خبراء`, `السكان`."""
        return any(bare(form) in self.kinds["human"] for form, _ in forms(word))

    def is_document(self, word: str) -> bool:
        """Whether a word names what is quoted: `البلاغ`, `لمعطيات`."""
        return any(bare(form) in self.kinds["document"] for form, _ in forms(word))

    def is_body(self, word: str) -> bool:
        """Whether a definite word stands for a body that was named before: `الوزارة`."""
        return word.startswith("ال") and (bare(word) in self.names.head or word in self.names.head)


@lru_cache(maxsize=8)
def speech(lexicon: Lexicon) -> Speech:
    """The tables of speech of a lexicon."""
    voices = lexicon["voice"].by_key
    kinds = {
        kind: frozenset(key for key, row in voices.items() if kind in row["classes"].split())
        for kind in sorted({kind for row in voices.values() for kind in row["classes"].split()})
    }
    leads = {kind: alternation(kinds[kind]) for kind in ("opener", "quoting", "own_words", "medium", "heard", "as")}
    hits = re.compile(
        rf"{_START}(?P<and>(?:[وف]\s?)?)(?:"
        rf"(?P<own>{leads['own_words']})|(?:(?P<like>{leads['as']})\s{{1,3}})?(?P<verb>{lexicon['speech'].pattern})(?P<what>ه|ها)?"
        rf"|(?P<quoting>{leads['quoting']})|(?P<opener>{leads['opener']})|(?P<medium>{leads['medium']})|(?P<heard>{leads['heard']})){_END}"
    )
    before, after = alternation(kinds["the_same"]), alternation(kinds["same"])
    same = re.compile(rf"(?:(?:{before})\s{{1,3}}ال[^\W_]+|(?:[^\W_]+\s{{1,3}}){{1,4}}?(?:{after})){_END}")
    return Speech(vocabulary(lexicon), lexicon["speech"], hits, same, kinds)
