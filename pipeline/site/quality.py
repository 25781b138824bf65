"""How far what is read can be trusted: what readers found right, and what of this database is in doubt."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.site.asking import one, rows
from pipeline.site.trust import WORDS

_COUNTED = "select name, field, value, number from counts where name = ? and field = ? order by number desc limit 20"
_PAGES = "select quality as value, count(*) as number from pages group by 1 order by 2 desc"
_UNDATED = "select count(*) as number from documents where published_on is null and +superseded_by is null"
_FAILED = (
    "select source, stage, error, hint from failures where run_id = (select max(id) from runs) order by id limit 20"
)
_RUN = "select * from runs order by id desc limit 1"
_CONFIDENCE = """
select sum(confidence >= 0.85) as sure, sum(confidence >= 0.65 and confidence < 0.85) as likely,
  sum(confidence < 0.65) as "check" from facts
"""
# What was judged in each sample, in the order in which it is told.
_JUDGED = {
    "numbers": {"value": "قيمة العدد ومعدوده"},
    "facts": {"value": "قيمة الحقيقة", "status": "حالتها", "place": "مكانها", "time": "زمنها"},
    "events": {"value": "الحدث وفعله", "status": "حالته", "place": "مكانه", "time": "زمنه"},
    "contexts": {"status": "الحالة", "change": "التغير", "stance": "الموقف", "voice": "القائل والمصدر"},
    "names": {"name": "الأسماء التي أضافها التعلم الآلي"},
    "repairs": {"repair": "ما أُصلح في النصوص الرسمية"},
}
_SAMPLES = {
    "numbers": "أعداد من الصحافة",
    "facts": "حقائق من الصحافة",
    "events": "أحداث من الصحافة",
    "contexts": "سياق الأرقام",
    "names": "أسماء من الصحافة",
    "repairs": "إصلاحات النصوص الرسمية",
}
_GOLD = {
    "corpus": "أربع من النماذج المرفقة بالبرنامج", "seeds": "خمسة مقالات عن إصلاح الصحة",
    "press": "ثلاثة عشر مقالا من الصحافة المغربية",
}  # fmt: skip
ARABIC = (*_SAMPLES.values(), *_GOLD.values(), *(text for slots in _JUDGED.values() for text in slots.values()))


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of one reader: so many right, so many wrong, so many that were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def all(self) -> int:
        """How many were judged."""
        return self.right + self.wrong + self.missed


@dataclass(frozen=True, slots=True)
class Sample:
    """A lot drawn by chance and read by people: what was judged, with the verdicts of each reader."""

    title: str
    rows: int
    slots: Sequence[tuple[str, Sequence[Judged]]]


@cache
def measured() -> Mapping[str, Any]:
    """What was measured when the program was made (docs/measure.py)."""
    stored: Mapping[str, Any] = json.loads(files("pipeline.site").joinpath("measured.json").read_text("utf-8"))
    return stored


async def page(db: Any) -> dict[str, Any]:
    """All that the page of quality shows."""
    found = measured()
    counted = {
        name: [row for row in await rows(db, _COUNTED, [name, field]) if row["number"] > 0]
        for name, field in (
            ("v_unread", "reason"),
            ("v_repairs", "kind"),
            ("v_warnings", "kind"),
            ("v_dates", "unresolved"),
        )
    }
    undated = await one(db, _UNDATED)
    return {
        "gold": [(title, found["gold"][name]) for name, title in _GOLD.items()],
        "samples": [_sample(name, found["samples"][name]) for name in _SAMPLES],
        "levels": [(WORDS[level], counts) for level, counts in found["calibration"]["levels"].items()],
        "judged": found["calibration"]["judged"],
        "still": sum(counts["facts"] for counts in found["calibration"]["levels"].values()),
        "counted": counted,
        "undated": undated["number"] if undated else None,
        "pages": await rows(db, _PAGES),
        "failures": await rows(db, _FAILED),
        "run": await one(db, _RUN),
        "confidence": await one(db, _CONFIDENCE),
    }


def _sample(name: str, kept: Mapping[str, Any]) -> Sample:
    slots = [(title, list(map(_judged, kept["slots"][slot]))) for slot, title in _JUDGED[name].items()]
    return Sample(_SAMPLES[name], kept["rows"], slots)


def _judged(verdicts: Mapping[str, int]) -> Judged:
    """The counts of one reader; an empty verdict is a row that was not given to this reader."""
    wrong = verdicts.get("wrong", 0) + verdicts.get("cut", 0) + verdicts.get("doubtful", 0)
    return Judged(verdicts.get("right", 0), wrong, verdicts.get("missed", 0) + verdicts.get("unread", 0))
