"""Names that the recogniser adds to the rules, drawn by lot from real press and judged by reading; no text is kept.

    python tests/sample/name.py draw --seed 5 --out FILE     what was drawn, with text, to judge
    python tests/sample/name.py check                        the verdicts of names.tsv, and what is read of them today

A verdict is `right` (a name of this kind, with its own first and last letter), `cut` (a part of a name, or more than
one) or `wrong` (no name, or of another kind). The lot is drawn among the articles whose number is odd: the even ones
were read while the doubts were written. What was judged once is drawn no more.
"""

import argparse
import gzip
import json
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Document, Mention, Metadata

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
PRESS = ("press/press.jsonl.gz", "press_other/press_other.jsonl.gz")
KEPT = HERE / "names.tsv"
COLUMNS = ("seed", "article", "start", "end", "kind", "rule", "verdict")
EACH = 50  # of every kind, where there are so many


def articles() -> Iterator[Document]:
    """The press at hand that was not read before, each text once."""
    seen = set()
    for name in PRESS:
        with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                text = one["text"].replace("\0", "\ufffd")
                if zlib.crc32(one["id"].encode()) % 2 and text not in seen:
                    seen.add(text)
                    known = Metadata(None, country="MA")
                    yield Document("0" * 16, one["id"], "0" * 64, "text/plain", text, "test", "1", known)


def added(document: Document) -> list[Mention]:
    """What the recogniser adds in an article."""
    return [mention for mention in analyse(document, load()).mentions if mention.rule.startswith("recogniser")]


def draw(seed: int, each: int, out: Path) -> None:
    """Write what is to be judged; the file holds text and is not for the repository."""
    judged = {tuple(row[1:5]) for row in kept()}
    found: defaultdict[str, list[tuple[Document, Mention]]] = defaultdict(list)
    for document in articles():
        for mention in added(document):
            if (document.source, str(mention.span.start), str(mention.span.end), mention.kind) not in judged:
                found[mention.kind].append((document, mention))
    rng = random.Random(seed)
    with out.open("w", encoding="utf-8") as file:
        for kind, all_of_it in sorted(found.items()):
            print(f"{kind}: {len(all_of_it)} added")
            for document, mention in rng.sample(all_of_it, min(each, len(all_of_it))):
                start, end = mention.span
                before, after = document.text[max(0, start - 50) : start], document.text[end : end + 35]
                shown = f"{before}⟦{mention.surface}⟧{after}".replace("\n", "¶").replace("\t", " ")
                print(seed, document.source, start, end, kind, mention.rule, shown, sep="\t", file=file)


def kept() -> list[list[str]]:
    """The rows of names.tsv."""
    return [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()[1:]] if KEPT.is_file() else []


def check() -> int:
    """The verdicts by kind, and how many of those that were right or wrong are still read."""
    rows = kept()
    wanted = {row[1] for row in rows}
    today = {
        (document.source, str(mention.span.start), str(mention.span.end), mention.kind)
        for document in articles()
        if document.source in wanted
        for mention in added(document)
    }
    for seed in sorted({row[0] for row in rows}):
        for kind in sorted({row[4] for row in rows}):
            those = [row for row in rows if row[0] == seed and row[4] == kind]
            verdicts = Counter(row[6] for row in those)
            still = Counter(row[6] for row in those if (row[1], row[2], row[3], row[4]) in today)
            print(f"seed {seed}, {kind}: {dict(sorted(verdicts.items()))}; still read: {dict(sorted(still.items()))}")
    return 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("command", choices=("draw", "check"))
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--each", type=int, default=EACH)
    options.add_argument("--out", type=Path, default=Path("names.txt"))
    chosen = options.parse_args()
    if not (DATA / PRESS[0]).is_file():
        print("the press is not at hand", file=sys.stderr)
        return 0
    if chosen.command == "check":
        return check()
    draw(chosen.seed, chosen.each, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
