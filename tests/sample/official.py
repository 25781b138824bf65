"""How well official texts name themselves: number, type and day of issue against what their headings and titles say.

    python tests/sample/official.py [--texts official.jsonl.gz] [--misses]

The truth is read apart from the rules: the kind of text from the folder's clean title, number and day from the heading
of the raw text, by patterns of this file that know how extraction damages it. Two damages are told apart: letters (a
swapped lam-alef in the heading) and dates (the Hijri year and the Gregorian day exchanged around a bracket).
"""

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import analyse
from pipeline.face import documents
from pipeline.lexicon import load
from pipeline.records import Document
from pipeline.values import Legal, Timex

TEXTS = Path(__file__).parents[3] / "shared" / "data" / "official" / "official.jsonl.gz"
_KINDS = (
    ("dahir", r"(?:ظهير|الظهير)"),
    ("decree", r"(?:مرسوم|المرسوم)"),
    ("order", r"(?:قرار|القرار)"),
    ("decision", r"(?:مقرر|المقرر)"),
    ("circular", r"(?:دورية|منشور)"),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "يناير|ينایر",
            "فبراير|فبرایر",
            "مارس",
            "أبريل|ابريل|أبریل|إبريل",
            "ماي|مايو|مای",
            "يونيو|يونيه|یونیو",
            "يوليوز|يوليو|يوليه|یولیوز|يليوز",
            "غشت|أغسطس|اغسطس",
            "شتنبر|سبتمبر",
            "أكتوبر|اكتوبر|أکتوبر",
            "نونبر|نوفمبر",
            "دجنبر|ديسمبر|دیسمبر",
        ),
        1,
    )
    for name in names.split("|")
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# «مرسوم رقم 2.18.306صادر في …»: the line by which a text names itself.
_HEADING = re.compile(
    r"^[\s\d.)(-]{0,8}(?P<type>ظهير شريف|ظهير|مرسوم|قرار|مقرر|دورية|منشور)"
    r"(?P<more>(?:(?!بتطبيق|لتطبيق|بتحديد|بتمديد|بشطب|بنشر|يتعلق|بشأن|بناء|تطبيقا|القانون|الظهير|المرسوم|\n\n)"
    r"[^\d:]){0,200}?)رقم\s{0,3}(?P<number>\d{1,4}(?:\s?[.\-/]\s?\d{1,4}){1,3})\s?"
    r"(?:ال)?(?P<lead>صادر|بتاريخ|مؤرخ)(?P<tail>[^;؛،]{0,110})",
    re.MULTILINE,
)
_SWAPPED = re.compile(r"\b(?:األ|اإل|اآل|لال|الا)\w|\w(?:األ|اإل|اآل)")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a text is: its kind, its number and its day of issue, as its heading shows them to a careful reader."""

    kind: str
    number: str
    day: str | None
    letters: bool
    torn: bool


def truth(text: str, title: str) -> Truth | None:
    """The heading of a text; None where it has none that a reader could check."""
    sound = re.sub("[\u0640\u00ad]", "", text).translate({ord("\u06a9"): "ك", ord("\u06cc"): "ي"})
    hit = _HEADING.search(sound[:3500])
    if hit is None:
        return None
    kind = next((name for name, words in _KINDS if re.match(words, hit["type"])), "")
    said = next((name for name, words in _KINDS if re.match(words, title)), kind)
    # A law is put into force by a dahir; the folder calls such a text by its law.
    kind = said if said == kind or not title.startswith(("قانون", "القانون", "مدونة", "اتفاقية", "الاتفاقية")) else kind
    number = re.sub(r"\s?[.\-/]\s?", ".", hit["number"])
    day, torn = _day(hit["tail"])
    return Truth(kind, number, day, _SWAPPED.search(hit[0]) is not None, torn)


def _day(tail: str) -> tuple[str | None, bool]:
    """The Gregorian day in a heading, and whether its pieces stand out of order."""
    month = re.search(rf"(?:{_MONTH})(?!\w)|(?:{_MONTH})(?=\s?[)(])", tail)
    if month is None:
        return None, True
    numbers = re.findall(r"\d+", tail[: month.start()])
    first = re.search(r"فاتح\s*$", tail[: month.start()].rstrip(" ("))
    year = next((n for n in re.findall(r"\d{4}", tail[month.end() :]) if n[:2] in {"19", "20"}), None)
    day = "1" if first else next((n for n in reversed(numbers) if len(n) <= 2 and 1 <= int(n) <= 31), None)
    if year is None or day is None:
        return None, True
    sound = re.search(rf"14?\d\d\d\s?\(\s?(?:{day}|فاتح)\s?(?:{_MONTH})\s?{year}\s?\)", " ".join(tail.split()))
    return f"{year}-{_MONTHS[month[0]]:02d}-{int(day):02d}", sound is None


def found(document: Document) -> tuple[str, str, str | None] | None:
    """What our rules say that a document is."""
    analysis = analyse(document, load())
    own = next((one for one in analysis.statements if one.own and one.bulletin is None), None)
    if own is None:
        return None
    law = next(one for one in analysis.mentions if one.kind == "law" and one.span.start == own.span.start)
    value = law.value
    issued = own.issued.value if own.issued else None
    if not isinstance(value, Legal):
        return None
    day = issued.start_date.isoformat() if isinstance(issued, Timex) and issued.start_date else None
    return value.type, value.number or "", day


def read(path: Path) -> Iterator[tuple[dict[str, str], Document]]:
    """Every text as our reader gives it, beside its record."""
    data = path.read_bytes()
    records = [json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "texts.jsonl"
        kept = [json.dumps({"id": one["id"], "text": one["text"]}, ensure_ascii=False) for one in records]
        lines.write_text("\n".join(kept) + "\n", "utf-8")
        yield from zip(records, documents(str(lines)), strict=True)


def main() -> None:
    """Print how many texts could be checked, how many came out right, and why the others did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--misses", action="store_true", help="show each miss with its cause")
    arguments = parser.parse_args()
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for record, document in read(arguments.texts):
        wanted = truth(record["text"], record["title"])
        if wanted is None:
            total["without a heading that can be checked"] += 1
            continue
        kind, number, day = found(document) or ("", "", None)
        same = {"number": number == wanted.number, "type": kind == wanted.kind, "day": day == wanted.day}
        same |= {"number and type": same["number"] and same["type"], "all": all(same.values())}
        letters = "letters damaged" if wanted.letters else "letters sound"
        for group in ("headings", f"{letters}, date {'torn' if wanted.torn else 'sound'}"):
            total[group] += 1
            right.update((group, name) for name, equal in same.items() if equal)
        if arguments.misses and not same["all"]:
            wrong = ", ".join(name for name in ("number", "type", "day") if not same[name])
            told = f"want {wanted.kind} {wanted.number} {wanted.day}, got {kind} {number} {day}"
            sys.stdout.write(f"{record['id']}\t{wrong if kind else 'no heading found'}\t{told}\n")
    for group, count in sorted(total.items()):
        scores = [
            f"{name} {right[group, name]} ({right[group, name] / count:.3f})"
            for name in ("number", "type", "number and type", "day", "all")
        ]
        sys.stdout.write(f"{group}: {count}" + ("; " + ", ".join(scores) if "without" not in group else "") + "\n")


if __name__ == "__main__":
    main()
