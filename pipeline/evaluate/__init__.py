"""How much of what a careful reader marks is found, and how much of what is found is right.

Gold is a file of JSON lines: `doc`, `kind`, `start_char`, `end_char` and the values of the kind; a line of kind `meta`
says for which kinds a document is marked exhaustively, so that what is found beyond the gold there is wrong. Found are
the rows of a database, or the lines of any tool in the same form.

A found item is right where its kind is the gold's, its span fits (overlaps, and is not far wider or narrower) and its
value is equal. What is `optional`, or not in_body, counts neither for nor against.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.equal import Found, Gold, fits, value_equal
from pipeline.evaluate.gold import KINDS, read_database, read_gold, read_predictions

__all__ = ["Error", "Rate", "Report", "evaluate", "read_database", "read_gold", "read_predictions"]


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts, and what follows from them. `right` of `found` is known only where the gold is exhaustive."""

    gold: int = 0
    hit: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found."""
        return self.hit / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two."""
        if self.recall is None or self.precision is None:
            return None
        return (
            2 * self.recall * self.precision / (self.recall + self.precision) if self.recall + self.precision else 0.0
        )


@dataclass(frozen=True, slots=True)
class Error:
    """A difference between gold and found: wrong (a value), extra or missed."""

    how: str
    doc: str
    kind: str
    start_char: int
    surface: str
    want: Mapping[str, Any]
    got: Mapping[str, Any]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation: per kind the rates of values and of spans alone, per rule (right, wrong), and every error."""

    gold: str
    sha256: str
    values: Mapping[str, Rate]
    spans: Mapping[str, Rate]
    rules: Mapping[str, tuple[int, int]]
    errors: Sequence[Error]
    unscored: Mapping[str, int]

    @property
    def worst(self) -> Sequence[Error]:
        """Ten errors, false statements first."""
        order = ("wrong", "extra", "missed")
        return sorted(self.errors, key=lambda error: order.index(error.how))[:10]


def evaluate(gold: Sequence[Gold], found: Sequence[Found], name: str = "", digest: str = "") -> Report:
    """Compare what was found with what should be."""
    docs = sorted({str(item["doc"]) for item in gold})
    placed = [(_doc(item, docs), item) for item in found]
    known = [(doc, item) for doc, item in placed if doc is not None]
    exhaustive = {(item["doc"], kind) for item in gold if item["kind"] == "meta" for kind in item.get("exhaustive", ())}
    values: dict[str, Rate] = {}
    spans: dict[str, Rate] = {}
    rules: Counter[tuple[str, bool]] = Counter()
    errors: list[Error] = []
    for kind in KINDS:
        ours = [(doc, item) for doc, item in known if item.kind == kind]
        wanted = [item for item in gold if item["kind"] == kind and item.get("in_body", True)]
        if not wanted and not any(of == kind for _, of in exhaustive):
            continue
        judged = _Judged(kind, wanted, ours, {doc for doc, of in exhaustive if of == kind})
        pairs = judged.pairs(value_equal)
        values[kind] = judged.rate(pairs)
        spans[kind] = judged.rate(judged.pairs(lambda _kind, _found, _gold: True))
        for index in judged.counted(pairs):
            rules[(f"{kind}: {ours[index][1].rule}", index in pairs.values())] += 1
        errors.extend(judged.errors(pairs))
    return Report(
        gold=name,
        sha256=digest,
        values=values,
        spans=spans,
        rules={rule: (rules[(rule, True)], rules[(rule, False)]) for rule in sorted({rule for rule, _ in rules})},
        errors=errors,
        unscored=Counter(item["kind"] for item in gold if item["kind"] not in (*KINDS, "meta")),
    )


def _doc(item: Found, docs: Sequence[str]) -> str | None:
    tails = [re.split(r"[/#!]", source)[-1] for source in item.docs]
    return next((doc for doc in docs if doc in tails), None) or next(
        (doc for doc in docs if any(doc in tail for tail in tails)), None
    )


Equal = Callable[[str, Found, Gold], bool]


@dataclass(frozen=True, slots=True)
class _Judged:
    """The gold and the found items of one kind."""

    kind: str
    gold: Sequence[Gold]
    found: Sequence[tuple[str, Found]]
    exhaustive: set[str]

    def pairs(self, equal: Equal) -> dict[int, int]:
        """Index of gold -> index of what was found for it."""
        used: set[int] = set()
        pairs: dict[int, int] = {}
        near: dict[str, list[int]] = defaultdict(list)
        for index, (doc, _) in enumerate(self.found):
            near[doc].append(index)
        for number, item in enumerate(self.gold):
            if item.get("optional"):
                continue
            by_value = item.get("match") == "value"
            for index in near[item["doc"]]:
                found = self.found[index][1]
                if index not in used and (by_value or fits(found, item)) and equal(self.kind, found, item):
                    used.add(index)
                    pairs[number] = index
                    break
        return pairs

    def counted(self, pairs: Mapping[int, int]) -> list[int]:
        """What was found where the gold is exhaustive, without what an optional item excuses."""
        used = set(pairs.values())
        return [
            index
            for index, (doc, found) in enumerate(self.found)
            if doc in self.exhaustive and (index in used or not self._excused(doc, found))
        ]

    def _excused(self, doc: str, found: Found) -> bool:
        return any(
            value_equal(self.kind, found, item)
            if item.get("match") == "value"
            else found.start < item["end_char"] and found.end > item["start_char"]
            for item in self.gold
            if item.get("optional") and item["doc"] == doc
        )

    def rate(self, pairs: Mapping[int, int]) -> Rate:
        """The counts of one kind."""
        counted = self.counted(pairs)
        used = set(pairs.values())
        return Rate(
            gold=sum(not item.get("optional") for item in self.gold),
            hit=len(pairs),
            found=len(counted),
            right=sum(index in used for index in counted),
        )

    def errors(self, pairs: Mapping[int, int]) -> Iterable[Error]:
        """What differs: a wrong value is one error, not a miss and an extra."""
        used = set(pairs.values())
        for number, item in enumerate(self.gold):
            if number in pairs or item.get("optional"):
                continue
            wrong = next(
                (
                    index
                    for index, (doc, found) in enumerate(self.found)
                    if index not in used and doc == item["doc"] and item.get("match") != "value" and fits(found, item)
                ),
                None,
            )
            want = {key: value for key, value in item.items() if key not in _PLACE and value is not None}
            start, surface = int(item.get("start_char", 0)), str(item.get("surface", ""))
            if wrong is None:
                yield Error("missed", item["doc"], self.kind, start, surface, want, {})
                continue
            used.add(wrong)
            found = self.found[wrong][1]
            yield Error("wrong", item["doc"], self.kind, start, found.surface, want, _plain(found), found.rule)
        for index in self.counted(pairs):
            doc, found = self.found[index]
            if index not in used:
                yield Error("extra", doc, self.kind, found.start, found.surface, {}, _plain(found), found.rule)


# What a line holds besides its value.
_PLACE = ("doc", "kind", "start_char", "end_char", "surface", "note", "grain", "relative", "in_body", "zone", "type")


def _plain(found: Found) -> Mapping[str, Any]:
    return {
        key: value
        for key, value in found.values.items()
        if key not in _PLACE and value not in (None, [], [None], False)
    }
