"""How Arabic says a number: digits and words put together by the grammar of the numerals.

A run of digits and numeral words («ثلاثمائة وخمسة وعشرون ألفا و40») becomes pieces; the pieces become numbers, each as
long as the grammar allows. Reading goes once through the pieces, so its cost grows with their number only.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.lexicon import Lexicon
from pipeline.text import fold
from pipeline.values import Number

# Digits as they stand in a key: «11,338», «11 338», «94ر75» and «94 ر75» (the fraction first), «2.22.1061» (one word,
# no number).
DIGITS = (
    r"(?<![\dA-Za-z])(?<!\d[.,])(?<!\d[.,]\?)"
    r"(?:\d{1,4} ?ر ?\d{1,4}(?![\dر])|[1-9]\d{0,2}(?: \d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,30}(?:[.,]\d{1,30}){0,8})"
)
_PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+)")
_LARGEST = 15  # digits: what is longer is a telephone number or an identifier
_GREAT = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a run: digits, or a numeral word with its class; `joined` says that و stands before it."""

    start: int
    end: int
    kind: str
    value: Decimal
    alternative: Decimal | None = None
    joined: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number and the stretch of the run that says it."""

    start: int
    end: int
    number: Number
    definite: bool = False


def read_digits(text: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of written digits, and the second one where a separator may be read in two ways.

    >>> read_digits("11.338")
    (Decimal('11338'), Decimal('11.338'))
    >>> read_digits("94ر75")
    (Decimal('75.94'), None)
    """
    if "ر" in text:
        fraction, whole = text.replace(" ", "").split("ر")
        return Decimal(f"{whole}.{fraction}"), None
    parts = re.split("[.,]", text.replace(" ", ""))
    if sum(map(len, parts)) > _LARGEST:
        return None
    signs = [char for char in text if char in ".,"]
    grouped = 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    if not signs:
        return Decimal(parts[0]), None
    if len(signs) == 1:
        plain = Decimal(f"{parts[0]}.{parts[1]}")
        if grouped and len(parts[1]) == 3 and " " not in text:
            return Decimal(parts[0] + parts[1]), plain
        return plain, None
    # «12,220,13»: only the last group may be a fraction.
    mixed = len(set(signs)) > 1 or len(parts[-1]) < 3
    inner = parts[1:-1] if mixed else parts[1:]
    if not grouped or len(set(signs[:-1])) > 1 or any(len(part) != 3 for part in inner):
        return None
    if not mixed:
        return Decimal("".join(parts)), None
    return Decimal("".join(parts[:-1]) + "." + parts[-1]), None


@lru_cache(maxsize=8)
def _numerals(lexicon: Lexicon) -> Mapping[str, tuple[str, Decimal]]:
    def amount(cell: str) -> Decimal:
        top, _, bottom = cell.partition("/")
        return Decimal(top) / Decimal(bottom) if bottom else Decimal(top)

    return {fold(word).text: (row["class"], amount(row["value"])) for row in lexicon["numeral"] for word in row.words}


def pieces(run: str, lexicon: Lexicon) -> list[Piece]:
    """The tokens of a run of a key: `129 الف و910` -> digits 129, magnitude 1000, digits 910 joined."""
    numerals = _numerals(lexicon)
    found: list[Piece] = []
    joined = False
    for match in _PIECE.finditer(run):
        text, start = match[0], match.start()
        if match["digits"]:
            amount = read_digits(text)
            if amount is None:
                found.append(Piece(start, match.end(), "broken", Decimal(0)))
            else:
                found.append(Piece(start, match.end(), "digits", *amount, joined=joined))
            joined = False
            continue
        definite = False
        if text not in numerals and text.startswith("و"):
            joined, text, start = True, text[1:], start + 1
        if text not in numerals and text.startswith(("ال", "لل")):
            # «الاثنين» is Monday.
            definite, text = True, "" if text[2:] == "اثنين" else text[2:]
        if text in numerals:
            found.append(Piece(start, match.end(), *numerals[text], joined=joined, definite=definite))
            joined = False
    return _eleven(found, run)


def _eleven(found: list[Piece], run: str) -> list[Piece]:
    """«مائة وأحد عشر»: its key is that of «واحد», but one is never followed by عشر."""
    return [
        replace(piece, joined=True)
        if run[piece.start : piece.end] == "واحد" and at > 0 and following is not None and following.kind == "ten_alone"
        else piece
        for at, (piece, following) in enumerate(zip(found, [*found[1:], None], strict=False))
    ]


def spoken(run: str, lexicon: Lexicon, *, noun_follows: bool = False) -> list[Spoken]:
    """The numbers of a run, each as long as the grammar allows.

    `8 ملايين و485 الفا و175` -> one; `16 الفا و125 الف` -> 16000 and 125000; `ثلاثه واربعه` -> 3 and 4.
    """
    tokens = pieces(run, lexicon)
    found: list[Spoken] = []
    at = 0
    while at < len(tokens):
        reader = _Reader(tokens, at, noun_follows=noun_follows)
        number = reader.number()
        if number is None:
            at += 1
            continue
        first, last = tokens[at], tokens[reader.at - 1]
        # «في المائة», «الألف»: with the article a hundred is a share, never an amount of its own.
        alone = first.definite and reader.at == at + 1
        # «المليار درهم» is one all the same.
        amount = noun_follows and reader.at == len(tokens) and first.kind == "magnitude" and first.value >= _GREAT
        if amount or not (alone and first.kind in ("hundred", "magnitude", "plural", "bound")):
            found.append(Spoken(first.start, last.end, number, first.definite))
        at = reader.at
    return found


class _Reader:
    """One pass over the pieces: what stands at `at` is read by the method named after it."""

    def __init__(self, tokens: Sequence[Piece], at: int, *, noun_follows: bool) -> None:
        self.tokens = tokens
        self.at = at
        self.first = at
        self.noun_follows = noun_follows

    def peek(self, *kinds: str, joined: bool) -> Piece | None:
        """The piece that comes next, where it is of these kinds and joined by و or not."""
        if self.at < len(self.tokens):
            piece = self.tokens[self.at]
            if piece.joined is joined and piece.kind in kinds:
                return piece
        return None

    def number(self) -> Number | None:
        """Terms of falling magnitude: `مليون و309 الف و95`."""
        total = self.term(None)
        if total is None:
            return None
        value, scale = total
        while True:
            here = self.at
            rest = self.rest(scale)
            if rest is not None:
                value += rest
                break
            if not (self.at < len(self.tokens) and self.tokens[self.at].joined):
                break
            half = self.half(scale)
            if half is not None:
                value += half
                break
            term = self.term(scale) if scale >= 1000 else None
            if term is None:
                self.at = here
                break
            amount, size = term
            # «ألف و200 مليار»: what follows multiplies all that stands before it.
            value, scale = ((value + amount / size) * size, size) if size > scale else (value + amount, size)
        used = self.tokens[self.first : self.at]
        alone = len(used) == 1
        return Number(
            value=value,
            value_alt=used[0].alternative if alone else None,
            scaled=any(piece.kind in ("magnitude", "plural", "dual", "accusative") for piece in used),
            words=all(piece.kind != "digits" for piece in used),
        )

    def rest(self, scale: Decimal) -> Decimal | None:
        """«40 ألف 869»: hundreds in digits without و."""
        piece = self.peek("digits", joined=False)
        before = self.tokens[self.at - 1]
        if piece is None or piece.alternative is not None:
            return None
        if scale != 1000 or before.kind not in ("magnitude", "plural"):
            return None
        if not 100 <= piece.value < 1000 or self.tokens[self.at - 2].kind != "digits" or self.at - self.first < 2:
            return None
        self.at += 1
        return piece.value

    def half(self, scale: Decimal) -> Decimal | None:
        """«ثلاثة ملايين ونصف (المليون)», «خمسة وثلثين», «عشرون وثلاثة أخماس»."""
        last = self.tokens[self.at - 1].kind
        if scale == 1 and last == "digits":
            return None
        parts = self.parts() if scale == 1 else None
        if parts is not None:
            return parts
        piece = self.peek("fraction", "fractions", joined=True)
        if piece is None:
            return None
        self.at += 1
        after = self.peek("magnitude", joined=False)
        if after is not None:
            if after.value != scale:
                self.at -= 1
                return None
            self.at += 1
        return piece.value * scale

    def parts(self) -> Decimal | None:
        """«وثلاثة أخماس»: a share that is added."""
        unit = self.peek("unit", "ten_alone", joined=True)
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if unit is None or following is None or following.kind != "parts" or following.joined:
            return None
        self.at += 2
        return unit.value * following.value

    def point(self, whole: Decimal) -> Decimal:
        """«واحد فاصلة خمسة»: what is said after the decimal sign."""
        here = self.at
        if self.peek("point", joined=False) is None or whole != whole.to_integral_value():
            return whole
        self.at += 1
        if self.at < len(self.tokens) and not self.tokens[self.at].joined:
            fraction = self.group()
            if fraction is not None and fraction == fraction.to_integral_value():
                return whole + Decimal(f"0.{fraction:f}")
        self.at = here
        return whole

    def term(self, below: Decimal | None) -> tuple[Decimal, Decimal] | None:
        """A group and its magnitude: `485 الفا` -> (485000, 1000). A term after و is smaller than the one before."""
        piece = self.tokens[self.at]
        group: Decimal
        scale = Decimal(1)
        if piece.kind in ("magnitude", "accusative"):
            self.at += 1
            two = piece.kind == "accusative" and self.noun_follows and self.at == len(self.tokens) and below is None
            group, scale = piece.value * (2 if two else 1), piece.value
        elif piece.kind == "dual":
            self.at += 1
            group, scale = piece.value, piece.value / 2
        else:
            read = self.group()
            if read is None:
                return None
            group = self.point(read)
        while (multiplier := self.peek("magnitude", "plural", "accusative", joined=False)) is not None:
            if multiplier.value <= scale and scale > 1:
                break
            if self.tokens[self.at - 1].kind == "digits" and self.tokens[self.at - 1].alternative is not None:
                group = self.tokens[self.at - 1].alternative or group
            self.at += 1
            group, scale = group * multiplier.value, multiplier.value
        if below is not None and not self.fits(group, scale, below):
            return None
        return group, scale

    @staticmethod
    def fits(group: Decimal, scale: Decimal, below: Decimal) -> bool:
        """Whether a term may follow one of the magnitude `below`, or multiplies it."""
        return group < below or (scale > below and group / scale < below)

    def group(self) -> Decimal | None:
        """What stands below a thousand: digits, a fraction, hundreds and the rest."""
        piece = self.tokens[self.at]
        if piece.kind == "digits":
            self.at += 1
            hundred = self.peek("hundred", joined=False)
            if hundred is not None and hundred.value == 100 and piece.value in range(3, 10):
                self.at += 1
                return self.hundreds(piece.value * 100)
            return piece.value
        if piece.kind in ("fraction", "fractions"):
            self.at += 1
            if piece.kind == "fractions":
                return round(piece.value, 4)
            return piece.value if self.peek("magnitude", joined=False) else None
        if piece.kind == "hundred":
            self.at += 1
            return self.hundreds(piece.value)
        small = self.small()
        if small is None:
            return None
        parts = self.peek("parts", joined=False)
        if parts is not None:
            self.at += 1
            return round(small * parts.value, 4)
        hundred = self.peek("hundred", joined=False)
        if hundred is not None and hundred.value == 100 and 3 <= small <= 9:
            self.at += 1
            return self.hundreds(small * 100)
        return small

    def hundreds(self, value: Decimal) -> Decimal:
        """What is added to a hundred: `مايه وخمسه وعشرون`."""
        here = self.at
        if self.peek("unit", "bound", "ten", "ten_alone", joined=True):
            rest = self.small()
            if rest is not None and self.peek("parts", joined=False) is None:
                return value + rest
            self.at = here
        digits = self.peek("digits", joined=True)
        if digits is not None and digits.value < 100:
            self.at += 1
            return value + digits.value
        return value

    def small(self) -> Decimal | None:
        """1 to 99: `خمسه`, `خمسه عشر`, `خمسه وعشرون`, `عشرون`."""
        piece = self.tokens[self.at]
        if piece.kind in ("ten", "ten_alone"):
            self.at += 1
            return piece.value
        if piece.kind not in ("unit", "bound"):
            return None
        self.at += 1
        if self.peek("ten_alone", joined=False) and 1 <= piece.value <= 9:
            self.at += 1
            return piece.value + 10
        ten = self.peek("ten", joined=True)
        if ten is not None and 1 <= piece.value <= 9:
            self.at += 1
            return piece.value + ten.value
        if piece.kind == "bound":
            self.at -= 1
            return None
        return piece.value
