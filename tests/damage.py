"""How an extractor damages a text, forwards: what repair has to lead back from.

pdftotext's `reorderText` with its bidi marks dropped and its spaces squeezed (poppler, TextOutputDev.cc): of a line
that runs to the left, a section of letters ends at the next number, and one of numbers at the next Arabic letter; the
second kind is left as the eye sees it.
"""

import re

LETTER = re.compile("[\u0621-\u063a\u0640-\u0652\u0670-\u06d3؛؟]")
STRONG = re.compile(r"[A-Za-z\d]")
ISLAND = re.compile(r"\d+(?:[.,:/]\d+)*|[A-Za-z]+|.", re.DOTALL)
LIGATURE = re.compile("ل(?P<alef>[اأإآ])")
GOD = re.compile(r"(?<!\w)(?P<before>[وف]?)الله(?!\w)")

TO_GOD = re.compile(r"(?<!\w)(?P<before>و?)لله(?!\w)")


def swapped(text: str) -> str:
    """Every lam-alef written alef-lam."""
    text = TO_GOD.sub(r"\g<before>هلل", text)
    return GOD.sub(r"\g<before>هللا", LIGATURE.sub(r"\g<alef>ل", text))


def scrambled(text: str) -> str:
    """Every line in the order in which pdftotext leaves it."""
    return "\n".join(re.sub(" {2,}", " ", _line(line)) for line in text.split("\n"))


def _line(line: str) -> str:
    out, at = "", 0
    while at < len(line):
        end = at
        while end < len(line) and not STRONG.match(line[end]):
            end += 1
        out += line[at:end]
        at = end
        while end < len(line) and not LETTER.match(line[end]):
            end += 1
        out += "".join(reversed(ISLAND.findall(line[at:end])))
        at = end
    return out
