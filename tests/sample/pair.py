"""How many Hijri-Gregorian pairs of the official texts agree after repair: `python tests/sample/pair.py [FOLDER]`."""

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline import calendars
from pipeline.build import analyse
from pipeline.ingest.repair import repair
from pipeline.lexicon import load
from pipeline.records import Document, Repair
from pipeline.text import Span, fold

LEXICON = load()
SEED, SAMPLE, AROUND = 20261122, 300, 120
WARNINGS = ("hijri_mismatch", "damaged_date", "impossible_date")
HIJRI, GREGORIAN = LEXICON["hijri_month"], LEXICON["month"]
# A Hijri month, then digits and signs, then a Gregorian month: two dates of one day, in whatever order.
PAIR = re.compile(
    rf"(?<![^\W\d])(?P<hijri>{HIJRI.pattern})(?P<between>[^\w]{{0,4}}\d[\d\W]{{0,20}}(?:فاتح\s)?[\W]{{0,2}})"
    rf"(?P<gregorian>{GREGORIAN.pattern})(?!\w(?<!\d))(?P<behind>\W{{0,6}}\d{{1,5}}\W{{0,3}})?"
)
FORMED = re.compile(
    rf"(?P<day>\d{{1,2}}|فاتح)\s{{1,2}}(?:من\s)?(?:شهر\s)?(?P<hijri>{HIJRI.pattern})\s{{1,2}}(?:\d{{1,2}}\n\s?)?(?P<year>1[234]\d\d)\s{{1,2}}"
    rf"(?:\d{{1,2}}\n\s?)?\((?P<on>\d{{1,2}}|فاتح)\s{{1,2}}(?:\d{{1,2}}\n\s?)?(?P<gregorian>{GREGORIAN.pattern})\s{{1,2}}(?P<in>(?:18|19|20)\d\d)\s?\)"
)


def pairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Where every pair stands, with its verdict: agrees, differs (by more than two days), unformed."""
    key = fold(text)
    formed = {match.start("hijri"): match for match in FORMED.finditer(key.text)}
    for match in PAIR.finditer(key.text):
        found = formed.get(match.start("hijri"))
        yield *key.to_source(*match.span()), verdict(found) if found else "unformed"


def verdict(match: re.Match[str]) -> str:
    """Whether the two dates name one day, give or take two."""
    hijri, gregorian = HIJRI.find(match["hijri"]), GREGORIAN.find(match["gregorian"])
    assert hijri
    assert gregorian
    first, second = (1 if match[part] == "فاتح" else int(match[part]) for part in ("day", "on"))
    try:
        given = date(int(match["in"]), int(gregorian["month"]), second)
    except ValueError:
        return "differs"
    computed = calendars.tabular_hijri(int(match["year"]), int(hijri["month"]), first)
    return "agrees" if computed and abs((computed - given).days) <= calendars.HIJRI_TOLERANCE else "differs"


def flagged(text: str, start: int, end: int) -> bool:
    """Whether the database warns of a pair, read with what stands around it."""
    first, last = max(0, start - AROUND), end + AROUND
    made = (Repair(Span(0, 0), "", "", "number_order"),)
    document = Document("0" * 16, "", "", "text/plain", text[first:last], "plain", "1", repairs=made)
    spans = (warning.span for warning in analyse(document, LEXICON).warnings if warning.kind in WARNINGS)
    return any(one.start < end - first and start - first < one.end for one in spans)


def main(folder: Path) -> None:
    """Print the counts before repair and after, and of how many pairs the database warns."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    shown: list[str] = []
    agreeing: list[tuple[str, int, int]] = []
    with gzip.open(folder / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            before.update(verdict for *_, verdict in pairs(text))
            repaired, _ = repair(text)
            for start, end, verdict in pairs(repaired):
                after[verdict] += 1
                if verdict == "agrees":
                    agreeing.append((repaired, start, end))
                    continue
                warned[verdict] += (told := flagged(repaired, start, end))
                shown.append(f"{verdict}\t{'warned' if told else 'silent'}\t{repaired[start - 12 : end + 4]!r}")
    for name, counts in (("as published", before), ("repaired", after)):
        told = ", ".join(f"{kind} {n} ({n / counts.total():.1%})" for kind, n in counts.most_common())
        print(f"{name}: {counts.total()} pairs; {told}")
    for kind, n in warned.items():
        print(f"{kind}: {n} of {after[kind]} are warned of")
    drawn = random.Random(SEED).sample(agreeing, min(SAMPLE, len(agreeing)))
    false = sum(flagged(*one) for one in drawn)
    print(f"agrees: {false} of {len(drawn)} drawn are warned of")
    if "--show" in sys.argv:
        print("\n".join(shown))


if __name__ == "__main__":
    main(Path(next((name for name in sys.argv[1:] if not name.startswith("-")), "../shared/data/official")))
