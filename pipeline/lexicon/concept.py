"""By what id a row of the table of concepts is known."""

from pipeline.lexicon import Row

_PROGRAMMES = frozenset({"programme", "plan"})


def identity_of(row: Row) -> str:
    """`concept/<key>`; of a programme or a plan, which has phases and facts of its own, `programme/<key>`."""
    return f"{'programme' if row['type'] in _PROGRAMMES else 'concept'}/{row['key']}"
