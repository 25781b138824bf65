"""Numbers drawn by lot from real press, to be judged by reading; what is kept is offsets, values and verdicts, no text.

    python tests/sample/number.py draw --seed 4 --out FILE     what was drawn and how it is read, with text, to judge
    python tests/sample/number.py check                        the readings of numbers.tsv, against today's rules

A verdict is `right` (the figure has its value, unit and noun; or what is no figure gave none: a year, a verse, a page),
`wrong`, or `unread` (a figure that was missed). Two readings, the second without sight of the first.

The lot is drawn among runs of digits and number words found by patterns of this file, not by the extractors.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Mention, Metadata
from pipeline.text import fold
from pipeline.values import Figure, Number, decimal, describe

HERE = Path(__file__).parent
PRESS = HERE.parents[2] / "shared" / "data" / "press" / "press.jsonl.gz"
KEPT = HERE / "numbers.tsv"
COLUMNS = ("seed", "article", "start", "end", "read_as", "value", "first", "second")
# Wider than the grammar on purpose: what no rule reads must be drawn as well.
_WORD = (
    r"(?:صفر|واحده?|اثن(?:ان|ين|تان|تين|ا|ي|تا|تي)|ثلاث[ه]?|اربع[ه]?|خمس[ه]?|ست[ه]?|سبع[ه]?|ثمان(?:ي|يه)?|تسع[ه]?"
    r"|عشر(?:ه|ون|ين)?|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)"
    r"|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|ثماني|تسع)?(?:مايه|ميه)|مايت(?:ان|ين|ا|ي)|ميت(?:ان|ين)"
    r"|الف(?:ا|ان|ين|ي)?|الاف|مليون(?:ا|ان|ين|ي)?|ملايين|مليار(?:ا|ان|ين|ي|ات)?|ملايير|نصف|ثلث|ربع|ثلثي|ثلثا|ارباع)"
)
_JOINED = rf"(?:\s{{1,2}}و?\s?|(?<=\d))(?:{_WORD}(?![^\W\d_])|\d+(?:[.,]\d+)*)"
# «في المائة» belongs to its number, «الاثنين» is a day, «نصف» without a number after it mostly a half of a match.
LOT = re.compile(
    rf"(?:(?<!في )(?<!ب)(?!ال(?:اثنين|ما?يه))(?<![^\W\d_])[وفبلك]?(?:ال)?{_WORD}(?![^\W\d_])"
    rf"|\d+(?:[.,:/-]\d+|ر\d+)*)(?:{_JOINED}){{0,12}}"
)


def articles() -> Iterator[tuple[str, Document]]:
    """The press at hand, each as a document of its own."""
    with gzip.open(PRESS, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            text = one["text"].replace("\0", "\ufffd")
            document = Document(
                "0" * 16, one["id"], "0" * 64, "text/plain", text, "test", "1", Metadata(None, country="MA")
            )
            yield one["id"], document


def drawn(seed: int, count: int) -> list[tuple[str, Document, int, int]]:
    """So many numbers by lot, in order of the articles."""
    everything = []
    for name, document in articles():
        key = fold(document.text)
        everything += [(name, document, *key.to_source(*hit.span())) for hit in LOT.finditer(key.text)]
    rng = random.Random(seed)
    return sorted(rng.sample(everything, count), key=lambda item: (item[0], item[2]))


def readings(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """What the extractors say of a stretch."""
    return [
        mention
        for mention in mentions
        if mention.kind in ("figure", "date", "law", "ordinal", "score")
        and mention.span.start < end
        and start < mention.span.end
    ]


def said(mention: Mention) -> str:
    """A reading without a word of the text: value and unit code."""
    value = mention.value
    if not isinstance(value, Figure):
        return describe(value) if not isinstance(value, Number) else decimal(value.value)
    amount = decimal(value.value) + (f"..{decimal(value.value_max)}" if value.value_max is not None else "")
    unit = (value.unit or value.dimension) + (f"/{value.unit_per}" if value.unit_per else "")
    return " ".join(part for part in (value.qualifier, amount, unit) if part)


def draw(seed: int, count: int, out: Path) -> None:
    """Write what is to be judged; the file holds text and is not for the repository."""
    lexicon, done = load(), {}
    with out.open("w", encoding="utf-8") as file:
        for number, (name, document, start, end) in enumerate(drawn(seed, count)):
            if name not in done:
                done = {name: analyse(document, lexicon)}
            analysis, text = done[name], document.text
            found = readings(list(analysis.mentions), start, end)
            missed = any(one.span.start < end and start < one.span.end for one in analysis.unread)
            before, after = text[max(0, start - 90) : start], text[end : end + 70]
            row = [str(seed), name, str(start), str(end)]
            row += [" + ".join(one.kind for one in found) or ("unread" if missed else "none")]
            row += [" + ".join(said(one) for one in found)]
            shown = " + ".join(
                f"{one.kind[:4]}[{one.surface}]={describe(one.value)}"
                + (f" «{one.value.noun}»" if isinstance(one.value, Figure) and one.value.noun else "")
                for one in found
            )
            print(
                number,
                f"{before}⟦{text[start:end]}⟧{after}".replace("\n", "¶"),
                shown or row[4].upper(),
                sep="\t",
                file=file,
            )
            print(*row, sep="\t", file=file)


def check() -> int:
    """Read the kept numbers again: how many readings stay as they were judged."""
    rows = [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()[1:]]
    wanted, lexicon = {row[1] for row in rows}, load()
    analyses = {name: analyse(document, lexicon) for name, document in articles() if name in wanted}
    verdicts, changed = Counter(), []
    for row in rows:
        found = readings(list(analyses[row[1]].mentions), int(row[2]), int(row[3]))
        now = " + ".join(said(one) for one in found)
        verdicts[row[7]] += 1
        if now != row[5]:
            changed.append((*row, now))
    print(f"{len(rows)} numbers: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())))
    for row in changed:
        print("read otherwise now:", *row, sep="\t")
    return 5 if any(row[7] == "right" for row in changed) else 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("command", choices=("draw", "check"))
    options.add_argument("--seed", type=int, default=4)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--out", type=Path, default=Path("numbers.txt"))
    chosen = options.parse_args()
    if not PRESS.is_file():
        print("the press is not at hand", file=sys.stderr)
        return 0
    if chosen.command == "check":
        return check()
    draw(chosen.seed, chosen.count, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
