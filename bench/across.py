"""How the comparison of documents grows: 10,000, 30,000 and 100,000 facts, made with a fixed seed; `make bench`."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pipeline.claim import Claim, Text
from pipeline.compare import compare, sentence_hashes, signature
from pipeline.lexicon import load

SIZES = (10_000, 30_000, 100_000)
FACTS = 10  # of a document
_UNITS = ("bed", "hospital", "health_centre", "decree", "project", "job", "school", "home")
_STATUSES = ("reported", "completed", "planned", "expected", "target", None)


def made(count: int) -> tuple[list[Text], list[Claim]]:
    """Documents with their facts; every twentieth is a copy of the one before."""
    random = Random(20)
    texts: list[Text] = []
    claims: list[Claim] = []
    for number in range(count // FACTS):
        name, day = f"{number:016x}", date(2025, 1, 1) + timedelta(days=random.randrange(500))
        keys = list(_sentences(random, FACTS))
        if number % 20:
            texts.append(Text(name, day, signature(keys), sentence_hashes(keys)))
        else:
            texts.append(
                Text(name, day, texts[-1].signature, texts[-1].sentences)
                if texts
                else Text(name, day, b"", frozenset())
            )
        claims += (_claim(random, name, day, at) for at in range(FACTS))
    return texts, claims


def _sentences(random: Random, count: int) -> Iterator[str]:
    return (" ".join(f"كلمه{random.randrange(20_000)}" for _ in range(20)) for _ in range(count))


def _claim(random: Random, document: str, day: date, at: int) -> Claim:
    unit, due = random.choice(_UNITS), date(2026, random.randrange(1, 13), 28)
    return Claim(
        id=f"{document}.{at}-{at + 4}.figure.0",
        document_id=document,
        sentence_id=f"{document}.{at}-{at + 80}",
        start=at,
        end=at + 4,
        quote="تضم الجهة 300 سرير موزعة على مدن عديدة",
        published_on=day,
        indicator=unit,
        value=Decimal(random.randrange(3, 3000)),
        unit=unit,
        dimension="count",
        noun=unit,
        status=random.choice(_STATUSES),
        regions=random.choice(((), (f"region/{random.randrange(1, 13):02}", "country/MA"))),
        end_date=random.choice((None, due)),
        time_relation="by",
    )


def main() -> None:
    """Print the seconds for each size."""
    lexicon = load()
    print("\n**the comparison of documents, one core**\n")
    print("| facts | documents | seconds | facts a second | comparisons | promises |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in SIZES:
        texts, claims = made(size)
        start = time.process_time()
        found = compare(texts, claims, date(2026, 6, 1), lexicon)
        seconds = time.process_time() - start
        print(
            f"| {size:,} | {len(texts):,} | {seconds:.1f} | {size / seconds:,.0f} | {len(found.comparisons):,} "
            f"| {len(found.promises):,} |"
        )


if __name__ == "__main__":
    main()
