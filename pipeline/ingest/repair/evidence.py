"""What damage a text shows as a whole: no kind of repair is tried where its kind of damage is not seen."""

import re
from dataclasses import dataclass
from functools import cache

# Arabic letters with their marks, as a class for other patterns.
LETTER = "\u0621-\u063a\u0640-\u0652\u0670-\u06d3"
_START, _END = f"(?<![{LETTER}])", f"(?![{LETTER}])"


@dataclass(frozen=True, slots=True)
class Sign:
    """What only a damaged text holds (`shown`), and what its sound twin holds as often (`sound`)."""

    shown: str
    sound: str
    least: int
    share: float  # of what is shown in both

    def seen(self, text: str) -> bool:
        """Whether a text shows this damage, often enough and more often than it does not."""
        shown = _count(self.shown, text)
        return shown >= self.least and shown >= self.share * (shown + _count(self.sound, text))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _count(pattern: str, text: str) -> int:
    return sum(1 for _ in _pattern(pattern).finditer(text))


# «األشغال», «اإلطار», «االطلاع»; the words «خالل», «إال» and, before a word, «ال» (for لا); against their sound twins.
ALEF = Sign(
    f"{_START}[وف]?[بك]?ا[أإآا]ل[{LETTER}]|{_START}(?:[وف]?هللا|و?إال|خالل|أعاله){_END}"
    f"|{_START}[وف]?ال{_END}(?=[ ][{LETTER}])",
    f"{_START}[وف]?[بك]?ال[أإآا](?!ل)[{LETTER}]|{_START}(?:[وفأ]?لا|و?إلا|خلال|أعلاه){_END}",
    1,
    0.8,
)
# «املادة», «اجلريدة», «احلكومة», «اخلاصة» against «المادة», «الجريدة».
OTHER = Sign(f"{_START}[وف]?[بك]?ا[جحخم]ل[{LETTER}]{{2}}", f"{_START}[وف]?[بك]?ال[جحخم][{LETTER}]", 3, 0.6)
# What stands before a number and belongs behind it: «1444( 28يونيو», «يونيو )2023», «ص .5700», «( )10», «%60من».
_MOVED = "|".join(
    (
        rf"[{LETTER}][ \n]{{1,3}}(?:[،.]?\)|[،.](?!\.))[ ]?\d",
        rf"\d[ ]?[()][ ]?\d{{1,4}}[{LETTER}]",
        rf"\([ ](?:\)[،.]?)?%?\d[\d.,]*[{LETTER}]",
        rf"\dو[ ،.]{{1,2}}\d[\d.,]*(?:[{LETTER}]|\n|$)",
        rf"(?:^|[{LETTER}])[ ][%:]\d[\d.,]*[{LETTER}]",
        rf"(?m:^)[ ][-.][ ]?\d{{1,3}}[{LETTER}]",
        rf"\d{{4}}[ ]-[ ]\d\d[ ]-[ ]\d\d[{LETTER}]",
    )
)
_KEPT = rf"[{LETTER}]\(\d|[{LETTER}][ ]\(\d{{1,4}}\)|\d[)،.]{{1,2}}[ ][{LETTER}]|\d{{4}}[ ]?\([ ]?\d{{1,2}}[ ]"
# «12من»: a number loses its space to the letter before it (clitics as in «ر» and «و» are no words).
_GLUED, _SPACED = rf"\d(?!ر\d)[{LETTER}]{{2}}", rf"\d[ ][{LETTER}]{{2}}"
MOVED = Sign(_MOVED, _KEPT, 1, 0.4)
GLUED = Sign(_GLUED, _SPACED, 1, 0.9)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The kinds of damage that a text shows."""

    alef: bool
    other: bool
    order: bool


def weigh(text: str) -> Evidence:
    """What a text shows. A sound one costs a few passes over it."""
    alef = ALEF.seen(text)
    return Evidence(alef, OTHER.seen(text), GLUED.seen(text) and (alef or MOVED.seen(text)))
