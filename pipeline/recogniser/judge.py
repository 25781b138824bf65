"""What a name that only the model reads is judged by: the tables of names and of everyday words, and its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.lexicon import Lexicon
from pipeline.lexicon.name import Word, forms
from pipeline.lexicon.vocabulary import Vocabulary, vocabulary
from pipeline.recogniser.crf import Recognised, tagger
from pipeline.recogniser.knowledge import Known
from pipeline.records import Sentence

RARE = 4  # log2 of a count in the corpora below which a word is one that few sentences hold
_MONTHS = ("month", "hijri_month", "weekday")
_CONTAINERS = frozenset({"من", "بين"})  # «من السعودية», but «من نادية», «بين زيد وعمرو»


@dataclass(frozen=True, eq=False)
class Judge:
    """What doubts look up: the tables of names and of everyday words, and how common a word is."""

    known: Vocabulary
    common: Mapping[str, Known]
    cues: frozenset[str]
    prepositions: frozenset[str]
    times: frozenset[str]

    def is_name(self, word: str) -> bool:
        """Whether a table holds the word as a name, or a part of one."""
        return word in self.known.given or word in self.known.parts or word in self.known.lexicon["atlas"].by_key

    def is_rare(self, word: str) -> bool:
        """Whether few sentences of the corpora hold the word."""
        known = self.common.get(word)
        return known is None or known.common < RARE

    def is_everyday(self, word: str) -> bool:
        """Whether it is a word of the language, a title or an office, and no given name."""
        known = self.known
        if word in known.given or word in known.parts:
            return False
        return word in self.times or word in known.title or known.is_office(word) or known.is_ordinary(word)

    def is_strange(self, word: str) -> bool:
        """Whether a word may be a name by its letters, and few sentences hold it: `جناح`, `تشيرش`; not `تشهد`."""
        return self.known.is_name_like(word, foreign=True) and self.is_rare(word)

    def announces(self, word: str) -> bool:
        """Whether a place's name must follow the word: `بمدينة`, `ولاية`."""
        return is_in(word, self.cues)


@lru_cache(maxsize=8)
def judge(lexicon: Lexicon) -> Judge:
    """The judge of a lexicon, built once."""
    return Judge(
        known=vocabulary(lexicon),
        common=tagger(lexicon).knowledge.words,
        cues=frozenset({*lexicon["place_cue"].by_key, *lexicon["place_noun"].by_key}),
        prepositions=frozenset(lexicon["place_preposition"].by_key) - _CONTAINERS,
        times=frozenset(key for table in _MONTHS for key in lexicon[table].by_key),
    )


@dataclass(frozen=True)
class Seen:
    """A name that the model reads, among the words of its sentence, and who judges it."""

    sentence: Sentence
    found: Recognised
    words: Sequence[Word]
    first: int
    end: int
    judge: Judge

    @cached_property
    def cut(self) -> int:
        """How many letters of the first word stay outside: clitics."""
        word, origin = self.words[self.first], self.sentence.key.origin
        return sum(origin[at] < self.found.span.start for at in range(word.start, word.end))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words of the name."""
        texts = [word.text for word in self.words[self.first : self.end]]
        return (texts[0][self.cut :], *texts[1:])

    @property
    def whole(self) -> str:
        """The first word with its clitics."""
        return self.words[self.first].text

    @cached_property
    def before(self) -> str:
        """The word that stands right before, or nothing."""
        return self.words[self.first - 1].text if self.first and self.words[self.first].near else ""

    @cached_property
    def after(self) -> str:
        """The word that stands right after, or nothing."""
        return self.following(0)

    def following(self, steps: int) -> str:
        """A word some steps after the name, as long as only spaces stand between."""
        last = self.end + steps
        near = last < len(self.words) and all(word.near for word in self.words[self.end : last + 1])
        return self.words[last].text if near else ""

    @cached_property
    def agreed(self) -> bool:
        """Whether both models read the name."""
        return self.found.second > 0

    @cached_property
    def announced(self) -> bool:
        """Whether a place must follow what stands before."""
        return self.judge.announces(self.before)


def is_in(word: str, table: frozenset[str] | Mapping[str, object]) -> bool:
    """Whether a table holds a word, with or without its clitics."""
    return bool(word) and any(form in table for form, _ in forms(word))
