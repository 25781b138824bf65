"""Concepts: things of public affairs that go by several names, in Arabic, French and English, or by an acronym."""

from pipeline.extract.rule import Match, Read, Rule, Words
from pipeline.values import Name

KIND = "concept"


def _read(match: Match) -> Read | None:
    """`التجمعات الصحية الإقليمية`, `GST` -> the territorial health groups."""
    row = match.row("concept")
    if row is None:
        return None
    identity = f"concept/{row['key']}"
    return Read(Name(row.word, row["type"] or "concept", (identity,)), 0.95)


RULES: tuple[Rule, ...] = (Rule("concept: known name", (Words("concept", clitic=True),), _read),)
