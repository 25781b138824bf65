"""Legal texts as they are cited: laws, decrees, dahirs, orders and circulars by number, codes and treaties by name.

A mention spans the type and the number (or the name); the title after it and the articles around it are read into its
value but left outside, so that dates and figures in them stay free.
"""

import re
from functools import lru_cache

from pipeline.extract.rule import GAP, START, WORD_END, WORD_START, Match, Pattern, Read, Rule, Words, maybe
from pipeline.lexicon import Lexicon
from pipeline.values import Legal

KIND = "law"

# Types that are cited by a plain "type number"; the others need رقم or عدد («قرار 12» counts decisions).
_PLAIN = frozenset({"law", "organic_law", "framework_law", "bill", "decree", "dahir"})
# Types whose author may stand before the number: «قرار لوزير الصحة رقم 1096.26».
_AUTHORED = frozenset({"decree", "order", "decision", "circular"})
_JOINT = r"\s{0,2}[.\-/]\s{0,2}"
_NUMBER = rf"(?<!\d)(?P<number>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{0,3}})(?!{_JOINT}\d|\d)"
_YEAR = re.compile(r"(?:1[3-9]|20)\d\d")


def _more(name: str) -> str:
    return rf"\s{{0,3}}(?:,|و|,\s{{0,2}}و)\s{{0,3}}(?P<{name}>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{1,3}})(?!\d)"


def number_of(text: str) -> str | None:
    """The number of a text, its parts joined by dots in the order printed; None for what is a date or two years.

    `131-13` -> `131.13`, `45/13` -> `45.13`, `11- 27` -> `11.27`; `15/03/2024` -> None.
    """
    parts = re.split(_JOINT, text)
    if len(parts) == 3 and "." not in text and _YEAR.fullmatch(parts[2]) and int(parts[1]) <= 12:
        return None
    if len(parts) == 2 and all(_YEAR.fullmatch(part) for part in parts):
        return None
    return ".".join(parts)


@lru_cache(maxsize=8)
def _type(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{START}{lexicon['legal_type'].pattern}{WORD_END}")


@lru_cache(maxsize=8)
def _title(lexicon: Lexicon) -> re.Pattern[str]:
    """What may follow a number: a date of issue, then a cue, then the title up to a stop."""
    cue, stop = lexicon["legal_title"].pattern, lexicon["legal_stop"].pattern
    number = r"\d{1,4}(?:[.\-/]\d{1,4}){1,3}"
    return re.compile(
        rf"(?P<issue>\s{{0,3}}{WORD_START}(?:ال)?صادر[^;\n«»]{{1,90}}?)?{GAP}{WORD_START}(?P<cue>{cue}){WORD_END}\s{{1,3}}"
        rf"(?P<title>(?:{number}|[^\n.,;:()«»!?\"]){{3,200}}?)"
        rf"(?=\s{{0,3}}(?:[\n.,;:()«»!?\"]|$)|\s{{1,3}}{stop}{WORD_END})"
    )


@lru_cache(maxsize=8)
def _articles_before(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{_articles(lexicon)}(?:\s{{1,3}}وما يليها)?\s{{1,3}}من\s{{1,3}}[بل]?$")


@lru_cache(maxsize=8)
def _articles_after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,3}}[(,]?\s{{0,3}}(?:و?لا\s?سيما|خاصه|وخاصه|في)?{GAP}{_articles(lexicon)}\s{{0,3}}(?:\)|من[هها])"
    )


def _articles(lexicon: Lexicon) -> str:
    """The regular expression of a list of articles: «المادة 5», «المادتين 22 و23», «المواد من 10 إلى 15»."""
    head, ordinal = lexicon["article"].pattern, lexicon["article_ordinal"].pattern
    one = rf"(?:\d{{1,4}}(?:\s{{0,2}}[-/]\s{{0,2}}\d{{1,2}})?|{ordinal})(?:\s{{1,2}}مكرره?)?"
    joint = r"(?:\s{0,3},?\s{0,2}و\s{0,2}|\s{0,3},\s{0,3}|\s{1,3}الي\s{1,3}|\s{0,3}-\s{0,3})"
    several = rf"(?P<articles>{one}(?:{joint}{one}){{0,12}})"
    return rf"{START}{head}{WORD_END}\s{{0,3}}(?:رقم\s{{1,3}}|من\s{{1,3}})?{several}{WORD_END}"


_ARTICLE = re.compile(r"\d{1,4}|[^\W\d_]+")


def _article_numbers(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """`22 و23` -> ("22", "23"); `الاولي` -> ("1",); `10 الي 12` -> ("10-12",); `5 مكرره` -> ("5 bis",)."""
    found: list[str] = []
    ranged = False
    for token in _ARTICLE.findall(text):
        word = token.removeprefix("و")
        row = lexicon["article_ordinal"].find(word)
        value = token if token.isdigit() else row["value"] if row else None
        if value is None:
            ranged = ranged or word == "الي"
            if found and word.startswith("مكرر"):
                found[-1] += " bis"
        elif ranged and found:
            found[-1] += f"-{value}"
            ranged = False
        else:
            found.append(value)
    return tuple(found)


def _around(match: Match, end: int) -> tuple[tuple[str, ...], str | None]:
    """The articles cited before or after a text, and its title."""
    text, lexicon = match.shadow.text, match.lexicon
    start = match.match.start("legal_type" if "legal_type" in match.tables else "legal_name")
    before = _articles_before(lexicon).search(text, max(0, start - 90), start)
    titled = _title(lexicon).match(text, end, end + 330)
    if titled and _type(lexicon).search(titled["issue"] or ""):
        titled = None  # the title of another text: «المرسوم رقم … بتطبيق القانون رقم … المتعلق بـ…»
    after = _articles_after(lexicon).match(
        text, titled.end() if titled else end, (titled.end() if titled else end) + 90
    )
    cited = before or after
    articles = _article_numbers(cited["articles"], lexicon) if cited else ()
    return articles, _surface(match, titled) if titled else None


def _surface(match: Match, titled: re.Match[str]) -> str | None:
    """The title as published, freed of the clitic that its cue asks for."""
    span = match.sentence.key.to_source(*titled.span("title"))
    start = match.sentence.span.start
    title = " ".join(match.sentence.text[span.start - start : span.end - start].split())
    row = match.lexicon["legal_title"].find(titled["cue"])
    if row and row["joint"] and title.startswith(row["joint"]):
        title = "ال" + title[2:] if title.startswith("لل") else title[1:]
    return title or None


def _cited(match: Match) -> Read | None:
    """A type and its number: `القانون رقم 08.22` -> law 08.22."""
    row, printed = match.row("legal_type"), match.text("number")
    if row is None or printed is None or row["count"] != "one":
        return None
    number = number_of(printed)
    if number is None or not _has_enough(match, row["type"], number):
        return None
    articles, title = _around(match, match.match.end("number"))
    return Read(Legal(row["type"], number, title=title, articles=articles), span=("legal_type", "number"))


def _has_enough(match: Match, kind: str, number: str) -> bool:
    """Whether a number is one of a legal text: of two parts, or after رقم for orders and circulars."""
    announced = match.text("legal_number") is not None
    if "." in number:
        return announced or kind in _PLAIN or (kind == "circular" and number.count(".") == 1)
    return announced and kind not in _PLAIN


def _authored(match: Match) -> Read | None:
    """A number after its author: `قرار لوزير الصحة رقم 1096.26` -> order 1096.26."""
    row = match.row("legal_type")
    if row is None or row["type"] not in _AUTHORED or row["count"] != "one":
        return None
    return None if _type(match.lexicon).search(match.text("author") or "") else _cited(match)


def _several(match: Match) -> list[Read] | None:
    """Several texts of one type: `القانونين رقم 35.17 و36.17` -> law 35.17, law 36.17 (the second spans its number)."""
    row = match.row("legal_type")
    if row is None or row["count"] == "one":
        return None
    reads: list[Read] = []
    for name in ("number", "second", "third", "fourth"):
        number = number_of(match.text(name) or "")
        if not number or "." not in number:
            continue
        span = (name, name) if reads else ("legal_type", "number")
        reads.append(Read(Legal(row["type"], number), span=span))
    return reads or None


def _named(match: Match) -> Read | None:
    """A text known by its name: `مدونة الشغل` -> code; with مشروع before it a bill."""
    row = match.row("legal_name")
    if row is None:
        return None
    draft = match.text("legal_draft") is not None
    end = match.match.end("legal_name")
    articles, _ = _around(match, end)
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
        (Words("legal_type", clitic=True), maybe(Words("legal_gap")), maybe(Words("legal_number")), Pattern(_NUMBER)),
        _cited,
    ),
    Rule(
        "legal: author and number",
        (
            Words("legal_type", clitic=True),
            Pattern(r"(?P<author>[^\d.;:!?()\n«»]{2,200}?)"),
            Words("legal_number"),
            Pattern(_NUMBER),
        ),
        _authored,
    ),
    Rule(
        "legal: several numbers",
        (
            Words("legal_type", clitic=True),
            maybe(Words("legal_number")),
            Pattern(f"{_NUMBER}{_more('second')}(?:{_more('third')}(?:{_more('fourth')})?)?"),
        ),
        _several,
    ),
    Rule("legal: name", (maybe(Words("legal_draft", clitic=True)), Words("legal_name", clitic=True)), _named),
    Rule("legal: cited before", (Words("legal_type", clitic=True), Words("legal_gap")), _pointed),
)
