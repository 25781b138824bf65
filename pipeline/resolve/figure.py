"""What a figure needs from the rest of its document: the noun of «500 منها», the country's currency, its relations."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import takewhile

from pipeline.lexicon import Lexicon, Row
from pipeline.lexicon.noun import Nouns, adjective_lemma, nouns
from pipeline.records import Contradiction, Document, Mention, Sentence
from pipeline.text import fold
from pipeline.values import Figure

# A word's start, or after clitics.
START = r"(?:(?<![^\W_])|(?<=(?<![^\W_])[وفبلك])|(?<=(?<![^\W_])[وف][بلك]))"
_NEXT = re.compile(r"\s{1,3}[^\W\d_]{1,24}(?:\s{1,3}[^\W\d_]{1,24})?")
# «عدد الناخبين … بلغ 1200»: what is numbered is named.
_NUMBERED = re.compile(
    r"(?<![^\W\d_])[وبل]?(?:عدد\s{1,2}(?:(?:هذه|هولاء|هاته|تلك|اوليك)\s{1,2})?(?P<noun>[^\W\d_]{3,20})"
    r"|(?P<owner>[^\W\d_]{3,20})\s{1,2}(?:(?:الذين|اللواتي|التي)\s{1,2})?(?:البالغ|والبالغ|يبلغ|بلغ)\s{1,2}عدد(?:هم|ها|هن)"
    r"|(?P<counted>[^\W\d_]{3,20})\s{1,2}و?عدد(?:هم|ها|هن))"
)
_APPOSED = re.compile(
    r"\s{0,2}(?:,\s{0,2})?(?:\(|اي|ما يعادل|ما يوازي|بما يعادل)\s{0,2}(?:اي|حوالي|نحو|ما يعادل)?\s{0,2}\Z"
)
_FROM = re.compile(r"(?<![^\W\d_])من\s{1,2}\Z")
_TO = re.compile(r"(?<![^\W\d_])الي(?![^\W\d_])")
_NEAR = 60
_FAR = 300


@dataclass(frozen=True, slots=True)
class _Fuller:
    """A fuller name of a counted noun in the text: «المراكز الصحية» for مركز."""

    at: int
    unit: Row


def resolve(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Sequence[Mention], Sequence[Contradiction]]:
    """Figures with their currency, their unit, their antecedent and what they are related to; the rest as it is."""
    by_position = {sentence.position: sentence for sentence in sentences}
    names: dict[str, list[_Fuller]] = {}
    custom = _separators(sentences)
    lawful = _is_law(sentences)
    shares = {mention.sentence for mention in mentions if _is_share(mention)}
    read: list[Mention] = []
    done: list[Mention] = []
    for mention in mentions:
        if not isinstance(mention.value, Figure):
            done.append(mention)
            continue
        if _is_broken(mention, by_position):
            continue
        figure = _swapped(mention, mention.value, custom) or _decided(mention, mention.value, custom)
        sure = mention if figure is mention.value else replace(mention, value=figure, confidence=_DECIDED)
        said = _in_currency(sure, figure, document.metadata.country, lexicon)
        said = _with_fuller_noun(said, figure, sentences, names, lexicon)
        said = _in_points(said, by_position, shares, lexicon)
        said = _within(said, lawful=lawful)
        found = _with_antecedent(said, read, by_position, lexicon)
        if found is None:
            continue
        related = _related(found, read, by_position)
        read.append(related)
        done.append(related)
    return done, ()


# «(1,17» at the end of a line, «مليار نسمة» at the head of the next.
_GREAT = re.compile(r"(?:الف|الاف|مليون|ملايين|مليار|ملايير)(?![^\W\d_])")
_ENDS_IN_DIGITS = re.compile(r"\d\s{0,3}\Z")


def _is_broken(mention: Mention, by_position: Mapping[int, Sentence]) -> bool:
    """Whether the digits of a magnitude were left on the line before: what is left of the number is none."""
    here, before = by_position[mention.sentence], by_position.get(mention.sentence - 1)
    if before is None or here.text[: mention.span.start - here.span.start].strip():
        return False
    return bool(_GREAT.match(fold(mention.surface).text) and _ENDS_IN_DIGITS.search(before.key.text))


# What decides of «11.338»: «1.250.000» and «7,25» leave nothing open.
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})+(?![\d.,]*\d)")
_DECIMAL = re.compile(
    r"(?<![\d.,/])\d{1,4}(?P<sign>[.,])(?:\d{1,2}|\d{4,6})(?![\d.,/]*\d)"
    r"(?=\s{0,2}(?:%|في الم|بالم|مليون|مليار|[^\W\d_]{3}))"
)
_SIGNED = re.compile(r"\d[.,]\d")
_OPEN = re.compile(r"\d(?P<sign>[.,])\d\d(?P<last>\d)(?!\d)")


def _separators(sentences: Sequence[Sentence]) -> Mapping[str, bool]:
    """What a sign between digits says in this document: True where it groups, False where it is the decimal sign."""
    said: dict[str, set[bool]] = {}
    for sentence in sentences:
        key = sentence.key.text
        if not _SIGNED.search(key):
            continue
        for pattern, groups in ((_GROUPED, True), (_DECIMAL, False)):
            for match in pattern.finditer(key):
                said.setdefault(match["sign"], set()).add(groups)
    return {sign: readings.pop() for sign, readings in said.items() if len(readings) == 1}


_DECIDED = 0.9


def _decided(mention: Mention, figure: Figure, custom: Mapping[str, bool]) -> Figure:
    """«59,171 يورو» beside «7,75» is 59.171: the rest of the document decides what stays open.

    A decimal keeps its other reading all the same, and «15.300» is none: nobody writes those noughts.
    """
    if figure.value_alt is None or figure.value_max is not None:
        return figure
    sign = _OPEN.search(fold(mention.surface).text)
    groups = custom.get(sign["sign"]) if sign else None
    if sign is None or groups is None or (not groups and sign["last"] == "0"):
        return figure
    large, small = max(figure.value, figure.value_alt), min(figure.value, figure.value_alt)
    value, other = (large, None) if groups else (small, large)
    factor = figure.value_si / figure.value if figure.value_si is not None and figure.value else None
    return replace(figure, value=value, value_alt=other, value_si=value * factor if factor is not None else None)


_FRACTION_FIRST = re.compile(r"(?<!\d)(?P<fraction>\d{1,2}), (?P<whole>\d{1,3})(?!\d)")


def _swapped(mention: Mention, figure: Figure, custom: Mapping[str, bool]) -> Figure | None:
    """«6، 7 في المائة» is 7.6, but 6.7 in a document that writes «3,63»: the comma stands where it is read."""
    found = _FRACTION_FIRST.search(fold(mention.surface).text)
    if found is None or custom.get(",") is not False or figure.value_max is not None:
        return None
    fraction_first, plain = (
        Decimal(f"{whole}.{rest}")
        for whole, rest in ((found["whole"], found["fraction"]), (found["fraction"], found["whole"]))
    )
    if not fraction_first:
        return None
    factor = plain / fraction_first
    si = figure.value_si * factor if figure.value_si is not None else None
    return replace(figure, value=figure.value * factor, value_alt=figure.value, value_si=si)


def _is_share(mention: Mention) -> bool:
    return isinstance(mention.value, Figure) and mention.value.dimension == "percent"


# Points that are none of per cent: of a match, of an exchange.
_INDEX = frozenset({"مؤشر", "المؤشر", "موشر", "الموشر", "البورصه", "بورصه", "مازي"})
_POINTS = 100


def _in_points(
    mention: Mention, by_position: Mapping[int, Sentence], shares: AbstractSet[int], lexicon: Lexicon
) -> Mention:
    """«64,31 بالمائة (زائد 5,5 نقط)»: points beside a share are of per cent, unless of a match or an exchange."""
    figure = mention.value
    if not isinstance(figure, Figure) or figure.unit != "point":
        return mention
    # «وهو أكبر بـ0,1 نقطة»: nobody scores a tenth, so that the share may stand in the sentence before.
    tenths = figure.value != figure.value.to_integral_value()
    if shares.isdisjoint({mention.sentence, mention.sentence - tenths}):
        return mention
    words = _LETTERS.findall(by_position[mention.sentence].key.text)
    if figure.value >= _POINTS or any(word in _INDEX or word in lexicon["sport_cue"].by_key for word in words):
        return mention
    row = nouns(lexicon).unit[fold(_POINT_OF_PER_CENT).text]
    value = replace(figure, unit=row["unit"], dimension=row["dimension"], value_si=figure.value, unit_si=row["unit_si"])
    return replace(mention, value=value)


_POINT_OF_PER_CENT = "نقطة مئوية"
_LETTERS = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"\s{0,3}(?:الماده|الفصل)\s{1,3}(?:\d{1,3}|الاولي|الفريده|الثانيه|الثالثه)(?![^\W\d_])")
_ARTICLES = 2
_WITHIN = re.compile(r"\s{0,2}ب?(?:في )?حدود(?![^\W\d_])")


def _is_law(sentences: Sequence[Sentence]) -> bool:
    """Whether a document is a decree or a law: its articles stand at the heads of their lines."""
    return sum(_ARTICLE.match(sentence.key.text) is not None for sentence in sentences) >= _ARTICLES


def _within(mention: Mention, *, lawful: bool) -> Mention:
    """«في حدود 300 ألف درهم» is a limit in a decree, and about so much in the press."""
    figure = mention.value
    if not lawful or not isinstance(figure, Figure) or not _WITHIN.match(fold(mention.surface).text):
        return mention
    return replace(mention, value=replace(figure, qualifier="at_most")) if figure.qualifier == "approx" else mention


def _in_currency(mention: Mention, figure: Figure, country: str | None, lexicon: Lexicon) -> Mention:
    """«دينار» is that of the document's country; without one it stays XXX."""
    if figure.dimension != "money" or not figure.noun_lemma:
        return mention
    row = lexicon["currency"].find(fold(figure.noun_lemma).text)
    for pair in row["country"].split() if row is not None else ():
        iso, _, where = pair.partition(":")
        if where == country:
            unit = iso if figure.unit == figure.unit_si else figure.unit
            return replace(mention, value=replace(figure, unit=unit, unit_si=iso))
    return mention


@cache
def _heads(lexicon: Lexicon) -> Mapping[str, re.Pattern[str]]:
    """The nouns that are a unit only with more words, and their forms: مركز (صحي), مراكز, المراكز."""
    known = nouns(lexicon)
    firsts = {key.split()[0] for key in known.unit if " " in key}
    forms: dict[str, list[str]] = {first: [] for first in firsts if first not in known.unit}
    for form, single in known.singular.items():
        head = fold(single).text
        if head in forms:
            forms[head].append(form)
    return {
        head: re.compile(rf"{START}(?:ال|لل)?(?P<head>{'|'.join(sorted(words, key=len, reverse=True))})(?![^\W\d_])")
        for head, words in forms.items()
        if words
    }


def _with_fuller_noun(
    mention: Mention, figure: Figure, sentences: Sequence[Sentence], names: dict[str, list[_Fuller]], lexicon: Lexicon
) -> Mention:
    """«1130 مركزا» after «المراكز الصحية» counts health centres: the nearest fuller name of the same noun decides."""
    if figure.unit is not None or not figure.noun_lemma or " " in (figure.noun or " "):
        return mention
    head = fold(figure.noun_lemma).text
    if head not in _heads(lexicon):
        return mention
    if head not in names:
        names[head] = [name for sentence in sentences for name in _fuller(sentence, _heads(lexicon)[head], lexicon)]
    if not names[head]:
        return mention
    nearest = max(bisect_left(names[head], mention.span.start, key=lambda name: name.at) - 1, 0)
    unit = names[head][nearest].unit
    return replace(mention, value=replace(figure, unit=unit["unit"], noun_lemma=unit.word))


def _fuller(sentence: Sentence, head: re.Pattern[str], lexicon: Lexicon) -> Iterator[_Fuller]:
    known = nouns(lexicon)
    key = sentence.key.text
    for match in head.finditer(key):
        following = _NEXT.match(key, match.end())
        lemmas = [_lemma(known, word) for word in (match["head"], *(following[0].split() if following else ()))]
        unit = known.unit_of(lemmas)
        if unit is not None and unit[1] > 1:
            yield _Fuller(sentence.key.to_source(*match.span()).start, unit[0])


def _lemma(known: Nouns, word: str) -> str:
    return known.lemma(word) if known.is_known(word) else adjective_lemma(word)


def _with_antecedent(
    mention: Mention, read: Sequence[Mention], by_position: Mapping[int, Sentence], lexicon: Lexicon
) -> Mention | None:
    """«500 منها» counts what the nearest figure before it counted; a bare number that finds none is no figure."""
    figure = mention.value
    if not isinstance(figure, Figure) or not figure.antecedent:
        return mention
    bare = mention.rule in _BARE
    sentence = by_position[mention.sentence]
    near = takewhile(lambda other: mention.sentence - other.sentence <= 1, reversed(read))
    # «قتل ثلاثة أشخاص في قرية واحدة واثنان في ثانية»: the village is where, not who.
    aside = "noun-number" if mention.rule in {"number-parallel", "number-bare"} else None
    nearest = next((other for other in near if _may_stand(other) and other.rule != aside), None)
    if bare:
        named = _numbered(sentence, mention, nearest, lexicon)
        if named is not None:
            return replace(mention, value=named)
        # «بهيئة ناخبة عددها 200 ألف»: whose number it is stands before, and is not known.
        if _OF_THEIRS.search(sentence.text[: mention.span.start - sentence.span.start]):
            return None
    money = _money_before(mention, figure, read, by_position)
    if money is not None and isinstance(money.value, Figure):
        return replace(mention, value=_in_money(figure, money.value), related=money.span)
    if nearest is None or mention.rule == "sum-number" or not isinstance(nearest.value, Figure):
        if bare:
            return None
        return _of_people(mention, figure, lexicon) if _is_others(mention) else mention
    other = nearest.value
    if _is_of_others(mention, nearest):
        return _of_people(mention, figure, lexicon)
    value = replace(figure, unit=other.unit, dimension=other.dimension, noun=other.noun, noun_lemma=other.noun_lemma)
    return replace(mention, value=value, related=nearest.span)


_OTHERS = re.compile(r"اخر(?:ون|ين)\Z")


def _is_others(mention: Mention) -> bool:
    """`ثمانية آخرين`, however it is vowelled."""
    return _OTHERS.search(fold(mention.surface).text) is not None


def _is_of_others(mention: Mention, nearest: Mention) -> bool:
    """«مقتل امرأتين وجرح ثمانية آخرين»: the others are people, where what was counted is feminine or far."""
    other = nearest.value
    if not isinstance(other, Figure) or not _is_others(mention):
        return False
    feminine = (other.noun_lemma or "").endswith("ة")
    return feminine or nearest.sentence != mention.sentence


def _of_people(mention: Mention, figure: Figure, lexicon: Lexicon) -> Mention:
    row = nouns(lexicon).unit[_PERSON]
    return replace(mention, value=replace(figure, unit=row["unit"], noun_lemma=row.word))


_PERSON = "شخص"
_OF_THEIRS = re.compile(r"عدد(?:هم|ها|هن)\s{0,2}\Z")
_ENORMOUS = 1_000_000
_BARE = frozenset({"number-bare", "number-parallel", "of-them-number", "sum-number"})


def _money_before(
    mention: Mention, figure: Figure, read: Sequence[Mention], by_position: Mapping[int, Sentence]
) -> Mention | None:
    """«90 مليار درهم، 53 مليارا منها»: of what is counted in millions, and fewer, after an amount of money."""
    if mention.rule == "sum-number":
        return _currency_before(mention, read)
    sentence = by_position[mention.sentence]
    of_it = mention.rule == "of-them-number" or fold(mention.surface).text.endswith("منها")
    if not read or read[-1].sentence != mention.sentence or not of_it:
        return None
    other = read[-1].value
    near = mention.span.start - read[-1].span.end < _NEAR and sentence.span.start <= read[-1].span.start
    fits = isinstance(other, Figure) and other.dimension == "money" and _ENORMOUS <= figure.value < other.value
    return read[-1] if near and fits else None


def _currency_before(mention: Mention, read: Sequence[Mention]) -> Mention | None:
    """«45 مليون درهم … بقيمة 15 مليون»: the last amount of money, of this sentence or the one before."""
    near = takewhile(lambda other: mention.sentence - other.sentence <= 1, reversed(read))
    return next((other for other in near if isinstance(other.value, Figure) and other.value.dimension == "money"), None)


def _in_money(figure: Figure, money: Figure) -> Figure:
    factor = money.value_si / money.value if money.value_si is not None and money.value else None
    return replace(
        figure,
        dimension=money.dimension,
        unit=money.unit,
        unit_si=money.unit_si,
        value_si=figure.value * factor if factor is not None else None,
        noun=money.noun,
        noun_lemma=money.noun_lemma,
    )


def _may_stand(other: Mention) -> bool:
    figure = other.value
    return isinstance(figure, Figure) and figure.dimension == "count" and figure.noun is not None


def _numbered(sentence: Sentence, mention: Mention, nearest: Mention | None, lexicon: Lexicon) -> Figure | None:
    """«عدد القاصرين … كان يبلغ 7878»: the noun after عدد, where it stands nearer than another figure."""
    figure = mention.value
    start = sentence.span.start
    first = max(0, mention.span.start - start - _FAR)
    if nearest is not None and nearest.sentence == mention.sentence:
        first = max(first, nearest.span.end - start)
    text = sentence.text[first : mention.span.start - start]
    key = fold(text, first + start)
    hit = next(reversed(list(_NUMBERED.finditer(key.text))), None)
    if hit is None or not isinstance(figure, Figure):
        return None
    span = key.to_source(*hit.span(hit.lastgroup or "noun"))
    known = nouns(lexicon)
    surface = sentence.text[span.start - start : span.end - start]
    if hit.lastgroup == "counted" and not known.is_known(hit["counted"]):
        return None
    lemma = known.lemma(surface)
    unit = known.unit_of([lemma])
    return replace(figure, noun=surface, noun_lemma=lemma, unit=unit[0]["unit"] if unit is not None else None)


def _related(mention: Mention, read: Sequence[Mention], by_position: Mapping[int, Sentence]) -> Mention:
    """«120 مليون يورو (8ر150 مليون دولار)» is one amount; «من 34% … إلى 71%» a change."""
    if mention.related is not None or not read or read[-1].sentence != mention.sentence:
        return mention
    other = read[-1]
    one, two = other.value, mention.value
    apart = mention.span.start - other.span.end
    if not isinstance(one, Figure) or not isinstance(two, Figure) or one.dimension != two.dimension:
        return mention
    if not 0 <= apart < _NEAR:
        return mention
    sentence = by_position[mention.sentence]
    start = sentence.span.start
    between = fold(sentence.text[other.span.end - start : mention.span.start - start]).text
    if one.unit != two.unit or (one.value, one.value_max) == (two.value, two.value_max):
        same = one.dimension != "count" and _APPOSED.match(between)
        return replace(mention, related=other.span, relation="same_amount") if same else mention
    lead = fold(sentence.text[max(0, other.span.start - start - 8) : other.span.start - start]).text
    if _FROM.search(lead) and _TO.search(between):
        return replace(mention, related=other.span, relation="from_to")
    return mention
