"""Kill real ingests at random moments: what they leave is whole, and the next run completes it.

python tests/crash/kill.py --kills 200 --documents 300
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.store.checks import check, check_file
from pipeline.store.dump import dump
from pipeline.store.opening import open_database

PLACES = ("جهة الشرق", "جهة فاس مكناس", "مدينة الرباط", "إقليم تازة", "جهة سوس ماسة")
UNITS = ("مستشفى", "مركزا صحيا", "سريرا", "طبيبا", "كيلومترا")
SENTENCES = (
    "أعلنت الوزارة يوم 12 دجنبر {year} عن فتح {number} {unit} في {place}.",
    "وكانت {place} تضم {number} {unit} سنة {year}، أي بزيادة 12,5 في المائة.",
    "ويأتي ذلك تطبيقا للقانون رقم {law}.22 المتعلق بتنظيم القطاع في {place}.",
    "وبلغت الكلفة {number} مليون درهم، منها 300 مليون درهم من ميزانية الدولة.",
)


def write_corpus(folder: Path, documents: int, seed: int) -> None:
    """Documents that share places and laws."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(documents):
        lines = [
            chance.choice(SENTENCES).format(
                year=chance.randint(2019, 2026),
                number=chance.randint(3, 999),
                unit=chance.choice(UNITS),
                place=chance.choice(PLACES),
                law=f"{chance.randint(1, 30):02}",
            )
            for _ in range(chance.randint(4, 24))
        ]
        (folder / f"{number:04}.txt").write_text("\n".join(lines) + "\n", "utf-8")


@dataclass
class Crash:
    """A corpus, what an undisturbed ingest makes of it, and what became of the disturbed ones."""

    folder: Path
    documents: int
    seed: int = 1
    jobs: int = 1
    reference: str = ""
    seconds: float = 0.0
    kills: int = 0
    completed: int = 0
    found_between: set[int] = field(default_factory=set)

    def prepare(self) -> None:
        write_corpus(self.folder / "texts", self.documents, self.seed)
        began = time.monotonic()
        assert self.start(self.folder / "reference.db").wait() == 0
        self.seconds = time.monotonic() - began
        self.reference = whole(self.folder / "reference.db")

    def start(self, db: Path) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "pipeline", "ingest", str(self.folder / "texts")),
                *("--db", str(db), "--quiet", "--jobs", str(self.jobs)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def disturb(self, kills: int) -> None:
        chance = random.Random(self.seed)
        folder = self.folder / "disturbed"
        db = folder / "facts.db"
        while self.kills < kills:
            process = self.start(db)
            try:
                process.wait(timeout=chance.uniform(0.1, 1.0) * self.seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                self.kills += 1
                self.look(db)
            else:
                assert process.returncode == 0, process.stderr.read().decode()
                self.finish(db)
        assert self.start(db).wait() == 0
        self.finish(db)

    def look(self, db: Path) -> None:
        """What a killed run left passes every check."""
        if db.exists() and db.stat().st_size:
            with closing(open_database(db)) as opened:
                assert (*check_file(opened), *check(opened)) == ()
                self.found_between.add(opened.execute("SELECT count(*) FROM documents").fetchone()[0])

    def finish(self, db: Path) -> None:
        """A completed run is the undisturbed one; the next begins afresh."""
        self.look(db)
        assert whole(db) == self.reference
        self.completed += 1
        shutil.rmtree(db.parent)


def whole(db: Path) -> str:
    with closing(open_database(db, create=False)) as opened:
        return dump(opened)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        crash = Crash(Path(folder), options.documents, options.seed, options.jobs)
        crash.prepare()
        crash.disturb(options.kills)
    partly = sum(0 < count < options.documents for count in crash.found_between)
    print(  # noqa: T201  (a script says what it did)
        f"{crash.kills} kills, {crash.completed} completions, {options.documents} documents,"
        f" {partly} different partial states seen, every check passed"
    )


if __name__ == "__main__":
    main()
