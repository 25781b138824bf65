"""Contexts of figures drawn by lot from real press, judged by reading; what is kept is offsets and verdicts, no text.

    python tests/sample/context.py draw --seed 113 --out lot.txt
        figures of 60 articles in their sentences, with what is said of each: status, change, stance, voice
    python tests/sample/context.py keep --seed 113 --wrong 7:status,31:voice
        the lot goes into contexts.tsv, right in every slot but those named
    python tests/sample/context.py check
        the share of right contexts by slot, and how many are read otherwise today

The voice is the speaker, whom they are taken for, and the source. What the text says and we leave out is wrong.
"""

import argparse
import random
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from fact import articles

from pipeline.build import analyse
from pipeline.context import contexts
from pipeline.lexicon import load

KEPT = Path(__file__).parent / "contexts.tsv"
COLUMNS = ("seed", "article", "start", "end", "read_as", "status", "change", "stance", "voice")
SLOTS = COLUMNS[5:]
_ARTICLES, _FIGURES = 60, 100


@cache
def documents():
    return dict(articles())


@cache
def read(article):
    """The figures of an article, each with what is said of it, as one line."""
    analysis = analyse(documents()[article], load())
    figures = [mention for mention in analysis.mentions if mention.kind == "figure"]
    told = contexts(analysis.document, analysis.sentences, analysis.mentions, figures, load())
    return analysis, {tuple(one.span): described(context) for one, context in zip(figures, told, strict=True)}


def described(context):
    meant = context.speaker_mention.entity_id if context.speaker_mention else None
    voice = [kind for kind in ("speaker", "source_text", "condition") if getattr(context, kind)]
    return "; ".join(
        (context.status or "-", context.change or "-", context.stance or "-", ",".join(voice), meant or "-")
    )


def lot(seed):
    """The figures drawn: article and span."""
    chance = random.Random(seed)
    drawn = []
    for article in chance.sample(sorted(documents()), _ARTICLES):
        analysis, found = read(article)
        body = [one for one in analysis.sentences if one.in_body]
        drawn += [(article, span) for span in found if any(one.span.start <= span[0] < one.span.end for one in body)]
    return sorted(chance.sample(drawn, min(_FIGURES, len(drawn))))


def draw(seed, file):
    for number, (article, span) in enumerate(lot(seed), 1):
        analysis, found = read(article)
        text = analysis.document.text
        sentence = next(one for one in analysis.sentences if one.span.start <= span[0] < one.span.end)
        shown = f"{text[sentence.span.start : span[0]]}⟦{text[slice(*span)]}⟧{text[span[1] : sentence.span.end]}"
        file.write(f"{number}\t{found[span]}\n   {' '.join(shown.split())}\n")


def keep(seed, wrong):
    faults = {tuple(one.split(":")) for one in wrong.split(",") if one}
    with KEPT.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write("\t".join(COLUMNS) + "\n")
        for number, (article, span) in enumerate(lot(seed), 1):
            verdicts = ["wrong" if (str(number), slot) in faults else "right" for slot in SLOTS]
            file.write("\t".join((str(seed), article, *map(str, span), read(article)[1][span], *verdicts)) + "\n")


def check():
    rows = [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()[1:]]
    for at, slot in enumerate(SLOTS, 5):
        counts = Counter(row[at] for row in rows)
        print(f"{slot}: {counts['right']} of {len(rows)} right ({counts['right'] / len(rows):.1%})")
    changed = sum(read(row[1])[1].get((int(row[2]), int(row[3]))) != row[4] for row in rows)
    print(f"{changed} of {len(rows)} are read otherwise today")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "keep", "check"))
    parser.add_argument("--seed", type=int, default=113)
    parser.add_argument("--wrong", default="")
    parser.add_argument("--out", default="-")
    asked = parser.parse_args()
    if asked.what == "check":
        check()
    elif asked.what == "keep":
        keep(asked.seed, asked.wrong)
    elif asked.out == "-":
        draw(asked.seed, sys.stdout)
    else:
        with Path(asked.out).open("w", encoding="utf-8") as file:
            draw(asked.seed, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
