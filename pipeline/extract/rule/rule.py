"""What a rule is, and what its reading may say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract.rule.match import Match
from pipeline.extract.rule.shape import Shape
from pipeline.lexicon import Lexicon
from pipeline.values import Value


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading says where a value alone is not enough: a narrower span (of named groups), a lower confidence.

    `at` is a span of the reading's own, in positions of the shadow's text, and `role` that of a person's office;
    `rule` names what was read where one reading knows several ways.
    """

    value: Value
    confidence: float = 1.0
    span: tuple[str, str] | None = None
    kind: str | None = None
    related: str | None = None
    relation: str | None = None
    at: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A name that survives in the database, a shape, and a reading of its parts.

    `claims` is False where the words stay free for other kinds («منذ خمس سنوات» is a date and a duration); `absorbs`
    is True where what is read takes the place of mentions of its own kind («من 30 ماي» and «3 يونيو» are one range).
    `hints` are words of which one must stand in the sentence (DIGITS for any digit) where the shape does not say so, or
    what finds them in the lexicon.
    """

    name: str
    shape: Shape
    reading: Callable[[Match], Value | Read | Sequence[Read] | None]
    claims: bool = True
    absorbs: bool = False
    hints: frozenset[str] | Callable[[Lexicon], frozenset[str]] = frozenset()
