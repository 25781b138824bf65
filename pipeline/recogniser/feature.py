"""What the model is told of each word: its letters, its stem, its company, what our tables say and our rules read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.recogniser.knowledge import Knowledge, Phrases
from pipeline.recogniser.token import root, stem

_WINDOW = (-2, -1, 0, 1, 2)
_REMEMBERED = 100_000
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Word:
    """A word's features for each place of the window (two before to two after), its stem and its middle cluster."""

    windows: tuple[tuple[str, ...], ...]
    stem: str
    cluster: str


@dataclass(eq=False)
class Features:
    """Features of sentences; those that depend on the word alone are worked out once."""

    knowledge: Knowledge
    _words: dict[str, Word] = field(default_factory=dict)

    def __call__(self, words: Sequence[str], read: Sequence[str] = ()) -> list[list[str]]:
        """The features of every word of a sentence; `read` are the tags that the rules give them, "" where none."""
        here = [self._words.get(word) or self._remember(word) for word in words]
        rows = [["b"] for _ in words]
        last = len(words)
        for shift, place in enumerate(_WINDOW):
            edge = f"{place}edge"
            for at, row in enumerate(rows):
                other = at + place
                row.extend(here[other].windows[shift] if 0 <= other < last else (edge,))
        for at in range(1, last):
            pair = f"{here[at - 1].cluster}|{here[at].cluster}"
            rows[at].append(f"bc={pair}")
            rows[at - 1].append(f"nc={pair}")
        stems = [word.stem for word in here]
        _add_phrases(rows, stems, self.knowledge.gazetteer, "A")
        _add_phrases(rows, stems, self.knowledge.phrases, "P")
        _add(rows, read, "R")
        return rows

    def _remember(self, word: str) -> Word:
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        found = self._words[word] = self._describe(word)
        return found

    def _describe(self, word: str) -> Word:
        if not word[0].isalpha():
            shape = "#" if word[0].isdigit() else word
            return Word(_windowed([f"w={shape}"], [f"w={shape}"], [f"w={shape}"]), shape, shape)
        body = stem(word)
        letters = [f"p{n}={body[:n]}" for n in (2, 3) if len(body) > n]
        letters += [f"x{n}={body[-n:]}" for n in (2, 3) if len(body) > n]
        letters += [f"len={min(len(body), 8)}", f"r={root(word)}", f"pre={word[: len(word) - len(body)]}"]
        if word.isascii():
            letters.append("latin")
        known = self.knowledge.known(word)
        coarse, middle, fine = known.clusters if known else (_UNKNOWN,) * 3
        # Of a word beside less is told, and of one two places away its stem and cluster: that scores as well.
        far = [f"s={body}", f"c1={middle}"]
        near = [f"w={word}", *far, f"c2={fine}"]
        near += [f"g={name}" for name in self.knowledge.names.get(body, ())]
        near += [f"t={flag}" for flag in self.knowledge.flagged(word)]
        return Word(_windowed(far, near, [*near, *letters, f"c0={coarse}"]), body, middle)


def _windowed(far: Sequence[str], near: Sequence[str], here: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    sources = {-2: far, -1: near, 0: here, 1: near, 2: far}
    return tuple(tuple(f"{place}{feature}" for feature in sources[place]) for place in _WINDOW)


def _add_phrases(rows: list[list[str]], stems: Sequence[str], phrases: Phrases, name: str) -> None:
    _add(rows, phrases.find(stems), name)


def _add(rows: list[list[str]], tags: Sequence[str], name: str) -> None:
    for at, found in enumerate(tags):
        if found:
            rows[at].append(f"{name}={found}")
            if at:
                rows[at - 1].append(f"{name}+={found}")
            if at + 1 < len(rows):
                rows[at + 1].append(f"{name}-={found}")
