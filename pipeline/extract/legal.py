"""Legal texts as they are cited: laws, decrees, dahirs, orders and circulars by number, codes and treaties by name.

A mention spans the type and the number (or the name); the title after it and the articles around it are read into its
value but left outside, so that dates and figures in them stay free.
"""

import re
from functools import lru_cache

from pipeline.extract.citation import NUMBER, around, more, names_a_type, numbered
from pipeline.extract.rule import GAP, START, WORD_END, WORD_START, Match, Pattern, Read, Rule, Words, maybe
from pipeline.lexicon import Lexicon
from pipeline.values import Legal

KIND = "law"

# Types that are cited by a plain "type number"; the others need رقم or عدد («قرار 12» counts decisions).
_PLAIN = frozenset({"law", "organic_law", "framework_law", "bill", "decree", "dahir"})
# Types whose author may stand before the number: «قرار لوزير الصحة رقم 1096.26».
_AUTHORED = frozenset({"decree", "order", "decision", "circular"})
# Types whose subject may: «قانون الاستثمار رقم 72 لسنة 2017».
_CALLED = frozenset({"law", "organic_law", "decree"})
_LONGEST_NAME = 60
_AUTHOR = r"(?P<author>[^\d.;:!?()«»]{2,200}?)"


def _cited(match: Match) -> Read | None:
    """A type and its number: `القانون رقم 08.22` -> law 08.22, `القانون رقم 73 لسنة 2021` -> law 73.2021."""
    row = match.row("legal_type")
    number, last = numbered(match)
    if row is None or number is None or row["count"] != "one":
        return None
    if not _has_enough(match, row["type"], number) or (row["needs"] == "parts" and "." not in number):
        return None
    articles, title = around(match, match.match.end())
    return Read(Legal(row["type"], number, title=title, articles=articles), span=("legal_type", last))


def _has_enough(match: Match, kind: str, number: str) -> bool:
    """Whether a number is one of a legal text: of two parts, or after رقم for orders and circulars.

    A law of one number says when it was issued: «القانون رقم 296 الصادر بتاريخ …».
    """
    announced = match.text("legal_number") is not None
    if "." in number:
        return announced or kind in _PLAIN or (kind == "circular" and number.count(".") == 1)
    if announced and kind in _PLAIN:
        return _is_issued(match)
    return announced


@lru_cache(maxsize=8)
def _issued(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{GAP}{WORD_START}(?:ال)?{lexicon['legal_issue'].pattern}{WORD_END}[^;:\n]{{0,40}}\d")


def _is_issued(match: Match) -> bool:
    return _issued(match.lexicon).match(match.shadow.text, match.match.end()) is not None


def _authored(match: Match) -> Read | None:
    """A number after its author or subject: `قرار لوزير الصحة رقم 1096.26`, `قانون العمل رقم 8 لسنة 1996`."""
    row, author = match.row("legal_type"), match.text("author") or ""
    if row is None or row["count"] != "one" or names_a_type(author, match.lexicon):
        return None
    if _bulletin(match.lexicon).search(author):
        return None  # «المنشور بالجريدة الرسمية عدد 5167»: published there
    if row["type"] in _AUTHORED:
        return _cited(match)
    return _cited(match) if row["type"] in _CALLED and _is_subject(match, author) else None


@lru_cache(maxsize=8)
def _bulletin(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{START}{lexicon['bulletin'].pattern}{WORD_END}")


def _is_subject(match: Match, author: str) -> bool:
    """Whether the words before a number are what a law is called by: nouns, no clause and no article."""
    closed = [match.lexicon[table].by_key for table in ("function_word", "speech_verb", "article", "bulletin_word")]
    plain = not any(word in keys for word in author.split() for keys in closed)
    number, _ = numbered(match)
    return plain and len(author) <= _LONGEST_NAME and "." in (number or "")


def _several(match: Match) -> list[Read] | None:
    """Several texts of one type: `القانونين رقم 35.17 و36.17` -> law 35.17, law 36.17 (the second spans its number)."""
    row = match.row("legal_type")
    if row is None or row["count"] == "one":
        return None
    reads: list[Read] = []
    for name in ("number", "second", "third", "fourth"):
        number, last = numbered(match, name)
        if not number or "." not in number:
            continue
        span = (name, last) if reads else ("legal_type", last)
        reads.append(Read(Legal(row["type"], number), span=span))
    return reads or None


def _named(match: Match) -> Read | None:
    """A text known by its name: `مدونة الشغل` -> code; with مشروع before it a bill."""
    row = match.row("legal_name")
    if row is None:
        return None
    draft = match.text("legal_draft") is not None
    end = match.match.end("legal_name")
    articles, _ = around(match, end)
    name = row.word
    year = _of_year(match.lexicon).match(match.shadow.text, end, end + 60)
    if (row["needs"] == "year" and year is None) or _is_quoted(match):
        return None
    if row["id"] == "law/finance":
        name = f"{row.word} {year['year']}" if year else row.word
    kind = "bill" if draft else row["type"]
    return Read(
        Legal(kind, name=name, articles=articles), span=("legal_draft" if draft else "legal_name", "legal_name")
    )


@lru_cache(maxsize=8)
def _of_year(lexicon: Lexicon) -> re.Pattern[str]:
    lead = lexicon["legal_year"].pattern
    return re.compile(rf"\s{{0,3}}(?:{WORD_START}{lead}{WORD_END})?{GAP}(?P<year>(?:19|20)\d\d)(?!\.?\d)")


def _is_quoted(match: Match) -> bool:
    """Whether a text's name stands alone in quotation marks or brackets: the newspaper «الدستور»."""
    text, start, end = match.shadow.text, match.match.start("legal_name"), match.match.end("legal_name")
    return (
        match.text("legal_name") == "الدستور"
        and text[max(0, start - 1) : start] in tuple('«"“(')
        and text[end : end + 1] in tuple('»"”)')
    )


def _pointed(match: Match) -> Read | None:
    """A text that was cited before: `القانون المذكور`, resolved where the document leaves no doubt."""
    row, gap = match.row("legal_type"), match.row("legal_gap")
    if row is None or gap is None or row["count"] != "one" or gap["antecedent"] != "1":
        return None
    return Read(Legal(row["type"]), confidence=0.7)


RULES: tuple[Rule, ...] = (
    Rule(
        "legal: type and number",
        (Words("legal_type", clitic=True), maybe(Words("legal_gap")), maybe(Words("legal_number")), Pattern(NUMBER)),
        _cited,
    ),
    Rule(
        "legal: author and number",
        (
            Words("legal_type", clitic=True),
            Pattern(_AUTHOR),
            Words("legal_number"),
            Pattern(NUMBER),
        ),
        _authored,
    ),
    Rule(
        "legal: several numbers",
        (
            Words("legal_type", clitic=True),
            maybe(Words("legal_number")),
            Pattern(f"{NUMBER}{more('second')}(?:{more('third')}(?:{more('fourth')})?)?"),
        ),
        _several,
    ),
    Rule("legal: name", (maybe(Words("legal_draft", clitic=True)), Words("legal_name", clitic=True)), _named),
    Rule("legal: cited before", (Words("legal_type", clitic=True), Words("legal_gap")), _pointed),
)
