"""People: given names with what follows them, names after an office or before one, and well-known bearers.

A name ends before the first word of every day, and what bears a person's name (a street, a university) is no person.
A surname alone is left to `link`, which knows the whole document.
"""

from collections.abc import Sequence

from pipeline.extract.rule import Match, Pattern, Read, Rule, Words
from pipeline.extract.surname import surname
from pipeline.lexicon.name import Word, bare, forms, legible, split
from pipeline.lexicon.office import office_after, office_before
from pipeline.lexicon.vocabulary import Vocabulary, vocabulary
from pipeline.text import bare as letters
from pipeline.values import Name

KIND = "person"
# A short name that nobody in its document bears in full, and a given name without a surname.
SHORT = 0.6


def _people(match: Match) -> list[Read]:
    """Every person of a sentence."""
    words, known = split(legible(match.sentence, match.shadow.text)), vocabulary(match.lexicon)
    found: list[Read] = []
    taken = 0
    for at in range(len(words)):
        if at < taken:
            continue
        read = _given(words, at, known) or _run(words, at, known)
        if read is None:
            continue
        start, end, rule, confidence = read
        taken = end
        if not _bears(words, at, known):
            found.append(_read(match, words, (at, start, end), rule, confidence))
    return found


def _read(
    match: Match,
    words: Sequence[Word],
    place: tuple[int, int, int],
    rule: str,
    confidence: float,
) -> Read:
    first, start, end = place
    known = vocabulary(match.lexicon)
    # «وزير العدل وفلان»: what stands before «و» is not his office.
    own = words[first].text[0] != "و" or words[first].start == start
    role = (office_before(words, first, known) if own else None) or office_after(words, end, known)
    at = (start, words[end - 1].end)
    span = match.cut(*at)
    offset = match.sentence.span.start
    surface = " ".join(letters(match.sentence.text[span.start - offset : span.end - offset]).split())
    cut = next((cut for form, cut in forms(words[role[0]].text) if known.is_office(form)), 0) if role else 0
    return Read(
        Name(surface, "person"),
        confidence,
        at=at,
        role=(words[role[0]].start + cut, words[role[1] - 1].end) if role else None,
        rule=rule,
    )


_Found = tuple[int, int, str, float]


def _given(words: Sequence[Word], at: int, known: Vocabulary) -> _Found | None:
    """A given name and what hangs on it: `عبد الوافي لفتيت`, `محمد بن الحسن`; its start, end, rule and confidence."""
    for form, cut in forms(words[at].text):
        first = _first(words, at, form, known)
        if first is not None:
            return None if _is_no_name(words, at, (form, cut), known) else _named(words, at, (form, cut), first, known)
    return None


def _is_no_name(words: Sequence[Word], at: int, read: tuple[str, int], known: Vocabulary) -> bool:
    """Whether what looks like a given name is a word of its own, or says of the noun before what it is like."""
    form, cut = read
    if cut and _is_whole(words[at].text, cut, known):
        return True
    after_noun = form.startswith("ال") and at and words[at].near and words[at - 1].definite
    return bool(after_noun and known.given.get(form) == "noun")


def _named(
    words: Sequence[Word], at: int, read: tuple[str, int], first: tuple[int, str], known: Vocabulary
) -> _Found | None:
    """A first name with its surname; alone only where a title or what it is built of says that it is a name."""
    (form, cut), (end, strength) = read, first
    presented = _is_presented(words, at, known)
    if strength == "noun" and known.is_office(form) and not presented:
        return None
    if strength == "kunya" and not (presented or _is_said(words, at, known) or office_before(words, at, known)):
        return None
    start = words[at].start + cut
    last = surname(words, end, "foreign" if form in known.foreign else strength, known)
    if last == end and strength == "strong":
        last = _definite(words, at, end, known)
    if last > end:
        told = presented or _is_said(words, at, known)
        if strength == "noun" and not told and not _is_surname_of_noun(words, end, known):
            return None
        return (start, last, "person: given name and surname", 0.9 if strength == "strong" or presented else 0.7)
    if end > at + 1 and strength == "noble":
        return (start, end, "person: noble name", 0.8)
    if strength not in {"compound", "kunya"} and presented and not _goes_on(words, end):
        return (start, end, "person: title and given name", SHORT)
    return None


def _is_whole(text: str, cut: int, known: Vocabulary) -> bool:
    """Whether a word is one without its first letters being clitics: «ولاية» is no «و», «ل» and «آية»."""
    whole = text in known.ordinary or text in known.lexicon["plural"].by_key
    return text in known.function or known.ordinary.get(text) == "strong" or (cut > 1 and whole)


def _is_surname_of_noun(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """After a given name that is a noun too, a word must look like a surname: «حسن العلوي», not «سلام كامل»."""
    text = words[at].text
    if text in known.given:
        plain = known.given[text] != "strong" and not text.startswith("ال")
        return not plain or office_after(words, at + 1, known) is not None
    if text in known.parts:
        return True
    return text.endswith("ي") if text.startswith("ال") else text.startswith(("بن", "بو", "ا"))


def _definite(words: Sequence[Word], at: int, end: int, known: Vocabulary) -> int:
    """Over a word of every day with the article, where an office stands by: «كاتبة الدولة رقية ⟨الدرهم⟩»."""
    if end >= len(words) or not words[end].near or not words[end].text.startswith("ال"):
        return end
    text = words[end].text
    closed = text in known.function or text in known.stop or text in known.adjective or text in known.nation
    if closed or known.is_office(text) or known.is_place(text):
        return end
    explained = end + 1 < len(words) and words[end + 1].comma and office_after(words, end + 1, known)
    return end + 1 if explained or _is_presented(words, at, known) or office_before(words, at, known) else end


def _goes_on(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].near and words[at].definite


def _first(words: Sequence[Word], at: int, form: str, known: Vocabulary) -> tuple[int, str] | None:
    """Where the given name ends, and how sure it is: `عبد اللطيف` is one, `عز الدين` another."""
    following = words[at + 1].text if at + 1 < len(words) and words[at + 1].near else ""
    part = known.parts.get(form)
    second = known.parts.get(following) == "second"
    if part == "slave":
        return (at + 2, "strong") if following.startswith("ال") or following in known.given or second else None
    if part == "kunya":
        return (at + 2, "kunya") if following and words[at + 1].text not in known.function else None
    if second and (part == "compound" or form in known.given):
        return (at + 2, "strong")
    if part == "noble":
        inner = _first(words, at + 1, following, known) if following else None
        return (inner[0], "noble") if inner else None
    if form in known.given:
        return (at + 1, known.given[form])
    if form.startswith("عبدال") or (form.endswith("الدين") and len(form) > 6 and not form.startswith("ال")):
        return (at + 1, "strong")
    return None


def _is_presented(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """Whether a title or a definite office stands right before."""
    if not at or not words[at].near:
        return False
    before = words[at - 1].text
    return any(
        form in known.title or (form.startswith("ال") and bare(form) in known.office) for form, _ in forms(before)
    )


def _run(words: Sequence[Word], at: int, known: Vocabulary) -> _Found | None:
    """Words that are no words, after an office or a verb of speech or before an office: `ألفارو أربيلوا`."""
    text = words[at].text
    if text in known.given or text in known.parts or not _starts(words, at, known):
        return None
    presented = _is_presented(words, at, known) and not _is_courtesy(words[at - 1].text, known)
    end = surname(words, at + 1, "presented" if presented else "unknown", known)
    start = words[at].start
    if end == at + 1:
        if at and _is_courtesy(words[at - 1].text, known) and words[at].near and not _goes_on(words, end):
            return (start, end, "person: title and surname", SHORT)
        if _is_said(words, at, known) and _is_followed(words, end, known):
            return (start, end, "person: verb of speech and surname", SHORT)
        return None
    if end - at > 4 or not any(_is_foreign(word.text, known) for word in words[at:end]):
        return None
    if office_before(words, at, known) or _is_presented(words, at, known):
        return (start, end, "person: office and name", 0.8)
    if _is_said(words, at, known) and not any(word.definite for word in words[at:end]):
        return (start, end, "person: verb of speech and name", 0.7)
    after = office_after(words, end, known)
    if after and words[end].comma:
        return (start, end, "person: name and office", 0.75)
    return None


def _is_courtesy(word: str, known: Vocabulary) -> bool:
    return any(form in known.title for form, _ in forms(word))


# After the subject of a verb of speech: «قال فيرغسون إن», «أضاف بوكوس، في تصريح».
_OPENERS = frozenset({"ان", "بان", "انه", "انها", "في", "خلال", "ضمن", "لـ"})


def _is_followed(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    return at < len(words) and words[at].text in _OPENERS and not known.is_place(words[at - 1].text)


def _starts(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    text = words[at].text
    return (
        len(text) >= 3
        and not words[at].definite
        and not any(
            cut and (form in known.ordinary or form in known.head or known.is_office(form)) for form, cut in forms(text)
        )
        and not text.startswith("و")
        and not text.endswith(("ه", "ات"))
        and known.is_name_like(text)
        and not (at and words[at].near and _is_inside(words[at - 1].text, known))
    )


def _is_inside(before: str, known: Vocabulary) -> bool:
    """Whether the word before is part of the same run."""
    return known.is_name_like(before) and before not in known.title


def _is_foreign(word: str, known: Vocabulary) -> bool:
    return not known.is_ordinary(word) and word not in known.parts


def _is_said(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    return bool(at) and words[at].near and any(form in known.speech for form, _ in forms(words[at - 1].text))


def _bears(words: Sequence[Word], at: int, known: Vocabulary) -> bool:
    """Whether something named after a person stands before: `شارع محمد الخامس`, `نادي خيتافي`."""
    while at > 1 and words[at].near and (words[at - 1].text in _ROYAL or words[at - 1].text in known.adjective):
        at -= 1
    for before in range(at - 1, max(-1, at - 3), -1):
        if not words[before + 1].near:
            return False
        for form, _ in forms(words[before].text):
            if form in known.named_after or (
                not form.startswith("ال")
                and known.head.get(form) in {"club", "company", "media", "party", "university"}
            ):
                return before == at - 1 or known.parts.get(words[at - 1].text) is not None
        titled = any(form in known.title for form, _ in forms(words[before].text))
        if words[before].definite and not titled and before == at - 1:
            bearing = bare(forms(words[before].text)[-1][0]) in known.named_after
            return bearing and office_before(words, before + 1, known) is None
    return False


# «مستشفى الأمير مولاي عبد الله», «المسرح الوطني محمد الخامس»: these stand between the thing and the name.
_ROYAL = frozenset({"الامير", "الملك", "مولاي", "سيدي", "الشيخ", "الاميره", "لاله", "القايد", "جلاله", "الراحل"})


def _known(match: Match) -> Read | None:
    """A bearer of whom everybody speaks: `الملك محمد السادس`, `ترامب`."""
    words, known = split(legible(match.sentence, match.shadow.text)), vocabulary(match.lexicon)
    name = "person" if match.text("person") is not None else "person_short"
    row = match.row(name)
    start, end = match.match.span(name)
    first = next((i for i, word in enumerate(words) if word.start <= start < word.end), None)
    after = next((i for i, word in enumerate(words) if word.start >= end), len(words))
    if row is None or first is None or _bears(words, first, known):
        return None
    if name == "person_short" and _is_part(words, first, after, known):
        return None
    whole = name == "person"
    rule = "person: known name" if whole else "person: known surname"
    return _read(match, words, (first, start, after), rule, 0.95 if whole else SHORT)


def _is_part(words: Sequence[Word], first: int, after: int, known: Vocabulary) -> bool:
    """Whether the surname belongs to another name: «حسناء الداودي»."""
    if first and words[first].near:
        before = words[first - 1].text
        inside = any(form in known.given or form in known.parts for form, _ in forms(before))
        if inside or (known.is_name_like(before) and before not in known.title):
            return True
    return after < len(words) and words[after].near and words[after].text in known.given


RULES: tuple[Rule, ...] = (
    Rule("person: known name", (Words("person", clitic=True),), _known),
    Rule("person: known surname", (Words("person_short", clitic=True),), _known),
    Rule("person: name", (Pattern(r"(?s:.{2,})"),), _people),
)
