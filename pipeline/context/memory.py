"""Who has been named and who has spoken so far, so that «الوزير» and «وأضاف» lead back to somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.context.line import Quote
from pipeline.context.word import Speech
from pipeline.lexicon.name import bare
from pipeline.records import Mention
from pipeline.text import fold

_FAR = 50  # voices and holders of an office further back are forgotten


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: as written, who is meant (None where nobody known), or the document that is quoted.

    `kind` is person, organization, office, crowd (people without a name) or document.
    """

    kind: str
    named: Quote | None = None
    mention: Mention | None = None
    gender: str = ""
    source: Quote | None = None


@dataclass
class Memory:
    """Who has been named and who has spoken, up to here."""

    voices: list[Voice] = field(default_factory=list)
    _holders: dict[str, list[tuple[str, Mention]]] = field(default_factory=dict)
    _bodies: dict[str, Mention] = field(default_factory=dict)

    def meet(self, mention: Mention) -> None:
        """Remember a person with their office, or a body."""
        if mention.kind == "organization":
            self._bodies[bare(first_word(mention))] = mention
        elif mention.entity_id and (role := fold(mention.role or "").text.strip()):
            self._holders.setdefault(bare(role.split()[0]), []).append((role, mention))

    def hear(self, voice: Voice) -> Voice:
        """Remember who has spoken."""
        self.voices.append(voice)
        return voice

    def last(self, *kinds: str, gender: str = "") -> Voice | None:
        """The last one who spoke, of these kinds, whom a verb of this gender may mean."""
        for voice in self._heard():
            if (not kinds or voice.kind in kinds) and (not gender or not voice.gender or voice.gender == gender):
                return voice
        return None

    def office(self, words: Sequence[str], known: Speech) -> Mention | None:
        """The person of this office: the last of them who spoke, else the last who was named with it."""
        told = [bare(words[0]), *(word for word in words[1:] if len(word) > 3 and word not in known.kinds["empty"])]
        holders = self._holders.get(told[0], [])[-_FAR:]
        fitting = [mention for role, mention in reversed(holders) if _fits(told, role)]
        people = {mention.entity_id for mention in fitting}
        spoken = (voice.mention for voice in self._heard() if voice.mention and voice.mention.entity_id in people)
        return next(spoken, fitting[0] if fitting else None)

    def body(self, head: str) -> Mention | None:
        """The last body of this head that was named: `الوزارة` -> وزارة الصحة."""
        return self._bodies.get(head)

    def _heard(self) -> Iterator[Voice]:
        return islice(reversed(self.voices), _FAR)


def first_word(mention: Mention) -> str:
    """The first word of a name, as a key."""
    return fold(mention.surface).text.partition(" ")[0]


def _fits(told: Sequence[str], role: str) -> bool:
    """Whether an office as written may be this one: some other word in common, where both have another word.

    `الوزير الوصي على قطاع الصحة` fits `وزير الصحة`; `رئيس الحكومة` does not fit `رئيس الجمعية`.
    """
    ours, theirs = ({bare(word) for word in words} for words in (told[1:], role.split()[1:]))
    return not ours or not theirs or bool(ours & theirs)
