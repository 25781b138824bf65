"""Lines stored as the eye sees them, from the left: «نوناق» for «قانون»."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.ingest.repair.edit import Edit
from pipeline.ingest.repair.evidence import LETTER, Sign

KIND = "reversed"
_START, _END = f"(?<![{LETTER}])", f"(?![{LETTER}])"
# No word begins with ة or ى, and hardly any ends in «لا» that another letter stands before.
_BACKWARDS = f"{_START}[ةى][{LETTER}]{{2}}|[{LETTER}]{{2}}[ةتيملنرب]لا{_END}"
_FORWARDS = f"[{LETTER}]{{2}}ة{_END}|{_START}ال[{LETTER}]{{3}}|{_START}(?:في|من|على|إلى){_END}"
SHOWN = Sign(_BACKWARDS, _FORWARDS, 3, 0.7)
_LINE = Sign(_BACKWARDS, _FORWARDS, 1, 0.6)
_LINES = re.compile(r"[^\r\n]+")
_ARABIC = re.compile(f"[{LETTER}]")
# What runs to the right on paper, and so was not turned: numbers, Latin words.
_ISLAND = re.compile(r"\d+(?:[.,:/٫٬-]\d+)*|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f.@-]*")
_MARKED = re.compile("(?P<marks>[\u064b-\u0652\u0670]+)(?P<letter>.)", re.DOTALL)
_MIRROR = str.maketrans("()[]«»", ")(][»«")
_OPENS, _CLOSES = re.compile(r"(?:^|\s)[(«\[](?=\w)"), re.compile(r"(?:^|\s)[)»\]](?=\w)")
# Without line ends, a clause is what can be turned: it begins, to the eye, with the sign that closes it.
_LONG, _NEAR = 400, 200
_CLAUSE = re.compile(r"\s(?=[،.؛:](?:\s|\w))|(?<=\s-)\s|(?<=^-)\s")


def edits(text: str) -> Iterator[Edit]:
    """The lines that read backwards, turned; in a text without line ends, its clauses."""
    turned = [(start, end, _turned(text[start:end])) for start, end in _stretches(text)]
    mirrored = sum(len(_CLOSES.findall(line)) - len(_OPENS.findall(line)) for _, _, line in turned) > 0
    for start, end, line in turned:
        yield Edit(start, end, line.translate(_MIRROR) if mirrored else line, KIND)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINES.finditer(text):
        whole = line.end() - line.start() <= _LONG
        cuts = [] if whole else [cut.end() for cut in _CLAUSE.finditer(text, *line.span())]
        for start, end in pairwise((line.start(), *cuts, line.end())):
            # A short clause is judged with what stands around it.
            seen = text[start:end] if whole else text[max(line.start(), start - _NEAR) : end + _NEAR]
            if _ARABIC.search(text, start, end) and _LINE.seen(seen):
                yield end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())


def _turned(line: str) -> str:
    """«2022 ةنسل )39( مقر نوناق» -> «قانون رقم (39) لسنة 2022»."""
    line = _ISLAND.sub(lambda island: island[0][::-1], line)[::-1]
    return _MARKED.sub(r"\g<letter>\g<marks>", line) if line and _MARKED.match(line) else line
