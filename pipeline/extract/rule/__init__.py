"""A rule is a name, a shape and a reading; how shapes are matched against a sentence.

A shape is a sequence of items: words of a table, patterns, and mentions of earlier extractors. It becomes one plain
regular expression over the sentence's key, in which each such mention stands as a single private-use character; so the
cost of a rule does not grow with what stands before it. A rule is tried only in a sentence that holds its words, and
only where one of its first words stands.
"""

from pipeline.extract.rule.compiled import Compiled, compile_rule
from pipeline.extract.rule.cue import DIGITS
from pipeline.extract.rule.match import Match
from pipeline.extract.rule.reader import Reader, longest
from pipeline.extract.rule.rule import Read, Rule
from pipeline.extract.rule.shadow import Shadow
from pipeline.extract.rule.shape import (
    GAP,
    LETTER,
    START,
    WORD_END,
    WORD_START,
    Either,
    Found,
    Item,
    Pattern,
    Run,
    Shape,
    Words,
    either,
    maybe,
)

__all__ = [
    "DIGITS",
    "GAP",
    "LETTER",
    "START",
    "WORD_END",
    "WORD_START",
    "Compiled",
    "Either",
    "Found",
    "Item",
    "Match",
    "Pattern",
    "Read",
    "Reader",
    "Rule",
    "Run",
    "Shadow",
    "Shape",
    "Words",
    "compile_rule",
    "either",
    "longest",
    "maybe",
]
