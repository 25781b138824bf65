"""Numbers that mark or name and count nothing: «فيلم "ألف شهر"», a verse's «(20)», «اليوشين-62», «أبو حيان»."""

import re
from decimal import Decimal

from pipeline.extract.amount import Amount
from pipeline.extract.counted import Counted
from pipeline.extract.rule import Match
from pipeline.lexicon.noun import nouns
from pipeline.text import fold

# The words of a work or of a slogan stand between quotation marks, after what they name.
_TITLED = re.compile(
    r"(?<![^\W\d_])[وبلف]?(?:ال|لل)?(?:فيلم|شريط|روايه|مسلسل|برنامج|كتاب|ديوان|مسرحيه|قصيده|اغنيه|البوم|شعار|عنوان"
    r"|حركه|حمله|هاشتاغ|وسم|وثايقي)(?:ي|ه|ها|هم|نا)?(?:\s{1,2}[^\W\d_]{2,14}){0,2}\s{0,2}:?\s{0,2}[\"«“][^\"»”\n.]{0,30}\Z"
    r"|(?<![^\W\d_])[وبلف]?(?:ال)?برنامج\s{1,2}\(\Z"
)
_REACH = 90
# «واحد من كل أربعة شباب»: a share of each four, and no four young people.
_OF_EACH = re.compile(r"(?<![^\W\d_])من\s{1,2}(?:بين\s{1,2})?(?:اصل\s{1,2})?كل\s{1,2}\Z")
_NAME_BEFORE = re.compile(r"[^\W\d_]-\Z")
_SON_OF = re.compile(r"(?<![^\W\d_])[وبلف]?(?:ابو|ابي|ابا|بن|ابن|ال)\s{1,2}\Z")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{3,16})\s{1,2}\Z")
_SURE_DUAL = 5


def is_titled(match: Match, start: int) -> bool:
    """Whether a number stands in the name of a work or in a slogan: `فيلم "عشر أيام قبل الزفة"`."""
    return _TITLED.search(match.shadow.text, max(0, start - _REACH), start) is not None


def is_mark(match: Match, found: Amount, noun: Counted) -> bool:
    """Whether a number before a noun marks a verse, a work, a model or a share: `(20) كتب الله`, `من كل أربعة شباب`."""
    text = match.shadow.text
    if is_titled(match, found.start) or _is_quoted(text, found.start, noun.end):
        return True
    if _OF_EACH.search(text, max(0, found.start - 20), found.start):
        return True
    number, value = found.number, found.number.value
    if text[found.start : found.start + 1] == "(" and not (number.scaled or number.words):
        return not _agrees(match, noun, value)
    if not number.words and not number.scaled and _has_article(text, match.match.start("number")):
        return value < _HUNDRED and not _agrees(match, noun, value)
    # «ا ثنى عشرة فنانا»: what is left of twelve.
    if number.words and 3 <= value <= _TEN and match.text("low") is None:
        key = text[noun.start : noun.end].split()[0]
        return key.endswith("ا") and key[:-1] == fold(noun.lemma.split()[0]).text
    return not noun.certain and _NAME_BEFORE.search(text, max(0, found.start - 2), found.start) is not None


_TEN, _HUNDRED = 10, 100


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks hold a number and its noun, and no more: `«ألف شهر»`."""
    return text[:start].rstrip(" ")[-1:] in _OPENING and text[end : end + 2].lstrip(" ")[:1] in _CLOSING


_OPENING, _CLOSING = ('"', "«", "“"), ('"', "»", "”")


_ARTICLE = re.compile(r"(?<![^\W\d_])[وف]?[بلك]?ال ?\Z")


def _has_article(text: str, start: int) -> bool:
    """`الـ12`, `ال 12`; not what ends like it: `اعتقال 12`, `أطفال 12`."""
    return _ARTICLE.search(text, max(0, start - 6), start) is not None


def _agrees(match: Match, noun: Counted, value: Decimal) -> bool:
    """Whether a noun stands as its number asks: `(17) عاما`, `(5) كتب`."""
    known = nouns(match.lexicon)
    key = match.shadow.text[noun.start : noun.end].split()[0]
    if noun.unit is not None and noun.unit["factor"] and noun.unit["dimension"] != "duration":
        return True
    rest = value % _HUNDRED
    plural = fold(known.lemma(key)).text != key and not key.endswith("ا")
    if 3 <= rest <= _TEN:
        return plural or not known.is_known(key)
    return not plural and (rest <= _TEN or key.endswith(("ا", "ه", "ي", "ء")))


def describes_two(match: Match, start: int) -> bool:
    """Whether a dual tells what two are like, or is a name: `أمرين رئيسين`, `مؤتمرين عامين`, `أبو حيان`."""
    text = match.shadow.text
    if _SON_OF.search(text, max(0, start - 8), start):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 18), start)
    if before is None:
        return False
    word, known = before["word"], nouns(match.lexicon)
    if not word.endswith(("ان", "ين")) or word in _TENS or word.startswith("ال"):
        return False
    sure = word.endswith(("تان", "تين")) and len(word) > _SURE_DUAL
    forms = (word, word[1:] if word[0] in "وفبل" else word)
    return sure or any(form in known.dual for form in forms)


_TENS = frozenset({"ستين", "ثلاثين", "اربعين", "خمسين", "سبعين", "ثمانين", "تسعين", "عشرين", "بين", "حين", "اثنين"})
