"""Language as data: the tables of words, read once, from the package and from the user's own folder.

A table is a TSV file with a header: Latin columns first, `word` last. `word` may hold several spellings or forms
joined by `|`; the first is the headword. Keys are folded with the same `fold` as the text, so a table is written as a
careful editor would write it. Where folding would merge two words (آب and أب), the row says `exact` (1) and the surface
decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.errors import LexiconError
from pipeline.lexicon.atlas import Atlas, build
from pipeline.text import TOKENS, bare, fold

# The article, which loses its alef after the clitic ل (للأربعاء).
ARTICLE = "(?:ال|(?<=ل)ل)"
# What the cells that are reckoned with may hold; a unit that measures nothing (a hospital) has no factor.
_WHOLE, _MONTH = r"[0-9]{1,18}", r"[1-9]|1[0-2]"
_NUMBERS = {
    ("unit", "factor"): r"(?:[0-9]{1,18}(?:\.[0-9]{1,18})?)?",
    ("currency", "factor"): r"[0-9]{1,18}(?:\.[0-9]{1,18})?",
    ("numeral", "value"): r"[0-9]{1,18}(?:/[1-9][0-9]{0,9})?",
    ("ordinal", "value"): _WHOLE,
    ("article_ordinal", "value"): _WHOLE,
    ("month", "month"): _MONTH,
    ("hijri_month", "month"): _MONTH,
    ("weekday", "weekday"): r"[1-7]",
    ("hour", "hour"): r"[1-9]|1[0-2]",
    ("decade", "decade"): r"[1-9][0-9]{2}",
}
_GAP = r"\s{1,3}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and the words that it stands for (headword first)."""

    table: str
    line: int
    cells: Mapping[str, str]
    words: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def word(self) -> str:
        """The headword."""
        return self.words[0]


@dataclass(frozen=True)
class Table:
    """A table of words, found by their key.

    >>> load()["month"].find("دجنبر")["month"]
    '12'
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """Every word's key and its row. Later rows (the user's) win over earlier ones."""
        return {fold(word).text: row for row in self.rows for word in row.words}

    def find(self, key: str, surface: str | None = None) -> Row | None:
        """The row of a matched key, or None where the row is `exact` and the surface is another word."""
        key = " ".join(key.split())
        row = self.by_key.get(key) or self.by_key.get("ا" + key) or self.by_key.get(_without_article(key))
        if row is None or surface is None or row.cells.get("exact") != "1":
            return row
        letters = " ".join(bare(surface).split())
        return row if any(letters.endswith(bare(word)) for word in row.words) else None

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches any key of the table, the longest first."""
        return alternation(self.by_key)

    @cached_property
    def cores(self) -> frozenset[str]:
        """The longest word of every key, or its sign: a sentence that holds none of them needs no look."""
        return self._each(lambda key: max(TOKENS.findall(key), key=len, default=""))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first word or sign of every key: where none of them stands, no key begins."""
        return self._each(lambda key: first[0] if (first := TOKENS.match(key)) else "")

    def _each(self, part: Callable[[str], str]) -> frozenset[str]:
        """A part of every key; nothing where a key is without it."""
        parts = frozenset(map(part, self.by_key))
        return frozenset() if "" in parts else parts


def _without_article(key: str) -> str:
    return key[2:] if key.startswith("ال") else key.removeprefix("ل")


def alternation(keys: Iterable[str]) -> str:
    """A regular expression for a set of keys, as a trie, so that its cost does not grow with the table.

    Spaces in a key match up to three of any kind; a leading article matches after the clitic ل as well.
    """
    plain: dict[str, dict] = {}  # type: ignore[type-arg]
    definite: dict[str, dict] = {}  # type: ignore[type-arg]
    for key in keys:
        node, rest = (definite, key[2:]) if key.startswith("ال") and len(key) > 3 else (plain, key)
        for char in rest:
            node = node.setdefault(char, {})
        node[""] = {}
    branches = [ARTICLE + _branch(definite)] if definite else []
    return f"(?:{'|'.join([*branches, _branch(plain)] if plain else branches)})" if branches or plain else r"(?!)"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    choices = [
        (_GAP if char == " " else re.escape(char)) + _branch(child) for char, child in sorted(node.items()) if char
    ]
    if not choices:
        return ""
    joined = choices[0] if len(choices) == 1 and "" not in node else f"(?:{'|'.join(choices)})"
    return f"{joined}?" if "" in node else joined


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All tables: the package's, with the rows that a user added. `digest` names this state of the language."""

    tables: Mapping[str, Table]
    digest: str
    atlas: Atlas

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]


@cache
def load(folder: Path | None = None) -> Lexicon:
    """The package's tables, and those of `folder` (a user's `lexicon/`) after them.

    Raises LexiconError, naming file and line, where a table is malformed.
    """
    tables: dict[str, Table] = {}
    digest = sha256()
    own = sorted((Path(str(path)) for path in folder.rglob("*.tsv")), key=lambda path: path.name) if folder else []
    for path in [*_package_tables(), *own]:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise LexiconError(f"{path}: cannot be opened: {error.strerror}", "check its permissions") from error
        digest.update(path.name.encode() + content)
        name = path.name.removesuffix(".tsv")
        columns, rows = _read(name, path.name, content)
        before = tables.get(name)
        if before and before.columns != columns:
            raise LexiconError(
                f"{path.name}: the columns differ from the package's table",
                "use " + ", ".join(before.columns),
            )
        tables[name] = Table(name, columns, (*before.rows, *rows) if before else rows)
    atlas, names = build(tables)
    tables["atlas"] = _names(names)
    return Lexicon(tables, digest.hexdigest()[:16], atlas)


def _names(names: Iterable[tuple[str, str, str]]) -> Table:
    """The names of places as a table, so that rules find them like any word."""
    columns = ("ids", "strength", "source", "note", "word")
    rows = (
        Row("atlas", line, dict(zip(columns, (ids, strength, "atlas", "", word), strict=True)), (word,))
        for line, (ids, strength, word) in enumerate(names, 2)
    )
    return Table("atlas", columns, tuple(rows))


def _package_tables() -> list[Traversable]:
    here = files(__name__)
    folders = [here / "ar", here / "gazetteer"]
    return sorted(
        (path for folder in folders for path in folder.iterdir() if path.name.endswith(".tsv")),
        key=lambda path: path.name,
    )


def _read(name: str, file: str, content: bytes) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8", "save the table as UTF-8") from error
    if not lines or not lines[0].endswith("\tword"):
        raise LexiconError(f"{file}, line 1: the last column must be `word`")
    columns = tuple(lines[0].split("\t"))
    numbers = [column for column in columns if (name, column) in _NUMBERS]
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(
                f"{file}, line {number}: {len(cells)} cells, not {len(columns)}", "separate cells by one tab"
            )
        words = tuple(word.strip() for word in cells[-1].split("|"))
        if not all(words):
            raise LexiconError(f"{file}, line {number}: an empty word")
        row = Row(name, number, dict(zip(columns, cells, strict=True)), words)
        for column in numbers:
            if not re.fullmatch(_NUMBERS[name, column], row[column]):
                raise LexiconError(
                    f"{file}, line {number}: {column} is `{row[column]}`, not a number that fits",
                    "write it as the package's table does",
                )
        rows.append(row)
    return columns, tuple(rows)
