"""TODO: quantity."""

from pipeline.extract.rule import Rule

KIND = "figure"
RULES: tuple[Rule, ...] = ()
