"""Numbers drawn by lot from real press, judged by reading; what is kept is offsets, values and verdicts, no text.

    python tests/sample/number.py draw --seed 41 --out blind.txt
        the numbers in their sentences, without a word of what our rules read there
    python tests/sample/number.py compare --seed 41 --reader 1 --readings mine.tsv [--keep]
        a reader's readings against ours: what differs is shown, and with --keep the verdicts go into numbers.tsv
    python tests/sample/number.py check
        every kept lot: its verdicts, where its readers disagree, and what today's rules read otherwise

A reader writes one line a number, `number <tab> reading`, before seeing ours: a figure as `approx 7000 bed`,
`22..23 percent`, `60 km/hour` (a unit of lexicon/ar/unit.tsv, or the noun in Arabic); what is no figure as `date`,
`law`, `ordinal`, `score` or `-` (a verse, a page, a name); several joined by ` + `. Equal readings are right. Where
they differ the reader gives a third cell after the comparison: `right` (the two say the same), `wrong` or `unread` (a
figure that was missed and stands in `unread`). A second reader does the same with `--reader 2`, without sight of the
first.

The lot is drawn among runs of digits and number words found by patterns of this file, not by the extractors; what an
earlier lot of numbers.tsv holds is not drawn again.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Mention, Metadata
from pipeline.run.analysis import Analysis
from pipeline.text import Span, fold
from pipeline.values import Figure, Number, decimal, describe

HERE = Path(__file__).parent
PRESS = HERE.parents[2] / "shared" / "data" / "press" / "press.jsonl.gz"
KEPT = HERE / "numbers.tsv"
COLUMNS = ("seed", "article", "start", "end", "read_as", "value", "reading_1", "first", "reading_2", "second")
VERDICTS = ("right", "wrong", "unread")
# What a reader calls that which is no figure, and what our rules call it.
NO_FIGURE = frozenset({"date", "law", "ordinal", "score", "-"})
_NUMBERED = ("figure", "date", "law", "ordinal", "score")
_BEFORE, _AFTER = 130, 90
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number of the lot, in its article."""

    article: str
    document: Document
    span: Span


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


def kept() -> list[dict[str, str]]:
    """The rows of numbers.tsv."""
    lines = KEPT.read_text("utf-8").splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]


def earlier(seed: int) -> set[tuple[str, int]]:
    """Where the lots kept before this one have been: nothing is judged twice."""
    seeds = list(dict.fromkeys(row["seed"] for row in kept()))
    before = seeds[: seeds.index(str(seed))] if str(seed) in seeds else seeds
    return {(row["article"], int(row["start"])) for row in kept() if row["seed"] in before}


def lot(seed: int, count: int) -> list[Drawn]:
    """So many numbers by lot, in order of the articles."""
    seen = earlier(seed)
    everything = []
    for name, document in articles():
        key = fold(document.text)
        spans = (key.to_source(*hit.span()) for hit in LOT.finditer(key.text))
        everything += [Drawn(name, document, span) for span in spans if (name, span.start) not in seen]
    rng = random.Random(seed)
    return sorted(rng.sample(everything, count), key=lambda one: (one.article, one.span))


def context(one: Drawn) -> str:
    """The number in its sentence, on one line."""
    text, (start, end) = one.document.text, one.span
    around = f"{text[max(0, start - _BEFORE) : start]}⟦{text[start:end]}⟧{text[end : end + _AFTER]}"
    return re.sub(r"[\n\t\r]+", "¶", around)


def found(analysis: Analysis, span: Span) -> list[Mention]:
    """What the extractors say of a stretch."""
    return [
        mention
        for mention in analysis.mentions
        if mention.kind in _NUMBERED and mention.span.start < span.end and span.start < mention.span.end
    ]


def said(mention: Mention) -> str:
    """A reading without a word of the text: value and unit code."""
    value = mention.value
    if not isinstance(value, Figure):
        return describe(value) if not isinstance(value, Number) else decimal(value.value)
    amount = decimal(value.value) + (f"..{decimal(value.value_max)}" if value.value_max is not None else "")
    unit = (value.unit or value.dimension) + (f"/{value.unit_per}" if value.unit_per else "")
    return " ".join(part for part in (value.qualifier, amount, unit) if part)


def equal(reading: str, mentions: Sequence[Mention]) -> bool:
    """Whether a reader and the rules say the same: `approx 30 سرير` and approx 30 bed; `date` and a date."""
    parts = reading.split(" + ")
    figures = [part for part in parts if part not in NO_FIGURE]
    ours = [mention.value for mention in mentions if isinstance(mention.value, Figure)]
    return len(figures) == len(ours) and all(map(_same, figures, ours))


_READING = re.compile(
    r"(?:(?P<qualifier>approx|more_than|less_than|at_least|at_most) )?(?P<value>-?[\d.]+?)(?:\.\.(?P<most>-?[\d.]+))?"
    r"(?: (?P<noun>[^/]+)(?:/(?P<per>\w+))?)?"
)


def _same(reading: str, figure: Figure) -> bool:
    parts = _READING.fullmatch(reading)
    if parts is None:
        raise SystemExit(f"not a reading: {reading!r}")
    most = decimal(figure.value_max) if figure.value_max is not None else None
    amount = (parts["qualifier"], parts["value"], parts["most"], parts["per"])
    if amount != (figure.qualifier, decimal(figure.value), most, figure.unit_per):
        return False
    nouns = {figure.unit, *(fold(noun).text for noun in (figure.noun, figure.noun_lemma) if noun)}
    return (fold(parts["noun"]).text if parts["noun"] else None) in nouns | {figure.unit or ""}


def written(reading: str) -> str:
    """A reading as it is kept, without Arabic: `approx 30 سرير` -> approx 30 count."""
    return re.sub(r"[^\x00-\x7f]+(?: [^\x00-\x7f]+)*", "count", reading)


def draw(seed: int, count: int, out: Path) -> None:
    """Write what is to be read; the file holds text and is not for the repository."""
    lines = [f"{number}\t{context(one)}\n" for number, one in enumerate(lot(seed, count))]
    out.write_text("".join(lines), "utf-8")


def compare(drawn: Sequence[Drawn], readings: Path, reader: int) -> list[dict[str, str]] | None:
    """The rows of a lot with this reader's verdicts; None, and what differs is printed, while verdicts are missing."""
    lexicon, analyses = load(), {}
    lines = [line.split("\t") for line in readings.read_text("utf-8").splitlines()]
    if [line[0] for line in lines] != [str(number) for number in range(len(drawn))]:
        raise SystemExit(f"{readings} should hold the numbers 0 to {len(drawn) - 1} in order, one a line")
    rows, open_ones = [], 0
    for one, (number, reading, *settled) in zip(drawn, lines, strict=True):
        if one.article not in analyses:
            analyses = {one.article: analyse(one.document, lexicon)}
        analysis = analyses[one.article]
        ours = found(analysis, one.span)
        missed = any(miss.span.start < one.span.end and one.span.start < miss.span.end for miss in analysis.unread)
        verdict = "right" if equal(reading, ours) else settled[0] if settled else ""
        if not verdict:
            open_ones += 1
            shown = " + ".join(f"{mention.kind}[{mention.surface}]={describe(mention.value)}" for mention in ours)
            print(number, reading, shown or ("unread" if missed else "none"), context(one), sep="\t")
        read_as = " + ".join(mention.kind for mention in ours) or ("unread" if missed else "none")
        place = (one.article, str(one.span.start), str(one.span.end), read_as, " + ".join(map(said, ours)))
        both = (written(reading), verdict, "", "") if reader == 1 else ("", "", written(reading), verdict)
        rows.append(dict(zip(COLUMNS[1:], (*place, *both), strict=True)))
    return None if open_ones else rows


def keep(seed: int, rows: Sequence[dict[str, str]], reader: int) -> None:
    """Put a reader's verdicts into numbers.tsv, beside those of the other reader."""
    everything = {(row["seed"], row["article"], row["start"]): row for row in kept()}
    for row in rows:
        known = everything.setdefault((str(seed), row["article"], row["start"]), {"seed": str(seed), **row})
        mine = {f"reading_{reader}", ("first", "second")[reader - 1]}
        known.update({column: row[column] for column in mine})
    lines = ["\t".join(row[column] for column in COLUMNS) for row in everything.values()]
    KEPT.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", "utf-8")


def tell(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """The verdicts of every lot by reader, and where two readers disagree."""
    for seed in dict.fromkeys(row["seed"] for row in rows):
        here = [row for row in rows if row["seed"] == seed]
        for column in ("first", "second"):
            verdicts = Counter(row[column] for row in here if row[column])
            if verdicts:
                counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS)
                yield f"lot {seed}, {column} reader: {counts}"
        for row in here:
            if row["first"] and row["second"] and row["first"] != row["second"]:
                yield "disagreed:\t" + "\t".join(row.values())


def check() -> int:
    """Read the kept numbers again: what is read otherwise than it was judged."""
    rows = kept()
    print(*tell(rows), sep="\n")
    wanted, lexicon = {row["article"] for row in rows}, load()
    analyses = {name: analyse(document, lexicon) for name, document in articles() if name in wanted}
    lost = False
    for row in rows:
        ours = found(analyses[row["article"]], Span(int(row["start"]), int(row["end"])))
        now = " + ".join(map(said, ours))
        if now != row["value"]:
            lost |= "wrong" not in (row["first"], row["second"]) and "right" in (row["first"], row["second"])
            print("read otherwise now:", *row.values(), now, sep="\t")
    return 5 if lost else 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("command", choices=("draw", "compare", "check"))
    options.add_argument("--seed", type=int, default=41)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--out", type=Path, default=Path("numbers.txt"))
    options.add_argument("--readings", type=Path, default=Path("readings.tsv"))
    options.add_argument("--reader", type=int, choices=(1, 2), default=1)
    options.add_argument("--keep", action="store_true")
    chosen = options.parse_args()
    if not PRESS.is_file():
        print("the press is not at hand", file=sys.stderr)
        return 0
    if chosen.command == "check":
        return check()
    if chosen.command == "draw":
        draw(chosen.seed, chosen.count, chosen.out)
        return 0
    rows = compare(lot(chosen.seed, chosen.count), chosen.readings, chosen.reader)
    if rows is None:
        return 1
    if chosen.keep:
        keep(chosen.seed, rows, chosen.reader)
    print(*tell([{"seed": str(chosen.seed), **row} for row in rows]), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
