"""Facts drawn by lot from real press, to be judged by reading; what is kept is offsets, slots and verdicts, no text.

    python tests/sample/fact.py draw --seed 7 --kind quantity --out FILE   what was drawn, with text, to judge
    python tests/sample/fact.py check                                      the slots of facts.tsv, against today's rules

An article is drawn, then one fact of it, so that long articles weigh no more than short ones. A verdict of a slot is
`right` (also where the text says nothing and nothing is claimed), `wrong` (another value than the text's, or one where
the text says none), or `missed` (the text says it in the same sentence and nothing is claimed).
"""

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

from number import articles

from pipeline.build import analyse
from pipeline.lexicon import load
from pipeline.records import Mention
from pipeline.values import decimal

KEPT = Path(__file__).parent / "facts.tsv"
SLOTS = ("value", "status", "place", "time")
COLUMNS = ("seed", "article", "start", "end", "claims", *SLOTS)


def drawn(seed, kind, count=150):
    """So many facts by lot, each of another article."""
    chance = random.Random(seed)
    order = sorted(articles(), key=lambda pair: pair[0])
    chance.shuffle(order)
    made = []
    for article, document in order:
        if not re.search(r"\d", document.text):
            continue
        said = analyse(document, load()).facts
        facts = [fact for fact in said if isinstance(fact.about, Mention) == (kind == "quantity")]
        if facts:
            made.append((article, document, chance.choice(facts)))
        if len(made) == count:
            break
    return made


def claims(fact):
    """The slots of a fact in one cell."""
    value = fact.about.value if isinstance(fact.about, Mention) else None
    head = f"{decimal(value.value)} {value.unit or value.dimension}" if value is not None else fact.about.action
    time = f"{fact.start_date}/{fact.end_date} {fact.time_relation} {fact.time_how}" if fact.time_how else "-"
    place = f"{fact.place_id} {fact.place_how}" if fact.place else "-"
    return f"{head}; {fact.context.status}; {place}; {time}"


def draw(seed, kind, out):
    with Path(out).open("w", encoding="utf-8") as file:
        for number, (article, document, fact) in enumerate(drawn(seed, kind), 1):
            start, end = fact.about.span
            before, after = document.text[max(0, start - 260) : start], document.text[end : end + 130]
            shown = f"{before}⟦{fact.about.surface}⟧{after}".replace("\n", " ¶ ")
            more = f"place={fact.place} action={fact.action} subject={fact.subject} speaker={fact.context.speaker}"
            file.write(f"{number}\t{article}\t{start}\t{end}\t{claims(fact)}\n   {shown}\n   {more}\n")


def check():
    """Today's claims of the facts that were judged, and the share of each verdict."""
    rows = [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()[1:]]
    texts = dict(articles())
    verdicts = {slot: Counter() for slot in SLOTS}
    changed = 0
    read = {}
    for _, article, start, end, said, *judged in rows:
        if article not in read:
            read[article] = analyse(texts[article], load()).facts
        span = (int(start), int(end))
        now = [claims(fact) for fact in read[article] if tuple(fact.about.span) == span]
        changed += said not in now
        for slot, verdict in zip(SLOTS, judged, strict=True):
            verdicts[slot][verdict] += 1
    for slot, counts in verdicts.items():
        total = sum(counts.values())
        print(f"{slot}: {counts['right']}/{total} right ({counts['right'] / total:.1%}), {dict(counts)}")
    for how in ("clause", "sentence", "previous", "document"):
        judged = [row[7] for row in rows if row[4].split("; ")[2].endswith(f" {how}")]
        print(f"place from the {how}: {judged.count('right')}/{len(judged)} right")
    print(f"{changed} of {len(rows)} are claimed otherwise today")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "check"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", choices=("quantity", "event"), default="quantity")
    parser.add_argument("--out", default="-")
    asked = parser.parse_args()
    if asked.what == "check":
        check()
    else:
        draw(asked.seed, asked.kind, asked.out if asked.out != "-" else "/dev/stdout")
    return 0


if __name__ == "__main__":
    sys.exit(main())
