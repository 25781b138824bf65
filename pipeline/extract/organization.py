"""Organisations: well-known bodies and their acronyms, and names that begin with a word like وزارة, مجلس, شركة.

«وزارة الصحة والحماية الاجتماعية» is one name, «وزارتي العدل والمالية» two; «المكتب الوطني للمطارات» goes on over ل,
«محكمة الاستئناف بالدار البيضاء» over ب; a head alone («الوزارة») or a body of no name («مركز الشرطة») is no mention.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.body import Scan
from pipeline.extract.rule import Match, Read, Rule, Words
from pipeline.lexicon import Lexicon
from pipeline.lexicon.name import bare, forms, legible, split
from pipeline.lexicon.vocabulary import vocabulary
from pipeline.text import bare as letters
from pipeline.values import Name

KIND = "organization"
_QUOTED = re.compile(r'\s?[«“"](?P<name>[^«»“”"\n]{2,40})[»”"]')
_OPENING, _CLOSING = frozenset('«“"'), frozenset('»”"')


def _known(match: Match) -> Read | None:
    """A body of the gazetteer: `الصندوق الوطني للضمان الاجتماعي`, `CNSS`, `هسبريس`."""
    row = match.row("organization")
    if row is None:
        return None
    start, end = match.match.span("organization")
    text = match.shadow.text
    if re.fullmatch(r"[A-Za-z0-9 .]+", text[start:end]) and start and text[start - 1] in "وفبلك":
        return None
    if row["strength"] == "cue" and not _is_cued(match, start, end):
        return None
    if row["strength"] == "club" and not _is_sport(match):
        return None
    abroad = _nation(match, end)
    if abroad is not None and row["country"] and abroad[0] != row["country"]:
        # «القناة الثانية الإسرائيلية» is another one.
        span, offset = match.cut(start, abroad[1]), match.sentence.span.start
        name = " ".join(letters(match.sentence.text[span.start - offset : span.end - offset]).split())
        return Read(Name(name, row["type"]), 0.75, at=(start, abroad[1]))
    return Read(Name(row.word, row["type"]), 0.95 if not row["strength"] else 0.75)


_NATION = re.compile(r"\s{1,3}(?P<nation>ال[^\W\d_]{3,14})(?![^\W\d_])")


def _nation(match: Match, end: int) -> tuple[str, int] | None:
    """The country that a body is called after, and where the word ends: `الإسرائيلية` -> IL."""
    hit = _NATION.match(match.shadow.text, end)
    row = match.lexicon["nationality"].find(hit["nation"]) if hit else None
    return (row["country"], hit.end()) if hit and row else None


def _is_cued(match: Match, start: int, end: int) -> bool:
    """Whether the word for such a body stands before, or quotation marks around: `يومية المساء`, `«الصباح»`."""
    text = match.shadow.text
    if text[max(0, start - 1) : start] in _OPENING and text[end : end + 1] in _CLOSING:
        return True
    words, known = split(text), vocabulary(match.lexicon)
    at = next((i for i, word in enumerate(words) if word.start <= start < word.end), 0)
    return bool(at) and any(
        known.head.get(form) in {"media", "company"} or known.head.get(bare(form)) in {"media", "company"}
        for form, _ in forms(words[at - 1].text)
    )


@lru_cache(maxsize=8)
def _sport(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["sport_cue"].by_key)


def _is_sport(match: Match) -> bool:
    """Whether the sentence speaks of sport, where a city's name is its club's."""
    cues = _sport(match.lexicon)
    return any(form in cues for word in split(match.shadow.text) for form, _ in forms(word.text))


def _named(match: Match) -> Sequence[Read] | Read | None:
    """A head with what hangs on it: `مجلس المنافسة`, `المرصد الدائم للهجرة`, `شركة «سامير»`."""
    row = match.row("organization_head")
    if row is None:
        return None
    words, known = split(legible(match.sentence, match.shadow.text)), vocabulary(match.lexicon)
    start = match.match.start("organization_head")
    after = next((i for i, word in enumerate(words) if word.start >= match.match.end("organization_head")), len(words))
    scan = Scan(match, words, known, row["type"], row["shape"])
    if row["type"] == "ministries":
        return scan.several(start, after, many=row["shape"] == "many")
    quoted = _QUOTED.match(match.shadow.text, match.match.end("organization_head"))
    if quoted and row["shape"] in {"open", "name", "quoted"}:
        return scan.read(start, quoted.end())
    end = scan.definite(after) if _is_definite(match) else scan.construct(after)
    return scan.read(start, words[end - 1].end) if end is not None and end > after else None


def _is_definite(match: Match) -> bool:
    """Whether the head bears the article, after ل too."""
    return (match.text("organization_head") or "").startswith(("ال", "لل")) or match.surface(
        "organization_head"
    ).startswith("ل")


RULES: tuple[Rule, ...] = (
    Rule("organization: known body", (Words("organization", clitic=True),), _known),
    Rule("organization: head and name", (Words("organization_head", clitic=True),), _named),
)
