"""Why a name that only the model reads is left out: it is unsure, cut short, no name by its words, or names a thing.

Each doubt is a question of its own; what none of them objects to was right nine times in ten (tests/sample).
"""

import unicodedata
from collections.abc import Callable, Mapping

from pipeline.lexicon import Lexicon
from pipeline.lexicon.name import bare, legible, split
from pipeline.lexicon.vocabulary import Vocabulary
from pipeline.recogniser.crf import Recognised
from pipeline.recogniser.judge import Seen, is_in, judge
from pipeline.records import Sentence

SINGLE = 0.9  # how probable to both a person must be whom one word names that is no given name
SURE = 0.8  # how probable a name must be to one of the models, where both read it...
LIKELY = 0.5  # ... and to the other
ALONE = 0.9  # how probable a name must be that one model reads and a word before it announces
CERTAIN = 0.95  # how probable a place must be that nothing announces, or a person whom one model reads
KNOWN = 0.85  # how probable to both a body must be of which nothing says that it is one
LONGEST = 5  # words of a person's name
_OPENED = frozenset("«\"“'")
_QUOTES = frozenset('«»"“”')
_HYPHENS = frozenset("-–")


def _is_unsure(seen: Seen) -> bool:
    """Where both models read a name, one must be sure; where one does, it must be surer."""
    least, most = sorted((seen.found.probability, seen.found.second))
    return most < ALONE if not seen.agreed else least < LIKELY or most < SURE


def _is_ill_formed(seen: Seen) -> bool:
    """No signs and digits inside, no single letters; Latin letters in a body's name only."""
    start = seen.words[seen.first].start + seen.cut
    text = seen.sentence.key.text[start : seen.words[seen.end - 1].end]
    if not seen.found.surface[-1].isalpha() and not unicodedata.combining(seen.found.surface[-1]):
        return True
    if not all(letter.isalpha() or letter.isspace() or letter == "-" for letter in text):
        return True
    latin = any(letter.isascii() and letter.isalpha() for letter in text)
    shortest = 3 if len(seen.parts) == 1 and not seen.announced else 2
    return any(len(part) < shortest for part in seen.parts) or (latin and seen.found.kind != "ORG")


def _is_cut_wrongly(seen: Seen) -> bool:
    """Letters that may be clitics and are not («مدينة و⟨دان⟩»), or are and were kept («نيبال ⟨وبنجلادش⟩»)."""
    judge, whole = seen.judge, seen.whole
    led = seen.announced or seen.before in judge.prepositions
    if seen.cut:
        if (whole[0] in "وف" and led) or whole in judge.known.given:
            return True
        rest = seen.parts[0]
        word = seen.found.kind != "PER" and rest in judge.common and whole not in judge.common
        return not (judge.is_name(rest) or word)
    if whole[0] == "و" and not judge.is_name(whole) and judge.is_name(whole[1:]):
        return True
    if len(whole) < 4 or whole in judge.known.given or whole in judge.common or whole[0] not in "وفبلك":
        return False
    may_lead = whole[0] in "وف" or seen.found.kind == "LOC" or (whole[0] in "بل" and len(seen.parts) == 1)
    return judge.is_name(whole[1:]) or (may_lead and not led and whole not in judge.known.lexicon["atlas"].by_key)


def _holds_two(seen: Seen) -> bool:
    """Two names joined: «ميلود والعمراني», or one word twice: «هضرو هضرو»."""
    judge = seen.judge
    return (len(seen.parts) == 2 and seen.parts[0] == seen.parts[1]) or any(
        part[0] == "و" and len(part) > 3 and (judge.is_name(part[1:]) or part[1:] in judge.common)
        for part in seen.parts[1:]
    )


def _is_everyday(seen: Seen) -> bool:
    """A nationality, or a word of every day; the last word of an Arabic name may be one: «أحمد الشهري»."""
    if seen.found.kind == "ORG":
        return False
    known, judge = seen.judge.known, seen.judge
    if any(part in known.nation or bare(part) in known.nation for part in seen.parts):
        return True
    full = seen.found.kind == "PER" and known.given.get(seen.parts[0]) == "strong"
    sure = seen.agreed and min(seen.found.probability, seen.found.second) > SURE
    return any(
        judge.is_everyday(part) and not (at and full and sure and part.startswith("ال"))
        for at, part in enumerate(seen.parts)
    )


def _is_part(seen: Seen) -> bool:
    """Words of the same name that were left out, before or after: «⟨عبد الغني⟩ جناح», «⟨بشير⟩ ضيف الله»."""
    known, judge = seen.judge.known, seen.judge
    before = "" if seen.cut else seen.before
    after = seen.after
    if seen.found.kind == "ORG":
        definite = after.startswith("ال") and not (
            after in known.nation or after in known.function or after in known.stop
        )
        head = before.startswith("ال") and is_in(before, known.head)
        latin = after.isascii() and seen.parts[-1].isascii() and bool(after)
        return definite or head or latin or (bool(before) and judge.is_strange(before))
    if after and not _is_joined(after, known) and _goes_on(seen):
        return True
    if not before or seen.announced or before in known.title:
        return False
    if before in known.given or before in known.parts or judge.is_strange(before):
        return True
    # «الكابتن مباي ⟨ديان⟩»: what stands before a lone name must be a word that is met elsewhere.
    lone = seen.found.kind == "PER" and len(seen.parts) == 1
    return lone and judge.is_rare(before) and not (judge.is_everyday(before) or before in known.nation)


def _is_joined(word: str, known: Vocabulary) -> bool:
    """Whether a word begins with «و» that joins it to what stands before."""
    return word[0] == "و" and len(word) > 3 and word not in known.given


def _goes_on(seen: Seen) -> bool:
    """Whether the next word may belong to the name: any word that may be a surname, where it has none yet."""
    known, judge, after = seen.judge.known, seen.judge, seen.after
    if judge.is_name(after) or after in known.title or seen.following(1) == "الله":
        return True
    half = len(seen.parts) == 1 or all(part in known.given or part in known.parts for part in seen.parts)
    if half and seen.found.kind == "PER":
        # «وصل ادريس بيتة»: after a given name only what cannot be a surname is none.
        return not (after in known.function or after in known.speech or after in known.nation or after[0] in "يتس")
    return judge.is_strange(after) or (half and known.is_name_like(after))


def _is_no_person(seen: Seen) -> bool:
    """What bears a person's name, a line of several, or a lone word of which nothing says that it is one."""
    if seen.found.kind != "PER":
        return False
    known, parts = seen.judge.known, seen.parts
    if len(parts) > LONGEST or _bears(seen) or _hangs(seen) or _is_wish(seen.found.surface) or _is_quoted(seen):
        return True
    if len(parts) > 1:
        # «السوبر ماركت»: no surname with the article stands before one without it.
        if parts[0].startswith("ال") and parts[0] not in known.given and not parts[1].startswith(("ال", "بن")):
            return True
        told = seen.before in known.title or is_in(seen.before, known.speech)
        return not seen.agreed and not (told and seen.found.probability >= CERTAIN)
    if not seen.agreed:
        return True
    after = seen.after
    if after.startswith("ال") and not (after in known.nation or after in known.function):
        return True
    least = min(seen.found.probability, seen.found.second)
    # «قال أبي»: a part of names may be a word of its own.
    return parts[0] in known.parts or (parts[0] not in known.given and least < SINGLE)


def _is_wish(surface: str) -> bool:
    """What is wished to somebody who has been named, or thanks: «رحمه الله», «أحمد الله»; but not «هبة الله»."""
    first, _, rest = surface.partition(" ")
    return rest == "الله" and (first.endswith(("ه", "ها")) or first == "أحمد")


def _bears(seen: Seen) -> bool:
    """Whether something that is named after a person stands before, or a place: «المسرح الوطني محمد الخامس»."""
    known = seen.judge.known
    if seen.announced:
        return True
    for at in range(seen.first - 1, max(-1, seen.first - 4), -1):
        if not seen.words[at + 1].near:
            return False
        word = seen.words[at].text
        # «فريقه يونغ بويز»
        if any(is_in(form, table) for form in (word, _owned(word)) for table in (known.named_after, known.head)):
            return True
        if not seen.words[at].definite:
            return False
    return False


def _owned(word: str) -> str:
    """A word without a possessive: `فريقه` -> فريق."""
    return next((word[: -len(end)] for end in ("ها", "هم", "ه") if word.endswith(end) and len(word) > len(end) + 2), "")


def _is_quoted(seen: Seen) -> bool:
    """Whether quotation marks hold the name and nothing else: a title or a brand («إيفري ديي ناو»), seldom a person."""
    text, offset = seen.sentence.text, seen.sentence.span.start
    before = text[: seen.found.span.start - offset].rstrip()[-1:]
    after = text[seen.found.span.end - offset :].lstrip()[:1]
    return before in _QUOTES and after in _QUOTES


def _hangs(seen: Seen) -> bool:
    """Whether a hyphen ties the name to a word that may be its beginning: «إيان ليدل - ⟨غرينجر⟩»."""
    at = seen.found.span.start - seen.sentence.span.start
    tied = seen.sentence.text[max(0, at - 3) : at].rstrip()[-1:] in _HYPHENS
    return tied and bool(seen.first) and seen.judge.known.is_name_like(seen.words[seen.first - 1].text)


def _is_no_place(seen: Seen) -> bool:
    """A place must be announced («بمدينة ...»), led in by a preposition, or as good as certain; no «في منامه»."""
    if seen.found.kind != "LOC":
        return False
    least, most = sorted((seen.found.probability, seen.found.second))
    if any(part in seen.judge.known.surname for part in seen.parts):
        return True
    if seen.announced:
        return False
    if seen.found.surface.endswith("ه"):
        return True
    # «في الميركاتو»: what bears the article and is no known word may be anything.
    definite = len(seen.parts) == 1 and seen.parts[0].startswith("ال")
    led = not definite and (seen.before in seen.judge.prepositions or (seen.cut and seen.whole[seen.cut - 1] == "ب"))
    return not (least >= CERTAIN or (seen.agreed and led and most >= ALONE))


def _is_no_body(seen: Seen) -> bool:
    """A body must stand in quotation marks, after or with a word for one («صحيفة ...»), or be as good as certain."""
    if seen.found.kind != "ORG":
        return False
    head = seen.judge.known.head
    told = not seen.cut and is_in(seen.before, head)
    if not seen.agreed:
        return not told or seen.before.startswith("ال")
    at = seen.found.span.start - seen.sentence.span.start
    quoted = seen.sentence.text[max(0, at - 2) : at].strip()[-1:] in _OPENED
    least = min(seen.found.probability, seen.found.second)
    return not (told or quoted or is_in(seen.parts[0], head) or least >= KNOWN)


# In the order in which they are asked: the cheap ones first.
DOUBTS: Mapping[str, Callable[[Seen], bool]] = {
    "unsure": _is_unsure,
    "ill-formed": _is_ill_formed,
    "cut wrongly": _is_cut_wrongly,
    "two names": _holds_two,
    "everyday words": _is_everyday,
    "no person": _is_no_person,
    "no place": _is_no_place,
    "no body": _is_no_body,
    "part of a name": _is_part,
}


def doubt(sentence: Sentence, found: Recognised, lexicon: Lexicon) -> str:
    """The first doubt that a name meets, or nothing."""
    words, origin = split(legible(sentence, sentence.key.text)), sentence.key.origin
    inside = [
        at
        for at, word in enumerate(words)
        if origin[word.start] < found.span.end and found.span.start <= origin[word.end - 1]
    ]
    if not inside:
        return "ill-formed"
    seen = Seen(sentence, found, words, inside[0], inside[-1] + 1, judge(lexicon))
    return next((name for name, objects in DOUBTS.items() if objects(seen)), "")
