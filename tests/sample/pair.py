"""How many Hijri-Gregorian pairs of the official texts agree after repair: `python tests/sample/pair.py [FOLDER]`."""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline import calendars
from pipeline.ingest.repair import repair
from pipeline.lexicon import load
from pipeline.text import fold

LEXICON = load()
HIJRI, GREGORIAN = LEXICON["hijri_month"], LEXICON["month"]
# A Hijri month, then digits and signs, then a Gregorian month: two dates of one day, in whatever order.
PAIR = re.compile(
    rf"(?<![^\W\d])(?P<hijri>{HIJRI.pattern})(?P<between>[^\w]{{0,4}}\d[\d\W]{{0,20}}(?:فاتح\s)?[\W]{{0,2}})"
    rf"(?P<gregorian>{GREGORIAN.pattern})(?!\w(?<!\d))(?P<behind>\W{{0,6}}\d{{1,5}}\W{{0,3}})?"
)
FORMED = re.compile(
    rf"(?P<day>\d{{1,2}}|فاتح)\s{{1,2}}(?:من\s)?(?:شهر\s)?(?P<hijri>{HIJRI.pattern})\s{{1,2}}(?P<year>1[234]\d\d)\s{{1,2}}"
    rf"\((?P<on>\d{{1,2}}|فاتح)\s{{1,2}}(?P<gregorian>{GREGORIAN.pattern})\s{{1,2}}(?P<in>(?:18|19|20)\d\d)\s?\)"
)


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Every pair with its verdict: agrees, differs (by more than two days), unformed."""
    key = fold(text).text
    formed = {match.start("hijri"): match for match in FORMED.finditer(key)}
    for match in PAIR.finditer(key):
        found = formed.get(match.start("hijri"))
        yield key[max(0, match.start() - 12) : match.end() + 4], verdict(found) if found else "unformed"


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


def main(folder: Path) -> None:
    """Print the counts before repair and after."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    shown: list[str] = []
    with gzip.open(folder / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            before.update(verdict for _, verdict in pairs(text))
            found = list(pairs(repair(text)[0]))
            after.update(verdict for _, verdict in found)
            shown += [f"{verdict}\t{words!r}" for words, verdict in found if verdict != "agrees"]
    for name, counts in (("as published", before), ("repaired", after)):
        total = counts.total()
        print(
            f"{name}: {total} pairs; " + ", ".join(f"{kind} {n} ({n / total:.1%})" for kind, n in counts.most_common())
        )
    if "--show" in sys.argv:
        print("\n".join(shown))


if __name__ == "__main__":
    main(Path(next((name for name in sys.argv[1:] if not name.startswith("-")), "../shared/data/official")))
