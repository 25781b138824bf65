"""A rule made ready for a lexicon: its regular expression, and the cues that make it worth a try."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.rule.cue import cues
from pipeline.extract.rule.rule import Rule
from pipeline.extract.rule.shadow import Shadow
from pipeline.extract.rule.shape import Found, Run, Words, begins, needs, parts, regex
from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule whose shape has become one regular expression.

    `needs` are the bits of what a sentence must hold, and `begins` that of the words with which the shape can begin (0
    where it may begin anywhere). `found` are the kinds of mentions that it may hold, `tables` the tables of its named
    parts, `exact` those parts of which the table has rows that the surface decides.
    """

    rule: Rule
    regex: re.Pattern[str]
    needs: int
    begins: int
    found: frozenset[str]
    tables: Mapping[str, str]
    exact: tuple[str, ...]

    def hits(self, shadow: Shadow) -> list[re.Match[str]]:
        """Where the shape matches: what `regex.finditer` gives, found from the words with which it can begin."""
        if not self.begins:
            return [hit for hit in self.regex.finditer(shadow.text) if hit[0]]
        text, match, end = shadow.text, self.regex.match, 0
        found = []
        for place in shadow.places(self.begins):
            if place >= end and (hit := match(text, place)) and hit[0]:
                found.append(hit)
                end = hit.end()
        return found


def compile_rule(rule: Rule, lexicon: Lexicon) -> Compiled:
    """Turn a shape into one regular expression."""
    known = cues(lexicon)
    first = begins(rule.shape, lexicon)
    hints = rule.hints(lexicon) if callable(rule.hints) else rule.hints
    asked = {first, hints, *(needs(item, lexicon) for item in rule.shape)} - {frozenset()}
    every = parts(rule.shape)
    tables = {part.name or part.table: part.table for part in every if isinstance(part, Words | Run)}
    return Compiled(
        rule=rule,
        regex=re.compile(regex(rule.shape, lexicon)),
        needs=sum(map(known.bit, asked)),
        begins=known.bit(first) if first else 0,
        found=frozenset(part.kind for part in every if isinstance(part, Found)),
        tables=tables,
        exact=tuple(
            name for name, table in tables.items() if any(row.cells.get("exact") == "1" for row in lexicon[table])
        ),
    )
