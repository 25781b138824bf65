"""Quantities: numbers with what they count or measure («22 مستشفى», «500 منها», «مركزان جامعيان», «60 كلم»)."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract import antecedent, bound
from pipeline.extract.amount import AMOUNT, Amount, amount, figures
from pipeline.extract.counted import Counted, after, before, dual, in_context, is_label, rate, surface
from pipeline.extract.mark import describes_two, is_mark, is_titled
from pipeline.extract.qualifier import led
from pipeline.extract.rule import START, WORD_END, Found, Match, Pattern, Read, Rule, maybe
from pipeline.lexicon.noun import nouns
from pipeline.text import bare, fold
from pipeline.values import Figure, Number

KIND = "figure"
_YEARS = range(1900, 2101)


def counted_figure(match: Match, noun: Counted, value: Decimal, per: str | None = None) -> Figure:
    """The figure of a number and its noun, with the same amount in the standard unit of its dimension."""
    row = noun.unit
    factor = Decimal(row["factor"]) if row is not None and row["factor"] else None
    return Figure(
        value=value,
        dimension=row["dimension"] if row is not None else "count",
        unit=row["unit"] if row is not None else None,
        unit_per=per,
        value_si=value * factor if factor is not None else None,
        unit_si=row["unit_si"] or None if row is not None else None,
        noun=surface(match, noun.start, noun.end),
        noun_lemma=noun.lemma,
    )


def _counted(match: Match) -> Sequence[Read] | None:
    """`22 مستشفى` -> 22 hospital; `ما يقارب 7 آلاف مهني صحة` -> approx 7000 health_professional."""
    found = amount(match)
    if found is None:
        return None
    noun = after(match, found.end, found.number.value)
    if noun is None or not _is_counted(match, found, noun) or is_mark(match, found, noun):
        return None
    noun = in_context(match, noun)
    measured = noun.unit is not None and bool(noun.unit["factor"])
    per = rate(match, noun.end)
    confidence = 1.0 if noun.certain else 0.8

    def figure(number: Decimal) -> Figure:
        return counted_figure(match, noun, number, per)

    half = _AND_HALF.match(match.shadow.text, noun.end) if measured else None
    more = (_PARTS[half["part"]], half.end()) if half else _and_one(match, found, noun)
    extra, end = more or (Decimal(0), noun.end)
    below = _BELOW.match(match.shadow.text, end) if _dimension(noun) == "temperature" else None
    end, sign = (below.end(), -1) if below else (end, 1)
    return figures(
        match,
        found,
        end,
        lambda number: figure(sign * (number + extra)),
        confidence,
        open_reading=measured and not extra,
        pairs=True,
    )


def _dimension(noun: Counted) -> str | None:
    return noun.unit["dimension"] if noun.unit is not None else None


def _is_counted(match: Match, found: Amount, noun: Counted) -> bool:
    """Whether a number counts the noun after it, and is no name, no year and no mark of a list."""
    number, value = found.number, found.number.value
    of = match.shadow.text[found.end : noun.start].split()[:1] == ["من"]
    # One and two stand after their noun, never before it: «اثنين من أصدقائه».
    if (number.words and value in (1, 2) and not (of and value != 1)) or _dimension(noun) == "duration":
        return False
    if match.lexicon["currency"].by_key.get(fold(noun.lemma).text) or _is_composed(match, found, noun):
        return False
    # «طنجة المتوسط 2 قيمة مضافة»: a digit names more often than it counts one or two.
    if value in (1, 2) and noun.unit is None and not (number.scaled or number.words):
        return False
    if not number.scaled and not number.words:
        if value in _YEARS and (of or not _is_counted_year(match, found, noun)):
            return False
        if not noun.certain and _is_item(match, found.start):
            return False
    if not noun.certain and _is_bound(match, found):
        return False
    measured = noun.unit is not None and bool(noun.unit["factor"])
    return measured or not is_label(match, found.start, known=noun.certain)


_DONE = re.compile(r"(?<![^\W\d_])[ولف]{0,2}(?:قد|الذي|التي|سبق ان)\s{1,2}\Z")


def _is_composed(match: Match, found: Amount, noun: Counted) -> bool:
    """Whether «ألف» is a verb: «قد ألف أغنية», «ألف كتابا» (a thousand takes the genitive)."""
    start = match.match.start("number")
    mention = match.mention("number")
    if mention is None or fold(mention.surface).text != "الف" or found.qualifier is not None:
        return False
    word = match.shadow.text[noun.start : noun.end].split()[0]
    accusative = word.endswith("ا") and fold(noun.lemma.split()[0]).text == word[:-1]
    return accusative or _DONE.search(match.shadow.text, max(0, start - 12), start) is not None


# A year stands after these, and a noun may follow it all the same: «منذ 1983 منصب المدير», «أسند دستور 2011 جملة».
_DATED = re.compile(r"(?P<word>[^\W\d_]{2,12})\s{0,2}\Z")


def _is_counted_year(match: Match, found: Amount, noun: Counted) -> bool:
    """Whether a number that may be a year counts: «2011 شخصا», «قرابة 1990 مقعدا»."""
    if found.qualifier is not None or found.number.value_alt is not None or found.number.value % 100 == 0:
        return noun.certain
    before = _DATED.search(match.shadow.text, max(0, found.start - 14), found.start)
    word = before["word"] if before else ""
    verb = word.endswith(("ت", "وا")) or word in match.lexicon["function_word"].by_key
    agrees = match.shadow.text[noun.start : noun.end].split()[0].endswith(("ا", "ه"))
    dates = (*match.lexicon["year_preposition"].by_key, *match.lexicon["year_cue"].by_key)
    dated = word in dates or (word[:1] in "وفبل" and word[1:] in dates)
    return noun.unit is not None and agrees and not dated and (verb or not word)


_PARTS = {"نصف": Decimal("0.5"), "ربع": Decimal("0.25"), "ثلث": Decimal("0.3333")}
_AND_HALF = re.compile(
    r"\s{1,2}و\s?(?P<part>نصف|ربع)(?![^\W\d_])(?!\s{1,2}(?:ال)?(?:مليون|مليار|الف|قرن|ساعه|سنه|عام|شهر|يوم|درهم|دولار|لتر|متر|كيلو))"
)
_AGAIN = re.compile(r"\s{1,2}و(?P<again>[^\W\d_]{2,14})(?P<one>\s{1,2}\ue000)?(?![^\W\d_])")
_ROUND = 100


def _and_one(match: Match, found: Amount, noun: Counted) -> tuple[Decimal, int] | None:
    """«202 ألف ناخب وناخب واحد», «ألف حكاية وحكاية», «3 آلاف مقعد ومقعدين»: the last ones are said with the noun."""
    again = _AGAIN.match(match.shadow.text, noun.end)
    if again is None or found.number.value % _ROUND or found.low is not None:
        return None
    known, lemma = nouns(match.lexicon), fold(noun.lemma.split()[0]).text
    two = known.dual.get(again["again"])
    if two is not None and fold(two).text == lemma and found.number.scaled:
        return Decimal(2), again.end("again")
    mention = match.shadow.mentions.get(again.end() - 1) if again["one"] else None
    single = mention is not None and isinstance(mention.value, Number) and mention.value.value == 1
    if again["again"] != lemma or not (single or found.number.words):
        return None
    return Decimal(1), again.end() if single else again.end("again")


_BELOW = re.compile(r"\s{1,2}تحت\s{1,2}(?:الصفر|\ue000)(?![^\W\d_])")


def _is_item(match: Match, start: int) -> bool:
    """Whether a number stands first in its line: «3 مراد هوفمان» in a list of notes."""
    text = match.shadow.text
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" (.-")


def _is_bound(match: Match, found: Amount) -> bool:
    """Whether a number word is hardly one: «لست راضيا», «المقاطعات العشر مسؤولة»."""
    mention = match.mention("number")
    if mention is None or not found.number.words:
        return False
    start = match.match.start("number")
    glued = start > 0 and match.shadow.text[start - 1].isalpha()
    return glued or mention.surface.startswith(("ال", "لل"))


def _part(match: Match) -> Sequence[Read] | None:
    """`نصف لتر` -> 0.5 litre; `هكتار ونصف` -> 1.5 hectare; only what is measured."""
    if match.text("count"):
        return None
    name = "unit" if match.text("unit") else "unit2"
    start, end = match.match.span(name)
    units, word = nouns(match.lexicon).unit, match.text(name) or ""
    row = units.get(word) or units.get(word.removesuffix("ا"))
    if row is None or not row["factor"] or row["dimension"] in ("duration", "count"):
        return None
    part = match.text("part")
    value = _PARTS[part] if part else 1 + _PARTS[match.text("more") or "نصف"]
    figure = counted_figure(match, Counted(start, end, row.word, row), value, rate(match, match.match.end()))
    qualifier, first = led(match, match.match.start())
    end = match.match.end()
    return figures(match, Amount(first, end, Number(value), qualifier=qualifier), end, lambda _: figure, 0.9)


def _after_noun(match: Match) -> Sequence[Read] | None:
    """`مستشفى جامعي واحد` -> 1 university_hospital; `النشطاء الثلاثة` -> 3."""
    mention = match.mention("number")
    if mention is None or not isinstance(mention.value, Number):
        return None
    start, end = match.match.span("number")
    value = mention.value.value
    definite = mention.surface.startswith(("ال", "لل"))
    # «للدقيقة الواحدة», «الفرد الواحد»: what something is said per.
    # «السترات الصفر» are yellow.
    if definite and value <= 1:
        return None
    # «المتهمين الـ24»: digits with the article; «الدورة الـ24» is an ordinal, for its noun is no plural.
    article = not mention.value.words and re.search(
        r"(?<![^\W\d_])ال\s?\Z", match.shadow.text[max(0, start - 3) : start]
    )
    if not article and (not mention.value.words or (not definite and value not in (1, 2))):
        return None
    noun = before(match, start - len(article[0]) if article else start, definite=definite or bool(article))
    # «محاكمة الـ18 شخصا»: what is counted stands after.
    following = after(match, end, value) if article else None
    if following is not None and following.certain:
        return None
    # «زوجة واحد من المسؤولين»: one of them, and no wife; «سنة اثنتين» is a year.
    if noun is not None and not definite and not article and not _is_one(match, noun, mention.surface, value):
        return None
    # «دوائر الجهة الستة»: the six are no region.
    several = article or (definite and value > 2)
    if noun is None or (several and noun.certain and not _is_plural(match, noun)):
        return None
    if _is_fixed(match, noun.start, end):
        return None
    figure = counted_figure(match, noun, value)
    qualifier, first = led(match, noun.start)
    found = Amount(first, end, mention.value, qualifier=qualifier)
    return figures(match, found, end, lambda _: figure)


def _is_one(match: Match, noun: Counted, number: str, value: Decimal) -> bool:
    """Whether «واحد» and «اثنان» are said of the noun before them: `قرية واحدة`, `مطلبين اثنين`."""
    word = surface(match, noun.start, noun.end).split()[0]
    # «كفريق واحد», «ككتلة واحدة»: as one.
    if value != _TWO and _AS.search(match.shadow.text, max(0, noun.start - 3), noun.start):
        return False
    if value == _TWO:
        return fold(word).text.endswith(("ان", "ين"))
    return not (bare(word).endswith("ة") and fold(number).text == "واحد")


_TWO = 2
_AS = re.compile(r"(?<![^\W\d_])[وف]?ك\Z")


def _is_fixed(match: Match, start: int, end: int) -> bool:
    """«دفعة واحدة» says how, not how many."""
    text = surface(match, start, end)
    return match.lexicon["fixed_expression"].find(fold(text).text) is not None


def _is_plural(match: Match, noun: Counted) -> bool:
    key = fold(surface(match, noun.start, noun.end).split()[0]).text.removeprefix("ال")
    return key != fold(noun.lemma.split()[0]).text


def _dual(match: Match) -> Sequence[Read] | None:
    """`سريرين` -> 2 bed; `مركزان جامعيان` -> 2 university_hospital; not «الطرفين»."""
    start, end = match.match.span("dual")
    # «بعيدين» are no two feasts, «أمرين رئيسين» no two presidents, «أبو حيان» a man.
    if _is_fixed(match, start, end) and match.shadow.text.strip() != match.match[0]:
        return None
    noun = dual(match, start, end)
    if noun is not None and describes_two(match, start):
        return None
    # «بنقطتين», «وبسريرين»: after the clitics.
    clitics = _CLITICS.match(match.shadow.text, start)
    for _ in clitics[0] if noun is None and clitics else "":
        start += 1
        # «والزائرين»: with the article a plural as often.
        definite = match.shadow.text.startswith("ال", start)
        noun = noun or (None if definite or end - start < _SHORTEST_DUAL else dual(match, start, end))
        if noun is not None:
            break
    # Alone, as in a cell of a table, the words say what they say.
    alone = match.shadow.text.strip() == match.match[0]
    if (
        noun is None
        or (_is_fixed(match, start, end) and not alone)
        or (noun.unit is not None and noun.unit["dimension"] == "duration")
    ):
        return None
    # «للمصنعين», as «المصنعين», are those who make things.
    measured = noun.unit is not None and noun.unit["factor"]
    if not measured and match.shadow.text[max(0, start - 2) : start] == "لل" and match.shadow.text[end - 2] == "ي":
        return None
    figure = counted_figure(match, noun, Decimal(2), rate(match, noun.end))
    qualifier, first = led(match, start)
    if is_titled(match, start):
        return None
    found = Amount(first, end, Number(Decimal(2)), qualifier=qualifier)
    return figures(match, found, noun.end, lambda _: figure, 0.9)


_SHORTEST_DUAL = 5
# «كبيرين» are no two wells.
_CLITICS = re.compile(r"[وف]?[بل]?")
_PARTED = frozenset({"نصف", "ربع", "ثلث", "سدس"})
RULES = (
    Rule("number-noun", AMOUNT, _counted),
    Rule("noun-number", (Found("number"),), _after_noun),
    Rule(
        "dual",
        (Pattern(rf"{START}(?P<dual>(?!ال)[^\W\d_]{{2,14}}(?:ان|ين)){WORD_END}"),),
        _dual,
        hints=lambda lexicon: frozenset(nouns(lexicon).dual),
    ),
    Rule(
        "part-of-a-measure",
        (
            maybe(Found("number", "count")),
            Pattern(
                rf"{START}(?:(?P<part>نصف|ربع|ثلث)\s{{1,2}}(?P<unit>[^\W\d_]{{2,12}})"
                rf"|(?P<unit2>[^\W\d_]{{2,12}})\s{{1,2}}و\s?(?P<more>نصف|ربع)){WORD_END}"
            ),
        ),
        _part,
        hints=_PARTED,
    ),
    *antecedent.RULES,
    *bound.RULES,
)
