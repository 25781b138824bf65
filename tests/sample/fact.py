"""Facts drawn by lot from real press, to be judged by reading; what is kept is offsets, slots and verdicts, no text.

    python tests/sample/fact.py draw --seed 7 --kind quantity --out FILE   what was drawn, with text, to judge
    python tests/sample/fact.py keep --seed 7 --kind quantity --drawn FILE --first A.tsv --second B.tsv
        the verdicts of two readers, `number, value, status, place, time, note` a line, into facts.tsv
    python tests/sample/fact.py check                                      every kept lot, against today's rules

An article is drawn, then one fact of it, so that long articles weigh no more than short ones. A verdict of a slot is
`right` (also where the text says nothing and nothing is claimed), `wrong` (another value than the text's, or one where
the text says none), or `missed` (the text says it in the same sentence and nothing is claimed).

What the place of a fact is, so that two readers agree:

1. Where the counted or measured thing is or was, or where what the figure tells of happened or is to happen, as a place
   with a name: a continent, country, region, town, quarter, island, sea. The narrow one is best; a wider one around it
   is right too, and so is one that another sentence or the title supports. Of several with equal right («في فاس
   ومكناس»), each one is right, and so is none. A country or town also has what is its own: its people, exports, votes,
   laws, what its court or hospital does in it («محكمة طوكيو», «مستشفى فاس»).
2. `missed` is only a place that the fact's own sentence names and ties to the figure: in its clause, or at the head of
   the sentence. What other sentences name need not be claimed.
3. `-` is right where the sentence names none so. It is also right, whatever is named, for a stretch of time, an age, an
   angle, a depth or a distance, a rank, a score with its points and goals, a number of times, of words or of reasons, a
   count of places («14 دولة»), a price or share on world markets, and for what is in several places at once.
4. These name no place, and none need be claimed of them: an adjective or a people («اليابانية», «الفلسطينيون»), a
   common noun («المدينة», «المملكة», «هناك»), a building or street without a town's name («سجن كوبر»).
5. Wrong, unless the thing was truly there: where somebody lives, was born, comes from or holds office; the town in the
   name of a team, party section, newspaper or company; where the speaker or the newspaper sits; a country that only
   speaks, acts or is compared («تقول السعودية إن»); where people are still to go; a neighbour («شمال طنجة» is its,
   «على بعد 20 كلم من طنجة» is not); the place of another figure or event.

What the status of a fact is, which is that of its own claim and not of its sentence:

1. `completed`: a deed told as done (built, signed, adopted, allocated, arrested, seized, granted, published), where the
   figure counts what was done; what a deed brought about («مكن من حجز»), and how far a work has come.
2. `reported`: what is told as being so: how many there are, a rate, an age, how long, how far or how dear, what a text
   or plan holds, what is said, asked or allowed, and a deed by noun alone of which the text does not say whether it was
   done («أعلن عن إحداث 30 مركزا»).
3. What befell somebody (killed, hurt, won, lost, attended), a verdict, a vote, an appointment or arrest that is
   announced: either. Wrong is a deed told as done that is `reported`, and a state or measure that is `completed`.
4. `expected` is what is to come or is forecast, `planned` what somebody has decided, scheduled or pledged to do, and a
   future verb alone is either; `target` is what is aimed at.
5. `ongoing` is under way, `suspended` stopped or stalled, `cancelled` given up.

What an event is, and when its action is right:

1. A deed or happening that the text tells of as done, under way or to come, said by a verb («دشن»), by a noun that is
   said to be done or announced («تم تدشين», «أعلن عن إحداث») or dated («الموقعة في يوليوز»): no name, habit or wish.
2. The action is right where its code says what was done to this object, in this sense of the word: «نشر فرقا» publishes
   nothing, «ضبط حالات» seizes nothing. A denied deed («لم تفتح») is right where `stance` says that it is denied.

What its time is:

1. When what the figure tells of was, is or is to be so. `missed` is only a time that its own clause or the head of its
   sentence names; one that nothing in the article lets one resolve («أمس», without a day of publication) is none.
2. Wrong is a time of another clause, of the telling («قال أمس») or of a thing named («القانون الصادر سنة 2011»).
3. `-` is right for a length of time («منذ 4 سنوات»), an age, an angle, a depth or a distance, which may have a time.

The columns `value` to `time` are the first reader's, `second_value` to `second_time` those of a second, who judged
without sight of them; `why` says in a word for each slot on what they disagree. Of an event, `value` is its action. The
first lot was judged before the definitions stood here.
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
READERS = {"first": SLOTS, "second": tuple(f"second_{slot}" for slot in SLOTS)}
COLUMNS = ("seed", "kind", "article", "start", "end", "claims", *READERS["first"], *READERS["second"], "why")
# Of a hundred, how many must be right for a slot to keep its promise.
PROMISED = {"value": 95, "status": 95, "place": 90, "time": 90}


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
            more += f" stance={fact.context.stance}"
            file.write(f"{number}\t{article}\t{start}\t{end}\t{claims(fact)}\n   {shown}\n   {more}\n")


def kept():
    """The facts that were judged, each by the name of its column."""
    header, *lines = [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def keep(seed, kind, drawn_in, first, second):
    """Put the verdicts of two readers, of as many facts as both judged, beside what was claimed."""
    heads = [line.split("\t") for line in Path(drawn_in).read_text("utf-8").splitlines() if line[:1].isdigit()]
    readings = [
        [line.split("\t") for line in Path(reader).read_text("utf-8").splitlines()] for reader in (first, second)
    ]
    rows = kept()
    for (number, article, start, end, claimed, *_), one, other in zip(heads, *readings, strict=False):
        if not number == one[0] == other[0]:
            raise SystemExit(f"the readers part at {number}: {one[0]}, {other[0]}")
        verdicts = (*one[1:5], *other[1:5])
        if not {"right", "wrong", "missed"}.issuperset(verdicts):
            raise SystemExit(f"no verdicts at {number}: {verdicts}")
        why = "; ".join(f"{slot} {_told(one, other, at)}" for at, slot in enumerate(SLOTS, 1) if one[at] != other[at])
        cells = (str(seed), kind, article, start, end, claimed, *verdicts, why)
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    lines = ["\t".join(row[column] for column in COLUMNS) for row in rows]
    KEPT.write_text("\n".join(["\t".join(COLUMNS), *lines, ""]), encoding="utf-8")


def _told(one, other, at):
    """What the reader says who does not find a slot right."""
    note = (one if one[at] != "right" else other)[5:]
    return " ".join(note).replace(";", ",") or "-"


def lots(rows):
    """The kept rows of each lot, in the order they were judged."""
    of = {}
    for row in rows:
        of.setdefault((row["seed"], row["kind"]), []).append(row)
    return of


def shares(rows, reader):
    """A line for each slot: how many are right by this reader, and whether that is what was promised."""
    for slot, column in zip(SLOTS, READERS[reader], strict=True):
        counts = Counter(row[column] for row in rows)
        right, told = counts["right"], ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("wrong", "missed"))
        holds = "holds" if right * 100 >= PROMISED[slot] * len(rows) else "fails"
        yield f"  {reader} reader, {slot}: {right}/{len(rows)} right ({right / len(rows):.1%}), {told}; {holds}"


def disagreements(rows):
    """A line for each slot that the two readers judge differently: where it stands, both verdicts and a word why."""
    for row in rows:
        why = dict(one.split(" ", 1) for one in row["why"].split("; ") if one)
        for slot, first, second in zip(SLOTS, *READERS.values(), strict=True):
            if row[first] != row[second]:
                where = "\t".join(row[column] for column in ("article", "start", "end"))
                yield f"  disagreed:\t{where}\t{slot}\t{row[first]}\t{row[second]}\t{why[slot]}"


def check():
    """Of each lot, each reader's shares, where the two disagree, and how many are claimed otherwise today."""
    for (seed, kind), rows in lots(kept()).items():
        print(f"lot {seed}, {kind}:")
        for reader in READERS:
            print("\n".join(shares(rows, reader)))
        apart = list(disagreements(rows))
        print("\n".join([*apart, f"  {len(apart)} disagreements in {len(rows) * len(SLOTS)} slots"]))
        print(f"  {changed(rows)} of {len(rows)} are claimed otherwise today")


def changed(rows):
    """How many facts today's rules no longer claim as they were judged."""
    texts = dict(articles())
    read = {article: analyse(texts[article], load()).facts for article in {row["article"] for row in rows}}
    now = {(article, *fact.about.span, claims(fact)) for article, facts in read.items() for fact in facts}
    return sum((row["article"], int(row["start"]), int(row["end"]), row["claims"]) not in now for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "keep", "check"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", choices=("quantity", "event"), default="quantity")
    parser.add_argument("--out", default="-")
    for given in ("--drawn", "--first", "--second"):
        parser.add_argument(given)
    asked = parser.parse_args()
    if asked.what == "check":
        check()
    elif asked.what == "keep":
        keep(asked.seed, asked.kind, asked.drawn, asked.first, asked.second)
    else:
        draw(asked.seed, asked.kind, asked.out if asked.out != "-" else "/dev/stdout")
    return 0


if __name__ == "__main__":
    sys.exit(main())
