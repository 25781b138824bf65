"""How far a body's name runs after its head: adjectives, words with the article, و and ل with what they bring."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.rule import Match, Read
from pipeline.lexicon.name import Word, bare
from pipeline.lexicon.vocabulary import Vocabulary
from pipeline.text import bare as letters
from pipeline.values import Name

_REACH = 14
# How many words without the article may begin a name: «هيئة رئاسة الأغلبية», «مجلس جهة طنجة».
_CONSTRUCT = 2
_LOCAL = frozenset({"court", "university", "agency", "association"})


class Scan:
    """The words after a head, read as far as they belong to the name."""

    def __init__(self, match: Match, words: Sequence[Word], known: Vocabulary, kind: str, shape: str) -> None:
        self.match, self.words, self.known, self.kind, self.shape = match, words, known, kind, shape
        self.adjectives = match.lexicon["organization_adjective"].by_key
        self.purposes = match.lexicon["organization_purpose"].by_key
        self.atlas = match.lexicon["atlas"].by_key
        self.ended = False  # by a place

    def read(self, start: int, end: int) -> Read | None:
        """The mention, unless the whole is a body of no name."""
        phrase = " ".join(self.match.shadow.text[start:end].split())
        if phrase in self.known.stop or (phrase.startswith("لل") and "ال" + phrase[2:] in self.known.stop):
            return None
        first = phrase.split(" ", 1)[0]
        if not first.startswith("ال") and " ".join(phrase.split()[:2]) in self.known.stop:
            return None
        if self._is_known_and_more(phrase):
            return None
        name = self._surface(start, end)
        if self.match.shadow.text[start - 1 : start + 1] == "لل":
            name = "ال" + name[1:]
        return Read(Name(name, self.kind), 0.85, at=(start, end))

    def _is_known_and_more(self, phrase: str) -> bool:
        """«مجلس الأمن التحرك»: a known body, and a word that cannot belong to it."""
        table = self.match.lexicon["organization"].by_key
        parts = phrase.split()
        for last in range(len(parts) - 1, 1, -1):
            if " ".join(parts[:last]) in table:
                more = parts[last]
                joined = self.kind == "ministry" and more[0] == "و" and " ".join(parts[last:])[1:] not in table
                return not joined and more not in self.known.nation
        return False

    def several(self, start: int, at: int, *, many: bool) -> list[Read] | None:
        """«وزارتي العدل والمالية», «وزارات العدل والداخلية والصحة»: the ministry of each."""
        words = self.words
        end, second = at, 0
        while self._is_near(end) and words[end].definite and words[end].text not in self.known.stop:
            if words[end].text.startswith("وال") and (many or not second):
                second = second or end
            elif end > at and not self._agrees(end):
                break
            end += 1
        if not second:
            return None
        head = next(iter(row for row in self.match.lexicon["organization_head"] if row["type"] == "ministry")).word
        cuts = [
            second,
            *(third for third in range(second + 1, end) if many and words[third].text.startswith("وال")),
            end,
        ]
        parts = [(start, words[second - 1].end, words[at].start)]
        parts += [(words[one].start + 1, words[other - 1].end, words[one].start + 1) for one, other in pairwise(cuts)]
        return [
            Read(Name(f"{head} {self._surface(own, last)}", "ministry"), 0.85, at=(first, last))
            for first, last, own in parts
        ]

    def _surface(self, start: int, end: int) -> str:
        span = self.match.cut(start, end)
        offset = self.match.sentence.span.start
        return " ".join(letters(self.match.sentence.text[span.start - offset : span.end - offset]).split())

    def definite(self, at: int) -> int | None:
        """After a head with the article: adjectives of bodies, then ل with what it serves, or a place."""
        end = at
        while self._is_near(end) and (self.words[end].text in self.adjectives or self._is_led_on(end)):
            end += 1
        if end == at:
            return None
        served = self._served(end)
        last = self._more(served, after_head=False) if served > end else self._place(self._more(end, after_head=False))
        return last if last - at > 1 or last > end else None

    def _is_led_on(self, at: int) -> bool:
        """«المركز السينمائي المغربي»: an adjective before one that bodies bear."""
        text, following = self.words[at].text, self.words[at + 1 : at + 2]
        agrees = text.startswith("ال") and text.endswith(("ي", "يه")) and text not in self.known.stop
        return agrees and bool(following) and following[0].near and following[0].text in self.adjectives

    def construct(self, at: int) -> int | None:
        """After a head without it: «مجلس المستشارين», «كونفدرالية نقابات صيادلة المغرب», «نادي خيتافي»."""
        if not self._is_near(at):
            return None
        if self.shape not in {"construct", "quoted"} and self._is_proper(at) and not self._is_praise(at):
            end = at
            while self._is_near(end) and self._is_proper(end) and end - at < 4:
                end += 2 if self.known.parts.get(self.words[end].text) and self._is_near(end + 1) else 1
            return self._place(end) if self.shape == "open" else end
        if self.shape in {"name", "quoted"}:
            return None
        end = at
        while (
            self._is_near(end)
            and end - at < _CONSTRUCT
            and self._is_indefinite(end)
            and self._place(end, alone=True) == end
        ):
            end += 1
        if self._place(end, alone=True) > end:
            last = self._place(end, alone=True)
            served = self._more(last, after_head=False)
            return served if served > last or end > at or self.shape == "open" else None
        if not self._is_near(end) or not (self._is_inner(end) or self._is_woman(end)):
            return None
        if end == at and self.kind in {"club", "company"} and self.known.is_ordinary(self.words[end].text):
            return None
        return self._place(self._more(end + 1, after_head=True))

    def _more(self, end: int, *, after_head: bool) -> int:
        """Over further definite words, «و» with another, and ل after an adjective of bodies."""
        first = end
        while self._is_near(end) and end - first < _REACH and not self.ended:
            text = self.words[end].text
            if text.startswith("وال") and not self._joins(end):
                break
            if (self._is_inner(end) and self._agrees(end)) or (text.startswith("وال") and self._joins(end)):
                end += 1
                continue
            if text[0] == "و" and text[1:] in self.purposes and self._is_near(end + 1) and self._is_inner(end + 1):
                end += 2
                continue
            bound = not after_head or self.words[end - 1].text in self.adjectives or self._is_purpose(end)
            served = self._served(end) if bound else end
            if served == end:
                break
            end = served
        return end

    def _agrees(self, at: int) -> bool:
        """Whether a further word with the article says what the one before is like: «الصيد البحري»."""
        text = self.words[at].text
        people = text.endswith(("يين", "يون")) and self._is_plural(self.words[at - 1].text)
        return text in self.adjectives or text.endswith(("يه", "ي")) or people

    def _is_purpose(self, at: int) -> bool:
        """«للتنمية», «لحماية»: what a body may be there for."""
        text = self.words[at].text
        return text.startswith("ل") and text.removeprefix("ل").removeprefix("ل") in self.purposes

    def _is_near(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].near

    def _is_inner(self, at: int) -> bool:
        text = self.words[at].text
        return (
            text.startswith("ال")
            and len(text) > 3
            and text not in self.known.stop
            and text not in self.known.function
            and (bare(text) not in self.known.office or self._is_plural(text))
            and not (text in self.known.given and self.known.given[text] == "strong")
        )

    def _is_woman(self, at: int) -> bool:
        """«منتدى الزهراء»: a name with the article may be a body's."""
        return self.shape == "open" and self.words[at].text.startswith("ال") and self.words[at].text in self.known.given

    def _is_plural(self, text: str) -> bool:
        return text.endswith(("ين", "ات", "اء", "ون"))

    def _joins(self, at: int) -> bool:
        """Whether «و» goes on with the name: not with another body, a person or an office."""
        text = self.words[at].text[1:]
        if text in self.known.head or text in self.known.stop or self.known.is_place(text):
            return False
        if self.kind in {"court", "club", "company", "media"}:
            return text in self.adjectives or _rhymes(self.words[at - 1].text, text)
        if self.kind == "ministry" and text.endswith("ين"):
            return False
        return bare(text) not in self.known.office and text not in {"الحكومه", "البرلمان"}

    def _served(self, at: int) -> int:
        """«للمطارات», «لكرة القدم», «لحقوق الإنسان»: ل with what a body serves."""
        if not self._is_near(at):
            return at
        text = self.words[at].text
        if text.startswith("لل") and len(text) > 4 and "ال" + text[2:] not in self.known.stop:
            return at + 1
        if not text.startswith("ل") or len(text) <= 3 or text in self.known.function:
            return at
        last = self._over_place(at, text[1:]) if self.kind in _LOCAL else at
        if last > at:
            self.ended = True
            return last
        if self._is_near(at + 1) and self._is_inner(at + 1):
            return at + 2
        # «لسكك حديد مصر»
        if self._is_near(at + 1) and self._is_near(at + 2) and self._is_indefinite(at + 1):
            last = at + 3 if self._is_inner(at + 2) else self._place(at + 2, alone=True)
            self.ended = not self._is_inner(at + 2)
            return last if last > at + 2 else at
        return at

    def _is_indefinite(self, at: int) -> bool:
        """A word without the article that may stand inside a name, before a word with it."""
        text = self.words[at].text
        return (
            not self.words[at].definite
            and text not in self.known.function
            and text not in self.known.speech
            and text[0] not in "وبل"
            and self._is_near(at + 1)
            and self._ends_definite(at + 1)
            and text not in self.known.title
            and not text.endswith("ا")
        )

    def _ends_definite(self, at: int) -> bool:
        """Whether a construct comes to its definite word, or to a place."""
        if self.words[at].definite or self.known.is_place(self.words[at].text):
            return True
        return self._is_near(at + 1) and self.words[at + 1].definite

    def _is_proper(self, at: int) -> bool:
        """A word that is no word of every day, or a place: `خيتافي`, `مناجم`, `برشلونة`."""
        text = self.words[at].text
        if text in self.known.function or text.startswith("لل") or (text[0] in "وبلف" and self.known.is_ordinary(text)):
            return False
        if text.startswith("ال"):
            plain = self.known.is_ordinary(text) or text in self.known.stop or text in self.known.nation
            return self.kind in {"club", "media"} and not plain
        return self.known.is_name_like(text) or (text in self.atlas and self.known.is_place(text))

    def _is_praise(self, at: int) -> bool:
        """«جامعة مرموقة», «شركة مغمورة»: what a body is like, and no name."""
        text = self.words[at].text
        alone = not (self._is_near(at + 1) and self._is_proper(at + 1))
        return text.endswith("ه") and alone and text not in self.atlas and not text.startswith("ال")

    def _place(self, at: int, *, alone: bool = False) -> int:
        """Over a place that the name ends with: «بالدار البيضاء», «في الرباط», «جهة الشرق»."""
        if not self._is_near(at):
            return at
        text = self.words[at].text
        if text == "في" and not alone and self.kind == "court" and self._is_near(at + 1):
            last = self._over_place(at + 1, self.words[at + 1].text)
            return last if last > at + 1 else at
        if text[0] == "ب" and not alone and self.kind in _LOCAL:
            return self._over_place(at, text[1:])
        return self._over_place(at, text) if alone else at

    def _over_place(self, at: int, first: str) -> int:
        """Over the longest place that begins with `first`, the word at `at` without its clitic."""
        for length in (4, 3, 2, 1):
            if at + length <= len(self.words) and all(word.near for word in self.words[at + 1 : at + length]):
                phrase = " ".join([first, *(word.text for word in self.words[at + 1 : at + length])])
                row = self.atlas.get(phrase)
                if row and row["strength"] in {"strong", "adjective", "weak"}:
                    return at + length
        return at


def _rhymes(one: str, other: str) -> bool:
    """Two adjectives of one noun: «السياسية والأمنية»."""
    return one[-2:] == other[-2:] and one.endswith(("يه", "ي"))
