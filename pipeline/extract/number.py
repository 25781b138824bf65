"""Numbers, before anyone knows what they count: «11,338», «129 ألف و910», «خمسة وعشرون»."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.extract.numeral import DIGITS, pieces, read_digits, spoken
from pipeline.extract.rule import DIGITS as ANY_DIGIT
from pipeline.extract.rule import START, Match, Pattern, Read, Rule, Run
from pipeline.lexicon.noun import nouns
from pipeline.values import Number

KIND = "number"
# Between two words of a number: spaces and the و that joins; letters may be glued to digits («7آلاف»).
_JOINT = r"(?:\s{1,3}(?:و\s{0,2})?|(?<=\d))"
_RESTATED = re.compile(rf"\s{{0,2}}\(\s?(?P<digits>{DIGITS})\s?\)")
_MAGNITUDE = re.compile(r"\s{1,2}(?P<word>[^\W\d_]{3,8})(?![^\W\d_])")
_NOUN_FOLLOWS = re.compile(r"\s{1,3}(?!ال|(?:في|من|علي|الي|عن)\s)[^\W\d_]{2}")
# «ناقص 0.2», «سالب خمسة»; a bare minus only where a measure follows or nothing: elsewhere it marks a list.
_MINUS = re.compile(r"(?:(?<![^\W\d_])(?:ناقص|سالب)\s{1,2}|(?:(?<=\s)|(?<=\()|\A)-)\Z")
_MEASURED = re.compile(r"\s{0,2}(?:%|في الما?يه|بالما?يه|درج[هات]{1,2}(?![^\W\d_])|نقط[هاة]|\Z)")
# «واحد على عشرين», «ثلاثة على أربعة»: a fraction said in words.
_OVER = re.compile(r"\s{1,2}علي\s{1,2}(?P<under>[^.,:;()]{1,60})")
_WHOLE = r"ال(?!نهايي|اول|ثاني|ثالث|اخير|موالي|ساعه|دقيقه|ليل|ملعب)[^\W\d_]{3}"
_HUNDRED = re.compile(r"ال(?:ما?يه|الف)(?![^\W\d_])\s{0,3}")
# «500 كلم2», «5 م3»: the power of a unit, glued to it.
_POWER = re.compile(r"(?<![^\W\d_])(?:كلم|كم|سم|ملم|مم|م|km|cm|mm|m)\Z", re.IGNORECASE)
_SHARE = re.compile(r"(?:(?<![^\W\d_])في\s{1,3}|ب)\Z")


def _numbers(match: Match) -> Sequence[Read]:
    """`129 ألف و910` -> 129910; `ثلاثمائة ألف (300.000)` -> 300000, the words decide."""
    text = match.shadow.text
    start = match.match.start("numeral")
    run = match.match["numeral"]
    share = _SHARE.search(text, max(0, start - 6), start) is not None
    # «30 في المائة و20 طنا»: the hundred of a share takes nothing along.
    hundred = _HUNDRED.match(run) if share else None
    if hundred:
        start, run, share = start + hundred.end(), run[hundred.end() :], False
    follows = _NOUN_FOLLOWS.match(text, match.match.end("numeral")) is not None
    reads = []
    for said in spoken(run, match.lexicon, noun_follows=follows):
        first, last = start + said.start, start + said.end
        if text[first:last] in ("2", "3") and _POWER.search(text, max(0, first - 4), first):
            continue
        number = _as_signed(said.number, match, first, last)
        # «في الألف» is a share; «كمية» is no hundred.
        if (share and said.definite and said.start == 0 and number.scaled) or text[first - 1 : last] == "كميه":
            continue
        restated = _RESTATED.match(text, last) if number.words else None
        if restated is not None:
            digits = read_digits(restated["digits"])
            if digits is not None and number.value in digits:
                number, last = _scaled(match, number, restated.end())
        if text[first - 1 : first] == "(" and text[last : last + 1] == ")":
            # «(11) ألف صوت»: the brackets hold the digits only.
            scaled, end = _scaled(match, number, last + 1)
            number, first, last = (scaled, first - 1, end) if scaled is not number else (number, first, last)
        number, first = _negative(text, number, first, last)
        number, last = _divided(match, number, last)
        reads.append(Read(number, at=(first, last)))
    return reads


def _negative(text: str, number: Number, first: int, last: int) -> tuple[Number, int]:
    """`ناقص 0.2` -> -0.2; `-3 درجات` -> -3; «- 3 مشاريع» stands in a list."""
    sign = _MINUS.search(text, max(0, first - 7), first)
    if sign is None or (sign[0] == "-" and (number.words or not _MEASURED.match(text, last))):
        return number, first
    # «\A» of a search from the middle is no beginning.
    if sign[0] == "-" and sign.start() and not (text[sign.start() - 1].isspace() or text[sign.start() - 1] == "("):
        return number, first
    alternative = -number.value_alt if number.value_alt is not None else None
    return replace(number, value=-number.value, value_alt=alternative), sign.start()


def _divided(match: Match, number: Number, last: int) -> tuple[Number, int]:
    """`واحد على عشرين` -> 0.05; «20 على 20» is a mark at school."""
    if abs(number.value) != 1 or number.scaled:
        return number, last
    over = _OVER.match(match.shadow.text, last)
    below = spoken(over["under"], match.lexicon)[:1] if over else []
    if not over or not below or below[0].start or below[0].definite or below[0].number.value < 2:
        return number, last
    share = round(number.value / below[0].number.value, 15).normalize()
    return replace(number, value=share), over.start("under") + below[0].end


def _share(match: Match) -> Number | None:
    """`نصف المغاربة` -> 0.5, `ثلث` alone -> 0.3333; not «نصف النهائي», «الربع الأخير»."""
    # «12 درهما ونصف الدرهم»: the share of a unit belongs to it.
    whole = re.match(r"\s{1,2}ال([^\W\d_]{1,12})", match.shadow.text[match.match.end() : match.match.end() + 16])
    if whole and (whole[1] in match.lexicon["currency"].by_key or whole[1] in nouns(match.lexicon).unit):
        return None
    shares = {
        piece.value
        for piece in pieces(match.text("share") or match.text("alone") or "", match.lexicon)
        if piece.kind == "fraction"
    }
    return Number(round(shares.pop(), 4), words=True) if len(shares) == 1 else None


def _slashed(match: Match) -> Read | None:
    """`3/4 ساعة` -> 0.75; not «المادة 3/4», «3/4 من الشهر»."""
    unit = nouns(match.lexicon).unit.get(match.text("unit") or "")
    top, under = Decimal(match.text("top") or 0), Decimal(match.text("under") or 1)
    if unit is None or not unit["factor"] or not 0 < top < under:
        return None
    return Read(Number(round(top / under, 6).normalize()), span=("slash", "slash"))


def _scaled(match: Match, number: Number, end: int) -> tuple[Number, int]:
    """«مائتي (200) مليون درهم»: the magnitude after the brackets."""
    word = _MAGNITUDE.match(match.shadow.text, end)
    scale = pieces(word["word"], match.lexicon) if word else []
    if not word or not scale or scale[0].kind not in ("magnitude", "plural", "accusative") or number.scaled:
        return number, end
    return replace(number, value=number.value * scale[0].value, scaled=True), word.end()


def _as_signed(number: Number, match: Match, first: int, last: int) -> Number:
    """The Arabic signs leave nothing open: «١٬٢٣٤» is grouped, «١٫٢٣٤» a decimal."""
    if number.value_alt is None:
        return number
    span = match.cut(first, last)
    start = match.sentence.span.start
    surface = match.sentence.text[span.start - start : span.end - start]
    if "٬" in surface:
        return replace(number, value_alt=None)
    return replace(number, value=number.value_alt, value_alt=None) if "٫" in surface else number


def _swapped(match: Match) -> Read | None:
    """`37، 13 في المائة` -> 13.37 and `5، 2 مليون` -> 2500000: typed from right to left, the fraction comes first."""
    if "،" not in match.surface("swapped"):
        return None
    number = Decimal(f"{match.text('whole')}.{match.text('fraction')}")
    after = match.text("after") or ""
    scales = [piece for piece in pieces(after, match.lexicon) if piece.kind == "magnitude"]
    if scales:
        return Read(Number(number * scales[0].value, scaled=True), 0.8)
    if after.startswith(("%", "في", "ب")):
        return Read(Number(number), 0.8, span=("swapped", "swapped"))
    return None


_PARTED = frozenset({"نصف", "ربع", "ثلث", "سدس"})
RULES = (
    Rule("number", (Run("numeral", _JOINT, also=DIGITS, article=True),), _numbers),
    Rule(
        "number-swapped",
        (
            Pattern(
                r"(?<![\d.,])(?<!\d )(?P<swapped>(?P<fraction>\d{1,2}), (?P<whole>\d{1,3}))\s{0,2}"
                r"(?P<after>%|في الما?يه|بالما?يه|مليون|مليار|الف)(?![^\W\d_])",
                ANY_DIGIT,
            ),
        ),
        _swapped,
    ),
    Rule(
        "number-slash",
        (
            Pattern(
                r"(?<![\d/.,])(?P<slash>(?P<top>\d{1,2})/(?P<under>[234568]|10{1,3}))\s{1,2}(?P<unit>[^\W\d_]{1,12})(?![^\W\d_])",
                ANY_DIGIT,
            ),
        ),
        _slashed,
    ),
    Rule(
        "number-share",
        (
            Pattern(
                rf"(?:{START}(?P<share>نصف|ثلث|ربع|سدس)(?=\s{{1,2}}{_WHOLE})|\A(?P<alone>نصف|ثلث|ربع|سدس)\Z)", _PARTED
            ),
        ),
        _share,
    ),
)
