"""When something found is what the gold says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.text import fold

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a program found: `values` holds start and end, or value and nouns, or names, code and number."""

    docs: tuple[str, ...]
    kind: str
    start: int
    end: int
    surface: str
    values: Mapping[str, Any]
    rule: str = ""


def fits(found: Found, gold: Gold) -> bool:
    """Whether two spans mean the same words: they overlap, and neither is far wider than the other."""
    start, end = gold["start_char"], gold["end_char"]
    if found.start >= end or found.end <= start:
        return False
    wide = found.end - found.start
    return bool(wide <= 2 * (end - start) + 12 and end - start <= 4 * wide + 8)


def value_equal(kind: str, found: Found, gold: Gold) -> bool:
    """Whether two values of a kind are the same.

    A date without a day in the gold must be unresolved; a figure's noun may be any that the gold accepts; a law is its
    number; a place its code where both have one.
    """
    have = found.values
    if kind == "date":
        if gold.get("start") is None:
            return bool(have.get("start") is None or have.get("modifier") == "APPROX")
        return bool(have.get("start") == gold["start"] and have.get("end") == gold["end"])
    if kind == "figure":
        return (
            _near(have.get("value"), gold.get("value"))
            and ("value_max" not in gold or _near(have.get("value_max"), gold["value_max"]))
            and _noun_equal(have.get("nouns", ()), gold.get("noun", ()))
        )
    if kind == "law":
        return _law_equal(found, gold)
    if gold.get("code") and have.get("code"):
        return str(have["code"]) == str(gold["code"])
    if gold.get("entity") and have.get("entity_id"):
        return bool(have["entity_id"] == gold["entity"])
    if not gold.get("name"):
        return True
    return _name_equal(have.get("names", ()), gold["name"], loose=kind != "person" or bool(have.get("linked")))


def _law_equal(found: Found, gold: Gold) -> bool:
    have = found.values
    if gold.get("number") is None:
        return not gold.get("name") or _name_equal([*have.get("names", ()), found.surface], gold["name"], loose=True)
    want = _numbers(gold["number"])
    given = [_numbers(str(have.get(key) or "").split("/", 1)[-1]) for key in ("code", "number", "entity_id")]
    return want in given or (not have.get("linked") and want == _numbers(found.surface))


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", fold(str(text)).text)


def _near(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(other)))


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return re.sub(r"[\s\-]+", " ", fold(name).text).strip()


def _bare(key: str) -> str:
    return re.sub(r"^(?:ال|ل)", "", key)


def _name_equal(names: Iterable[Any], gold: str, *, loose: bool) -> bool:
    want = _key(gold)
    for name in names:
        key = _key(str(name or ""))
        if key and (
            _bare(key) == _bare(want) or (loose and (want in key or (key in want and len(key) >= 0.75 * len(want))))
        ):
            return True
    return False


def _noun_equal(nouns: Iterable[Any], accepted: Iterable[str]) -> bool:
    want = [_key(noun) for noun in accepted]
    have = [_key(str(noun)) for noun in nouns if noun]
    return not want or any(_same_noun(one, other) for one in want for other in have)


def _same_noun(want: str, have: str) -> bool:
    if have == want or have.startswith(want + " ") or _bare(have) == _bare(want):
        return True
    return len(want) > 2 and _bare(have.split(" ", maxsplit=1)[0]) == _bare(want.split(" ", maxsplit=1)[0])
