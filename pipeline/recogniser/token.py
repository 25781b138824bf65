"""The words of a sentence's key as the recogniser sees them, and what clitics may hide in them."""

import re
from collections.abc import Iterator

from pipeline.text import Span

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+){0,8}|[^\w\s]|_")
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{2})")
_CLITIC = re.compile(r"[وف]?[بلك](?=\w{3})|[وف](?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ات|ون|ين|ان|ها|هم|يه|ي|ه)$")


def tokens(key: str) -> list[Span]:
    """The words, numbers and signs of a key: `قال محمد.` -> قال, محمد, and the full stop."""
    return [Span(*match.span()) for match in _TOKEN.finditer(key)]


def stem(word: str) -> str:
    """A word without clitics and article, cut alike everywhere rather than rightly: `وبالرباط` -> رباط."""
    found = _ARTICLE.match(word) or _CLITIC.match(word)
    return word[found.end() :] if found else word


def root(word: str) -> str:
    """A stem without the commonest endings: `المغربية` -> مغرب."""
    return _ENDING.sub("", stem(word))


def without_clitics(word: str) -> Iterator[tuple[int, str]]:
    """What a word may be without its clitics, and how many letters are cut: `وبالرباط` -> (1, بالرباط), (2, الرباط)."""
    cut = 0
    if word[0] in "وف" and len(word) > 3:
        cut = 1
        yield cut, word[cut:]
    if len(word) - cut <= 3 or word[cut] not in "بلك":
        return
    if word.startswith("لل", cut) and len(word) - cut > 4:
        yield cut + 1, "ا" + word[cut + 1 :]  # «للقانون»: the article has lost its alef
    else:
        yield cut + 1, word[cut + 1 :]
