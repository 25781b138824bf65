"""The words of a sentence as clauses need them: which are finite verbs, and which name an action."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import Lexicon, Row
from pipeline.records import Sentence
from pipeline.text import fold

OPENING = frozenset({"contrast", "next", "complement", "relative", "goes_on"})
_TOLD = frozenset({"past", "verb", "either"})
_TOKEN = re.compile(r"[^\W_]+")
# «سيبني», «ستبنى»: no noun begins so but those of the table.
_FUTURE = re.compile(r"س[يتن][^\W\d_]{3,}")
_PRESENT = re.compile(r"ي[^\W\d_]{3,}")
_CLITICS = ("", "و", "ف")
_PREFIXES = ("", "ب", "ل", "ك", "ال", "لل", "بال", "كال")
_VERBAL = frozenset({"past", "present", "verb"})


@dataclass(frozen=True, slots=True)
class Word:
    """What a word may be.

    `conjunct`: و or ف stands before it; `prefix`: a preposition or article as well; `opens`: what must follow for it
    to open a clause, and of which kind; `leads`: it may be the first of several words that name an action; `is_quiet`:
    it opens no clause where no mark stands before it; `acts`: it names an action, or may begin to.
    """

    key: str
    conjunct: bool = False
    is_verb: bool = False
    action: Row | None = None
    prefix: str = ""
    opens: tuple[tuple[tuple[str, ...], str], ...] = ()
    leads: bool = False
    is_quiet: bool = False
    acts: bool = False


class Token(NamedTuple):
    """A word where it stands, in code points of the document."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, eq=False)
class Words:
    """What is known of words; each is asked for once."""

    verbs: frozenset[str]
    joined: frozenset[str]
    nouns: frozenset[str]
    actions: Mapping[str, Row]
    openings: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    firsts: frozenset[str]
    known: dict[str, Word] = field(default_factory=dict)

    def of(self, key: str) -> Word:
        """A word by its key, with its clitics."""
        found = self.known.get(key)
        if found is None:
            bare = key[1:] if key[:1] in "وف" else ""
            opens = (*self.openings.get(key, ()), *self.openings.get(bare, ()))
            leads = key in self.firsts or bare in self.firsts
            read = self._read(key)
            quiet = not (read.is_verb or opens or key[:1] == "و" or key == "عن")
            acts = leads or read.action is not None
            found = replace(read, opens=opens, leads=leads, is_quiet=quiet, acts=acts)
            if len(self.known) < 200_000:
                self.known[key] = found
        return found

    def _read(self, key: str) -> Word:
        for clitic in _CLITICS:
            rest = key.removeprefix(clitic) if clitic else key
            if clitic and rest == key:
                continue
            if self._is_verb(rest) or (clitic and rest in self.joined):
                return Word(key, bool(clitic), is_verb=True, action=self._action(rest, verbal=True))
            for prefix in _PREFIXES:
                bare = rest.removeprefix(prefix) if prefix else rest
                if prefix and bare == rest:
                    continue
                row = self._action(bare, verbal=False) or (self._action("ال" + bare, verbal=False) if prefix else None)
                if row is not None:
                    return Word(key, bool(clitic), action=row, prefix=prefix)
        return Word(key, key[:1] == "و" and (len(key) > 2 or key[1:].isdigit()))

    def _is_verb(self, word: str) -> bool:
        if word in self.nouns:
            return False
        return word in self.verbs or bool(_FUTURE.fullmatch(word) or _PRESENT.fullmatch(word))

    def _action(self, word: str, *, verbal: bool) -> Row | None:
        row = self.actions.get(word)
        if row is None and not verbal:
            row = next(filter(None, map(self.actions.get, _without_pronoun(word))), None)
        if row is None or row["form"] == "either":
            return row
        return row if (row["form"] in _VERBAL) == verbal else None


def _without_pronoun(word: str) -> Iterator[str]:
    """`افتتاحهما` -> افتتاح; `مصادقته` -> مصادقه."""
    for suffix in ("هما", "هم", "ها", "ه"):
        stem = word.removesuffix(suffix)
        if stem != word:
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"


@lru_cache(maxsize=8)
def words(lexicon: Lexicon) -> Words:
    """The verbs and actions of a lexicon in all their forms."""
    verbs: set[str] = set()
    actions: dict[str, Row] = {}
    for row in lexicon["action"]:
        for word in row.words:
            for form in _forms(row["form"], word):
                actions.setdefault(form, row)
                if row["form"] in _VERBAL or (row["form"] == "either" and form != fold(word).text):
                    verbs.add(form)
    nouns = {fold(word).text for row in lexicon["verb"] if row["form"] == "none" for word in row.words}
    nouns |= {fold(word).text for row in lexicon["tense"] if row["tense"] == "none" for word in row.words}
    joined = {fold(word).text for row in lexicon["verb"] if row["form"] == "joined" for word in row.words}
    for row in lexicon["verb"]:
        if row["form"] not in ("none", "joined"):
            verbs |= {form for word in row.words for form in _forms(row["form"], word)}
    firsts = frozenset(key.partition(" ")[0] for key in actions if " " in key)
    return Words(frozenset(verbs - nouns), frozenset(joined), frozenset(nouns), actions, _openings(lexicon), firsts)


def _openings(lexicon: Lexicon) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The words that open a clause by their first word: «في» with («حين») opens a contrast. The longest stand first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon["clause"]:
        for kind in OPENING & set(row["kind"].split()):
            for word in row.words:
                first, *rest = fold(word).text.split()
                found.setdefault(first, []).append((tuple(rest), kind))
    return {first: tuple(sorted(ways, key=lambda way: -len(way[0]))) for first, ways in found.items()}


def _forms(form: str, word: str) -> Iterator[str]:
    """The forms of a verb: `بلغ` -> بلغ, بلغت, بلغوا, بلغا; `يضم` -> يضم, تضم, سيضم, ستضم, يضمون."""
    key = fold(word).text
    head, space, rest = key.partition(" ")
    # «بنى», «دعا» lose their last letter; «بدأ» keeps its hamza.
    stem = head[:-1] if word.partition(" ")[0][-1] in "ىيا" else head
    if form in ("past", "either"):
        inflected = [head, stem + "ت", stem + "وا", stem + "تا"]
    elif form == "present" and head.startswith("ي"):
        inflected = [*(future + person + head[1:] for person in "يتن" for future in ("", "س")), stem + "ون"]
        inflected.append(f"س{stem}ون")
    else:
        inflected = [head]
    yield from (one + space + rest for one in inflected)


def tokens(sentence: Sentence, known: Words) -> list[Token]:
    """The words of a sentence in order."""
    origin, read, of = sentence.key.origin, known.known.get, known.of
    made = tuple.__new__  # every word of every sentence: the detour through Token() would cost as much as the rest
    text, end = sentence.key.text, 0
    found = []
    for key in _TOKEN.findall(text):
        start = text.index(key, end)
        end = start + len(key)
        found.append(made(Token, (origin[start], origin[end - 1] + 1, read(key) or of(key))))
    return found


def may_state(sentence: Sentence, known: Words, says: frozenset[str], *, dated: bool) -> bool:
    """Whether a sentence without figures may state an event: a finite verb, or an action that is dated, done or ahead.

    `says` are the words that say that an action is done, ahead or announced.
    """
    acts = False
    keys = _TOKEN.findall(sentence.key.text)
    read, of = known.known.get, known.of
    for key in keys:
        word = read(key) or of(key)
        if word.leads:
            return True
        row = word.action
        if row is not None:
            if dated or (row["form"] in _TOLD) or (word.is_verb and key.lstrip("وف")[:1] == "س"):
                return True
            acts = True
    return acts and not says.isdisjoint(keys)


def phrase(found: Sequence[Token], at: int, length: int) -> str:
    """So many words from one on, as a key."""
    return " ".join(token.word.key for token in found[at : at + length])
