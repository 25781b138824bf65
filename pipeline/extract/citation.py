"""What stands around a legal text's name: its number in every form, the articles cited with it, its title."""

import re
from functools import lru_cache

from pipeline.extract.rule import GAP, START, WORD_END, WORD_START, Match
from pipeline.lexicon import Lexicon

_JOINT = r"\s{0,2}[.\-/]\s{0,2}"
_YEAR = re.compile(r"(?:1[3-9]|20)\d\d")
_OF_YEAR = r"(?:\s{1,3}(?:لسنه|لعام|سنه|عام)\s{1,3}(?P<year>(?:19|20)\d\d)(?!\d|[.\-/]\d))?"
# «08.22», «11- 27», «م/51» (a Saudi decree), «(17)»; then «لسنة 2004» where the year is part of the number.
NUMBER = (
    rf"(?<!\d)(?P<bracket>\()?\s{{0,2}}(?P<number>(?:[ام]/)?\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{0,3}})(?!{_JOINT}\d|\d)"
    rf"(?(bracket)\s{{0,2}}\)){_OF_YEAR}"
)


def more(name: str) -> str:
    """A further number of a list: `و159 لسنة 1981`; the named groups are `name` and `<name>_year`."""
    year = _OF_YEAR.replace("?P<year>", f"?P<{name}_year>")
    return rf"\s{{0,3}}(?:,|و|,\s{{0,2}}و)\s{{0,3}}(?P<{name}>\d{{1,4}}(?:{_JOINT}\d{{1,4}}){{0,3}})(?!\d){year}"


def number_of(text: str, year: str | None = None) -> str | None:
    """The number of a text, its parts joined by dots in the order printed; None for what is a date or two years.

    `131-13` -> `131.13`, `45/13` -> `45.13`, `11- 27` -> `11.27`, `73` of 2021 -> `73.2021`; `15/03/2024` -> None.
    """
    parts = re.split(_JOINT, text)
    if len(parts) == 1 and year and text:
        return f"{text}.{year}"
    if len(parts) == 3 and "." not in text and _YEAR.fullmatch(parts[2]) and int(parts[1]) <= 12:
        return None
    if len(parts) == 2 and all(_YEAR.fullmatch(part) for part in parts):
        return None
    return ".".join(parts)


def numbered(match: Match, name: str = "number") -> tuple[str | None, str]:
    """A number as stored, and the group with which it ends: `73 لسنة 2021` -> ("73.2021", "year")."""
    year = "year" if name == "number" else f"{name}_year"
    printed = match.text(name)
    if printed is None:
        return None, name
    has_year = match.text(year) is not None and not re.search(_JOINT, printed)
    number = number_of(printed, match.text(year) if has_year else None)
    return number, year if has_year else name


@lru_cache(maxsize=8)
def _type(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"{START}{lexicon['legal_type'].pattern}{WORD_END}")


def names_a_type(text: str, lexicon: Lexicon) -> bool:
    """Whether a stretch of text speaks of another legal text."""
    return _type(lexicon).search(text) is not None


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
def _before(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"{_articles(lexicon)}(?:\s{{1,3}}وما يليها)?\s{{1,3}}من\s{{1,3}}[بل]?$")


@lru_cache(maxsize=8)
def _after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,3}}[(,]?\s{{0,3}}(?:و?لا\s?سيما|خاصه|وخاصه|في)?{GAP}{_articles(lexicon)}\s{{0,3}}(?:\)|من[هها])"
    )


def _articles(lexicon: Lexicon) -> str:
    """The regular expression of a list of articles: «المادة 5», «المادتين 22 و23», «المواد من 10 إلى 15»."""
    head, ordinal = lexicon["article"].pattern, lexicon["article_ordinal"].pattern
    one = rf"(?:\d{{1,4}}(?:\s{{0,2}}[-/]\s{{0,2}}\d{{1,2}})?|{ordinal})(?:\s{{1,2}}(?:ال)?مكرره?)?"
    joint = r"(?:\s{0,3},?\s{0,2}و\s{0,2}|\s{0,3},\s{0,3}|\s{1,3}الي\s{1,3}|\s{0,3}-\s{0,3})"
    several = rf"(?P<articles>{one}(?:{joint}{one}){{0,12}})"
    part = r"(?:\s{0,3}\([^()\n]{2,30}\))?"
    return rf"{START}{head}{WORD_END}\s{{0,3}}(?:رقم\s{{1,3}}|من\s{{1,3}})?{several}{WORD_END}{part}"


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
            if found and word.removeprefix("ال").startswith("مكرر"):
                found[-1] += " bis"
        elif ranged and found:
            found[-1] += f"-{value}"
            ranged = False
        else:
            found.append(value)
    return tuple(found)


def around(match: Match, end: int) -> tuple[tuple[str, ...], str | None]:
    """The articles cited before or after a text, and its title."""
    text, lexicon = match.shadow.text, match.lexicon
    start = match.match.start("legal_type" if "legal_type" in match.tables else "legal_name")
    before = _before(lexicon).search(text, max(0, start - 110), start)
    titled = _title(lexicon).match(text, end, end + 330)
    if titled and names_a_type(titled["issue"] or "", lexicon):
        titled = None  # the title of another text: «المرسوم رقم … بتطبيق القانون رقم … المتعلق بـ…»
    rest = titled.end() if titled else end
    cited = before or _after(lexicon).match(text, rest, rest + 90)
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
