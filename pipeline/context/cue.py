"""Cues: the words that say how a figure is meant, each with the side on which it stands and how far it reaches."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.context.line import Place
from pipeline.lexicon import Lexicon, Row, alternation
from pipeline.text import fold

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_ROOT = 3  # letters
_TAIL = "(?:ها|هم|هما)?"
# The prefix س before an imperfect; the table `tense` names what only looks like it (سيارة, سنوات).
_FUTURE = re.compile(rf"{_START}[وف]?(?P<cue>س[يتن][^\W\d_]{{2,}}){_END}")
# «قد يصل» and «قد تتجاوز»; what else begins with ت is a past verb («قد توارى») unless the table knows better.
_NEXT = re.compile(r"\s{1,3}(?P<next>ي[^\W\d_]{2,}|ت(?:ت|ست)[^\W\d_]{2,}(?<!ت)|(?P<doubtful>ت[^\W\d_]{2,}))(?![^\W_])")

# What may stand before a verb that looks like a noun: قد رفع, التي رفعت.
_LEAD = (
    r"(?<![^\W_])[وف]?(?:قد|كان|كانت|الذي|التي|كما|حيث|ثم|فيما|بينما|ان|انه|انها)"
    r"|(?<![^\W_])ان\s{1,3}(?:ال[^\W_]{2,}|[^\W_]{2,}(?:ها|هم|نا))"
)
_LED = re.compile(rf"(?:{_LEAD})\s{{0,3}}$")
_OPENING = re.compile(rf"(?:^|[,.;:!?«“\n]|{_LEAD})\s{{0,3}}$")
_WILL = re.compile(r"(?<![^\W_])[وف]?(?:سوف|لن)\s{1,3}\Z")
_WORD = re.compile(r"\s{1,3}(?P<next>[^\W\d_]+)")


class Found(NamedTuple):
    """A cue where it stands in a key.

    `direction` is where it stands: before or after what it is said of, or itself that (own). `scope` is how far it
    reaches: near (three words), total (near, of a whole of which a part is done), measure (how many there are), object
    (its own object), amount (by so much), phrase (its own clause), clause (what goes on from it too), sentence. With a
    word of the class `beside`
    near it, it means `then`.
    """

    value: str
    start: int
    end: int
    direction: str
    scope: str
    strength: str
    beside: str
    then: str
    rule: str

    def reading(self, value: str) -> "Reading":
        """What it is read as."""
        return value, Place(self.start, self.end), self.rule


# What a cue says, where it stands in the key, and by which rule.
Reading = tuple[str, Place, str]


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    names = ("cue_status", "cue_change", "cue_stance")
    return {
        name: re.compile(rf"{_START}(?P<and>[وف]??)(?P<clitic>[بلك]??)(?P<cue>{lexicon[name].pattern}){_TAIL}{_END}")
        for name in names
    }


@lru_cache(maxsize=64)
def noun(kind: str, lexicon: Lexicon) -> re.Pattern[str]:
    """A word of one class of `cue_noun`, in any of its forms."""
    words = alternation(key for key, row in lexicon["cue_noun"].by_key.items() if kind in row["classes"].split())
    return re.compile(rf"{_START}[وف]?[بلك]?(?:ال|(?<=ل)ل)?(?:{words})(?:ها|هم|هما|ه)?{_END}")


@lru_cache(maxsize=64)
def cues(text: str, slot: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """The cues of one slot in a key, in order; the longest where several begin together.

    >>> [cue.value for cue in cues("من المتوقع ان تبني 5 مدارس", "status", load())]
    ['expected']
    """
    found = [
        _spoken(_found(slot, row, hit), text)
        for hit in _patterns(lexicon)[f"cue_{slot}"].finditer(text)
        for row in (lexicon[f"cue_{slot}"].find(hit["cue"]),)
        if row is not None and _has_form(row["form"], hit, lexicon) and not _is_future(row["value"], hit)
    ]
    if slot == "status":
        taken = {at for cue in found for at in range(cue.start, cue.end)}
        found += [cue for cue in (*_futures(text, lexicon), *_deeds(text, lexicon)) if cue.start not in taken]
    return tuple(sorted(found, key=lambda cue: cue.start))


def _found(slot: str, row: Row, hit: re.Match[str]) -> Found:
    return Found(
        value=row["value"],
        start=hit.start("cue"),
        end=hit.end(),
        direction=row["direction"],
        scope=row["scope"],
        strength=row["strength"],
        beside=row["beside"],
        then=row["then"],
        rule=f"{slot}: {row.word}",
    )


def _is_future(value: str, hit: re.Match[str]) -> bool:
    """Whether a deed that looks done stands after a particle of the future: `سوف تبني`."""
    return value == "completed" and _WILL.search(hit.string, max(0, hit.start() - 8), hit.start()) is not None


def _spoken(cue: Found, text: str) -> Found:
    """`، متوقعة ارتفاع مبيعاتها إلى 5 آلاف`: what opens its clause is said as a verb, of all that follows."""
    if cue.scope != "object" or cue.value != "expected":
        return cue
    opens = _OPENING.search(text, max(0, cue.start - 4), cue.start)
    return cue._replace(scope="clause") if opens else cue


def _futures(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Verbs with the prefix of the future that no row names: `سيوفر` -> expected."""
    for hit in _FUTURE.finditer(text):
        row = lexicon["tense"].by_key.get(hit["cue"])
        if row is None or row["tense"] != "none":
            yield Found("expected", hit.start("cue"), hit.end(), "both", "clause", "strong", "", "", "status: future")


@lru_cache(maxsize=8)
def _deed(lexicon: Lexicon) -> re.Pattern[str]:
    """The actions in the past (`لقح`, `لقحت`) and their participles (`الموقعة`)."""
    forms: dict[str, set[str]] = {"past": set(), "doubtful": set(), "done": set()}
    for row in lexicon["action"]:
        for word in row.words:
            if row["form"] == "participle":
                forms["done"].add(fold(word).text)
            elif row["form"] in {"past", "verb", "either"}:
                base, *inflected = _past(word)
                # A root of three letters may be a noun (شغل, نشر): it must open its clause.
                forms["doubtful" if len(base) <= _ROOT or row["form"] == "either" else "past"].add(base)
                forms["past"].update(inflected)
    forms["past"] -= {fold(word).text for row in lexicon["verb"] if row["form"] == "none" for word in row.words}
    # «ندوة نظمتها الوزارة»: a verb in the past bears its object.
    groups = "|".join(
        f"(?P<{kind}>{alternation(words)})" + ("(?:(?<=ت)(?:ها|هم|هما))?" if kind == "past" else "")
        for kind, words in forms.items()
    )
    return re.compile(rf"{_START}(?P<and>[وف]??)(?:{groups}){_END}")


def _past(word: str) -> tuple[str, ...]:
    """`أنهى` -> انهي, انهت, انهوا."""
    key = fold(word).text
    stem = key[:-1] if word[-1] in "ىا" and " " not in word else key
    return key, stem + "ت", stem + "وا"


def is_done_at(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether an action in the past stands here as a verb: `غادرت`, `وغادر` where it opens."""
    hit = _deed(lexicon).match(text, start)
    if hit is None or hit.lastgroup == "done":
        return False
    if hit.lastgroup == "doubtful":
        row = lexicon["action"].by_key.get(hit["doubtful"])
        return (row is not None and row["form"] == "past") or _has_form("opening", hit, lexicon)
    return True


def cue_at(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether an action in the past may stand here, verb or noun: `صدر`."""
    hit = _deed(lexicon).match(text, start)
    return hit is not None and hit.lastgroup == "doubtful"


def _deeds(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Actions that no row names, in the past; a participle speaks of the event alone that it states."""
    for hit in _deed(lexicon).finditer(text):
        at, kind = hit.start(hit.lastgroup or 0), hit.lastgroup
        if kind == "done":
            yield Found("completed", at, hit.end(), "own", "near", "strong", "", "", "status: participle")
        elif kind == "past" or _has_form("opening", hit, lexicon):
            yield Found("completed", at, hit.end(), "before", "clause", "strong", "", "", "status: past")


def _has_form(form: str, hit: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a word stands as its row wants it: a noun may bear ب or ل, a verb may not; some verbs must open."""
    match form:
        case "noun":
            return True
        case _ if "clitic" in hit.re.groupindex and hit["clitic"]:
            return False
        case "imperfect":
            following = _NEXT.match(hit.string, hit.end())
            if following is None:
                return False
            return not following["doubtful"] or noun("imperfect", lexicon).fullmatch(following["doubtful"]) is not None
        case "losing":
            # «فقد بلغ» is «ف» and «قد», not a loss.
            word = _WORD.match(hit.string, hit.end())
            return word is None or word["next"] not in lexicon["cue_status"].by_key
        case "opening":
            before = hit.string[max(0, hit.start() - 24) : hit.start()]
            following = _WORD.match(hit.string, hit.end())
            # «فتح أربعة أقسام رهين بكذا»: a verb has its subject before a number.
            if following is None or following["next"] in lexicon["numeral"].by_key:
                return _LED.search(before) is not None
            return hit["and"] != "" or _OPENING.search(before) is not None
        case _:
            return True
