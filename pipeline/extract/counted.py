"""The noun that a number counts: its words in the text, its singular, and its unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.rule import Match
from pipeline.lexicon import Row
from pipeline.lexicon.noun import Nouns, adjective_lemma, nouns
from pipeline.text import bare, fold
from pipeline.values import Number

_WORD = r"[^\W\d_]{2,24}[²³23]?"
_AFTER = re.compile(
    r"\s{0,3}(?P<of>من\s{1,2}(?:بين\s{1,2}(?:مجموع\s{1,2})?)?)?"
    rf"(?P<words>(?:{_WORD}|°|م[²³23](?!\w)|[مغ](?![^\W\d_]))(?:[ /]{_WORD}){{0,3}})"
)
_BEFORE = re.compile(rf"(?:{_WORD} ){{0,3}}{_WORD}\s{{0,2}}\Z")
_LETTERS = re.compile(r"[^\W_]+[²³]?|°")
_RATE = re.compile(
    r"\s{1,2}(?:(?P<every>(?:ل|عن |في |من )كل|كل(?=\s(?:سنه|عام|شهر|يوم|اسبوع|ساعه|دقيقه)))\s{1,2}"
    r"|(?P<article>لل)|(?P<plain>ل)(?!ل)|(?P<within>في\s{1,2}ال)|/\s?)"
    # «في العام 2011», «في الدقيقة 75» is when, «للدقيقة إلى المغرب» how dear.
    r"(?P<unit>[^\W\d_]{2,12})(?![^\W\d_])(?(plain)|(?!\s{1,2}(?:ال(?!(?:ي|واحده?)(?![^\W\d_]))|\d)))"
)
# «الأيام 24 يوم 30 أبريل», «مقابل 26 عام 2011»: the unit of time belongs to the date after it.
BESIDE_DATE = re.compile(
    r"(?<= يوم)\s{1,2}(?:[\d\ue000]|ال(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد))"
    r"|(?:(?<= سنه)|(?<= عام))\s{1,2}[\d\ue000]"
)
_YEARS_AD = range(600, 2101)
_ADVERB = {"سنويا": "year", "شهريا": "month", "يوميا": "day", "اسبوعيا": "week"}
_TIMELY = re.compile(r"\s{1,2}(?P<adverb>سنويا|شهريا|يوميا|اسبوعيا)(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase, in positions of the shadow. `certain` is False where no table knows the noun."""

    start: int
    end: int
    lemma: str
    unit: Row | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    surface: str
    start: int
    end: int


def _tokens(match: Match, start: int, end: int) -> list[_Token]:
    found = []
    origin = match.sentence.span.start
    for word in _LETTERS.finditer(match.shadow.text, start, end):
        span = match.cut(*word.span())
        found.append(_Token(word[0], match.sentence.text[span.start - origin : span.end - origin], *word.span()))
    return found


def surface(match: Match, start: int, end: int) -> str:
    """The letters as published behind some positions of the shadow."""
    span = match.cut(start, end)
    origin = match.sentence.span.start
    return match.sentence.text[span.start - origin : span.end - origin]


# «المواد 14 و23 و50»: the word before the first number of a list.
_LABELLED = re.compile(
    r"(?P<label>[^\W\d_]{2,12})\s{0,2}:?\s{0,2}(?:[(\[]?\ue000[)\]]?\s{0,2}(?:,\s{0,2}و?|و|الي|او|-)\s{0,2}){0,12}[(\[]?\Z"
)


def is_label(match: Match, start: int, *, known: bool) -> bool:
    """Whether the number names what stands before it: «المادة 12», «قناة 2», «المواد 14 و23»."""
    text = match.shadow.text
    found = _LABELLED.search(text, max(0, start - 48), start)
    if found is None:
        return False
    table = match.lexicon["label"]
    word = found["label"]
    for key in (word, word[1:] if word[0] in "وفبلك" else word):
        row = table.by_key.get(key)
        if row is not None:
            return row["strength"] == "strong" or not known
    return False


def after(match: Match, end: int, value: Decimal) -> Counted | None:
    """The noun after a number: `22 مستشفى جامعي` -> مستشفى جامعي, university_hospital; None where none is counted."""
    found = _AFTER.match(match.shadow.text, end)
    if found is None:
        return None
    known = nouns(match.lexicon)
    tokens = _undated(match, _tokens(match, *found.span("words")))
    # «0سم»: an alef that became a zero.
    if not tokens or (value == 0 and tokens[0].start == end):
        return None
    head = tokens[0]
    # «الجماعات الـ20 للإقليم»: what they are of.
    if head.key.startswith("لل") and head.key not in known.singular:
        return None
    if known.is_function(head.key, head.surface) or _is_month(match, head.key):
        return None
    # «1492م» is a year.
    # «80م/درهم» are millions.
    if (
        len(head.key) == 1
        and head.key.isalpha()
        and (value in _YEARS_AD or match.shadow.text[head.end : head.end + 1] == "/")
    ):
        return None
    definite = head.key.startswith("ال") and (len(head.key) > 4 or head.key == "الله")
    if found["of"]:
        return _among(known, tokens, value)
    if definite and head.key not in known.singular:
        return None
    if head.key in known.singular or known.unit_of([_lemma(known, token) for token in tokens]):
        return _phrase(known, tokens, value)
    return _phrase(known, tokens, value, certain=False) if _may_count(known, head, value) else None


# «مليون مهاجر عامي 2015 و2016»: these open a date.
_DATING = frozenset({"عامي", "سنتي", "سنوات", "يومي", "شهري", "موسمي", "اعوام"})


def _undated(match: Match, tokens: list[_Token]) -> list[_Token]:
    """The words after a number, up to the word that belongs to the date after them."""
    for at, token in enumerate(tokens[1:], 1):
        if token.key in _DATING and match.shadow.text[token.end : token.end + 2].strip()[:1] in _DIGIT:
            return tokens[:at]
    return tokens


_DIGIT = tuple("0123456789\ue000")


def _is_month(match: Match, key: str) -> bool:
    """«1446ماي», «15 رمضان»: what is left of a damaged date counts nothing."""
    names = (match.lexicon["month"].by_key, match.lexicon["hijri_month"].by_key)
    # «22 فبرايرالماضي»: typed without a space.
    alone = key.partition("ال")[0]
    return any(key in table or (len(alone) > 2 and alone in table) for table in names)


def _among(known: Nouns, tokens: Sequence[_Token], value: Decimal) -> Counted | None:
    """«14 من عناصرها», «ثلاثة من الجهاديين», «خمسة آلاف من أعضاء»: a plural; «12 من الظهير» cites."""
    head = tokens[0]
    owned = _owned(known, head)
    if owned is not None:
        return _phrase(known, [owned], value)
    key = head.key.removeprefix("ال")
    plural = known.is_known(head.key) and key not in known.dual and fold(known.lemma(head.surface)).text != key
    collective = head.key != key and key.endswith(("ين", "ات")) and not known.is_known(head.key)
    return _phrase(known, tokens, value) if plural or collective else None


def _owned(known: Nouns, token: _Token) -> _Token | None:
    """«من عناصرها», «من أعضائه»: the noun without its pronoun, and with the hamza it has alone."""
    for pronoun in ("ها", "هم", "هن", "نا", "ه"):
        rest = token.key.removesuffix(pronoun)
        # «عامة» is no «عامه».
        if rest == token.key or token.key in known.singular or bare(token.surface).endswith("ة"):
            continue
        written = bare(token.surface)[: -len(pronoun)]
        for key, letters in ((rest, written), (rest[:-1] + "ء", written[:-1] + "ء")):
            if key in known.singular and (key == rest or rest.endswith(("اي", "او"))):
                return _Token(key, letters, token.start, token.end - len(pronoun))
    return None


def before(match: Match, start: int, *, definite: bool) -> Counted | None:
    """The noun before its number: `مستشفى جامعي واحد`, `النشطاء الثلاثة`; only a noun of the tables."""
    text = match.shadow.text
    found = _BEFORE.search(text, max(0, start - 50), start)
    if found is None:
        return None
    known = nouns(match.lexicon)
    tokens = _tokens(match, *found.span())[-3:]
    for first in range(len(tokens)):
        rest = tokens[first:]
        head = rest[0]
        # «ملف مشترك واحد»: an adjective that is a noun too is none after a noun.
        # «مقعد برلماني واحد»: nor is one right after a noun.
        before_it = tokens[first - 1].key.lstrip("وفبلك") if first and head.key.endswith(("ي", "يه")) else ""
        beside = before_it != "" and not before_it.startswith("ال") and known.is_known(before_it)
        after_noun = head.key in known.adjectives and any(known.is_known(token.key) for token in tokens[:first])
        if not definite and (beside or after_noun):
            continue
        owned = _theirs(known, head) if definite and first == len(tokens) - 1 else None
        if owned is not None:
            return replace(_phrase(known, [owned], Decimal(5)), end=head.end)
        if head.key.startswith("ال") is not definite or not known.is_known(head.key):
            freed = _freed(head, definite=definite)
            if freed is None or not known.is_known(freed.key):
                continue
            head = freed
        phrase = _phrase(known, [head, *rest[1:]], Decimal(5 if definite else 1))
        if phrase.end == tokens[-1].end:
            return phrase
        # «علبة دواء واحدة», «مقعد برلماني واحد»: what is one is the first of the two.
        relative = rest[-1].key.endswith(("ي", "يه"))
        feminine = head.key.endswith("ه") and not rest[-1].key.endswith("ه")
        mention = match.mention("number")
        single = mention is not None and isinstance(mention.value, Number) and mention.value.value == 1
        if (
            not definite
            and single
            and (relative or feminine)
            and len(rest) == 2
            and phrase.end == head.end
            and not _is_loose(known, rest[-1])
        ):
            return replace(phrase, end=rest[-1].end)
    return _unlisted(known, tokens) if definite else None


# «المشتبه فيهم», «المبحوث عنهم»: the plural is said by the pronoun.
_THEIR = frozenset({"فيهم", "بهم", "عنهم", "عليهم", "فيهن", "بهن"})


def _unlisted(known: Nouns, tokens: Sequence[_Token]) -> Counted | None:
    """«الجزيئات السكرية الأربعة», «المشتبه فيهم الثلاثة»: a definite plural that no table knows."""
    head, last = tokens[-2:] if len(tokens) > 1 else (tokens[-1], tokens[-1])
    if last.key in _THEIR and head.key.startswith("الم"):
        lemma = f"{bare(head.surface)[2:]} {bare(last.surface)[:-1]}"
        return Counted(head.start, last.end, lemma.removesuffix("ه") + "ه", None, certain=False)
    if last is not head and not (last.key.startswith("ال") and last.key.endswith("يه")):
        head = last
    if head.key.startswith("ال") and head.key.endswith("ات") and len(head.key) > _LONG_WORD + 1:
        return Counted(head.start, last.end, known.lemma(head.surface), None, certain=False)
    return None


def _is_loose(known: Nouns, token: _Token) -> bool:
    """Whether a word between a noun and its number cannot belong to the noun."""
    if token.key.startswith(("ب", "ل")) and not known.is_known(token.key):
        return True
    return token.key.startswith(("ال", "و")) or token.key in known.functions or token.key.endswith("ا")


def _theirs(known: Nouns, head: _Token) -> _Token | None:
    """«أولاده الأربعة», «بمقاعده الخمسة»: a plural that is someone's, without pronoun and clitic."""
    owned = _owned(known, head)
    if owned is None and head.key[0] in "وفبلك" and len(head.key) > 4:
        owned = _owned(known, _Token(head.key[1:], bare(head.surface)[1:], head.start + 1, head.end))
    return owned if owned is not None and fold(known.lemma(owned.surface)).text != owned.key else None


def _freed(token: _Token, *, definite: bool) -> _Token | None:
    """«بمستشفى واحد», «للنشطاء الثلاثة»: the noun without its clitic."""
    for clitic in ("و", "ف", "ب", "ل", "ك"):
        if token.key.startswith(clitic) and len(token.key) > 3:
            rest = token.key[1:]
            if rest.startswith(("ال", "ل")) is definite:
                # «للبلدان»: the article without its alef.
                alef = "ا" if definite and not rest.startswith("ال") else ""
                return _Token(
                    alef + rest,
                    alef + bare(token.surface)[1:],
                    token.start + 1,
                    token.end,
                )
    return None


def dual(match: Match, start: int, end: int) -> Counted | None:
    """A noun in the dual: `مركزان جامعيان` -> university_hospital; only a noun of the tables."""
    known = nouns(match.lexicon)
    found = _AFTER.match(match.shadow.text, start)
    tokens = _tokens(match, *(found.span("words") if found else (start, end)))
    head = tokens[0]
    lemma = known.dual.get(head.key) or known.dual.get(head.key.removeprefix("ال"))
    # «إخوان» are brothers, «أخوان» two of them: the hamza tells.
    if lemma and lemma.startswith("أ") and bare(head.surface).startswith("إ"):
        return None
    return _phrase(known, tokens, Decimal(2)) if lemma else None


def _lemma(known: Nouns, token: _Token) -> str:
    return known.lemma(token.surface) if known.is_known(token.key) else adjective_lemma(token.surface)


def _phrase(known: Nouns, tokens: Sequence[_Token], value: Decimal, *, certain: bool = True) -> Counted:
    """The longest unit that begins here, else the head, with the adjectives that follow."""
    head = tokens[0]
    lemmas = [known.counted_lemma(head.surface, value) if certain else _singular(known, head, value)]
    lemmas += [_lemma(known, token) for token in tokens[1:]]
    unit = known.unit_of(lemmas)
    used = unit[1] if unit else 1
    counts = unit is None or unit[0]["dimension"] == "count"
    while counts and used < len(tokens) and _qualifies(known, tokens[used], head, value):
        used += 1
    lemma = " ".join(lemmas[: unit[1]]) if unit else lemmas[0]
    return Counted(head.start, tokens[used - 1].end, lemma, unit[0] if unit else None, certain=certain)


def _singular(known: Nouns, head: _Token, value: Decimal) -> str:
    # After 11 and more the noun is singular already, in the accusative up to 99.
    if value % 100 >= 11 or value >= 100:
        key = head.key
        return adjective_lemma(head.surface) if key.endswith("ا") and len(key) > 3 else known.lemma(head.surface)
    return known.lemma(head.surface)


def _qualifies(known: Nouns, token: _Token, head: _Token, value: Decimal) -> bool:
    """Whether a word is an adjective that agrees with the noun: `مركزا صحيا`, `مراكز صحية`, `مركزان جامعيان`."""
    key = token.key
    if key in known.functions or key[1:] in known.functions or key[1:] == head.key or head.key.startswith("ال"):
        return False
    if key in known.adjectives:
        return True
    if len(key) < 4 or key.startswith(("ي", "ال", "ست", "سي", "لل", "بال", "كال", "وال", "فال")) or known.is_known(key):
        return False
    if head.key in known.dual:
        return key.endswith(("يان", "يين", "يتين", "يتان"))
    if 3 <= value % 100 <= 10:
        return key.endswith(("يه", "يين", "يون", "يات"))
    if head.key.endswith("ه"):
        return key.endswith("يه")
    return key.endswith("يا") if head.key.endswith("ا") else key.endswith("ي")


def _may_count(known: Nouns, head: _Token, value: Decimal) -> bool:
    """Whether a word that no table knows may be counted: its form agrees with the number, and it is no verb."""
    key = head.key
    if key in known.functions or key in known.adjectives or len(key) < 3:
        return False
    if value != value.to_integral_value() or value == 0:
        return False
    # Verbs in the plural, and nouns that are someone's.
    if key.endswith(("وا", "هم", "ها", "هما")):
        return False
    accusative = 11 <= value % 100 <= 99 and key.endswith("ا") and len(key) > 3
    # «84 وموريتانيا»: an unknown word with و is the next of a list.
    if key.startswith("و") or (not accusative and key.startswith(("ب", "ل", "كال", "فال"))) or not "ء" <= key[0] <= "ي":
        return False
    verbal = key.startswith(("ي", "ت", "ست", "سي", "ن", "ا")) and not key.endswith(("ا", "ه", "ات", "ي"))
    rest = value % 100
    if 3 <= rest <= 10:
        # «منها ثلاث متخصصة»: a participle in the singular says what they are, not what is counted.
        participle = len(key) > _LONG_WORD and key.startswith(("مت", "مست", "من")) and key.endswith("ه")
        return key.endswith(("ات", "ين")) or not (participle or (verbal and not key.startswith("ا")))
    if 11 <= rest <= 99:
        # «الدرس السادس: 11 توجيه المسلمين»: that ه is no ة.
        return key.endswith(("ا", "ه", "ي")) and not bare(head.surface).endswith("ه")
    return not verbal


_LONG_WORD = 5


def in_context(match: Match, noun: Counted) -> Counted:
    """What «درجة» measures is told by its sentence: an earthquake, an angle, else the temperature."""
    if noun.unit is None or noun.unit["unit"] != "degree":
        return noun
    cues = match.lexicon["degree_cue"]
    text = match.shadow.text
    words = _LETTERS.finditer(text, max(0, noun.start - _CUE), noun.end + _CUE)
    told = [(word.start(), cues.by_key[base]) for word in words for base in _bases(word[0]) if base in cues.by_key]
    # «هزة ... عند خط العرض 34.90 درجة»: the nearest cue decides.
    row = min(told, key=lambda cue: abs(cue[0] - noun.start))[1] if told else None
    unit = nouns(match.lexicon).unit.get(fold(row["unit_word"]).text) if row is not None else None
    return replace(noun, unit=unit) if unit is not None else noun


def _bases(word: str) -> tuple[str, ...]:
    bases = (word, word.removeprefix("ال"))
    return (*bases, word[1:], word[1:].removeprefix("ال")) if word[0] in "وفبلك" else bases


_CUE = 60


_EACH_ONE = re.compile(r"\s{1,2}الواحده?(?![^\W\d_])")
_NUMBER_AFTER = re.compile(r"\s{1,2}\ue000")


def rate(match: Match, end: int) -> str | None:
    """What an amount is said per: `60 كلم في الساعة` -> hour, `182 درهما للقنطار` -> quintal."""
    adverb = _TIMELY.match(match.shadow.text, end)
    if adverb is not None:
        return _ADVERB[adverb["adverb"]]
    found = _RATE.match(match.shadow.text, end)
    if found is None:
        return None
    known = nouns(match.lexicon)
    number = _NUMBER_AFTER.match(match.shadow.text, found.end())
    mention = match.shadow.mentions.get(number.end() - 1) if number else None
    if mention is not None and isinstance(mention.value, Number) and mention.value.value != 1:
        return None
    # «للتر»: the article without its letters.
    row = known.unit.get(found["unit"]) or known.unit.get("ل" + found["unit"] if found["article"] else "")
    # «في الدقائق», «في العامين»: times that are named, and no rate.
    if row is None and not found["within"]:
        lemma = known.singular.get(found["unit"])
        unit = known.unit_of([lemma]) if lemma else None
        row = unit[0] if unit else None
    if row is None or (found["plain"] and not row["factor"]):
        return None
    # «للشخص الواحد», «للفرد», but «للمستشفى» is whose it is.
    single = mention is not None or _EACH_ONE.match(match.shadow.text, found.end()) or found["unit"] == "فرد"
    if row["dimension"] == "count" and not (found["every"] or (found["article"] and single)):
        return None
    return row["unit"]
