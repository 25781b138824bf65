"""What is said by whom, and from where to where: quotations, indirect speech over sentences, and named sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.context.line import Line, Place, quote_of
from pipeline.context.memory import Memory, Voice
from pipeline.context.stretch import Said, around, forward, whole
from pipeline.context.voice import Naming, name, skip
from pipeline.context.word import OF, THAT, TO_THAT, Speech, speech
from pipeline.lexicon import Lexicon, Row
from pipeline.lexicon.office import office_before
from pipeline.records import Document
from pipeline.text import Span

_CARRIED = 80  # letters between «نقلت الوكالة» and «عن»
_FROM = re.compile(r"(?<![^\W_])عن\s{1,3}")
_COMPLEMENT = 250  # letters between a verb and what is said
_HEADLINE = re.compile(r"[^:\"«»“”,.!?\n]{2,90}?(?P<colon>\s{0,2}:)(?!\d)")
_STOPPED = re.compile(r"[;!?\n]")
# What may stand before a verb that goes on with the last speaker.
_OPENING = re.compile(
    r"(?:^|[,:;»”\"\n.]|(?<![^\W_])(?:كما|حيث|ثم|قد|كان|كانت|اذ|فيما|بينما|ايضا|نفسه|بدوره|بدورها|جهته|جهتها))\s{0,3}$"
)
# What may stand between a verb without its subject and what is said.
_ADVERB = re.compile(
    r"(?:في|خلال|علي|الي|عن|من|امام|عقب|بعد|حول|قايل[اه]|ايضا|كذلك|كما|لدي|ضمن|عبر|ان|انه|اثناء|بشان|بخصوص|امس|اليوم|[لب][^\W_]{2,})(?![^\W_])|,"
)
_RELATIVE = re.compile(r"\s{0,3},?\s{0,3}و?(?:الذي|التي)\s{0,3}")
_APPOSED = re.compile(r"\s{0,3},[^;!?\n]{1,200},\s{0,3}")
_BEFORE = re.compile(r"\s{0,3}(?:و?(?:كان|كانت|قد)\s{1,3}){0,2}")
_COMMA = re.compile(r"\s{0,3},?\s{0,3}")
_WITH_L = re.compile(r"(?:وفقا|طبقا|استنادا)$")


def said(document: Document, lines: Sequence[Line], lexicon: Lexicon) -> list[Said]:
    """Everything that is said in a document, in reading order.

    `وأوضح أمين التهراوي أن …` -> from the verb to the end of the sentence, and of a quotation that goes beyond it
    `…، حسب بلاغ لوزارة الصحة` -> the sentence before it
    """
    reader = _Reader(document, speech(lexicon), Memory())
    found: list[Said] = []
    for line in lines:
        found.extend(reader.read(line))
    return found


@dataclass
class _Reader:
    document: Document
    known: Speech
    memory: Memory

    def read(self, line: Line) -> Iterator[Said]:
        """What is said in one sentence."""
        named = [mention for mention in line.mentions if mention.kind in {"person", "organization"}]
        here: list[Said] = []
        mentioned = 0
        for hit in self.known.hits.finditer(line.text):
            before = line.sentence.key.origin[hit.start()]
            while mentioned < len(named) and named[mentioned].span.start < before:
                self.memory.meet(named[mentioned])
                mentioned += 1
            one = self._one(line, hit, here)
            if one is not None:
                here.append(one)
        for mention in named[mentioned:]:
            self.memory.meet(mention)
        if not here:
            here.extend(self._headline(line))
        yield from here

    def _one(self, line: Line, hit: re.Match[str], here: Sequence[Said]) -> Said | None:
        if hit["verb"]:
            row = self.known.verbs.find(hit["verb"])
            if row is None or (hit["what"] and not hit["like"]):
                return None  # «قرارات أعلنها الرئيس» quotes nobody
            if row["form"] == "participle":
                return self._participle(line, hit, here, row["gender"])
            carried = self._carried(line, hit) if row["form"] == "carried" else None
            return carried or self._verb(line, hit, row)
        if hit["own"]:
            last = self.memory.last("person", "office", "organization", "crowd")
            return whole(line, _place(hit), last) if last else None
        return self._source(line, hit, here)

    def _verb(self, line: Line, hit: re.Match[str], row: Row) -> Said | None:
        """A verb of speech with its subject after it, before it, or left out."""
        text, gender, needs = line.text, row["gender"], row["needs"]
        at = skip(text, hit.end())
        at += self._is_quoted_name(line, at)
        naming = None if THAT.match(text, at) else name(line, at, self.memory, self.known)
        if naming is not None:
            if not _may_speak(text, naming, needs):
                return None
            complement = self._complement(text, naming.end, needs)
            told = complement is not None and THAT.match(text, complement)
            behind = hit["like"] or (not told and not hit["and"] and _follows_quote(text, hit.start()))
            if behind:
                return whole(line, _place(hit), self.memory.hear(naming.voice))
            if complement is None:
                return None
            voice = replace(naming.voice, gender=naming.voice.gender or gender)
            return forward(self.document, line, _place(hit), self.memory.hear(voice), complement)
        if not (THAT.match(text, at) or _ADVERB.match(text, at)):
            return None  # somebody follows whom nothing names: «اشتكى عدد من المواطنين»
        complement = self._complement(text, hit.end(), needs or "that")
        going_on = self._antecedent(line, hit, row) if complement is not None else None
        if going_on is None or complement is None:
            return None
        if hit["like"]:
            return whole(line, _place(hit), going_on)
        return forward(self.document, line, _place(hit), self.memory.hear(going_on), complement)

    def _carried(self, line: Line, hit: re.Match[str]) -> Said | None:
        """`نقلت الوكالة عن وزير الصحة قوله إن`: the minister says it."""
        source = _FROM.search(line.text, hit.end(), hit.end() + _CARRIED)
        naming = name(line, source.end(), self.memory, self.known) if source else None
        if naming is None or naming.voice.named is None:
            return None
        complement = self._complement(line.text, naming.end, "that")
        if complement is None:
            return None
        return forward(self.document, line, _place(hit), self.memory.hear(naming.voice), complement)

    def _is_quoted_name(self, line: Line, at: int) -> bool:
        """Whether a quotation mark opens a name here, not what is said: `ولفت "عبد المحيط" إلى أن`."""
        return line.text[at : at + 1] in {'"', "«", "“"} and any(
            line.place(mention.span).start == at + 1 for mention in line.mentions if mention.kind == "person"
        )

    def _complement(self, text: str, at: int, needs: str) -> int | None:
        """Where what is said begins, or None where the verb does not speak here."""
        stop = _STOPPED.search(text, at, at + _COMPLEMENT)
        that = THAT.search(text, at, stop.start() if stop else at + _COMPLEMENT)
        if that:
            return that.start()
        if needs == "that":
            return None
        comma = _COMMA.match(text, skip(text, at))
        after = comma.end() if comma else at
        return after if not needs or OF.match(text, after) else None

    def _antecedent(self, line: Line, hit: re.Match[str], row: Row) -> Voice | None:
        """Who says it where no subject follows: who stands before the verb, else the last who spoke."""
        text, start = line.text, hit.start()
        if not hit["and"]:
            voice = self._subject_before(line, start)
            if voice is not None:
                return voice
        # «ويذكر أن» is nobody's word.
        if row["alone"] and (hit["and"] or hit["like"] or _OPENING.search(text[:start])):
            return self.memory.last(gender="" if row["gender"] == "pl" else row["gender"])
        return None

    def _subject_before(self, line: Line, start: int) -> Voice | None:
        """`رياض مزور أكد أن`, `رياض مزور، وزير الصناعة، قال إن`, `بلاغ للوزارة أوضح أن`."""
        text = line.text
        people = [m for m in line.mentions if m.kind in {"person", "organization"} and line.place(m.span).end <= start]
        for mention in reversed(people):
            gap = text[line.place(mention.span).end : start]
            beside = mention is people[-1] and (not gap.strip() or _RELATIVE.fullmatch(gap))
            if beside or (_APPOSED.fullmatch(gap) and self._opens(line, mention.span)):
                return Voice(mention.kind, quote_of(mention), mention)
        opening = max((text.rfind(mark, 0, start) for mark in ',;:»”".'), default=-1) + 1
        before = _BEFORE.match(text, opening, start)
        opening = before.end() if before else opening
        naming = name(line, opening, self.memory, self.known) if opening < start else None
        if naming is not None and not text[naming.end : start].strip():
            return naming.voice
        return None

    def _opens(self, line: Line, span: Span) -> bool:
        """Whether a name, with its office, stands at the beginning of its sentence."""
        at = line.word_at(line.place(span).start)
        before = office_before(line.words, at, self.known.names)
        return (before[0] if before else at) <= 1

    def _participle(self, line: Line, hit: re.Match[str], here: Sequence[Said], gender: str) -> Said | None:
        """`…، موضحا أن`: the subject of the sentence goes on."""
        complement = self._complement(line.text, hit.end(), "of")
        if complement is None or (hit["and"] and not here):
            return None
        voice = here[-1].voice if here else self._sentence_subject(line, hit.start(), gender)
        return forward(self.document, line, _place(hit), voice, complement) if voice else None

    def _sentence_subject(self, line: Line, start: int, gender: str) -> Voice | None:
        """The person or body after the first verb of a sentence: `دافع عبد اللطيف وهبي عن مشروعه، مشيرا`."""
        words = line.words
        for mention in line.mentions:
            place = line.place(mention.span)
            if mention.kind not in {"person", "organization"} or place.end > start:
                continue
            at = line.word_at(place.start)
            before = office_before(words, at, self.known.names)
            first = before[0] if before else at
            if first <= 1 or (first == 2 and words[0].text in {"من", "كما", "وقد"}):
                return self.memory.hear(Voice(mention.kind, quote_of(mention), mention, gender))
            return None
        if len(words) > 1:
            naming = name(line, words[1].start, self.memory, self.known)
            if naming is not None and naming.voice.kind in {"office", "organization"} and naming.end < start:
                return self.memory.hear(naming.voice)
        return None

    def _source(self, line: Line, hit: re.Match[str], here: Sequence[Said]) -> Said | None:
        """`حسب بيان…`, `وفق معطيات…`, `حسب التهراوي`; «وفق القانون» and «حسب الطلب» name no source."""
        at = hit.end() + 1
        if hit["medium"]:
            if not here and not any(one["verb"] for one in self.known.hits.finditer(line.text, hit.end())):
                return None
            at = line.text.index(" ", hit.start("medium")) + 1
        elif hit["heard"]:
            at = line.text.index(" ", hit.start("heard")) + 1
        elif _WITH_L.search(hit["opener"] or "") and line.text[at : at + 1] != "ل":
            return None
        naming = name(line, at, self.memory, self.known, sourced=True)
        if naming is None:
            return None
        voice = naming.voice
        if hit["medium"]:
            voice = Voice("document", source=voice.source)
        else:
            if hit["quoting"]:
                voice = Voice("document", source=voice.source or voice.named)
            self.memory.hear(voice)
        return around(line, _place(hit), voice, naming.end)

    def _headline(self, line: Line) -> Iterator[Said]:
        """`نادية فتاح: 49 مليار درهم`."""
        hit = _HEADLINE.match(line.text)
        if hit is None or hit.end() >= len(line.text.rstrip()):
            return
        mentions = [
            m for m in line.mentions if m.kind in {"person", "organization"} and line.place(m.span).end <= hit.end()
        ]
        for mention in mentions:
            place = line.place(mention.span)
            at = line.word_at(place.start)
            before = office_before(line.words, at, self.known.names)
            start = line.words[before[0]].start if before else place.start
            if start <= 1 and not line.text[place.end : hit.start("colon")].strip():
                voice = self.memory.hear(Voice(mention.kind, quote_of(mention), mention))
                yield whole(line, Place(hit.start("colon"), hit.end()), voice, hit.end(), "colon")
                return


def _may_speak(text: str, naming: Naming, needs: str) -> bool:
    """Whether people or papers without a name say something here: «ذكر أطباء أن», not «تعتبر وثيقة العقد الوسيلة»."""
    at = skip(text, naming.end)
    if TO_THAT.match(text, at) is not None:
        return True
    if naming.voice.kind == "document":
        definite = naming.voice.source is not None and naming.voice.source.text.startswith("ال")
        return definite or OF.match(text, at) is not None
    return naming.voice.kind != "crowd" or not needs


def _place(hit: re.Match[str]) -> Place:
    return Place(hit.start(), hit.end())


def _follows_quote(text: str, start: int) -> bool:
    """Whether a verb closes what was said before it: `…»، تقول ليلى`."""
    return text[:start].rstrip()[-1:] in {",", "»", "”", '"'} and start > 0
