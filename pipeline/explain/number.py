"""How a number composes: «8 ملايين و485 ألفا و175» is 8 × 1,000,000 + 485 × 1,000 + 175."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.explain.part import mark
from pipeline.extract.numeral import Piece, pieces, read_digits
from pipeline.lexicon import Lexicon
from pipeline.text import fold
from pipeline.values import Number, decimal

_SCALES = ("magnitude", "plural", "accusative")
_HUNDRED = 100
_DIGITS = re.compile(r"\d[\d.,ر ]*\d|\d")


def grouped(value: float | str | Decimal) -> str:
    """A number with its groups: `1000000` -> `1,000,000`."""
    plain, _, fraction = decimal(Decimal(str(value))).partition(".")
    return f"{int(plain):,}" + (f".{fraction}" if fraction else "")


@dataclass(slots=True)
class _Sum:
    """Terms that are added; the group in hand waits for the magnitude that multiplies it."""

    terms: list[tuple[str, Decimal]] = field(default_factory=list)
    group: list[tuple[str, Decimal]] = field(default_factory=list)

    def close(self, scale: Decimal | None = None) -> None:
        """Put the group away, multiplied by a magnitude."""
        if not self.group:
            if scale is not None:
                self.terms.append((grouped(scale), scale))
            return
        text, value = " + ".join(said for said, _ in self.group), sum((part for _, part in self.group), Decimal(0))
        if scale is not None:
            bracketed = f"({text})" if len(self.group) > 1 else text
            text, value = f"{bracketed} × {grouped(scale)}", value * scale
        self.terms.append((text, value))
        self.group = []

    def gather(self, scale: Decimal) -> None:
        """«ألف و200 مليار»: a magnitude multiplies all the smaller terms before it."""
        while self.terms and self.terms[-1][1] < scale:
            self.group.insert(0, self.terms.pop())

    def times(self, factor: Decimal) -> None:
        """Multiply the last part of the group: «ثلاث مئة», «ثلاثة أرباع»."""
        text, value = self.group[-1]
        self.group[-1] = (f"{text} × {grouped(factor)}", value * factor)


def composition(surface: str, value: Decimal, lexicon: Lexicon) -> str:
    """What a number is made of, and what that gives; the number alone where it is of one piece.

    `8ر150 مليون` -> 150.8 × 1,000,000 = 150,800,000; `ثلاثمائة وخمسة وعشرون` -> 300 + 5 + 20 = 325.
    """
    found = _composed(pieces(_said_once(surface), lexicon))
    text, total = " + ".join(said for said, _ in found), sum((part for _, part in found), Decimal(0))
    if total != value or not any(sign in text for sign in "+×"):
        return grouped(value)
    return f"{text} = {grouped(value)}"


def _said_once(surface: str) -> str:
    """The key of a number without the digits that repeat its words: «ثلاثمائة ألف (300.000)»."""
    key = fold(surface).text
    words = re.sub(r"\(\s?[\d., ]{1,30}\s?\)", " ", key)
    return words if re.search(r"[^\W\d_]", words) else key


def _composed(tokens: Sequence[Piece]) -> list[tuple[str, Decimal]]:
    said = _Sum()
    for at, piece in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        scaled = following is not None and following.kind in _SCALES and not following.joined
        amount = piece.alternative if scaled and piece.alternative is not None else piece.value
        if piece.kind in _SCALES:
            if piece.joined:
                said.close()
            said.gather(piece.value)
            said.close(piece.value)
        elif piece.kind == "dual":
            said.close()
            said.group = [("2", Decimal(2))]
            said.close(piece.value / 2)
        elif piece.kind in ("hundred", "parts") and not piece.joined and said.group:
            said.times(piece.value)
        elif piece.kind == "fraction" and piece.joined and said.terms and not scaled:
            whole = tokens[at - 1].value if tokens[at - 1].kind in _SCALES else Decimal(1)
            said.terms.append((f"{grouped(piece.value)} × {grouped(whole)}", piece.value * whole))
        else:
            said.group.append((grouped(amount), amount))
    said.close()
    return said.terms


def manner(surface: str, number: Number, rule: str) -> Iterator[str]:
    """In which way a number is written, where there is more than one: agency style, grouped, decimal, in words."""
    key = fold(surface).text
    digits = [run[0].strip() for run in _DIGITS.finditer(key)]
    if number.words:
        yield "in words" + ("; the digits in brackets repeat them" if digits else "")
        return
    for run in digits:
        value = read_digits(run.strip(" ر")) if not run.startswith("ر") else None
        if rule == "number-swapped":
            yield "typed from right to left: the fraction stands before the comma"
            return
        if "ر" in run and value is not None:
            yield f"{mark(run)} is {grouped(value[0])}: agency style, the fraction stands before ر"
        elif value is not None and re.search("[., ]", run):
            sign = "decimal" if value[0] != value[0].to_integral_value() else "grouped"
            other = f"; it might be {grouped(value[1])}" if value[1] is not None else ""
            yield f"{mark(run)} is {grouped(value[0])}: {sign}{other}"
    if any("\u0660" <= char <= "\u0669" or "\u06f0" <= char <= "\u06f9" for char in surface):
        yield "in Arabic-Indic digits"
